/* test_profile.c - which signs a subject sees, from literal cells. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "judge/judge.h"

#define NEVER WIRE_NEVER

/* A cell whose verdict came at verdict_us; NEVER: nothing terminal. */
static struct sighting
cell(int64_t verdict_us, enum outcome outcome)
{
	struct sighting c = {
		.verdict_us = verdict_us, .outcome = outcome, .because = SIGNS
	};
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++)
		c.onset_us[s] = NEVER;
	return c;
}

static enum sight
sees(const struct sighting *cells, size_t n, enum sign s)
{
	struct profile p;

	judge_profile(&p, cells, n);
	return p.sees[s];
}

static void
test_one_sign(void **state)
{
	static const struct {
		enum outcome outcome;
		enum sight sight;
	} table[] = {
		{ RIGHT, SEEN_RIGHT },
		{ VAGUE, SEEN_VAGUE },
		{ MISNAMED, SEEN_BADLY },
	};
	struct sighting c;

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		c = cell(1000, table[i].outcome);
		c.onset_us[FIN] = 0;
		assert_int_equal(sees(&c, 1, FIN), table[i].sight);
		assert_int_equal(sees(&c, 1, RST), NOT_TESTED);
	}
	c = cell(NEVER, MISSED);
	c.onset_us[FIN] = 0;
	assert_int_equal(sees(&c, 1, FIN), BLIND);
	/* what makes no statement makes none here */
	c.outcome = NO_OUTCOME;
	assert_int_equal(sees(&c, 1, FIN), NOT_TESTED);
}

/* A verdict after a second sign says nothing good of the first. */
static void
test_which_of_two(void **state)
{
	struct sighting c = cell(1600000, VAGUE);

	(void)state;
	c.onset_us[FIN] = 0;
	c.onset_us[RST_AFTER_FIN_ON_SEND] = 1500000;
	assert_int_equal(sees(&c, 1, FIN), BLIND);
	assert_int_equal(sees(&c, 1, RST_AFTER_FIN_ON_SEND), SEEN_VAGUE);
	/* too close to tell */
	c.onset_us[FIN] = 1400000;
	assert_int_equal(sees(&c, 1, FIN), NOT_TESTED);
	/* said before the second came */
	c = cell(1000, RIGHT);
	c.onset_us[FIN] = 0;
	c.onset_us[RST_AFTER_FIN] = 200000;
	assert_int_equal(sees(&c, 1, FIN), SEEN_RIGHT);
	assert_int_equal(sees(&c, 1, RST_AFTER_FIN), NOT_TESTED);
	/* a timer was still running when something else ended it */
	c = cell(1600000, RIGHT);
	c.onset_us[SILENCE] = 0;
	c.onset_us[RST_ON_SEND] = 1500000;
	assert_int_equal(sees(&c, 1, SILENCE), NOT_TESTED);
}

/* Of two at once it was the one to which it is not blind elsewhere. */
static void
test_at_once(void **state)
{
	struct sighting c[2] = { cell(2200000, RIGHT), cell(NEVER, MISSED) };

	(void)state;
	c[0].onset_us[NO_ANSWER] = c[0].onset_us[ZERO_WINDOW] = 0;
	c[1].onset_us[NO_ANSWER] = 0;
	assert_int_equal(sees(c, 2, NO_ANSWER), BLIND);
	assert_int_equal(sees(c, 2, ZERO_WINDOW), SEEN_RIGHT);
	/* blind to both is blind to each */
	c[0] = cell(NEVER, MISSED);
	c[0].onset_us[NO_ANSWER] = c[0].onset_us[ZERO_WINDOW] = 0;
	assert_int_equal(sees(c, 1, ZERO_WINDOW), BLIND);
}

static void
test_several_cells(void **state)
{
	struct sighting c[2] = { cell(1000, RIGHT), cell(1000, VAGUE) };

	(void)state;
	c[0].onset_us[RST] = c[1].onset_us[RST] = 0;
	assert_int_equal(sees(c, 2, RST), SEEN_VAGUE);
	c[1] = cell(NEVER, MISSED);
	c[1].onset_us[RST] = 0;
	assert_int_equal(sees(c, 2, RST), PARTLY);
}

/* A FIN is seen, and a byte of ours draws a RST, microseconds apart. */
static void
test_not_by_chance(void **state)
{
	struct sighting c[2] = { cell(1503636, RIGHT), cell(1508926, RIGHT) };

	(void)state;
	/* the RST behind the word, be it by a microsecond, did not make it */
	c[0].onset_us[FIN] = c[1].onset_us[FIN] = 43;
	c[0].onset_us[RST_AFTER_FIN_ON_SEND] = 1503637;
	assert_int_equal(sees(c, 1, FIN), SEEN_RIGHT);
	assert_int_equal(sees(c, 1, RST_AFTER_FIN_ON_SEND), NOT_TESTED);
	/* before it, it is not what the word is known to be of */
	c[0].onset_us[FIN] = 1503500;
	c[0].onset_us[RST_AFTER_FIN_ON_SEND] = 1503600;
	assert_int_equal(sees(c, 1, RST_AFTER_FIN_ON_SEND), SEEN_RIGHT);
	c[0].because = FIN;
	assert_int_equal(sees(c, 1, RST_AFTER_FIN_ON_SEND), NOT_TESTED);
	/* an urgent byte that was taken for an end, and a FIN just behind it */
	c[1].onset_us[FIN] = 1508900;
	assert_int_equal(sees(&c[1], 1, FIN), SEEN_RIGHT);
	c[1].of_life = true;
	assert_int_equal(sees(&c[1], 1, FIN), NOT_TESTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_not_by_chance),
		cmocka_unit_test(test_one_sign),
		cmocka_unit_test(test_which_of_two),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_several_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
