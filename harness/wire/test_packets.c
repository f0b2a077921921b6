/* test_packets.c - what the join makes of drops, forgeries and copies. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

static void
expect(const struct story *s, size_t number, enum party from, enum fate fate,
    enum leg legs)
{
	const struct packet *p = &s->packets.v[number - 1];

	assert_true(number <= s->packets.n);
	assert_int_equal(p->from, from);
	assert_int_equal(p->fate, fate);
	assert_int_equal(p->legs, legs);
}

static bool
is_watched(const struct story *s, size_t number)
{
	const struct packets *p = &s->packets;

	return p->v[number - 1].connection == p->connections.watched;
}

static void
test_arrived(void **state)
{
	struct story s;
	const struct packet *p;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	story_join(&s);
	assert_int_equal(s.packets.n, 3);
	expect(&s, 1, SUBJECT, ARRIVED, BOTH_LEGS);
	expect(&s, 2, PEER, ARRIVED, BOTH_LEGS);
	p = s.packets.v;
	assert_false(p[0].to_subject);
	assert_true(p[1].to_subject);
	/* on the subject's leg: sent at 0, received 10 us after 1 ms */
	assert_int_equal(p[0].t_ns, 0);
	assert_int_equal(p[0].peer_t_ns, 10000);
	assert_int_equal(p[1].t_ns, 1 * MS + 10000);
	assert_int_equal(p[1].peer_t_ns, 1 * MS);
	story_close(&s);
}

static void
test_relative(void **state)
{
	struct story s;
	const struct packet *p;

	(void)state;
	story_open(&s, 6, 0xffffffff, 0x80000000);
	ARRIVES(&s, .in = true, .flags = TCP_ACK, .seq = 1, .ack = 1,
	    .data = "abc", .len = 3);
	ARRIVES(&s, .flags = TCP_RST, .seq = 1);
	story_join(&s);
	p = s.packets.v;
	assert_int_equal(p[0].rel_seq, 0);
	assert_int_equal(p[0].rel_ack, 0);
	assert_int_equal(p[1].rel_seq, 0);
	assert_int_equal(p[1].rel_ack, 1);
	assert_int_equal(p[3].rel_seq, 1);
	assert_int_equal(p[3].rel_ack, 1);
	assert_int_equal(p[4].rel_seq, 1);
	assert_int_equal(p[4].rel_ack, 0);
	for (size_t i = 0; i < s.packets.n; i++)
		assert_true(is_watched(&s, i + 1));
	story_close(&s);
}

static void
test_drop_and_forge(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	DROPS(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "x", .len = 1);
	DROPS(&s, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 1);
	FORGES(&s, .flags = TCP_RST, .seq = 2);
	story_join(&s);
	assert_int_equal(s.packets.n, 7);
	expect(&s, 4, SUBJECT, DROPPED, SUBJECT_LEG);
	expect(&s, 5, PEER, DROPPED, PEER_LEG);
	expect(&s, 6, PATH, FORGED, SUBJECT_LEG);
	expect(&s, 7, PATH, FORGED, PEER_LEG);
	assert_int_equal(s.packets.v[3].peer_t_ns, WIRE_NEVER);
	assert_int_equal(s.packets.v[4].t_ns, s.packets.v[4].peer_t_ns);
	assert_int_equal(s.packets.v[5].peer_t_ns, WIRE_NEVER);
	assert_false(s.packets.v[5].duplicated);
	assert_true(is_watched(&s, 7));
	story_close(&s);
}

/* One sent, three came: the first is it, the others are the path's. */
static void
test_duplicate(void **state)
{
	struct story s = { .family = 4 };
	uint8_t frame[2048];
	struct tcp t = { .in = true, .flags = TCP_ACK, .seq = 1, .ack = 1 };
	size_t n = build(&s, frame, &t);

	(void)state;
	put_frame(&s, true, BOTH_LEGS, frame, n);
	put_frame(&s, true, SUBJECT_LEG, frame, n);
	put_frame(&s, true, SUBJECT_LEG, frame, n);
	story_join(&s);
	assert_int_equal(s.packets.n, 3);
	expect(&s, 1, PEER, ARRIVED, BOTH_LEGS);
	expect(&s, 2, PATH, FORGED, SUBJECT_LEG);
	expect(&s, 3, PATH, FORGED, SUBJECT_LEG);
	assert_false(s.packets.v[0].duplicated);
	assert_true(s.packets.v[1].duplicated);
	assert_string_equal(s.packets.v[2].note, "duplicated by the path");
	story_close(&s);
}

/* The same bytes sent twice, the first time in vain. */
static void
test_identical_after_loss(void **state)
{
	struct story s = { .family = 6 };
	uint8_t frame[2048];
	struct tcp t = { .flags = TCP_ACK, .seq = 0, .ack = 1 };
	size_t n = build(&s, frame, &t);

	(void)state;
	put_frame(&s, false, SUBJECT_LEG, frame, n);
	s.now += 1000 * MS;
	put_frame(&s, false, BOTH_LEGS, frame, n);
	story_join(&s);
	assert_int_equal(s.packets.n, 2);
	expect(&s, 1, SUBJECT, DROPPED, SUBJECT_LEG);
	expect(&s, 2, SUBJECT, ARRIVED, BOTH_LEGS);
	story_close(&s);
}

