/* test_icmp.c - errors about a segment: numbers, quotes, checksums. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forge.h"

#define ROUTER4 "\x0a\x4d\0\xfe"
#define ROUTER6 "\xfd\x77\0\0\0\0\0\0\0\0\0\0\0\0\0\xfe"

static uint16_t
get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static void
put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

/* From 10.77.0.1 or fd77::1 to ...2, with so much payload. */
static size_t
build(uint8_t *p, int family, uint8_t flags, size_t payload)
{
	size_t ip = family == 6 ? 40 : 20, tcp = 20 + payload;

	memset(p, 0x55, 14 + ip + tcp);
	memcpy(p, "\2\0\0\0\0\2\2\0\0\0\0\1", 12);
	if (family == 6) {
		memcpy(p + 12, "\x86\xdd\x60\0\0\0", 6);
		put16(p + 18, tcp);
		memcpy(p + 20, "\6\x40", 2);
		memcpy(p + 22, "\xfd\x77\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16);
		memcpy(p + 38, "\xfd\x77\0\0\0\0\0\0\0\0\0\0\0\0\0\2", 16);
	} else {
		memcpy(p + 12, "\x08\0\x45\0", 4);
		put16(p + 16, ip + tcp);
		memcpy(p + 18, "\0\1\x40\0\x40\6\0\0", 8);
		memcpy(p + 26, "\x0a\x4d\0\1\x0a\x4d\0\2", 8);
	}
	p[14 + ip + 12] = 5 << 4;
	p[14 + ip + 13] = flags;
	return 14 + ip + tcp;
}

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
check_sums(const uint8_t *out, size_t n, int family)
{
	const uint8_t *ip = out + 14;

	if (family == 6) {
		assert_int_equal(get16(ip + 4), n - 54);
		assert_int_equal(ip[6], 58);
		assert_int_equal(
		    sum16(sum16(58 + (uint32_t)(n - 54), ip + 8, 32), ip + 40,
			n - 54),
		    0xffff);
		return;
	}
	assert_int_equal(get16(ip + 2), n - 14);
	assert_int_equal(ip[9], 1);
	assert_int_equal(sum16(0, ip, 20), 0xffff);
	assert_int_equal(sum16(0, ip + 20, n - 34), 0xffff);
}

static const struct {
	const char *name;
	uint8_t type4, code4, type6, code6;
	bool host;
} errors[] = {
	{ "host-unreachable", 3, 1, 1, 3, false },
	{ "net-unreachable", 3, 0, 1, 0, false },
	{ "port-unreachable", 3, 3, 1, 4, true },
	{ "protocol-unreachable", 3, 2, 4, 1, true },
	{ "admin-prohibited", 3, 13, 1, 1, false },
	{ "time-exceeded", 11, 0, 3, 0, false },
};

static void
check_ipv4(const uint8_t *frame, const uint8_t *out, size_t i)
{
	assert_memory_equal(out + 26,
	    errors[i].host ? frame + 30 : (const uint8_t *)ROUTER4, 4);
	assert_memory_equal(out + 30, frame + 26, 4);
	assert_int_equal(out[34], errors[i].type4);
	assert_int_equal(out[35], errors[i].code4);
	assert_memory_equal(out + 38, "\0\0\0\0", 4);
	assert_memory_equal(out + 42, frame + 14, 20 + 20 + 5);
}

static void
check_ipv6(const uint8_t *frame, const uint8_t *out, size_t i)
{
	assert_memory_equal(out + 22,
	    errors[i].host ? frame + 38 : (const uint8_t *)ROUTER6, 16);
	assert_memory_equal(out + 38, frame + 22, 16);
	assert_int_equal(out[54], errors[i].type6);
	assert_int_equal(out[55], errors[i].code6);
	/* RFC 4443 3.4: byte 6 of the header names the protocol */
	assert_memory_equal(
	    out + 58, errors[i].type6 == 4 ? "\0\0\0\6" : "\0\0\0\0", 4);
	assert_memory_equal(out + 62, frame + 14, 40 + 20 + 5);
}

static void
test_errors(void **state)
{
	uint8_t frame[1600], out[FORGE_ROOM];
	struct icmp icmp;
	size_t n, i;

	(void)state;
	for (int family = 4; family <= 6; family += 2)
		for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
			assert_true(icmp_named(errors[i].name, &icmp));
			n = build(frame, family, FORGE_ACK, 5);
			n = forge_icmp(&icmp, frame, n, out);
			assert_int_equal(n, family == 6 ? 127 : 87);
			check_sums(out, n, family);
			/* back to who sent it, from where it was going */
			assert_memory_equal(out, frame + 6, 6);
			assert_memory_equal(out + 6, frame, 6);
			if (family == 6)
				check_ipv6(frame, out, i);
			else
				check_ipv4(frame, out, i);
		}
	assert_false(icmp_named("unreachable", &icmp));
}

