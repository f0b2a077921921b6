/* test_shown.c - signs that the packets show, whatever the scenario says. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/judge.h"

#define MS 1000000LL
#define SIGN(s) (1u << (s))

/* Ready at 100, fault at 200, check at 210, horizon at 5000 ms. */
static struct truth truth;
static struct packet packet[8];
static struct packets packets;
static struct plot plot;
static struct scene scene;
static struct declaration d;

static int
set_up(void **state)
{
	(void)state;
	memset(packet, 0, sizeof(packet));
	packets = (struct packets) { packet, 0 };
	truth = (struct truth) { .n = 1,
		.moments = { { FORM_OPEN, 100 * MS, 0 } },
		.established_ns = 100 * MS,
		.fin_ns = WIRE_NEVER,
		.rst_ns = WIRE_NEVER,
		.first_data_ns = WIRE_NEVER,
		.last_data_ns = WIRE_NEVER,
		.last_segment_ns = 100 * MS,
		.unanswered_ns = WIRE_NEVER,
		.unacked_ns = WIRE_NEVER,
		.own_fin_ns = WIRE_NEVER,
		.icmp_ns = WIRE_NEVER };
	plot = PLOT(FORM_OPEN);
	plot.ready_ns = 100 * MS;
	plot.fault_ns = 200 * MS;
	plot.horizon_ns = 5000 * MS;
	scene = (struct scene) { .truth = &truth,
		.packets = &packets,
		.plot = &plot,
		.check_ns = 210 * MS };
	d = (struct declaration) { .kind = ASKS };
	return 0;
}

static struct packet *
add(int t_ms, bool to_subject)
{
	struct packet *p = &packet[packets.n++];

	p->t_ns = t_ms * MS;
	p->watched = true;
	p->to_subject = to_subject;
	p->from = to_subject ? PEER : SUBJECT;
	p->legs = BOTH_LEGS;
	p->seg.proto = PROTO_TCP;
	p->seg.flags = TCP_ACK;
	p->seg.window = 64;
	return p;
}

static void
send_byte(int t_ms, uint32_t seq)
{
	struct packet *p = add(t_ms, false);

	p->rel_seq = seq;
	p->seg.payload_len = 1;
}

static void
deliver(int t_ms)
{
	add(t_ms, true)->delivered = 1;
	if (truth.first_data_ns == WIRE_NEVER)
		truth.first_data_ns = t_ms * MS;
	truth.last_data_ns = t_ms * MS;
}

static void
sees(enum sign sign, enum verdict verdict, enum since since, int from_ms,
    int to_ms)
{
	d.sees[sign] = (struct seen) { verdict,
		{ since, from_ms, to_ms, TIMER_FIXED } };
}

static void
expect(enum verdict verdict, int from_ms, int to_ms, enum sign because)
{
	struct prediction p = judge_predict(&d, &scene);

	assert_string_equal(verdict_name(p.verdict), verdict_name(verdict));
	assert_int_equal(p.from_ns, from_ms * MS);
	assert_int_equal(p.to_ns, to_ms * MS);
	assert_int_equal(p.because, because);
}

static void
expect_open(void)
{
	struct prediction p = judge_predict(&d, &scene);

	assert_string_equal(verdict_name(p.verdict), "open");
}

/* Any data is data to who takes it for the end: an echo, before the fault. */
static void
test_data(void **state)
{
	(void)state;
	sees(DATA, GONE, SINCE_SIGN, 0, 150);
	expect_open();
	deliver(150);
	expect(GONE, 150, 300, DATA);
}

static void
test_our_fin(void **state)
{
	(void)state;
	sees(OUR_FIN, GONE, SINCE_SIGN, 0, 150);
	expect_open();
	truth.own_fin_ns = 300 * MS;
	expect(GONE, 300, 450, OUR_FIN);
}

