/* test_forge.c - segments made of what the path learned. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "testing-frames.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_segment),
		cmocka_unit_test(test_payload),
		cmocka_unit_test(test_no_acknowledgement),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_reset_is_not_answered),
		cmocka_unit_test(test_nothing_handed_over),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
