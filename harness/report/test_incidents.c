/* test_incidents.c - the figures of incidents are those that were measured. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/measured.h"
#include "report/testing-run.h"

static json_t *
measured_cell(const char *family, const char *outcome, json_int_t us,
    const char *verdict, const char *detail)
{
	json_t *cell = json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s}",
	    "scenario", fin_name, "subject", keep_name, "family",
	    family[0] - '0', "run", 1, "result", "PASS", "outcome", outcome,
	    "verdict", verdict, "detail", detail);

	json_object_set_new(
	    cell, "latency_us", us >= 0 ? json_integer(us) : json_null());
	return cell;
}

/* The table of these cells of close/fin/keepalive. */
static json_t *
table_of(json_t *first, json_t *second)
{
	json_t *root = new_root(), *cells = json_object_get(root, "cells"),
	       *table;

	json_object_set_new(json_object_get(root, "host"), "tcp",
	    json_pack("{s:s}", "tcp_retries2", "15"));
	json_object_set_new(
	    json_object_get(root, "options"), "window_ms", json_integer(4000));
	json_array_append_new(cells, first);
	if (second)
		json_array_append_new(cells, second);
	table = measured_table(root);
	json_decref(root);
	return table;
}

static json_t *
told(const char *notices, const json_t *fast, const json_t *stock)
{
	char name[] = "one", word[] = "word", cell[] = "close/fin/keepalive";
	char *words[] = { word }, *cells[] = { cell }, *text = strdup(notices);
	struct incident incident = { name, title, { words, 1 }, { cells, 1 },
		{ NULL, 0 }, { nobody, text, nobody, nobody, nobody },
		{ NULL, 0 } };
	struct cases cases = { .incidents = &incident, .n_incidents = 1 };
	json_t *list = incidents_by(&cases, fast, stock);

	free(text);
	assert_int_equal(json_array_size(list), 1);
	return list;
}

static void
expect_told(const char *notices, const json_t *fast, const json_t *stock,
    const char *expected)
{
	json_t *list = told(notices, fast, stock);

	assert_string_equal(
	    field(json_array_get(list, 0), "notices"), expected);
	json_decref(list);
}

#define CELL "close/fin/keepalive"

static void
test_facts_are_filled(void **state)
{
	json_t *fast = table_of(
	    measured_cell("4", "right", 2246999, "timeout", "recv ETIMEDOUT"),
	    NULL);
	json_t *stock = table_of(
	    measured_cell("4", "vague", 927000000, "gone", ""), NULL);

	(void)state;
	expect_told("It {outcome " CELL "} after {latency " CELL
		    "}: {says " CELL "}.",
	    fast, stock, "It right after 2.2 s: \"timeout: recv ETIMEDOUT\".");
	expect_told("{latency " CELL " stock} {says " CELL
		    " stock} {outcome " CELL " stock}",
	    fast, stock, "15 min 27 s \"gone\" vague");
	expect_told("{subject keepalive}, {setting tcp_retries2}, "
		    "{setting window}",
	    fast, stock, "\"recv 1 byte\", 15, 4.0 s");
	/* nothing is made up */
	expect_told("{latency alive/idle/keepalive} {says close/fin/peek} "
		    "{subject nobody} {setting none} {latency x/y/z stock}",
	    fast, stock,
	    "(not measured) (not measured) (not measured) (not measured) "
	    "(not measured)");
	json_decref(fast);
	json_decref(stock);
}

static void
test_times_are_said(void **state)
{
	static const struct {
		json_int_t us;
		const char *said;
	} times[] = { { 0, "< 1 ms" }, { 999, "< 1 ms" }, { 1000, "1 ms" },
		{ 100400, "100 ms" }, { 999400, "999 ms" }, { 999600, "1.0 s" },
		{ 1000000, "1.0 s" }, { 12340000, "12.3 s" },
		{ 59940000, "59.9 s" }, { 59960000, "1 min" },
		{ 119700000, "2 min" }, { 924600000, "15 min 25 s" },
		{ 1999000000, "33 min 19 s" }, { 3599400000, "59 min 59 s" },
		{ 3599600000, "1 h" }, { 7199700000, "2 h" },
		{ 7874998000, "2 h 11 min" }, { -1, "(not measured)" } };
	json_t *table;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(times); i++) {
		table = table_of(
		    measured_cell("4", "right", times[i].us, "closed", "x"),
		    NULL);
		expect_told("{latency " CELL "}", table, table, times[i].said);
		json_decref(table);
	}
}

/* Both families: the worse; of two that are as bad that of IPv4. */
static void
test_worst_cell_is_told(void **state)
{
	json_t *table = table_of(
	    measured_cell("4", "right", 5000, "timeout", "four"),
	    measured_cell("6", "right", 9000, "timeout", "six"));

	(void)state;
	expect_told("{says " CELL "}", table, table, "\"timeout: four\"");
	json_decref(table);
	table = table_of(measured_cell("4", "right", 5000, "timeout", "four"),
	    measured_cell("6", "missed", -1, "open", ""));
	expect_told("{says " CELL "} {outcome " CELL "}", table, table,
	    "\"open\" missed");
	json_decref(table);
}

static void
test_cells_and_commands(void **state)
{
	json_t *table = table_of(
	    measured_cell("4", "right", 5000, "timeout", "four"), NULL);
	json_t *list = told("", table, table), *one, *cell, *commands;

	(void)state;
	one = json_array_get(list, 0);
	cell = json_array_get(json_object_get(one, "cells"), 0);
	assert_string_equal(field(cell, "cell"), CELL);
	assert_string_equal(field(cell, "how"), "recv 1 byte");
	assert_string_equal(field(cell, "after"), "5 ms");
	commands = json_object_get(one, "commands");
	assert_int_equal(json_array_size(commands), 3);
	assert_string_equal(
	    json_string_value(json_array_get(commands, 0)), "hangup run " CELL);
	json_decref(list);
	json_decref(table);
}

/* What was missed was missed for so long. */
static void
test_missed_cell(void **state)
{
	json_t *table = table_of(
	    measured_cell("4", "missed", -1, "open", ""), NULL);
	json_t *list = told("", table, table), *cells, *cell;

	(void)state;
	cells = json_object_get(json_array_get(list, 0), "cells");
	cell = json_array_get(cells, 0);
	assert_string_equal(field(cell, "watched"), "4.0 s");
	assert_null(json_object_get(cell, "after"));
	json_decref(list);
	json_decref(table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts_are_filled),
		cmocka_unit_test(test_times_are_said),
		cmocka_unit_test(test_worst_cell_is_told),
		cmocka_unit_test(test_cells_and_commands),
		cmocka_unit_test(test_missed_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
