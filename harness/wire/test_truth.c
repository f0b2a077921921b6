/* test_truth.c - which segments are signs, and which are not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

/* The handshake is packets 1 to 3, so each story begins with packet 4. */
#define OPEN(s) story_open((s), 4, 1000, 2000)
#define IN .in = true

static void
test_nothing(void **state)
{
	struct connection none = { 0 };
	struct plot plot = {
		.ready_ns = 7, .fault_ns = WIRE_NEVER, .horizon_ns = WIRE_NEVER
	};
	struct truth t;

	(void)state;
	truth_establish(&t, &none, &plot);
	expect_moment(&t, 0, FORM_OPEN, 0);
	expect_moments(&t, 1);
	assert_int_equal(t.moments[0].t_ns, 7);
	assert_int_equal(t.established_ns, WIRE_NEVER);
}

static void
test_fin(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moment(&t, 1, FORM_CLOSED, 4);
	expect_moments(&t, 2);
	assert_int_equal(t.established_ns, ARRIVED_AT(2));
	assert_int_equal(t.fin_ns, ARRIVED_AT(4));
	assert_int_equal(t.fin_packet, 4);
	assert_true(s.packets.v[3].heard);
	assert_int_equal(t.first_data_ns, WIRE_NEVER);
	assert_int_equal(t.bytes_in, 0);
	story_close(&s);
}

static void
test_fin_ipv6(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 6, 1, 2);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	becomes(&s, FORM_CLOSED, 4);
}

static void
test_fin_dropped(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	DROPS(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	still_open(&s);
}

static void
test_fin_repeated(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	for (int i = 0; i < 3; i++)
		ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	becomes(&s, FORM_CLOSED, 4);
}

/* The FIN overtakes the data before it: the data makes it the end. */
static void
test_fin_out_of_order(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 4, .ack = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moments(&t, 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "ab",
	    .len = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moments(&t, 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 3, .ack = 1, .data = "c",
	    .len = 1);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	expect_moment(&t, 1, FORM_CLOSED, 6);
	assert_int_equal(t.fin_packet, 6);
	assert_int_equal(t.bytes_in, 3);
	assert_int_equal(s.packets.v[3].delivered, 0);
	assert_int_equal(s.packets.v[4].delivered, 2);
	assert_int_equal(s.packets.v[5].delivered, 1);
	assert_int_equal(t.first_data_ns, ARRIVED_AT(5));
	assert_int_equal(t.last_data_ns, ARRIVED_AT(6));
	story_close(&s);
}

static void
test_fin_outside(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1001, .ack = 1);
	still_open(&s);
	OPEN(&s); /* the last position of the window is in it */
	FORGES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1000, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1,
	    .data = (char[999]) { 1 }, .len = 999);
	becomes(&s, FORM_CLOSED, 5);
}

/* Without ACK, or with an ACK of what was never sent, it is no sign. */
static void
test_fin_unacceptable(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_FIN, .seq = 1);
	still_open(&s);
	OPEN(&s);
	FORGES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 2);
	still_open(&s);
}

/* A window of 0 has no room for a FIN, unless the subject says it had. */
static void
test_fin_at_zero_window(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .shut = true);
	still_open(&s);
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 2, .shut = true);
	becomes(&s, FORM_CLOSED, 5);
}

/* Data taken beyond the window is no FIN. */
static void
test_data_at_zero_window(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "x",
	    .len = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 2, .shut = true);
	still_open(&s);
}

/* The SYN's window counts until the subject has said another. */
static void
test_before_first_ack(void **state)
{
	struct story s = { .family = 4, .isn = { 1000, 2000 } };

	(void)state;
	ARRIVES(&s, .flags = TCP_SYN);
	ARRIVES(&s, IN, .flags = TCP_SYN | TCP_ACK, .ack = 1);
	FORGES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1001, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	becomes(&s, FORM_CLOSED, 4);
}

static void
test_fin_at_wrap(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 4, 0xfffffffe, 0xfffffffd);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "ab",
	    .len = 2);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 3, .data = "xyz", .len = 3);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 3, .ack = 4);
	becomes(&s, FORM_CLOSED, 6);
}

