/* page-index.c - what a page shows at first sight: of one run, or of two. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/page.h"

static json_t *
value_or_null(const json_t *cell, const char *name)
{
	json_t *value = json_object_get(cell, name);

	return value ? json_incref(value) : json_null();
}

/* Without the nulls: what a side has of the changed cells. */
static json_t *
present(const json_t *cells)
{
	json_t *list = json_array(), *cell;
	size_t i;

	json_array_foreach (cells, i, cell)
		if (!json_is_null(cell))
			json_array_append(list, cell);
	return list;
}

/* The blocks of a list in which some cells are null: null for these. */
static json_t *
blocks_of(const json_t *cells)
{
	json_t *there = present(cells), *blocks = page_blocks(there),
	       *all = json_array(), *cell;
	size_t i, k = 0;

	json_array_foreach (cells, i, cell) {
		if (json_is_null(cell))
			json_array_append_new(all, json_null());
		else
			json_array_append(all, json_array_get(blocks, k++));
	}
	json_decref(there);
	json_decref(blocks);
	return all;
}

/*
 * Of each cell what the matrix shows: columns, so that no name is said twice
 * and thousands deflate to little.  A cell that is NULL has nulls.
 */
static json_t *
columns(const json_t *cells, const json_t *index)
{
	static const char *const plain[] = { "family", "run", "result",
		"outcome", "verdict", "latency_us" };
	json_t *rows = numbers_of(json_object_get(index, "subjects"));
	json_t *places = numbers_of(json_object_get(index, "scenarios"));
	json_t *all = json_object(), *effects = json_array(), *list, *scenario,
	       *subject;
	const json_t *cell;
	size_t i, k;

	for (k = 0; k < sizeof(plain) / sizeof(plain[0]); k++) {
		list = json_array();
		json_array_foreach (cells, i, cell)
			json_array_append_new(
			    list, value_or_null(cell, plain[k]));
		json_object_set_new(all, plain[k], list);
	}
	scenario = json_array();
	subject = json_array();
	json_array_foreach (cells, i, cell) {
		json_array_append_new(
		    scenario, value_or_null(places, field(cell, "scenario")));
		json_array_append_new(
		    subject, value_or_null(rows, field(cell, "subject")));
		json_array_append_new(effects,
		    json_integer(json_is_null(cell) ? 0 : effects_of(cell)));
	}
	json_object_set_new(all, "scenario", scenario);
	json_object_set_new(all, "subject", subject);
	json_object_set_new(all, "effects", effects);
	json_object_set_new(all, "block", blocks_of(cells));
	json_decref(rows);
	json_decref(places);
	return all;
}

static void
put_best(const json_t *root, FILE *out)
{
	report_print_best(json_object_get(root, "profiles"), out);
}

/* As wide as ever: a page is no terminal. */
static void
put_verdicts(const json_t *root, FILE *out)
{
	report_print_verdicts(root, PROSE, out);
}

/* In the words that the terminal has for it. */
static json_t *
words_of(const json_t *root, void (*put)(const json_t *root, FILE *out))
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	json_t *words;

	if (!out)
		return json_null();
	put(root, out);
	fclose(out);
	words = json_string(text);
	free(text);
	return words ? words : json_null();
}

/* The words of detection that the page explains, from their tables. */
static void
add_signs(json_t *index)
{
	json_t *signs = json_object(), *sinces = json_object();
	enum since since;
	enum sign s;

	for (s = FIN; s < SIGNS; s++)
		json_object_set_new(signs, sign_name(s),
		    json_sprintf("%s%s",
			sign_rows[s].of_life ? "of life: " : "",
			sign_rows[s].meaning));
	for (since = SINCE_SIGN; since < SINCES; since++)
		json_object_set_new(
		    sinces, since_name(since), json_string(since_event(since)));
	json_object_set_new(index, "signs", signs);
	json_object_set_new(index, "sinces", sinces);
}

/* All but the cells. */
static json_t *
index_of(const json_t *root)
{
	json_t *index = json_object(), *all = json_pack("O", root), *value;
	const char *name;

	json_object_foreach (all, name, value)
		if (strcmp(name, "cells") != 0)
			json_object_set(index, name, value);
	json_decref(all);
	return index;
}

/* Results that are kept for good have no packets to draw. */
static bool
has_packets(const json_t *cells)
{
	const json_t *cell;
	size_t i;

	json_array_foreach (cells, i, cell)
		if (json_object_get(cell, "packets"))
			return true;
	return false;
}

int
report_page(
    const json_t *root, const char *dir, FILE *out, struct report_lost *lost)
{
	json_t *index = index_of(root), *cells = json_object_get(root, "cells");
	struct page_side side = { cells, dir, lost };
	int result;

	add_signs(index);
	json_object_set_new(index, "cells", columns(cells, index));
	json_object_set_new(index, "packets", json_boolean(has_packets(cells)));
	json_object_set_new(index, "words", page_words());
	json_object_set_new(index, "best", words_of(root, put_best));
	json_object_set_new(index, "asked", words_of(root, put_verdicts));
	json_object_set_new(index, "use", report_use(root));
	json_object_del(index, "stock"); /* it is in "use" by now */
	result = page_put(out, index, &side, 1);
	json_decref(index);
	return result;
}

