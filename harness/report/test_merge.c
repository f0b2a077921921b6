/* test_merge.c - shards: who belongs where, and what they come to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/private.h"

/* Fixed for good: a shard of one version is not of another's matrix. */
static void
test_shard_is_fixed(void **state)
{
	(void)state;
	assert_int_equal(report_shard("close/fin", "keepalive", 4, 1, 1), 1);
	assert_int_equal(
	    report_shard("close/fin", "keepalive", 4, 1, 1000), 210);
	assert_int_equal(
	    report_shard("close/fin", "keepalive", 6, 1, 1000), 760);
	assert_int_equal(
	    report_shard("close/fin", "keepalive", 4, 2, 1000), 189);
}

/* Nobody waits long for another: within a fifth of what is fair. */
static void
test_shards_are_even(void **state)
{
	char scenario[32], subject[32];
	int count[8], i, j;
	unsigned n, k;

	(void)state;
	for (n = 2; n <= 8; n++) {
		memset(count, 0, sizeof(count));
		for (i = 0; i < 75; i++)
			for (j = 0; j < 65; j++) {
				snprintf(scenario, 32, "group/scenario-%d", i);
				snprintf(subject, 32, "subject-%d", j);
				k = report_shard(scenario, subject, 4, 1, n);
				assert_in_range(k, 1, n);
				count[k - 1]++;
			}
		for (k = 0; k < n; k++)
			assert_in_range(
			    count[k], 75 * 65 / n * 4 / 5, 75 * 65 / n * 6 / 5);
	}
}

/* A shard with these scenarios, two letters each, and a cell of each. */
static json_t *
new_shard(const char *scenarios, const char *shard, int window_ms)
{
	json_t *root = json_pack("{s:s, s:i, s:f, s:b, s:{s:i, s:i}, s:[], "
				 "s:[{s:s}], s:[{s:s}], s:[]}",
	    "hangup", "0.1.0", "format", 1, "wall_s", 2.0, "complete", 1,
	    "options", "window_ms", window_ms, "jobs", (int)strlen(scenarios),
	    "scenarios", "subjects", "name", "x", "clauses", "id", "MUST-12",
	    "cells");
	char name[3] = "";

	if (shard[0])
		json_object_set_new(json_object_get(root, "options"), "shard",
		    json_string(shard));
	for (; *scenarios; scenarios += 2) {
		memcpy(name, scenarios, 2);
		json_array_append_new(json_object_get(root, "scenarios"),
		    json_pack("{s:s}", "name", name));
		json_array_append_new(json_object_get(root, "cells"),
		    json_pack("{s:s, s:s, s:i, s:i, s:s}", "scenario", name,
			"subject", "x", "family", 4, "run", 1, "result",
			"PASS"));
	}
	return root;
}

static json_t *
merge(json_t *a, json_t *b, char error[REPORT_ERROR])
{
	json_t *const roots[] = { a, b };
	const char *const names[] = { "A", "B" };
	json_t *all = report_merge(roots, names, 2, error);

	json_decref(a);
	json_decref(b);
	return all;
}

/* What report_merge makes of shards with these scenarios: in that order? */
static void
check_order(const char *a, const char *b, const char *want)
{
	char error[REPORT_ERROR], text[64] = "";
	json_t *second = new_shard(b, "", 9), *all;
	const json_t *entry;
	size_t i;

	json_array_clear(json_object_get(second, "cells"));
	all = merge(new_shard(a, "", 9), second, error);
	assert_non_null(all);
	json_array_foreach (json_object_get(all, "scenarios"), i, entry)
		strcat(text, field(entry, "name"));
	assert_string_equal(text, want);
	json_decref(all);
}

static void
test_order(void **state)
{
	(void)state;
	check_order("a1b1", "a1b1", "a1b1");
	check_order("a1b1", "c1d1", "a1b1c1d1");
	check_order("a1d1", "b1c1d1", "a1b1c1d1");
	check_order("b1d1", "a1b1c1d1e1", "a1b1c1d1e1");
	check_order("a1b1c1d1", "b1d1", "a1b1c1d1");
}

/* Whichever comes first, the cells stand as the lists do. */
static void
test_cells_in_order(void **state)
{
	char error[REPORT_ERROR], text[64] = "";
	json_t *a = new_shard("c1a1", "2/2", 9), *all;
	const json_t *cell;
	size_t i;

	(void)state;
	json_object_set_new(a, "scenarios",
	    json_pack("[{s:s}, {s:s}, {s:s}]", "name", "a1", "name", "b1",
		"name", "c1"));
	all = merge(a, new_shard("b1", "1/2", 9), error);
	json_array_foreach (json_object_get(all, "cells"), i, cell)
		strcat(text, field(cell, "scenario"));
	assert_string_equal(text, "a1b1c1");
	json_decref(all);
}

static void
test_merged(void **state)
{
	char error[REPORT_ERROR];
	json_t *all;

	(void)state;
	all = merge(
	    new_shard("a1c1", "1/2", 9), new_shard("b1", "2/2", 9), error);
	assert_non_null(all);
	assert_int_equal(json_array_size(json_object_get(all, "cells")), 3);
	assert_int_equal(json_array_size(json_object_get(all, "subjects")), 1);
	assert_int_equal(json_array_size(json_object_get(all, "profiles")), 1);
	assert_int_equal(json_array_size(json_object_get(all, "clauses")), 1);
	assert_int_equal(json_array_size(json_object_get(all, "shards")), 2);
	assert_int_equal(json_array_size(json_object_get(all, "missing")), 0);
	assert_true(json_is_true(json_object_get(all, "complete")));
	assert_int_equal(
	    cell_integer(
		json_object_get(json_object_get(all, "totals"), "results"),
		"PASS"),
	    3);
	json_decref(all);
}

static void
test_missing(void **state)
{
	char error[REPORT_ERROR];
	json_t *all = merge(
	    new_shard("a1", "1/4", 9), new_shard("b1", "3/4", 9), error);

	(void)state;
	assert_non_null(all);
	assert_false(json_is_true(json_object_get(all, "complete")));
	assert_string_equal(json_string_value(json_array_get(
				json_object_get(all, "missing"), 1)),
	    "4/4");
	json_decref(all);
}

static void
test_refused(void **state)
{
	char error[REPORT_ERROR];
	json_t *other = new_shard("b1", "2/2", 9);

	(void)state;
	assert_null(merge(
	    new_shard("a1b1", "1/2", 9), new_shard("b1", "2/2", 9), error));
	assert_string_equal(
	    error, "B: the cell b1/x is in A, too; each may come once");
	assert_null(
	    merge(new_shard("a1", "1/2", 9), new_shard("b1", "2/2", 8), error));
	assert_string_equal(error,
	    "A and B are no shards of one run: \"window_ms\" is 9 there, 8 "
	    "here");
	json_object_set_new(other, "hangup", json_string("0.2.0"));
	assert_null(merge(new_shard("a1", "1/2", 9), other, error));
	assert_string_equal(error,
	    "A was written by hangup 0.1.0, B by 0.2.0: run both with one");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shard_is_fixed),
		cmocka_unit_test(test_shards_are_even),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_cells_in_order),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
