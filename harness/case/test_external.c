/* test_external.c - anybody's programs, and the contract they are held to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#define FILE_OF_CONTRACT "contracts/default.tcl"

static const char scenario[] = "scenario close/fin T {\n"
			       "why w\nrefs r\ntruth closed\nsigns fin\n}\n";

/* A file of the tree that is no scenario. */
static void
put(const char *name, const char *text)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/subjects", tree);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/contracts", tree);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s", tree, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static struct cases *
load_both(const char *name, const char *text)
{
	put_file("close/fin", scenario);
	put(name, text);
	return load("subject built-in {} { kind waits }\n");
}

static void
expect_error(const char *name, const char *text, int line, const char *what)
{
	char error[CASE_ERROR], expected[CASE_ERROR];

	put_file("close/fin", scenario);
	put(name, text);
	assert_null(load_strictly("", error));
	snprintf(
	    expected, sizeof(expected), "%s/%s:%d: %s", tree, name, line, what);
	assert_string_equal(error, expected);
}

static void
test_declaration(void **state)
{
	struct cases *cases = load_both("subjects/a.tcl",
	    "subject my.check-1 {The title} {\n"
	    "    command {'{program}' {host} {port} '{dir}/x'}\n"
	    "    build   {cc -o '{program}' '{dir}/x.c'}\n"
	    "    needs   cc {gcc}\n"
	    "    needs   {python3 -c \"import x\"} {python3-x}\n"
	    "    used-by {{A b} c}\n"
	    "    speaks  1\n"
	    "    server  {serve {data} {port}} {ask {port}}\n"
	    "    relies  {x(3) says so}\n"
	    "    unsupported close/fin {not there}\n"
	    "    excuse  close/fin close/f* {why, and where}\n"
	    "}\n");
	struct subject *s = &cases->subjects[1];
	char *text;

	(void)state;
	assert_int_equal(cases->n_subjects, 2);
	assert_string_equal(s->name, "my.check-1");
	assert_string_equal(s->title, "The title");
	assert_int_equal(s->says.kind, EXTERNAL);
	assert_true(s->says.speaks);
	assert_true(s->from_file);
	assert_string_equal(s->used_by, "A b, c");
	assert_int_equal(s->n_needs, 2);
	assert_string_equal(s->needs[1].package, "python3-x");
	assert_string_equal(s->relies, "x(3) says so");
	assert_int_equal(s->excuses.n, 2);
	assert_null(s->unsupported);
	assert_string_equal(
	    reason_for(&s->unfit, "close/fin", s->name)->why, "not there");
	assert_null(reason_for(&s->unfit, "close/x", s->name));
	assert_string_equal(
	    contract_excuse(cases, "close/fin", s)->why, "why, and where");
	assert_null(contract_excuse(cases, "close/x", s));
	assert_null(contract_excuse(cases, "close/fin", &cases->subjects[0]));
	assert_string_equal(s->answers, "ask {port}");
	s->data = strdup("/d");
	text = subject_command(s, s->server, "127.0.0.1", "7");
	assert_string_equal(text, "serve /d 7");
	free(text);
	s->program = strdup("/p");
	text = subject_command(s, "{program} {host}:{port} {dir}{x}", "h", "1");
	assert_int_equal(strncmp(text, "/p h:1 /tmp/", 12), 0);
	assert_non_null(strstr(text, "/subjects{x}"));
	free(text);
	text = subject_command(s, "{host}", NULL, NULL);
	assert_string_equal(text, "{host}");
	free(text);
	cases_free(cases);
}

static void
test_wrong_declarations(void **state)
{
	(void)state;
	expect_error("subjects/a.tcl", "subject a {} {\n    sees fin\n}\n", 2,
	    "no word \"sees\", nearest is \"needs\", expected one of command "
	    "build server needs allow readable writable relies excuse sometimes "
	    "speaks used-by unsupported");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n allow everything {why}\n}\n", 3,
	    "allow: expected of unshare, mount, setns, ptrace, tun, setuid, "
	    "unix, io_uring, memory, got \"everything\"");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n allow unshare { }\n}\n", 3,
	    "allow unshare: expected a reason and its source");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n writable data {why}\n}\n", 3,
	    "writable: expected a path from the root, /..., got \"data\"");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n excuse close/fin { }\n}\n", 3,
	    "excuse close/fin: expected a reason and its source");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n excuse close/fni w\n}\n", 3,
	    "excuse close/fni: there is no such scenario, nearest is "
	    "close/fin");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n sometimes xyzzy w\n}\n", 3,
	    "sometimes xyzzy: there is no such scenario; \"hangup list "
	    "scenarios\" shows them");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n unsupported close/fin/b w\n}\n", 3,
	    "unsupported close/fin/b: there is no such scenario, nearest is "
	    "close/fin");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n server {serve 7}\n}\n", 3,
	    "server: expected {port} in it, where it listens on 127.0.0.1");
	expect_error("subjects/a.tcl", "subject a {} {}\n", 1,
	    "subject a has no command");
	expect_error("subjects/a.tcl",
	    "subject a {} {\n command x\n needs cc\n}\n", 3,
	    "needs: expected needs PROGRAM {PACKAGE}");
	expect_error("subjects/a.tcl",
	    "subject a {} { command x }\nsubject a {} { command y }\n", 2,
	    "subject: there is a subject \"a\" already; \"hangup list "
	    "subjects\" shows them");
	expect_error("subjects/a.tcl", "\nsubject -a {} { command x }\n", 2,
	    "subject: expected a name of letters, digits, '.', '_' and '-', "
	    "got \"-a\"");
}

