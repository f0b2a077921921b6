/* judge.c - hangup judge: stored results, judged again by today's rules. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A cell's notebook and its captures are all that its record follows from.  So
 * each record is made anew from them and held against the stored one, member by
 * member.  No lab is needed, no subject runs.  One process a core takes every
 * n-th cell and writes a line for each that differs, which the first one sorts.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/command.h"
#include "notes/stored.h"
#include "report/artefact.h"
#include "report/harmless.h"
#include "pool/pool.h"
#include "verdict/verdict.h"

#define DEEPEST 32 /* as results may be nested */

static struct options {
	const char *dir;
	size_t most; /* changes that are shown */
} options;

enum { KEY_ALL = 256 };

static const struct argp_option judge_options[] = {
	{ "all", KEY_ALL, NULL, 0, "show every cell that differs (20)", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_ALL:
		options.most = SIZE_MAX;
		return 0;
	case ARGP_KEY_ARG:
		if (options.dir)
			argp_error(state, "one directory at a time: DIR");
		options.dir = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp judge_argp = { judge_options, parse_option, "[DIR]",
	"Judges stored results again, from the notebooks and captures that "
	"\"hangup run\" kept beside results.json, and says what comes out "
	"otherwise than it is stored: after a rule, a scenario or the contract "
	"was changed, just the cells that the change touches.\v"
	"DIR is a directory of results (reports/latest).  It needs no lab and "
	"no privilege, and writes nothing.\n\n"
	"Exit status: 0 all the same; 1 a difference; 2 usage; 3 no cell could "
	"be judged, or not all that have a notebook.",
	NULL, NULL, NULL };

/* What a worker says of a cell that it judged: a line each. */
enum answer { SAME, DIFFERS, UNREADABLE, NOT_KEPT, ANSWERS };

struct worker {
	const json_t *root;
	const struct cases *cases;
	int dir; /* of the results */
	FILE *out;
};

/* What others add to a record than who judges: it stays as it is. */
static void
take_over(const json_t *cell, json_t *record)
{
	static const char *const files[] = { "pcap", "pcap_sha256", "peer_pcap",
		"peer_pcap_sha256", "notes", "notes_sha256" };
	static const char *const runners[] = { "tried", "ready", "dialogue",
		"left" };
	const json_t *wire = json_object_get(cell, "wire");
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (json_object_get(wire, files[i]))
			json_object_set(json_object_get(record, "wire"),
			    files[i], json_object_get(wire, files[i]));
	for (i = 0; i < sizeof(runners) / sizeof(runners[0]); i++)
		if (json_object_get(cell, runners[i]))
			json_object_set(record, runners[i],
			    json_object_get(cell, runners[i]));
	/* for who may try again, and looks at it once */
	if (!json_object_get(cell, "hardly_late"))
		json_object_del(record, "hardly_late");
}

static const char *
text_of(const json_t *o, const char *member)
{
	const char *text = json_string_value(json_object_get(o, member));

	return text ? text : "";
}

static const struct scenario *
scenario_of(const struct cases *cases, const json_t *cell)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name,
			text_of(cell, "scenario")) == 0)
			return &cases->scenarios[i];
	return NULL;
}

static const struct subject *
subject_of(const struct cases *cases, const json_t *cell)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (strcmp(cases->subjects[i].name, text_of(cell, "subject")) ==
		    0)
			return &cases->subjects[i];
	return NULL;
}

static void
say(const struct worker *w, enum answer said, size_t index, const char *text)
{
	fprintf(w->out, "%d %zu %s\n", said, index, text);
}

static void
judge_cell(const struct worker *w, size_t index, const json_t *cell)
{
	struct spec spec = { scenario_of(w->cases, cell),
		subject_of(w->cases, cell),
		(int)json_integer_value(json_object_get(cell, "family")),
		(int)json_integer_value(json_object_get(cell, "run")) };
	struct notebook book;
	char error[CASE_ERROR], text[1024];
	json_t *record;

	if (!json_is_string(
		json_object_get(json_object_get(cell, "wire"), "notes"))) {
		say(w, NOT_KEPT, index, "");
		return;
	}
	if (!spec.scenario || !spec.subject) {
		say(w, UNREADABLE, index,
		    spec.scenario ? "no such subject any more" :
				    "no such scenario any more");
		return;
	}
	notebook_open(&book, spec.scenario->truth[0]);
	if (stored_read(w->dir, cell, &book, error) == -1) {
		say(w, UNREADABLE, index, error);
	} else {
		record = verdict_record(&book, &spec, w->cases);
		take_over(cell, record);
		(void)harmless_json(record, DEEPEST);
		say(w,
		    report_differs(cell, record, text, sizeof(text)) ? DIFFERS :
								       SAME,
		    index, text);
		json_decref(record);
	}
	notebook_close(&book);
}

/* Every n-th cell, from the i-th; what is said comes back as a file. */
static FILE *
start_worker(struct worker *w, int i, int n, pid_t *pid)
{
	const json_t *cell;
	FILE *out = tmpfile();
	size_t k;

	if (!out)
		err(STATUS_UNRESOLVED, "tmpfile");
	fflush(NULL);
	*pid = fork();
	if (*pid == -1)
		err(STATUS_UNRESOLVED, "fork");
	if (*pid > 0)
		return out;
	w->out = out;
	json_array_foreach (json_object_get(w->root, "cells"), k, cell)
		if ((int)(k % (size_t)n) == i)
			judge_cell(w, k, cell);
	_exit(fflush(out) == 0 ? 0 : 1);
}

struct line {
	enum answer said;
	char *text;
};

