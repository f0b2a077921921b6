/* test_flight.c - what is in flight, and for how long; a window that shut. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/flight.h"

#define MS 1000000LL

static struct packet packet[8];
static struct packets packets;
static struct plot plot;

static int
set_up(void **state)
{
	(void)state;
	memset(packet, 0, sizeof(packet));
	packets = (struct packets) { packet, 0 };
	plot = (struct plot) { .horizon_ns = 5000 * MS };
	return 0;
}

static struct packet *
add(int t_ms, bool to_subject, uint8_t flags)
{
	struct packet *p = &packet[packets.n++];

	p->t_ns = t_ms * MS;
	p->watched = true;
	p->to_subject = to_subject;
	p->from = to_subject ? PEER : SUBJECT;
	p->legs = BOTH_LEGS;
	p->seg.proto = PROTO_TCP;
	p->seg.flags = flags;
	p->seg.window = 64;
	return p;
}

/* The subject sends n bytes at seq. */
static void
send_bytes(int t_ms, uint32_t seq, uint32_t n)
{
	struct packet *p = add(t_ms, false, TCP_ACK);

	p->rel_seq = seq;
	p->seg.payload_len = n;
}

static struct packet *
acknowledge(int t_ms, uint32_t ack)
{
	struct packet *p = add(t_ms, true, TCP_ACK);

	p->rel_ack = ack;
	return p;
}

static void
expect_unacked(int ms, int from_ms, int since_ms)
{
	int64_t since = flight_unacked_since(
	    &packets, &plot, ms, from_ms < 0 ? WIRE_NEVER : from_ms * MS);

	assert_int_equal(since, since_ms < 0 ? WIRE_NEVER : since_ms * MS);
}

static void
test_nothing_sent(void **state)
{
	(void)state;
	expect_unacked(0, -1, -1);
	acknowledge(100, 1);
	expect_unacked(0, -1, -1);
}

/* A lost SYN is repeated after a second. */
static void
test_syn(void **state)
{
	(void)state;
	add(100, false, TCP_SYN);
	add(1100, false, TCP_SYN);
	acknowledge(1101, 1)->seg.flags |= TCP_SYN;
	send_bytes(1102, 1, 0); /* the ACK of a handshake flies nowhere */
	expect_unacked(500, -1, -1);
}

static void
test_unacknowledged(void **state)
{
	(void)state;
	send_bytes(100, 1, 1);
	send_bytes(300, 1, 1); /* again: its age is the first one's */
	send_bytes(400, 2, 1);
	expect_unacked(1000, -1, 100);
	expect_unacked(4900, -1, 100);
	expect_unacked(4901, -1, -1);
	expect_unacked(1000, 600, 600); /* nobody looked before */
}

/* What ended is found if it lasted, at the very width too. */
static void
test_acknowledged_late(void **state)
{
	(void)state;
	send_bytes(100, 1, 1);
	acknowledge(1100, 2);
	expect_unacked(1000, -1, 100);
	expect_unacked(1001, -1, -1);
	expect_unacked(1000, 101, -1);
}

/* Progress makes what is left new again. */
static void
test_progress(void **state)
{
	(void)state;
	send_bytes(100, 1, 3);
	acknowledge(900, 2);
	acknowledge(950, 2); /* none */
	expect_unacked(1000, -1, 900);
	acknowledge(1000, 4);
	expect_unacked(1000, -1, -1);
}

/* An acknowledgement that the path dropped is none; a RST ends it all. */
static void
test_what_arrives(void **state)
{
	(void)state;
	send_bytes(100, 1, 1);
	acknowledge(200, 2)->legs = PEER_LEG;
	expect_unacked(1000, -1, 100);
	add(300, true, TCP_RST);
	expect_unacked(1000, -1, -1);
}

/* Of another connection, or after the horizon. */
static void
test_not_counted(void **state)
{
	(void)state;
	send_bytes(100, 1, 1);
	packet[0].watched = false;
	expect_unacked(1000, -1, -1);
	send_bytes(5100, 1, 1);
	expect_unacked(0, -1, -1);
}

static void
test_no_room(void **state)
{
	(void)state;
	acknowledge(100, 1)->seg.window = 0;
	acknowledge(200, 1)->seg.window = 0;
	assert_int_equal(flight_no_room_since(&packets, &plot, 1000), 100 * MS);
	acknowledge(600, 1);
	assert_int_equal(flight_no_room_since(&packets, &plot, 500), 100 * MS);
	assert_int_equal(
	    flight_no_room_since(&packets, &plot, 501), WIRE_NEVER);
}

static void
test_reset_is_no_window(void **state)
{
	(void)state;
	add(100, true, TCP_RST)->seg.window = 0;
	assert_int_equal(flight_no_room_since(&packets, &plot, 0), WIRE_NEVER);
}

/* What is written then goes out then. */
static void
test_clear(void **state)
{
	(void)state;
	assert_true(flight_is_clear(&packets, 50 * MS));
	send_bytes(100, 1, 1);
	acknowledge(200, 2);
	assert_true(flight_is_clear(&packets, 99 * MS));
	assert_false(flight_is_clear(&packets, 150 * MS));
	assert_true(flight_is_clear(&packets, 200 * MS));
	acknowledge(300, 2)->seg.window = 0;
	assert_false(flight_is_clear(&packets, 400 * MS));
	acknowledge(500, 2);
	assert_true(flight_is_clear(&packets, 600 * MS));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_nothing_sent, set_up),
		cmocka_unit_test_setup(test_syn, set_up),
		cmocka_unit_test_setup(test_unacknowledged, set_up),
		cmocka_unit_test_setup(test_acknowledged_late, set_up),
		cmocka_unit_test_setup(test_progress, set_up),
		cmocka_unit_test_setup(test_what_arrives, set_up),
		cmocka_unit_test_setup(test_not_counted, set_up),
		cmocka_unit_test_setup(test_clear, set_up),
		cmocka_unit_test_setup(test_no_room, set_up),
		cmocka_unit_test_setup(test_reset_is_no_window, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
