/* load.c - reads the case tree: cases/scenarios/GROUP/NAME.tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <glob.h>
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

static char *
read_whole(const char *file)
{
	char *text = NULL;
	size_t room = 0;
	FILE *f = fopen(file, "re");

	if (!f)
		return NULL;
	/* no file holds a NUL: one "line" is all of it */
	if (getdelim(&text, &room, '\0', f) == -1) {
		free(text);
		text = ferror(f) ? NULL : strdup("");
	}
	fclose(f);
	return text;
}

/*
 * Joins the lines that end in a backslash, as Tcl would, but leaves as many
 * empty ones behind them: the lines that follow keep their numbers.
 */
static void
unfold(char *text)
{
	char *out = text;
	size_t folds = 0;

	while (*text) {
		if (text[0] == '\\' && text[1] == '\n') {
			folds++;
			text += 2;
			text += strspn(text, " \t");
			*out++ = ' ';
			continue;
		}
		if (text[0] == '\\' && text[1] != '\0')
			*out++ = *text++;
		for (; *text == '\n' && folds > 0; folds--)
			*out++ = '\n';
		*out++ = *text++;
	}
	*out = '\0';
}

char *
case_read_file(const char *file)
{
	char *text = read_whole(file);

	if (text)
		unfold(text);
	return text;
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
load_scenario(struct cases *cases, const char *file, char *error)
{
	struct scenario *grown;
	char name[256];
	char *text = case_read_file(file);
	int result;

	if (!text) {
		snprintf(error, CASE_ERROR, "%s: %s", file, strerror(errno));
		return -1;
	}
	name_of(file, name, sizeof(name));
	grown = realloc(
	    cases->scenarios, (cases->n_scenarios + 1) * sizeof(*grown));
	if (!grown) {
		free(text);
		snprintf(error, CASE_ERROR, "%s: out of memory", file);
		return -1;
	}
	cases->scenarios = grown;
	result = case_read_scenario(
	    cases->interp, file, text, name, &grown[cases->n_scenarios], error);
	cases->n_scenarios++;
	free(text);
	return result;
}

static int
load_scenarios(struct cases *cases, const char *dir, char *error)
{
	char pattern[512];
	glob_t found;
	size_t i;
	int result = 0;

	snprintf(pattern, sizeof(pattern), "%s/scenarios/*/*.tcl", dir);
	if (glob(pattern, 0, NULL, &found) != 0) {
		snprintf(error, CASE_ERROR, "%s: no scenario found", pattern);
		return -1;
	}
	for (i = 0; i < found.gl_pathc && result == 0; i++)
		result = load_scenario(cases, found.gl_pathv[i], error);
	globfree(&found);
	return result;
}

typedef int read_text(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);

static int
load_file(struct cases *cases, const char *file, read_text *read, char *error)
{
	char *text = case_read_file(file);
	int result;

	if (!text) {
		snprintf(error, CASE_ERROR, "%s: %s", file, strerror(errno));
		return -1;
	}
	result = read(cases, file, text, error);
	free(text);
	return result;
}

/* A tree need not have it. */
static int
load_optional(struct cases *cases, const char *dir, const char *name,
    read_text *read, char *error)
{
	char file[512];

	snprintf(file, sizeof(file), "%s/%s", dir, name);
	if (access(file, F_OK) == -1 && errno == ENOENT)
		return 0;
	return load_file(cases, file, read, error);
}

int
cases_change_contract(
    struct cases *cases, const char *file, char error[CASE_ERROR])
{
	return load_file(cases, file, case_read_contract, error);
}

/* Those that come with files, after those that describe themselves. */
static int
load_subjects(struct cases *cases, const char *dir, char *error)
{
	char pattern[512];
	glob_t found;
	size_t i;
	int result = 0;

	snprintf(pattern, sizeof(pattern), "%s/subjects/*.tcl", dir);
	if (glob(pattern, 0, NULL, &found) != 0)
		return 0;
	for (i = 0; i < found.gl_pathc && result == 0; i++)
		result = load_file(
		    cases, found.gl_pathv[i], case_read_external, error);
	globfree(&found);
	return result;
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
	cases->interp = Tcl_CreateInterp();
	result = load_scenarios(cases, dir, error);
	if (result == 0)
		result = load_optional(
		    cases, dir, "clauses.tcl", case_read_clauses, error);
	if (result == 0)
		result = load_optional(
		    cases, dir, "contract.tcl", case_read_contract, error);
	if (result == 0)
		result = case_load_subjects(
		    cases->interp, cases, subjects, error);
	if (result == 0)
		result = load_subjects(cases, dir, error);
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