static void
test_half_close(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 2, .data = "x", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 2, .ack = 2);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .seq = 2, .ack = 2);
	t = story_truth(&s, (struct plot) { .end = FORM_HALF_CLOSED });
	expect_moment(&t, 1, FORM_HALF_CLOSED, 4);
	expect_moment(&t, 2, FORM_RESET, 7);
	expect_moments(&t, 3);
	story_close(&s);
}

/* The subject's window is 10 << 7, if both SYNs offered to scale. */
static void
scaled(uint8_t peers_scale, uint32_t seq, bool in_window)
{
	struct story s = { .family = 4 };
	struct truth t;

	ARRIVES(&s, .flags = TCP_SYN, .scale = 8);
	ARRIVES(
	    &s, IN, .flags = TCP_SYN | TCP_ACK, .ack = 1, .scale = peers_scale);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1, .window = 10);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = seq, .ack = 1);
	for (uint32_t at = 1; at < seq; at += 5)
		ARRIVES(&s, IN, .flags = TCP_ACK, .seq = at, .ack = 1,
		    .data = "abcde", .len = 5);
	t = story_truth(&s, (struct plot) { .end = FORM_CLOSED });
	assert_int_equal(t.n, in_window ? 2 : 1);
	story_close(&s);
}

static void
test_window_scale(void **state)
{
	(void)state;
	scaled(1, 1276, true); /* the FIN at 1276 < 1 + 1280 */
	scaled(1, 1281, false);
	scaled(0, 11, false); /* not scaled: 1 + 10 */
	scaled(0, 6, true);
}

/* What the proof does is no truth, but it has its notes. */
static void
test_horizon(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "\0", .len = 1);
	ARRIVES(&s, IN, .flags = TCP_RST, .seq = 1);
	t = story_truth(
	    &s, (struct plot) { .end = FORM_RESET, .horizon_ns = 3 * MS - 1 });
	expect_moments(&t, 1);
	assert_int_equal(t.rst_ns, WIRE_NEVER);
	assert_int_equal(t.bytes_out, 0);
	assert_string_equal(s.packets.v[2].note, "");
	assert_string_equal(s.packets.v[3].note, "proof");
	t = story_truth(&s,
	    (struct plot) { .end = FORM_RESET, .horizon_ns = ARRIVED_AT(5) });
	expect_moment(&t, 1, FORM_RESET, 5);
	assert_string_equal(s.packets.v[4].note, "");
	story_close(&s);
}

/* A FIN that came before "ready": the connection was never open to it. */
static void
test_before_ready(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	t = story_truth(
	    &s, (struct plot) { .end = FORM_CLOSED, .ready_ns = 9 * MS });
	expect_moment(&t, 0, FORM_CLOSED, 4);
	expect_moments(&t, 1);
	story_close(&s);
}

static void
test_other_connection(void **state)
{
	struct story s;
	uint8_t frame[2048];
	struct tcp fin = { IN, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1 };
	size_t n;

	(void)state;
	OPEN(&s);
	n = build(&s, frame, &fin);
	put16(frame + 34, 7001);
	put_frame(&s, true, BOTH_LEGS, frame, n);
	still_open(&s);
}

static void
test_form_names(void **state)
{
	(void)state;
	for (int f = 0; f < FORMS; f++)
		assert_int_equal(form_value(form_name((enum form)f)), f);
	assert_int_equal(form_value("half-closed"), FORM_HALF_CLOSED);
	assert_int_equal(form_value("shut"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_fin),
		cmocka_unit_test(test_fin_ipv6),
		cmocka_unit_test(test_fin_dropped),
		cmocka_unit_test(test_fin_repeated),
		cmocka_unit_test(test_fin_out_of_order),
		cmocka_unit_test(test_fin_outside),
		cmocka_unit_test(test_fin_unacceptable),
		cmocka_unit_test(test_fin_at_zero_window),
		cmocka_unit_test(test_fin_at_wrap),
		cmocka_unit_test(test_half_close),
		cmocka_unit_test(test_window_scale),
		cmocka_unit_test(test_horizon),
		cmocka_unit_test(test_before_ready),
		cmocka_unit_test(test_other_connection),
		cmocka_unit_test(test_form_names),
		cmocka_unit_test(test_data_at_zero_window),
		cmocka_unit_test(test_before_first_ack),
	};

	return cmocka_run_group_tests_name("wire/truth", tests, NULL, NULL);
}
