/* common.c - what several commands need: cases, patterns. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case/lesson.h"
#include "command/command.h"
#include "lab/guests.h"
#include "pool/pool.h"

/* What "hangup-subject --describe" prints, and how it ended; -1: not begun. */
static char *
ask_subjects(char program[PATH_MAX + 32], int *status)
{
	const char *argv[] = { program, "--describe", NULL };

	snprintf(
	    program, PATH_MAX + 32, "%s/hangup-subject", programs_directory());
	return start_and_read(argv, status);
}

static char *
describe_subjects(void)
{
	char program[PATH_MAX + 32], *text;
	int status;

	text = ask_subjects(program, &status);
	if (status == -1)
		err(STATUS_USAGE, "%s", program);
	if (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_USAGE)
		exit(STATUS_USAGE); /* it has said what was wrong */
	if (status != 0 || !text)
		errx(STATUS_USAGE,
		    "%s --describe failed; is the program built whole?",
		    program);
	return text;
}

struct cases *
load_cases_silently(void)
{
	char error[CASE_ERROR];
	char *subjects = describe_subjects();
	struct cases *cases = cases_load(cases_directory(), subjects, error);

	free(subjects);
	if (!cases) {
		fprintf(stderr, "hangup: %s\n", error);
		exit(STATUS_USAGE);
	}
	return cases;
}

void
tell_left_out(const struct cases *cases, size_t from)
{
	for (; from < cases->n_left_out; from++)
		fprintf(stderr, "hangup: %s; this file is left out\n",
		    cases->left_out[from].why);
}

struct cases *
load_cases(void)
{
	struct cases *cases = load_cases_silently();

	tell_left_out(cases, 0);
	return cases;
}

void
load_lessons(struct cases *cases, struct lessons *lessons)
{
	size_t before = cases->n_left_out;
	char error[CASE_ERROR];

	if (lessons_load(lessons, cases, cases_directory(), error) == -1) {
		fprintf(stderr, "hangup: %s\n", error);
		exit(STATUS_USAGE);
	}
	tell_left_out(cases, before);
}

/* With these timers; NULL: whatever is wrong, results must be written. */
static struct cases *
load_with_timers(const char *timers)
{
	const char *set = getenv("HANGUP_TIMERS");
	char *kept = set ? strdup(set) : NULL, *text, error[CASE_ERROR];
	char program[PATH_MAX + 32];
	struct cases *cases = NULL;
	int status;

	setenv("HANGUP_TIMERS", timers, 1);
	text = ask_subjects(program, &status);
	if (text && status == 0)
		cases = cases_load(cases_directory(), text, error);
	unsetenv("HANGUP_TIMERS");
	if (kept)
		setenv("HANGUP_TIMERS", kept, 1);
	free(text);
	free(kept);
	return cases;
}

/* The strategies, as they would be with the timers of the stock. */
static void
add_stock(json_t *root)
{
	char *timers = read_timers("default");
	struct cases *cases = timers ? load_with_timers(timers) : NULL;

	json_object_del(root, "stock"); /* results may be anybody's */
	if (cases) {
		report_stock(root, timers, cases->subjects, cases->n_subjects);
		cases_free(cases);
	}
	free(timers);
}

void
add_incidents(json_t *root, const struct cases *cases)
{
	struct cases *own = cases ? NULL : load_cases_silently();

	json_object_set_new(
	    root, "incidents", report_incidents(cases ? cases : own));
	if (own)
		cases_free(own);
	add_stock(root);
}

const char **
scenario_names(const struct cases *cases)
{
	const char **names = calloc(cases->n_scenarios + 1, sizeof(*names));
	size_t i;

	if (!names)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < cases->n_scenarios; i++)
		names[i] = cases->scenarios[i].name;
	return names;
}

const char **
subject_names(const struct cases *cases)
{
	const char **names = calloc(cases->n_subjects + 1, sizeof(*names));
	size_t i;

	if (!names)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < cases->n_subjects; i++)
		names[i] = cases->subjects[i].name;
	return names;
}

/* GROUP/NAME/SUBJECT: each part has a nearest name of its own. */
static bool
suggest_cell(const char *pattern, const char **scenarios, size_t n_scenarios,
    const char **subjects, size_t n_subjects)
{
	const char *slash = strrchr(pattern, '/'), *a, *b;
	char scenario[256];

	if (!slash || slash == strchr(pattern, '/'))
		return false;
	snprintf(scenario, sizeof(scenario), "%.*s", (int)(slash - pattern),
	    pattern);
	a = case_nearest(scenario, scenarios, n_scenarios);
	b = case_nearest(slash + 1, subjects, n_subjects);
	if (a && b)
		fprintf(stderr, "; nearest: %s/%s", a, b);
	return a && b;
}

bool
would_choose(const char *pattern, const struct left_out *l)
{
	const char *slash = strrchr(pattern, '/');

	if (l->kind == FILE_SCENARIO)
		return pattern_matches(pattern, l->name, "") ||
		    pattern_begins(pattern, l->name);
	return l->kind == FILE_SUBJECT &&
	    fnmatch(slash ? slash + 1 : pattern, l->name, 0) == 0;
}

