/* test_due.c - when a verdict is due: what it counts from, how long. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

/* Each sign counts from its own packet. */
static void
test_onset(void **state)
{
	static const struct {
		enum sign sign;
		int onset_ms;
	} table[] = {
		{ FIN, 301 },
		{ FIN_BEHIND_DATA, 301 },
		{ RST, 302 },
		{ RST_BEHIND_DATA, 302 },
		{ RST_AFTER_FIN, 302 },
		{ RST_AFTER_FIN_ON_SEND, 302 },
		{ RST_ON_SEND, 302 },
		{ DATA, 303 },
		{ SILENCE, 200 },
		{ NO_ANSWER, 200 },
		{ ZERO_WINDOW, 200 },
		{ NO_ROUTE, 200 },
		{ LOCAL_ABORT, 200 },
		{ URGENT, 200 },
		{ SOFT_ERROR, 200 },
	};
	struct set *s;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		s = set_up(SIGN(table[i].sign));
		/* a RST that answers data without a FIN before it */
		if (table[i].sign != RST_ON_SEND)
			mark(s, FIN_IN, 301, 0);
		mark(s, RST_IN, 302, 1);
		mark(s, DATA_IN, 303, 1);
		sees(s, table[i].sign, GONE, SINCE_SIGN, 3, 50);
		expect(s, GONE, table[i].onset_ms + 3, table[i].onset_ms + 50,
		    table[i].sign);
	}
}

/* Without a fault t = 0 is "ready", known by its receipt. */
static void
test_onset_without_fault(void **state)
{
	struct set *s = set_up(SIGN(URGENT));

	(void)state;
	s->tl.plot.fault_ns = WIRE_NEVER;
	sees(s, URGENT, GONE, SINCE_SIGN, 10, 50);
	/* the subject began when it was connected, 5 ms earlier */
	expect(s, GONE, 105, 150, URGENT);
	s->tl.began_ns = s->tl.plot.ready_ns;
	expect(s, GONE, 110, 150, URGENT);
}

static void
test_since_segment_and_sent(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	mark(s, SEGMENT_IN, 150, 0);
	mark(s, BEAT, 250, 1);
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 1998, 2400);
	expect_only(s, TIMEOUT, 150 + 1998, 150 + 2400, SILENCE);
	/* a subject's own clock counts whole ms */
	sees(s, SILENCE, TIMEOUT, SINCE_SENT, 998, 1250);
	expect_only(s, TIMEOUT, 250 + 993, 250 + 1245, SILENCE);
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 998, 1250);
	expect_only(s, TIMEOUT, 200 + 998, 200 + 1250, SILENCE);
}

/* The check, or the sign if that came later. */
static void
test_since_check(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	sees(s, FIN, CLOSED, SINCE_CHECK, 0, 50);
	mark(s, FIN_IN, 201, 0);
	expect(s, CLOSED, 201, 251, FIN); /* never asked: from the sign */
	s->d.kind = ONCE;
	ask(s, 210, 0);
	expect(s, CLOSED, 210, 260, FIN);
	forget_from(s, 201);
	ask(s, 210, 0);
	mark(s, FIN_IN, 211, 0);
	expect(s, CLOSED, 211, 261, FIN);
	/* it has answered, and watches no more */
	forget_from(s, 210);
	ask(s, 205, 207);
	mark(s, FIN_IN, 211, 0);
	expect_nothing(s, OPEN);
}

/* Who is asked late answers late; who waits has no such excuse. */
static void
test_asked_late(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	ask(s, 330, 331); /* 30 ms later than due */
	ask(s, 431, 432);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	s->d.kind = ASKS;
	expect_only(s, CLOSED, 201, 330 + 50, FIN);
	s->d.kind = WAITS;
	expect_only(s, CLOSED, 201, 351, FIN);
	/* of who needs two looks the lateness of both counts */
	s = set_up(SIGN(LOCAL_ABORT));
	s->d.kind = ASKS;
	sees(s, LOCAL_ABORT, GONE, SINCE_SIGN, 98, 250);
	mark(s, CHECK, 250, 30000);
	mark(s, ANSWER, 251, 0);
	expect(s, GONE, 298, 450 + 30, LOCAL_ABORT);
}