/* A beat between our FIN and the peer's finds EPIPE; none need fall there. */
static void
test_beat_after_our_fin(void **state)
{
	(void)state;
	d.kind = WAITS;
	truth.own_fin_ns = 300 * MS;
	sees(OUR_FIN, GONE, SINCE_SIGN, 0, 550);
	expect(GONE, 300, 850, OUR_FIN);
	scene.signs = SIGN(FIN_BOTH);
	sees(FIN, CLOSED, SINCE_SIGN, 0, 50);
	truth.fin_ns = 320 * MS;
	expect(CLOSED, 300, 370, FIN_BOTH);
	assert_int_equal(judge_predict(&d, &scene).also, GONE);
	/* what came first does not wait for it */
	truth.fin_ns = 290 * MS;
	expect(CLOSED, 290, 340, FIN_BOTH);
	assert_int_equal(judge_predict(&d, &scene).also, UNSAID);
	/* and it is certain before what comes late */
	truth.fin_ns = 900 * MS;
	expect(GONE, 300, 850, OUR_FIN);
}

/* The urgent byte came when it came. */
static void
test_urgent(void **state)
{
	(void)state;
	scene.signs = SIGN(URGENT);
	sees(URGENT, GONE, SINCE_SIGN, 0, 50);
	expect(GONE, 200, 250, URGENT);
	add(170, true)->seg.flags |= TCP_URG;
	expect(GONE, 170, 220, URGENT);
}

static void
test_unacked(void **state)
{
	(void)state;
	sees(UNACKED, TIMEOUT, SINCE_UNACKED, 998, 1250);
	expect_open();
	send_byte(150, 1);
	expect(TIMEOUT, 150 + 998, 150 + 1250, UNACKED);
	/* who acts once, and looks only then */
	d.kind = ONCE;
	sees(UNACKED, TIMEOUT, SINCE_CHECK, 498, 675);
	expect(TIMEOUT, 210 + 498, 210 + 675, UNACKED);
	scene.check_ns = WIRE_NEVER;
	expect_open();
}

/* What was quoted becomes the timeout's name. */
static void
test_unacked_is_named(void **state)
{
	(void)state;
	scene.signs = SIGN(SILENCE) | SIGN(NO_ROUTE);
	sees(UNACKED, TIMEOUT, SINCE_UNACKED, 998, 1250);
	send_byte(150, 1);
	expect(TIMEOUT, 150 + 998, 150 + 1250, UNACKED);
	sees(NO_ROUTE, UNREACHABLE, SINCE_SEGMENT, 1998, 2400);
	expect(UNREACHABLE, 150 + 998, 150 + 1250, UNACKED);
}

static void
test_no_room(void **state)
{
	(void)state;
	sees(ZERO_WINDOW, TIMEOUT, SINCE_NO_ROOM, 598, 900);
	scene.signs = SIGN(ZERO_WINDOW);
	expect_open(); /* it never shut: nothing is owed */
	add(300, true)->seg.window = 0;
	expect(TIMEOUT, 300 + 598, 300 + 900, ZERO_WINDOW);
	scene.signs = 0;
	expect(TIMEOUT, 300 + 598, 300 + 900, ZERO_WINDOW);
	add(800, true);
	expect_open();
}

/* Bytes of either direction, but each only once. */
static void
test_traffic(void **state)
{
	(void)state;
	sees(NOTHING_HEARD, TIMEOUT, SINCE_TRAFFIC, 998, 1250);
	expect(TIMEOUT, 100 + 998, 100 + 1250, NOTHING_HEARD);
	send_byte(900, 1);
	expect(TIMEOUT, 900 + 998, 900 + 1250, NOTHING_HEARD);
	send_byte(1100, 1); /* a retransmission */
	expect(TIMEOUT, 900 + 998, 900 + 1250, NOTHING_HEARD);
	deliver(1500);
	expect(TIMEOUT, 1500 + 998, 1500 + 1250, NOTHING_HEARD);
	/* to who counts only what comes, what goes is nothing */
	sees(NOTHING_HEARD, TIMEOUT, SINCE_DATA, 998, 1250);
	expect(TIMEOUT, 100 + 998, 100 + 1250, NOTHING_HEARD);
}

