/* test_safe.c - a case file that is somebody's attempt: told, in one line. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#include <sys/types.h>

static const char scenario[] = "scenario close/fin T {\n"
			       "why w\nrefs r\ntruth closed\nsigns fin\n}\n";

#define NO_WORD \
	" is not a word of case files: they are declarations and " \
	"start nothing"
#define SHORTER "; a case file is a declaration: make it shorter"
#define EXTERNAL_WORDS \
	"expected one of command build server needs allow readable writable " \
	"relies excuse sometimes speaks used-by unsupported"

static void
name_file(char path[512])
{
	put_file("close/fin", scenario);
	snprintf(path, 512, "%s/subjects", tree);
	(void)mkdir(path, 0777);
	snprintf(path, 512, "%s/subjects/a.tcl", tree);
}

static void
put_bytes(const char *text, size_t n)
{
	char path[512];
	FILE *f;

	name_file(path);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
expect_refusal(int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases = load_strictly("", error);

	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected), "%s/subjects/a.tcl:%d: %s", tree,
	    line, message);
	assert_string_equal(error, expected);
}

static void
expect_error(const char *text, int line, const char *message)
{
	put_bytes(text, strlen(text));
	expect_refusal(line, message);
}

/* What would start, read or reach something, by any of its names. */
static void
test_no_way_out(void **state)
{
	static const char *const words[] = { "exec", "open", "socket", "source",
		"load", "file", "glob", "cd", "exit", "after", "vwait",
		"update", "puts", "gets", "read", "interp", "eval", "uplevel",
		"rename", "proc", "namespace", "info", "catch", "trace",
		"package", "unload", "encoding", "fconfigure", "subst",
		"regexp", "clock", "pid", "pwd", "::exec", "tcl::file::exists",
		"::tcl::string::match", "::tcl::unsupported::disassemble" };
	char text[256], expected[256];

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		snprintf(text, sizeof(text), "set x 1\n%s x\n", words[i]);
		snprintf(expected, sizeof(expected), "%s" NO_WORD, words[i]);
		expect_error(text, 2, expected);
		snprintf(text, sizeof(text), "set x [%s]\n", words[i]);
		expect_error(text, 1, expected);
	}
	expect_error("subject a {T} {\n    command x\n    exec x\n}\n", 3,
	    "exec" NO_WORD);
	expect_error("lsort -command exec {a b}\n", 1, "exec" NO_WORD);
	setenv("HANGUP_TEST_TOKEN", "secret", 1);
	expect_error("set x $env(HANGUP_TEST_TOKEN)\n", 1,
	    "can't read \"env(HANGUP_TEST_TOKEN)\": no such variable");
}

/* The script of a scenario, tried when it is read. */
static void
test_no_way_out_of_scripts(void **state)
{
	char error[CASE_ERROR], expected[CASE_ERROR];

	(void)state;
	put_file("close/fin",
	    HEAD "    script {\n\tfault {\n\t    exec x\n\t}\n    }\n}\n");
	assert_null(load_strictly("", error));
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/close/fin.tcl:9: exec" NO_WORD, tree);
	assert_string_equal(error, expected);
}

/* What a declaration is made of goes on. */
static void
test_what_stays(void **state)
{
	static const char text[] =
	    "set x {}\nforeach n {1 2} { lappend x [format %02d $n] }\n"
	    "for {set i 0} {$i < 2} {incr i} { append y [string repeat a 3] }\n"
	    "subject a \"[join $x -] $y [string toupper b] [expr {1 + 2}]\" {\n"
	    "    if {[llength $x] == 2} { command x }\n}\n";
	struct cases *cases;

	(void)state;
	put_bytes(text, strlen(text));
	cases = load("");
	assert_string_equal(cases->subjects[0].title, "01-02 aaaaaa B 3");
	cases_free(cases);
}

static void
test_limits(void **state)
{
	(void)state;
	expect_error("\nwhile 1 {}\n", 2, "this takes more than 2 s" SHORTER);
	expect_error("while 1 {\n    incr i\n}\n", 2,
	    "this takes more than 100000 commands" SHORTER);
	expect_error("set x xx\n\nwhile 1 { append x $x }\n", 3,
	    "this makes a word of more than 1 MiB" SHORTER);
	expect_error("set x xx\nwhile 1 {\n    set x $x$x\n}\n", 3,
	    "this makes a word of more than 1 MiB" SHORTER);
	expect_error(
	    "set x [string repeat x 1000]\nwhile 1 { lappend l $x$x }\n", 2,
	    "this makes texts of more than 64 MiB" SHORTER);
	expect_error("string repeat x 2000000000\n", 1,
	    "::tcl::string::repeat: expected small numbers and no *, got "
	    "\"2000000000\"");
	expect_error("lrepeat 0x7fffffff x\n", 1,
	    "lrepeat: expected small numbers and no *, got \"0x7fffffff\"");
	expect_error("format %*d 2000000000 1\n", 1,
	    "format: expected small numbers and no *, got \"%*d\"");
}

