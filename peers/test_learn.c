/* test_learn.c - what the path learns of the frames that it sees. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "testing-frames.h"

/* The last with payload is quoted; before there is one, the last. */
static void
test_quote(void **state)
{
	struct flow flow = { .known = false };

	(void)state;
	learn(&flow, (struct tcp) { 4, 1, SYN, 0, 0, 0 }, true);
	learn(&flow, (struct tcp) { 4, 2, ACK, 0, 0, 0 }, true);
	assert_int_equal(get32(flow.quote + 38), 2);
	assert_int_equal(flow.quote_len, 54);
	learn(&flow, (struct tcp) { 4, 2, ACK, 5, 0, 0 }, false);
	learn(&flow, (struct tcp) { 4, 7, ACK, 0, 0, 0 }, true);
	assert_int_equal(get32(flow.quote + 38), 2);
	assert_int_equal(flow.quote_len, 59);
	learn(&flow, (struct tcp) { 4, 7, ACK, 1448, 0, 0 }, true);
	assert_int_equal(get32(flow.quote + 38), 7);
	assert_int_equal(flow.quote_len, FORGE_QUOTE);
}

static uint32_t
next_after(struct tcp t)
{
	struct flow flow = { .known = false };

	learn(&flow, t, true);
	assert_true(flow.handed);
	return flow.next;
}

static void
test_next(void **state)
{
	(void)state;
	assert_int_equal(next_after((struct tcp) { 4, 50, ACK, 0, 0, 0 }), 50);
	assert_int_equal(next_after((struct tcp) { 4, 50, ACK, 9, 0, 0 }), 59);
	assert_int_equal(next_after((struct tcp) { 4, 50, SYN, 0, 20, 0 }), 51);
	assert_int_equal(
	    next_after((struct tcp) { 6, 50, FIN | ACK, 9, 12, 0 }), 60);
	assert_int_equal(
	    next_after((struct tcp) { 4, 50, ACK, 9, 12, 40 }), 59);
	assert_int_equal(
	    next_after((struct tcp) { 4, 0xfffffffe, ACK, 5, 0, 0 }), 3);
}

/* Only what was handed over moves it, and only forward. */
static void
test_forward_only(void **state)
{
	struct flow flow = { .known = false };

	(void)state;
	learn(&flow, (struct tcp) { 4, 0xfffffff0, ACK, 10, 0, 0 }, true);
	assert_int_equal(flow.next, 0xfffffffa);
	learn(&flow, (struct tcp) { 4, 0xfffffff0, ACK, 2, 0, 0 }, true);
	assert_int_equal(flow.next, 0xfffffffa);
	learn(&flow, (struct tcp) { 4, 0xfffffffa, ACK, 16, 0, 0 }, true);
	assert_int_equal(flow.next, 10); /* around the end */
	learn(&flow, (struct tcp) { 4, 0xfffffffa, ACK, 16, 0, 0 }, true);
	assert_int_equal(flow.next, 10);
	learn(&flow, (struct tcp) { 4, 10, ACK, 100, 0, 0 }, false);
	assert_int_equal(flow.next, 10); /* dropped by the path */
}

/* Truncated at every length: nothing is learned, nothing beyond is read. */
static void
test_truncated(void **state)
{
	static const struct tcp whole[] = {
		{ 4, 50, ACK, 3, 12, 8 },
		{ 6, 50, ACK, 3, 12, 0 },
	};
	uint8_t frame[1600];
	struct flow flow;
	size_t n, tcp_at;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		memset(frame, 0, sizeof(frame));
		n = build(frame, whole[i], &tcp_at);
		for (size_t len = 0; len < n; len++) {
			uint8_t cut[256];

			memset(&flow, 0, sizeof(flow));
			memcpy(cut + sizeof(cut) - len, frame, len);
			forge_learn(&flow, cut + sizeof(cut) - len, len, true);
			assert_false(flow.known);
		}
		forge_learn(&flow, frame, n, true);
		assert_true(flow.known);
	}
}

/* What fills an Ethernet frame up to 60 bytes is no payload. */
static void
test_padding(void **state)
{
	struct flow flow = { .known = false };
	uint8_t frame[128] = { 0 };
	size_t tcp_at;

	(void)state;
	assert_int_equal(
	    build(frame, (struct tcp) { 4, 50, ACK, 0, 0, 0 }, &tcp_at), 54);
	forge_learn(&flow, frame, 60, true);
	assert_int_equal(flow.next, 50);
}

static void
test_not_tcp(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} spoilt[] = {
		{ 12, 0x81 }, { 13, 0x06 }, /* ARP */
		{ 23, 17 },		    /* UDP */
	};
	struct flow flow = { .known = false };
	uint8_t frame[128];
	size_t tcp_at, n;

	(void)state;
	for (size_t i = 0; i < sizeof(spoilt) / sizeof(*spoilt); i++) {
		memset(frame, 0, sizeof(frame));
		n = build(frame, (struct tcp) { 4, 50, ACK, 3, 0, 0 }, &tcp_at);
		frame[spoilt[i].at] = spoilt[i].value;
		forge_learn(&flow, frame, n, true);
		assert_false(flow.known);
	}
	memset(frame, 0, sizeof(frame));
	n = build(frame, (struct tcp) { 6, 50, ACK, 3, 0, 0 }, &tcp_at);
	frame[20] = 58;
	forge_learn(&flow, frame, n, true);
	assert_false(flow.known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_forward_only),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_padding),
		cmocka_unit_test(test_not_tcp),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
