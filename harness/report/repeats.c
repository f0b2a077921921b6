/* repeats.c - cells that ran several times: k of N, and how far apart. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define SHOWN 20

/* What a cell comes to in a word: its verdict, if a statement can be made. */
static const char *
word_of(const json_t *cell)
{
	return cell_outcome(cell) == NO_OUTCOME ? field(cell, "result") :
						  field(cell, "verdict");
}

/* What that was worth, likewise. */
static const char *
worth_of(const json_t *cell)
{
	enum outcome o = cell_outcome(cell);

	return o == NO_OUTCOME ? field(cell, "result") : outcome_name(o);
}

static void
count(json_t *counts, const char *word)
{
	json_object_set_new(counts, word,
	    json_integer(
		1 + json_integer_value(json_object_get(counts, word))));
}

static int
by_size(const void *a, const void *b)
{
	const json_int_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Of those that were noticed; null if none was. */
static json_t *
spread_json(const json_t *cells, size_t from, size_t end)
{
	json_int_t *all = calloc(end - from, sizeof(*all));
	const json_t *latency;
	json_t *spread;
	size_t i, n = 0;

	if (!all)
		abort();
	for (i = from; i < end; i++) {
		latency = json_object_get(
		    json_array_get(cells, i), "latency_us");
		if (json_is_integer(latency) &&
		    cell_outcome(json_array_get(cells, i)) != NO_OUTCOME)
			all[n++] = json_integer_value(latency);
	}
	qsort(all, n, sizeof(*all), by_size);
	spread = n == 0 ?
	    json_null() :
	    json_pack("{s:I, s:I, s:I}", "min", all[0], "median",
		(all[(n - 1) / 2] + all[n / 2]) / 2, "max", all[n - 1]);
	free(all);
	return spread;
}

static json_t *
repeat_json(const json_t *cells, size_t from, size_t end)
{
	const json_t *first = json_array_get(cells, from), *cell;
	json_t *verdicts = json_object(), *results = json_object(),
	       *outcomes = json_object();
	size_t i;

	for (i = from; i < end; i++) {
		cell = json_array_get(cells, i);
		count(verdicts, word_of(cell));
		count(results, field(cell, "result"));
		count(outcomes, worth_of(cell));
	}
	return json_pack("{s:O, s:O, s:O, s:I, s:o, s:o, s:o, s:o}", "scenario",
	    json_object_get(first, "scenario"), "subject",
	    json_object_get(first, "subject"), "family",
	    json_object_get(first, "family"), "runs", (json_int_t)(end - from),
	    "verdicts", verdicts, "results", results, "outcomes", outcomes,
	    "latency_us", spread_json(cells, from, end));
}

json_t *
repeats_json(const json_t *cells)
{
	json_t *list = json_array();
	size_t i, end;

	for (i = 0; i < json_array_size(cells); i = end) {
		end = runs_end(cells, i);
		if (end - i > 1)
			json_array_append_new(list, repeat_json(cells, i, end));
	}
	return list;
}

/* "closed 19 of 20, open 1", the most frequent first. */
static void
print_counts(const json_t *repeat, const char *counts, FILE *out)
{
	json_t *left = json_deep_copy(json_object_get(repeat, counts));
	json_int_t most, runs = cell_integer(repeat, "runs");
	const char *word, *best, *gap = ": ";
	const json_t *times;

	for (; json_object_size(left) > 0; json_object_del(left, best)) {
		most = 0;
		best = "";
		json_object_foreach (left, word, times)
			if (json_integer_value(times) > most) {
				most = json_integer_value(times);
				best = word;
			}
		fprintf(out, "%s%s %lld", gap, best, (long long)most);
		if (gap[0] == ':')
			fprintf(out, " of %lld", (long long)runs);
		gap = ", ";
	}
	json_decref(left);
}

static bool
several(const json_t *repeat, const char *counts)
{
	return json_object_size(json_object_get(repeat, counts)) > 1;
}

/* The same word may be right in one run and a false alarm in the next. */
static bool
differs(const json_t *repeat)
{
	return several(repeat, "verdicts") || several(repeat, "outcomes");
}

static void
print_one(const json_t *repeat, FILE *out)
{
	char name[256];

	cell_name(repeat, name, sizeof(name));
	fprintf(out, "  %s", name);
	print_counts(repeat, "verdicts", out);
	if (!several(repeat, "verdicts"))
		print_counts(repeat, "outcomes", out);
	fputc('\n', out);
}

static double
spread_ms(const json_t *repeat, const char *name)
{
	return (double)cell_integer(
		   json_object_get(repeat, "latency_us"), name) /
	    1e3;
}

static void
print_widest(const json_t *repeats, FILE *out)
{
	const json_t *repeat, *widest = NULL;
	double width, most = -1;
	char name[256];
	size_t i;

	json_array_foreach (repeats, i, repeat) {
		width = spread_ms(repeat, "max") - spread_ms(repeat, "min");
		if (json_is_object(json_object_get(repeat, "latency_us")) &&
		    width > most) {
			most = width;
			widest = repeat;
		}
	}
	if (!widest)
		return;
	cell_name(widest, name, sizeof(name));
	fprintf(out, "  widest in time: %s, %.1f to %.1f ms, median %.1f\n",
	    name, spread_ms(widest, "min"), spread_ms(widest, "max"),
	    spread_ms(widest, "median"));
}

void
report_repeats(const json_t *root, FILE *out)
{
	const json_t *repeats = json_object_get(root, "repeats"), *repeat;
	size_t i, differ = 0, n = json_array_size(repeats);

	if (n == 0)
		return;
	json_array_foreach (repeats, i, repeat)
		differ += differs(repeat);
	fprintf(out,
	    "%zu cell%s, several times each: %zu said the same every time, "
	    "%zu did not%s\n",
	    n, n == 1 ? "" : "s", n - differ, differ, differ ? ":" : "");
	differ = 0;
	json_array_foreach (repeats, i, repeat)
		if (differs(repeat) && ++differ <= SHOWN)
			print_one(repeat, out);
	if (differ > SHOWN)
		fprintf(out,
		    "  ... and %zu more; \"repeats\" in results.json has all\n",
		    differ - SHOWN);
	print_widest(repeats, out);
}
