/* test_use.c - what to use: whose order, whose measurement, whose timers. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/measured.h"
#include "report/private.h"

#define FIRST_SCREEN 8 /* rows: use.js */

static size_t
place_of(const json_t *rows, const char *subject)
{
	const json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (strcmp(field(row, "subject"), subject) == 0)
			return i;
	return SIZE_MAX;
}

static const json_t *
end_of(const json_t *use, const char *subject, size_t end)
{
	const json_t *rows = json_object_get(use, "rows");

	return json_array_get(
	    json_object_get(
		json_array_get(rows, place_of(rows, subject)), "ends"),
	    end);
}

static json_t *
nothing_run(void)
{
	return json_pack(
	    "{s:[], s:[], s:[]}", "scenarios", "subjects", "cells");
}

/* The measurement that ships: the best first, the bad not on a first screen. */
static void
test_shipped(void **state)
{
	static const char *const bad[] = { "inverted-readable", "recv-timeout",
		"readable-is-dead", "writable", "byte-counters",
		"peek-strict" };
	json_t *root = nothing_run(), *use = report_use(root);
	const json_t *rows = json_object_get(use, "rows"), *row;
	bool alarms = false, has;
	size_t i;

	(void)state;
	assert_false(json_is_true(json_object_get(use, "here")));
	assert_true(json_equal(
	    json_object_get(use, "measured"), json_object_get(use, "shipped")));
	assert_int_equal(place_of(rows, "heartbeat-answered"), 0);
	assert_true(place_of(rows, "keepalive-user-timeout") <
	    place_of(rows, "keepalive"));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_true(place_of(rows, bad[i]) > FIRST_SCREEN);
		assert_int_not_equal(place_of(rows, bad[i]), SIZE_MAX);
	}
	json_array_foreach (rows, i, row) {
		has = json_array_size(json_object_get(row, "false_alarms")) > 0;
		assert_false(alarms && !has);
		alarms = has;
	}
	assert_true(alarms);
	json_decref(use);
	json_decref(root);
}

/* Every end has its scenarios: the best sees all of them, in a time. */
static void
test_ends(void **state)
{
	json_t *root = nothing_run(), *use = report_use(root);
	size_t n = json_array_size(json_object_get(use, "ends")), i;
	const json_t *end;

	(void)state;
	assert_true(n >= 5);
	for (i = 0; i < n; i++) {
		end = end_of(use, "heartbeat-answered", i);
		assert_string_equal(
		    field(end, "sight"), sight_name(SEEN_RIGHT));
		assert_true(
		    json_is_integer(json_object_get(end, "latency_us")));
		end = end_of(use, "writable", i);
		assert_string_equal(field(end, "sight"), sight_name(BLIND));
		assert_null(json_object_get(end, "latency_us"));
	}
	/* a peek sees the FIN alone, and not the one behind data */
	assert_string_equal(
	    field(end_of(use, "peek-lax", 0), "sight"), sight_name(PARTLY));
	json_decref(use);
	json_decref(root);
}

/* Beside a time of the run that of the stock, where a timer decides. */
static void
test_stock(void **state)
{
	static const char text[] =
	    "{\"scenarios\":[],\"subjects\":[],\"cells\":[],\"stock\":{"
	    "\"timers\":\"keepalive.idle=7200\",\"subjects\":{\"keepalive\":{"
	    "\"title\":\"slow\",\"sees\":{\"fin\":{\"from_ms\":0},\"silence\":"
	    "{\"from_ms\":7874998}}}}}}";
	json_t *root = json_loads(text, 0, NULL), *use;
	const json_t *rows;

	(void)state;
	assert_non_null(root);
	use = report_use(root);
	rows = json_object_get(use, "rows");
	assert_null(json_object_get(end_of(use, "keepalive", 0), "stock_ms"));
	assert_int_equal(json_integer_value(json_object_get(
			     end_of(use, "keepalive", 2), "stock_ms")),
	    7874998);
	/* it misses this one in the run: what it would do is not said */
	assert_null(json_object_get(end_of(use, "keepalive", 3), "stock_ms"));
	assert_string_equal(
	    field(json_array_get(rows, place_of(rows, "keepalive")), "stock"),
	    "slow");
	json_decref(use);
	json_decref(root);
}

/* A run of two strategies over all scenarios but so many. */
static json_t *
run_of_two(size_t left_out)
{
	json_t *root = json_loads(
	    "{\"subjects\":[{\"name\":\"rash\",\"kind\":\"waits\",\"title\":"
	    "\"t\",\"speaks\":false},{\"name\":\"calm\",\"kind\":\"waits\","
	    "\"title\":\"t\",\"speaks\":false}]}",
	    0, NULL);
	json_t *shipped = measured_shipped(), *cells = json_array(),
	       *scenarios = json_array();
	const json_t *names = json_object_get(shipped, "scenarios");
	size_t i, k;

	assert_non_null(root);
	for (i = left_out; i < json_array_size(names); i++) {
		json_array_append_new(scenarios,
		    json_pack("{s:O}", "name", json_array_get(names, i)));
		for (k = 0; k < 2; k++)
			json_array_append_new(cells,
			    json_pack("{s:O, s:s, s:i, s:i, s:s, s:s, s:i}",
				"scenario", json_array_get(names, i), "subject",
				k ? "calm" : "rash", "family", 4, "run", 1,
				"result", "PASS", "outcome",
				i == left_out && k == 0 ? "false-alarm" :
							  "right",
				"latency_us", 1000));
	}
	json_object_set_new(root, "scenarios", scenarios);
	json_object_set_new(root, "cells", cells);
	json_decref(shipped);
	return root;
}

