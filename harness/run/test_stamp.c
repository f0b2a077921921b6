/* test_stamp.c - which stamps hold, and what the others are told. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run/stamp.h"

#define MS INT64_C(1000000)
#define RECEIPT INT64_C(1700000000123456789)
#define UPTIME INT64_C(7200123456789)

static const char *
told(int64_t t_ns, int64_t waits_ns)
{
	static char error[STAMP_ERROR];
	const struct stamping s = { t_ns, RECEIPT, UPTIME, waits_ns };

	error[0] = '\0';
	return stamp_holds(&s, error) ? "" : error;
}

static void
test_holds(void **state)
{
	(void)state;
	assert_string_equal(told(RECEIPT, 0), "");
	assert_string_equal(told(RECEIPT + MS, 0), "");
	assert_string_equal(told(RECEIPT - STAMP_LAG_NS, 0), "");
	assert_string_equal(told(RECEIPT - STAMP_LAG_NS - 5 * MS, 5 * MS), "");
}

static void
test_too_far(void **state)
{
	(void)state;
	assert_string_equal(told(RECEIPT - 2500 * MS, 0),
	    "report stamped 2500 ms before it was received; it may take 250 ms "
	    "to come: report at once what is noticed, and flush");
	assert_string_equal(told(RECEIPT - 2500 * MS, 300 * MS),
	    "report stamped 2500 ms before it was received; it may take 550 ms "
	    "to come: report at once what is noticed, and flush");
	assert_string_equal(told(RECEIPT + MS + 1, 0),
	    "report stamped 2 ms after it was received; expected "
	    "CLOCK_REALTIME in nanoseconds, when it noticed");
}

#define EXPECTED \
	": expected CLOCK_REALTIME in nanoseconds, here @1700000000123456789"

static void
test_wrong_unit(void **state)
{
	(void)state;
	assert_string_equal(told(RECEIPT / MS, 0),
	    "stamp @1700000000123 seems to be milliseconds" EXPECTED);
	assert_string_equal(told(RECEIPT / 1000 - 90000, 0),
	    "stamp @1700000000033456 seems to be microseconds" EXPECTED);
	assert_string_equal(told(RECEIPT / 1000 / MS, 0),
	    "stamp @1700000000 seems to be seconds" EXPECTED);
	assert_string_equal(told(UPTIME - 5 * MS, 0),
	    "stamp @7200118456789 seems to be of CLOCK_MONOTONIC" EXPECTED);
	assert_string_equal(told(5, 0), "stamp @5" EXPECTED);
	/* whatever was waited for: no wait is as long */
	assert_string_equal(told(0, INT64_MAX / 2), "stamp @0" EXPECTED);
}

/* Nothing overflows at the ends of the range. */
static void
test_extremes(void **state)
{
	(void)state;
	assert_string_equal(
	    told(INT64_MAX, 0), "stamp @9223372036854775807" EXPECTED);
	assert_string_equal(told(0, 0), "stamp @0" EXPECTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds),
		cmocka_unit_test(test_too_far),
		cmocka_unit_test(test_wrong_unit),
		cmocka_unit_test(test_extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
