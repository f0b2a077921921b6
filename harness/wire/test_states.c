/* test_states.c - the states of both ends, as the packets imply them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OPEN(s) story_open((s), 4, 1000, 2000)
#define IN .in = true
#define FIN_ACK .flags = TCP_FIN | TCP_ACK

/* "SYN-SENT ESTABLISHED ...": what one end went through. */
static const char *
went_through(struct story *s, enum party who)
{
	static char text[256];
	struct states found;
	size_t used = 0;

	story_join(s);
	assert_int_equal(
	    states_find(&found, s->packets.connections.watched), 0);
	text[0] = '\0';
	for (size_t i = 0; i < found.n; i++) {
		if (i > 0)
			assert_true(found.v[i - 1].t_ns <= found.v[i].t_ns);
		if (found.v[i].who == who)
			used += (size_t)snprintf(text + used,
			    sizeof(text) - used, "%s%s", used ? " " : "",
			    state_name(found.v[i].state));
	}
	return text;
}

/* After the handshake, which is the same for all. */
static void
expect_states(struct story *s, const char *subject, const char *peer)
{
	char want[256];

	snprintf(want, sizeof(want), "SYN-SENT ESTABLISHED%s%s",
	    subject[0] ? " " : "", subject);
	assert_string_equal(went_through(s, SUBJECT), want);
	snprintf(want, sizeof(want), "SYN-RECEIVED ESTABLISHED%s%s",
	    peer[0] ? " " : "", peer);
	assert_string_equal(went_through(s, PEER), want);
	story_close(s);
}

static void
test_nothing(void **state)
{
	struct connection none = { 0 };
	struct states found;

	(void)state;
	assert_int_equal(states_find(&found, &none), 0);
	assert_int_equal(found.n, 0);
}

static void
test_open(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "a", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 2);
	expect_states(&s, "", "");
}

/* RFC 9293 figure 5's left side, and who closes second. */
static void
test_closed_in_order(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(&s, FIN_ACK, .seq = 1, .ack = 2);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 2, .ack = 2);
	expect_states(&s, "CLOSE-WAIT LAST-ACK CLOSED",
	    "FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
}

static void
test_ipv6(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 6, 1, 0xffffffff);
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 2);
	expect_states(&s, "CLOSE-WAIT", "FIN-WAIT-1 FIN-WAIT-2");
}

/* Both FINs are sent before either came: each leg has the other's late. */
static void
test_crossing(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, FIN_ACK, .seq = 1, .ack = 1);
	s.peer_leg.v[s.peer_leg.n - 1].t_ns += 5 * MS;
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	s.now += 10 * MS;
	ARRIVES(&s, .flags = TCP_ACK, .seq = 2, .ack = 2);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 2, .ack = 2);
	expect_states(
	    &s, "FIN-WAIT-1 CLOSING TIME-WAIT", "FIN-WAIT-1 CLOSING TIME-WAIT");
}

/* The FIN never came: only who sent it has moved. */
static void
test_fin_lost(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	DROPS(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	expect_states(&s, "", "FIN-WAIT-1");
}

/* A FIN behind a gap is not taken before the gap is filled. */
static void
test_fin_ahead(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, FIN_ACK, .seq = 3, .ack = 1);
	expect_states(&s, "", "FIN-WAIT-1");
	OPEN(&s);
	ARRIVES(&s, IN, FIN_ACK, .seq = 3, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "ab",
	    .len = 2);
	expect_states(&s, "CLOSE-WAIT", "FIN-WAIT-1");
}

static void
test_reset(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 1, .ack = 1);
	expect_states(&s, "CLOSED", "CLOSED");
}

/* Forged by the path: the peer knows nothing of it. */
static void
test_reset_forged(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 1);
	expect_states(&s, "CLOSED", "");
}

/* Not at RCV.NXT, or outside the window: RFC 5961 3.2. */
static void
test_reset_refused(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 5);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 100000);
	FORGES(&s, IN, .flags = TCP_SYN, .seq = 1);
	expect_states(&s, "", "");
}

/* The answer to data after a close(2): the half-closed end is gone. */
static void
test_reset_after_fin(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 2, .data = "a", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_RST, .seq = 2);
	expect_states(&s, "CLOSE-WAIT CLOSED", "FIN-WAIT-1 FIN-WAIT-2 CLOSED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_closed_in_order),
		cmocka_unit_test(test_ipv6),
		cmocka_unit_test(test_crossing),
		cmocka_unit_test(test_fin_lost),
		cmocka_unit_test(test_fin_ahead),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_reset_forged),
		cmocka_unit_test(test_reset_refused),
		cmocka_unit_test(test_reset_after_fin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
