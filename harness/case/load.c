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

/* .../scenarios/close/fin.tcl is close/fin; any other, what its file is. */
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

const struct left_out *
case_left_out(const struct cases *cases, enum file_kind kind, const char *name)
{
	for (size_t i = 0; i < cases->n_left_out; i++) {
		const struct left_out *l = &cases->left_out[i];

		if (l->kind == kind && (!name || strcmp(l->name, name) == 0))
			return l;
	}
	return NULL;
}

/* close/fin of scenarios/close/fin.tcl, example-c of subjects/example-c.tcl. */
static char *
name_of_kind(enum file_kind kind, const char *file)
{
	const char *base = strrchr(file, '/') + 1;
	char name[256];

	if (kind != FILE_SCENARIO)
		return strndup(base, strlen(base) - strlen(".tcl"));
	name_of(file, name, sizeof(name));
	return strdup(name);
}

void
case_leave_out(
    struct cases *cases, enum file_kind kind, const char *file, const char *why)
{
	struct left_out *grown = realloc(
	    cases->left_out, (cases->n_left_out + 1) * sizeof(*grown));
	struct left_out *l;

	if (!grown)
		abort();
	cases->left_out = grown;
	l = &grown[cases->n_left_out++];
	*l = (struct left_out) { kind, name_of_kind(kind, file), strdup(why) };
	if (!l->name || !l->why)
		abort();
	case_harmless(l->name);
	case_harmless(l->why);
}

static void
drop_subjects(struct cases *cases, size_t n)
{
	while (cases->n_subjects > n)
		case_free_subject(&cases->subjects[--cases->n_subjects]);
}

static void
drop_clauses(struct cases *cases)
{
	while (cases->n_clauses > 0)
		case_free_clause(&cases->clauses[--cases->n_clauses]);
}

static int
read_scenario(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	struct scenario s;
	char name[256];

	name_of(file, name, sizeof(name));
	if (case_read_scenario(cases->interp, file, text, name, &s, error) ==
		0 &&
	    add_scenario(cases, &s) == 0)
		return 0;
	case_free_scenario(&s);
	return -1;
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

/* One that is broken leaves nothing behind but a note. */
static void
load_or_leave(struct cases *cases, enum file_kind kind, const char *file)
{
	static read_text *const readers[] = {
		[FILE_SCENARIO] = read_scenario,
		[FILE_SUBJECT] = case_read_external,
		[FILE_CLAUSES] = case_read_clauses,
		[FILE_CONTRACT] = case_read_contract,
		[FILE_INCIDENT] = case_read_incident,
	};
	size_t subjects = cases->n_subjects;
	char error[CASE_ERROR];

	if (load_file(cases, file, readers[kind], error) == 0)
		return;
	if (kind == FILE_SUBJECT)
		drop_subjects(cases, subjects);
	if (kind == FILE_CLAUSES)
		drop_clauses(cases);
	case_leave_out(cases, kind, file, error);
}

/* In one group, or one folder. */
static int
load_each(
    struct cases *cases, enum file_kind kind, const char *dir, char *error)
{
	struct case_files found;
	size_t i;

	if (case_list_files(dir, ".tcl", &found) == -1) {
		snprintf(error, CASE_ERROR, "%s: %s", dir, strerror(errno));
		return -1;
	}
	for (i = 0; i < found.n; i++)
		load_or_leave(cases, kind, found.v[i]);
	case_free_files(&found);
	return 0;
}

static int
no_scenario(const struct cases *cases, const char *path, char *error)
{
	if (cases->n_left_out > 0)
		snprintf(error, CASE_ERROR, "%s", cases->left_out[0].why);
	else
		snprintf(
		    error, CASE_ERROR, "%s/*/*.tcl: no scenario found", path);
	return -1;
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
		result = load_each(cases, FILE_SCENARIO, groups.v[i], error);
	case_free_files(&groups);
	if (result == 0 && cases->n_scenarios == 0)
		result = no_scenario(cases, path, error);
	return result;
}

int
cases_add_scenario(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	return read_scenario(cases, file, text, error);
}

/* A tree need not have it. */
static void
load_optional(
    struct cases *cases, enum file_kind kind, const char *dir, const char *name)
{
	char file[PATH_MAX];

	snprintf(file, sizeof(file), "%s/%s", dir, name);
	if (access(file, F_OK) == 0 || errno != ENOENT)
		load_or_leave(cases, kind, file);
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

/*
 * Subjects of files come after those that describe themselves; the contract
 * and the incidents after both, for they name them.
 */
static int
load_tree(
    struct cases *cases, const char *dir, const char *subjects, char *error)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/subjects", dir);
	Tcl_SetAssocData(cases->interp, CASES, NULL, cases);
	if (load_scenarios(cases, dir, error) == -1 ||
	    case_load_subjects(cases->interp, cases, subjects, error) == -1 ||
	    load_each(cases, FILE_SUBJECT, path, error) == -1)
		return -1;
	load_optional(cases, FILE_CLAUSES, dir, "clauses.tcl");
	load_optional(cases, FILE_CONTRACT, dir, "contracts/default.tcl");
	snprintf(path, sizeof(path), "%s/incidents", dir);
	return load_each(cases, FILE_INCIDENT, path, error);
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
	for (i = 0; i < cases->n_incidents; i++)
		case_free_incident(&cases->incidents[i]);
	for (i = 0; i < cases->n_left_out; i++) {
		free(cases->left_out[i].name);
		free(cases->left_out[i].why);
	}
	for (i = 0; i < cases->n_timers; i++)
		free(cases->timers[i].name);
	free(cases->timers);
	case_free_reasons(&cases->excuses);
	free(cases->left_out);
	Tcl_DeleteInterp(cases->interp);
	free(cases->clauses);
	free(cases->incidents);
	free(cases->scenarios);
	free(cases->subjects);
	free(cases);
}
