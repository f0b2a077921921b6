/* test_strategies.c - the table is whole, and no declaration contradicts. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "strategies/strategy.h"

/* What fails must say which strategy and which sign. */
#define CHECK(s, sign, what) \
	do { \
		if (!(what)) \
			fail_msg("%s, %s: not so: %s", (s)->name, \
			    sign_name(sign), #what); \
	} while (0)

static bool
is_wide(const struct when *declared)
{
	struct when w = when_now(declared);
	int width_ms = w.to_ms - w.from_ms;

	if (declared->timer == TIMER_USER_TIMEOUT) /* timers.c says why */
		return false;
	if (w.from_ms == 0)
		return width_ms > 150;
	return width_ms > 102 + (w.from_ms + 2) * 15 / 100;
}

static void
each_seen(void (*check)(const struct strategy *s, enum sign i))
{
	for (const struct strategy *const *s = strategies; *s != NULL; s++)
		for (enum sign i = 0; i < SIGNS; i++)
			if ((*s)->sees[i].verdict != UNSAID)
				check(*s, i);
}

/* The table is made from the file names: both ways nothing is left over. */
static void
test_file_is_name(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; strategies[i] != NULL; i++) {
		assert_non_null(strategy_files[i]);
		assert_string_equal(strategy_files[i], strategies[i]->name);
	}
	assert_null(strategy_files[i]);
	assert_true(i > 0);
}

static void
test_sorted_and_unique(void **state)
{
	(void)state;
	for (size_t i = 1; strategies[i] != NULL; i++)
		assert_true(
		    strcmp(strategies[i - 1]->name, strategies[i]->name) < 0);
}

static void
test_complete(void **state)
{
	char summary[256];

	(void)state;
	for (size_t i = 0; strategies[i] != NULL; i++) {
		const struct strategy *s = strategies[i];

		assert_true(
		    s->kind == WAITS || s->kind == ASKS || s->kind == ONCE);
		assert_true(s->watch != NULL || s->unsupported != NULL);
		assert_non_null(s->summary);
		timers_summary(s->summary, summary, sizeof(summary));
		assert_in_range(strlen(summary), 1, 60);
		assert_null(strpbrk(summary, "{}"));
		assert_null(strchr(s->summary, '\n'));
		assert_in_range(s->eats, 0, 4096);
	}
}

static void
check_window(const struct strategy *s, enum sign i)
{
	const struct when now = when_now(&s->sees[i].when), *w = &now;

	CHECK(s, i, w->from_ms >= 0);
	CHECK(s, i, w->to_ms > w->from_ms);
	/* else the window ends before */
	CHECK(s, i, w->to_ms < 4000 || w->to_ms == PERHAPS_MS);
	CHECK(s, i, !is_wide(w) || s->wide != NULL);
}

static void
test_windows(void **state)
{
	(void)state;
	each_seen(check_window);
}

/* An excuse that nothing needs any more. */
static void
test_no_stale_reason(void **state)
{
	(void)state;
	for (size_t i = 0; strategies[i] != NULL; i++) {
		const struct strategy *s = strategies[i];
		int wide = 0;

		for (enum sign j = 0; j < SIGNS; j++)
			wide += is_wide(&s->sees[j].when);
		if (s->wide != NULL && wide == 0)
			fail_msg("%s: .wide, and no window is", s->name);
	}
}

/* Who neither speaks nor has the kernel probe draws no answer. */
static void
check_draws(const struct strategy *s, enum sign i)
{
	bool probes = s->sees[SILENCE].verdict != UNSAID &&
	    s->sees[SILENCE].when.since == SINCE_SEGMENT;

	if (i == RST_ON_SEND)
		CHECK(s, i, s->speaks || probes);
	if (i == RST_AFTER_FIN_ON_SEND)
		CHECK(s, i, s->speaks);
	if (i == NO_ANSWER)
		CHECK(s, i, s->speaks);
	if (s->sees[i].when.since == SINCE_SENT)
		CHECK(s, i, s->speaks);
}

static void
test_the_silent_draw_nothing(void **state)
{
	(void)state;
	each_seen(check_draws);
}

/* Only who acts once counts from its check; who waits is at once. */
static void
check_kind(const struct strategy *s, enum sign i)
{
	const struct when *w = &s->sees[i].when;

	if (w->since == SINCE_CHECK)
		CHECK(s, i, s->kind == ONCE);
	/* of its links the kernel tells late, of the connection at once */
	if (s->kind == WAITS && !s->speaks && w->since == SINCE_SIGN &&
	    i != LINK_LOST)
		CHECK(s, i, w->to_ms == 50);
}

static void
test_since_fits_kind(void **state)
{
	(void)state;
	each_seen(check_kind);
}

static void
test_patience_is_late(void **state)
{
	(void)state;
	/* who has patience loses it; a timer of the kernel's may be late, too */
	for (size_t i = 0; strategies[i] != NULL; i++)
		if (strategies[i]->patience_ms > 0 || strategies[i]->patience)
			assert_int_not_equal(
			    strategies[i]->sees[LATE].verdict, UNSAID);
}

/* A clock that the packets keep belongs to the sign they show. */
static void
check_clock(const struct strategy *s, enum sign i)
{
	enum since since = s->sees[i].when.since;

	/* what waits for room, perhaps, is not even sent */
	if (s->sees[i].when.to_ms == PERHAPS_MS)
		return;
	if (i == UNACKED)
		CHECK(s, i,
		    since == SINCE_UNACKED || since == SINCE_REPEATED ||
			since == SINCE_CHECK);
	if (since == SINCE_NO_ROOM)
		CHECK(s, i, i == ZERO_WINDOW);
	if (since == SINCE_TRAFFIC)
		CHECK(s, i, i == NOTHING_HEARD);
}

static void
test_clock_fits_sign(void **state)
{
	(void)state;
	each_seen(check_clock);
}

/* Who is suspended does not notice; who is asked would be asked again. */
static void
test_suspends(void **state)
{
	(void)state;
	for (size_t i = 0; strategies[i] != NULL; i++)
		if (strategies[i]->suspends)
			assert_int_equal(strategies[i]->kind, WAITS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file_is_name),
		cmocka_unit_test(test_sorted_and_unique),
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_no_stale_reason),
		cmocka_unit_test(test_the_silent_draw_nothing),
		cmocka_unit_test(test_since_fits_kind),
		cmocka_unit_test(test_patience_is_late),
		cmocka_unit_test(test_clock_fits_sign),
		cmocka_unit_test(test_suspends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
