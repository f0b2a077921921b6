/* test_segment.c - literal frames, whole and cut at every length. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define MACS "02 00 00 00 00 01  02 00 00 00 00 02 "

/* SYN-ACK: MSS 1460, SACK permitted, NOP, window scale 7; window 65160 */
#define SYN_ACK_OPTIONS \
	"1b 58 9c 40  11 22 33 44  55 66 77 88  80 12 fe 88  00 00 00 00 " \
	"02 04 05 b4  01 01 04 02  01 03 03 07 "
/* ACK and PSH, timestamps, then five bytes */
#define DATA \
	"9c 40 1b 58  00 00 00 10  00 00 00 20  80 18 01 f5  00 00 00 00 " \
	"01 01 08 0a  00 00 00 01  00 00 00 02 " \
	"01 02 03 04 05 "

static const char ipv4_syn_ack[] = MACS
    "08 00 "
    "45 00 00 34  00 00 40 00  40 06 00 00  0a 4d 00 02  0a 4d 00 01 " SYN_ACK_OPTIONS;

/* Four bytes of IPv4 options (NOP), and six of Ethernet padding at the end */
static const char ipv4_data[] = MACS
    "08 00 "
    "46 00 00 3d  00 01 40 00  40 06 00 00  0a 4d 00 01  0a 4d 00 02 "
    "01 01 01 01 " DATA "00 00 00 00 00 00 ";

static const char ipv6_data[] = MACS
    "86 dd "
    "60 00 00 00  00 25 06 40 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 " DATA;

/* Hop-by-hop (8), routing (16), first fragment (8), destination (8) */
static const char ipv6_extended[] = MACS
    "86 dd "
    "60 00 00 00  00 4d 00 40 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 "
    "2b 00 01 04 00 00 00 00 "
    "2c 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
    "3c 00 00 01 00 00 00 07 "
    "06 00 01 04 00 00 00 00 " DATA;

/* Host unreachable, quoting 20 + 8 bytes */
static const char icmp_quote[] = MACS
    "08 00 "
    "45 00 00 38  00 00 00 00  40 01 00 00  0a 4d 00 02  0a 4d 00 01 "
    "03 01 00 00  00 00 00 00 "
    "45 00 00 3d  00 01 40 00  40 06 00 00  0a 4d 00 01  0a 4d 00 02 "
    "9c 40 1b 58  00 00 00 10 ";

/* Destination unreachable, administratively prohibited */
static const char icmpv6_quote[] = MACS
    "86 dd "
    "60 00 00 00  00 38 3a 40 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
    "01 01 00 00  00 00 00 00 "
    "60 00 00 00  00 25 06 40 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 "
    "9c 40 1b 58  00 00 00 10 ";

/* Neighbour solicitation: its body is no quote */
static const char icmpv6_solicitation[] = MACS
    "86 dd "
    "60 00 00 00  00 18 3a ff "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 "
    "87 00 00 00  00 00 00 00 "
    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 ";

static const char arp_request[] =
    "ff ff ff ff ff ff  02 00 00 00 00 01  08 06 "
    "00 01 08 00 06 04 00 01  02 00 00 00 00 01  0a 4d 00 01 "
    "00 00 00 00 00 00  0a 4d 00 02 ";

/* The bytes live in memory of just their size, for the sanitizer to see. */
static struct segment
decode(const char *text, size_t cut, uint8_t **kept)
{
	uint8_t whole[256];
	size_t n = unhex(whole, text);
	struct segment s;

	if (cut < n)
		n = cut;
	*kept = malloc(n > 0 ? n : 1);
	assert_non_null(*kept);
	memcpy(*kept, whole, n);
	segment_decode(&s, *kept, n);
	return s;
}

static void
test_syn_ack(void **state)
{
	static const uint8_t peer[4] = { 10, 77, 0, 2 };
	uint8_t *kept;
	struct segment s = decode(ipv4_syn_ack, SIZE_MAX, &kept);

	(void)state;
	assert_int_equal(s.proto, PROTO_TCP);
	assert_int_equal(s.family, 4);
	assert_false(s.truncated);
	assert_memory_equal(s.from_mac, peer_mac, 6);
	assert_memory_equal(s.to_mac, subject_mac, 6);
	assert_memory_equal(s.from, peer, 4);
	assert_int_equal(s.from_port, 7000);
	assert_int_equal(s.to_port, 40000);
	assert_int_equal(s.seq, 0x11223344);
	assert_int_equal(s.ack, 0x55667788);
	assert_int_equal(s.flags, TCP_SYN | TCP_ACK);
	assert_int_equal(s.window, 65160);
	assert_int_equal(s.window_scale, 7);
	assert_false(s.has_sack);
	assert_int_equal(s.payload_len, 0);
	assert_int_equal(segment_span(&s), 1);
	free(kept);
}

