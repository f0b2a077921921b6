/* test_shown.c - signs that the packets show, whatever the scenario says. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

/* Any data is data to who takes it for the end: an echo, before the fault. */
static void
test_data(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	sees(s, DATA, GONE, SINCE_SIGN, 0, 150);
	expect_nothing(s, OPEN);
	deliver(s, 150, 1);
	expect(s, GONE, 150, 300, DATA);
}

static void
test_our_fin(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	sees(s, OUR_FIN, GONE, SINCE_SIGN, 0, 150);
	expect_nothing(s, OPEN);
	mark(s, FIN_OUT, 300, 0);
	expect(s, GONE, 300, 450, OUR_FIN);
}

/* A beat between our FIN and the peer's finds EPIPE; none need fall there. */
static void
test_beat_after_our_fin(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	mark(s, FIN_OUT, 300, 0);
	sees(s, OUR_FIN, GONE, SINCE_SIGN, 0, 550);
	expect_only(s, GONE, 300, 850, OUR_FIN);
	s->signs = SIGN(FIN_BOTH);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	mark(s, FIN_IN, 320, 0);
	expect(s, CLOSED, 320, 370, FIN_BOTH);
	assert_int_equal(predicted(s).n_also, 1);
	assert_int_equal(predicted(s).also[0].verdict, GONE);
	assert_int_equal(predicted(s).also[0].from_ns, 300 * MS);
	/* what came first does not wait for it */
	forget_from(s, 300);
	mark(s, FIN_IN, 290, 0);
	mark(s, FIN_OUT, 300, 0);
	expect_only(s, CLOSED, 290, 340, FIN_BOTH);
	/* and it is certain before what comes late */
	forget_from(s, 290);
	mark(s, FIN_OUT, 300, 0);
	mark(s, FIN_IN, 900, 0);
	expect_only(s, GONE, 300, 850, OUR_FIN);
}

/* The urgent byte came when it came. */
static void
test_urgent(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->signs = SIGN(URGENT);
	sees(s, URGENT, GONE, SINCE_SIGN, 0, 50);
	expect(s, GONE, 200, 250, URGENT);
	mark(s, URG_IN, 170, 0);
	expect(s, GONE, 170, 220, URGENT);
}

static void
test_unacked(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->d.kind = ASKS;
	sees(s, UNACKED, TIMEOUT, SINCE_UNACKED, 998, 1250);
	expect_nothing(s, OPEN);
	mark(s, DATA_OUT, 150, 1);
	expect_only(s, TIMEOUT, 150 + 998, 150 + 1250, UNACKED);
	/* who acts once, and looks only then */
	s->d.kind = ONCE;
	sees(s, UNACKED, TIMEOUT, SINCE_CHECK, 498, 675);
	expect_nothing(s, OPEN);
	ask(s, 210, 0);
	expect_only(s, TIMEOUT, 210 + 498, 210 + 675, UNACKED);
}

/* What was quoted becomes the timeout's name. */
static void
test_unacked_is_named(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->signs = SIGN(SILENCE) | SIGN(NO_ROUTE);
	sees(s, UNACKED, TIMEOUT, SINCE_UNACKED, 998, 1250);
	mark(s, DATA_OUT, 150, 1);
	expect(s, TIMEOUT, 150 + 998, 150 + 1250, UNACKED);
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_SEGMENT, 1998, 2400);
	expect(s, UNREACHABLE, 150 + 998, 150 + 1250, UNACKED);
}

static void
test_no_room(void **state)
{
	struct set *s = set_up(SIGN(ZERO_WINDOW));

	(void)state;
	sees(s, ZERO_WINDOW, TIMEOUT, SINCE_NO_ROOM, 598, 900);
	expect_nothing(s, OPEN); /* it never shut: nothing is owed */
	mark(s, SHUT, 300, 0);
	expect_only(s, TIMEOUT, 300 + 598, 300 + 900, ZERO_WINDOW);
	s->signs = 0;
	expect_only(s, TIMEOUT, 300 + 598, 300 + 900, ZERO_WINDOW);
	mark(s, ROOM, 800, 0);
	expect_nothing(s, OPEN);
}

