/* test_diff.c - what counts as a difference, and which is worse. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/private.h"

/* "PASS right closed 100": result, outcome, verdict, latency in us. */
static json_t *
new_cell(const char *name, const char *what)
{
	char result[16], outcome[16] = "", verdict[16] = "";
	int latency = 0, n;
	json_t *cell;

	n = sscanf(
	    what, "%15s %15s %15s %d", result, outcome, verdict, &latency);
	cell = json_pack("{s:s, s:s, s:i, s:i, s:s}", "scenario", "close/fin",
	    "subject", name, "family", 4, "run", 1, "result", result);
	json_object_set_new(
	    cell, "outcome", outcome[0] ? json_string(outcome) : json_null());
	json_object_set_new(
	    cell, "verdict", verdict[0] ? json_string(verdict) : json_null());
	json_object_set_new(
	    cell, "latency_us", n < 4 ? json_null() : json_integer(latency));
	json_object_set_new(cell, "expected",
	    json_pack("{s:f, s:f}", "from_ms", 0.0, "to_ms", 400.0));
	return cell;
}

/* A result with one cell, or without any. */
static json_t *
one(const char *what)
{
	json_t *root = json_pack("{s:[]}", "cells");

	if (what)
		json_array_append_new(
		    json_object_get(root, "cells"), new_cell("x", what));
	return root;
}

/* The kind of the change from old to new, "" if there is none. */
static const char *
change(const char *old, const char *new, int tolerance_ms, char kind[16])
{
	json_t *a = one(old), *b = one(new);
	json_t *diff = report_diff(a, b, tolerance_ms, true);

	snprintf(kind, 16, "%s",
	    field(
		json_array_get(json_object_get(diff, "changes"), 0), "change"));
	json_decref(diff);
	json_decref(a);
	json_decref(b);
	return kind;
}

static void
test_kinds(void **state)
{
	static const struct {
		const char *old, *new, *kind;
	} all[] = {
		{ "PASS right closed 100", "PASS right closed 100", "" },
		{ "PASS right closed 100", "FAIL missed open", "worse" },
		{ "PASS right closed 100", "UNRESOLVED", "worse" },
		{ "PASS right closed 100", "UNSUPPORTED", "worse" },
		{ "PASS right closed 100", "XPASS right closed 1", "worse" },
		{ "PASS right closed 100", "XFAIL right closed 1",
		    "otherwise" },
		{ "FAIL missed open", "PASS right closed 9", "better" },
		{ "FAIL missed open", "UNRESOLVED", "otherwise" },
		{ "UNRESOLVED", "UNRESOLVED", "" },
		{ "UNSUPPORTED", "PASS right closed 9", "better" },
		{ "UNSUPPORTED", "FAIL missed open", "worse" },
		/* a result counts more than the outcome */
		{ "PASS missed open", "FAIL right closed 9", "worse" },
		{ "PASS right reset 9", "PASS vague gone 9", "worse" },
		{ "PASS vague gone 9", "PASS misnamed closed 9", "worse" },
		{ "PASS misnamed gone 9", "PASS missed open", "worse" },
		{ "PASS misnamed gone 9", "PASS inconclusive quiet", "worse" },
		{ "PASS right open", "PASS false-alarm gone 9", "worse" },
		{ "PASS missed open", "PASS inconclusive quiet", "otherwise" },
		{ "PASS missed open", "PASS vague gone 9", "better" },
		{ "PASS right timeout 9", "PASS right unreachable 9",
		    "otherwise" },
		{ NULL, "FAIL missed open", "new" },
		{ "PASS right open", NULL, "gone" },
	};
	char kind[16];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_string_equal(
		    change(all[i].old, all[i].new, -1, kind), all[i].kind);
}

/* Of another sign, or of none, a cry before the end is worse than one after. */
static void
test_by_chance(void **state)
{
	char kind[16];

	(void)state;
	assert_string_equal(change("PASS vague gone 400",
				"PASS false-alarm gone 100", -1, kind),
	    "worse");
	assert_string_equal(change("PASS false-alarm gone 100",
				"PASS vague gone 400", -1, kind),
	    "better");
	assert_string_equal(change("PASS vague gone 400",
				"FAIL false-alarm gone 100", -1, kind),
	    "worse");
}