/* What becomes due after the end of the window is not due. */
static void
test_horizon(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 4800, 5700);
	expect(s, TIMEOUT, 5000, 5900, SILENCE);
	assert_true(is_admitted(s, OPEN)); /* it may not have run out yet */
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 4801, 5700);
	expect_nothing(s, OPEN);
}

/* One byte an answer: the FIN behind five is five answers away. */
static void
test_eats(void **state)
{
	static const int asked[] = { 190, 290, 390, 490, 590, 690 };
	struct set *s = set_up(SIGN(FIN_BEHIND_DATA) | SIGN(FIN));

	(void)state;
	s->d.kind = ASKS;
	for (size_t i = 0; i < COUNT(asked); i++)
		ask(s, asked[i], asked[i] + 1);
	mark(s, DATA_IN, 190, 5);
	mark(s, FIN_IN, 201, 0);
	sees(s, FIN_BEHIND_DATA, CLOSED, SINCE_SIGN, 0, 150);
	expect_only(s, CLOSED, 201, 351, FIN_BEHIND_DATA);
	/* asked at 290, 390...: it is the sixth answer that ends it */
	s->d.eats = 1;
	expect_nothing(s, OPEN);
	ask(s, 790, 791);
	expect_only(s, CLOSED, 690, 790 + 150, FIN_BEHIND_DATA);
	s->d.eats = 4; /* two answers, and it is seen by the third */
	expect_only(s, CLOSED, 390, 490 + 150, FIN_BEHIND_DATA);
	s->d.eats = 5;
	expect_only(s, CLOSED, 290, 390 + 150, FIN_BEHIND_DATA);
	/* no delay for what is not behind data */
	sees(s, FIN_BEHIND_DATA, UNSAID, SINCE_SIGN, 0, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	expect_only(s, CLOSED, 201, 351, FIN);
}

static void
test_eats_before_a_reset(void **state)
{
	struct set *s = set_up(SIGN(RST_BEHIND_DATA));

	(void)state;
	deliver(s, 195, 1);
	mark(s, RST_IN, 201, 0);
	for (int t = 290; t < 900; t += 100)
		ask(s, t, t + 1);
	s->d.kind = ASKS;
	s->d.eats = 1;
	sees(s, RST_BEHIND_DATA, RESET, SINCE_SIGN, 0, 150);
	expect(s, RESET, 290, 390 + 150, RST_BEHIND_DATA);
}

/* Who is asked once does not wait for what gets stuck after its answer. */
static void
test_stuck_after_the_answer(void **state)
{
	struct set *s = set_up(SIGN(DATA));

	(void)state;
	s->d.kind = ONCE;
	sees(s, UNACKED, TIMEOUT, SINCE_CHECK, 500, 675);
	ask(s, 210, 0);
	expect_nothing(s, OPEN);
	mark(s, DATA_OUT, 2000, 1);
	expect_only(s, TIMEOUT, 2500, 2675, UNACKED);
	mark(s, ANSWER, 212, 0);
	expect_nothing(s, OPEN);
	/* it was stuck already, but not for long enough */
	forget_from(s, 212);
	mark(s, DATA_OUT, 205, 1);
	mark(s, ANSWER, 709, 0);
	expect_nothing(s, OPEN);
	forget_from(s, 709);
	mark(s, ANSWER, 710, 0);
	expect(s, TIMEOUT, 710, 885, UNACKED);
}

/* Data in flight: nothing is probed, and a user timeout runs. */
static void
test_in_flight(void **state)
{
	struct set *s = set_up(SIGN(SILENCE) | SIGN(NO_ROUTE));

	(void)state;
	s->d.speaks = true;
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 2998, 3550);
	expect(s, TIMEOUT, 95 + 2998, 100 + 3550, SILENCE);
	mark(s, DATA_OUT, 150, 1);
	expect_nothing(s, OPEN);
	sees(s, SILENCE, TIMEOUT, SINCE_UNACKED, 2198, 2630);
	expect_only(s, TIMEOUT, 150 + 2198, 150 + 2630, SILENCE);
	/* the error that was kept gives the timeout its name */
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_UNACKED, 2198, 2630);
	expect_only(s, UNREACHABLE, 150 + 2198, 150 + 2630, NO_ROUTE);
	/* but only that of who has something in flight */
	s->d.speaks = false;
	mark(s, CLEAR, 160, 0);
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 2998, 3550);
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_SEGMENT, 2998, 3550);
	expect_only(s, TIMEOUT, 160 + 2998, 160 + 3550, SILENCE);
}

