/* diff.c - what changed between two results, and whether for the worse. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define TOLERANCE_MS 250

/* After the result, diff_rank, the outcome: who is wrong is worse than who cannot say how it died. */
static int
outcome_rank(const json_t *cell)
{
	static const int ranks[OUTCOMES] = { [NO_OUTCOME] = 0,
		[RIGHT] = 0,
		[VAGUE] = 1,
		[MISNAMED] = 2,
		[MISSED] = 3,
		[INCONCLUSIVE] = 3,
		[FALSE_ALARM] = 3 };

	return ranks[cell_outcome(cell)];
}

static double
expected_ms(const json_t *cell, const char *name)
{
	return json_number_value(
	    json_object_get(json_object_get(cell, "expected"), name));
}

static double
width_ms(const json_t *cell)
{
	return expected_ms(cell, "to_ms") - expected_ms(cell, "from_ms");
}

/*
 * How much later, in ms; 0 within tolerance or where there is nothing.
 * Without a tolerance that was asked for, what follows from other packets is
 * no difference: that the prediction came later, too, or leaves more open.  Nor
 * is it one that only the prediction moved, by a beat that came just before
 * the end or just after it.
 */
static double
later_ms(const json_t *old, const json_t *new, int tolerance_ms)
{
	const json_t *a = json_object_get(old, "latency_us");
	const json_t *b = json_object_get(new, "latency_us");
	double allowed = tolerance_ms, later, moved = 0;

	if (!json_is_integer(a) || !json_is_integer(b))
		return 0;
	later = (double)(json_integer_value(b) - json_integer_value(a)) / 1e3;
	if (tolerance_ms < 0) {
		allowed = TOLERANCE_MS;
		allowed = width_ms(old) > allowed ? width_ms(old) : allowed;
		allowed = width_ms(new) > allowed ? width_ms(new) : allowed;
		moved = expected_ms(new, "from_ms") -
		    expected_ms(old, "from_ms");
	}
	if (later > allowed && later - moved > allowed)
		return later - moved;
	return later < -allowed && later - moved < -allowed ? later - moved : 0;
}

/*
 * Said of the same sign, as predicted, while an end was coming: then it is
 * chance which of two runs calls it a false alarm, or a wrong name.
 */
static bool
is_same_sign(const json_t *old, const json_t *new)
{
	const char *sign = field(json_object_get(old, "expected"), "because");

	return cell_result(old) == PASS && sign[0] != '\0' &&
	    strcmp(sign, field(json_object_get(new, "expected"), "because")) ==
	    0;
}

/* Was that verdict admissible, too, by what the packets of this cell show? */
static bool
admits(const json_t *cell, const char *verdict)
{
	const json_t *expected = json_object_get(cell, "expected"), *other;
	size_t i;

	if (strcmp(field(expected, "verdict"), verdict) == 0)
		return true;
	json_array_foreach (json_object_get(expected, "also"), i, other)
		if (strcmp(json_string_value(other), verdict) == 0)
			return true;
	return false;
}

/* What a race decides is known from the timeline: two verdicts are right. */
static bool
differ_by_a_race(const json_t *old, const json_t *new)
{
	const char *before = field(old, "verdict");
	const char *after = field(new, "verdict");

	return cell_result(old) == PASS && cell_result(new) == PASS &&
	    strcmp(before, after) != 0 &&
	    (admits(old, after) || admits(new, before));
}

/* The machine was late with what the scenario does: it played another one. */
static bool
is_behind(const json_t *cell)
{
	return json_is_integer(json_object_get(cell, "late_ms"));
}

static bool
differ_by_chance(const json_t *old, const json_t *new)
{
	if (cell_result(old) == cell_result(new) &&
	    (is_behind(old) || is_behind(new)))
		return true;
	if (differ_by_a_race(old, new))
		return true;
	if (cell_result(old) != cell_result(new) ||
	    strcmp(field(old, "verdict"), field(new, "verdict")) != 0 ||
	    cell_outcome(old) == cell_outcome(new))
		return false;
	return is_same_sign(old, new);
}

/* The names of the fields in which they differ; later is one of them. */
static json_t *
fields_json(const json_t *old, const json_t *new, bool later)
{
	static const char *const names[] = { "result", "outcome", "verdict" };
	json_t *fields = json_array();
	size_t i;

	/* of what is not known the verdict says nothing */
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(field(old, names[i]), field(new, names[i])) != 0 &&
		    (i == 0 ||
			(cell_outcome(old) != NO_OUTCOME &&
			    cell_outcome(new) != NO_OUTCOME)))
			json_array_append_new(fields, json_string(names[i]));
	if (later && cell_outcome(old) != NO_OUTCOME &&
	    cell_outcome(new) != NO_OUTCOME)
		json_array_append_new(fields, json_string("latency_us"));
	return fields;
}

static enum change
weigh(const json_t *old, const json_t *new, double later)
{
	int by = diff_rank(new) - diff_rank(old);

	if (by == 0 && cell_outcome(old) != NO_OUTCOME &&
	    cell_outcome(new) != NO_OUTCOME)
		by = outcome_rank(new) - outcome_rank(old);
	/* a false alarm is no better for being late */
	if (by == 0 &&
	    strcmp(field(old, "verdict"), field(new, "verdict")) == 0 &&
	    cell_outcome(new) != FALSE_ALARM)
		by = later > 0 ? 1 : later < 0 ? -1 : 0;
	return by > 0 ? IS_WORSE : by < 0 ? IS_BETTER : IS_OTHERWISE;
}