/* Bytes of either direction, but each only once. */
static void
test_traffic(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_TRAFFIC, 998, 1250);
	expect(s, TIMEOUT, 95 + 998, 100 + 1250, NOTHING_HEARD);
	mark(s, DATA_OUT, 900, 1);
	expect(s, TIMEOUT, 900 + 998, 900 + 1250, NOTHING_HEARD);
	deliver(s, 1500, 1);
	expect(s, TIMEOUT, 1500 + 998, 1500 + 1250, NOTHING_HEARD);
	/* to who counts only what comes, what goes is nothing */
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 998, 1250);
	expect(s, TIMEOUT, 95 + 998, 100 + 1250, NOTHING_HEARD);
}

static void
test_suspends(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	s->d.suspends = true;
	mark(s, FIN_IN, 300, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect_only(s, CLOSED, 300, 350, FIN);
	deliver(s, 310, 1);
	expect_only(s, CLOSED, 300, 350, FIN);
	deliver(s, 290, 1);
	expect_nothing(s, OPEN);
}

/* Who sends nothing sees a RST, whoever's bytes drew it. */
static void
test_rst_of_others(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->signs = SIGN(RST_ON_SEND);
	sees(s, RST, RESET, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
	mark(s, RST_IN, 300, 1);
	expect(s, RESET, 300, 350, RST_ON_SEND);
	s->d.speaks = true; /* it says what it sees of its own sending */
	expect_nothing(s, OPEN);
}

static void
test_rst_of_others_after_fin(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->signs = SIGN(RST_AFTER_FIN_ON_SEND);
	mark(s, FIN_IN, 250, 0);
	mark(s, RST_IN, 300, 1);
	sees(s, RST_AFTER_FIN, GONE, SINCE_SIGN, 0, 50);
	expect(s, GONE, 300, 350, RST_AFTER_FIN_ON_SEND);
}

static void
test_known_as(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	assert_int_equal(judge_known_as(&s->d, FIN_BOTH), FIN);
	assert_int_equal(judge_known_as(&s->d, NO_WAY_OUT), NO_ROUTE);
	assert_int_equal(judge_known_as(&s->d, RST_ON_SEND), RST);
	assert_int_equal(
	    judge_known_as(&s->d, RST_AFTER_FIN_ON_SEND), RST_AFTER_FIN);
	assert_int_equal(judge_known_as(&s->d, SILENCE), SILENCE);
	sees(s, FIN_BOTH, GONE, SINCE_SIGN, 0, 50);
	assert_int_equal(judge_known_as(&s->d, FIN_BOTH), FIN_BOTH);
	s->d.speaks = true;
	assert_int_equal(judge_known_as(&s->d, RST_ON_SEND), RST_ON_SEND);
}

/* Data that comes after the first quiet moment is too late. */
static void
test_quiet_before_data(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->d.kind = ASKS;
	sees(s, DATA, OPEN, SINCE_SIGN, 0, 150);
	sees(s, NOTHING_HEARD, GONE, SINCE_DATA, 0, 150);
	ask(s, 101, 102);
	deliver(s, 104, 1);
	expect_only(s, GONE, 95, 250, NOTHING_HEARD);
	/* it lies there when it is asked first */
	forget_from(s, 101);
	deliver(s, 101, 1);
	ask(s, 102, 103);
	expect_nothing(s, OPEN);
}

/* A clock of one's own goes on while one is stopped. */
static void
test_stopped(void **state)
{
	struct set *s = set_up(0);

	(void)state;
	s->d.kind = ASKS;
	stop(s, 200, 2200);
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 998, 1250);
	expect(s, TIMEOUT, 95 + 998, 2200 + 1250 + 50, NOTHING_HEARD);
	deliver(s, 300, 1); /* found at 2200 */
	expect(s, TIMEOUT, 2200 + 998, 2200 + 1250, NOTHING_HEARD);
	/* one that waits ends with EINTR, and waits anew */
	forget_from(s, 201);
	mark(s, CONT, 2200, 0);
	s->d.kind = WAITS;
	expect(s, TIMEOUT, 2200 + 998, 2200 + 1250, NOTHING_HEARD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_data),
		cmocka_unit_test(test_our_fin),
		cmocka_unit_test(test_beat_after_our_fin),
		cmocka_unit_test(test_urgent),
		cmocka_unit_test(test_unacked),
		cmocka_unit_test(test_unacked_is_named),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_traffic),
		cmocka_unit_test(test_suspends),
		cmocka_unit_test(test_rst_of_others),
		cmocka_unit_test(test_rst_of_others_after_fin),
		cmocka_unit_test(test_known_as),
		cmocka_unit_test(test_quiet_before_data),
		cmocka_unit_test(test_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
