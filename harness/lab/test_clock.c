/* test_clock.c - who waits; and a wall clock that was set is noticed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/private.h"

/* As if the clock had been that much ahead when the watch began. */
static void
look_after(struct clock_watch *w, int64_t step_ns)
{
	w->offset_ns -= step_ns;
	lab_clock_look(w);
	w->offset_ns += step_ns;
}

static void
test_untouched(void **state)
{
	char by[CLOCK_TEXT] = "";
	struct clock_watch w;
	int i;

	(void)state;
	lab_clock_watch(&w);
	for (i = 0; i < 10000; i++)
		lab_clock_look(&w);
	assert_false(lab_clock_was_set(&w, by));
	look_after(&w, 2 * LAB_MS);
	assert_false(lab_clock_was_set(&w, by));
	assert_string_equal(by, "");
}

static void
test_set(void **state)
{
	char by[CLOCK_TEXT] = "";
	struct clock_watch w;

	(void)state;
	lab_clock_watch(&w);
	look_after(&w, 120000 * LAB_MS);
	assert_true(lab_clock_was_set(&w, by));
	assert_string_equal(by, "forward by 120.000 s");
	/* and set right again, before the cell ends */
	lab_clock_look(&w);
	assert_true(lab_clock_was_set(&w, by));
	assert_string_equal(by, "forward by 120.000 s");
	lab_clock_watch(&w);
	look_after(&w, -120000 * LAB_MS);
	assert_true(lab_clock_was_set(&w, by));
	assert_string_equal(by, "back by 120.000 s");
}

/* Until the deadline, and no earlier; one that has passed is only looked at. */
static void
test_deadline(void **state)
{
	int64_t begun_ns = lab_now();
	struct awaited never = { -1, true };

	(void)state;
	assert_int_equal(lab_wait(begun_ns + 20 * LAB_MS, &never, 1), 0);
	assert_false(never.ready);
	assert_true(lab_now() >= begun_ns + 20 * LAB_MS);
	begun_ns = lab_now();
	assert_int_equal(lab_wait(begun_ns - 1, NULL, 0), 0);
	assert_int_equal(lab_wait(0, NULL, 0), 0);
	assert_true(lab_now() < begun_ns + 1000 * LAB_MS);
}

/* Which of them can be read, or has ended. */
static void
test_ready(void **state)
{
	int one[2], other[2];
	struct awaited v[3];

	(void)state;
	assert_true(pipe(one) == 0 && pipe(other) == 0);
	v[0].fd = one[0];
	v[1].fd = -1;
	v[2].fd = other[0];
	assert_int_equal(lab_wait(0, v, 3), 0);
	assert_int_equal(write(other[1], "x", 1), 1);
	assert_int_equal(lab_wait(INT64_MAX, v, 3), 1);
	assert_false(v[0].ready || v[1].ready);
	assert_true(v[2].ready);
	close(one[1]);
	assert_int_equal(lab_wait(INT64_MAX, v, 3), 2);
	assert_true(v[0].ready && !v[1].ready && v[2].ready);
	close(one[0]);
	close(other[0]);
	close(other[1]);
}

static void
heed(int number)
{
	(void)number;
}

/* Whoever waits is told that a signal came: it returns. */
static void
test_signal(void **state)
{
	const struct sigaction action = { .sa_handler = heed };
	const struct itimerval soon = { .it_value = { 0, 20000 } };
	int64_t begun_ns = lab_now();
	struct awaited never = { -1, true };

	(void)state;
	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
	assert_int_equal(lab_wait(begun_ns + 60000 * LAB_MS, &never, 1), 0);
	assert_false(never.ready);
	assert_true(lab_now() < begun_ns + 30000 * LAB_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_untouched),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_deadline),
		cmocka_unit_test(test_ready),
		cmocka_unit_test(test_signal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
