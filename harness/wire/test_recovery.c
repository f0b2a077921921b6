/* test_recovery.c - attempts to connect again; what got lost in between. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OUT .flags = TCP_ACK
#define IN .in = true, .flags = TCP_ACK
#define BYTES(text) .data = (text), .len = sizeof(text) - 1

static struct recovery
recovery_of(struct story *s, uint16_t but)
{
	struct plot plot = PLOT(FORM_CLOSED);
	struct recovery r;

	(void)story_truth(s, (struct plot) { .end = FORM_CLOSED });
	recovery_establish(&r, &s->packets.connections, &plot, 4 * MS, but);
	return r;
}

static void
syn(struct story *s, uint16_t port)
{
	ARRIVES(s, .flags = TCP_SYN, .port = port);
}

static void
connects(struct story *s, uint16_t port)
{
	syn(s, port);
	ARRIVES(
	    s, .in = true, .flags = TCP_SYN | TCP_ACK, .ack = 1, .port = port);
	ARRIVES(s, OUT, .seq = 1, .ack = 1, .port = port);
}

static void
expect(struct numbered n, unsigned sent, unsigned lost, unsigned repeated)
{
	assert_int_equal(n.sent, sent);
	assert_int_equal(n.lost, lost);
	assert_int_equal(n.repeated, repeated);
}

static void
test_nobody(void **state)
{
	struct recovery r;
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, IN | TCP_FIN, .seq = 1, .ack = 1);
	r = recovery_of(&s, 0);
	assert_int_equal(r.attempts, 0);
	assert_int_equal(r.established_ns, WIRE_NEVER);
	story_close(&s);
}

/* Refused twice, the second SYN repeated by the kernel; then taken. */
static void
test_attempts(void **state)
{
	struct recovery r;
	struct story s;

	(void)state;
	story_open(&s, 6, 1000, 2000);
	ARRIVES(&s, IN | TCP_FIN, .seq = 1, .ack = 1); /* at 3 ms */
	s.now = 10 * MS;
	syn(&s, 40001);
	ARRIVES(&s, .in = true, .flags = TCP_RST | TCP_ACK, .ack = 1,
	    .port = 40001);
	s.now = 30 * MS;
	DROPS(&s, .flags = TCP_SYN, .port = 40002);
	s.now = 1030 * MS;
	syn(&s, 40002);
	ARRIVES(&s, .in = true, .flags = TCP_RST | TCP_ACK, .ack = 1,
	    .port = 40002);
	s.now = 2000 * MS;
	connects(&s, 40003);
	r = recovery_of(&s, 0);
	assert_int_equal(r.attempts, 3);
	assert_int_equal(r.repeated_syns, 1);
	assert_int_equal(r.refused, 2);
	assert_int_equal(r.most_a_second, 2);
	assert_int_equal(r.attempt_ns[0], 10 * MS);
	assert_int_equal(r.attempt_ns[1], 30 * MS);
	assert_int_equal(r.established_ns, 2002 * MS);
	/* one of them was not the subject's */
	assert_int_equal(recovery_of(&s, 40001).attempts, 2);
	story_close(&s);
}

/* From the same ports, and before what ended it, or by the peer: one counts. */
static void
test_later(void **state)
{
	struct recovery r;
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	connects(&s, 40001);
	s.now = 10 * MS;
	ARRIVES(&s, IN | TCP_RST, .seq = 1, .ack = 1);
	s.isn[0] += 70000;
	connects(&s, 40000);
	ARRIVES(&s, .in = true, .flags = TCP_SYN, .port = 22);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, .port = 40001);
	ARRIVES(&s, IN | TCP_RST, .seq = 1, .ack = 1);
	r = recovery_of(&s, 0);
	assert_int_equal(r.attempts, 1);
	assert_int_equal(r.refused, 0);
	assert_int_equal(r.repeated_syns, 0);
	assert_int_equal(r.attempt_ns[0], 11 * MS);
	assert_int_equal(r.established_ns, 13 * MS);
	story_close(&s);
}

/*
 * A number is lost if no connection brought it, repeated if two did; bytes
 * that are repeated on one connection are TCP's, and an echo is no message.
 */
static void
test_numbers(void **state)
{
	struct recovery r;
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\x80\x81"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\1\2\x80\x81"));
	ARRIVES(&s, OUT, .seq = 3, .ack = 5);
	DROPS(&s, OUT, .seq = 3, .ack = 5, BYTES("\x82"));
	DROPS(&s, OUT, .seq = 3, .ack = 5, BYTES("\x82"));
	FORGES(&s, IN, .seq = 5, .ack = 3, BYTES("\5\6"));
	DROPS(&s, IN, .seq = 5, .ack = 3, BYTES("\3"));
	connects(&s, 40001);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\x81\x83"), .port = 40001);
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\4"), .port = 40001);
	ARRIVES(&s, OUT, .seq = 3, .ack = 2, .port = 40001);
	r = recovery_of(&s, 0);
	expect(r.to_peer, 4, 1, 1);
	expect(r.to_subject, 4, 1, 0);
	story_close(&s);
}

/* More than are kept are counted; which of them were repeated is known. */
static void
test_storm(void **state)
{
	struct recovery r;
	struct story s;
	unsigned i;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, IN | TCP_FIN, .seq = 1, .ack = 1);
	for (i = 0; i < 3 * ATTEMPTS_KEPT; i++) {
		syn(&s, (uint16_t)(41000 + i));
		syn(&s, (uint16_t)(41000 + i));
	}
	r = recovery_of(&s, 0);
	assert_int_equal(r.attempts, 3 * ATTEMPTS_KEPT);
	assert_int_equal(r.repeated_syns, 3 * ATTEMPTS_KEPT);
	assert_int_equal(r.most_a_second, ATTEMPTS_KEPT);
	story_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_attempts),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_storm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