static void
collect(FILE *from, struct line *lines, size_t n)
{
	char text[2048];
	size_t index;
	int said, at;

	rewind(from);
	while (fgets(text, sizeof(text), from)) {
		text[strcspn(text, "\n")] = '\0';
		if (sscanf(text, "%d %zu %n", &said, &index, &at) != 2 ||
		    index >= n || said < 0 || said >= ANSWERS)
			continue;
		lines[index] = (struct line) { (enum answer)said,
			strdup(text + at) };
	}
	fclose(from);
}

static void
judge_all(struct worker *w, struct line *lines, size_t n)
{
	int cores = pool_cores(), i, status;
	FILE **out = calloc((size_t)cores, sizeof(FILE *));
	pid_t *pid = calloc((size_t)cores, sizeof(pid_t));

	if (!out || !pid)
		err(STATUS_UNRESOLVED, "calloc");
	for (i = 0; i < cores; i++)
		out[i] = start_worker(w, i, cores, &pid[i]);
	for (i = 0; i < cores; i++) {
		if (waitpid(pid[i], &status, 0) == -1 || status != 0)
			warnx("a process that judges ended with status %#x",
			    (unsigned)status);
		collect(out[i], lines, n);
	}
	free(out);
	free(pid);
}

static void
show(const json_t *cell, const struct line *line)
{
	json_int_t family = json_integer_value(json_object_get(cell, "family"));
	json_int_t run = json_integer_value(json_object_get(cell, "run"));

	printf("%s/%s", text_of(cell, "scenario"), text_of(cell, "subject"));
	if (family == 6)
		printf(" over IPv6");
	if (run > 1)
		printf(" run %lld", (long long)run);
	printf(": %s\n", line->text);
}

static size_t
show_all(const json_t *cells, const struct line *lines, enum answer said)
{
	const json_t *cell;
	size_t i, n = 0;

	json_array_foreach (cells, i, cell)
		if (lines[i].text && lines[i].said == said &&
		    n++ < options.most)
			show(cell, &lines[i]);
	if (n > options.most)
		printf(
		    "... and %zu more: --all shows them\n", n - options.most);
	return n;
}

static size_t
count(const struct line *lines, size_t n, enum answer said)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++)
		found += lines[i].text && lines[i].said == said;
	return found;
}

static int
tell(const json_t *cells, const struct line *lines)
{
	size_t n = json_array_size(cells), unreadable, differ, same, kept;

	unreadable = show_all(cells, lines, UNREADABLE);
	differ = show_all(cells, lines, DIFFERS);
	same = count(lines, n, SAME);
	kept = count(lines, n, NOT_KEPT);
	printf("%zu cells judged again: %zu as stored, %zu otherwise",
	    same + differ, same, differ);
	if (unreadable > 0)
		printf("; %zu cannot be judged", unreadable);
	if (kept > 0)
		printf("; %zu have no notebook: they did not run, or "
		       "--keep-pcap left it out",
		    kept);
	putchar('\n');
	if (same + differ + unreadable + kept < n) {
		printf("%zu cells are missing: a process died\n",
		    n - same - differ - unreadable - kept);
		return STATUS_UNRESOLVED;
	}
	if (differ > 0)
		return STATUS_FAIL;
	return unreadable > 0 || same == 0 ? STATUS_UNRESOLVED : STATUS_OK;
}

/* Those of its command line: an excuse may name them. */
static void
add_subjects(struct cases *cases, const json_t *root)
{
	const json_t *subject;
	char error[CASE_ERROR];
	size_t i, k;

	json_array_foreach (json_object_get(root, "subjects"), i, subject) {
		for (k = 0; k < cases->n_subjects; k++)
			if (strcmp(cases->subjects[k].name,
				text_of(subject, "name")) == 0)
				break;
		if (k == cases->n_subjects &&
		    strcmp(text_of(subject, "kind"), kind_name(EXTERNAL)) == 0)
			(void)cases_add_subject(cases,
			    text_of(subject, "title"), text_of(subject, "name"),
			    error);
	}
}

/* The timers and the contract of that run, which the predictions follow. */
static struct cases *
cases_of(const json_t *root)
{
	const json_t *ran = json_object_get(root, "options");
	const char *contract = text_of(ran, "contract");
	struct cases *cases;

	if (text_of(ran, "timers")[0] != '\0')
		setenv("HANGUP_TIMERS", text_of(ran, "timers"), 1);
	cases = load_cases();
	add_subjects(cases, root);
	if (contract[0] != '\0' && !contract_choose(cases, contract))
		errx(STATUS_USAGE, "that run had the contract %s", contract);
	return cases;
}

static int
run_judge(int argc, char **argv)
{
	struct worker w = { 0 };
	struct line *lines;
	json_t *root;
	int status;
	size_t i, n;

	options = (struct options) { .most = 20 };
	argp_parse(&judge_argp, argc, argv, 0, NULL, NULL);
	if (!options.dir)
		options.dir = LATEST;
	root = need_results(options.dir);
	if (!root)
		return STATUS_USAGE;
	w = (struct worker) { root, cases_of(root),
		artefact_directory(options.dir), NULL };
	if (w.dir == -1)
		err(STATUS_USAGE, "%s", options.dir);
	n = json_array_size(json_object_get(root, "cells"));
	lines = calloc(n + 1, sizeof(*lines));
	if (!lines)
		err(STATUS_USAGE, "calloc");
	judge_all(&w, lines, n);
	status = tell(json_object_get(root, "cells"), lines);
	for (i = 0; i < n; i++)
		free(lines[i].text);
	free(lines);
	close(w.dir);
	json_decref(root);
	return status;
}

const struct command command_judge = {
	.name = "judge",
	.summary = "stored results, judged again by the rules of today",
	.argp = &judge_argp,
	.run = run_judge,
};