/* The packets allow either of two words: no change at all. */
static void
test_race(void **state)
{
	json_t *old = one("PASS right closed 100");
	json_t *new = one("PASS vague gone 100"), *diff;
	json_t *cell = json_array_get(json_object_get(old, "cells"), 0);

	(void)state;
	for (int either = 0; either < 2; either++) {
		json_object_set_new(cell, "expected",
		    json_pack("{s:s, s:[s*]}", "verdict", "closed", "also",
			either ? "gone" : NULL));
		diff = report_diff(old, new, -1, true);
		assert_int_equal(
		    json_array_size(json_object_get(diff, "changes")), !either);
		json_decref(diff);
	}
	json_decref(old);
	json_decref(new);
}

/* The machine played another scenario: what it shows says nothing of changes. */
static void
test_late(void **state)
{
	json_t *old = one("PASS right open");
	json_t *new = one("PASS false-alarm timeout 100"), *diff;
	json_t *cell = json_array_get(json_object_get(new, "cells"), 0);

	(void)state;
	for (int late = 0; late < 2; late++) {
		if (late)
			json_object_set_new(cell, "late_ms", json_integer(50));
		diff = report_diff(old, new, -1, true);
		assert_int_equal(
		    json_array_size(json_object_get(diff, "changes")), !late);
		json_decref(diff);
	}
	json_object_set_new(cell, "result", json_string("FAIL"));
	diff = report_diff(old, new, -1, true);
	assert_int_equal(json_array_size(json_object_get(diff, "changes")), 1);
	json_decref(diff);
	json_decref(old);
	json_decref(new);
}

/* Said of a FIN, a bit before the RST that followed it, or a bit after. */
static void
test_same_sign(void **state)
{
	json_t *old = one("PASS right closed 137000");
	json_t *new = one("PASS misnamed closed 11000"), *diff;
	json_t *cells[] = { json_array_get(json_object_get(old, "cells"), 0),
		json_array_get(json_object_get(new, "cells"), 0) };

	(void)state;
	for (int same = 0; same < 2; same++) {
		for (int i = 0; i < 2; i++)
			json_object_set_new(cells[i], "expected",
			    json_pack("{s:s, s:s, s:f, s:f}", "verdict",
				"closed", "because", i || same ? "fin" : "rst",
				"from_ms", 0.0, "to_ms", 400.0));
		diff = report_diff(old, new, -1, true);
		assert_int_equal(
		    json_array_size(json_object_get(diff, "changes")), !same);
		json_decref(diff);
	}
	json_decref(old);
	json_decref(new);
}

/* Later because the packets were: seen only by who asks for a tolerance. */
static void
test_shifted(void **state)
{
	json_t *old = one("PASS right timeout 1500000");
	json_t *new = one("PASS right timeout 2500000"), *diff;
	int tolerance_ms;

	(void)state;
	json_object_set_new(json_array_get(json_object_get(new, "cells"), 0),
	    "expected",
	    json_pack("{s:f, s:f}", "from_ms", 1000.0, "to_ms", 1400.0));
	for (tolerance_ms = -1; tolerance_ms <= 900; tolerance_ms += 901) {
		diff = report_diff(old, new, tolerance_ms, true);
		assert_int_equal(
		    json_array_size(json_object_get(diff, "changes")),
		    tolerance_ms == 900);
		json_decref(diff);
	}
	json_decref(old);
	json_decref(new);
}

/* Without a tolerance: 250 ms, or the 400 ms that were predicted. */
static void
test_latency(void **state)
{
	char kind[16];

	(void)state;
	assert_string_equal(change("PASS right closed 100",
				"PASS right closed 400000", -1, kind),
	    "");
	assert_string_equal(change("PASS right closed 100",
				"PASS right closed 400200", -1, kind),
	    "worse");
	assert_string_equal(change("PASS right closed 400200",
				"PASS right closed 100", -1, kind),
	    "better");
	assert_string_equal(
	    change("PASS right closed 100", "PASS right closed 1200", 1, kind),
	    "worse");
	assert_string_equal(change("PASS false-alarm gone 100",
				"PASS false-alarm gone 900100", 1, kind),
	    "otherwise");
	assert_string_equal(
	    change("PASS right closed 100", "PASS right closed 100", 0, kind),
	    "");
}

