/* test_predict.c - signs x sees: which verdict is due, and when. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/judge.h"

#define MS 1000000LL
#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SIGN(s) (1u << (s))

/*
 * A cell: established at 95, ready at 100, fault at 200, horizon at 5000 ms,
 * first check after the fault at 210.  What came is added by the test.
 */
struct set {
	struct truth truth;
	struct packet packet[8];
	struct packets packets;
	struct plot plot;
	struct scene scene;
	struct declaration d;
};

static struct set *
set_up(uint32_t signs)
{
	static struct set s;

	memset(&s, 0, sizeof(s));
	s.truth = (struct truth) { .n = 1,
		.moments = { { FORM_OPEN, 100 * MS, 0 } },
		.established_ns = 95 * MS,
		.fin_ns = WIRE_NEVER,
		.rst_ns = WIRE_NEVER,
		.first_data_ns = WIRE_NEVER,
		.last_data_ns = WIRE_NEVER,
		.last_segment_ns = 95 * MS,
		.unanswered_ns = WIRE_NEVER,
		.unacked_ns = WIRE_NEVER,
		.own_fin_ns = WIRE_NEVER,
		.icmp_ns = WIRE_NEVER };
	s.packets.v = s.packet;
	s.plot = PLOT(FORM_OPEN);
	s.plot.ready_ns = 100 * MS;
	s.plot.fault_ns = 200 * MS;
	s.plot.horizon_ns = 5000 * MS;
	s.scene = (struct scene) { .signs = signs,
		.truth = &s.truth,
		.packets = &s.packets,
		.plot = &s.plot,
		.check_ns = 210 * MS };
	return &s;
}

/* n bytes of payload become readable. */
static void
deliver(struct set *s, int64_t t_ms, uint32_t n)
{
	s->packet[s->packets.n++] = (struct packet) {
		.t_ns = t_ms * MS, .to_subject = true, .delivered = n
	};
	if (s->truth.first_data_ns == WIRE_NEVER)
		s->truth.first_data_ns = t_ms * MS;
	s->truth.last_data_ns = t_ms * MS;
	s->truth.last_segment_ns = t_ms * MS;
	s->truth.bytes_in += n;
}

static void
sees(struct set *s, enum sign sign, enum verdict verdict, enum since since,
    int from_ms, int to_ms)
{
	s->d.sees[sign] = (struct seen) { verdict,
		{ since, from_ms, to_ms, TIMER_FIXED } };
}

static void
expect_ns(const struct set *s, enum verdict verdict, int64_t from_ns,
    int64_t to_ns, enum sign because)
{
	struct prediction p = judge_predict(&s->d, &s->scene);

	if (p.verdict != verdict)
		fail_msg("%s, expected %s", verdict_name(p.verdict),
		    verdict_name(verdict));
	assert_int_equal(p.from_ns, from_ns);
	assert_int_equal(p.to_ns, to_ns);
	assert_int_equal(p.because, because);
}

static void
expect(const struct set *s, enum verdict verdict, int from_ms, int to_ms,
    enum sign because)
{
	expect_ns(s, verdict, from_ms * MS, to_ms * MS, because);
}

static void
expect_nothing(const struct set *s, enum verdict word)
{
	expect_ns(s, word, WIRE_NEVER, WIRE_NEVER, SIGNS);
}

