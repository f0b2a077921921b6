/* deviations.c - what is not as it should be, and how often. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

bool
same_but_run(const json_t *a, const json_t *b)
{
	return strcmp(field(a, "scenario"), field(b, "scenario")) == 0 &&
	    strcmp(field(a, "subject"), field(b, "subject")) == 0 &&
	    cell_integer(a, "family") == cell_integer(b, "family");
}

size_t
runs_end(const json_t *cells, size_t from)
{
	const json_t *first = json_array_get(cells, from);
	size_t end = from + 1;

	while (end < json_array_size(cells) &&
	    same_but_run(first, json_array_get(cells, end)))
		end++;
	return end;
}

/* Those of the runs from to end that came out so, as one. */
static size_t
add(struct deviation *all, size_t n, const json_t *cells, size_t from,
    size_t end, enum result result)
{
	const json_t *cell;
	size_t i;

	all[n] = (struct deviation) { .runs = end - from, .cells = 1 };
	for (i = from; i < end; i++) {
		cell = json_array_get(cells, i);
		if (cell_result(cell) != result)
			continue;
		if (all[n].alike++ == 0)
			all[n].cell = cell;
	}
	return n + (all[n].alike > 0);
}

/* What came out so for the reason of one before it is told with that. */
static size_t
join_reasons(struct deviation *all, size_t n)
{
	json_t *known = json_object();
	struct deviation *d;
	const json_t *at;
	char reason[2048];
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		snprintf(reason, sizeof(reason), "%s %s",
		    field(all[i].cell, "result"), field(all[i].cell, "reason"));
		at = json_object_get(known, reason);
		if (at && field(all[i].cell, "reason")[0] != '\0') {
			d = &all[json_integer_value(at)];
			d->cells++;
			d->alike += all[i].alike;
			d->runs += all[i].runs;
			continue;
		}
		json_object_set_new(
		    known, reason, json_integer((json_int_t)kept));
		all[kept++] = all[i];
	}
	json_decref(known);
	return kept;
}

struct deviation *
find_deviations(const json_t *root, size_t *n)
{
	const json_t *cells = json_object_get(root, "cells");
	size_t size = json_array_size(cells), i, end;
	/* one more than there can be: add writes before it knows */
	struct deviation *all = calloc(size + 1, sizeof(*all));

	if (!all)
		abort();
	*n = 0;
	for (i = 0; i < size; i = end) {
		end = runs_end(cells, i);
		*n = add(all, *n, cells, i, end, FAIL);
		*n = add(all, *n, cells, i, end, XPASS);
		*n = add(all, *n, cells, i, end, UNRESOLVED);
	}
	*n = join_reasons(all, *n);
	return all;
}

void
deviation_name(const struct deviation *d, char *text, size_t size)
{
	size_t n;

	char first[400];

	cell_name(d->cell, first, sizeof(first));
	if (d->cells == 1)
		n = (size_t)snprintf(text, size, "%s", first);
	else
		n = (size_t)snprintf(
		    text, size, "%zu cells (the first: %s)", d->cells, first);
	if (d->runs > d->cells && n < size)
		snprintf(
		    text + n, size - n, ", %zu of %zu runs", d->alike, d->runs);
}

/* Of one cell what was expected and what came, of many their reason. */
static void
print(const struct deviation *d, FILE *out, const char *dir)
{
	char name[512], expected[512], got[1536];
	const char *pcap = field(json_object_get(d->cell, "wire"), "pcap");

	deviation_name(d, name, sizeof(name));
	if (d->cells > 1) {
		fprintf(out, "%s %s: %s\n", field(d->cell, "result"), name,
		    field(d->cell, "reason"));
		return;
	}
	say_expected(d->cell, expected, sizeof(expected));
	say_got(d->cell, got, sizeof(got));
	fprintf(out, "%s %s%s%s%s%s\n  ! expected %s\n  ! got      %s\n",
	    field(d->cell, "result"), name, pcap[0] ? "   " : "",
	    pcap[0] ? dir : "", pcap[0] ? "/" : "", pcap, expected, got);
}

void
report_deviations(const json_t *root, FILE *out, const char *dir, size_t most)
{
	struct deviation *all;
	size_t i, n;

	all = find_deviations(root, &n);
	for (i = 0; i < n && i < most; i++)
		print(&all[i], out, dir);
	if (n > most)
		fprintf(out, "... and %zu more; all are in %s/results.json\n",
		    n - most, dir);
	free(all);
}
