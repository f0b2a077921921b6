/* terminal.c - the matrix as a terminal shows it, and the line of totals. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define CELL 2	  /* columns a cell takes */
#define MOST_OF 2 /* a header takes half of a screen at most */
#define AROUND 3  /* lines of a screenful that are neither header nor row */

/* The picture: scenarios from to to, of one group, are the columns. */
struct canvas {
	const json_t *root;
	const struct screen *screen;
	const json_t **cells;
	size_t n_scenarios, n_subjects;
	unsigned *effects; /* of each subject: all cells are looked at */
	size_t names;	   /* width of the row names */
	size_t from, to;
};

static const char *
paint(const json_t *cell)
{
	if (!cell || cell_result(cell) == UNSUPPORTED)
		return "\033[2m";
	if (cell_result(cell) == FAIL || cell_result(cell) == XPASS)
		return "\033[1;41;37m";
	return outcome_colour(cell_outcome(cell));
}

void
put_symbol(const struct screen *s, const json_t *cell)
{
	fprintf(s->out, "%s%s%s%s", mark(cell), s->colour ? paint(cell) : "",
	    symbol(cell, s->utf8), s->colour ? "\033[0m" : "");
}

static const json_t *
scenario_at(const struct canvas *c, size_t i)
{
	return json_array_get(json_object_get(c->root, "scenarios"), i);
}

static const char *
subject_name(const struct canvas *c, size_t i)
{
	return field(
	    json_array_get(json_object_get(c->root, "subjects"), i), "name");
}

/* The block begins at from: as many of its group as there is room for. */
static size_t
block_end(const struct canvas *c, size_t from)
{
	const struct screen *s = c->screen;
	size_t most = s->rows / MOST_OF, i, at;

	for (i = from; i < c->n_scenarios; i++) {
		at = c->names + CELL * (i - from);
		if (i > from &&
		    (i - from >= most ||
			strcmp(field(scenario_at(c, i), "group"),
			    field(scenario_at(c, from), "group")) != 0 ||
			at + 1 + strlen(field(scenario_at(c, i), "name")) >
			    s->columns ||
			/* the letters at the end of a row */
			at + CELL + EFFECTS_ROOM / 2 > s->columns))
			break;
	}
	return i;
}

/* A staircase: each name on a line of its own, a line down to its column. */
static void
head(const struct canvas *c)
{
	const struct screen *s = c->screen;
	size_t line, i;

	fputc('\n', s->out);
	for (line = c->from; line < c->to; line++) {
		fprintf(s->out, "%*s", (int)c->names, "");
		for (i = c->from; i < line; i++)
			fputs(s->utf8 ? " \u2502" : " |", s->out);
		fprintf(s->out, " %s\n", field(scenario_at(c, line), "name"));
	}
}

static const json_t *
cell_at(const struct canvas *c, size_t scenario, size_t subject)
{
	return c->cells[scenario * c->n_subjects + subject];
}

static void
row(const struct canvas *c, size_t subject)
{
	FILE *out = c->screen->out;
	char letters[EFFECTS_ROOM];
	size_t i;

	fprintf(out, "%-*s", (int)c->names, subject_name(c, subject));
	for (i = c->from; i < c->to; i++)
		put_symbol(c->screen, cell_at(c, i, subject));
	effects_letters(c->effects[subject], letters);
	fprintf(out, "%s%s\n", letters[0] ? "  " : "", letters);
}

/* Those that have a cell here; the header anew where a screenful ends. */
static void
block(const struct canvas *c)
{
	size_t header = c->to - c->from, rows = c->screen->rows, i, k, n = 0;

	rows = rows > header + AROUND ? rows - header - AROUND : 1;
	for (i = 0; i < c->n_subjects; i++) {
		for (k = c->from; k < c->to && !cell_at(c, k, i); k++)
			;
		if (k == c->to)
			continue;
		if (n++ % rows == 0)
			head(c);
		row(c, i);
	}
}

