/* use.c - what to use: the strategies by what they notice, the best first. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A table of measurements (measured.h), in the order of the advice, cut to a
 * few ends that a person tells apart; each end is some scenarios.  The table is
 * that of these results, if they are of all the scenarios; else that which is
 * in the program.  Programs under test come before it, as these results have
 * them.
 *
 * Beside the timers of the run stand those of the stock.  What these would do
 * nobody has waited for: it is what the strategy declares for them.
 */
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

#define SCENARIOS 3 /* of an end, at most */
#define SIGNS_OF 3
#define COMPARED 2 /* strategies, at least */
#define STOCK_IS_LONGER 2
#define A_TIMER 900 /* ms: what is declared to take so long has a timer */

static const struct end {
	const char *name, *about;
	const char *scenarios[SCENARIOS];
	enum sign signs[SIGNS_OF]; /* whose timer decides, the first that has */
} ends[] = {
	{ "closed", "the remote end closes, with unread data before it or none",
	    { "close/fin", "close/fin-after-data" }, { FIN, FIN, FIN } },
	{ "reset", "a RST arrives, with unread data before it or none",
	    { "reset/linger-0", "reset/linger-0-after-data" },
	    { RST, RST, RST } },
	{ "silence, idle",
	    "nothing passes any more, and nothing was on its way",
	    { "silence/both-ways" }, { SILENCE, NOTHING_HEARD, SILENCE } },
	{ "silence, data in flight",
	    "nothing passes any more, and own data waits for its "
	    "acknowledgement",
	    { "silence/with-data-in-flight" },
	    { UNACKED, SILENCE, NOTHING_HEARD } },
	{ "no answer",
	    "the remote host acknowledges, its application does nothing",
	    { "stall/process-stopped" },
	    { NO_ANSWER, NOTHING_HEARD, NO_ANSWER } },
};
#define ENDS (sizeof(ends) / sizeof(ends[0]))

static enum sight
sight_of_letter(char letter)
{
	switch (measured_outcome(letter)) {
	case RIGHT:
		return SEEN_RIGHT;
	case VAGUE:
		return SEEN_VAGUE;
	case MISNAMED:
	case FALSE_ALARM: /* before it could be seen */
		return SEEN_BADLY;
	case MISSED:
	case INCONCLUSIVE:
		return BLIND;
	case NO_OUTCOME:
	case OUTCOMES:
		break;
	}
	return NOT_TESTED;
}

/* Of an end that is several scenarios. */
static enum sight
both_sights(enum sight a, enum sight b)
{
	if (a == b || a == NOT_TESTED || b == NOT_TESTED)
		return a == b ? a : NOT_TESTED;
	if (a == BLIND || b == BLIND || a == PARTLY || b == PARTLY)
		return PARTLY;
	return a < b ? a : b;
}

/* What it declares to take at least, under other timers; -1: none decides. */
static json_int_t
declared_ms(const json_t *subject, const struct end *end)
{
	const json_t *sees = json_object_get(subject, "sees"), *seen;
	json_int_t ms;
	size_t i;

	for (i = 0; i < SIGNS_OF; i++) {
		seen = json_object_get(sees, sign_name(end->signs[i]));
		ms = json_integer_value(json_object_get(seen, "from_ms"));
		if (seen)
			return ms >= A_TIMER ? ms : -1;
	}
	return -1;
}

static json_t *
end_json(const json_t *line, const json_t *rows, const struct end *end,
    const json_t *stock)
{
	const char *cells = field(line, "cells");
	const json_t *late = json_object_get(line, "latency_us");
	enum sight sight = NOT_TESTED, one;
	json_int_t worst = -1, us;
	json_int_t ms = stock ? declared_ms(stock, end) : -1;
	json_t *made;
	size_t i, row;

	for (i = 0; i < SCENARIOS && end->scenarios[i]; i++) {
		row = number_of(rows, end->scenarios[i]);
		one = row < strlen(cells) ? sight_of_letter(cells[row]) :
					    NOT_TESTED;
		sight = i == 0 ? one : both_sights(sight, one);
		us = json_integer_value(json_array_get(late, row));
		/* the clocks of wire and subject: a word may seem too early */
		us = us < 0 ? 0 : us;
		if (one > BLIND && us > worst)
			worst = us;
	}
	made = json_pack("{s:s}", "sight", sight_name(sight));
	if (worst >= 0)
		json_object_set_new(made, "latency_us", json_integer(worst));
	/* what takes about as long with any timers has none that is set */
	if (sight > BLIND && ms * 1000 > STOCK_IS_LONGER * worst)
		json_object_set_new(made, "stock_ms", json_integer(ms));
	return made;
}

