/* merge.c - the shards of one matrix, joined as if it had been one run. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define SHARDS 10000

/* One word on how a setting was, or "none". */
static void
say_setting(const json_t *value, char text[64])
{
	char *dumped = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;

	snprintf(text, 64, "%.60s", dumped ? dumped : "none");
	free(dumped);
}

/* Do they stand for the same run?  How many cells at once is no matter. */
static bool
same_options(const json_t *a, const json_t *b, const char *const *names,
    char error[REPORT_ERROR])
{
	json_t *mine = json_pack("O", a); /* to iterate: not const */
	const char *key;
	const json_t *value, *other;
	char was[64], is[64];
	bool same = true;

	json_object_foreach (mine, key, value) {
		other = json_object_get(b, key);
		if (strcmp(key, "jobs") == 0 || strcmp(key, "shard") == 0 ||
		    (other && json_equal(value, other)) || !same)
			continue;
		say_setting(value, was);
		say_setting(other, is);
		snprintf(error, REPORT_ERROR,
		    "%.120s and %.120s are no shards of one run: \"%.30s\" is "
		    "%s there, %s here",
		    names[0], names[1], key, was, is);
		same = false;
	}
	json_decref(mine);
	return same;
}

static bool
alike(const json_t *a, const json_t *b, const char *const *names,
    char error[REPORT_ERROR])
{
	const char *const back[] = { names[1], names[0] };
	const json_t *x = json_object_get(a, "options");
	const json_t *y = json_object_get(b, "options");

	if (strcmp(field(a, "hangup"), field(b, "hangup")) != 0) {
		snprintf(error, REPORT_ERROR,
		    "%.120s was written by hangup %.30s, %.120s by %.30s: "
		    "run both with one",
		    names[0], field(a, "hangup"), names[1], field(b, "hangup"));
		return false;
	}
	return same_options(x, y, names, error) &&
	    same_options(y, x, back, error);
}

static size_t
place_of(const json_t *list, const char *key, const char *name)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		if (strcmp(field(entry, key), name) == 0)
			return i;
	return SIZE_MAX;
}

/* Where the first of more stands that is in all; the end if none is. */
static size_t
first_common(const json_t *all, const json_t *more, const char *key)
{
	const json_t *entry;
	size_t i, found;

	json_array_foreach (more, i, entry) {
		found = place_of(all, key, field(entry, key));
		if (found != SIZE_MAX)
			return found;
	}
	return json_array_size(all);
}

/* Entries that are new, each between those that stand around it there. */
static void
join_list(json_t *all, const json_t *more, const char *key)
{
	size_t i, at = first_common(all, more, key), found;
	json_t *entry;

	json_array_foreach (more, i, entry) {
		found = place_of(all, key, field(entry, key));
		if (found == SIZE_MAX)
			json_array_insert(all, at, entry);
		else
			at = found;
		at++;
	}
}

/* Where a cell stands in the results. */
struct placed {
	size_t scenario, subject;
	int family, run;
	json_t *cell;
};

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->scenario != y->scenario)
		return x->scenario < y->scenario ? -1 : 1;
	if (x->subject != y->subject)
		return x->subject < y->subject ? -1 : 1;
	return x->family != y->family ? x->family - y->family : x->run - y->run;
}

static json_t *
in_order(const json_t *root, const json_t *cells)
{
	size_t n = json_array_size(cells), i;
	struct placed *all = calloc(n + 1, sizeof(*all));
	json_t *rows = numbers_of(json_object_get(root, "scenarios"));
	json_t *columns = numbers_of(json_object_get(root, "subjects"));
	json_t *list = json_array(), *cell;

	if (!all)
		abort();
	json_array_foreach (cells, i, cell)
		all[i] = (struct placed) { number_of(
					       rows, field(cell, "scenario")),
			number_of(columns, field(cell, "subject")),
			cell_integer(cell, "family"), cell_integer(cell, "run"),
			cell };
	json_decref(rows);
	json_decref(columns);
	qsort(all, n, sizeof(*all), by_place);
	for (i = 0; i < n; i++)
		json_array_append(list, all[i].cell);
	free(all);
	return list;
}

/* The cells of a shard; no cell may come twice. */
static bool
join_cells(json_t *keys, json_t *cells, const json_t *shard, const char *name,
    char error[REPORT_ERROR])
{
	char key[CELL_KEY], text[256];
	const char *other;
	json_t *cell;
	size_t i;

	json_array_foreach (json_object_get(shard, "cells"), i, cell) {
		other = json_string_value(
		    json_object_get(keys, cell_key(cell, key)));
		if (other) {
			cell_name(cell, text, sizeof(text));
			snprintf(error, REPORT_ERROR,
			    "%.120s: the cell %.120s is in %.120s, too; each "
			    "may come once",
			    name, text, other);
			return false;
		}
		json_object_set_new(keys, key, json_string(name));
		json_array_append(cells, cell);
	}
	return true;
}

