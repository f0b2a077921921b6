/* test_terminal.c - what a terminal shows: matrix, deviations, totals. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/testing-run.h"

/* The matrix as it appears, to be freed. */
static char *
matrix(const json_t *root, size_t width, bool colour, bool utf8)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	report_matrix(
	    root, &(struct screen) { f, width, 24, width, true, colour, utf8 });
	fclose(f);
	return text;
}

#define LETTERS \
	"before a symbol:   F FAIL   x XFAIL   P XPASS\n" \
	"at the end of a row:   s sends bytes   p sends probes   e eats " \
	"unread bytes\n    c consumes the error   w asked again, says " \
	"otherwise\n"

/* One cell of each kind that is painted differently. */
static json_t *
four_cells(void)
{
	json_t *root = new_root();

	add_cell(root, "alive/idle", "peek", "PASS", "right");
	add_cell(root, "alive/idle", "keepalive", "FAIL", "false-alarm");
	add_cell(root, "close/fin", "peek", "XPASS", "missed");
	add_cell(root, "close/fin", "keepalive", "UNRESOLVED", NULL);
	report_finish(root, 12.34, 0.1, false);
	return root;
}

static void
test_matrix_plain(void **state)
{
	json_t *root = four_cells();
	char *text = matrix(root, 80, false, false);

	(void)state;
	assert_string_equal(text,
	    "\n"
	    "          alive/idle\n"
	    "peek      +\n"
	    "keepaliveF!\n"
	    "\n"
	    "          close/fin\n"
	    "peek     Po\n"
	    "keepalive U\n"
	    "\n"
	    "+ right (1)   ~ vague (0)   x misnamed (0)   o missed (1)   ? inconclusive (0)\n"
	    "    ! false-alarm (1)   U unresolved   - "
	    "unsupported\n" LETTERS);
	free(text);
	json_decref(root);
}

static void
test_matrix_coloured(void **state)
{
	json_t *root = four_cells();
	char *text = matrix(root, 80, true, true);

	(void)state;
	assert_non_null(strstr(text,
	    "\n"
	    "          alive/idle\n"
	    "peek      \033[32m\u2713\033[0m\n"
	    "keepaliveF\033[1;41;37m!\033[0m\n"
	    "\n"
	    "          close/fin\n"
	    "peek     P\033[1;41;37m\u2717\033[0m\n"
	    "keepalive \033[35mU\033[0m\n"
	    "\n"
	    "\033[32m\u2713\033[0m right (1)   \033[36m~\033[0m vague"));
	free(text);
	json_decref(root);
}

/* Too narrow for all columns: one below the other, none is lost. */
static void
test_matrix_narrow(void **state)
{
	json_t *root = four_cells();
	char *text;

	(void)state;
	for (size_t width = 0; width < 24; width += 3) {
		text = matrix(root, width, false, false);
		assert_non_null(strstr(text,
		    "          alive/idle\n"
		    "peek      +\nkeepaliveF!\n"));
		assert_non_null(strstr(text,
		    "          close/fin\n"
		    "peek     Po\nkeepalive U\n"));
		free(text);
	}
	json_decref(root);
}

/* Nothing bad hides behind something good: the worst of family and run. */
static void
test_worst_is_shown(void **state)
{
	static const char *const order[] = { "UNSUPPORTED", "PASS", "XFAIL",
		"UNRESOLVED", "XPASS", "FAIL" };
	size_t rows, columns;
	const json_t **cells;
	json_t *root;

	(void)state;
	for (size_t good = 0; good < COUNT(order); good++)
		for (size_t bad = good + 1; bad < COUNT(order); bad++)
			for (int swapped = 0; swapped < 2; swapped++) {
				root = new_root();
				add_cell(root, "close/fin", "peek",
				    order[swapped ? bad : good], NULL);
				add_cell(root, "close/fin", "peek",
				    order[swapped ? good : bad], NULL);
				cells = grid(root, &rows, &columns);
				assert_int_equal(rows, 2);
				assert_int_equal(columns, 2);
				assert_null(cells[0]);
				assert_string_equal(
				    field(cells[2], "result"), order[bad]);
				free(cells);
				json_decref(root);
			}
}

static void
test_symbols(void **state)
{
	static const char *const outcomes[] = { "right", "vague", "misnamed",
		"missed", "inconclusive", "false-alarm" };
	static const char *const symbols[] = { "+", "~", "x", "o", "?", "!" };
	static const struct {
		const char *result, *mark;
	} marks[] = {
		{ "PASS", " " },
		{ "FAIL", "F" },
		{ "XPASS", "P" },
		{ "XFAIL", "x" },
		{ "UNRESOLVED", " " },
		{ "UNSUPPORTED", " " },
	};
	json_t *root = new_root(), *cell;

	(void)state;
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		cell = add_cell(root, "close/fin", "peek", "PASS", outcomes[i]);
		assert_string_equal(symbol(cell, false), symbols[i]);
	}
	for (size_t i = 0; i < COUNT(marks); i++) {
		cell = add_cell(
		    root, "close/fin", "peek", marks[i].result, NULL);
		assert_string_equal(mark(cell), marks[i].mark);
		assert_string_equal(symbol(cell, false),
		    strcmp(marks[i].result, "UNSUPPORTED") ? "U" : "-");
	}
	assert_string_equal(symbol(NULL, true), " ");
	assert_string_equal(mark(NULL), " ");
	json_decref(root);
}