/* Tcl's parser calls itself for each of them. */
static void
test_nested_brackets(void **state)
{
	static const char *const opening[] = { "[", "$a(", "[\n" };
	static char text[1 << 20];

	(void)state;
	for (size_t i = 0; i < COUNT(opening); i++) {
		size_t n = strlen(opening[i]);

		for (size_t at = 0; at + n < sizeof(text); at += n)
			memcpy(text + at, opening[i], n + 1);
		expect_error(text, 1,
		    "more than 1000 brackets are open here; a case file is a "
		    "declaration: close them");
	}
}

/* An inner block has its own words, and a table that grows none of its rows. */
static void
test_nested_words(void **state)
{
	char error[CASE_ERROR];

	(void)state;
	expect_error("subject one {One} {\n    command x\n"
		     "    subject two {Two} { command y }\n    needs sh {x}\n"
		     "}\n",
	    3, "no word \"subject\", " EXTERNAL_WORDS);
	expect_error("subject one {One} {\n    command x\n"
		     "    if {1} { subject two {Two} { command y } }\n}\n",
	    3, "no word \"subject\", " EXTERNAL_WORDS);
	put_bytes("", 0);
	assert_null(load_strictly(
	    "subject a {} {\n    subject b {} { kind asks }\n    kind waits\n}\n",
	    error));
	assert_non_null(strstr(error, ":2: no word \"subject\", expected"));
	/* the words outside are there again */
	put_bytes("subject one {One} { command x }\n"
		  "subject two {Two} { command y }\n",
	    64);
	cases_free(load(""));
}

static void
test_nested_clauses(void **state)
{
	char path[512], error[CASE_ERROR];
	FILE *f;

	(void)state;
	put_file("close/fin", scenario);
	snprintf(path, sizeof(path), "%s/clauses.tcl", tree);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("clause A 1 {\n    text {one}\n    clause B 1 { text {two} }\n"
	      "    untested {why}\n}\n",
	    f);
	assert_int_equal(fclose(f), 0);
	assert_null(load_strictly("", error));
	assert_non_null(
	    strstr(error, "clauses.tcl:3: no word \"clause\", expected"));
}

/* Titles and names go to terminals, files and other programs. */
static void
test_no_text(void **state)
{
	static const char crlf[] = "subject a {T\303\251} {\r\n"
				   "    command x\r\n}\r\n";

	(void)state;
	expect_error("subject a {T \033]0;x\007} { command x }\n", 1,
	    "expected text, got the control character 0x1b");
	expect_error("\nsubject a \"T \\x1b\" { command x }\n", 2,
	    "subject: expected text, got the control character 0x1b");
	expect_error("subject a \"T \\u009b\" { command x }\n", 1,
	    "subject: expected text, got the control character 0x9b");
	expect_error("subject a {T} {\n    command \"x\\u0000\"\n}\n", 2,
	    "command: expected text in UTF-8, got the byte 0xc0");
	expect_error("subject a {T} {\n    relies \"\\ud800\"\n}\n", 2,
	    "relies: expected text in UTF-8, got the byte 0xed");
	expect_error("\n# \377\n", 2,
	    "expected text in UTF-8, got the byte 0xff: save "
	    "it as UTF-8");
	expect_error("error \"\\x1b\\n\\x9b\"\n", 1, "? ??");
	put_bytes("\n\n\0exec", 7);
	expect_refusal(3, "expected text, got the control character 0x00");
	put_bytes(crlf, sizeof(crlf));
	expect_refusal(4, "expected text, got the control character 0x00");
	put_bytes(crlf, sizeof(crlf) - 1);
	cases_free(load(""));
}

static void
test_no_file(void **state)
{
	static const char other[] = "expected a file of text; this is a "
				    "directory, a device or a FIFO";
	char path[512];

	(void)state;
	name_file(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	expect_refusal(1, other);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/zero", path), 0);
	expect_refusal(1, other);
	assert_int_equal(unlink(path), 0);
	put_bytes("\n", 1);
	assert_int_equal(truncate(path, 1 + (1 << 20)), 0);
	expect_refusal(
	    1, "a case file has at most 1 MiB, this one has 1048577");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_way_out),
		TEST(test_no_way_out_of_scripts),
		TEST(test_what_stays),
		TEST(test_limits),
		TEST(test_nested_brackets),
		TEST(test_nested_words),
		TEST(test_nested_clauses),
		TEST(test_no_text),
		TEST(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
