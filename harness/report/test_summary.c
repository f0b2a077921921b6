/* test_summary.c - how a run ends: what is told, and that it fits. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/testing-run.h"

static char *
summary_in(const json_t *root, size_t rows, size_t columns, bool scrolls,
    const char *dir)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	report_set_prose(columns);
	report_summary(root,
	    &(struct screen) { f, columns, rows, scrolls ? columns : SIZE_MAX,
		scrolls, false, true },
	    dir);
	fclose(f);
	return text;
}

static char *
summary_of(const json_t *root, size_t rows, size_t columns, bool scrolls)
{
	return summary_in(root, rows, columns, scrolls, "DIR");
}

static void
add_names(json_t *list, const char *begin, int n, const char *group)
{
	char name[64];
	int i;

	json_array_clear(list);
	for (i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%s%d", begin, i);
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:s, s:s}", "name", name, "group",
			group, "kind", "waits", "title", "does it"));
	}
}

/* So many scenarios of a group, so many subjects; no cell yet. */
static json_t *
large(int scenarios, int subjects)
{
	json_t *root = new_root();

	add_names(
	    json_object_get(root, "scenarios"), "close/", scenarios, "close");
	add_names(json_object_get(root, "subjects"), "subject-", subjects,
	    "no group");
	return root;
}

/* Each subject is right in as many scenarios as its number. */
static json_t *
filled(int scenarios, int subjects)
{
	json_t *root = large(scenarios, subjects);
	char scenario[64], subject[64];
	int s, t;

	for (s = 0; s < scenarios; s++)
		for (t = 0; t < subjects; t++) {
			snprintf(scenario, sizeof(scenario), "close/%d", s);
			snprintf(subject, sizeof(subject), "subject-%d", t);
			add_cell(root, scenario, subject, "PASS",
			    s < t ? "right" : "missed");
		}
	report_finish(root, 1, 1, true);
	return root;
}

static void
test_table(void **state)
{
	json_t *root = filled(9, 40);
	char *text = summary_of(root, 24, 80, true);

	(void)state;
	assert_non_null(strstr(text, "\n           close\nsubject-10 9/9\n"));
	/* most right first; what has no row is counted */
	assert_non_null(strstr(text, "\nsubject-22 9/9\nand 27 more\n"));
	assert_null(strstr(text, "subject-0 "));
	assert_non_null(strstr(text, "\n360 cells: 360 PASS | 1.0 s\n"));
	assert_true(text_lines(text) <= 24 - 2);
	free(text);
	/* a screen that shows them all has no such line */
	text = summary_of(root, 80, 80, true);
	assert_null(strstr(text, "and "));
	assert_non_null(strstr(text, "\nsubject-0  0/9\n"));
	free(text);
	json_decref(root);
}

/* No false alarm comes before any, however many are right. */
static void
test_table_alarms(void **state)
{
	json_t *root = filled(9, 2);
	const char *first, *second;
	char *text;
	size_t i;
	json_t *cell;

	(void)state;
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		if (strcmp(field(cell, "subject"), "subject-1") == 0)
			json_object_set_new(cell, "outcome",
			    json_string(i < 4 ? "false-alarm" : "right"));
	json_object_del(root, "profiles");
	report_finish(root, 1, 1, true);
	text = summary_of(root, 24, 80, true);
	first = strstr(text, "\nsubject-0 0/9\n");
	second = strstr(text, "\nsubject-1 7/9\n");
	assert_non_null(first);
	assert_non_null(second);
	assert_true(first < second);
	assert_non_null(strstr(text,
	    "\nFalse alarms by 1 of 2 strategies: subject-1 (in 2 "
	    "scenarios).\n"));
	free(text);
	json_decref(root);
}

static void
test_list(void **state)
{
	json_t *root = filled(40, 1), *cells = json_object_get(root, "cells");
	char *text;

	(void)state;
	json_object_set_new(
	    json_array_get(cells, 7), "result", json_string("FAIL"));
	json_object_set_new(
	    json_array_get(cells, 7), "reason", json_string("missed fin"));
	json_object_set_new(
	    json_array_get(cells, 9), "outcome", json_string("false-alarm"));
	report_finish(root, 1, 1, true);
	text = summary_of(root, 24, 80, true);
	/* what failed, then the worst */
	assert_int_equal(strncmp(text, "\nFAIL close/7/subject-0\n", 24), 0);
	assert_non_null(strstr(text, "\n\n ! false-alarm  close/9\n"));
	assert_non_null(strstr(text, " missed\n\n"));
	assert_null(strstr(text, "\u2502"));
	assert_true(text_lines(text) <= 24 - 2);
	free(text);
	json_decref(root);
}