/* Those of both lists whose names are wanted, each once. */
static json_t *
union_of(const json_t *new, const json_t *old, const json_t *wanted)
{
	json_t *all = json_array(), *had = json_object(), *entry;
	const json_t *const lists[] = { new, old };
	size_t i, k;

	for (k = 0; k < 2; k++)
		json_array_foreach (lists[k], i, entry)
			if (json_object_get(wanted, field(entry, "name")) &&
			    !json_object_get(had, field(entry, "name"))) {
				json_array_append(all, entry);
				json_object_set_new(
				    had, field(entry, "name"), json_true());
			}
	json_decref(had);
	return all;
}

/* The values of a field among the changes, as keys. */
static json_t *
names_in(const json_t *changes, const char *name)
{
	json_t *names = json_object();
	const json_t *change;
	size_t i;

	json_array_foreach (changes, i, change)
		json_object_set_new(names, field(change, name), json_true());
	return names;
}

/* The cell of each change in these results, null where there is none. */
static json_t *
cells_of(const json_t *root, const json_t *changes)
{
	json_t *by_key = json_object(), *list = json_array(), *cell;
	const json_t *change;
	char key[CELL_KEY];
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		json_object_set(by_key, cell_key(cell, key), cell);
	json_array_foreach (changes, i, change)
		json_array_append_new(
		    list, value_or_null(by_key, cell_key(change, key)));
	json_decref(by_key);
	return list;
}

/* What of a run a reader must know to compare it. */
static json_t *
side_json(const json_t *root, const char *name)
{
	return json_pack("{s:s, s:O?, s:O?, s:O?, s:O?}", "name", name,
	    "started", json_object_get(root, "started"), "hangup",
	    json_object_get(root, "hangup"), "host",
	    json_object_get(root, "host"), "totals",
	    json_object_get(root, "totals"));
}

static json_t *
compared_index(const struct page_results *old, const struct page_results *new,
    const json_t *diff)
{
	static const char *const both[] = { "scenarios", "subjects" };
	static const char *const one[] = { "scenario", "subject" };
	const json_t *changes = json_object_get(diff, "changes");
	json_t *index = json_pack(
	    "{s:O?, s:O?, s:O?, s:O?, s:O, s:O, s:o, s:o}", "hangup",
	    json_object_get(new->root, "hangup"), "host",
	    json_object_get(new->root, "host"), "started",
	    json_object_get(new->root, "started"), "options",
	    json_object_get(new->root, "options"), "compared",
	    json_object_get(diff, "compared"), "changed",
	    json_object_get(diff, "totals"), "old",
	    side_json(old->root, old->name), "new",
	    side_json(new->root, new->name));
	size_t i;

	for (i = 0; i < 2; i++) {
		json_t *wanted = names_in(changes, one[i]);

		json_object_set_new(index, both[i],
		    union_of(json_object_get(new->root, both[i]),
			json_object_get(old->root, both[i]), wanted));
		json_decref(wanted);
	}
	return index;
}

/* Where and how each change is: the columns of a page that compares. */
static void
add_changes(json_t *index, const json_t *changes, const json_t *old_cells,
    const json_t *new_cells)
{
	json_t *kinds = json_array(), *where = columns(changes, index),
	       *cells = columns(new_cells, index);
	const json_t *change;
	size_t i;
	static const char *const place[] = { "scenario", "subject", "family",
		"run" };

	json_array_foreach (changes, i, change)
		json_array_append_new(kinds, value_or_null(change, "change"));
	for (i = 0; i < sizeof(place) / sizeof(place[0]); i++)
		json_object_set(
		    cells, place[i], json_object_get(where, place[i]));
	json_object_set_new(cells, "change", kinds);
	json_object_set_new(cells, "old", columns(old_cells, index));
	json_object_set_new(index, "cells", cells);
	json_decref(where);
}

int
report_page_diff(const struct page_results *old, const struct page_results *new,
    FILE *out, struct report_lost *lost)
{
	json_t *diff = report_diff(old->root, new->root, -1, true);
	const json_t *changes = json_object_get(diff, "changes");
	json_t *old_cells = cells_of(old->root, changes);
	json_t *new_cells = cells_of(new->root, changes);
	json_t *index = compared_index(old, new, diff);
	struct page_side sides[] = { { present(new_cells), new->dir, lost },
		{ present(old_cells), old->dir, lost } };
	int result;

	json_object_set_new(index, "words", page_words());
	add_signs(index);
	add_changes(index, changes, old_cells, new_cells);
	result = page_put(out, index, sides, 2);
	json_decref(sides[0].cells);
	json_decref(sides[1].cells);
	json_decref(old_cells);
	json_decref(new_cells);
	json_decref(index);
	json_decref(diff);
	return result;
}
