/* test_pace.c - more at once while the machine keeps up, fewer when not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "pool/pace.h"

#define MS 1000000LL

static struct pace p;
static int64_t now;

/* Without PSI: what the machine says of its memory is not for a test. */
static void
begin(int cores, int most)
{
	now = 0;
	pace_open(&p, cores, most, now);
	p.stalled_us = -1;
}

static int
look(int busy, int waiting, int late)
{
	while (late-- > 0)
		pace_late(&p);
	now += 100 * MS;
	pace_look(&p, busy, waiting, now);
	return p.now;
}

static void
test_takes_on(void **state)
{
	(void)state;
	begin(2, 1000);
	assert_int_equal(p.now, 16);
	assert_int_equal(look(16, 0, 0), 32);
	assert_int_equal(look(32, 0, 0), 64);
	/* not all that may run do: no more is needed */
	assert_int_equal(look(60, 0, 0), 64);
	/* they stand before the gates: the cores have enough */
	assert_int_equal(look(64, 17, 0), 64);
	/* from then on step by step */
	assert_int_equal(look(64, 16, 0), 72);
	assert_int_equal(look(72, 0, 0), 80);
}

static void
test_gives_way(void **state)
{
	(void)state;
	begin(2, 1000);
	look(16, 0, 0);
	look(32, 0, 0);
	look(64, 0, 0);
	assert_int_equal(p.now, 128);
	/* one late of a hundred is tried again, and that is all */
	assert_int_equal(look(100, 0, 5), 128);
	assert_int_equal(look(100, 0, 6), 80);
	/* not again at once: cells must end first */
	assert_int_equal(look(100, 0, 60), 80);
	now += 500 * MS;
	assert_int_equal(look(80, 0, 60), 64);
	assert_int_equal(look(64, 0, 0), 72);
	for (int i = 0; i < 20; i++) {
		now += 500 * MS;
		look(p.now, 0, 1000);
	}
	assert_int_equal(p.now, 8); /* but some always run */
}

static void
test_bounds(void **state)
{
	(void)state;
	begin(2, 1);
	assert_int_equal(p.now, 1);
	assert_int_equal(look(1, 0, 0), 1);
	now += 500 * MS;
	assert_int_equal(look(1, 0, 10), 1);
	begin(2, 20);
	assert_int_equal(look(16, 0, 0), 20);
	assert_int_equal(look(20, 0, 0), 20);
	/* 64 cores begin with more */
	begin(64, 4096);
	assert_int_equal(p.now, 512);
	assert_int_equal(look(512, 0, 0), 1024);
}

/* Between two looks there is some time, whoever calls. */
static void
test_time(void **state)
{
	(void)state;
	begin(1, 1000);
	pace_look(&p, 8, 0, 99 * MS);
	assert_int_equal(p.now, 8);
	pace_look(&p, 8, 0, 100 * MS);
	assert_int_equal(p.now, 16);
	pace_look(&p, 16, 0, 199 * MS);
	assert_int_equal(p.now, 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_takes_on),
		cmocka_unit_test(test_gives_way),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