/* Its own measurement, if it is of all; what was not tried has no alarm. */
static void
test_here(void **state)
{
	json_t *whole = run_of_two(0), *part = run_of_two(1);
	json_t *use = report_use(whole);
	const json_t *rows = json_object_get(use, "rows");

	(void)state;
	assert_true(json_is_true(json_object_get(use, "here")));
	assert_int_equal(json_array_size(rows), 2);
	assert_int_equal(place_of(rows, "calm"), 0);
	json_decref(use);
	use = report_use(part);
	assert_false(json_is_true(json_object_get(use, "here")));
	json_decref(use);
	json_decref(whole);
	json_decref(part);
}

/* A run of one program, which said so after so many microseconds. */
static json_t *
run_of_program(int latency_us)
{
	json_t *root = json_loads(
	    "{\"scenarios\":[{\"name\":\"close/fin\"}],\"subjects\":[{"
	    "\"name\":\"mine\",\"kind\":\"external\",\"title\":\"t\","
	    "\"speaks\":false}],\"cells\":[{\"scenario\":\"close/fin\","
	    "\"subject\":\"mine\",\"family\":4,\"run\":1,\"result\":\"PASS\","
	    "\"outcome\":\"right\"}]}",
	    0, NULL);

	assert_non_null(root);
	json_object_set_new(json_array_get(json_object_get(root, "cells"), 0),
	    "latency_us", json_integer(latency_us));
	return root;
}

/* What is under test comes before, as these results have it. */
static void
test_program(void **state)
{
	json_t *root = run_of_program(5), *use = report_use(root);
	const json_t *programs = json_object_get(use, "programs");

	(void)state;
	assert_int_equal(json_array_size(programs), 1);
	assert_int_equal(place_of(programs, "mine"), 0);
	assert_int_equal(
	    place_of(json_object_get(use, "rows"), "mine"), SIZE_MAX);
	json_decref(use);
	json_decref(root);
}

/* Within what clocks may differ a word may come before its sign. */
static void
test_early(void **state)
{
	json_t *root = run_of_program(-400), *use = report_use(root);
	const json_t *mine = json_array_get(
	    json_object_get(use, "programs"), 0);
	const json_t *late = json_object_get(
	    json_array_get(json_object_get(mine, "ends"), 0), "latency_us");

	(void)state;
	assert_true(json_is_integer(late));
	assert_int_equal(json_integer_value(late), 0);
	json_decref(use);
	json_decref(root);
}

/* Of an idle cell: n rounds of two packets, so far apart. */
static json_t *
idle_cells(size_t n, int period_us, bool packets)
{
	json_t *list = json_array(), *cell;
	size_t i;

	for (i = 0; i < n; i++) {
		json_array_append_new(list,
		    json_pack("{s:i, s:b, s:i, s:s}", "t_us",
			(int)i * period_us, "to_subject", 0, "len", 1, "note",
			""));
		json_array_append_new(list,
		    json_pack("{s:i, s:b, s:i, s:s}", "t_us",
			(int)i * period_us + 50, "to_subject", 1, "len", 0,
			"note", ""));
	}
	json_array_append_new(list,
	    json_pack("{s:i, s:b, s:i, s:s}", "t_us", 4000000, "to_subject", 0,
		"len", 1, "note", "proof"));
	cell = json_pack("{s:s, s:s, s:s, s:s, s:{s:i, s:i}}", "scenario",
	    "alive/idle", "subject", "x", "result", "PASS", "outcome", "right",
	    "effects", "bytes_sent", (int)n, "probes", 0);
	if (packets)
		json_object_set(cell, "packets", list);
	json_decref(list);
	return json_pack("[o]", cell);
}

static double
hourly(size_t n, int period_us)
{
	json_t *cells = idle_cells(n, period_us, true);
	json_t *cost = idle_cost(cells, "x");
	double packets = json_real_value(
	    json_object_get(cost, "packets_an_hour"));

	json_decref(cost);
	json_decref(cells);
	return packets;
}

/* Rounds, not how many a window happens to hold; what is sent once is none. */
static void
test_idle(void **state)
{
	json_t *cells = idle_cells(2, 500000, false),
	       *cost = idle_cost(cells, "x"), *other = idle_cost(cells, "y");

	(void)state;
	assert_true(hourly(8, 500000) > 14399 && hourly(8, 500000) < 14401);
	assert_true(hourly(3, 1000000) > 7199 && hourly(3, 1000000) < 7201);
	assert_true(hourly(1, 500000) == 0);
	assert_true(hourly(40, 10) == 0); /* all at once */
	/* without packets nobody knows */
	assert_null(json_object_get(cost, "packets_an_hour"));
	assert_true(json_is_null(other));
	json_decref(cost);
	json_decref(other);
	json_decref(cells);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_stock),
		cmocka_unit_test(test_here),
		cmocka_unit_test(test_program),
		cmocka_unit_test(test_early),
		cmocka_unit_test(test_idle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
