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
		s->truth.fin_ns = table[i].sign == RST_ON_SEND ? WIRE_NEVER :
								 301 * MS;
		s->truth.rst_ns = 302 * MS;
		s->truth.rst_answers_us = true;
		s->truth.first_data_ns = 303 * MS;
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
	s->plot.fault_ns = WIRE_NEVER;
	sees(s, URGENT, GONE, SINCE_SIGN, 10, 50);
	/* the subject began when it was connected, 5 ms earlier */
	expect(s, GONE, 105, 150, URGENT);
	s->truth.established_ns = WIRE_NEVER;
	expect(s, GONE, 110, 150, URGENT);
}

static void
test_since_segment_and_sent(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	s->truth.last_segment_ns = 150 * MS;
	s->truth.unanswered_ns = 250 * MS;
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 1998, 2400);
	expect(s, TIMEOUT, 150 + 1998, 150 + 2400, SILENCE);
	sees(s, SILENCE, TIMEOUT, SINCE_SENT, 998, 1250);
	expect(s, TIMEOUT, 250 + 998, 250 + 1250, SILENCE);
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 998, 1250);
	expect(s, TIMEOUT, 200 + 998, 200 + 1250, SILENCE);
}

/* The check, or the sign if that came later. */
static void
test_since_check(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	sees(s, FIN, CLOSED, SINCE_CHECK, 0, 50);
	s->truth.fin_ns = 201 * MS;
	expect(s, CLOSED, 210, 260, FIN);
	s->truth.fin_ns = 211 * MS;
	expect(s, CLOSED, 211, 261, FIN);
	/* never asked: from the sign */
	s->scene.check_ns = WIRE_NEVER;
	expect(s, CLOSED, 211, 261, FIN);
}

/* Who is asked late answers late; who waits has no such excuse. */
static void
test_asked_late(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	s->scene.late_ns = 30 * MS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	s->d.kind = ASKS;
	expect(s, CLOSED, 201, 351 + 30, FIN);
	s->d.kind = WAITS;
	expect(s, CLOSED, 201, 351, FIN);
	s->d.kind = ONCE;
	expect(s, CLOSED, 201, 351, FIN);
}

/* What becomes due after the end of the window is not due. */
static void
test_horizon(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 4800, 5700);
	expect(s, TIMEOUT, 5000, 5900, SILENCE);
	sees(s, SILENCE, TIMEOUT, SINCE_SIGN, 4801, 5700);
	expect_nothing(s, OPEN);
}

/* One byte an answer: the FIN behind five is five answers away. */
static void
test_eats(void **state)
{
	static const int64_t asked[] = { 190 * MS, 290 * MS, 390 * MS, 490 * MS,
		590 * MS, 690 * MS };
	struct set *s = set_up(SIGN(FIN_BEHIND_DATA) | SIGN(FIN));

	(void)state;
	deliver(s, 190, 5);
	s->truth.fin_ns = 201 * MS;
	sees(s, FIN_BEHIND_DATA, CLOSED, SINCE_SIGN, 0, 150);
	expect(s, CLOSED, 201, 351, FIN_BEHIND_DATA);
	s->d.eats = 1;
	expect(s, CLOSED, 201 + 400, 351 + 5 * 150, FIN_BEHIND_DATA);
	s->d.eats = 4; /* two answers */
	expect(s, CLOSED, 201 + 100, 351 + 2 * 150, FIN_BEHIND_DATA);
	s->d.eats = 5;
	expect(s, CLOSED, 201, 351 + 150, FIN_BEHIND_DATA);
	/* asked at 190, 290...: it is the sixth answer that ends it */
	s->d.eats = 1;
	s->scene.asked = asked;
	s->scene.n_asked = COUNT(asked);
	s->d.kind = ASKS;
	expect(s, CLOSED, 590, 690 + 150, FIN_BEHIND_DATA);
	s->scene.n_asked = 5; /* it was not asked as often */
	expect_nothing(s, OPEN);
	s->scene.n_asked = 0;
	s->d.kind = WAITS;
	s->truth.bytes_in = 0;
	s->d.eats = 5;
	expect(s, CLOSED, 201, 201 + 150, FIN_BEHIND_DATA);
	/* no delay for what is not behind data */
	s->truth.bytes_in = 5;
	sees(s, FIN_BEHIND_DATA, UNSAID, SINCE_SIGN, 0, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 150);
	expect(s, CLOSED, 201, 351, FIN);
}

