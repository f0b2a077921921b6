/* test_timers.c - what the settings say, and what follows from them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "strategies/strategy.h"

static const char *const fast =
    "keepalive.idle=1 keepalive.interval=1 keepalive.probes=2 "
    "user-timeout=2000 heartbeat.interval=500 heartbeat.patience=1000 "
    "heartbeat.misses=2 receive-timeout=500";

static int
set_fast(void **state)
{
	(void)state;
	timers_read(fast);
	return 0;
}

static void
test_as_they_are(void **state)
{
	(void)state;
	timers_read(NULL);
	timers_read("");
	assert_int_equal(timer_ms(TIMER_KEEPALIVE), 3000);
	assert_int_equal(timer_ms(TIMER_KEEPALIVE_USER_TIMEOUT), 2000);
	assert_int_equal(timer_ms(TIMER_USER_TIMEOUT), 2200);
	assert_int_equal(timer_ms(TIMER_HEARTBEAT), 1500);
	assert_int_equal(timer_ms(TIMER_PATIENCE), 1000);
	assert_int_equal(timer_ms(TIMER_RECEIVE), 500);
}

static void
test_keepalive(void **state)
{
	(void)state;
	timers_read("keepalive.idle=5,keepalive.interval=3,keepalive.probes=4");
	assert_int_equal(timer_ms(TIMER_KEEPALIVE), 17000);
}

/* The first tick, not before one probe, at which the timeout has passed. */
static void
test_keepalive_with_user_timeout(void **state)
{
	static const struct {
		const char *set;
		int ms;
	} table[] = {
		{ "user-timeout=1", 2000 },
		{ "user-timeout=2000", 2000 },
		{ "user-timeout=2001", 3000 },
		{ "keepalive.interval=2,user-timeout=4000", 5000 },
		{ "keepalive.idle=2,keepalive.interval=1,user-timeout=1000",
		    3000 },
		{ "keepalive.probes=9,user-timeout=2500", 3000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		timers_read(fast);
		timers_read(table[i].set);
		assert_int_equal(
		    timer_ms(TIMER_KEEPALIVE_USER_TIMEOUT), table[i].ms);
	}
}

static void
test_when(void **state)
{
	struct when w = TIMED(SINCE_SENT, TIMER_HEARTBEAT);

	(void)state;
	timers_read("heartbeat.interval=1000 heartbeat.patience=2000,"
		    "heartbeat.misses=3");
	w = when_now(&w);
	assert_int_equal(w.since, SINCE_SENT);
	assert_int_equal(w.from_ms, 3998);
	assert_int_equal(w.to_ms, 4000 + 600 + 100);
	w = (struct when)TIMED(SINCE_SIGN, TIMER_NEXT_BEAT);
	w = when_now(&w);
	assert_int_equal(w.from_ms, 0);
	assert_int_equal(w.to_ms, 1050);
	w = (struct when)AT_ONCE;
	w = when_now(&w);
	assert_int_equal(w.to_ms, 50);
}

static void
test_summary(void **state)
{
	char text[64];

	(void)state;
	timers_read("keepalive.idle=7");
	assert_string_equal(timers_summary("a {keepalive.idle} b "
					   "{user-timeout}, {keepalive.probes}",
				text, sizeof(text)),
	    "a 7 s b 2000 ms, 2");
	assert_string_equal(
	    timers_summary("{none} {", text, sizeof(text)), "{none} {");
	assert_string_equal(timers_summary("{keepalive.idle}", text, 3), "7 ");
}

/* Exits with 2, and says what was expected. */
static void
refused(const char *text)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		(void)!freopen("/dev/null", "w", stderr);
		timers_read(text);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

static void
test_mistakes(void **state)
{
	(void)state;
	refused("keepalive.idle");
	refused("keepalive.idel=5");
	refused("keepalive.idle=");
	refused("keepalive.idle=5s");
	refused("keepalive.idle=0");
	refused("user-timeout=99999999999");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, set_fast)
	const struct CMUnitTest tests[] = {
		TEST(test_as_they_are),
		TEST(test_keepalive),
		TEST(test_keepalive_with_user_timeout),
		TEST(test_when),
		TEST(test_summary),
		TEST(test_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