/* What is excused comes before what passed: each word is counted once. */
static void
test_rest(void **state)
{
	json_t *root = filled(40, 1), *cells = json_object_get(root, "cells");
	char *text;
	size_t i;

	(void)state;
	for (i = 36; i < 40; i++)
		json_object_set_new(
		    json_array_get(cells, i), "result", json_string("XFAIL"));
	json_object_set_new(
	    json_array_get(cells, 39), "outcome", json_string("vague"));
	report_finish(root, 1, 1, true);
	text = summary_of(root, 8, 80, true);
	assert_non_null(strstr(text, "and 38 more: 37 missed, 1 vague\n"));
	free(text);
	json_decref(root);
}

/* One is one. */
static void
test_no_room(void **state)
{
	json_t *root = filled(14, 30), *last;
	char *text;

	(void)state;
	last = json_array_get(json_object_get(root, "scenarios"), 13);
	json_object_set_new(last, "group",
	    json_string("a-group-of-such-a-name-that-it-has-no-room"));
	text = summary_of(root, 24, 50, true);
	assert_non_null(strstr(text, "; 1 group has no room here\n"));
	free(text);
	json_decref(root);
}

/* Of nothing that was proven nothing is said. */
static void
test_nothing_known(void **state)
{
	json_t *root = large(2, 2);
	char *text;

	(void)state;
	add_cell(root, "close/0", "subject-0", "UNRESOLVED", NULL);
	report_finish(root, 1, 1, true);
	text = summary_of(root, 24, 80, true);
	assert_null(strstr(text, "healthy"));
	assert_null(strstr(text, "sees"));
	free(text);
	json_decref(root);
}

/* What is named to read on with finds these results, wherever they are. */
static void
test_place(void **state)
{
	static const struct {
		const char *dir, *expected;
	} places[] = { { LATEST,
			   "hangup matrix; one, told: hangup show "
			   "SCENARIO/SUBJECT\n" },
		{ "/tmp/a-1",
		    "hangup matrix /tmp/a-1; one, told: hangup show "
		    "SCENARIO/SUBJECT /tmp/a-1\n" },
		{ "it's $me",
		    "hangup matrix 'it'\\''s $me'; one, told: hangup "
		    "show SCENARIO/SUBJECT 'it'\\''s $me'\n" } };
	json_t *root = filled(2, 2);
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(places); i++) {
		text = summary_in(root, 24, 80, false, places[i].dir);
		assert_non_null(strstr(text, places[i].expected));
		free(text);
	}
	json_decref(root);
}

/* Whatever the size: no line is wider, and no more rows than there are. */
static void
test_fits(void **state)
{
	static const size_t sizes[][2] = { { 24, 80 }, { 40, 120 }, { 50, 200 },
		{ 30, 60 } };
	char *text, *line, *rest, reason[200];
	json_t *root, *cell;
	size_t i, k;

	(void)state;
	root = filled(30, 70);
	/* each with a reason of its own, longer than a line */
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		if (i % 50 == 0) {
			snprintf(reason, sizeof(reason),
			    "number %zu: said closed after some time, but "
			    "nothing of that kind was to be seen",
			    i);
			json_object_set_new(
			    cell, "result", json_string("FAIL"));
			json_object_set_new(
			    cell, "reason", json_string(reason));
		}
	report_finish(root, 1, 1, true);
	for (k = 0; k < COUNT(sizes); k++) {
		text = summary_of(root, sizes[k][0], sizes[k][1], true);
		assert_true(text_lines(text) <= sizes[k][0] - 2);
		assert_non_null(strstr(text, "\nFAIL close/"));
		assert_non_null(strstr(text, " more; all are in DIR/"));
		for (rest = text; (line = strsep(&rest, "\n"));)
			assert_true(
			    text_columns(line, strlen(line)) <= sizes[k][1]);
		free(text);
	}
	/* in a log nothing is folded, and twenty are told */
	text = summary_of(root, 24, 80, false);
	assert_non_null(
	    strstr(text, "but nothing of that kind was to be seen\n"));
	assert_non_null(strstr(text, "... and 22 more; "));
	free(text);
	json_decref(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_table_alarms),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_rest),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_nothing_known),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