static void
test_suspends(void **state)
{
	(void)state;
	scene.signs = SIGN(FIN);
	truth.fin_ns = 300 * MS;
	d.kind = WAITS;
	d.suspends = true;
	sees(FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect(CLOSED, 300, 350, FIN);
	deliver(290);
	expect_open();
	truth.first_data_ns = 310 * MS;
	expect(CLOSED, 300, 350, FIN);
}

/* Who sends nothing sees a RST, whoever's bytes drew it. */
static void
test_rst_of_others(void **state)
{
	(void)state;
	scene.signs = SIGN(RST_ON_SEND);
	sees(RST, RESET, SINCE_SIGN, 0, 50);
	expect_open();
	truth.rst_ns = 300 * MS;
	truth.rst_answers_us = true;
	expect(RESET, 300, 350, RST_ON_SEND);
	d.speaks = true; /* it says what it sees of its own sending */
	expect_open();
}

static void
test_rst_of_others_after_fin(void **state)
{
	(void)state;
	scene.signs = SIGN(RST_AFTER_FIN_ON_SEND);
	truth.fin_ns = 250 * MS;
	truth.rst_ns = 300 * MS;
	truth.rst_answers_us = true;
	sees(RST_AFTER_FIN, GONE, SINCE_SIGN, 0, 50);
	expect(GONE, 300, 350, RST_AFTER_FIN_ON_SEND);
}

static void
test_known_as(void **state)
{
	(void)state;
	assert_int_equal(judge_known_as(&d, FIN_BOTH), FIN);
	assert_int_equal(judge_known_as(&d, NO_WAY_OUT), NO_ROUTE);
	assert_int_equal(judge_known_as(&d, RST_ON_SEND), RST);
	assert_int_equal(
	    judge_known_as(&d, RST_AFTER_FIN_ON_SEND), RST_AFTER_FIN);
	assert_int_equal(judge_known_as(&d, SILENCE), SILENCE);
	sees(FIN_BOTH, GONE, SINCE_SIGN, 0, 50);
	assert_int_equal(judge_known_as(&d, FIN_BOTH), FIN_BOTH);
	d.speaks = true;
	assert_int_equal(judge_known_as(&d, RST_ON_SEND), RST_ON_SEND);
}

/* Data that comes after the first quiet moment is too late. */
static void
test_quiet_before_data(void **state)
{
	(void)state;
	sees(DATA, OPEN, SINCE_SIGN, 0, 150);
	sees(NOTHING_HEARD, GONE, SINCE_DATA, 0, 150);
	deliver(101);
	scene.said_ns = 102 * MS; /* it was before the data */
	expect(GONE, 100, 250, NOTHING_HEARD);
	truth.first_data_ns = 99 * MS;
	expect_open();
}

/* A clock of one's own goes on while one is stopped. */
static void
test_stopped(void **state)
{
	(void)state;
	plot.stopped_ns = 200 * MS;
	plot.continued_ns = 2200 * MS;
	sees(NOTHING_HEARD, TIMEOUT, SINCE_DATA, 998, 1250);
	expect(TIMEOUT, 100 + 998, 2200 + 1250 + 50, NOTHING_HEARD);
	deliver(300); /* found at 2200 */
	expect(TIMEOUT, 2200 + 998, 2200 + 1250, NOTHING_HEARD);
	packets.n = 0;
	d.kind = WAITS;
	expect(TIMEOUT, 2200 + 998, 2200 + 1250, NOTHING_HEARD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_data, set_up),
		cmocka_unit_test_setup(test_our_fin, set_up),
		cmocka_unit_test_setup(test_beat_after_our_fin, set_up),
		cmocka_unit_test_setup(test_urgent, set_up),
		cmocka_unit_test_setup(test_unacked, set_up),
		cmocka_unit_test_setup(test_unacked_is_named, set_up),
		cmocka_unit_test_setup(test_no_room, set_up),
		cmocka_unit_test_setup(test_traffic, set_up),
		cmocka_unit_test_setup(test_suspends, set_up),
		cmocka_unit_test_setup(test_rst_of_others, set_up),
		cmocka_unit_test_setup(test_rst_of_others_after_fin, set_up),
		cmocka_unit_test_setup(test_known_as, set_up),
		cmocka_unit_test_setup(test_quiet_before_data, set_up),
		cmocka_unit_test_setup(test_stopped, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