static char *
deviations(const json_t *root, size_t most)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	report_deviations(root, f, "OUT", most);
	fclose(f);
	return text;
}

static void
test_deviations(void **state)
{
	json_t *root = new_root(), *cell;
	char *text;

	(void)state;
	add_cell(root, "alive/idle", "peek", "PASS", "right");
	text = deviations(root, 9);
	assert_string_equal(text, "");
	free(text);
	cell = add_cell(root, "close/fin", "peek", "FAIL", "misnamed");
	json_object_set_new(cell, "verdict", json_string("reset"));
	json_object_set_new(cell, "detail", json_string("recv ECONNRESET"));
	json_object_set_new(cell, "reason", json_string("said reset"));
	json_object_set_new(cell, "latency_us", json_integer(1234));
	json_object_set_new(cell, "expected",
	    json_pack("{s:s, s:f, s:f, s:s}", "verdict", "closed", "from_ms",
		0.0, "to_ms", 50.0, "because", "fin"));
	json_object_set_new(
	    cell, "wire", json_pack("{s:s}", "pcap", "cells/x.pcap"));
	cell = add_cell(root, "close/fin", "keepalive", "UNRESOLVED", NULL);
	json_object_set_new(cell, "family", json_integer(6));
	json_object_set_new(cell, "run", json_integer(3));
	json_object_set_new(cell, "reason", json_string("path: it died"));
	text = deviations(root, 9);
	assert_string_equal(text,
	    "FAIL close/fin/peek   OUT/cells/x.pcap\n"
	    "  ! expected closed 0.0 to 50.0 ms after the truth changed (sign "
	    "fin)\n"
	    "  ! got      reset after 1.2 ms (recv ECONNRESET); said reset\n"
	    "UNRESOLVED close/fin/keepalive (IPv6) (run 3)\n"
	    "  ! expected a scenario that took place, proven on the wire\n"
	    "  ! got      path: it died\n");
	free(text);
	text = deviations(root, 1);
	assert_non_null(strstr(text,
	    "\n... and 1 more; all are in "
	    "OUT/results.json\n"));
	assert_null(strstr(text, "keepalive"));
	free(text);
	json_decref(root);
}

/* One reason is one line, however many cells it has; another is another. */
static void
test_equal_reasons(void **state)
{
	static const char *const reasons[] = { "it died", "it died", "too slow",
		"it died" };
	static const char *const scenarios[] = { "alive/idle", "alive/idle",
		"close/fin", "close/fin" };
	static const char *const subjects[] = { "peek", "keepalive", "peek",
		"keepalive" };
	json_t *root = new_root(), *cell;
	char *text;

	(void)state;
	for (size_t i = 0; i < COUNT(reasons); i++) {
		cell = add_cell(
		    root, scenarios[i], subjects[i], "UNRESOLVED", NULL);
		json_object_set_new(cell, "reason", json_string(reasons[i]));
	}
	text = deviations(root, 9);
	assert_string_equal(text,
	    "UNRESOLVED 3 cells (the first: alive/idle/peek): it died\n"
	    "UNRESOLVED close/fin/peek\n"
	    "  ! expected a scenario that took place, proven on the wire\n"
	    "  ! got      too slow\n");
	free(text);
	/* a FAIL is not UNRESOLVED, whatever its reason */
	json_object_set_new(json_array_get(json_object_get(root, "cells"), 3),
	    "result", json_string("FAIL"));
	text = deviations(root, 9);
	assert_non_null(strstr(text, "2 cells (the first: alive/idle/peek)"));
	assert_non_null(strstr(text, "\nFAIL close/fin/keepalive\n"));
	free(text);
	/* two of them are one */
	json_object_set_new(json_array_get(json_object_get(root, "cells"), 0),
	    "result", json_string("FAIL"));
	text = deviations(root, 9);
	assert_non_null(strstr(
	    text, "FAIL 2 cells (the first: alive/idle/peek): it died\n"));
	free(text);
	json_decref(root);
}

static void
test_totals(void **state)
{
	json_t *root = four_cells();
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	(void)state;
	report_totals(root, f);
	fclose(f);
	assert_string_equal(text,
	    "4 cells: 1 PASS, 1 FAIL, 1 XPASS, 1 UNRESOLVED | 12.3 s | "
	    "incomplete: interrupted\n");
	free(text);
	json_decref(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matrix_plain),
		cmocka_unit_test(test_matrix_coloured),
		cmocka_unit_test(test_matrix_narrow),
		cmocka_unit_test(test_worst_is_shown),
		cmocka_unit_test(test_symbols),
		cmocka_unit_test(test_deviations),
		cmocka_unit_test(test_equal_reasons),
		cmocka_unit_test(test_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
