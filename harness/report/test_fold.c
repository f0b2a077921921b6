/* test_fold.c - lines of a width: no word is broken that fits into one. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/testing-run.h"

static void
expect(size_t width, size_t column, size_t indent, const char *text,
    const char *expected)
{
	char *got = NULL;
	size_t size;
	FILE *out = open_memstream(&got, &size);

	assert_non_null(out);
	(void)report_fold(out, width, column, indent, text);
	fclose(out);
	assert_string_equal(got, expected);
	free(got);
}

static void
test_words(void **state)
{
	(void)state;
	expect(9, 0, 0, "", "");
	expect(9, 0, 0, "  one two\n  three ", "one two\nthree");
	expect(7, 0, 2, "one two three", "one two\n  three");
	expect(6, 0, 2, "one two tree", "one\n  two\n  tree");
	/* what stands before it is the caller's */
	expect(8, 5, 2, "four five", "\n  four\n  five");
	expect(8, 5, 5, "one two", "one\n     two");
	expect(SIZE_MAX, 0, 0, "one  two\nthree", "one  two three");
}

/* Blanks within a line stay; where it ends none is left. */
static void
test_blanks(void **state)
{
	(void)state;
	expect(20, 0, 0, "+ right   ~ vague", "+ right   ~ vague");
	expect(12, 0, 0, "+ right   ~ vague", "+ right   ~\nvague");
	expect(12, 0, 0, "+" TIE "right   ~" TIE "vague", "+ right\n~ vague");
}

static void
test_columns(void **state)
{
	static const char coloured[] = "\033[1;31m\u2717\033[0m missed";

	(void)state;
	assert_int_equal(text_columns("\u2713\u2260", 6), 2);
	assert_int_equal(text_columns(coloured, strlen(coloured)), 8);
	expect(8, 0, 0, coloured, coloured);
	expect(5, 0, 0, "\u2713\u2713\u2713 \u2713\u2713",
	    "\u2713\u2713\u2713\n\u2713\u2713");
}

/* Longer than a line: alone in one, or cut, but no character is. */
static void
test_long_words(void **state)
{
	static const char text[] =
	    "a bc def \u2713\u2713\u2713\u2713\u2713 ghijklm";
	size_t width, indent, size;
	char *got, *line, *rest;
	FILE *out;

	(void)state;
	expect(4, 0, 0, "a bcdefghij k", "a\nbcdefghij\nk");
	for (width = 1; width < 12; width++)
		for (indent = 0; indent < width; indent++) {
			out = open_memstream(&got, &size);
			assert_non_null(out);
			fprintf(out, "%*s", (int)indent, "");
			fold_hard(out, width, indent, text);
			fclose(out);
			for (rest = got; (line = strsep(&rest, "\n"));)
				assert_true(
				    text_columns(line, strlen(line)) <= width);
			free(got);
		}
}

static void
test_lines(void **state)
{
	char *got = NULL;
	size_t size;
	FILE *out = open_memstream(&got, &size);

	(void)state;
	assert_non_null(out);
	report_fold_lines(out, 10, "one two three\n\n  four five six\n");
	fclose(out);
	assert_string_equal(
	    got, "one two\n    three\n\n  four\n      five\n      six\n");
	free(got);
}

/* What is folded where it is made stays so where lines are folded again. */
static void
test_prose(void **state)
{
	static const char expected[] =
	    "Set    one two three\n       four five six\n"
	    "  hangup run a-name \\\n      another\n";
	char *got = NULL, *again = NULL;
	size_t size;
	FILE *out = open_memstream(&got, &size);

	(void)state;
	report_set_prose(21);
	assert_non_null(out);
	report_paragraph(out, false, "Set    ", "one two three four five six");
	report_command(out, "  ", "hangup run a-name another");
	fclose(out);
	assert_string_equal(got, expected);
	out = open_memstream(&again, &size);
	assert_non_null(out);
	report_fold_lines(out, 21, got);
	fclose(out);
	assert_string_equal(again, expected);
	free(got);
	free(again);
	report_set_prose(200);
	assert_int_equal(report_prose(), PROSE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_prose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
