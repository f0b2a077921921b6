/* load.c - reads the case tree: cases/scenarios/GROUP/NAME.tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case/private.h"

const char *const case_groups[] = { "alive", "close", "half-close", "reset",
	"silence", "stall", "crash", "local", NULL };

/* A group that is not in the list comes after those that are. */
static int
group_rank(const char *name)
{
	size_t length = strcspn(name, "/");
	int i;

	for (i = 0; case_groups[i]; i++)
		if (strlen(case_groups[i]) == length &&
		    strncmp(case_groups[i], name, length) == 0)
			break;
	return i;
}

static int
by_group(const void *a, const void *b)
{
	const struct scenario *s = a, *t = b;
	int order = group_rank(s->name) - group_rank(t->name);

	return order ? order : strcmp(s->name, t->name);
}

/* .../scenarios/close/fin.tcl is close/fin. */
static void
name_of(const char *file, char *name, size_t size)
{
	const char *base = strrchr(file, '/'), *group = base;

	while (group > file && group[-1] != '/')
		group--;
	snprintf(
	    name, size, "%.*s", (int)(strlen(group) - strlen(".tcl")), group);
}

static int
add_scenario(struct cases *cases, struct scenario *s)
{
	struct scenario *grown = realloc(
	    cases->scenarios, (cases->n_scenarios + 1) * sizeof(*grown));

	if (!grown)
		return -1;
	cases->scenarios = grown;
	grown[cases->n_scenarios++] = *s;
	return 0;
}

static int
load_scenario(struct cases *cases, const char *file, char *error)
{
	struct scenario s;
	char name[256];
	char *text = case_read_file(file, error);
	int result;

	if (!text)
		return -1;
	name_of(file, name, sizeof(name));
	result = case_read_scenario(cases->interp, file, text, name, &s, error);
	free(text);
	if (result == 0 && add_scenario(cases, &s) == -1) {
		snprintf(error, CASE_ERROR, "%s: out of memory", file);
		result = -1;
	}
	if (result == -1)
		case_free_scenario(&s);
	return result;
}

/* In one group, or one folder. */
static int
load_each(struct cases *cases, const char *dir,
    int (*load)(struct cases *, const char *, char *), char *error)
{
	struct case_files found;
	size_t i;
	int result = 0;

	if (case_list_files(dir, ".tcl", &found) == -1) {
		snprintf(error, CASE_ERROR, "%s: %s", dir, strerror(errno));
		return -1;
	}
	for (i = 0; i < found.n && result == 0; i++)
		result = load(cases, found.v[i], error);
	case_free_files(&found);
	return result;
}

static int
load_scenarios(struct cases *cases, const char *dir, char *error)
{
	struct case_files groups;
	char path[PATH_MAX];
	size_t i;
	int result = 0;

	snprintf(path, sizeof(path), "%s/scenarios", dir);
	if (case_list_files(path, "", &groups) == -1) {
		snprintf(error, CASE_ERROR, "%s: %s", path, strerror(errno));
		return -1;
	}
	for (i = 0; i < groups.n && result == 0; i++)
		result = load_each(cases, groups.v[i], load_scenario, error);
	case_free_files(&groups);
	if (result == 0 && cases->n_scenarios == 0) {
		snprintf(
		    error, CASE_ERROR, "%s/*/*.tcl: no scenario found", path);
		result = -1;
	}
	return result;
}

typedef int read_text(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);

static int
load_file(struct cases *cases, const char *file, read_text *read, char *error)
{
	char *text = case_read_file(file, error);
	int result;

	if (!text)
		return -1;
	result = read(cases, file, text, error);
	free(text);
	return result;
}

/* A tree need not have it. */
static int
load_optional(struct cases *cases, const char *dir, const char *name,
    read_text *read, char *error)
{
	char file[PATH_MAX];

	snprintf(file, sizeof(file), "%s/%s", dir, name);
	if (access(file, F_OK) == -1 && errno == ENOENT)
		return 0;
	return load_file(cases, file, read, error);
}

int
cases_change_contract(
    struct cases *cases, const char *file, char error[CASE_ERROR])
{
	int result;

	case_limit_memory(true);
	result = load_file(cases, file, case_read_contract, error);
	case_limit_memory(false);
	return result;
}

static int
load_subject(struct cases *cases, const char *file, char *error)
{
	return load_file(cases, file, case_read_external, error);
}

/* Subjects of files come after those that describe themselves. */
static int
load_tree(
    struct cases *cases, const char *dir, const char *subjects, char *error)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/subjects", dir);
	if (load_scenarios(cases, dir, error) == -1 ||
	    load_optional(
		cases, dir, "clauses.tcl", case_read_clauses, error) == -1 ||
	    load_optional(
		cases, dir, "contract.tcl", case_read_contract, error) == -1 ||
	    case_load_subjects(cases->interp, cases, subjects, error) == -1)
		return -1;
	return load_each(cases, path, load_subject, error);
}

struct cases *
cases_load(const char *dir, const char *subjects, char error[CASE_ERROR])
{
	struct cases *cases = calloc(1, sizeof(*cases));
	int result;

	if (!cases) {
		snprintf(error, CASE_ERROR, "out of memory");
		return NULL;
	}
	cases->interp = case_safe_interp();
	case_limit_memory(true);
	result = load_tree(cases, dir, subjects, error);
	case_limit_memory(false);
	if (result == -1) {
		cases_free(cases);
		return NULL;
	}
	qsort(cases->scenarios, cases->n_scenarios, sizeof(*cases->scenarios),
	    by_group);
	return cases;
}

void
cases_free(struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		case_free_scenario(&cases->scenarios[i]);
	for (i = 0; i < cases->n_subjects; i++)
		case_free_subject(&cases->subjects[i]);
	for (i = 0; i < cases->n_clauses; i++)
		case_free_clause(&cases->clauses[i]);
	case_free_reasons(&cases->excuses);
	Tcl_DeleteInterp(cases->interp);
	free(cases->clauses);
	free(cases->scenarios);
	free(cases->subjects);
	free(cases);
}
