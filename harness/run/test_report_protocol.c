/* test_report_protocol.c - lines of a subject, well formed and not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run/protocol.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define EXPECTED_VERDICT \
	"report: expected open, closed, half-closed, " \
	"reset, timeout, unreachable, gone, quiet or error, got "

static struct line
parse(const char *text)
{
	struct line line;

	memset(&line, 0xff, sizeof(line));
	protocol_parse(&line, text);
	return line;
}

static void
expect_wrong(const char *text, const char *error)
{
	struct line line = parse(text);

	if (line.kind != LINE_WRONG)
		fail_msg("\"%s\" was accepted", text);
	assert_string_equal(line.error, error);
}

static void
test_ready(void **state)
{
	static const struct {
		const char *text;
		enum kind watches;
	} table[] = {
		{ "ready", WAITS },
		{ "ready hangup/1", WAITS },
		{ "ready ask", ASKS },
		{ "ready ask hangup/1", ASKS },
		{ "ready hangup/1 ask", ASKS },
		{ "ready once", ONCE },
		{ "ready once hangup/1", ONCE },
		{ "  ready \t ask  ", ASKS },
	};
	struct line line;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		line = parse(table[i].text);
		assert_int_equal(line.kind, LINE_READY);
		assert_int_equal(line.watches, table[i].watches);
		assert_false(line.stamped);
	}
}

static void
test_wrong_ready(void **state)
{
	(void)state;
	expect_wrong("ready hangup/2",
	    "it speaks hangup/2, expected hangup/1, the only version of the "
	    "report protocol so far");
	expect_wrong("ready asks",
	    "after ready: expected ask, once or "
	    "hangup/1, got \"asks\"");
	expect_wrong("ready ask twice",
	    "after ready: expected ask, once or "
	    "hangup/1, got \"twice\"");
	expect_wrong("@5 ready",
	    "expected ready or report, got "
	    "\"@5 ready\"");
	expect_wrong("READY", "expected ready or report, got \"READY\"");
	expect_wrong("readyask",
	    "expected ready or report, got "
	    "\"readyask\"");
}

static void
test_every_verdict(void **state)
{
	char text[64];
	struct line line;

	(void)state;
	for (enum verdict v = OPEN; v < VERDICTS; v++) {
		snprintf(text, sizeof(text), "report %s", verdict_name(v));
		line = parse(text);
		assert_int_equal(line.kind, LINE_REPORT);
		assert_int_equal(line.said.verdict, v);
		assert_string_equal(line.said.detail, "");
		assert_false(line.stamped);
	}
}

static void
test_unknown_verdict(void **state)
{
	char longest[64] = "report ";

	(void)state;
	expect_wrong("report dead", EXPECTED_VERDICT "\"dead\"");
	expect_wrong("report", EXPECTED_VERDICT "\"\"");
	expect_wrong("report   ", EXPECTED_VERDICT "\"\"");
	expect_wrong("report -", EXPECTED_VERDICT "\"-\""); /* UNSAID */
	expect_wrong("report CLOSED", EXPECTED_VERDICT "\"CLOSED\"");
	expect_wrong("report closed,", EXPECTED_VERDICT "\"closed,\"");
	expect_wrong("@1 report half", EXPECTED_VERDICT "\"half\"");
	memset(longest + 7, 'x', 50);
	expect_wrong(
	    longest, EXPECTED_VERDICT "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"");
}

static void
test_detail(void **state)
{
	static const struct {
		const char *text, *detail;
	} table[] = {
		{ "report reset recv ECONNRESET", "recv ECONNRESET" },
		{ "report reset \t two  spaces", "two  spaces" },
		{ "report reset ends in space ", "ends in space " },
		{ "@7 report reset report closed", "report closed" },
		{ "report reset \"quoted\" {braces} \\n",
		    "\"quoted\" {braces} "
		    "\\n" },
		{ "report reset \xe2\x9c\x93 \xff", "\xe2\x9c\x93 \xff" },
	};
	struct line line;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		line = parse(table[i].text);
		assert_int_equal(line.kind, LINE_REPORT);
		assert_int_equal(line.said.verdict, RESET);
		assert_string_equal(line.said.detail, table[i].detail);
	}
}

