/* test_blame.c - of all that went wrong in a cell the right thing is said. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "run/cell.h"

/* What else seemed wrong is forgotten, a subject's guilt, too. */
static void
test_clock_was_set(void **state)
{
	static struct cell c;

	(void)state;
	lab_clock_watch(&c.clock);
	cell_broke(&c, BLAME_SUBJECT, "subject: %s", "a stamp");
	cell_broke(&c, BLAME_LAB, "later");
	cell_judge_clock(&c);
	assert_int_equal(c.book.trouble.blame, BLAME_SUBJECT);
	assert_string_equal(c.book.trouble.text, "subject: a stamp");
	/* as if it had been that much ahead when the watch began */
	c.clock.offset_ns += 2 * SECOND;
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
		cmocka_unit_test(test_clock_was_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
