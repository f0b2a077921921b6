/* run.c - hangup run: the matrix. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "command/run.h"

#define CHANGES_SHOWN 20
#define LONGEST_MS 45000 /* is waited without being asked to */

/* The scenarios and subjects that have cells, in order, each once. */
static json_t *
make_root(const struct cases *cases, const struct spec *specs, size_t n)
{
	const struct scenario **rows = calloc(
	    cases->n_scenarios + 1, sizeof(*rows));
	const struct subject **columns = calloc(
	    cases->n_subjects + 1, sizeof(*columns));
	size_t n_rows = 0, n_columns = 0, i, j;
	json_t *root;

	if (!rows || !columns)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < cases->n_scenarios; i++)
		for (j = 0; j < n; j++)
			if (specs[j].scenario == &cases->scenarios[i]) {
				rows[n_rows++] = specs[j].scenario;
				break;
			}
	for (i = 0; i < cases->n_subjects; i++)
		for (j = 0; j < n; j++)
			if (specs[j].subject == &cases->subjects[i]) {
				columns[n_columns++] = specs[j].subject;
				break;
			}
	root = report_new(rows, n_rows, columns, n_columns,
	    json_pack("{s:i, s:i, s:i, s:b, s:s, s:o}", "window_ms",
		run_options.setting.window_ms, "jobs", run_options.setting.jobs,
		"repeat", run_options.repeat, "without_fault",
		run_options.setting.without_fault, "timers", timers_chosen,
		"contract", harmless_string(run_options.contract)));
	if (run_options.shards > 0)
		json_object_set_new(json_object_get(root, "options"), "shard",
		    json_sprintf(
			"%u/%u", run_options.shard, run_options.shards));
	for (i = 0; i < cases->n_left_out; i++)
		if (run_is_about(cases, &cases->left_out[i]))
			report_left_out(root, &cases->left_out[i]);
	/* with another's fault a scenario's clauses say nothing */
	if (!run_options.fault_of)
		report_clauses(root, cases->clauses, cases->n_clauses);
	free(rows);
	free(columns);
	return root;
}

