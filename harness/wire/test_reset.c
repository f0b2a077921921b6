/* test_reset.c - which RST ends a connection, and when it is silent. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

/* The handshake is packets 1 to 3, so each story begins with packet 4. */
#define OPEN(s) story_open((s), 4, 1000, 2000)
#define IN .in = true

static void
test_rst_exact(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 1, .ack = 1);
	/* what follows has no socket to reach */
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_RESET });
	expect_moment(&t, 1, FORM_RESET, 4);
	expect_moments(&t, 2);
	assert_int_equal(t.rst_packet, 4);
	assert_false(t.rst_answers_us);
	story_close(&s);
}

static void
test_rst_not_exact(void **state)
{
	static const uint32_t seqs[] = {
		2, 1000,	    /* in the window: challenge ACK */
		1001, 0, 0x80000000 /* outside */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(seqs) / sizeof(seqs[0]); i++) {
		struct story s;

		OPEN(&s);
		FORGES(&s, IN, .flags = TCP_RST, .seq = seqs[i]);
		still_open(&s);
	}
}

/* MUST-66: a RST at RCV.NXT is acceptable though the window is 0. */
static void
test_rst_at_zero_window(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .shut = true);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 1);
	becomes(&s, FORM_RESET, 5);
}

/* Data was sent and drew the RST after the FIN: the peer had closed. */
static void
test_rst_after_fin_in_reply(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 2, .data = "x", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_RST, .seq = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moment(&t, 1, FORM_CLOSED, 4);
	expect_moments(&t, 2);
	assert_int_equal(t.rst_packet, 6);
	assert_true(t.rst_answers_us);
	story_close(&s);
}

static void
test_rst_after_fin_by_abort(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 2, .ack = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_RESET });
	expect_moment(&t, 1, FORM_CLOSED, 4);
	expect_moment(&t, 2, FORM_RESET, 5);
	expect_moments(&t, 3);
	assert_false(t.rst_answers_us);
	story_close(&s);
}

/* Linux: RCV.NXT - 1 is accepted once a FIN came, and not before. */
static void
test_rst_on_the_fin(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "a",
	    .len = 1);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 1);
	still_open(&s);
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	FORGES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 1, .ack = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_RESET });
	expect_moment(&t, 2, FORM_RESET, 5);
	story_close(&s);
}

/* Out of order bytes 3 and 4; the subject says sack_from to sack_to. */
static void
with_sack(struct story *s, uint32_t sack_from, uint32_t sack_to, uint32_t rst)
{
	OPEN(s);
	ARRIVES(s, IN, .flags = TCP_ACK, .seq = 3, .ack = 1, .data = "cd",
	    .len = 2);
	ARRIVES(s, .flags = TCP_ACK, .seq = 1, .ack = 1, .sack_from = sack_from,
	    .sack_to = sack_to);
	FORGES(s, IN, .flags = TCP_RST, .seq = rst);
}

/* Linux: the right edge of the SACK block is accepted, while there is one. */
static void
test_rst_at_sack(void **state)
{
	struct story s;

	(void)state;
	with_sack(&s, 3, 5, 5);
	becomes(&s, FORM_RESET, 6);
	with_sack(&s, 3, 5, 4);
	still_open(&s);
	with_sack(&s, 0, 0, 5);
	still_open(&s);
	with_sack(&s, 0xffffffff, 0, 0); /* RFC 2883: a duplicate */
	still_open(&s);
}

/* Not answering: nothing of ours has acknowledged the FIN yet. */
static void
test_rst_unasked(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_RESET });
	expect_moment(&t, 2, FORM_RESET, 5);
	assert_false(t.rst_answers_us);
	story_close(&s);
}

/* CLOSING: our FIN is not acknowledged, there is a socket to reset. */
static void
test_rst_in_closing(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	FORGES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 2, .ack = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_RESET });
	expect_moment(&t, 2, FORM_RESET, 6);
	story_close(&s);
}

