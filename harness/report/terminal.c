/* terminal.c - the matrix as a terminal shows it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define CELL 2 /* columns a cell takes */

/* The picture and how to paint it. */
struct canvas {
	const json_t *root;
	const json_t **cells;
	size_t n_scenarios, n_subjects;
	FILE *out;
	bool colour, utf8;
	int names; /* width of the row names */
};

static const char *
paint(const json_t *cell)
{
	static const char *const colours[OUTCOMES] = {
		[NO_OUTCOME] = "\033[35m",
		[RIGHT] = "\033[32m",
		[VAGUE] = "\033[36m",
		[MISNAMED] = "\033[33m",
		[MISSED] = "\033[31m",
		[INCONCLUSIVE] = "\033[34m",
		[FALSE_ALARM] = "\033[1;31m"
	};

	if (!cell || cell_result(cell) == UNSUPPORTED)
		return "\033[2m";
	if (cell_result(cell) == FAIL || cell_result(cell) == XPASS)
		return "\033[1;41;37m";
	return colours[cell_outcome(cell)];
}

static const char *
scenario_name(const struct canvas *c, size_t i)
{
	return field(
	    json_array_get(json_object_get(c->root, "scenarios"), i), "name");
}

static const char *
subject_name(const struct canvas *c, size_t i)
{
	return field(
	    json_array_get(json_object_get(c->root, "subjects"), i), "name");
}

static size_t
longest(const struct canvas *c)
{
	size_t most = 0, i, n;

	for (i = 0; i < c->n_scenarios; i++) {
		n = strlen(scenario_name(c, i));
		most = n > most ? n : most;
	}
	return most;
}

/* A staircase: each name on a line of its own, a line down to its column. */
static void
head(const struct canvas *c, size_t from, size_t to)
{
	size_t line, i;

	for (line = from; line < to; line++) {
		fprintf(c->out, "%*s", c->names, "");
		for (i = from; i < line; i++)
			fputs(c->utf8 ? " \u2502" : " |", c->out);
		fprintf(c->out, " %s\n", scenario_name(c, line));
	}
}

static void
row(const struct canvas *c, size_t subject, size_t from, size_t to)
{
	const json_t *cell;
	char letters[EFFECTS_ROOM];

	fprintf(c->out, "%-*s", c->names, subject_name(c, subject));
	for (; from < to; from++) {
		cell = c->cells[from * c->n_subjects + subject];
		if (c->colour)
			fprintf(c->out, " %s%s\033[0m", paint(cell),
			    symbol(cell, c->utf8));
		else
			fprintf(
			    c->out, "%s%s", mark(cell), symbol(cell, c->utf8));
	}
	effects_letters(
	    effects_of_subject(c->root, subject_name(c, subject)), letters);
	fprintf(c->out, "%s%s\n", letters[0] ? "  " : "", letters);
}

static void
legend(const struct canvas *c)
{
	static const enum outcome order[] = { RIGHT, VAGUE, MISNAMED, MISSED,
		INCONCLUSIVE, FALSE_ALARM };
	json_t *cell;
	size_t i;

	fprintf(c->out, "\n");
	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		cell = json_pack("{s:s, s:s}", "result", "PASS", "outcome",
		    outcome_name(order[i]));
		fprintf(c->out, "%s%s%s %s   ", c->colour ? paint(cell) : "",
		    symbol(cell, c->utf8), c->colour ? "\033[0m" : "",
		    outcome_name(order[i]));
		json_decref(cell);
	}
	fprintf(c->out, "U unresolved   - unsupported   %s\n",
	    c->colour ? "\033[1;41;37m \033[0m not as predicted" :
			"F, P before: not as predicted");
	fprintf(c->out, "at the end of a row: %s\n", effects_legend());
}

void
report_matrix(const json_t *root, FILE *out, int width, bool colour, bool utf8)
{
	struct canvas c = {
		.root = root, .out = out, .colour = colour, .utf8 = utf8
	};
	size_t i, from, step, n;

	c.cells = grid(root, &c.n_scenarios, &c.n_subjects);
	for (i = 0; i < c.n_subjects; i++) {
		n = strlen(subject_name(&c, i));
		c.names = (int)n > c.names ? (int)n : c.names;
	}
	n = longest(&c);
	step = width > c.names + (int)n + CELL ?
	    ((size_t)(width - c.names) - n) / CELL :
	    1;
	for (from = 0; from < c.n_scenarios; from += step) {
		n = from + step < c.n_scenarios ? from + step : c.n_scenarios;
		fputc('\n', out);
		head(&c, from, n);
		for (i = 0; i < c.n_subjects; i++)
			row(&c, i, from, n);
	}
	legend(&c);
	free(c.cells);
}

void
report_print_left_out(const json_t *root, FILE *out)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(root, "left_out"), i, entry)
		fprintf(out, "%sleft out: %s\n", i ? "" : "\n",
		    field(entry, "why"));
}

void
report_totals(const json_t *root, FILE *out)
{
	const json_t *totals = json_object_get(root, "totals"), *value;
	const char *name, *gap = "";

	fprintf(out,
	    "\n%zu cells: ", json_array_size(json_object_get(root, "cells")));
	json_object_foreach (json_object_get(totals, "results"), name, value) {
		if (json_integer_value(value) == 0)
			continue;
		fprintf(out, "%s%lld %s", gap,
		    (long long)json_integer_value(value), name);
		gap = ", ";
	}
	gap = " | ";
	json_object_foreach (json_object_get(totals, "outcomes"), name, value) {
		fprintf(out, "%s%lld %s", gap,
		    (long long)json_integer_value(value), name);
		gap = ", ";
	}
	if (json_integer_value(json_object_get(totals, "tried_again")) > 0)
		fprintf(out, " | %lld tried again",
		    (long long)json_integer_value(
			json_object_get(totals, "tried_again")));
	fprintf(out, " | %.1f s, %.1f ms CPU a cell%s\n",
	    json_number_value(json_object_get(root, "wall_s")),
	    json_number_value(json_object_get(totals, "cpu_ms_a_cell")),
	    json_is_true(json_object_get(root, "complete")) ?
		"" :
		json_array_size(json_object_get(root, "missing")) > 0 ?
		" | incomplete: a shard is missing" :
		" | incomplete: interrupted");
}