static double
seconds(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double
cpu_seconds(void)
{
	struct rusage self, children;

	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	return (double)(self.ru_utime.tv_sec + self.ru_stime.tv_sec +
		   children.ru_utime.tv_sec + children.ru_stime.tv_sec) +
	    (double)(self.ru_utime.tv_usec + self.ru_stime.tv_usec +
		children.ru_utime.tv_usec + children.ru_stime.tv_usec) /
	    1e6;
}

/* All the cells there will be descriptors for. */
static void
raise_limits(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/*
 * Read before the run, which may overwrite it.  Only a little is kept: what
 * the runner holds makes every fork dearer.
 */
static bool
read_baseline(void)
{
	char error[REPORT_ERROR];
	json_t *root;

	if (!run_options.baseline)
		return true;
	root = report_read(run_options.baseline, error);
	if (!root) {
		fprintf(stderr, "hangup: --baseline: %s\n", error);
		return false;
	}
	run_options.before = report_baseline(root);
	json_decref(root);
	malloc_trim(0);
	return true;
}

/* Only the cells that ran: a shard, a pattern, are no loss. */
static json_t *
print_against_baseline(const json_t *root)
{
	json_t *diff = report_diff(run_options.before, root, -1, false);

	printf("\nagainst %s:\n", run_options.baseline);
	report_print_diff(diff, stdout, CHANGES_SHOWN);
	if (getenv("GITHUB_ACTIONS"))
		report_github_diff(diff, harmless_past(), run_options.baseline);
	json_decref(run_options.before);
	return diff;
}

/* Behind the summary, for it is what counts. */
static int
hold_against_baseline(json_t *diff)
{
	size_t worse = report_worse(diff);

	printf("worse than %s: %zu cells\n", run_options.baseline, worse);
	json_decref(diff);
	return worse > 0 ? STATUS_FAIL : STATUS_OK;
}

static int
run_specs(const struct cases *cases, struct spec *specs, size_t n)
{
	/* what has no cell in this shard has its place in the whole */
	json_t *root = make_root(cases, specs, n), *diff;
	struct progress p = { .n = keep_shard(specs, n),
		.terminal = isatty(STDERR_FILENO) };
	double wall = seconds(CLOCK_MONOTONIC), cpu = cpu_seconds();
	char error[REPORT_ERROR];
	struct report_lost lost = { 0 };
	int ended, status;
	bool written;

	if (!reserve_room(run_options.setting.out, p.n) ||
	    !progress_open(&p, run_options.setting.out)) {
		json_decref(root);
		return STATUS_UNRESOLVED;
	}
	progress_draw(&p);
	ended = pool_run(specs, p.n, &run_options.setting, progress_cell, &p);
	reserve_release();
	if (p.terminal)
		fprintf(stderr, "\r%*s\r", 79, "");
	progress_collect(&p, json_object_get(root, "cells"));
	report_finish(root, seconds(CLOCK_MONOTONIC) - wall,
	    cpu_seconds() - cpu, ended == 0);
	report_verdicts(root, cases->subjects, cases->n_subjects);
	diff = run_options.before ? print_against_baseline(root) : NULL;
	print_results(root, run_options.setting.out, run_options.matrix, !diff);
	status = diff ? hold_against_baseline(diff) : report_status(root);
	/* what was not run is no better and no worse than it was */
	if (status == STATUS_OK &&
	    json_array_size(json_object_get(root, "left_out")) > 0)
		status = STATUS_UNRESOLVED;
	status = ended == POOL_INTERRUPTED ? STATUS_INTERRUPTED : status;
	add_incidents(root, cases);
	written = report_write(root, run_options.setting.out, &lost, error) ==
		0 &&
	    (!run_options.publish || ended != 0 ||
		report_publish(root, run_options.setting.out,
		    run_options.publish, NULL, error) == 0);
	if (written)
		printf("page: %s/index.html\n", run_options.setting.out);
	else
		fprintf(stderr, "hangup: %s\n", error);
	if (!written && status == STATUS_OK)
		status = STATUS_UNRESOLVED;
	if (ended == POOL_NO_SPACE)
		fprintf(stderr,
		    "hangup: %s: no space left: %zu of %zu cells ran%s\n",
		    run_options.setting.out, p.done, p.n,
		    written ? "; their results are written" : "");
	report_tell_lost(&lost, "index.html", stderr);
	json_decref(root);
	progress_close(&p);
	return status;
}

/*
 * Timers that are set long need time to run out; what takes longer than a
 * person would wait needs a --window that says so.
 */
static void
widen_window(const struct cases *cases)
{
	const struct seen *seen;
	enum sign sign;
	size_t i;

	for (i = 0; i < cases->n_subjects && !run_options.window_given; i++)
		for (sign = FIN; sign < SIGNS; sign++) {
			seen = &cases->subjects[i].says.sees[sign];
			if (seen->verdict != UNSAID &&
			    seen->when.to_ms + 500 >
				run_options.setting.window_ms &&
			    seen->when.to_ms < LONGEST_MS)
				run_options.setting.window_ms =
				    seen->when.to_ms + 500;
		}
}

/* What is done is another's; what must be seen stays.  False: no such one. */
static bool
exchange_faults(struct cases *cases)
{
	const struct scenario *other = NULL;
	struct scenario *s;
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name, run_options.fault_of) == 0)
			other = &cases->scenarios[i];
	if (!other) {
		complain_unmatched(cases, run_options.fault_of, false);
		return false;
	}
	for (i = 0; i < cases->n_scenarios; i++) {
		s = &cases->scenarios[i];
		/* the texts belong to the cases, whose last user we are */
		s->script = other->script;
		s->prepare = other->prepare;
		s->mute = other->mute;
		s->has_fault = other->has_fault;
	}
	return true;
}

/* Those of the command line, and the contract.  False: it was told why. */
static bool
add_subjects(struct cases *cases)
{
	char error[CASE_ERROR];
	size_t i;

	if (run_options.n_names > run_options.n_commands) {
		fprintf(stderr,
		    "hangup: --name %s: there is no --subject that it could "
		    "name\n",
		    run_options.names[run_options.n_commands]);
		return false;
	}
	for (i = 0; i < run_options.n_commands; i++)
		if (cases_add_subject(cases, run_options.commands[i],
			run_options.names[i], error) == -1) {
			fprintf(stderr, "hangup: --%s: %s\n",
			    run_options.names[i] ? "name" : "subject", error);
			return false;
		}
	return contract_choose(cases, run_options.contract);
}

