/* test_filter.c - our words, for both families, and what is said if wrong. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

static bool
matches(const char *text, int family, const uint8_t *bytes, size_t n)
{
	char error[WIRE_ERROR] = "";
	struct filter *f = filter_compile(text, family, error);
	struct frame frame = { .len = (uint32_t)n, .caplen = (uint32_t)n };
	bool yes;

	assert_string_equal(error, "");
	assert_non_null(f);
	frame.bytes = malloc(n);
	assert_non_null(frame.bytes);
	memcpy(frame.bytes, bytes, n);
	yes = filter_matches(f, &frame);
	free(frame.bytes);
	filter_free(f);
	return yes;
}

static bool
segment_matches(const char *text, int family, struct tcp t)
{
	struct story s = { .family = family };
	uint8_t frame[2048];
	size_t n = build(&s, frame, &t);

	return matches(text, family, frame, n);
}

static bool
segment_matches_either(const char *text, int family, struct tcp t)
{
	struct story s = { .family = family };
	uint8_t frame[2048];
	size_t n = build(&s, frame, &t);

	return matches(text, EITHER_FAMILY, frame, n);
}

/* Each word against a segment that has it, and one that has all the rest. */
static void
test_words(void **state)
{
	static const struct {
		const char *word;
		struct tcp has, lacks;
	} cases[] = {
		{ "FIN", { .flags = TCP_FIN }, { .flags = 0x3e } },
		{ "SYN", { .flags = TCP_SYN }, { .flags = 0x3d } },
		{ "RST", { .flags = TCP_RST }, { .flags = 0x3b } },
		{ "ACK", { .flags = TCP_ACK }, { .flags = 0x2f } },
		{ "URG", { .flags = TCP_URG }, { .flags = 0x1f } },
		{ "DATA", { .data = "x", .len = 1, .scale = 1 },
		    { .flags = 0x3f, .scale = 1 } },
		{ "EMPTY", { .flags = 0x3f, .scale = 1 },
		    { .data = "x", .len = 1 } },
		{ "WIN0", { .flags = TCP_ACK, .shut = true },
		    { .flags = TCP_ACK, .window = 1 } },
		{ "WIN0", { .flags = TCP_FIN, .shut = true },
		    { .flags = TCP_RST, .shut = true } },
		{ "WIN0", { .flags = TCP_ACK, .shut = true },
		    { .flags = TCP_SYN, .shut = true } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int family = 4; family <= 6; family += 2) {
			assert_true(segment_matches(
			    cases[i].word, family, cases[i].has));
			assert_false(segment_matches(
			    cases[i].word, family, cases[i].lacks));
			/* the same frames, held against a filter for both */
			assert_true(segment_matches_either(
			    cases[i].word, family, cases[i].has));
			assert_false(segment_matches_either(
			    cases[i].word, family, cases[i].lacks));
		}
}

/* In IPv4 the payload is by total length, with IP options, without padding. */
static void
test_data_lengths(void **state)
{
	static const char text[] =
	    "02 00 00 00 00 01  02 00 00 00 00 02  08 00 "
	    "46 00 00 2c  00 01 40 00  40 06 00 00  0a 4d 00 01  0a 4d 00 02 "
	    "01 01 01 01 "
	    "9c 40 1b 58  00 00 00 10  00 00 00 20  50 18 01 f5  00 00 00 00 "
	    "00 00 00 00 00 00 ";
	uint8_t frame[128];
	size_t n = unhex(frame, text);

	(void)state;
	assert_true(matches("EMPTY", 4, frame, n));
	assert_false(matches("DATA", 4, frame, n));
	frame[17]++;
	assert_true(matches("DATA", 4, frame, n));
}

static void
test_icmp(void **state)
{
	static const char v4[] =
	    "02 00 00 00 00 01  02 00 00 00 00 02  08 00 "
	    "45 00 00 1c  00 00 00 00  40 01 00 00  0a 4d 00 02  0a 4d 00 01 "
	    "03 01 00 00  00 00 00 00 ";
	static const char v6[] =
	    "02 00 00 00 00 01  02 00 00 00 00 02  86 dd "
	    "60 00 00 00  00 08 3a 40 "
	    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 02 "
	    "fd 77 00 00 00 00 00 00 00 00 00 00 00 00 00 01 "
	    "04 01 00 00  00 00 00 00 ";
	uint8_t frame[128];
	size_t n = unhex(frame, v4);

	(void)state;
	assert_true(matches("ICMP", 4, frame, n));
	assert_true(matches("ICMP", EITHER_FAMILY, frame, n));
	assert_true(matches("ICMP and icmp[0] = 3", 4, frame, n));
	assert_false(matches("FIN or DATA or EMPTY", 4, frame, n));
	n = unhex(frame, v6);
	assert_true(matches("ICMP", 6, frame, n));
	assert_true(matches("ICMP", EITHER_FAMILY, frame, n));
	assert_false(matches("EMPTY", EITHER_FAMILY, frame, n));
	assert_false(matches("EMPTY", 6, frame, n));
	frame[14 + 40] = 135; /* neighbour solicitation is no error */
	assert_false(matches("ICMP", 6, frame, n));
	assert_false(matches("ICMP", EITHER_FAMILY, frame, n));
	assert_true(matches("icmp6", 6, frame, n));
}

static void
test_together(void **state)
{
	struct tcp fin = { .flags = TCP_FIN | TCP_ACK, .data = "x", .len = 1 };

	(void)state;
	for (int family = 4; family <= 6; family += 2) {
		assert_true(
		    segment_matches("FIN and DATA and not RST", family, fin));
		assert_true(segment_matches("not(RST or EMPTY)", family, fin));
		assert_false(segment_matches("FIN and not DATA", family, fin));
		assert_true(
		    segment_matches("tcp port 7000 and ACK", family, fin));
		assert_true(segment_matches("", family, fin));
		assert_true(segment_matches_either(
		    "FIN and DATA and not (RST or EMPTY)", family, fin));
		assert_false(segment_matches_either(
		    "not FIN or arp or EMPTY", family, fin));
		assert_true(
		    segment_matches_either("tcp port 7000", family, fin));
		assert_false(segment_matches("arp", family, fin));
	}
	assert_true(segment_matches("tcp[tcpflags] & tcp-fin != 0", 4, fin));
	assert_true(segment_matches("ip6[53] & 0x01 != 0", 6, fin));
}

/* Both the place and what is wrong with it are named. */
static void
refused(const char *text, int family, const char *column, const char *what)
{
	char error[WIRE_ERROR] = "";
	struct filter *f = filter_compile(text, family, error);

	assert_null(f);
	if (strstr(error, text) == NULL || strstr(error, column) == NULL ||
	    strstr(error, what) == NULL)
		fail_msg("%s\n  lacks \"%s\" or \"%s\"", error, column, what);
}

static void
test_refused(void **state)
{
	(void)state;
	for (int family = 4; family <= 6; family += 2) {
		refused("FIN adn RST", family, "column 5:", "adn is a name");
		refused("FIN and  and RST", family, "column 5:", "syntax");
		refused("FIN)", family, "column 4:", "syntax error");
		refused("FIN and (RST", family, "column 5:", "syntax error");
		refused("RST or PSH", family, "column 8:", "PSH is none");
		refused("RST or fin", family, "column 8:", "FIN SYN RST");
	}
}

static void
test_refused_under_ipv6(void **state)
{
	(void)state;
	refused("tcp[tcpflags] & tcp-rst != 0", 6, "column 1:", "use RST");
	refused("DATA and tcp [13] & 1 != 0", 6, "column 10:", "use FIN, SYN");
	refused("tcp[14:2] = 0", 6, "column 1:", "use WIN0");
	refused("tcp[0:2] = 80", 6, "column 1:", "use ip6[40 + N]");
	refused("ICMP and icmp[0] = 3", 6, "column 10:", "use ICMP or ip6[40");
}

/* What holds for one family only cannot be meant for both. */
static void
test_refused_for_either(void **state)
{
	(void)state;
	refused("tcp[tcpflags] & tcp-rst != 0", EITHER_FAMILY,
	    "column 1:", "use RST");
	refused(
	    "FIN and tcp[14:2] = 0", EITHER_FAMILY, "column 9:", "use WIN0");
	refused("FIN and (RST", EITHER_FAMILY, "column 5:", "syntax error");
	refused("RST or PSH", EITHER_FAMILY, "column 8:", "PSH is none");
}

/* However long the text, the message fits. */
static void
test_long(void **state)
{
	char text[4000], error[WIRE_ERROR + 1];

	(void)state;
	memset(text, 'F', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	memset(error, '#', sizeof(error));
	assert_null(filter_compile(text, 4, error));
	assert_non_null(memchr(error, '\0', WIRE_ERROR));
	assert_int_equal(error[WIRE_ERROR], '#');
}

/* No capture is long enough for what is not in it. */
static void
test_short_frames(void **state)
{
	struct story s = { .family = 6 };
	struct tcp t = { .flags = TCP_FIN, .data = "x", .len = 1 };
	uint8_t frame[2048];
	size_t n = build(&s, frame, &t);

	(void)state;
	assert_true(matches("FIN", 6, frame, n));
	for (size_t cut = 1; cut < 14 + 40 + 14; cut++)
		assert_false(matches("FIN", 6, frame, cut));
}

/* libpcap would ask the resolver for a name, and so tell it to others. */
static void
test_names(void **state)
{
	static const char *const names[] = { "a.example", "localhost", "http",
		"adn", "1.2.3.4.5", "1.", "1.-2.3", "beef", "10-20", "\\tcp",
		"tcp-none", "a_b", "0x", "0xg", "fd77::g" };
	static const char *const taken[] = { "host 10.77.0.2", "net 10.77",
		"ether src 02:00:00:00:00:01", "ip[2:2] - 4 > 0x10",
		"ip[0]-4 = 1", "len > 60 and not arp" };
	char text[64], error[WIRE_ERROR];
	struct filter *f;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(text, sizeof(text), "FIN and host %s", names[i]);
		refused(text, 4, "column 14:", "nothing is looked up");
		snprintf(text, sizeof(text), "ip[%s] = 0", names[i]);
		refused(text, 4, "column 4:", "nothing is looked up");
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		f = filter_compile(taken[i], 4, error);
		if (!f)
			fail_msg("%s", error);
		filter_free(f);
	}
	f = filter_compile("ip6 host fd77::2 or ip6 net fd77::/64", 6, error);
	assert_non_null(f);
	filter_free(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_data_lengths),
		cmocka_unit_test(test_icmp),
		cmocka_unit_test(test_together),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_refused_under_ipv6),
		cmocka_unit_test(test_refused_for_either),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_short_frames),
	};

	return cmocka_run_group_tests_name("wire/filter", tests, NULL, NULL);
}