/* What is thrown away is not heard: RFC 5961 answers, and forgets. */
static void
test_last_segment(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 2);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 5000);
	FORGES(&s, IN, .flags = TCP_SYN, .seq = 1);
	FORGES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 9);
	(void)story_truth(&s, (struct plot) { .end = FORM_OPEN });
	for (size_t i = 3; i < s.packets.n; i++)
		assert_false(s.packets.v[i].heard);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1001, .ack = 1);
	(void)story_truth(&s, (struct plot) { .end = FORM_OPEN });
	assert_true(s.packets.v[7].heard);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1002, .ack = 1);
	(void)story_truth(&s, (struct plot) { .end = FORM_OPEN });
	assert_false(s.packets.v[8].heard);
	story_close(&s);
}

/* Both FINs are acknowledged: in TIME-WAIT nobody is left to be told. */
static void
test_rst_in_time_wait(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 2, .ack = 2);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 2, .ack = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moment(&t, 1, FORM_CLOSED, 5);
	expect_moments(&t, 2);
	assert_int_equal(t.rst_ns, WIRE_NEVER);
	story_close(&s);
}

static void
test_forged_syn(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_SYN, .seq = 1);
	FORGES(
	    &s, IN, .flags = TCP_SYN | TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	still_open(&s);
}

static void
test_silence(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	DROPS(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	t = story_truth(
	    &s, (struct plot) { .end = FORM_SILENT, .fault_ns = 3 * MS });
	expect_moment(&t, 1, FORM_SILENT, 0);
	assert_int_equal(t.moments[1].t_ns, 3 * MS);
	expect_moments(&t, 2);
	/* and a reset ends it */
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "x", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_RST, .seq = 1);
	t = story_truth(
	    &s, (struct plot) { .end = FORM_SILENT, .fault_ns = 3 * MS });
	expect_moment(&t, 1, FORM_SILENT, 0);
	expect_moment(&t, 2, FORM_RESET, 6);
	expect_moments(&t, 3);
	assert_true(t.rst_answers_us);
	story_close(&s);
}

/* Without a fault it was silent from the start: nobody ever accepted. */
static void
test_silence_without_fault(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	t = story_truth(
	    &s, (struct plot) { .end = FORM_SILENT, .fault_ns = WIRE_NEVER });
	expect_moment(&t, 1, FORM_SILENT, 0);
	expect_moments(&t, 2);
	story_close(&s);
}

static void
test_local_abort(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	s.now += 1 * MS; /* behind the fault */
	ARRIVES(&s, .flags = TCP_RST | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	{
		struct truth t = story_truth(
		    &s, (struct plot) { .end = FORM_RESET });

		assert_int_equal(t.n, 2);
		assert_int_equal(t.moments[1].form, FORM_RESET);
		assert_int_equal(t.moments[1].packet, 4);
		assert_int_equal(t.rst_ns, WIRE_NEVER);
		t = story_truth(&s, (struct plot) { .end = FORM_OPEN });
		expect_moments(&t, 1);
	}
	story_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rst_exact),
		cmocka_unit_test(test_rst_not_exact),
		cmocka_unit_test(test_rst_at_zero_window),
		cmocka_unit_test(test_rst_after_fin_in_reply),
		cmocka_unit_test(test_rst_after_fin_by_abort),
		cmocka_unit_test(test_rst_on_the_fin),
		cmocka_unit_test(test_rst_at_sack),
		cmocka_unit_test(test_rst_in_time_wait),
		cmocka_unit_test(test_forged_syn),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_silence_without_fault),
		cmocka_unit_test(test_local_abort),
		cmocka_unit_test(test_rst_unasked),
		cmocka_unit_test(test_rst_in_closing),
		cmocka_unit_test(test_last_segment),
	};

	return cmocka_run_group_tests_name("wire/reset", tests, NULL, NULL);
}
