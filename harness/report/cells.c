/* cells.c - a few cells, or those of one subject, as a list: the bad first. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define INDENT 16 /* of a second line */
#define FEW 12	  /* cells that are listed, whatever they are of */

struct entry {
	const json_t *cell;
	size_t order;
};

/* What needs a look comes first. */
static int
rank(const json_t *cell)
{
	static const int ranks[OUTCOMES] = { [FALSE_ALARM] = 0,
		[MISSED] = 1,
		[INCONCLUSIVE] = 2,
		[MISNAMED] = 3,
		[VAGUE] = 4,
		[RIGHT] = 5,
		[NO_OUTCOME] = 6 };

	return ranks[cell_outcome(cell)] + (cell_result(cell) == PASS ? 8 : 0) +
	    (cell_result(cell) == UNSUPPORTED ? 16 : 0);
}

static int
by_rank(const void *va, const void *vb)
{
	const struct entry *a = va, *b = vb;
	int by = rank(a->cell) - rank(b->cell);

	return by ? by : a->order < b->order ? -1 : 1;
}

static bool
is_told_above(const json_t *cell)
{
	enum result r = cell_result(cell);

	return r == FAIL || r == XPASS || r == UNRESOLVED;
}

static const char *
word_of(const json_t *cell)
{
	const char *outcome = field(cell, "outcome");

	return outcome[0] ? outcome : field(cell, "result");
}

/* As the names of results go: one subject's by scenario, and so on. */
static void
name_of(const json_t *root, const json_t *cell, char *text, size_t size)
{
	if (json_array_size(json_object_get(root, "subjects")) == 1)
		snprintf(text, size, "%s", field(cell, "scenario"));
	else if (json_array_size(json_object_get(root, "scenarios")) == 1)
		snprintf(text, size, "%s", field(cell, "subject"));
	else
		snprintf(text, size, "%s/%s", field(cell, "scenario"),
		    field(cell, "subject"));
}

static void
put_entry(const json_t *root, const struct screen *s, const json_t *cell,
    size_t names)
{
	const json_t *latency = json_object_get(cell, "latency_us");
	const char *outcome = field(cell, "outcome");
	char name[512], text[1024], after[40] = "";

	name_of(root, cell, name, sizeof(name));
	if (outcome[0] && json_is_integer(latency))
		snprintf(after, sizeof(after), " after %.1f ms",
		    (double)json_integer_value(latency) / 1e3);
	snprintf(text, sizeof(text), "%-12s %-*s  %s%s", word_of(cell),
	    (int)names, name, outcome[0] ? field(cell, "verdict") : "", after);
	put_symbol(s, cell);
	fputc(' ', s->out);
	(void)report_fold(s->out, s->line, 3, INDENT, text);
	fputc('\n', s->out);
}

/* How many of n have that word. */
static size_t
count_word(const struct entry *v, size_t n, const char *word)
{
	size_t same = 0, i;

	for (i = 0; i < n; i++)
		same += strcmp(word_of(v[i].cell), word) == 0;
	return same;
}

/* "and 60 more: 2 missed, 58 right", each word where it comes first. */
static void
put_rest(const struct screen *s, const struct entry *rest, size_t n)
{
	const char *gap = ": ", *word;
	size_t i;

	fprintf(s->out, "and %zu more", n);
	for (i = 0; i < n; i++) {
		word = word_of(rest[i].cell);
		if (count_word(rest, i, word) > 0)
			continue;
		fprintf(
		    s->out, "%s%zu %s", gap, count_word(rest, n, word), word);
		gap = ", ";
	}
	fputc('\n', s->out);
}

static struct entry *
gather(const json_t *root, size_t *n)
{
	size_t rows, columns, i;
	const json_t **cells = grid(root, &rows, &columns);
	struct entry *all = calloc(rows * columns + 1, sizeof(*all));

	if (!all)
		abort();
	*n = 0;
	for (i = 0; i < rows * columns; i++)
		if (cells[i] && !is_told_above(cells[i]))
			all[(*n)++] = (struct entry) { cells[i], i };
	free(cells);
	qsort(all, *n, sizeof(*all), by_rank);
	return all;
}

bool
cells_are_few(const json_t *root)
{
	size_t rows, columns, i, n = 0;
	const json_t **cells = grid(root, &rows, &columns);

	for (i = 0; i < rows * columns; i++)
		n += cells[i] != NULL;
	free(cells);
	return rows == 1 || columns == 1 || n <= FEW;
}

void
list_cells(const json_t *root, const struct screen *screen, size_t rows)
{
	size_t n, i, names = 0, length, most;
	struct entry *all = gather(root, &n);
	char name[512];

	most = n <= rows ? n : rows > 1 ? rows - 1 : 0;
	for (i = 0; i < most; i++) {
		name_of(root, all[i].cell, name, sizeof(name));
		length = strlen(name);
		names = length > names ? length : names;
	}
	for (i = 0; i < most; i++)
		put_entry(root, screen, all[i].cell, names);
	if (most < n)
		put_rest(screen, all + most, n - most);
	free(all);
}