static void
test_names(void **state)
{
	static const struct {
		const char *command, *name;
	} table[] = {
		{ "./my-check {host} {port}", "my-check" },
		{ "/usr/bin/python3.11 -u /home/me/check.py {host}", "check" },
		{ "LANG=C exec node 'my net.js' {port}", "my" },
		{ "bash", "bash" },
		{ "  my-check", "my-check-2" },
		{ "built-in", "built-in-2" },
		{ "'./caf\303\251' {host}", "caf" },
		{ "-- --", "subject" },
	};
	struct cases *cases = load_both("subjects/a.tcl", "");
	char error[CASE_ERROR];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(
		    cases_add_subject(cases, table[i].command, NULL, error), 0);
		assert_string_equal(
		    cases->subjects[cases->n_subjects - 1].name, table[i].name);
	}
	assert_int_equal(cases_add_subject(cases, "x", "given", error), 0);
	assert_int_equal(cases_add_subject(cases, "x", "given", error), -1);
	assert_int_equal(cases_add_subject(cases, " \t", NULL, error), -1);
	cases_free(cases);
}

static void
test_needs(void **state)
{
	struct cases *cases = load_both("subjects/a.tcl",
	    "subject a {} { command x; needs sh dash; needs {test 1 = 1} x }\n"
	    "subject b {} { command x; needs sh dash; needs {test 1 = 2} p }\n"
	    "subject c {} { command x; needs no-such-program p }\n");
	char error[CASE_ERROR];

	(void)state;
	assert_null(subject_lacks(&cases->subjects[1], error));
	assert_string_equal(subject_lacks(&cases->subjects[2], error),
	    "needs test 1 = 2, which is not here: apt-get install p");
	assert_string_equal(subject_lacks(&cases->subjects[3], error),
	    "needs no-such-program, which is not here: apt-get install p");
	cases_free(cases);
}

static void
test_contract(void **state)
{
	struct cases *cases = load_both(FILE_OF_CONTRACT,
	    "must fin 1000\nshould silence\nmay zero-window 50\n"
	    "must rst 1\nignore rst\ndrop data 70\nsometimes close/fin {w0}\n"
	    "accept fin reset gone\nexcuse close/* {w1}\n"
	    "excuse close/fin/comes-later {w3}\n"
	    "excuse built-in {w2}\n");
	const struct demand *d = cases->contract.of;
	const struct subject x = { .name = (char[]) { "x" } };
	char error[CASE_ERROR], file[512];

	(void)state;
	assert_int_equal(d[FIN].duty, MUST);
	assert_int_equal(d[FIN].within_ms, 1000);
	assert_int_equal(d[FIN].accept, 1u << RESET | 1u << GONE);
	assert_int_equal(d[SILENCE].duty, SHOULD);
	assert_int_equal(d[SILENCE].within_ms, 0);
	assert_int_equal(d[ZERO_WINDOW].duty, MAY);
	assert_int_equal(d[RST].duty, NO_DUTY);
	assert_int_equal(d[DATA].duty, MUST);
	assert_int_equal(d[DATA].within_ms, 70);
	assert_int_equal(d[NO_ANSWER].duty, NO_DUTY);
	assert_string_equal(contract_excuse(cases, "close/fin", &x)->why, "w0");
	assert_string_equal(
	    contract_excuse(cases, "reset/x", &cases->subjects[0])->why, "w2");
	assert_null(contract_excuse(cases, "reset/x", &x));
	assert_int_equal(cases->n_left_out, 0);
	put("change", "should fin\n");
	snprintf(file, sizeof(file), "%s/change", tree);
	assert_int_equal(cases_change_contract(cases, file, error), 0);
	assert_int_equal(d[FIN].duty, SHOULD);
	assert_int_equal(d[SILENCE].duty, SHOULD);
	cases_free(cases);
}

static void
test_wrong_contracts(void **state)
{
	(void)state;
	expect_error(FILE_OF_CONTRACT, "may fin\nexcuse close/fin-aftr w\n", 2,
	    "excuse close/fin-aftr: there is no such scenario, nearest is "
	    "close/fin");
	expect_error(
	    FILE_OF_CONTRACT, "\nmust\n", 2, "must: expected must SIGN ?MS?");
	expect_error(FILE_OF_CONTRACT, "may fin 0", 1,
	    "may fin: expected 1 to 10800000 ms, or nothing for as long as the "
	    "cell lasts, got \"0\"");
	expect_error(FILE_OF_CONTRACT, "drop quiet", 1,
	    "drop: expected data or urgent, got \"quiet\"");
	expect_error(FILE_OF_CONTRACT, "accept fin quiet", 1,
	    "accept: expected of closed, half-closed, reset, timeout, "
	    "unreachable, gone, error, got \"quiet\"");
}

/* By its subject, or by the scenario alone. */
static void
test_pattern_names(void **state)
{
	(void)state;
	assert_true(pattern_names("one", "close/fin", "one"));
	assert_true(pattern_names("close/fin/one", "close/fin", "one"));
	assert_true(pattern_names("*/one", "close/fin", "one"));
	assert_false(pattern_names("close/*", "close/fin", "one"));
	assert_false(pattern_names("close", "close/fin", "one"));
	assert_false(pattern_names("*", "close/fin", "one"));
	assert_false(pattern_names("two", "close/fin", "one"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_declaration),
		TEST(test_wrong_declarations),
		TEST(test_names),
		TEST(test_needs),
		TEST(test_contract),
		TEST(test_wrong_contracts),
		cmocka_unit_test(test_pattern_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