static void
check_data(const char *text, int family)
{
	uint8_t *kept;
	struct segment s = decode(text, SIZE_MAX, &kept);

	assert_int_equal(s.proto, PROTO_TCP);
	assert_int_equal(s.family, family);
	assert_false(s.truncated);
	assert_int_equal(s.from_port, 40000);
	assert_int_equal(s.seq, 16);
	assert_int_equal(s.ack, 32);
	assert_int_equal(s.window, 501);
	assert_int_equal(s.window_scale, -1);
	assert_int_equal(s.payload_len, 5);
	assert_int_equal(s.payload_kept, 5);
	assert_memory_equal(s.payload, "\1\2\3\4\5", 5);
	assert_int_equal(segment_span(&s), 5);
	free(kept);
}

static void
test_data(void **state)
{
	(void)state;
	check_data(ipv4_data, 4);
	check_data(ipv6_data, 6);
	check_data(ipv6_extended, 6);
}

static void
test_icmp(void **state)
{
	uint8_t *kept;
	struct segment s = decode(icmp_quote, SIZE_MAX, &kept);

	(void)state;
	assert_int_equal(s.proto, PROTO_ICMP);
	assert_int_equal(s.icmp_type, 3);
	assert_int_equal(s.icmp_code, 1);
	assert_true(s.quotes_tcp);
	assert_int_equal(s.quoted_from_port, 40000);
	assert_int_equal(s.quoted_to_port, 7000);
	assert_int_equal(s.quoted_seq, 16);
	free(kept);

	s = decode(icmpv6_quote, SIZE_MAX, &kept);
	assert_int_equal(s.proto, PROTO_ICMPV6);
	assert_int_equal(s.icmp_type, 1);
	assert_int_equal(s.icmp_code, 1);
	assert_true(s.quotes_tcp);
	assert_int_equal(s.quoted_to_port, 7000);
	assert_int_equal(s.quoted_seq, 16);
	free(kept);

	s = decode(icmpv6_solicitation, SIZE_MAX, &kept);
	assert_int_equal(s.proto, PROTO_ICMPV6);
	assert_int_equal(s.icmp_type, 135);
	assert_false(s.quotes_tcp);
	free(kept);
}

static void
test_arp(void **state)
{
	uint8_t *kept;
	struct segment s = decode(arp_request, SIZE_MAX, &kept);

	(void)state;
	assert_int_equal(s.proto, PROTO_ARP);
	assert_int_equal(s.family, 0);
	assert_int_equal(s.arp_op, 1);
	free(kept);
}

/* headers: what must be there; payload: what may be cut away behind it. */
static void
cut_everywhere(const char *text, size_t headers, enum proto proto)
{
	uint8_t whole[256], *kept;
	size_t n = unhex(whole, text);

	for (size_t cut = 0; cut <= n; cut++) {
		struct segment s = decode(text, cut, &kept);

		assert_int_equal(s.truncated, cut < headers);
		assert_int_equal(s.proto, cut < headers ? PROTO_OTHER : proto);
		if (s.payload_kept > 0)
			assert_true(s.payload + s.payload_kept <= kept + cut);
		assert_true(s.payload_kept <= s.payload_len);
		free(kept);
	}
}

static void
test_cut_everywhere(void **state)
{
	(void)state;
	cut_everywhere(ipv4_syn_ack, 14 + 20 + 32, PROTO_TCP);
	cut_everywhere(ipv4_data, 14 + 24 + 32, PROTO_TCP);
	cut_everywhere(ipv6_data, 14 + 40 + 32, PROTO_TCP);
	cut_everywhere(ipv6_extended, 14 + 80 + 32, PROTO_TCP);
	cut_everywhere(icmp_quote, 14 + 20 + 8, PROTO_ICMP);
	cut_everywhere(icmpv6_quote, 14 + 40 + 8, PROTO_ICMPV6);
	cut_everywhere(icmpv6_solicitation, 14 + 40 + 8, PROTO_ICMPV6);
	cut_everywhere(arp_request, 14 + 8, PROTO_ARP);
}

/* A quote that is cut is no quote; the ICMP header still stands. */
static void
test_cut_quote(void **state)
{
	uint8_t *kept;
	struct segment s = decode(icmp_quote, 14 + 20 + 8 + 27, &kept);

	(void)state;
	assert_int_equal(s.proto, PROTO_ICMP);
	assert_false(s.quotes_tcp);
	free(kept);
}

/* The payload's length is the IP header's word, even if not all was kept. */
static void
test_cut_payload(void **state)
{
	uint8_t *kept;
	struct segment s = decode(ipv6_data, 14 + 40 + 32 + 2, &kept);

	(void)state;
	assert_int_equal(s.payload_len, 5);
	assert_int_equal(s.payload_kept, 2);
	free(kept);
}