/* Of each outcome how many cells have it. */
static void
legend_of_symbols(const struct canvas *c, FILE *out)
{
	static const enum outcome order[] = { RIGHT, VAGUE, MISNAMED, MISSED,
		INCONCLUSIVE, FALSE_ALARM };
	const json_t *totals = json_object_get(c->root, "totals");
	const json_t *counts = json_object_get(totals, "outcomes");
	bool colour = c->screen->colour;
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		fprintf(out, "%s%s%s" TIE "%s" TIE "(%d)   ",
		    colour ? outcome_colour(order[i]) : "",
		    outcome_symbol(order[i], c->screen->utf8),
		    colour ? "\033[0m" : "", outcome_name(order[i]),
		    cell_integer(counts, outcome_name(order[i])));
	fprintf(out, "U" TIE "unresolved   -" TIE "unsupported\n");
}

/* Each letter that a row can show. */
static void
legend_of_letters(FILE *out)
{
	char text[128], *c;
	enum result r;
	size_t i;

	fprintf(out, "before a symbol:");
	for (r = PASS; r < RESULTS; r++)
		if (result_mark(r)[0] != ' ')
			fprintf(out, "   %s" TIE "%s", result_mark(r),
			    result_name(r));
	fprintf(out, "\nat the end of a row:");
	for (i = 0; effect_rows[i].letter; i++) {
		snprintf(text, sizeof(text), "%c %s", effect_rows[i].letter,
		    effect_rows[i].does);
		for (c = text; *c; c++)
			*c = *c == ' ' ? TIE[0] : *c;
		fprintf(out, "   %s", text);
	}
	fputc('\n', out);
}

static void
legend(const struct canvas *c)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		abort();
	legend_of_symbols(c, f);
	legend_of_letters(f);
	fclose(f);
	fputc('\n', c->screen->out);
	report_fold_lines(c->screen->out, c->screen->columns, text);
	free(text);
}

void
report_matrix(const json_t *root, const struct screen *screen)
{
	struct canvas c = { .root = root, .screen = screen };
	size_t i, n;

	c.cells = grid(root, &c.n_scenarios, &c.n_subjects);
	c.effects = calloc(c.n_subjects + 1, sizeof(*c.effects));
	if (!c.effects)
		abort();
	for (i = 0; i < c.n_subjects; i++) {
		c.effects[i] = effects_of_subject(root, subject_name(&c, i));
		n = strlen(subject_name(&c, i));
		c.names = n > c.names ? n : c.names;
	}
	for (c.from = 0; c.from < c.n_scenarios; c.from = c.to) {
		c.to = block_end(&c, c.from);
		block(&c);
	}
	legend(&c);
	free(c.effects);
	free(c.cells);
}

void
report_print_left_out(const json_t *root, FILE *out)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(root, "left_out"), i, entry)
		fprintf(out, "left out: %s\n", field(entry, "why"));
}

void
report_totals(const json_t *root, FILE *out)
{
	const json_t *totals = json_object_get(root, "totals"), *value;
	const char *name, *gap = "";
	int again = cell_integer(totals, "tried_again");
	size_t n = json_array_size(json_object_get(root, "cells"));

	fprintf(out, "%zu cell%s: ", n, n == 1 ? "" : "s");
	json_object_foreach (json_object_get(totals, "results"), name, value) {
		if (json_integer_value(value) == 0)
			continue;
		fprintf(out, "%s%lld %s", gap,
		    (long long)json_integer_value(value), name);
		gap = ", ";
	}
	if (again > 0)
		fprintf(out, " | %d tried again", again);
	fprintf(out, " | %.1f s%s\n",
	    json_number_value(json_object_get(root, "wall_s")),
	    json_is_true(json_object_get(root, "complete")) ?
		"" :
		json_array_size(json_object_get(root, "missing")) > 0 ?
		" | incomplete: a shard is missing" :
		" | incomplete: interrupted");
}