/* What is kept of a shard besides its cells. */
static json_t *
shard_json(const json_t *root, const char *name)
{
	const json_t *host = json_object_get(root, "host");

	return json_pack("{s:s, s:s, s:O?, s:O?, s:O?, s:s, s:s, s:s}", "file",
	    name, "shard", field(json_object_get(root, "options"), "shard"),
	    "started", json_object_get(root, "started"), "wall_s",
	    json_object_get(root, "wall_s"), "complete",
	    json_object_get(root, "complete"), "os", field(host, "os"),
	    "release", field(host, "release"), "arch", field(host, "arch"));
}

/* Shards of "I/N" that did not come, as "2/3"; or of another N than others. */
static json_t *
missing_json(const json_t *shards)
{
	bool seen[SHARDS + 1] = { false };
	json_t *missing = json_array();
	const json_t *shard;
	unsigned i, n = 0, of;
	size_t k;

	json_array_foreach (shards, k, shard)
		if (sscanf(field(shard, "shard"), "%u/%u", &i, &of) == 2 &&
		    i <= of && of <= SHARDS) {
			n = n > of ? n : of;
			seen[i] = true;
		}
	for (i = 1; i <= n; i++)
		if (!seen[i])
			json_array_append_new(
			    missing, json_sprintf("%u/%u", i, n));
	return missing;
}

/* Side by side: as long as the longest.  The CPU is all of theirs. */
static void
finish(json_t *all, json_t *const *roots, size_t n)
{
	double wall = 0, cpu = 0, took;
	bool complete = json_array_size(json_object_get(all, "missing")) == 0;
	const json_t *totals;
	size_t i;

	for (i = 0; i < n; i++) {
		took = json_number_value(json_object_get(roots[i], "wall_s"));
		wall = took > wall ? took : wall;
		totals = json_object_get(roots[i], "totals");
		cpu += json_number_value(
			   json_object_get(totals, "cpu_ms_a_cell")) *
		    (double)json_array_size(
			json_object_get(roots[i], "cells")) /
		    1e3;
		complete = complete &&
		    json_is_true(json_object_get(roots[i], "complete"));
	}
	report_finish(all, wall, cpu, complete);
}

/* The frame of the first, with lists of its own. */
static json_t *
new_frame(json_t *first)
{
	static const char *const lists[] = { "scenarios", "subjects", "clauses",
		"left_out" };
	json_t *all = json_copy(first), *options;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		json_object_set_new(all, lists[i],
		    json_deep_copy(json_object_get(first, lists[i])));
	/* results in which nothing was left out have no such list */
	if (!json_is_array(json_object_get(all, "left_out")))
		json_object_set_new(all, "left_out", json_array());
	/* of all cells they are made anew */
	json_object_del(all, "profiles");
	options = json_deep_copy(json_object_get(first, "options"));
	json_object_del(options, "shard");
	json_object_set_new(all, "options", options);
	return all;
}

static bool
join(json_t *all, json_t *cells, json_t *const *roots, const char *const *names,
    size_t n, char error[REPORT_ERROR])
{
	json_t *keys = json_object(), *shards = json_array();
	bool good = true;
	size_t i;

	for (i = 0; i < n && good; i++) {
		const char *const pair[] = { names[0], names[i] };

		good = alike(roots[0], roots[i], pair, error) &&
		    join_cells(keys, cells, roots[i], names[i], error);
		join_list(json_object_get(all, "scenarios"),
		    json_object_get(roots[i], "scenarios"), "name");
		join_list(json_object_get(all, "subjects"),
		    json_object_get(roots[i], "subjects"), "name");
		join_list(json_object_get(all, "clauses"),
		    json_object_get(roots[i], "clauses"), "id");
		join_list(json_object_get(all, "left_out"),
		    json_object_get(roots[i], "left_out"), "name");
		json_array_append_new(shards, shard_json(roots[i], names[i]));
	}
	json_object_set_new(all, "missing", missing_json(shards));
	json_object_set_new(all, "shards", shards);
	json_decref(keys);
	return good;
}

json_t *
report_merge(json_t *const *roots, const char *const *names, size_t n,
    char error[REPORT_ERROR])
{
	json_t *all = new_frame(roots[0]), *cells = json_array();

	if (!join(all, cells, roots, names, n, error)) {
		json_decref(all);
		all = NULL;
	} else {
		json_object_set_new(all, "cells", in_order(all, cells));
		finish(all, roots, n);
	}
	json_decref(cells);
	return all;
}