/* Every byte of every header takes every value: nothing may be overread. */
static void
test_every_value(void **state)
{
	static const char *const frames[] = { ipv4_syn_ack, ipv4_data,
		ipv6_extended, icmp_quote, icmpv6_quote };

	(void)state;
	for (size_t f = 0; f < sizeof(frames) / sizeof(frames[0]); f++) {
		uint8_t *kept;
		struct segment s = decode(frames[f], SIZE_MAX, &kept);
		uint8_t whole[256];
		size_t n = unhex(whole, frames[f]);

		assert_false(s.truncated);
		for (size_t i = 12; i < n; i++) {
			for (int v = 0; v < 256; v++) {
				kept[i] = (uint8_t)v;
				segment_decode(&s, kept, n);
				assert_true(s.payload_kept <= n);
				assert_true(s.payload_kept <= s.payload_len);
			}
			kept[i] = whole[i];
		}
		free(kept);
	}
}

static struct segment
changed(const char *text, size_t at, uint8_t value)
{
	uint8_t frame[256];
	size_t n = unhex(frame, text);
	struct segment s;

	frame[at] = value;
	segment_decode(&s, frame, n);
	s.payload = NULL;
	return s;
}

static void
test_malformed(void **state)
{
	(void)state;
	/* IPv4: header of 16 bytes; total length below the header's */
	assert_true(changed(ipv4_data, 14, 0x44).truncated);
	assert_true(changed(ipv4_data, 17, 20).truncated);
	/* the version is not what the Ethernet type says */
	assert_true(changed(ipv4_data, 14, 0x66).truncated);
	assert_true(changed(ipv6_data, 14, 0x40).truncated);
	/* TCP: header of 16 bytes, header beyond the packet */
	assert_true(changed(ipv6_data, 54 + 12, 0x40).truncated);
	assert_true(changed(ipv6_data, 54 + 12, 0xf0).truncated);
	/* an option of length 0 ends the options, not the segment */
	assert_int_equal(changed(ipv4_syn_ack, 34 + 21, 0).window_scale, -1);
	assert_int_equal(changed(ipv4_syn_ack, 34 + 21, 0).proto, PROTO_TCP);
	/* a shift over 14 is 14: RFC 7323 2.3 */
	assert_int_equal(changed(ipv4_syn_ack, 34 + 31, 99).window_scale, 14);
}

static void
test_fragments(void **state)
{
	(void)state;
	/* more fragments, offset 0: the header is here */
	assert_int_equal(changed(ipv4_data, 20, 0x20).proto, PROTO_TCP);
	/* offset 8: it is not, and that is no truncation */
	assert_int_equal(changed(ipv4_data, 21, 0x01).proto, PROTO_OTHER);
	assert_false(changed(ipv4_data, 21, 0x01).truncated);
	assert_int_equal(
	    changed(ipv6_extended, 54 + 24 + 3, 0x09).proto, PROTO_OTHER);
	assert_int_equal(changed(ipv6_extended, 54 + 24 + 3, 0x09).family, 6);
}

/* Of two SACK blocks the one further right counts, beyond 2^32 too. */
static void
test_sack(void **state)
{
	static const char text[] = MACS
	    "08 00 "
	    "45 00 00 3c  00 01 40 00  40 06 00 00  0a 4d 00 01  0a 4d 00 02 "
	    "9c 40 1b 58  00 00 00 10  ff ff ff f0  a0 10 01 f5  00 00 00 00 "
	    "05 12 ff ff ff f8 ff ff ff fa 00 00 00 01 00 00 00 05  01 01 ";
	uint8_t *kept;
	struct segment s = decode(text, SIZE_MAX, &kept);

	(void)state;
	assert_true(s.has_sack);
	assert_int_equal(s.sack_to, 5);
	free(kept);
}

static void
test_flags_text(void **state)
{
	char buf[32];

	(void)state;
	assert_string_equal(
	    flags_text(TCP_SYN | TCP_ACK, buf, sizeof(buf)), "SYN,ACK");
	assert_string_equal(flags_text(0, buf, sizeof(buf)), "");
	assert_string_equal(flags_text(0xff, buf, sizeof(buf)),
	    "FIN,SYN,RST,PSH,ACK,URG,ECE,CWR");
	assert_string_equal(flags_text(TCP_FIN | TCP_ACK, buf, 6), "FIN");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_syn_ack),
		cmocka_unit_test(test_data),
		cmocka_unit_test(test_icmp),
		cmocka_unit_test(test_arp),
		cmocka_unit_test(test_cut_everywhere),
		cmocka_unit_test(test_cut_quote),
		cmocka_unit_test(test_cut_payload),
		cmocka_unit_test(test_every_value),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_sack),
		cmocka_unit_test(test_flags_text),
	};

	return cmocka_run_group_tests_name("wire/segment", tests, NULL, NULL);
}