static const char *
nearest_group(const char *pattern)
{
	size_t n = 0;

	while (case_groups[n])
		n++;
	return case_nearest(pattern, case_groups, n);
}

void
complain_unmatched(const struct cases *cases, const char *pattern, bool groups)
{
	const char **scenarios = scenario_names(cases);
	const char **subjects = subject_names(cases);
	const char *near[] = {
		groups && !strchr(pattern, '/') ? nearest_group(pattern) : NULL,
		case_nearest(pattern, scenarios, cases->n_scenarios),
		case_nearest(pattern, subjects, cases->n_subjects)
	};
	const char *gap = "; nearest: ";
	size_t i;

	for (i = 0; i < cases->n_left_out; i++)
		if (would_choose(pattern, &cases->left_out[i]))
			break;
	/* of a broken file it was told why when it was read */
	if (i < cases->n_left_out) {
		free(scenarios);
		free(subjects);
		return;
	}
	fprintf(stderr, "hangup: no cell matches \"%s\"", pattern);
	if (!suggest_cell(pattern, scenarios, cases->n_scenarios, subjects,
		cases->n_subjects))
		for (i = 0; i < sizeof(near) / sizeof(near[0]); i++)
			if (near[i]) {
				fprintf(stderr, "%s%s", gap, near[i]);
				gap = ", ";
			}
	fprintf(stderr,
	    "\n        \"hangup list scenarios\" and \"hangup "
	    "list subjects\" show the names\n");
	free(scenarios);
	free(subjects);
}

static void
complain_half(const char *name, const char *is, const char *scenario,
    const char *subject, const char *list)
{
	fprintf(stderr,
	    "hangup: %s is a %s: a cell is SCENARIO/SUBJECT, as %s/%s; "
	    "\"hangup list %s\" shows them\n",
	    name, is, scenario, subject, list);
}

void
complain_no_cell(const struct cases *cases, const char *name)
{
	const char *subject = cases->n_subjects ? cases->subjects[0].name : "";
	const char *scenario;
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (strcmp(cases->subjects[i].name, name) == 0) {
			complain_half(name, "subject", cases->scenarios[0].name,
			    name, "scenarios");
			return;
		}
	for (i = 0; i < cases->n_scenarios; i++) {
		scenario = cases->scenarios[i].name;
		if (strcmp(scenario, name) == 0)
			complain_half(
			    name, "scenario", scenario, subject, "subjects");
		else if (pattern_matches(name, scenario, ""))
			complain_half(
			    name, "group", scenario, subject, "scenarios");
		else
			continue;
		return;
	}
	complain_unmatched(cases, name, false);
}

const struct scenario *
find_scenario(const struct cases *cases, const char *name)
{
	const char **names, *near;
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name, name) == 0)
			return &cases->scenarios[i];
	if (case_left_out(cases, FILE_SCENARIO, name))
		return NULL; /* it was told why when the files were read */
	names = scenario_names(cases);
	near = case_nearest(name, names, cases->n_scenarios);
	fprintf(stderr,
	    "hangup: no scenario \"%s\"%s%s; \"hangup list scenarios\" "
	    "shows the names\n",
	    name, near ? ", nearest is " : "", near ? near : "");
	free(names);
	return NULL;
}

void
require_lab(void)
{
	char error[LAB_ERROR], why[LAB_ERROR], mend[1024] = "";
	bool prepared = lab_prepare(sandbox.as_root, error) == 0;
	bool possible = lab_possible(why, mend) == 0;

	if (prepared && possible)
		return;
	/* what no lab can do without is why there is no id to be had, either */
	fprintf(stderr,
	    "hangup: this machine cannot run a lab: %s\n"
	    "%s\"hangup doctor\" looks at all of it\n",
	    possible ? error : why, mend);
	exit(STATUS_NO_LAB);
}

int
option_number(struct argp_state *state, const char *name, const char *text,
    int min, int max)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*end || end == text || n < min || n > max)
		argp_error(state,
		    "--%s: expected a number from %d to %d, "
		    "got \"%s\"",
		    name, min, max, text);
	return (int)n;
}

const char *
option_place(struct argp_state *state, const char *name, const char *text)
{
	if (text[0] == '\0')
		argp_error(state, "--%s: expected a directory, got \"\"", name);
	return text;
}

int
option_family(struct argp_state *state, const char *text, const char *expected)
{
	if (strcmp(text, "4") != 0 && strcmp(text, "6") != 0)
		argp_error(
		    state, "--family: expected %s, got \"%s\"", expected, text);
	return text[0] - '0';
}

const json_t *
find_record(const json_t *root, const char *name, int family, int run)
{
	const json_t *cell;
	char whole[512];
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		snprintf(whole, sizeof(whole), "%s/%s",
		    json_string_value(json_object_get(cell, "scenario")),
		    json_string_value(json_object_get(cell, "subject")));
		if (strcmp(whole, name) == 0 &&
		    json_integer_value(json_object_get(cell, "family")) ==
			family &&
		    json_integer_value(json_object_get(cell, "run")) == run)
			return cell;
	}
	return NULL;
}
