/* test_clock.c - a wall clock that was set is noticed, also if set back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "run/clock.h"
#include "run/cell.h"

/* As if the clock had been that much ahead when the watch began. */
static void
look_after(struct clock_watch *w, int64_t step_ns)
{
	w->offset_ns -= step_ns;
	clock_look(w);
	w->offset_ns += step_ns;
}

static void
test_untouched(void **state)
{
	char by[CLOCK_TEXT] = "";
	struct clock_watch w;
	int i;

	(void)state;
	clock_watch(&w);
	for (i = 0; i < 10000; i++)
		clock_look(&w);
	assert_false(clock_was_set(&w, by));
	look_after(&w, 2 * MS);
	assert_false(clock_was_set(&w, by));
	assert_string_equal(by, "");
}

static void
test_set(void **state)
{
	char by[CLOCK_TEXT] = "";
	struct clock_watch w;

	(void)state;
	clock_watch(&w);
	look_after(&w, 120 * SECOND);
	assert_true(clock_was_set(&w, by));
	assert_string_equal(by, "forward by 120.000 s");
	/* and set right again, before the cell ends */
	clock_look(&w);
	assert_true(clock_was_set(&w, by));
	assert_string_equal(by, "forward by 120.000 s");
	clock_watch(&w);
	look_after(&w, -120 * SECOND);
	assert_true(clock_was_set(&w, by));
	assert_string_equal(by, "back by 120.000 s");
}

/* What else seemed wrong is forgotten, a subject's guilt, too. */
static void
test_blame(void **state)
{
	static struct cell c;

	(void)state;
	clock_watch(&c.clock);
	cell_broke(&c, BLAME_SUBJECT, "subject: %s", "a stamp");
	cell_broke(&c, BLAME_LAB, "later");
	cell_judge_clock(&c);
	assert_int_equal(c.book.trouble.blame, BLAME_SUBJECT);
	assert_string_equal(c.book.trouble.text, "subject: a stamp");
	look_after(&c.clock, -2 * SECOND);
	cell_judge_clock(&c);
	assert_int_equal(c.book.trouble.blame, BLAME_MACHINE);
	assert_string_equal(c.book.trouble.text,
	    "the machine's clock was set back by 2.000 s while the cell ran");
	assert_string_equal(blame_name(c.book.trouble.blame), "machine");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_untouched),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_blame),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
