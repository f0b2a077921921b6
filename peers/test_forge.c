/* test_forge.c - what the path learns, and segments made of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forge.h"

#define FIN 0x01
#define SYN 0x02
#define RST FORGE_RST
#define ACK FORGE_ACK

/* A TCP segment, as far as these tests tell them apart. */
struct tcp {
	int family;
	uint32_t seq;
	uint8_t flags;
	size_t payload, options, ip_options;
};

static void
put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static void
put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xffff);
}

static uint16_t
get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t
get32(const uint8_t *p)
{
	return (uint32_t)get16(p) << 16 | get16(p + 2);
}

/* The frame's bytes at p (zero before); where TCP starts goes to tcp_at. */
static size_t
build(uint8_t *p, struct tcp t, size_t *tcp_at)
{
	size_t tcp = 20 + t.options + t.payload, ip, i;

	memcpy(p, "\2\0\0\0\0\2\2\0\0\0\0\1", 12);
	if (t.family == 6) {
		ip = 40;
		memcpy(p + 12, "\x86\xdd\x60\0\0\0", 6);
		put16(p + 18, tcp);
		memcpy(p + 20, "\6\x40", 2);
		p[22] = p[38] = 0xfd;
		p[37] = 1;
		p[53] = 2;
	} else {
		ip = 20 + t.ip_options;
		memcpy(p + 12, "\x08\0", 2);
		p[14] = (uint8_t)(0x40 | ip / 4);
		put16(p + 16, ip + tcp);
		memcpy(p + 22, "\x40\6", 2);
		memcpy(p + 26, "\x0a\x4d\0\1\x0a\x4d\0\2", 8);
	}
	*tcp_at = 14 + ip;
	put16(p + *tcp_at, 40000);
	put16(p + *tcp_at + 2, 7777);
	put32(p + *tcp_at + 4, t.seq);
	put32(p + *tcp_at + 8, 0x01020304);
	p[*tcp_at + 12] = (uint8_t)((20 + t.options) / 4 << 4);
	p[*tcp_at + 13] = t.flags;
	put16(p + *tcp_at + 14, 501);
	put16(p + *tcp_at + 18, 9); /* an urgent pointer, not to be kept */
	for (i = 0; i < t.payload; i++)
		p[14 + ip + 20 + t.options + i] = (uint8_t)i;
	return 14 + ip + tcp;
}

static void
learn(struct flow *flow, struct tcp t, bool handed)
{
	uint8_t frame[1600] = { 0 };
	size_t tcp_at, n = build(frame, t, &tcp_at);

	forge_learn(flow, frame, n, handed);
}

/* RFC 1071: the sum over all with the checksum in place is 0xffff. */
static uint32_t
sum16(uint32_t sum, const uint8_t *p, size_t n)
{
	for (; n > 1; p += 2, n -= 2)
		sum += get16(p);
	if (n > 0)
		sum += (uint32_t)p[0] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static void
check_sums(const uint8_t *frame, size_t n, int family, size_t payload)
{
	const uint8_t *ip = frame + 14, *tcp = ip + (family == 6 ? 40 : 20);
	uint32_t size = 20 + (uint32_t)payload;

	assert_int_equal(n, tcp + size - frame);
	if (family == 6) {
		assert_int_equal(get16(ip + 4), size);
		assert_int_equal(
		    sum16(sum16(6 + size, ip + 8, 32), tcp, size), 0xffff);
		return;
	}
	assert_int_equal(ip[0], 0x45);
	assert_int_equal(get16(ip + 2), 20 + size);
	assert_int_equal(sum16(0, ip, 20), 0xffff);
	assert_int_equal(sum16(sum16(6 + size, ip + 12, 8), tcp, size), 0xffff);
}

static size_t
forge(const struct flow *flow, uint8_t flags, uint32_t offset, uint8_t *out,
    size_t room)
{
	struct forgery f = { .flags = flags, .offset = offset };

	return forge_segment(flow, &f, out, room);
}

/* What the sender itself would have sent. */
static void
test_segment(void **state)
{
	static const struct tcp learned[] = {
		{ .family = 4, .seq = 1000, .flags = ACK, .payload = 5 },
		{ .family = 4,
		    .seq = 1000,
		    .flags = ACK,
		    .payload = 5,
		    .options = 12,
		    .ip_options = 8 },
		{ .family = 6,
		    .seq = 1000,
		    .flags = ACK,
		    .payload = 5,
		    .options = 40 },
	};
	uint8_t out[128], frame[1600];
	struct flow flow;
	size_t n, tcp_at, ignored;

	(void)state;
	for (size_t i = 0; i < sizeof(learned) / sizeof(*learned); i++) {
		memset(&flow, 0, sizeof(flow));
		memset(frame, 0, sizeof(frame));
		learn(&flow, learned[i], true);
		n = forge(&flow, RST | ACK, 7, out, sizeof(out));
		check_sums(out, n, learned[i].family, 0);
		build(frame, learned[i], &ignored);
		assert_memory_equal(out, frame, 14); /* Ethernet */
		tcp_at = n - 20;
		if (learned[i].family == 6)
			assert_memory_equal(out + 22, frame + 22, 32);
		else
			assert_memory_equal(out + 26, frame + 26, 8);
		assert_int_equal(get16(out + tcp_at), 40000);
		assert_int_equal(get16(out + tcp_at + 2), 7777);
		assert_int_equal(get32(out + tcp_at + 4), 1000 + 5 + 7);
		assert_int_equal(get32(out + tcp_at + 8), 0x01020304);
		assert_int_equal(out[tcp_at + 12], 5 << 4);
		assert_int_equal(out[tcp_at + 13], RST | ACK);
		assert_int_equal(get16(out + tcp_at + 14), 501);
		assert_int_equal(get16(out + tcp_at + 18), 0);
	}
}

/* An RST that carries data, RFC 9293 SHLD-2; odd and even lengths. */
static void
test_payload(void **state)
{
	static const size_t sizes[] = { 1, 2, 17, 300, FORGE_PAYLOAD };
	uint8_t out[FORGE_ROOM];
	struct flow flow;
	size_t n, i, j;

	(void)state;
	for (int family = 4; family <= 6; family += 2) {
		memset(&flow, 0, sizeof(flow));
		learn(&flow, (struct tcp) { family, 7, ACK, 3, 12, 0 }, true);
		for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			struct forgery f = { .flags = RST | ACK,
				.payload = sizes[i] };

			n = forge_segment(&flow, &f, out, sizeof(out));
			check_sums(out, n, family, sizes[i]);
			for (j = 0; j < sizes[i]; j++)
				assert_int_equal(
				    out[n - sizes[i] + j], 1 + j % 255);
		}
	}
	assert_int_equal(forge_segment(&flow,
			     &(struct forgery) { RST, 0, FORGE_PAYLOAD + 1 },
			     out, sizeof(out)),
	    0);
}

