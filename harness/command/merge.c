/* merge.c - hangup merge: shards become one result. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
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

static bool
copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in == -1 ?
	    -1 :
	    open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	ssize_t n = -1;

	if (out != -1)
		while ((n = sendfile(out, in, NULL, 1 << 20)) > 0)
			;
	if (in != -1)
		close(in);
	return out != -1 && close(out) == 0 && n == 0;
}

static void
make_parents(char *path)
{
	char *slash;

	for (slash = path + strlen(options.out) + 1;
	     (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		(void)mkdir(path, 0777);
		*slash = '/';
	}
}

/* A name from a file that anybody may have touched stays below its DIR. */
static bool
bring(const char *dir, const char *name)
{
	char from[2 * PATH_MAX], to[2 * PATH_MAX];

	if ((strncmp(name, "cells/", 6) != 0 &&
		strncmp(name, "peer-leg/", 9) != 0) ||
	    strstr(name, ".."))
		return false;
	snprintf(from, sizeof(from), "%s/%s", dir, name);
	snprintf(to, sizeof(to), "%s/%s", options.out, name);
	make_parents(to);
	return link(from, to) == 0 || copy_file(from, to);
}

/* How many captures are named and could not be brought. */
static size_t
bring_captures(const json_t *root, const char *file)
{
	static const char *const legs[] = { "pcap", "peer_pcap" };
	const json_t *cell;
	char dir[PATH_MAX];
	const char *name;
	size_t i, leg, lost = 0;

	results_directory(file, dir);
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		for (leg = 0; leg < 2; leg++) {
			name = json_string_value(json_object_get(
			    json_object_get(cell, "wire"), legs[leg]));
			lost += name && !bring(dir, name);
		}
	return lost;
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

static int
write_all(json_t **roots, const json_t *all)
{
	char error[REPORT_ERROR];
	size_t lost = 0;
	int i, status = report_status(all);

	if (report_clear(options.out, error) == -1)
		errx(STATUS_USAGE, "%s", error);
	for (i = 0; i < options.n_files; i++)
		lost += bring_captures(roots[i], options.files[i]);
	if (lost > 0)
		fprintf(stderr,
		    "hangup: %zu captures are not beside their results.json, "
		    "and so not in %s\n",
		    lost, options.out);
	if (report_write(all, options.out, error) == -1)
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

	options = (struct options) { .out = "reports/latest" };
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
	print_results(all, options.out, true);
	printf("%s/%s\n", options.out, report_forms());
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
