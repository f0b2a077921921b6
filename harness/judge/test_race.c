/* test_race.c - what only the subject can know: two verdicts are admissible. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

/* A RST within a millisecond of the FIN: it may find either. */
static void
test_at_once(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN));

	(void)state;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	sees(s, RST_AFTER_FIN, RESET, SINCE_SIGN, 0, 50);
	mark(s, FIN_IN, 300, 0);
	mark_ns(s, RST_IN, 300 * MS + 900000, 0);
	expect(s, CLOSED, 300, 350, FIN);
	assert_true(is_admitted(s, RESET));
	forget_from(s, 300);
	mark(s, FIN_IN, 300, 0);
	mark(s, RST_IN, 302, 0);
	expect_only(s, CLOSED, 300, 350, FIN);
}

/* What comes while a question is being answered is in that answer or not. */
static void
test_while_answering(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN));

	(void)state;
	s->d.kind = ASKS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	sees(s, RST_AFTER_FIN, RESET, SINCE_SIGN, 0, 150);
	mark(s, FIN_IN, 300, 0);
	mark(s, RST_IN, 310, 0);
	ask(s, 320, 321); /* both are there: the later is told */
	expect_only(s, RESET, 310, 460, RST_AFTER_FIN);
	forget_from(s, 300);
	ask(s, 290, 305);
	mark(s, FIN_IN, 300, 0);
	mark(s, RST_IN, 310, 0);
	ask(s, 405, 406);
	assert_true(is_admitted(s, CLOSED) && is_admitted(s, RESET));
	/* asked between them */
	forget_from(s, 290);
	mark(s, FIN_IN, 300, 0);
	ask(s, 304, 305);
	mark(s, RST_IN, 310, 0);
	expect_only(s, CLOSED, 300, 450, FIN);
}

/* A timer that may have run out before the FIN came. */
static void
test_timer_and_sign(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	mark(s, FIN_IN, 590, 0);
	expect_only(s, CLOSED, 590, 640, FIN);
	forget_from(s, 590);
	mark(s, FIN_IN, 650, 0);
	expect(s, CLOSED, 650, 700, FIN);
	assert_true(is_admitted(s, TIMEOUT));
	forget_from(s, 650);
	mark(s, FIN_IN, 800, 0);
	expect_only(s, TIMEOUT, 95 + 498, 775, NOTHING_HEARD);
}

/* Data that is never acknowledged is given up by the kernel, in the end. */
static void
test_kernel_gives_up(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));
	int64_t day_ns = 24 * 3600 * 1000 * MS;

	(void)state;
	sees(s, LOCAL_ABORT, RESET, SINCE_SIGN, 0, 50);
	mark(s, DATA_OUT, 150, 1);
	expect_nothing(s, OPEN);
	s->tl.plot.horizon_ns = day_ns;
	expect_only(s, TIMEOUT, 150 + 924000, 150 + 1800000, UNACKED);
	/* who has one name for all errors has it for this one */
	sees(s, LOCAL_ABORT, GONE, SINCE_SIGN, 0, 50);
	expect_only(s, GONE, 150 + 924000, 150 + 1800000, UNACKED);
	s->tl.plot.horizon_ns = 1000000 * MS;
	assert_true(is_admitted(s, OPEN) && is_admitted(s, GONE));
	mark(s, CLEAR, 800000, 0);
	expect_nothing(s, OPEN);
	/* and who never fetches an error is never told */
	sees(s, LOCAL_ABORT, UNSAID, SINCE_SIGN, 0, 0);
	s->tl.n--;
	s->tl.plot.horizon_ns = day_ns;
	expect_nothing(s, OPEN);
}

/* Nothing is probed while data is in flight; then the clock begins anew. */
static void
test_keepalive_rests(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 2998, 3550);
	mark(s, DATA_OUT, 150, 1);
	mark(s, SEGMENT_IN, 180, 0); /* acknowledges nothing */
	expect_nothing(s, OPEN);
	mark(s, SEGMENT_IN, 1000, 0);
	mark(s, CLEAR, 1000, 0);
	expect_only(s, TIMEOUT, 1000 + 2998, 1000 + 3550, SILENCE);
}

/* Nothing of what a subject says changes what is predicted of it. */
static void
test_answer_is_not_seen(void **state)
{
	struct set *s = set_up(SIGN(FIN));
	struct prediction p;

	(void)state;
	s->d.kind = ASKS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	mark(s, FIN_IN, 300, 0);
	ask(s, 310, 311);
	p = predicted(s);
	assert_int_equal(p.verdict, CLOSED);
	/* one that hangs, too, is due with its answer */
	s->tl.n--;
	p = predicted(s);
	assert_int_equal(p.verdict, CLOSED);
	assert_int_equal(p.n_also, 0);
}

/* No packet tells how large a send buffer became. */
static void
test_perhaps(void **state)
{
	struct set *s = set_up(SIGN(LATE));

	(void)state;
	s->d.kind = ASKS;
	sees(s, UNACKED, GONE, SINCE_NO_ROOM, 0, PERHAPS_MS);
	ask(s, 250, 251);
	expect_nothing(s, OPEN);
	mark(s, SHUT, 300, 0);
	ask(s, 350, 351);
	assert_int_equal(predicted(s).verdict, OPEN);
	assert_true(is_admitted(s, GONE));
	mark(s, ROOM, 400, 0);
	assert_int_equal(predicted(s).verdict, OPEN);
	assert_true(is_admitted(s, GONE));
	/* not if nobody asked in between */
	forget_from(s, 300);
	mark(s, SHUT, 300, 0);
	mark(s, ROOM, 310, 0);
	ask(s, 350, 351);
	expect_nothing(s, OPEN);
}

/* "ready" is known by its receipt: a clock may have begun before. */
static void
test_before_ready(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	s->tl.plot.horizon_ns = (95 + 498) * MS;
	expect(s, TIMEOUT, 95 + 498, 775, NOTHING_HEARD);
	s->tl.plot.horizon_ns--;
	expect_nothing(s, OPEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_while_answering),
		cmocka_unit_test(test_timer_and_sign),
		cmocka_unit_test(test_kernel_gives_up),
		cmocka_unit_test(test_keepalive_rests),
		cmocka_unit_test(test_answer_is_not_seen),
		cmocka_unit_test(test_before_ready),
		cmocka_unit_test(test_perhaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
