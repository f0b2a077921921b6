/* test_notes.c - the words beside the packets. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OPEN(s) story_open((s), 4, 1000, 2000)
#define OUT .flags = TCP_ACK
#define IN .in = true, .flags = TCP_ACK
#define BYTE .data = "x", .len = 1

/* The notes of all packets after the handshake; NULL ends them. */
static void
expect(struct story *s, const char *const notes[])
{
	size_t n = 3;

	story_truth(s, (struct plot) { .end = FORM_OPEN });
	for (; notes[n - 3] != NULL; n++) {
		assert_true(n < s->packets.n);
		assert_string_equal(s->packets.v[n].note, notes[n - 3]);
	}
	assert_int_equal(s->packets.n, n);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(s->packets.v[i].note, "");
	story_close(s);
}

#define EXPECT(s, ...) expect((s), (const char *const[]) { __VA_ARGS__, NULL })

static void
test_retransmission(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	DROPS(&s, IN, .seq = 1, .ack = 1, BYTE);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	ARRIVES(&s, OUT, .seq = 1, .ack = 2);
	DROPS(&s, OUT, .seq = 1, .ack = 2, BYTE);
	DROPS(&s, OUT, .seq = 1, .ack = 2, BYTE);
	EXPECT(&s, "", "retransmission", "retransmission, duplicate", "", "",
	    "retransmission");
}

static void
test_out_of_order(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 2, .ack = 1, BYTE);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	EXPECT(&s, "out-of-order", "duplicate ack", "");
}

/* A copy by the path is no retransmission: nobody sent it again. */
static void
test_duplicated(void **state)
{
	struct story s;
	uint8_t frame[2048];
	struct tcp t = { IN, .seq = 1, .ack = 1, BYTE };
	size_t n;

	(void)state;
	OPEN(&s);
	n = build(&s, frame, &t);
	put_frame(&s, true, BOTH_LEGS, frame, n);
	put_frame(&s, true, SUBJECT_LEG, frame, n);
	EXPECT(&s, "", "duplicated by the path");
}

static void
test_keep_alive(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	ARRIVES(&s, OUT, .seq = 1, .ack = 2);
	ARRIVES(&s, OUT, .seq = 0, .ack = 2);
	ARRIVES(&s, IN, .seq = 2, .ack = 1);
	ARRIVES(&s, IN, .seq = 1, .ack = 1);
	ARRIVES(&s, OUT, .seq = 1, .ack = 2);
	EXPECT(&s, "", "", "keep-alive", "keep-alive ack", "keep-alive",
	    "keep-alive ack");
}

static void
test_windows(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, OUT, .seq = 0, .ack = 1);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .seq = 1, .ack = 1);
	EXPECT(&s, "zero window", "keep-alive or window probe", "zero window",
	    "window update");
}

static void
test_challenge(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 2);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1);
	FORGES(&s, .in = true, .flags = TCP_SYN, .seq = 2);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1);
	EXPECT(&s, "forged, not at RCV.NXT", "challenge ACK", "forged",
	    "challenge ACK", "duplicate ack");
}

static void
test_outside(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 5000);
	ARRIVES(&s, IN, .seq = 4000, .ack = 1, BYTE);
	FORGES(&s, .flags = TCP_RST, .seq = 1);
	EXPECT(
	    &s, "forged, outside the window", "outside the window", "forged");
}

/* The first and the last position inside the window, and the first outside. */
static void
test_window_edges(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 2);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 1000);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 1001);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 0);
	EXPECT(&s, "forged, not at RCV.NXT", "forged, not at RCV.NXT",
	    "forged, outside the window", "forged, outside the window");
}

/* A byte is a probe once its ACK has come, not while that is lost. */
static void
test_probe_with_byte(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	DROPS(&s, OUT, .seq = 1, .ack = 2);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	ARRIVES(&s, OUT, .seq = 1, .ack = 2);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	EXPECT(&s, "", "", "retransmission, duplicate", "duplicate ack",
	    "keep-alive");
}

/*
 * Sent again while the ACK was on its way, and come after it had left: the
 * peer did not know.  tshark calls it a spurious retransmission.
 */
static void
test_crossing_ack(void **state)
{
	struct story s;
	uint8_t frame[2048];
	struct tcp ack = { OUT, .seq = 1, .ack = 2 };
	struct tcp again = { IN, .seq = 1, .ack = 1, BYTE };
	uint32_t n;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	n = (uint32_t)build(&s, frame, &ack);
	trace_add(&s.subject_leg, s.now, frame, n, n);
	trace_add(&s.peer_leg, s.now + 3 * MS, frame, n, n);
	n = (uint32_t)build(&s, frame, &again);
	trace_add(&s.peer_leg, s.now + 1 * MS, frame, n, n);
	trace_add(&s.subject_leg, s.now + 2 * MS, frame, n, n);
	s.now += 4 * MS;
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	EXPECT(&s, "", "", "retransmission, duplicate", "keep-alive");
}

/* Written anew each time, and never longer than there is room for. */
static void
test_again(void **state)
{
	struct story s;
	struct plot plot = {
		.ready_ns = 3 * MS, .fault_ns = 3 * MS, .horizon_ns = 3 * MS - 1
	};
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 0, .ack = 1);
	story_join(&s);
	truth_establish(&t, s.packets.connections.watched, &plot);
	truth_establish(&t, s.packets.connections.watched, &plot);
	packets_note_proof(&s.packets, &plot);
	assert_string_equal(s.packets.v[3].note, "proof, keep-alive");
	assert_int_equal(t.probes_out, 0);
	story_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_retransmission),
		cmocka_unit_test(test_out_of_order),
		cmocka_unit_test(test_duplicated),
		cmocka_unit_test(test_keep_alive),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_challenge),
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_crossing_ack),
		cmocka_unit_test(test_window_edges),
		cmocka_unit_test(test_probe_with_byte),
	};

	return cmocka_run_group_tests_name("wire/notes", tests, NULL, NULL);
}