static json_t *
side_json(const json_t *cell)
{
	return json_pack("{s:O?, s:O?, s:O?, s:O?}", "result",
	    json_object_get(cell, "result"), "outcome",
	    json_object_get(cell, "outcome"), "verdict",
	    json_object_get(cell, "verdict"), "latency_us",
	    json_object_get(cell, "latency_us"));
}

static void
add(json_t *changes, enum change change, const json_t *old, const json_t *new,
    json_t *fields)
{
	const json_t *cell = new ? new : old;

	json_array_append_new(json_array_get(changes, change),
	    json_pack("{s:s, s:O, s:O, s:O, s:O, s:o*, s:o*, s:o*}", "change",
		change_names[change], "scenario",
		json_object_get(cell, "scenario"), "subject",
		json_object_get(cell, "subject"), "family",
		json_object_get(cell, "family"), "run",
		json_object_get(cell, "run"), "fields", fields, "old",
		old ? side_json(old) : NULL, "new",
		new ? side_json(new) : NULL));
}

static void
compare(json_t *changes, const json_t *old, const json_t *new, int tolerance_ms)
{
	double later = later_ms(old, new, tolerance_ms);
	json_t *fields = fields_json(old, new, later != 0);

	if (json_array_size(fields) > 0 && !differ_by_chance(old, new))
		add(changes, weigh(old, new, later), old, new, fields);
	else
		json_decref(fields);
}

static json_t *
index_of(const json_t *cells)
{
	json_t *index = json_object(), *cell;
	char key[CELL_KEY];
	size_t i;

	json_array_foreach (cells, i, cell)
		json_object_set(index, cell_key(cell, key), cell);
	return index;
}

/* The groups as one list, and how many are in each. */
static json_t *
finish(json_t *groups, size_t compared)
{
	json_t *all = json_array(), *totals = json_object();
	enum change c;

	for (c = IS_WORSE; c < CHANGES; c++) {
		json_array_extend(all, json_array_get(groups, c));
		json_object_set_new(totals, change_names[c],
		    json_integer((json_int_t)json_array_size(
			json_array_get(groups, c))));
	}
	json_decref(groups);
	return json_pack("{s:I, s:o, s:o}", "compared", (json_int_t)compared,
	    "totals", totals, "changes", all);
}

/* Which of them the others have no cell of, and how many cells that is. */
static json_t *
only_in(const json_t *cells, const json_t *others,
    const char *(*name_of)(const json_t *cell))
{
	json_t *had = json_object(), *only = json_object();
	const json_t *cell;
	const char *name;
	size_t i;

	json_array_foreach (others, i, cell)
		json_object_set_new(had, name_of(cell), json_true());
	json_array_foreach (cells, i, cell) {
		name = name_of(cell);
		if (!json_object_get(had, name))
			json_object_set_new(only, name,
			    json_integer(1 +
				json_integer_value(
				    json_object_get(only, name))));
	}
	json_decref(had);
	return only;
}

/* What one of two results did not run at all. */
static json_t *
apart_json(const json_t *cells, const json_t *others)
{
	return json_pack("{s:o, s:o}", "families",
	    only_in(cells, others, diff_family), "subjects",
	    only_in(cells, others, diff_subject));
}

json_t *
report_diff(const json_t *old, const json_t *new, int tolerance_ms, bool whole)
{
	json_t *before = index_of(json_object_get(old, "cells"));
	json_t *groups = json_array(), *cell, *other, *diff;
	size_t compared = 0, i;
	char key[CELL_KEY];

	for (i = 0; i < CHANGES; i++)
		json_array_append_new(groups, json_array());
	json_array_foreach (json_object_get(new, "cells"), i, cell) {
		other = json_object_get(before, cell_key(cell, key));
		if (other) {
			compare(groups, other, cell, tolerance_ms);
			compared++;
			json_object_del(before, key);
		} else
			add(groups, IS_NEW, NULL, cell, NULL);
	}
	json_array_foreach (json_object_get(old, "cells"), i, cell)
		if (whole && json_object_get(before, cell_key(cell, key)))
			add(groups, IS_GONE, cell, NULL, NULL);
	json_decref(before);
	diff = finish(groups, compared);
	json_object_set_new(diff, "apart",
	    json_pack("{s:o, s:o}", "gone",
		apart_json(json_object_get(old, "cells"),
		    json_object_get(new, "cells")),
		"new",
		apart_json(json_object_get(new, "cells"),
		    json_object_get(old, "cells"))));
	return diff;
}

/* The cells with these members only. */
static json_t *
slim_cells(const json_t *root, const char *const *kept)
{
	json_t *cells = json_array(), *slim, *value;
	const json_t *cell;
	size_t i, k;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		slim = json_object();
		for (k = 0; kept[k]; k++) {
			value = json_object_get(cell, kept[k]);
			if (value)
				json_object_set(slim, kept[k], value);
		}
		json_array_append_new(cells, slim);
	}
	return cells;
}

json_t *
report_baseline(const json_t *root)
{
	static const char *const kept[] = { "scenario", "subject", "family",
		"run", "result", "outcome", "verdict", "latency_us", "expected",
		"late_ms", NULL };

	return json_pack("{s:o}", "cells", slim_cells(root, kept));
}

json_t *
report_compact(const json_t *root)
{
	static const char *const kept[] = { "scenario", "subject", "family",
		"run", "result", "reason", "outcome", "verdict", "detail",
		"latency_us", "late_ms", "stamped", "expected", "afterwards",
		"effects", "recovery", NULL };
	/* the same object: to copy takes one that is not const */
	json_t *same = json_pack("O", root), *compact = json_copy(same);

	json_decref(same);
	json_object_set_new(compact, "cells", slim_cells(root, kept));
	if (json_object_get(root, "clauses"))
		json_object_set_new(compact, "clauses", clauses_alone(root));
	return compact;
}