static void
test_stamp(void **state)
{
	struct line line;

	(void)state;
	line = parse("@1700000000123456789 report closed recv 0");
	assert_int_equal(line.kind, LINE_REPORT);
	assert_true(line.stamped);
	assert_true(line.t_ns == 1700000000123456789);
	assert_string_equal(line.said.detail, "recv 0");
	line = parse("  @9223372036854775807\treport\topen");
	assert_int_equal(line.kind, LINE_REPORT);
	assert_true(line.t_ns == INT64_MAX);
	line = parse("@0 report open");
	assert_true(line.stamped && line.t_ns == 0);
}

static void
test_bad_stamp(void **state)
{
	static const char *const stamps[] = { "@9223372036854775808", "@-5",
		"@+5", "@0x10", "@1.5", "@5ns", "@@5", "@five" };
	char text[128], error[128];

	(void)state;
	for (size_t i = 0; i < COUNT(stamps); i++) {
		snprintf(text, sizeof(text), "%s report closed", stamps[i]);
		snprintf(error, sizeof(error),
		    "@: expected nanoseconds, got "
		    "\"%s\"",
		    stamps[i]);
		expect_wrong(text, error);
	}
	expect_wrong("@ 5 report closed",
	    "expected ready or report, got "
	    "\"@ 5 report closed\"");
	expect_wrong("@5", "expected ready or report, got \"@5\"");
	expect_wrong("@5 @6 report closed",
	    "expected ready or report, got "
	    "\"@5 @6 report closed\"");
	expect_wrong("5 report closed",
	    "expected ready or report, got "
	    "\"5 report closed\"");
}

static void
test_empty(void **state)
{
	(void)state;
	expect_wrong("", "expected ready or report, got \"\"");
	expect_wrong(" \t ", "expected ready or report, got \" ? \"");
}

/* What a terminal would obey is not repeated. */
static void
test_binary(void **state)
{
	(void)state;
	expect_wrong("\x1b[31m\x07\xff\x80text",
	    "expected ready or report, "
	    "got \"?[31m???text\"");
	expect_wrong("report \x1b[2J\xff", EXPECTED_VERDICT "\"?[2J?\"");
	expect_wrong("ready \x1b[2J",
	    "after ready: expected ask, once or "
	    "hangup/1, got \"?[2J\"");
	expect_wrong("@\x1b[2J report open",
	    "@: expected nanoseconds, got "
	    "\"@?[2J\"");
}

static void
test_every_byte(void **state)
{
	char text[2] = "";

	(void)state;
	for (int c = 1; c < 256; c++) {
		text[0] = (char)c;
		assert_int_equal(parse(text).kind, LINE_WRONG);
	}
}

/* As long as a line may be: cut, never overrun. */
static void
test_huge(void **state)
{
	static const char *const starts[] = { "", "ready ", "report ", "@",
		"@7 ", "@7 report ", "report closed " };
	char *text = malloc(PROTOCOL_LINE + 1);
	struct line line;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < COUNT(starts); i++) {
		memset(text, '7', PROTOCOL_LINE);
		memcpy(text, starts[i], strlen(starts[i]));
		text[PROTOCOL_LINE] = '\0';
		line = parse(text);
		assert_int_equal(line.kind,
		    i + 1 < COUNT(starts) ? LINE_WRONG : LINE_REPORT);
		assert_true(strlen(line.error) < sizeof(line.error));
	}
	assert_int_equal(
	    strlen(line.said.detail), sizeof(line.said.detail) - 1);
	free(text);
}

/* Nothing of the line before is left. */
static void
test_line_is_made_anew(void **state)
{
	struct line line = parse("@7 report reset x"), wrong;

	(void)state;
	assert_string_equal(line.error, "");
	wrong = parse("@7 repotr reset x");
	assert_int_equal(wrong.kind, LINE_WRONG);
	assert_int_equal(wrong.said.verdict, UNSAID);
	assert_string_equal(wrong.said.detail, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ready),
		cmocka_unit_test(test_wrong_ready),
		cmocka_unit_test(test_every_verdict),
		cmocka_unit_test(test_unknown_verdict),
		cmocka_unit_test(test_detail),
		cmocka_unit_test(test_stamp),
		cmocka_unit_test(test_bad_stamp),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_binary),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_line_is_made_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