/* What those that were chosen need: programs of others, or their own. */
static void
prepare_subjects(struct cases *cases, const struct spec *specs, size_t n)
{
	struct subject *s;
	char dir[4096];
	size_t i, k;

	snprintf(dir, sizeof(dir), "%s/.subjects", run_options.setting.out);
	for (i = 0; i < cases->n_subjects; i++) {
		s = &cases->subjects[i];
		for (k = 0; k < n && specs[k].subject != s; k++)
			;
		if (k < n && s->says.kind == EXTERNAL)
			prepare_subject(s, dir);
	}
}

/* Told before the run, not after it. */
static bool
place_to_publish(void)
{
	char error[REPORT_ERROR];

	if (!run_options.publish ||
	    report_make_room(run_options.publish, error) == 0)
		return true;
	fprintf(stderr, "hangup: --publish: %s\n", error);
	return false;
}

/* A subject of others without a contract would pass whatever it does. */
static bool
may_be_judged(const struct cases *cases, const struct spec *specs, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!contract_is_whole(cases, specs[i].subject))
			return false;
	return true;
}

static bool
has_cells(const struct subject *s, const struct spec *specs, size_t n)
{
	size_t k;

	for (k = 0; k < n; k++)
		if (specs[k].subject == s)
			return true;
	return false;
}

/*
 * Those of the command line must be here: who asked for one did not ask for a
 * matrix of cells that say so.  Of others one that is missing stops no other.
 */
static bool
programs_are_here(const struct cases *cases, const struct spec *specs, size_t n)
{
	const struct subject *first = cases->subjects, *s;
	const struct subject *end = first + cases->n_subjects;
	char error[CASE_ERROR];
	bool others = false, here = true;

	for (s = first; s < end; s++)
		others = others ||
		    (has_cells(s, specs, n) && !misses_program(s, error));
	for (s = first; s < end; s++)
		if (has_cells(s, specs, n) && (!others || !s->from_file))
			here = program_is_here(s) && here;
	return here;
}

/* A broken file that this run does not need is a remark. */
static void
tell_unneeded(const struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_left_out; i++)
		if (!run_is_about(cases, &cases->left_out[i]))
			fprintf(stderr,
			    "hangup: %s; this run does not need it\n",
			    cases->left_out[i].why);
}

static int
run_run(int argc, char **argv)
{
	char report_error[REPORT_ERROR];
	char why[POOL_WHY];
	struct cases *cases;
	struct spec *specs;
	int status;
	size_t n;

	run_options = (struct run_options) { .family = 4,
		.repeat = 1,
		.contract = CONTRACT_DEFAULT,
		.setting = { .out = LATEST,
		    .window_ms = 4000,
		    .jobs = pool_most(why),
		    .keep = KEEP_ALL } };
	argp_parse(&run_argp, argc, argv, 0, NULL, NULL);
	run_options.setting.programs = programs_directory();
	run_options.setting.sandbox = &sandbox;
	cases = load_cases_silently();
	widen_window(cases);
	run_options.setting.cases = cases;
	if (!add_subjects(cases) || !patterns_hold(cases) ||
	    (run_options.fault_of && !exchange_faults(cases))) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	specs = make_specs(cases, &n);
	if (!may_be_judged(cases, specs, n) ||
	    !programs_are_here(cases, specs, n) || !place_to_publish()) {
		free(specs);
		cases_free(cases);
		return STATUS_USAGE;
	}
	tell_unneeded(cases);
	tell_idle_contract(specs, n);
	require_lab();
	if (!read_baseline()) {
		free(specs);
		cases_free(cases);
		return STATUS_USAGE;
	}
	/* held until this process ends */
	run_options.setting.results = report_lock(
	    run_options.setting.out, true, report_error);
	if (run_options.setting.results == -1 ||
	    report_clear(run_options.setting.out, report_error) == -1) {
		fprintf(stderr, "hangup: %s\n", report_error);
		free(specs);
		cases_free(cases);
		return STATUS_USAGE;
	}
	raise_limits();
	pool_guarded();
	prepare_subjects(cases, specs, n);
	status = run_specs(cases, specs, n);
	free(specs);
	if (!run_options.fault_of)
		cases_free(cases);
	return status;
}

const struct command command_run = {
	.name = "run",
	.summary = "run the matrix, or the cells that patterns choose",
	.argp = &run_argp,
	.run = run_run,
};
