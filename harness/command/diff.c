/* diff.c - hangup diff: what changed between two results. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"
#include "report/report.h"

static struct options {
	const char *files[2];
	int n_files;
	int tolerance_ms; /* -1: what report_diff takes for generous */
	bool json;
} options;

enum { KEY_JSON = 256, KEY_TOLERANCE };

static const struct argp_option diff_options[] = { { "json", KEY_JSON, NULL, 0,
						       "print JSON", 0 },
	{ "tolerance", KEY_TOLERANCE, "MS", 0,
	    "by how much a latency may differ (250, or as much as the "
	    "prediction leaves open if that is more, counted from where it "
	    "begins)",
	    0 },
	{ 0 } };

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	char *end;
	long n;

	switch (key) {
	case KEY_JSON:
		options.json = true;
		return 0;
	case KEY_TOLERANCE:
		n = strtol(arg, &end, 10);
		if (*end || end == arg || n < 0 || n > 60000)
			argp_error(state,
			    "--tolerance: expected 0 to 60000 ms, got \"%s\"",
			    arg);
		options.tolerance_ms = (int)n;
		return 0;
	case ARGP_KEY_ARG:
		if (options.n_files == 2)
			argp_error(state, "two results are compared: OLD NEW");
		options.files[options.n_files++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (options.n_files < 2)
			argp_error(state, "expected two results: OLD NEW");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp diff_argp = { diff_options, parse_option, "OLD NEW",
	"Compares two results.json, or directories that hold one, cell by "
	"cell: result, outcome, verdict, latency; and says which cells are new "
	"or gone.\v"
	"What changed for the worse comes first: PASS or XFAIL to UNSUPPORTED, "
	"to FAIL, XPASS or UNRESOLVED; else right to vague to misnamed to "
	"missed, inconclusive or false-alarm; else the same verdict, later.  "
	"\"Otherwise\" is neither worse nor better.\n\n"
	"Exit status: 0 no difference; 1 a difference; 2 usage.",
	NULL, NULL, NULL };

static int
compare(const json_t *old, const json_t *new)
{
	json_t *diff = report_diff(old, new, options.tolerance_ms, true);
	bool differ = json_array_size(json_object_get(diff, "changes")) > 0;

	if (options.json) {
		json_object_set_new(diff, "old", json_string(options.files[0]));
		json_object_set_new(diff, "new", json_string(options.files[1]));
		json_dumpf(diff, stdout, JSON_INDENT(1));
		putchar('\n');
	} else
		report_print_diff(diff, stdout, SIZE_MAX);
	json_decref(diff);
	return differ ? STATUS_FAIL : STATUS_OK;
}

static int
run_diff(int argc, char **argv)
{
	char error[REPORT_ERROR];
	json_t *roots[2] = { NULL, NULL };
	int status = STATUS_USAGE, i;

	options = (struct options) { .tolerance_ms = -1 };
	argp_parse(&diff_argp, argc, argv, 0, NULL, NULL);
	for (i = 0; i < 2; i++) {
		roots[i] = report_read(options.files[i], error);
		if (!roots[i]) {
			fprintf(stderr, "hangup: %s\n", error);
			break;
		}
	}
	if (i == 2)
		status = compare(roots[0], roots[1]);
	json_decref(roots[0]);
	json_decref(roots[1]);
	return status;
}

const struct command command_diff = {
	.name = "diff",
	.summary = "what changed between two results",
	.argp = &diff_argp,
	.run = run_diff,
};
