/* merge.c - hangup merge: shards become one result. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "report/report.h"

static struct options {
	const char *out;
	char **files;
	int n_files;
} options;

static const struct argp_option merge_options[] = {
	{ "out", 'o', "DIR", 0, "results (reports/latest)", 0 }, { 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'o':
		options.out = arg;
		return 0;
	case ARGP_KEY_ARGS:
		options.files = state->argv + state->next;
		options.n_files = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state,
		    "expected the results.json of shards, or directories that "
		    "hold one");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp merge_argp = { merge_options, parse_option, "FILE...",
	"Joins the shards of one matrix (\"hangup run --shard I/N\") into what "
	"one run would have written: results.json and the forms made from it; "
	"the captures that are beside the shards come along.\v"
	"A FILE is a results.json, or a directory that holds one.\n\n"
	"Exit status: as of \"hangup run\" with all these cells; 2 usage: a "
	"file that is none of ours, two with the same cell, shards of "
	"different runs; 3 if a shard is missing or incomplete, and no FAIL.",
	NULL, NULL, NULL };

/* What lies in DIR would be removed before it is written there. */
static bool
out_is_free(void)
{
	char out[PATH_MAX], in[PATH_MAX], dir[PATH_MAX];
	int i;

	if (!realpath(options.out, out))
		return true;
	for (i = 0; i < options.n_files; i++) {
		results_directory(options.files[i], dir);
		if (!realpath(dir, in) || strcmp(in, out) != 0)
			continue;
		fprintf(stderr,
		    "hangup: %s would be overwritten by what it is merged "
		    "into; name another directory with --out\n",
		    options.files[i]);
		return false;
	}
	return true;
}

/* False if it is not there; what is unfit is counted. */
static bool
bring(int from, int to, const json_t *cell, const char *leg,
    struct report_lost *lost)
{
	const char *name = json_string_value(
	    json_object_get(json_object_get(cell, "wire"), leg));
	char error[ARTEFACT_ERROR];

	if (!name)
		return true;
	/* another name could be that of something else that we write */
	if (strncmp(name, "cells/", 6) != 0 &&
	    strncmp(name, "peer-leg/", 9) != 0 &&
	    strncmp(name, "notes/", 6) != 0)
		return false;
	if (artefact_bring(from, cell, leg, to, error) == 0)
		return true;
	if (error[0] != '\0' && lost->n++ == 0)
		snprintf(lost->first, sizeof(lost->first), "%s", error);
	return error[0] != '\0';
}

/* How many captures are named and not there. */
static size_t
bring_captures(
    const json_t *root, const char *file, int to, struct report_lost *lost)
{
	static const char *const legs[] = { "pcap", "peer_pcap", "notes" };
	const json_t *cell;
	char dir[PATH_MAX];
	size_t i, leg, missing = 0;
	int from;

	results_directory(file, dir);
	from = artefact_directory(dir);
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		for (leg = 0; leg < 3; leg++)
			missing += !bring(from, to, cell, legs[leg], lost);
	if (from != -1)
		close(from);
	return missing;
}

static json_t **
read_all(void)
{
	json_t **roots = calloc((size_t)options.n_files + 1, sizeof(*roots));
	char error[REPORT_ERROR];
	int i;

	if (!roots)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < options.n_files; i++) {
		roots[i] = report_read(options.files[i], error);
		if (!roots[i])
			errx(STATUS_USAGE, "%s", error);
	}
	return roots;
}

static void
warn_of_missing(const json_t *all)
{
	const json_t *missing;
	size_t i;

	json_array_foreach (json_object_get(all, "missing"), i, missing)
		fprintf(stderr,
		    "hangup: shard %s is missing: these results are "
		    "incomplete\n",
		    json_string_value(missing));
}

/* Times of different kernels stand side by side: that must be known. */
static void
warn_of_hosts(const json_t *all)
{
	static const char *const names[] = { "os", "release", "arch" };
	const json_t *shards = json_object_get(all, "shards"), *shard;
	const json_t *first = json_array_get(shards, 0);
	size_t i, k;

	json_array_foreach (shards, i, shard)
		for (k = 0; k < 3; k++)
			if (!json_equal(json_object_get(first, names[k]),
				json_object_get(shard, names[k]))) {
				fprintf(stderr,
				    "hangup: these shards ran on different "
				    "systems; \"shards\" in results.json says "
				    "which\n");
				return;
			}
}

static void
bring_all(json_t **roots)
{
	struct report_lost lost = { 0 };
	size_t missing = 0;
	int to = artefact_directory(options.out), i;

	for (i = 0; i < options.n_files; i++)
		missing += bring_captures(
		    roots[i], options.files[i], to, &lost);
	close(to);
	report_tell_lost(&lost, options.out, stderr);
	if (missing > 0)
		fprintf(stderr,
		    "hangup: %zu captures are not beside their results.json, "
		    "and so not in %s\n",
		    missing, options.out);
}

static int
write_all(json_t **roots, json_t *all)
{
	char error[REPORT_ERROR];
	int status = report_status(all);

	if (report_lock(options.out, true, error) == -1 ||
	    report_clear(options.out, error) == -1)
		errx(STATUS_USAGE, "%s", error);
	bring_all(roots);
	add_incidents(all, NULL);
	/* what is unfit was told, and did not come */
	if (report_write(all, options.out, NULL, error) == -1)
		errx(STATUS_UNRESOLVED, "%s", error);
	if (status == STATUS_OK &&
	    !json_is_true(json_object_get(all, "complete")))
		status = STATUS_UNRESOLVED;
	return status;
}

/* Of all shards; what would help is said from the strategies that are here. */
static void
judge_all(json_t *all)
{
	const json_t *subject;
	struct cases *cases;
	size_t i;

	json_array_foreach (json_object_get(all, "subjects"), i, subject) {
		if (strcmp(json_string_value(json_object_get(subject, "kind")),
			kind_name(EXTERNAL)) != 0)
			continue;
		cases = load_cases();
		report_verdicts(all, cases->subjects, cases->n_subjects);
		cases_free(cases);
		break;
	}
}

static int
run_merge(int argc, char **argv)
{
	char error[REPORT_ERROR];
	json_t **roots, *all;
	int status, i;

	options = (struct options) { .out = LATEST };
	argp_parse(&merge_argp, argc, argv, 0, NULL, NULL);
	roots = read_all();
	all = report_merge(roots, (const char *const *)options.files,
	    (size_t)options.n_files, error);
	if (!all)
		errx(STATUS_USAGE, "%s", error);
	if (!out_is_free())
		return STATUS_USAGE;
	judge_all(all);
	warn_of_missing(all);
	warn_of_hosts(all);
	status = write_all(roots, all);
	print_results(all, options.out, false, true);
	printf("page: %s/index.html\n", options.out);
	for (i = 0; i < options.n_files; i++)
		json_decref(roots[i]);
	free(roots);
	json_decref(all);
	return status;
}

const struct command command_merge = {
	.name = "merge",
	.summary = "join the shards of one matrix",
	.argp = &merge_argp,
	.run = run_merge,
};