static void
test_source_quench(void **state)
{
	uint8_t frame[1600], out[FORGE_ROOM];
	struct icmp icmp;
	size_t n = build(frame, 4, FORGE_ACK, 0);

	(void)state;
	assert_true(icmp_named("source-quench", &icmp));
	assert_int_equal(forge_icmp(&icmp, frame, n, out), 82);
	assert_int_equal(out[34], 4);
	n = build(frame, 6, FORGE_ACK, 0);
	assert_int_equal(forge_icmp(&icmp, frame, n, out), 0);
}

/* RFC 1122 3.2.2: no error about an error; none about what is no TCP. */
static void
test_not_answered(void **state)
{
	uint8_t frame[1600], out[FORGE_ROOM];
	struct icmp icmp;
	size_t n;

	(void)state;
	assert_true(icmp_named("host-unreachable", &icmp));
	for (int family = 4; family <= 6; family += 2) {
		n = build(frame, family, FORGE_RST | FORGE_ACK, 0);
		assert_int_equal(forge_icmp(&icmp, frame, n, out), 0);
		n = build(frame, family, FORGE_ACK, 0);
		frame[family == 6 ? 20 : 23] = family == 6 ? 58 : 1;
		assert_int_equal(forge_icmp(&icmp, frame, n, out), 0);
		n = build(frame, family, FORGE_ACK, 0);
		frame[13] ^= 0xff; /* neither IPv4 nor IPv6 */
		assert_int_equal(forge_icmp(&icmp, frame, n, out), 0);
	}
}

/* As much as a minimal path carries, whatever was seen of it. */
static void
test_long_quote(void **state)
{
	uint8_t frame[1600], out[FORGE_ROOM];
	struct icmp icmp;
	size_t n;

	(void)state;
	assert_true(icmp_named("host-unreachable", &icmp));
	build(frame, 4, FORGE_ACK, 1448);
	n = forge_icmp(&icmp, frame, FORGE_QUOTE, out);
	assert_int_equal(n, 14 + 576);
	check_sums(out, n, 4);
	build(frame, 6, FORGE_ACK, 1428);
	n = forge_icmp(&icmp, frame, FORGE_QUOTE, out);
	assert_int_equal(n, 14 + 1280);
	check_sums(out, n, 6);
	/* padding up to Ethernet's least is no part of it */
	build(frame, 4, FORGE_ACK, 0);
	n = forge_icmp(&icmp, frame, 60, out);
	assert_int_equal(n, 14 + 20 + 8 + 40);
}

/* Truncated at every length: nothing beyond is read. */
static void
test_truncated(void **state)
{
	uint8_t frame[1600], out[FORGE_ROOM], *cut;
	struct icmp icmp;
	size_t whole, n, len;

	(void)state;
	assert_true(icmp_named("port-unreachable", &icmp));
	for (int family = 4; family <= 6; family += 2) {
		whole = build(frame, family, FORGE_ACK, 3);
		for (len = 0; len < whole; len++) {
			cut = malloc(len + 1);
			assert_non_null(cut);
			memcpy(cut, frame, len);
			n = forge_icmp(&icmp, cut, len, out);
			/* the headers must be there, the payload need not */
			assert_int_equal(n > 0, len + 3 >= whole);
			free(cut);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_source_quench),
		cmocka_unit_test(test_not_answered),
		cmocka_unit_test(test_long_quote),
		cmocka_unit_test(test_truncated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