static json_t *
ends_of(const json_t *line, const json_t *rows, const json_t *stock)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < ENDS; i++)
		json_array_append_new(
		    list, end_json(line, rows, &ends[i], stock));
	return list;
}

static json_t *
row_json(const json_t *entry, const json_t *rows, const json_t *all_stock)
{
	const json_t *line = json_object_get(entry, "of");
	const json_t *stock = json_object_get(all_stock, field(line, "name"));
	json_t *made = json_pack("{s:O, s:O?, s:O?, s:O?, s:O, s:O?, s:o}",
	    "subject", json_object_get(line, "name"), "title",
	    json_object_get(line, "title"), "speaks",
	    json_object_get(line, "speaks"), "effects",
	    json_object_get(line, "effects"), "false_alarms",
	    json_object_get(entry, "false_alarms"), "idle",
	    json_object_get(line, "idle"), "ends", ends_of(line, rows, stock));

	if (stock && strcmp(field(stock, "title"), field(line, "title")) != 0)
		json_object_set(made, "stock", json_object_get(stock, "title"));
	return made;
}

/* Of a table made with the timers of the stock they are no others. */
static const json_t *
other_timers(const json_t *table, const json_t *stock)
{
	return strcmp(field(table, "timers"), field(stock, "timers")) == 0 ?
	    NULL :
	    json_object_get(stock, "subjects");
}

static json_t *
rows_of(const json_t *table, const json_t *all_stock)
{
	const json_t *stock = other_timers(table, all_stock);
	json_t *list = json_array(), *numbers = json_object(),
	       *order = measured_order(table);
	const json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(table, "scenarios"), i, entry)
		json_object_set_new(numbers, json_string_value(entry),
		    json_integer((json_int_t)i));
	json_array_foreach (order, i, entry)
		json_array_append_new(list, row_json(entry, numbers, stock));
	json_decref(order);
	json_decref(numbers);
	return list;
}

/*
 * Were some strategies tried in every end, and in all that is healthy besides?
 * What was not tried has no false alarm.
 */
static bool
compares(const json_t *rows, const json_t *table, const json_t *whole)
{
	json_t *names = json_object();
	const json_t *row, *end, *name;
	size_t i, k, tried = 0;
	bool all = true;

	json_array_foreach (json_object_get(table, "scenarios"), i, name)
		json_object_set_new(
		    names, json_string_value(name), json_true());
	json_array_foreach (json_object_get(whole, "scenarios"), i, name)
		all = all && json_object_get(names, json_string_value(name));
	json_decref(names);
	if (!all)
		return false;

	json_array_foreach (rows, i, row) {
		all = true;
		json_array_foreach (json_object_get(row, "ends"), k, end)
			all = all &&
			    sight_value(field(end, "sight")) != NOT_TESTED;
		tried += all;
	}
	return tried >= COMPARED;
}

static json_t *
heads_json(void)
{
	json_t *list = json_array(), *cells;
	size_t i, k;

	for (i = 0; i < ENDS; i++) {
		cells = json_array();
		for (k = 0; k < SCENARIOS && ends[i].scenarios[k]; k++)
			json_array_append_new(
			    cells, json_string(ends[i].scenarios[k]));
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:o}", "name", ends[i].name, "about",
			ends[i].about, "scenarios", cells));
	}
	return list;
}

static json_t *
origin_json(const json_t *table)
{
	return json_pack("{s:O?, s:O?}", "host", json_object_get(table, "host"),
	    "started", json_object_get(table, "started"));
}

json_t *
report_use(const json_t *root)
{
	const json_t *stock = json_object_get(root, "stock"), *table;
	json_t *own = measured_table(root), *shipped = measured_shipped(),
	       *slow = measured_stock(), *programs = measured_programs(root);
	json_t *rows = rows_of(own, stock), *made;
	bool here = compares(rows, own, shipped);

	table = here ? own : shipped;
	if (!here) {
		json_decref(rows);
		rows = rows_of(shipped, stock);
	}
	made = json_pack("{s:b, s:o, s:o, s:o, s:O?, s:o, s:o, s:o}", "here",
	    here, "measured", origin_json(table), "shipped",
	    origin_json(shipped), "shipped_stock", origin_json(slow),
	    "window_ms", json_object_get(table, "window_ms"), "ends",
	    heads_json(), "programs", rows_of(programs, stock), "rows", rows);
	json_decref(programs);
	json_decref(shipped);
	json_decref(slow);
	json_decref(own);
	return made;
}