/* What counts repetitions is as late as the network is slow. */
static void
test_repeated(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	s->d.speaks = true;
	sees(s, UNACKED, TIMEOUT, SINCE_REPEATED, 798, 1100);
	mark(s, DATA_OUT, 150, 1);
	expect_only(s, TIMEOUT, 150 + 798, 150 + 1100, UNACKED);
	s->tl.rtt_ns = 20 * MS;
	expect_only(s, TIMEOUT, 150 + 798, 150 + 1100 + 80, UNACKED);
	sees(s, UNACKED, TIMEOUT, SINCE_UNACKED, 798, 1100);
	expect_only(s, TIMEOUT, 150 + 798, 150 + 1100 + 80, UNACKED);
	/* a clock of its own does not know of round trips */
	sees(s, UNACKED, TIMEOUT, SINCE_DATA, 798, 1100);
	mark(s, DATA_IN, 150, 1);
	expect_only(s, TIMEOUT, 150 + 798, 150 + 1100, UNACKED);
}

/* A user timeout is a limit of its own, however long. */
static void
test_own_limit(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	s->d.speaks = true;
	s->tl.plot.horizon_ns = 3600 * 1000 * MS;
	sees(s, LOCAL_ABORT, RESET, SINCE_SIGN, 0, 50);
	sees(s, SILENCE, TIMEOUT, SINCE_UNACKED, 1200000, 1400000);
	mark(s, DATA_OUT, 150, 1);
	expect_only(s, TIMEOUT, 150 + 1200000, 150 + 1400000, SILENCE);
}

/* What the kernel gives up by itself has the name of the error it kept. */
static void
test_gives_up(void **state)
{
	struct set *s = set_up(SIGN(SILENCE) | SIGN(NO_ROUTE));

	(void)state;
	s->d.speaks = true;
	s->tl.plot.horizon_ns = 3600 * 1000 * MS;
	sees(s, LOCAL_ABORT, RESET, SINCE_SIGN, 0, 50);
	mark(s, DATA_OUT, 150, 1);
	expect_only(s, TIMEOUT, 150 + 924000, 150 + 1800000, UNACKED);
	s->d.sees[NO_ROUTE].verdict = UNREACHABLE;
	s->d.sees[NO_ROUTE].when = (struct when) { SINCE_SEGMENT, 9000000,
		9000000, TIMER_FIXED };
	expect_only(s, UNREACHABLE, 150 + 924000, 150 + 1800000, UNACKED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_onset),
		cmocka_unit_test(test_onset_without_fault),
		cmocka_unit_test(test_since_segment_and_sent),
		cmocka_unit_test(test_since_check),
		cmocka_unit_test(test_asked_late),
		cmocka_unit_test(test_horizon),
		cmocka_unit_test(test_eats),
		cmocka_unit_test(test_eats_before_a_reset),
		cmocka_unit_test(test_stuck_after_the_answer),
		cmocka_unit_test(test_in_flight),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_own_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