static void
test_eats_before_a_reset(void **state)
{
	struct set *s = set_up(SIGN(RST_BEHIND_DATA));

	(void)state;
	deliver(s, 190, 3);
	s->truth.rst_ns = 201 * MS;
	s->d.eats = 1;
	sees(s, RST_BEHIND_DATA, RESET, SINCE_SIGN, 0, 150);
	expect(s, RESET, 201 + 200, 351 + 3 * 150, RST_BEHIND_DATA);
}

/* Data of the subject leaves, and is never acknowledged. */
static void
get_stuck(struct set *s, int64_t t_ms)
{
	s->packet[s->packets.n++] = (struct packet) { .t_ns = t_ms * MS,
		.watched = true,
		.legs = SUBJECT_LEG,
		.rel_seq = 1,
		.seg = {
		    .proto = PROTO_TCP, .flags = TCP_ACK, .payload_len = 1 } };
}

/* Who is asked once does not wait for what gets stuck after its answer. */
static void
test_stuck_after_the_answer(void **state)
{
	struct set *s = set_up(SIGN(DATA));
	int64_t asked = 210 * MS, answered = 0;

	(void)state;
	s->d.kind = ONCE;
	sees(s, UNACKED, TIMEOUT, SINCE_CHECK, 500, 675);
	s->scene.asked = &asked;
	s->scene.answered = &answered;
	s->scene.n_asked = 1;
	expect_nothing(s, OPEN);
	get_stuck(s, 2000);
	expect(s, TIMEOUT, 2500, 2675, UNACKED);
	answered = 212 * MS;
	expect_nothing(s, OPEN);
	/* it was stuck already, but not for long enough */
	s->packet[0].t_ns = 211 * MS;
	expect_nothing(s, OPEN);
	answered = 710 * MS;
	expect_nothing(s, OPEN);
	answered = 711 * MS;
	expect(s, TIMEOUT, 711, 886, UNACKED);
	/* who goes on being asked meets it in the end */
	answered = 212 * MS;
	s->d.kind = ASKS;
	s->packet[0].t_ns = 2000 * MS;
	expect(s, TIMEOUT, 2500, 2675, UNACKED);
}

/* Data in flight: nothing is probed, and a user timeout runs. */
static void
test_in_flight(void **state)
{
	struct set *s = set_up(SIGN(SILENCE) | SIGN(NO_ROUTE));

	(void)state;
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 2998, 3550);
	expect(s, TIMEOUT, 95 + 2998, 95 + 3550, SILENCE);
	s->truth.unacked_ns = 150 * MS;
	expect_nothing(s, OPEN);
	sees(s, SILENCE, TIMEOUT, SINCE_UNACKED, 2198, 2630);
	expect(s, TIMEOUT, 150 + 2198, 150 + 2630, SILENCE);
	/* the error that was kept gives the timeout its name */
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_UNACKED, 2198, 2630);
	expect(s, UNREACHABLE, 150 + 2198, 150 + 2630, NO_ROUTE);
	/* but only that of who has something in flight */
	s->truth.unacked_ns = WIRE_NEVER;
	sees(s, SILENCE, TIMEOUT, SINCE_SEGMENT, 2998, 3550);
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_SEGMENT, 2998, 3550);
	expect(s, TIMEOUT, 95 + 2998, 95 + 3550, SILENCE);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
