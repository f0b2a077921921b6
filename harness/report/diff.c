/* diff.c - what changed between two results, and whether for the worse. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define TOLERANCE_MS 250

/* In the order in which they are shown. */
enum change { IS_WORSE, IS_GONE, IS_NEW, IS_OTHERWISE, IS_BETTER, CHANGES };

static const char *const change_names[CHANGES] = { "worse", "gone", "new",
	"otherwise", "better" };

/*
 * Worse is what a person must look at.  First the result: as it should be; not
 * tested any more; not as it should be, or not known.
 */
static int
result_rank(const json_t *cell)
{
	static const int ranks[RESULTS] = { [PASS] = 0,
		[XFAIL] = 0,
		[UNSUPPORTED] = 1,
		[FAIL] = 2,
		[XPASS] = 2,
		[UNRESOLVED] = 2 };

	return ranks[cell_result(cell)];
}

/* Then the outcome: who is wrong is worse than who cannot say how it died. */
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

static bool
differ_by_chance(const json_t *old, const json_t *new)
{
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
	int by = result_rank(new) - result_rank(old);

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

json_t *
report_diff(const json_t *old, const json_t *new, int tolerance_ms, bool whole)
{
	json_t *before = index_of(json_object_get(old, "cells"));
	json_t *groups = json_array(), *cell, *other;
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
	return finish(groups, compared);
}

/* "PASS right closed after 0.1 ms" */
static void
put_side(const json_t *side, FILE *out)
{
	const json_t *latency = json_object_get(side, "latency_us");
	static const char *const names[] = { "result", "outcome", "verdict" };
	const char *gap = "";
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (field(side, names[i])[0] == '\0')
			continue;
		fprintf(out, "%s%s", gap, field(side, names[i]));
		gap = " ";
	}
	if (json_is_integer(latency))
		fprintf(out, " after %.1f ms",
		    (double)json_integer_value(latency) / 1e3);
}

void
put_change(const json_t *change, FILE *out)
{
	const json_t *old = json_object_get(change, "old");
	const json_t *new = json_object_get(change, "new");

	if (old)
		put_side(old, out);
	if (old && new)
		fputs(" -> ", out);
	if (new)
		put_side(new, out);
}

static void
print_change(const json_t *change, FILE *out)
{
	char name[512];

	cell_name(change, name, sizeof(name));
	fprintf(out, "  %s: ", name);
	put_change(change, out);
	fputc('\n', out);
}

void
report_print_diff(const json_t *diff, FILE *out, size_t most)
{
	const json_t *totals = json_object_get(diff, "totals"), *change;
	const char *group = "", *gap = ": ", *name;
	size_t i, shown = 0, n = 0;
	enum change c;

	json_array_foreach (json_object_get(diff, "changes"), i, change) {
		name = field(change, "change");
		if (strcmp(name, group) != 0) {
			group = name;
			n = (size_t)cell_integer(totals, name);
			shown = 0;
			fprintf(out, "%s (%zu)\n", name, n);
		}
		if (++shown <= most)
			print_change(change, out);
		else if (shown == n)
			fprintf(out, "  ... and %zu more\n", n - most);
	}
	fprintf(out, "%d cells compared", cell_integer(diff, "compared"));
	for (c = IS_WORSE; c < CHANGES; c++)
		if (cell_integer(totals, change_names[c]) > 0) {
			fprintf(out, "%s%d %s", gap,
			    cell_integer(totals, change_names[c]),
			    change_names[c]);
			gap = ", ";
		}
	fputs(gap[0] == ':' ? ": no difference\n" : "\n", out);
}

/* What is new has nothing to be worse than: it must be right. */
bool
change_is_worse(const json_t *change)
{
	return strcmp(field(change, "change"), change_names[IS_WORSE]) == 0 ||
	    (strcmp(field(change, "change"), change_names[IS_NEW]) == 0 &&
		result_rank(json_object_get(change, "new")) > 1);
}

size_t
report_worse(const json_t *diff)
{
	const json_t *change;
	size_t i, n = 0;

	json_array_foreach (json_object_get(diff, "changes"), i, change)
		n += change_is_worse(change);
	return n;
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
		NULL };

	return json_pack("{s:o}", "cells", slim_cells(root, kept));
}

json_t *
report_compact(const json_t *root)
{
	static const char *const kept[] = { "scenario", "subject", "family",
		"run", "result", "reason", "outcome", "verdict", "detail",
		"latency_us", "stamped", "expected", "afterwards", "effects",
		"recovery", NULL };
	/* the same object: to copy takes one that is not const */
	json_t *same = json_pack("O", root), *compact = json_copy(same);

	json_decref(same);
	json_object_set_new(compact, "cells", slim_cells(root, kept));
	return compact;
}
