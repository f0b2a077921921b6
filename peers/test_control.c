/* test_control.c - lines in, one answer each out. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "control.h"

static void
run_say(int argc, char **argv)
{
	control_ok("%d %s", argc, argc > 1 ? argv[1] : "-");
}

static void
run_number(int argc, char **argv)
{
	long n = control_number("count", argc > 1 ? argv[1] : "", 0, 100);

	if (n != -1)
		control_ok("%ld", n);
}

static void
run_done(int argc, char **argv)
{
	(void)argc, (void)argv;
	control_done();
}

static const struct command table[] = { { "say", "[WORD]", "say it back",
					    .run = run_say },
	{ "number", "N", "0 to 100", .run = run_number },
	{ "done", "", "nothing", .run = run_done },
	{ "none", "", "by its usage", run_done, .by_usage = true },
	{ "way", "on|off|after MS", "by its usage", run_done, .by_usage = true,
	    .min = 5, .max = 10 },
	{ "at", "[ADDRESS] [PORT]", "by its usage", run_done, .by_usage = true,
	    .like = "7" },
	{ .name = NULL } };

/* It reads what stands there as long as that is in pieces of size. */
static void
be_program(int in, int out)
{
	dup2(in, 0);
	dup2(out, 1);
	control_init(table, STDIN_FILENO, stdout);
	while (control_read())
		;
	fflush(stdout);
	_exit(0);
}

/* What a program says to the input, to be freed; written in these pieces. */
static char *
talk(const char *input, size_t piece)
{
	size_t room = 1 << 16, have = 0, length = strlen(input), n;
	char *said = calloc(1, room);
	int in[2], out[2], status;
	ssize_t got;
	pid_t pid;

	assert_non_null(said);
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(in[1]);
		close(out[0]);
		be_program(in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	for (; length > 0; input += n, length -= n) {
		n = length < piece ? length : piece;
		assert_int_equal(write(in[1], input, n), n);
	}
	close(in[1]);
	while ((got = read(out[0], said + have, room - 1 - have)) > 0)
		have += (size_t)got;
	close(out[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	return said;
}

static void
expect(const char *input, const char *answers)
{
	size_t pieces[] = { 1, 3, 4096 };
	char *said;

	for (size_t i = 0; i < 3; i++) {
		said = talk(input, pieces[i]);
		assert_string_equal(said, answers);
		free(said);
	}
}

static void
test_answers(void **state)
{
	(void)state;
	expect("done\n", "ok\n");
	expect("say\n", "ok 1 -\n");
	expect("say word\nsay two words\n", "ok 2 word\nok 3 two\n");
	expect(" \tsay \t word \r\n", "ok 2 word\n");
	expect("\n  \n\r\n", "");
}

static void
test_no_such_command(void **state)
{
	(void)state;
	expect("sya x\n", "error no command \"sya\"; \"help\" lists them\n");
	expect("SAY\nsay\n",
	    "error no command \"SAY\"; \"help\" lists "
	    "them\nok 1 -\n");
}

/* A line that its end did not finish is no command. */
static void
test_unfinished(void **state)
{
	(void)state;
	expect("", "");
	expect("say x", "");
	expect("done\nsay x", "ok\n");
}

static void
test_number(void **state)
{
	(void)state;
	expect("number 0\nnumber 100\nnumber +7\n", "ok 0\nok 100\nok 7\n");
	expect("number 101\n",
	    "error count: expected a number from 0 to 100, "
	    "got \"101\"\n");
	expect("number -1\n",
	    "error count: expected a number from 0 to 100, "
	    "got \"-1\"\n");
	expect("number\n",
	    "error count: expected a number from 0 to 100, got "
	    "\"\"\n");
	expect("number 5x\n",
	    "error count: expected a number from 0 to 100, "
	    "got \"5x\"\n");
	expect("number 99999999999999999999\n",
	    "error count: expected a "
	    "number from 0 to 100, got \"99999999999999999999\"\n");
}

static void
test_words(void **state)
{
	char line[4 * CONTROL_WORDS] = "say";
	int i;

	(void)state;
	for (i = 1; i < CONTROL_WORDS; i++)
		strcat(line, " x");
	strcat(line, "\n");
	expect(line, "ok 64 x\n");
	line[strlen(line) - 1] = '\0';
	strcat(line, " x\ndone\n");
	expect(line, "error more than 64 words\nok\n");
}

/* One line, one answer, however long it is. */
static void
test_long_line(void **state)
{
	static char input[9000];

	(void)state;
	memset(input, 'x', 8500);
	memcpy(input, "say ", 4);
	strcpy(input + 8500, "\ndone\n");
	expect(input, "error a line is longer than 4096 bytes\nok\n");
	/* the longest that is obeyed: 4095 bytes and a newline */
	memset(input, ' ', 4096);
	memcpy(input, "done", 4);
	strcpy(input + 4095, "\ndone\n");
	expect(input, "ok\nok\n");
}

/* What does not fit is refused, by who obeys and by who reads alike. */
static void
test_usage(void **state)
{
	static const struct {
		const char *line, *error;
	} lines[] = {
		{ "none", NULL },
		{ "none x", "expected: none" },
		{ "way on", NULL },
		{ "way off", NULL },
		{ "way after 5", NULL },
		{ "way after 10", NULL },
		{ "way", "expected: way on|off|after MS (5 to 10)" },
		{ "way of", "expected: way on|off|after MS (5 to 10)" },
		{ "way on off", "expected: way on|off|after MS (5 to 10)" },
		{ "way after", "expected: way on|off|after MS (5 to 10)" },
		{ "way after 11", "expected: way on|off|after MS (5 to 10)" },
		{ "way after 5x", "expected: way on|off|after MS (5 to 10)" },
		{ "at", NULL },
		{ "at 80", NULL },
		{ "at 10.0.0.1", NULL },
		{ "at ::1 80", NULL },
		{ "at 65536", "expected: at [ADDRESS] [PORT]" },
		{ "at host 80", "expected: at [ADDRESS] [PORT]" },
		{ "at 80 80", "expected: at [ADDRESS] [PORT]" },
		{ "sya x", "no command \"sya\"; \"help\" lists them" },
	};
	char error[256], input[256], answer[256];
	const struct command *c;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		error[0] = '\0';
		c = control_check(table, lines[i].line, error, sizeof(error));
		assert_int_equal(c == NULL, lines[i].error != NULL);
		assert_string_equal(
		    error, lines[i].error ? lines[i].error : "");
		snprintf(input, sizeof(input), "%s\n", lines[i].line);
		snprintf(answer, sizeof(answer), "%s%s\n",
		    lines[i].error ? "error " : "ok",
		    lines[i].error ? lines[i].error : "");
		expect(input, answer);
	}
	assert_null(control_check(table, " ", error, sizeof(error)));
	c = control_check(table, "at", error, sizeof(error));
	assert_string_equal(c->like, "7");
	/* nothing was answered, and what is wrong is told again */
	expect("none x\n", "error expected: none\n");
}

static void
test_help(void **state)
{
	char *said = talk("help\n", 4096), *line = said;

	(void)state;
	for (size_t i = 0; table[i].name; i++) {
		assert_int_equal(strncmp(line, "  ", 2), 0);
		assert_int_equal(
		    strncmp(line + 2, table[i].name, strlen(table[i].name)), 0);
		assert_non_null(strstr(line, table[i].what));
		line = strchr(line, '\n') + 1;
	}
	assert_int_equal(strncmp(line, "  help ", 7), 0);
	line = strchr(line, '\n') + 1;
	assert_string_equal(line, "ok\n");
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_no_such_command),
		cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