/* The same bytes twice through a slow path: first in, first out. */
static void
test_identical_delayed(void **state)
{
	struct story s = { .family = 4 };
	uint8_t frame[2048];
	struct tcp t = { .flags = TCP_ACK, .seq = 0, .ack = 1 };
	uint32_t n = (uint32_t)build(&s, frame, &t);

	(void)state;
	for (int i = 0; i < 2; i++) {
		trace_add(&s.subject_leg, i * 200 * MS, frame, n, n);
		trace_add(&s.peer_leg, (i * 200 + 300) * MS, frame, n, n);
	}
	story_join(&s);
	assert_int_equal(s.packets.n, 2);
	assert_int_equal(s.packets.v[0].peer_t_ns, 300 * MS);
	assert_int_equal(s.packets.v[1].peer_t_ns, 500 * MS);
	story_close(&s);
}

/* The same bytes the other way are another frame, as is an echo before. */
static void
test_no_false_mates(void **state)
{
	struct story s = { .family = 4 };
	uint8_t frame[2048];
	struct tcp t = { .in = true, .flags = TCP_ACK, .seq = 1, .ack = 1 };
	uint32_t n = (uint32_t)build(&s, frame, &t);

	(void)state;
	trace_add(&s.subject_leg, 1 * MS, frame, n, n);
	trace_add(&s.peer_leg, 2 * MS, frame, n, n); /* sent later */
	story_join(&s);
	assert_int_equal(s.packets.n, 2);
	expect(&s, 1, PATH, FORGED, SUBJECT_LEG);
	expect(&s, 2, PEER, DROPPED, PEER_LEG);
	assert_false(s.packets.v[0].duplicated);
	story_close(&s);
}

/* Another connection, a runt and ARP are packets, but not watched. */
static void
test_not_watched(void **state)
{
	struct story s;
	uint8_t frame[2048];
	struct tcp t = { .flags = TCP_SYN };
	size_t n;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	n = build(&s, frame, &t);
	put16(frame + 34, 40001);
	put_frame(&s, false, BOTH_LEGS, frame, n);
	put_frame(&s, true, BOTH_LEGS, frame, 5);
	put_frame(&s, true, BOTH_LEGS, frame, 0);
	story_join(&s);
	assert_int_equal(s.packets.n, 6);
	assert_true(is_watched(&s, 3));
	assert_false(is_watched(&s, 4));
	assert_int_equal(s.packets.v[3].rel_seq, 0);
	assert_true(s.packets.v[4].seg.truncated);
	expect(&s, 6, PEER, ARRIVED, BOTH_LEGS);
	story_close(&s);
}

/* A swap on the path: the order is the subject's. */
static void
test_order(void **state)
{
	struct story s = { .family = 4 };
	uint8_t a[2048], b[2048];
	struct tcp t = { .in = true, .flags = TCP_ACK, .seq = 1, .ack = 1 };
	uint32_t n = (uint32_t)build(&s, a, &t);

	(void)state;
	t.flags |= TCP_FIN;
	assert_int_equal(build(&s, b, &t), n);
	trace_add(&s.peer_leg, 1, a, n, n);
	trace_add(&s.peer_leg, 2, b, n, n);
	trace_add(&s.subject_leg, 3, b, n, n);
	trace_add(&s.subject_leg, 4, a, n, n);
	story_join(&s);
	assert_int_equal(s.packets.n, 2);
	assert_int_equal(s.packets.v[0].peer_t_ns, 2);
	assert_int_equal(s.packets.v[1].peer_t_ns, 1);
	assert_ptr_equal(s.packets.v[0].frame, &s.subject_leg.v[0]);
	story_close(&s);
}

/*
 * An acknowledgement and the data that it acknowledges, of one nanosecond
 * at the subject: the data came first, though its leg is read last.
 */
static void
test_one_nanosecond(void **state)
{
	struct story s = { .family = 4 };
	uint8_t data[2048], ack[2048];
	struct tcp of_peer = { .in = true,
		.flags = TCP_ACK,
		.seq = 1,
		.ack = 1,
		.data = "x",
		.len = 1 };
	struct tcp of_subject = { .flags = TCP_ACK, .seq = 1, .ack = 2 };
	uint32_t n = (uint32_t)build(&s, data, &of_peer);
	uint32_t m = (uint32_t)build(&s, ack, &of_subject);

	(void)state;
	trace_add(&s.peer_leg, 1, data, n, n);
	trace_add(&s.subject_leg, 3, data, n, n);
	trace_add(&s.subject_leg, 3, ack, m, m);
	trace_add(&s.peer_leg, 5, ack, m, m);
	story_join(&s);
	assert_int_equal(s.packets.n, 2);
	expect(&s, 1, PEER, ARRIVED, BOTH_LEGS);
	expect(&s, 2, SUBJECT, ARRIVED, BOTH_LEGS);
	story_close(&s);
}

static void
test_nothing(void **state)
{
	struct story s = { .family = 4 };

	(void)state;
	story_join(&s);
	assert_int_equal(s.packets.n, 0);
	story_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arrived),
		cmocka_unit_test(test_relative),
		cmocka_unit_test(test_drop_and_forge),
		cmocka_unit_test(test_duplicate),
		cmocka_unit_test(test_identical_after_loss),
		cmocka_unit_test(test_identical_delayed),
		cmocka_unit_test(test_no_false_mates),
		cmocka_unit_test(test_not_watched),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_one_nanosecond),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests_name("wire/packets", tests, NULL, NULL);
}