/* Who declares nothing of what comes says nothing. */
static void
test_blind(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	expect_nothing(s, OPEN);
	sees(s, RST, RESET, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
	/* "sees" that is not terminal draws nothing either */
	sees(s, FIN, OPEN, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
}

/* The scenario's signs count, not what happens to be on the wire. */
static void
test_sign_not_given(void **state)
{
	struct set *s = set_up(SIGN(RST));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	s->truth.rst_ns = 202 * MS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
}

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

static void
test_earliest_wins(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	s->truth.rst_ns = 300 * MS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	sees(s, RST_AFTER_FIN, RESET, SINCE_SIGN, 0, 50);
	expect(s, CLOSED, 201, 251, FIN);
	/* a slow reaction to the first, a quick one to the second */
	sees(s, FIN, CLOSED, SINCE_SIGN, 100, 150);
	expect(s, RESET, 300, 350, RST_AFTER_FIN);
	/* at the same moment the sign that is later in the table */
	sees(s, FIN, CLOSED, SINCE_SIGN, 99, 150);
	expect(s, RESET, 300, 350, RST_AFTER_FIN);
}

/* Claimed, and it never came: the verdict is owed within the window. */
static void
test_never_arriving(void **state)
{
	static const enum sign signs[] = { RST_ON_SEND, RST_AFTER_FIN_ON_SEND,
		DATA };
	static const enum sign by_themselves[] = { FIN, FIN_BEHIND_DATA,
		FIN_BOTH, RST, RST_BEHIND_DATA, RST_AFTER_FIN };
	struct set *s;

	(void)state;
	for (size_t i = 0; i < COUNT(signs); i++) {
		s = set_up(SIGN(signs[i]));
		sees(s, signs[i], RESET, SINCE_SIGN, 0, 50);
		expect(s, RESET, 200, 5000, signs[i]);
	}
	/* but nobody owes what the peer did not send */
	for (size_t i = 0; i < COUNT(by_themselves); i++) {
		s = set_up(SIGN(by_themselves[i]));
		sees(s, by_themselves[i], RESET, SINCE_SIGN, 0, 50);
		expect_nothing(s, OPEN);
	}
	s = set_up(SIGN(NO_ANSWER)); /* it sent no heartbeat at all */
	sees(s, NO_ANSWER, TIMEOUT, SINCE_SENT, 998, 1250);
	expect(s, TIMEOUT, 200, 5000, NO_ANSWER);
	/* a RST that answered nothing of ours is not the sign on-send */
	s = set_up(SIGN(RST_ON_SEND));
	s->truth.rst_ns = 300 * MS;
	sees(s, RST_ON_SEND, RESET, SINCE_SIGN, 0, 50);
	expect(s, RESET, 200, 5000, RST_ON_SEND);
}

/* A debt does not stand before what did come. */
static void
test_debt_comes_last(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN_ON_SEND));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	sees(s, FIN, HALF_CLOSED, SINCE_SIGN, 0, 150);
	sees(s, RST_AFTER_FIN_ON_SEND, CLOSED, SINCE_SIGN, 0, 150);
	expect(s, HALF_CLOSED, 201, 351, FIN);
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
	deliver(s, 100 + 497, 1);
	expect(s, TIMEOUT, 597 + 498, 597 + 675, NOTHING_HEARD);
	/* hardly wider than the timer: only the subject knows */
	s->packet[0].t_ns = (100 + 498) * MS;
	expect(s, TIMEOUT, 598 + 498, 598 + 675, NOTHING_HEARD);
	s->scene.said_ns = (100 + 503) * MS;
	expect(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
	s->scene.said_ns = (100 + 676) * MS;
	expect(s, TIMEOUT, 598 + 498, 598 + 675, NOTHING_HEARD);
	s->scene.said_ns = WIRE_NEVER;
	s->packet[0].t_ns = (100 + 675) * MS;
	expect(s, TIMEOUT, 95 + 498, 100 + 675, NOTHING_HEARD);
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

/* What brought no payload, or came before "ready", keeps nothing alive. */
static void
test_quiet_ignores(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_DATA, 498, 675);
	deliver(s, 98, 3);
	deliver(s, 300, 0);
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
		s->truth.fin_ns = s->truth.rst_ns = 201 * MS;
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
	sees(s, NOTHING_HEARD, TIMEOUT, SINCE_CHECK, 998, 1250);
	deliver(s, 205, 1);
	expect(s, TIMEOUT, 210 + 998, 210 + 1250, NOTHING_HEARD);
	deliver(s, 500, 1);
	expect(s, TIMEOUT, 500 + 998, 500 + 1250, NOTHING_HEARD);
	/* never asked: no timer runs, but the verdict is owed */
	s->scene.check_ns = WIRE_NEVER;
	expect(s, TIMEOUT, 200, 5000, NOTHING_HEARD);
}

/* "quiet" is a last word, not a verdict: it has no time. */
static void
test_quiet_as_last_word(void **state)
{
	struct set *s = set_up(SIGN(SILENCE));

	(void)state;
	sees(s, NOTHING_HEARD, QUIET, SINCE_DATA, 498, 675);
	expect_nothing(s, QUIET);
	deliver(s, 5000 - 498, 1);
	expect_nothing(s, QUIET);
	deliver(s, 5000 - 497, 1);
	expect_nothing(s, OPEN);
	/* data from before "ready" does not count, "ready" does */
	s = set_up(SIGN(SILENCE));
	sees(s, NOTHING_HEARD, QUIET, SINCE_DATA, 498, 675);
	deliver(s, 50, 1);
	s->plot.horizon_ns = (100 + 498) * MS;
	expect_nothing(s, QUIET);
	s->plot.horizon_ns -= 1;
	expect_nothing(s, OPEN);
	/* a terminal verdict is a word that goes before it */
	s->scene.signs |= SIGN(LOCAL_ABORT);
	sees(s, LOCAL_ABORT, RESET, SINCE_SIGN, 0, 50);
	expect(s, RESET, 200, 250, LOCAL_ABORT);
}

/* Lateness is a matter of the packets and of the subject's patience. */
/* A beat at sent_ms, answered at answered_ms; 0: never. */
static void
beat(struct set *s, int sent_ms, int answered_ms)
{
	s->truth.beats[s->truth.n_beats++] = (struct beat) { sent_ms * MS,
		answered_ms ? answered_ms * MS : WIRE_NEVER };
}

static void
test_late(void **state)
{
	struct set *s = set_up(SIGN(LATE));

	(void)state;
	sees(s, LATE, TIMEOUT, SINCE_SENT, 998, 1250);
	beat(s, 700, 1700);
	expect_nothing(s, OPEN); /* it has no patience to lose */
	s->d.patience_ms = 1000;
	expect_nothing(s, OPEN); /* just in time */
	s->truth.beats[0].answered_ns++;
	expect(s, TIMEOUT, 1695, 1695 + 252, LATE);
	s->scene.signs = SIGN(DATA); /* whatever the scenario says */
	expect(s, TIMEOUT, 1695, 1695 + 252, LATE);
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
	expect(s, TIMEOUT, 3095, 3095 + 327, NO_ANSWER);
	/* what found no room in the network was written at its time */
	s->truth.n_beats = 1;
	expect(s, TIMEOUT, 2095, 2095 + 327, NO_ANSWER);
	/* who was stopped wrote nothing then */
	s->plot.stopped_ns = 550 * MS;
	s->plot.continued_ns = 2000 * MS;
	expect(s, TIMEOUT, 3495, 3495 + 327, NO_ANSWER);
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

/* What is not declared of the special kinds is what is said to the common. */
static void
test_special_kinds(void **state)
{
	struct set *s = set_up(SIGN(FIN_BOTH));

	(void)state;
	s->truth.fin_ns = 201 * MS;
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect(s, CLOSED, 201, 251, FIN_BOTH);
	sees(s, FIN_BOTH, GONE, SINCE_SIGN, 0, 60);
	expect(s, GONE, 201, 261, FIN_BOTH);
	s = set_up(SIGN(NO_WAY_OUT));
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_SIGN, 0, 50);
	expect(s, UNREACHABLE, 200, 250, NO_WAY_OUT);
	sees(s, NO_WAY_OUT, OPEN, SINCE_SIGN, 0, 0);
	expect_nothing(s, OPEN);
}

/* Every terminal verdict is predicted as it is declared. */
static void
test_every_verdict(void **state)
{
	struct set *s;

	(void)state;
	for (enum verdict v = UNSAID; v < VERDICTS; v++) {
		s = set_up(SIGN(LOCAL_ABORT));
		sees(s, LOCAL_ABORT, v, SINCE_SIGN, 0, 50);
		if (verdict_terminal(v))
			expect(s, v, 200, 250, LOCAL_ABORT);
		else
			expect_nothing(s, OPEN);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blind),
		cmocka_unit_test(test_sign_not_given),
		cmocka_unit_test(test_onset),
		cmocka_unit_test(test_onset_without_fault),
		cmocka_unit_test(test_since_segment_and_sent),
		cmocka_unit_test(test_since_check),
		cmocka_unit_test(test_asked_late),
		cmocka_unit_test(test_horizon),
		cmocka_unit_test(test_earliest_wins),
		cmocka_unit_test(test_never_arriving),
		cmocka_unit_test(test_debt_comes_last),
		cmocka_unit_test(test_eats),
		cmocka_unit_test(test_eats_before_a_reset),
		cmocka_unit_test(test_quiet_of_any_scenario),
		cmocka_unit_test(test_quiet_gap_at_its_edge),
		cmocka_unit_test(test_stuck_after_the_answer),
		cmocka_unit_test(test_quiet_ignores),
		cmocka_unit_test(test_data_as_open_suppresses_quiet),
		cmocka_unit_test(test_quiet_since_check),
		cmocka_unit_test(test_quiet_as_last_word),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_misses),
		cmocka_unit_test(test_in_flight),
		cmocka_unit_test(test_special_kinds),
		cmocka_unit_test(test_every_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