/* A SYN of nobody's acknowledges nothing. */
static void
test_no_acknowledgement(void **state)
{
	struct flow flow = { .known = false };
	uint8_t out[128];

	(void)state;
	learn(&flow, (struct tcp) { 4, 50, ACK, 0, 0, 0 }, true);
	assert_int_equal(forge(&flow, SYN, (uint32_t)-60, out, 128), 54);
	check_sums(out, 54, 4, 0);
	assert_int_equal(get32(out + 34 + 4), 0xfffffff6);
	assert_int_equal(get32(out + 34 + 8), 0);
	assert_int_equal(out[34 + 13], SYN);
}

/* RFC 9293 3.5.2, group 1: numbers from the segment that is answered. */
static void
test_reset(void **state)
{
	static const struct {
		struct tcp segment;
		uint32_t seq, ack;
		uint8_t flags;
	} cases[] = {
		{ { 4, 50, ACK, 9, 12, 0 }, 0x01020304, 0, RST },
		{ { 4, 50, ACK | FIN, 0, 12, 8 }, 0x01020304, 0, RST },
		{ { 4, 50, SYN, 0, 20, 0 }, 0, 51, RST | ACK },
		{ { 4, 50, SYN, 9, 20, 0 }, 0, 60, RST | ACK },
		{ { 6, 50, ACK, 1, 12, 0 }, 0x01020304, 0, RST },
		{ { 6, 0xffffffff, FIN, 3, 12, 0 }, 0, 3, RST | ACK },
	};
	uint8_t frame[1600], out[FORGE_ROOM];
	size_t n, at, r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		memset(frame, 0, sizeof(frame));
		n = build(frame, cases[i].segment, &at);
		n = forge_reset(frame, n, out);
		check_sums(out, n, cases[i].segment.family, 0);
		assert_memory_equal(out, frame + 6, 6);
		assert_memory_equal(out + 6, frame, 6);
		if (cases[i].segment.family == 6) {
			assert_memory_equal(out + 22, frame + 38, 16);
			assert_memory_equal(out + 38, frame + 22, 16);
		} else {
			assert_memory_equal(out + 26, frame + 30, 4);
			assert_memory_equal(out + 30, frame + 26, 4);
		}
		r = n - 20;
		assert_int_equal(get16(out + r), 7777);
		assert_int_equal(get16(out + r + 2), 40000);
		assert_int_equal(get32(out + r + 4), cases[i].seq);
		assert_int_equal(get32(out + r + 8), cases[i].ack);
		assert_int_equal(out[r + 13], cases[i].flags);
	}
}

static void
test_reset_is_not_answered(void **state)
{
	uint8_t frame[1600] = { 0 }, out[FORGE_ROOM];
	size_t at, n = build(frame, (struct tcp) { 4, 5, RST, 0, 0, 0 }, &at);

	(void)state;
	assert_int_equal(forge_reset(frame, n, out), 0);
	frame[at + 13] = ACK;
	assert_int_equal(forge_reset(frame, n, out), 54);
	frame[23] = 17; /* UDP */
	assert_int_equal(forge_reset(frame, n, out), 0);
}

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

/* A dropped frame still tells the headers, but no place to stand on. */
static void
test_nothing_handed_over(void **state)
{
	struct flow flow = { .known = false };
	uint8_t out[128];

	(void)state;
	assert_int_equal(forge(&flow, RST, 0, out, sizeof(out)), 0);
	learn(&flow, (struct tcp) { 4, 50, ACK, 0, 0, 0 }, false);
	assert_true(flow.known);
	assert_false(flow.handed);
	assert_int_equal(forge(&flow, RST, 0, out, sizeof(out)), 0);
	learn(&flow, (struct tcp) { 4, 50, ACK, 0, 0, 0 }, true);
	assert_int_equal(forge(&flow, RST, 0, out, sizeof(out)), 54);
}

static void
test_room(void **state)
{
	struct flow flow = { .known = false };
	uint8_t out[128];

	(void)state;
	learn(&flow, (struct tcp) { 6, 50, ACK, 0, 0, 0 }, true);
	assert_int_equal(forge(&flow, RST, 0, out, 73), 0);
	assert_int_equal(forge(&flow, RST, 0, out, 74), 74);
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
		cmocka_unit_test(test_segment),
		cmocka_unit_test(test_payload),
		cmocka_unit_test(test_no_acknowledgement),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_reset_is_not_answered),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_forward_only),
		cmocka_unit_test(test_nothing_handed_over),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_padding),
		cmocka_unit_test(test_not_tcp),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