static json_t *
several(const char *const what[4])
{
	static const char *const names[] = { "a", "b", "c", "d" };
	json_t *root = one(NULL);
	size_t i;

	for (i = 0; i < 4; i++)
		if (what[i])
			json_array_append_new(json_object_get(root, "cells"),
			    new_cell(names[i], what[i]));
	return root;
}

static void
test_print(void **state)
{
	const char *const was[4] = { "PASS right closed 100",
		"PASS right reset 9", "FAIL missed open", NULL };
	const char *const is[4] = { NULL, "FAIL vague gone 2100",
		"PASS right closed 9", "UNRESOLVED" };
	json_t *old = several(was), *new = several(is);
	json_t *diff = report_diff(old, new, -1, true), *part;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	(void)state;
	report_print_diff(diff, f, 9);
	fclose(f);
	assert_string_equal(text,
	    "worse (1)\n"
	    "  close/fin/b: PASS right reset after 0.0 ms -> FAIL vague gone "
	    "after 2.1 ms\n"
	    "gone (1)\n"
	    "  close/fin/a: PASS right closed after 0.1 ms\n"
	    "new (1)\n"
	    "  close/fin/d: UNRESOLVED\n"
	    "better (1)\n"
	    "  close/fin/c: FAIL missed open -> PASS right closed after 0.0 "
	    "ms\n"
	    "2 cells compared: 1 worse, 1 gone, 1 new, 1 better\n");
	free(text);
	/* what is new and not as it should be counts; what is gone does not */
	assert_int_equal(report_worse(diff), 2);
	part = report_baseline(old);
	json_decref(diff);
	diff = report_diff(part, new, -1, false);
	assert_int_equal(json_array_size(json_object_get(diff, "changes")), 3);
	json_decref(diff);
	json_decref(part);
	json_decref(old);
	json_decref(new);
}

/* Cells of one subject over that family, as many as there are results. */
static void
add_all(json_t *root, const char *subject, int family, const char *const *is)
{
	json_t *cell;
	char scenario[16];
	int i;

	for (i = 0; is[i]; i++) {
		cell = new_cell(subject, is[i]);
		snprintf(scenario, sizeof(scenario), "a/%d", i);
		json_object_set_new(cell, "scenario", json_string(scenario));
		json_object_set_new(cell, "family", json_integer(family));
		json_array_append_new(json_object_get(root, "cells"), cell);
	}
}

/* What was not run at all is a line, but for what must be looked at. */
static void
test_apart(void **state)
{
	static const char *const good[] = { "PASS right", "PASS right", NULL };
	static const char *const mixed[] = { "PASS right", "FAIL missed",
		NULL };
	json_t *old = one(NULL), *new = one(NULL), *diff;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	(void)state;
	add_all(old, "stays", 4, good);
	add_all(old, "stays", 6, good);
	add_all(old, "leaves", 4, good);
	add_all(new, "stays", 4, good);
	add_all(new, "comes", 4, mixed);
	diff = report_diff(old, new, -1, true);
	report_print_diff(diff, f, 9);
	fclose(f);
	assert_string_equal(text,
	    "gone (4)\n"
	    "  IPv6, not run any more: 2 cells\n"
	    "  leaves, not run any more: 2 cells\n"
	    "new (2)\n"
	    "  comes, not run before: 2 cells\n"
	    "  a/1/comes: FAIL missed\n"
	    "2 cells compared: 4 gone, 2 new\n");
	free(text);
	json_decref(diff);
	json_decref(old);
	json_decref(new);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_latency),
		cmocka_unit_test(test_by_chance),
		cmocka_unit_test(test_race),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_same_sign),
		cmocka_unit_test(test_shifted),
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
