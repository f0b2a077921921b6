/* test_quiet.c - what is not heard in time: payload, answers to beats. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

/* Quiet is seen in the packets, whatever signs the scenario gives. */
static void
test_quiet_of_any_scenario(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	/* it began when it was connected, 5 ms before "ready" */
	expect(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
	/* payload starts the timer anew, as often as it comes in time */
	deliver(s, 400, 3);
	expect(s, TIMEOUT, 898, 1075, NOTHING_HEARD);
	deliver(s, 800, 3);
	expect(s, TIMEOUT, 800 + 498, 800 + 675, NOTHING_HEARD);
	/* a gap wide enough is the end, whatever comes after it */
	deliver(s, 800 + 675, 3);
	expect(s, TIMEOUT, 800 + 498, 800 + 675, NOTHING_HEARD);
}

static void
test_quiet_gap_at_its_edge(void **state)
{
	struct set *s = set_up(SIGN(DATA));

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	deliver(s, 95 + 497, 1);
	expect_only(s, TIMEOUT, 592 + 498, 592 + 675, NOTHING_HEARD);
	/* hardly wider than the timer: only the subject knows */
	forget_from(s, 592);
	deliver(s, 100 + 498, 1);
	expect(s, TIMEOUT, 598 + 498, 598 + 675, NOTHING_HEARD);
	assert_int_equal(predicted(s).n_also, 1);
	assert_int_equal(predicted(s).also[0].from_ns, (95 + 498) * MS);
	assert_int_equal(predicted(s).also[0].to_ns, (100 + 675) * MS);
	forget_from(s, 598);
	deliver(s, 100 + 675, 1);
	expect_only(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
}

/* What brought no payload, or came before "ready", keeps nothing alive. */
static void
test_quiet_ignores(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	deliver(s, 98, 3);
	mark(s, SEGMENT_IN, 300, 0);
	expect(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
}

/* Data that lies there keeps a peek from ever timing out. */
static void
test_data_as_open_suppresses_quiet(void **state)
{
	static const enum sign with_data[] = { DATA, FIN_BEHIND_DATA,
		RST_BEHIND_DATA };
	struct set *s;

	(void)state;
	for (size_t i = 0; i < COUNT(with_data); i++) {
		s = set_up(SIGN(with_data[i]));
		sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
		sees(s, DATA, OPEN, SINCE_SIGN, 0, 150);
		deliver(s, 150, 5);
		mark(s, FIN_IN, 201, 0);
		mark(s, RST_IN, 201, 0);
		expect_nothing(s, OPEN);
		sees(s, NOTHING_HEARD, QUIET, SINCE_DATA, 498, 675);
		expect_nothing(s, OPEN);
		/* who reads the data has heard, and then hears nothing */
		sees(s, DATA, UNSAID, SINCE_SIGN, 0, 0);
		expect_nothing(s, QUIET);
	}
	s = set_up(SIGN(FIN));
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	sees(s, DATA, OPEN, SINCE_SIGN, 0, 150);
	expect(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
}

/* Who acts once listens from its check on. */
static void
test_quiet_since_check(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	s->d.kind = ONCE;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_CHECK, 998, 1250);
	expect_nothing(s, OPEN); /* never asked: no timer runs */
	ask(s, 210, 0);
	deliver(s, 205, 1);
	expect(s, TIMEOUT, 210 + 998, 210 + 1250, NOTHING_HEARD);
	deliver(s, 500, 1);
	expect(s, TIMEOUT, 500 + 998, 500 + 1250, NOTHING_HEARD);
}

/* "quiet" is a last word, not a verdict: it has no time. */
static void
test_quiet_as_last_word(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, NOTHING_HEARD, QUIET, SINCE_DATA, 498, 675);
	expect_nothing(s, QUIET);
	deliver(s, 5000 - 675, 1);
	expect_nothing(s, QUIET);
	/* hardly long enough: either */
	deliver(s, 5000 - 498, 1);
	assert_true(is_admitted(s, QUIET) && is_admitted(s, OPEN));
	deliver(s, 5000 - 497, 1);
	expect_nothing(s, OPEN);
	/* data from before "ready" does not count, "ready" does */
	s = set_up(SIGN(SILENCE));
	sees(s, NOTHING_HEARD, QUIET, SINCE_DATA, 498, 675);
	deliver(s, 50, 1);
	s->tl.plot.horizon_ns = (100 + 675) * MS;
	expect_nothing(s, QUIET);
	s->tl.plot.horizon_ns = (100 + 498) * MS - 1;
	expect_nothing(s, OPEN);
	/* a terminal verdict is a word that goes before it */
	s->signs |= SIGN(LOCAL_ABORT);
	sees(s, LOCAL_ABORT, RESET, SINCE_SIGN, 0, 50);
	expect_only(s, RESET, 200, 250, LOCAL_ABORT);
}

/* A beat at sent_ms, answered at answered_ms; 0: never. */
static void
beat(struct set *s, int sent_ms, int answered_ms)
{
	mark(s, DATA_OUT, sent_ms, 1);
	mark(s, BEAT, sent_ms, 1);
	if (answered_ms == 0)
		return;
	mark(s, CLEAR, answered_ms, 0);
	mark(s, ECHO, answered_ms, 1);
}

/* Lateness is a matter of the packets and of the subject's patience. */
static void
test_late(void **state)
{
	struct set *s = set_up(SIGN(DATA)); /* whatever the scenario says */

	(void)state;
	s->d.patience_ms = 1000;
	sees(s, LATE, TIMEOUT, SINCE_SENT, 998, 1250);
	beat(s, 700, 1694);
	expect_nothing(s, OPEN);
	/* by so little only the subject knows */
	forget_from(s, 700);
	beat(s, 700, 1701);
	assert_true(is_admitted(s, OPEN) && is_admitted(s, TIMEOUT));
	forget_from(s, 700);
	beat(s, 700, 1706);
	expect_only(s, TIMEOUT, 1695, 1695 + 252, LATE);
}

/* Two late answers in a row, beats every 500 ms, whatever kept them away. */
static void
test_misses(void **state)
{
	struct set *s = set_up(SIGN(NO_ANSWER));

	(void)state;
	s->d = (struct declaration) {
		.kind = WAITS, .patience_ms = 1000, .beat_ms = 500, .misses = 2
	};
	sees(s, NO_ANSWER, TIMEOUT, SINCE_SENT, 1498, 1825);
	beat(s, 100, 101);
	beat(s, 600, 1650); /* late */
	beat(s, 1100, 1650);
	beat(s, 1600, 0);
	beat(s, 2100, 0);
	expect_only(s, TIMEOUT, 3095, 3095 + 327, NO_ANSWER);
	/* what found no room in the network was written at its time */
	forget_from(s, 600);
	mark(s, DATA_OUT, 590, 1);
	expect_only(s, TIMEOUT, 2095, 2095 + 327, NO_ANSWER);
	/* who was stopped wrote nothing then */
	stop(s, 550, 2000);
	expect(s, TIMEOUT, 3495, 3495 + 327, NO_ANSWER);
}

/* A subject that got no CPU beat late: where there was room the wire is right. */
static void
test_late_beats(void **state)
{
	struct set *s = set_up(SIGN(NO_ANSWER));

	(void)state;
	s->d = (struct declaration) {
		.kind = WAITS, .patience_ms = 1000, .beat_ms = 500, .misses = 2
	};
	sees(s, NO_ANSWER, TIMEOUT, SINCE_SENT, 1498, 1825);
	beat(s, 100, 101);
	beat(s, 620, 621); /* 20 ms late */
	beat(s, 1140, 0);  /* and again; the next is behind it */
	expect_only(s, TIMEOUT, 1640 + 995, 1640 + 995 + 327, NO_ANSWER);
}

/* As many as there are: nothing is forgotten after the first 64. */
static void
test_many_beats(void **state)
{
	struct set *s = set_up(SIGN(DATA));

	(void)state;
	s->tl.plot.horizon_ns = 20000 * MS;
	s->d = (struct declaration) {
		.kind = WAITS, .patience_ms = 200, .beat_ms = 50, .misses = 2
	};
	sees(s, LATE, TIMEOUT, SINCE_SENT, 248, 390);
	for (int t = 100; t < 10100; t += 50)
		beat(s, t, t + 1);
	s->tl.plot.horizon_ns = 10140 * MS;
	expect_nothing(s, OPEN);
	s->tl.plot.horizon_ns = 20000 * MS;
	/* the beats of 10100 and 10150 are not answered */
	expect_only(s, TIMEOUT, 10345, 10345 + 142, LATE);
}

/* So are questions, each of which is a beat to who beats when asked. */
static void
test_many_questions(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	s->tl.plot.horizon_ns = 20000 * MS;
	s->d.kind = ASKS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	for (int t = 100; t < 12000; t += 100)
		ask(s, t, t + 1);
	mark(s, FIN_IN, 9950, 0);
	expect_only(s, CLOSED, 9950, 10100, FIN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quiet_of_any_scenario),
		cmocka_unit_test(test_quiet_gap_at_its_edge),
		cmocka_unit_test(test_quiet_ignores),
		cmocka_unit_test(test_data_as_open_suppresses_quiet),
		cmocka_unit_test(test_quiet_since_check),
		cmocka_unit_test(test_quiet_as_last_word),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_misses),
		cmocka_unit_test(test_late_beats),
		cmocka_unit_test(test_many_beats),
		cmocka_unit_test(test_many_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
