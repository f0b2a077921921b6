/* test_results.c - results.json: how it begins, and what it comes to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/testing-run.h"

static void
expect_text(const json_t *object, const char *name, const char *text)
{
	const json_t *value = json_object_get(object, name);

	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), text);
}

static void
test_new_root(void **state)
{
	json_t *root = new_root(), *host;

	(void)state;
	expect_text(root, "hangup", HANGUP_VERSION);
	assert_int_equal(
	    json_integer_value(json_object_get(root, "format")), 1);
	assert_int_equal(
	    strlen(field(root, "started")), strlen("2026-01-31T12:34:56Z"));
	assert_true(json_is_real(json_object_get(root, "wall_s")));
	assert_true(json_is_false(json_object_get(root, "complete")));
	expect_text(root, "lab", "netns");
	assert_int_equal(json_integer_value(json_object_get(
			     json_object_get(root, "options"), "jobs")),
	    7);
	assert_int_equal(json_array_size(json_object_get(root, "cells")), 0);
	host = json_object_get(root, "host");
	expect_text(host, "os", "Linux");
	assert_true(field(host, "release")[0] && field(host, "arch")[0] &&
	    field(host, "libpcap")[0]);
	assert_true(json_is_object(json_object_get(host, "tcp")));
	json_decref(root);
}

static void
test_new_scenarios(void **state)
{
	json_t *root = new_root(), *list, *s, *signs, *r;

	(void)state;
	list = json_object_get(root, "scenarios");
	assert_int_equal(json_array_size(list), 2);
	s = json_array_get(list, 1);
	expect_text(s, "name", "close/fin");
	expect_text(s, "group", "close");
	expect_text(s, "title", "A title");
	expect_text(s, "why", "Because");
	signs = json_object_get(s, "signs");
	assert_int_equal(json_array_size(signs), 2);
	assert_string_equal(json_string_value(json_array_get(signs, 0)), "fin");
	assert_string_equal(json_string_value(json_array_get(signs, 1)),
	    "rst-after-fin-on-send");
	r = json_object_get(s, "refs");
	assert_int_equal(json_array_size(r), 2);
	assert_string_equal(json_string_value(json_array_get(r, 1)), "MUST-12");
	json_decref(root);
}

static void
test_new_subjects(void **state)
{
	json_t *root = new_root(), *list, *s, *sees, *used_by;

	(void)state;
	list = json_object_get(root, "subjects");
	assert_int_equal(json_array_size(list), 2);
	s = json_array_get(list, 0);
	expect_text(s, "name", "peek");
	expect_text(s, "kind", "asks");
	assert_true(json_is_false(json_object_get(s, "speaks")));
	assert_int_equal(json_array_size(json_object_get(s, "used_by")), 0);
	sees = json_object_get(s, "sees");
	assert_int_equal(json_object_size(sees), 2);
	sees = json_object_get(sees, "quiet");
	expect_text(sees, "verdict", "quiet");
	assert_int_equal(
	    json_integer_value(json_object_get(sees, "from_ms")), 498);
	assert_int_equal(
	    json_integer_value(json_object_get(sees, "to_ms")), 675);
	s = json_array_get(list, 1);
	expect_text(s, "kind", "waits");
	assert_true(json_is_true(json_object_get(s, "speaks")));
	assert_int_equal(json_object_size(json_object_get(s, "sees")), 0);
	used_by = json_object_get(s, "used_by");
	assert_int_equal(json_array_size(used_by), 2);
	assert_string_equal(
	    json_string_value(json_array_get(used_by, 0)), "Redis");
	assert_string_equal(
	    json_string_value(json_array_get(used_by, 1)), "grpc-go");
	json_decref(root);
}

static long long
total(const json_t *root, const char *kind, const char *name)
{
	return json_integer_value(json_object_get(
	    json_object_get(json_object_get(root, "totals"), kind), name));
}

static void
test_finish(void **state)
{
	json_t *root = new_root();

	(void)state;
	add_cell(root, "close/fin", "peek", "PASS", "right");
	add_cell(root, "close/fin", "keepalive", "PASS", "missed");
	add_cell(root, "alive/idle", "peek", "FAIL", "right");
	add_cell(root, "alive/idle", "keepalive", "UNRESOLVED", NULL);
	report_finish(root, 12.5, 0.2, true);
	assert_true(json_real_value(json_object_get(root, "wall_s")) == 12.5);
	assert_true(json_is_true(json_object_get(root, "complete")));
	assert_int_equal(total(root, "results", "PASS"), 2);
	assert_int_equal(total(root, "results", "FAIL"), 1);
	assert_int_equal(total(root, "results", "XFAIL"), 0);
	assert_int_equal(total(root, "results", "UNRESOLVED"), 1);
	assert_int_equal(total(root, "outcomes", "right"), 2);
	assert_int_equal(total(root, "outcomes", "missed"), 1);
	assert_true(
	    json_real_value(json_object_get(
		json_object_get(root, "totals"), "cpu_ms_a_cell")) == 50.0);
	json_decref(root);
	root = new_root(); /* no cell, no division */
	report_finish(root, 1, 1, false);
	assert_true(json_is_false(json_object_get(root, "complete")));
	json_decref(root);
}

/* A FAIL or XPASS is told before an UNRESOLVED. */
static void
test_status(void **state)
{
	static const struct {
		const char *results[3];
		int status;
	} table[] = {
		{ { NULL }, 0 },
		{ { "PASS" }, 0 },
		{ { "XFAIL" }, 0 },
		{ { "UNSUPPORTED" }, 0 },
		{ { "PASS", "XFAIL", "UNSUPPORTED" }, 0 },
		{ { "FAIL" }, 1 },
		{ { "XPASS" }, 1 },
		{ { "UNRESOLVED" }, 3 },
		{ { "PASS", "UNRESOLVED", "PASS" }, 3 },
		{ { "UNRESOLVED", "FAIL" }, 1 },
		{ { "UNRESOLVED", "PASS", "XPASS" }, 1 },
		{ { "no such word" }, 3 },
	};
	json_t *root;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		root = new_root();
		for (int j = 0; j < 3 && table[i].results[j]; j++)
			add_cell(root, "close/fin", "peek", table[i].results[j],
			    NULL);
		assert_int_equal(report_status(root), table[i].status);
		json_decref(root);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_root),
		cmocka_unit_test(test_new_scenarios),
		cmocka_unit_test(test_new_subjects),
		cmocka_unit_test(test_finish),
		cmocka_unit_test(test_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
