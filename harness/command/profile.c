/* profile.c - hangup profile: which signs each subject sees, as measured. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "report/report.h"

static struct options {
	const char *file;
	bool best, markdown, table;
	char **subjects;
	int n_subjects;
} options;

enum { KEY_BEST = 256, KEY_MARKDOWN, KEY_TABLE };

static const struct argp_option profile_options[] = {
	{ "results", 'r', "FILE", 0,
	    "measured results (reports/latest/results.json)", 0 },
	{ "best", KEY_BEST, NULL, 0,
	    "the smallest sets that together see every sign of death", 0 },
	{ "markdown", KEY_MARKDOWN, NULL, 0,
	    "as tables in Markdown, with what each does, what it relies on and "
	    "where it is excused",
	    0 },
	{ "table", KEY_TABLE, NULL, 0,
	    "as the table by which \"hangup run\" says what would help a "
	    "program (make advice)",
	    0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'r':
		options.file = arg;
		return 0;
	case KEY_BEST:
		options.best = true;
		return 0;
	case KEY_MARKDOWN:
		options.markdown = true;
		return 0;
	case KEY_TABLE:
		options.table = true;
		return 0;
	case ARGP_KEY_ARGS:
		options.subjects = state->argv + state->next;
		options.n_subjects = state->argc - state->next;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp profile_argp = { profile_options, parse_option,
	"[SUBJECT...]",
	"Which signs of death each subject sees, and which healthy connections "
	"it calls dead: from the cells that were run, never from what it "
	"declares.  Where the two differ, that is shown.\v"
	"Exit status: 0; 1 no set of subjects sees every sign (--best); 2 "
	"usage, or results that say nothing of it.",
	NULL, NULL, NULL };

static bool
chosen(const char *subject)
{
	int i;

	for (i = 0; i < options.n_subjects; i++)
		if (pattern_matches(options.subjects[i], "", subject))
			return true;
	return options.n_subjects == 0;
}

/* A pattern that chooses nothing is told, with the nearest name. */
static bool
patterns_hold(const json_t *profiles)
{
	size_t n = json_array_size(profiles), k;
	const char **names = calloc(n + 1, sizeof(*names)), *near;
	bool hold = true, found;
	int i;

	for (k = 0; names && k < n; k++)
		names[k] = json_string_value(
		    json_object_get(json_array_get(profiles, k), "subject"));
	for (i = 0; names && i < options.n_subjects; i++) {
		found = false;
		for (k = 0; k < n && !found; k++)
			found = pattern_matches(
			    options.subjects[i], "", names[k]);
		if (found)
			continue;
		near = case_nearest(options.subjects[i], names, n);
		fprintf(stderr, "hangup: %s has no subject \"%s\"%s%s\n",
		    options.file, options.subjects[i],
		    near ? "; nearest: " : "", near ? near : "");
		hold = false;
	}
	free(names);
	return hold;
}

/* False if what was asked for is not in these results. */
static bool
print(const json_t *root, json_t *profiles)
{
	const char *no_color = getenv("NO_COLOR");
	bool colour = isatty(STDOUT_FILENO) && !(no_color && no_color[0]);
	size_t i = json_array_size(profiles);

	while (i-- > 0)
		if (!chosen(json_string_value(json_object_get(
			json_array_get(profiles, i), "subject"))))
			json_array_remove(profiles, i);
	if (options.best)
		return report_print_best(profiles, stdout);
	if (options.markdown)
		(void)report_subjects_markdown(root, profiles, stdout);
	else
		report_print_profiles(profiles, stdout, colour,
		    strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
	return true;
}

/* A table without one letter is no answer. */
static bool
is_told(const json_t *profiles)
{
	if (report_profiles_told(profiles))
		return true;
	fprintf(stderr,
	    "hangup: %s: these results do not say what anybody saw: no sign "
	    "of death is in a cell of theirs that was proven\n",
	    options.file);
	return false;
}

static int
run_profile(int argc, char **argv)
{
	json_t *root, *profiles;
	int status = STATUS_USAGE;

	options = (struct options) { .file = LATEST "/results.json" };
	argp_parse(&profile_argp, argc, argv, 0, NULL, NULL);
	root = need_results(options.file);
	if (!root)
		return STATUS_USAGE;
	profiles = report_profiles(root);
	if (options.table)
		status = report_table(root, stdout) == 0 ? STATUS_OK :
							   STATUS_USAGE;
	else if (patterns_hold(profiles) && is_told(profiles))
		status = print(root, profiles) ? STATUS_OK : STATUS_FAIL;
	json_decref(profiles);
	json_decref(root);
	return status;
}

const struct command command_profile = {
	.name = "profile",
	.summary = "which signs each subject sees, as measured",
	.argp = &profile_argp,
	.run = run_profile,
};
