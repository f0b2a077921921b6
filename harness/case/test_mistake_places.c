/* test_mistake_places.c - a file that cannot be read, and where a mistake stands. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

/* Lines within the bodies of Tcl's own commands, however they are nested. */
static void
test_lines_in_bodies(void **state)
{
	(void)state;
	expect_wrong(HEAD "    script {\n\tfor {set i 0} {$i < 2} {incr i} {\n"
			  "\t    peer oob\n\t    hold x {y}\n\t}\n    }\n}\n",
	    10, "hold: expected 1 to 10800000 ms (3 hours), got \"x\"");
	expect_wrong(HEAD
	    "    script {\n\tfault {\n\t    if {1} {\n"
	    "\t\tpeer oob\n\t\tforeach x {1 2} {\n\t\t    peer oob\n"
	    "\t\t    hodl\n\t\t}\n\t    }\n\t}\n    }\n}\n",
	    13,
	    "no word \"hodl\", nearest is \"hold\", expected one of " SCRIPT_WORDS);
	expect_wrong(HEAD "    script {\n\tif {1} {\n\t    fault {\n"
			  "\t\tpeer oob\n\t\tpeer\n\t    }\n\t}\n    }\n}\n",
	    11, "peer: expected peer COMMAND...");
}

/* A line that goes on behind a backslash keeps the count. */
static void
test_lines_behind_continuation(void **state)
{
	struct cases *cases;

	(void)state;
	expect_wrong(HEAD
	    "    script {\n\tpeer send \\\n\t    1\n\tpath pass \\\n"
	    "\t    first\n\tpeer\n    }\n}\n",
	    12, "peer: expected peer COMMAND...");
	expect_wrong(HEAD "    wire {\n\tseen to-peer {FIN} \\\n\t    lost\n"
			  "\tseen to-peer {FIN} bad\n    }\n}\n",
	    10, QUALIFIERS "\"bad\"");
	put_file("close/fin",
	    HEAD "    script {\n\tpeer send \\\n\t    7\n"
		 "\t# \\\\\n    }\n    wire {\n\tseen to-peer \\\n"
		 "\t    {FIN} 2\n    }\n}\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].script.text,
	    "\n\tpeer send  7\n\n\t# \\\\\n    ");
	assert_string_equal(
	    cases->scenarios[0].checks[0].text, "seen to-peer FIN 2");
	cases_free(cases);
}

/* The text of a block may stand somewhere before it. */
static void
test_lines_of_equal_text(void **state)
{
	(void)state;
	expect_wrong("scenario close/fin T {\n    why { peer }\n"
		     "    refs { peer }\n    truth open\n    signs data\n"
		     "    script { peer }\n}\n",
	    6, "peer: expected peer COMMAND...");
	expect_wrong(HEAD "    script {\n\thold 1 { peer }\n"
			  "\tfault { peer }\n    }\n}\n",
	    9, "peer: expected peer COMMAND...");
}

static void
test_broken_syntax(void **state)
{
	(void)state;
	expect_wrong(
	    HEAD "    script {\n\tpeer oob\n    }\n", 2, "missing close-brace");
	expect_wrong(HEAD "    script {\n\tfault {\n\t    peer \"x\n\t}\n"
			  "    }\n}\n",
	    9, "missing \"");
	expect_wrong(HEAD "    script { peer oob }x\n}\n", 7,
	    "extra characters after close-brace");
	expect_wrong("", 1, "expected a scenario close/fin");
	expect_wrong("# nothing else\n", 1, "expected a scenario close/fin");
}

/* The line whose brace it is, not the first of the file. */
static void
test_missing_brace(void **state)
{
	(void)state;
	expect_wrong(HEAD "    script {\n\tfault { peer close\n    }\n}\n", 8,
	    "missing close-brace");
	expect_wrong(HEAD "    script {\n\t# with a brace {\n    }\n}\n", 8,
	    "missing close-brace: possible unbalanced brace in comment");
	expect_wrong(HEAD
	    "    script {\n\tfault {\n\t}\n    }\n    wire {\n}\n",
	    11, "missing close-brace");
}

/* What an editor elsewhere puts before the text, or makes of it. */
static void
test_other_encodings(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", "\xef\xbb\xbf" HEAD "}\r\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].title, "A title");
	cases_free(cases);
	expect_wrong("# gr\xfcn\n", 1,
	    "expected text in UTF-8, got the byte 0xfc: save it as UTF-8");
	expect_wrong("\xff\xfe#x\n", 1,
	    "expected text in UTF-8, got UTF-16: save it as UTF-8");
}

/* It stops nothing else, and its name is known. */
static void
test_left_out(void **state)
{
	struct cases *cases;
	const struct left_out *l;

	(void)state;
	put_file("close/fin", HEAD "}\n");
	put_file("close/bad", "scenario close/bad T {\n hwy x\n}\n");
	put_file("reset/bad", "");
	cases = load("");
	assert_int_equal(cases->n_scenarios, 1);
	assert_int_equal(cases->n_left_out, 2);
	l = case_left_out(cases, FILE_SCENARIO, "close/bad");
	assert_non_null(strstr(l->why, "/scenarios/close/bad.tcl:2: no word"));
	assert_non_null(case_left_out(cases, FILE_SCENARIO, "reset/bad"));
	assert_null(case_left_out(cases, FILE_SCENARIO, "close/fin"));
	assert_null(case_left_out(cases, FILE_SUBJECT, NULL));
	cases_free(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lines_in_bodies),
		TEST(test_lines_behind_continuation),
		TEST(test_lines_of_equal_text),
		TEST(test_broken_syntax),
		TEST(test_missing_brace),
		TEST(test_other_encodings),
		TEST(test_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
