/* show.c - hangup show: the story of one cell. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "pool/pool.h"

#define WINDOW_MS 4000

enum { KEY_FAMILY = 256, KEY_RUN, KEY_LIVE, KEY_OUT = 'o' };

static struct options {
	const char *cell;
	const char *results; /* a file or directory, or NULL */
	const char *out;     /* for captures of a cell that runs, or NULL */
	int family, run;
	bool live;
} options;

static const struct argp_option table[] = { { "family", KEY_FAMILY, "4|6", 0,
						"address family (4)", 0 },
	{ "run", KEY_RUN, "N", 0, "of a cell that ran several times (1)", 0 },
	{ "live", KEY_LIVE, NULL, 0,
	    "run it now, and tell as it happens; then the whole story", 0 },
	{ "out", KEY_OUT, "DIR", 0,
	    "where a cell that is run leaves its captures (nowhere)", 0 },
	{ 0 } };

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_FAMILY:
		options.family = option_family(state, arg, "4 or 6");
		return 0;
	case KEY_RUN:
		options.run = option_number(state, "run", arg, 1, 10000);
		return 0;
	case KEY_LIVE:
		options.live = true;
		return 0;
	case KEY_OUT:
		options.out = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num == 0)
			options.cell = arg;
		else if (state->arg_num == 1)
			options.results = arg;
		else
			argp_error(state, "one cell at a time");
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected a cell: close/fin/keepalive");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp show_argp = { table, parse_option, "CELL [RESULTS]",
	"Tells the story of one cell, SCENARIO/SUBJECT: packets, commands, "
	"reports and TCP states on one axis of time, what the packets prove, "
	"the verdict and why.\v"
	"RESULTS is a results.json or its directory (reports/latest). A cell "
	"that is not in it is run, unless RESULTS was given. The times are "
	"counted from the fault; a packet stands where it left its sender. "
	"The states are those that the packets imply.\n\n"
	"Exit status: 0 told, whatever the verdict; 2 usage; 3 the cell came "
	"out UNRESOLVED; 4 this machine cannot run a lab.",
	sandbox_options, NULL, NULL };

static int
tell(const json_t *root, const json_t *cell)
{
	const char *pcap = json_string_value(
	    json_object_get(json_object_get(cell, "wire"), "pcap"));
	const char *result = json_string_value(json_object_get(cell, "result"));
	const char *dir = options.results ? options.results : LATEST;

	report_story(root, cell, stdout, want_colour(), want_utf8());
	if (options.out || !options.live)
		printf(pcap ? "\nCapture     %s/%s\n" : "\n%.0s%.0s",
		    options.out ? options.out : dir, pcap ? pcap : "");
	printf("Again       hangup run %s%s\n", options.cell,
	    options.family == 6 ? " --family 6" : "");
	return strcmp(result, "UNRESOLVED") == 0 ? STATUS_UNRESOLVED :
						   STATUS_OK;
}

static void
keep(void *data, size_t index, json_t *record)
{
	json_t **cell = data;

	(void)index;
	json_decref(*cell);
	*cell = record;
}

/* From what is on the disk, or -1 if it is not there. */
static int
tell_results(void)
{
	char error[REPORT_ERROR];
	const char *file = options.results ? options.results : LATEST;
	const json_t *cell;
	json_t *root;
	int status = -1;

	if (!options.results && access(file, R_OK) == -1)
		return -1;
	root = report_read(file, error);
	if (!root) {
		if (options.results)
			errx(STATUS_USAGE, "%s", error);
		return -1;
	}
	cell = find_record(root, options.cell, options.family, options.run);
	if (cell)
		status = tell(root, cell);
	else if (options.results)
		errx(STATUS_USAGE,
		    "%s has no cell %s over IPv%d, run %d; without a file "
		    "it would be run",
		    file, options.cell, options.family, options.run);
	json_decref(root);
	return status;
}

static void
look(void *data, const json_t *news)
{
	struct story **story = data;

	if (!*story)
		*story = story_begin(stdout, want_colour(), want_utf8());
	story_rows(*story, news);
	story_rest(*story);
}

static int
run_and_tell(const struct cases *cases, const struct spec *spec)
{
	struct story *live = NULL; /* in the cell's process */
	const struct onlooker onlooker = { look, &live };
	struct setting setting = { .window_ms = WINDOW_MS,
		.jobs = 1,
		.keep = options.out ? KEEP_ALL : KEEP_NONE,
		.out = options.out ? options.out : "",
		.results = -1,
		.sandbox = &sandbox,
		.onlooker = options.live ? &onlooker : NULL,
		.cases = cases,
		.programs = programs_directory() };
	json_t *cell = NULL, *root;
	int status = STATUS_INTERRUPTED;
	char error[REPORT_ERROR];

	if (options.out) {
		setting.results = report_lock(options.out, true, error);
		if (setting.results == -1)
			errx(STATUS_USAGE, "%s", error);
	}
	root = report_new(&spec->scenario, 1, &spec->subject, 1, json_object());
	if (pool_run(spec, 1, &setting, keep, &cell) == 0 && cell)
		status = tell(root, cell);
	json_decref(cell);
	json_decref(root);
	return status;
}

/* Its scenario and subject, or false and a word about the name. */
static bool
find_spec(const struct cases *cases, struct spec *spec)
{
	char name[512];
	size_t i, j;

	for (i = 0; i < cases->n_scenarios; i++)
		for (j = 0; j < cases->n_subjects; j++) {
			snprintf(name, sizeof(name), "%s/%s",
			    cases->scenarios[i].name, cases->subjects[j].name);
			if (strcmp(name, options.cell) != 0)
				continue;
			*spec = (struct spec) { &cases->scenarios[i],
				&cases->subjects[j], options.family, 1 };
			return true;
		}
	complain_no_cell(cases, options.cell);
	return false;
}

static int
run_show(int argc, char **argv)
{
	struct cases *cases;
	struct spec spec;
	char dir[APART];
	int status;

	options = (struct options) { .family = 4, .run = 1 };
	argp_parse(&show_argp, argc, argv, 0, NULL, NULL);
	if (!options.live) {
		status = tell_results();
		if (status != -1)
			return status;
	}
	/* as those of hangup run, if nobody says otherwise */
	setenv("HANGUP_TIMERS", "", 0);
	cases = load_cases();
	if (!find_spec(cases, &spec) ||
	    !contract_is_whole(cases, spec.subject) ||
	    !program_is_here(spec.subject)) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	require_lab();
	pool_guarded();
	prepare_apart(&cases->subjects[spec.subject - cases->subjects], dir);
	status = run_and_tell(cases, &spec);
	remove_apart(dir);
	cases_free(cases);
	return status;
}

const struct command command_show = {
	.name = "show",
	.summary = "the story of one cell: packets, calls, verdict, why",
	.argp = &show_argp,
	.run = run_show,
};
