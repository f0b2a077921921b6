/* test_answer.c - what all cells come to: no more than was tried. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/testing-run.h"

/* One that names each of the first n signs of death, but for a few. */
static json_t *
profile(const char *name, unsigned n, unsigned but, const char *alarm)
{
	json_t *signs = json_object(), *made;
	enum sign s;

	for (s = FIN; s < FIN + n; s++)
		json_object_set_new(signs, sign_name(s),
		    json_pack("{s:s, s:i}", "sight",
			s < FIN + but ? "blind" : "right", "cells", 1));
	made = json_pack("{s:s, s:o, s:[]}", "subject", name, "signs", signs,
	    "false_alarms");
	if (alarm)
		json_array_append_new(
		    json_object_get(made, "false_alarms"), json_string(alarm));
	return made;
}

/* Of so many signs; the cell is of close/fin, or of alive/idle, too. */
static void
expect(json_t *first, json_t *second, bool life, const char *expected)
{
	json_t *root = new_root(), *profiles = json_array();
	struct screen screen = { .columns = 80, .rows = 24 };
	char *text = NULL;
	size_t size;

	json_array_append_new(profiles, first);
	if (second)
		json_array_append_new(profiles, second);
	json_object_set_new(root, "profiles", profiles);
	add_cell(root, "close/fin", "peek", "PASS", "right");
	add_cell(root, "alive/idle", "peek", life ? "PASS" : "UNRESOLVED",
	    life ? "right" : NULL);
	json_object_set_new(
	    root, "totals", json_pack("{s:{s:i}}", "outcomes", "right", 1));
	screen.out = open_memstream(&text, &size);
	assert_non_null(screen.out);
	put_answer(root, &screen, 20, "");
	fclose(screen.out);
	assert_string_equal(text, expected);
	free(text);
	json_decref(root);
}

/* "Every" is of all there are; else of what was tested. */
static void
test_best(void **state)
{
	const unsigned all = DEATH_SIGNS - FIN;

	(void)state;
	expect(profile("a", 2, 0, NULL), profile("b", 2, 1, NULL), true,
	    "All tested signs of death, no false alarm: a (2 of the 2 "
	    "tested).\nNo healthy connection was called dead.\n");
	expect(profile("a", 3, 1, NULL), profile("b", 3, 2, NULL), true,
	    "Most tested signs of death, no false alarm: a (2 of the 3 "
	    "tested, not always fin).\n"
	    "The fewest that together see what any sees: a.\n"
	    "No strategy sees fin whenever it is given.\n"
	    "No healthy connection was called dead.\n");
	expect(profile("a", all, 0, NULL), profile("b", all, 1, NULL), true,
	    "Every sign of death, no false alarm: a (15 of the 15 "
	    "tested).\nNo healthy connection was called dead.\n");
}

/* To have called none dead takes one that lived. */
static void
test_life(void **state)
{
	(void)state;
	expect(profile("a", 1, 0, NULL), NULL, true,
	    "a sees 1 of 1 sign of death.\n"
	    "No healthy connection was called dead.\n");
	expect(profile("a", 1, 0, NULL), NULL, false,
	    "a sees 1 of 1 sign of death.\nNo healthy connection was tried.\n");
	expect(profile("a", 1, 0, NULL), profile("b", 1, 0, NULL), false,
	    "All tested signs of death: a, b (1 of the 1 tested).\n"
	    "No healthy connection was tried.\n");
}

/* A false alarm may be raised before an end, too: its scenario is named. */
static void
test_alarms(void **state)
{
	(void)state;
	expect(profile("a", 1, 0, "close/fin"), NULL, true,
	    "a sees 1 of 1 sign of death.\nFalse alarms in: close/fin.\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best),
		cmocka_unit_test(test_life),
		cmocka_unit_test(test_alarms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
