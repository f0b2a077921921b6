/* test_protocol.c - the subject's side of the report protocol, by pipes. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "strategies/subject.h"

static struct said
watch(int fd)
{
	return says(RESET, "fd %d", fd);
}

static const struct strategy waiter = {
	.name = "waiter",
	.kind = WAITS,
	.watch = watch,
};
static const struct strategy asker = {
	.name = "asker",
	.kind = ASKS,
	.watch = watch,
};
static const struct strategy acts_once = {
	.name = "acts-once",
	.kind = ONCE,
	.watch = watch,
};

/* Runs s over input; what it said, to be freed. */
static char *
talk(const struct strategy *s, const char *input)
{
	char *said = calloc(1, 4096);
	int in[2], out[2];

	assert_non_null(said);
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	assert_int_equal(write(in[1], input, strlen(input)), strlen(input));
	close(in[1]);
	assert_int_equal(protocol_run(s, 42, in[0], out[1]), 0);
	close(out[1]);
	assert_true(read(out[0], said, 4095) >= 0);
	close(in[0]);
	close(out[0]);
	return said;
}

/* It greets, then makes so many reports, and says nothing else. */
static void
expect(const struct strategy *s, const char *input, const char *greeting,
    int reports)
{
	char *said = talk(s, input);
	char *line = strtok(said, "\n");

	assert_non_null(line);
	assert_string_equal(line, greeting);
	while ((line = strtok(NULL, "\n")) != NULL) {
		line += strcspn(line, " ");
		assert_string_equal(line, " report reset fd 42");
		reports--;
	}
	assert_int_equal(reports, 0);
	free(said);
}

static void
test_waits(void **state)
{
	(void)state;
	expect(&waiter, "", "ready hangup/1", 1);
	expect(&waiter, "check\ncheck\nquit\n", "ready hangup/1", 1);
}

static void
test_asks(void **state)
{
	(void)state;
	expect(&asker, "", "ready ask hangup/1", 0);
	expect(&asker, "check\ncheck\n", "ready ask hangup/1", 2);
	expect(&asker, "check\nquit\ncheck\n", "ready ask hangup/1", 1);
}

static void
test_once(void **state)
{
	(void)state;
	expect(&acts_once, "quit\n", "ready once hangup/1", 0);
	expect(&acts_once, "check\ncheck\n", "ready once hangup/1", 1);
}

static void
test_what_is_no_command(void **state)
{
	(void)state;
	expect(&asker, "\nCHECK\ncheck \nchec", "ready ask hangup/1", 0);
	expect(&asker, "check", "ready ask hangup/1", 0);
}

/* Longer than any buffer for a command; the line after it is obeyed. */
static void
test_long_line(void **state)
{
	char input[600];

	(void)state;
	memset(input, 'x', sizeof(input));
	strcpy(input + 500, "check\ncheck\n");
	expect(&asker, input, "ready ask hangup/1", 1);
}

/* 30 lines of 6 bytes: some straddle the end of a buffer of any size. */
static void
test_many_lines(void **state)
{
	char input[6 * 30 + 1] = "";

	(void)state;
	for (int i = 0; i < 30; i++)
		strcat(input, "check\n");
	expect(&asker, input, "ready ask hangup/1", 30);
}

static int64_t
realtime_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static void
test_stamp(void **state)
{
	int64_t before_ns = realtime_ns(), stamp_ns;
	char *said = talk(&waiter, "");
	char *line = strchr(said, '\n') + 1;

	(void)state;
	assert_int_equal(sscanf(line, "@%" SCNd64 " report", &stamp_ns), 1);
	assert_true(stamp_ns >= before_ns && stamp_ns <= realtime_ns());
	free(said);
}

static void
test_runner_gone(void **state)
{
	int out[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(out), 0);
	close(out[0]);
	assert_int_equal(protocol_run(&asker, 42, 0, out[1]), -1);
	assert_int_equal(errno, EPIPE);
	close(out[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_asks),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_what_is_no_command),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_stamp),
		cmocka_unit_test(test_runner_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
