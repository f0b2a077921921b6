/* results.c - hangup matrix, clauses, recoveries, verdicts: all that a run's
 * last lines leave out, from stored results. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"

static struct options {
	const char *results;
} options;

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	if (state->arg_num > 0)
		argp_error(state, "one results.json at a time");
	options.results = arg;
	return 0;
}

#define RESULTS_ARE \
	"\vRESULTS is a results.json or its directory (reports/latest).\n\n" \
	"Exit status: 0; 2 usage, or results that cannot be read."

static const struct argp matrix_argp = { NULL, parse_option, "[RESULTS]",
	"Prints the whole matrix of results: a row a subject, a column a "
	"scenario, group by group, the names of the scenarios again once a "
	"screenful; as wide as the terminal, or COLUMNS.  Of several runs and "
	"both families a cell shows the worst." RESULTS_ARE,
	NULL, NULL, NULL };
static const struct argp clauses_argp = { NULL, parse_option, "[RESULTS]",
	"Prints what results found of each clause of RFC 9293, with the packet "
	"that shows it: violated, not tested, upheld.  \"hangup list clauses\" "
	"says what each asks and which are not tested at all." RESULTS_ARE,
	NULL, NULL, NULL };
static const struct argp recoveries_argp = { NULL, parse_option, "[RESULTS]",
	"Prints each subject that connected again: how soon, with how many "
	"attempts, what it lost and what it sent twice." RESULTS_ARE,
	NULL, NULL, NULL };
static const struct argp verdicts_argp = { NULL, parse_option, "[RESULTS]",
	"Prints of each subject that is held to the contract what it misses, "
	"and which strategy would help." RESULTS_ARE,
	NULL, NULL, NULL };

static int
print(int argc, char **argv, const struct argp *argp,
    void (*put)(const json_t *root, const char *dir))
{
	char dir[PATH_MAX];
	json_t *root;

	options = (struct options) { .results = LATEST };
	argp_parse(argp, argc, argv, 0, NULL, NULL);
	root = need_results(options.results);
	if (!root)
		return STATUS_USAGE;
	results_directory(options.results, dir);
	put(root, dir);
	json_decref(root);
	return STATUS_OK;
}

static void
put_matrix(const json_t *root, const char *dir)
{
	struct screen screen = screen_of_stdout();

	(void)dir;
	report_matrix(root, &screen);
}

static void
put_clauses(const json_t *root, const char *dir)
{
	report_clauses_found(root, stdout, dir);
}

static void
put_plain(FILE *out, const char *text)
{
	fputs(text, out);
}

static void
put_recoveries(const json_t *root, const char *dir)
{
	(void)dir;
	if (report_recovery(root, "", "", put_plain, stdout) == 0)
		puts("No cell of these results connected again.");
}

static void
put_verdicts(const json_t *root, const char *dir)
{
	(void)dir;
	if (json_array_size(json_object_get(root, "verdicts")) == 0)
		puts("No subject of these results is held to the contract.");
	report_print_verdicts(root, report_prose(), stdout);
}

static int
run_matrix(int argc, char **argv)
{
	return print(argc, argv, &matrix_argp, put_matrix);
}

static int
run_clauses(int argc, char **argv)
{
	return print(argc, argv, &clauses_argp, put_clauses);
}

static int
run_recoveries(int argc, char **argv)
{
	return print(argc, argv, &recoveries_argp, put_recoveries);
}

static int
run_verdicts(int argc, char **argv)
{
	return print(argc, argv, &verdicts_argp, put_verdicts);
}

const struct command command_matrix = {
	.name = "matrix",
	.summary = "the whole matrix of the last run, or of other results",
	.argp = &matrix_argp,
	.run = run_matrix,
};

const struct command command_clauses = {
	.name = "clauses",
	.summary = "what it found of RFC 9293, clause by clause",
	.argp = &clauses_argp,
	.run = run_clauses,
};

const struct command command_recoveries = {
	.name = "recoveries",
	.summary = "what connected again, how soon and at what cost",
	.argp = &recoveries_argp,
	.run = run_recoveries,
};

const struct command command_verdicts = {
	.name = "verdicts",
	.summary = "of each program under test what it misses, what would help",
	.argp = &verdicts_argp,
	.run = run_verdicts,
};
