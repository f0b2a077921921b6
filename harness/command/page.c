/* page.c - hangup page: the page of a result, or of what changed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>
#include <stdio.h>

#include "command/command.h"
#include "report/report.h"

static struct options {
	const char *files[2];
	int n_files;
	const char *out;
} options;

static const struct argp_option page_options[] = {
	{ "out", 'o', "FILE", 0,
	    "where the page goes (index.html, or changes.html, beside the "
	    "results, the new ones if there are two)",
	    0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'o':
		options.out = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (options.n_files == 2)
			argp_error(
			    state, "a page is of one result, or of OLD NEW");
		options.files[options.n_files++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (options.n_files == 0)
			argp_error(state,
			    "expected a results.json, or a directory that "
			    "holds one");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp page_argp = { page_options, parse_option,
	"FILE\nOLD NEW",
	"Makes the page of results: one file that opens in a browser from "
	"disk, needs no network, and holds everything, the captures beside "
	"FILE too.  Of OLD and NEW only the cells that \"hangup diff\" would "
	"list, before and after.\v"
	"\"hangup run\" and \"hangup merge\" write the page of their results "
	"by themselves.  A FILE is a results.json or a directory that holds "
	"one.\n\n"
	"Exit status: 0; 2 usage, or a file that cannot be read or written.",
	NULL, NULL, NULL };

/* The results of which the page is made. */
struct of_results {
	struct page_results sides[2];
	int n;
	struct report_lost lost;
};

static int
put_results(void *data, FILE *out)
{
	struct of_results *of = data;

	return of->n == 1 ?
	    report_page(of->sides[0].root, of->sides[0].dir, out, &of->lost) :
	    report_page_diff(&of->sides[0], &of->sides[1], out, &of->lost);
}

static int
run_page(int argc, char **argv)
{
	char error[REPORT_ERROR], dirs[2][PATH_MAX], path[PATH_MAX + 16];
	struct of_results of = { 0 };
	json_t *roots[2] = { NULL, NULL };
	int status = STATUS_USAGE, n;

	options = (struct options) { 0 };
	argp_parse(&page_argp, argc, argv, 0, NULL, NULL);
	for (n = 0; n < options.n_files; n++) {
		roots[n] = report_read(options.files[n], error);
		if (!roots[n])
			break;
		results_directory(options.files[n], dirs[n]);
		of.sides[n] = (struct page_results) { roots[n],
			options.files[n], dirs[n] };
	}
	if (n == options.n_files) {
		if (n == 1)
			add_incidents(roots[0], NULL);
		snprintf(path, sizeof(path), "%s/%s", dirs[n - 1],
		    n == 1 ? "index.html" : "changes.html");
		of.n = n;
		status = write_page(options.out ? options.out : path, "--out",
		    put_results, &of);
		report_tell_lost(
		    &of.lost, options.out ? options.out : path, stderr);
	} else
		fprintf(stderr, "hangup: %s\n", error);
	json_decref(roots[0]);
	json_decref(roots[1]);
	return status;
}

const struct command command_page = {
	.name = "page",
	.summary = "the page of a result, or of what changed between two",
	.argp = &page_argp,
	.run = run_page,
};
