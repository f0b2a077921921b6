/* test_connections.c - which packets belong together, and which to none. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define IN .in = true
#define SYN_ACK .flags = TCP_SYN | TCP_ACK
#define FIN_ACK .flags = TCP_FIN | TCP_ACK
#define ICMP_SIZE 8
#define QUOTED 8 /* bytes of the TCP header */

static const struct connection *
one_of(const struct story *s, size_t i)
{
	assert_true(i < s->packets.connections.n);
	return &s->packets.connections.v[i];
}

static void
expect_n(struct story *s, size_t n)
{
	story_join(s);
	assert_int_equal(s->packets.connections.n, n);
}

/* The numbers of its packets: "1 2 4". */
static void
expect_packets(const struct connection *c, const char *expected)
{
	char text[128] = "";
	size_t used = 0;

	for (size_t i = 0; i < c->n; i++) {
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%zu", i > 0 ? " " : "", c->v[i]->number);
		assert_ptr_equal(c->v[i]->connection, c);
	}
	assert_string_equal(text, expected);
}

static void
expect_watched(const struct story *s, size_t i)
{
	const struct connections *all = &s->packets.connections;

	assert_ptr_equal(all->watched, &all->v[i]);
	for (size_t k = 0; k < all->n; k++)
		assert_int_equal(all->v[k].is_watched, k == i);
}

/* All of a handshake by the subject from that port. */
static void
connects(struct story *s, uint16_t port)
{
	ARRIVES(s, .flags = TCP_SYN, .port = port);
	ARRIVES(s, IN, SYN_ACK, .ack = 1, .port = port);
	ARRIVES(s, .flags = TCP_ACK, .seq = 1, .ack = 1, .port = port);
}

/* An error of the path about a segment from "port", or to it. */
static void
put_icmp(struct story *s, bool in, uint16_t port, bool elsewhere)
{
	struct tcp quoted = { .in = !in, .flags = TCP_ACK, .port = port };
	uint8_t frame[2048], error[2048] = { 0 };
	size_t ip_size = s->family == 6 ? 40 : 20;
	size_t size = ICMP_SIZE + ip_size + QUOTED;

	build(s, frame, &quoted);
	if (elsewhere) /* the last byte of where it went */
		frame[14 + ip_size - 1]++;
	memcpy(error, in ? subject_mac : peer_mac, 6);
	memcpy(error + 6, in ? peer_mac : subject_mac, 6);
	put16(error + 12, s->family == 6 ? 0x86dd : 0x0800);
	(s->family == 6 ? build_ipv6 : build_ipv4)(s, error + 14, in, size);
	error[14 + (s->family == 6 ? 6 : 9)] = s->family == 6 ? 58 : 1;
	error[14 + ip_size] = s->family == 6 ? 1 : 3;
	memcpy(error + 14 + ip_size + ICMP_SIZE, frame + 14, ip_size + QUOTED);
	put_frame(
	    s, in, in ? SUBJECT_LEG : PEER_LEG, error, 14 + ip_size + size);
}

static void
test_one(void **state)
{
	const struct connection *c;
	struct story s;

	(void)state;
	story_open(&s, 6, 1000, 2000);
	expect_n(&s, 1);
	c = one_of(&s, 0);
	expect_packets(c, "1 2 3");
	expect_watched(&s, 0);
	assert_int_equal(c->family, 6);
	assert_int_equal(c->at[SUBJECT].port, 40000);
	assert_int_equal(c->at[PEER].port, 7000);
	assert_int_equal(c->at[SUBJECT].address[15], 1);
	assert_int_equal(c->at[PEER].address[15], 2);
	assert_int_equal(c->isn[SUBJECT], 1000);
	assert_int_equal(c->isn[PEER], 2000);
	assert_int_equal(c->opener, SUBJECT);
	assert_int_equal(c->opened_ns, 0);
	assert_int_equal(c->established_ns, 2 * MS);
	assert_int_equal(c->ending, GOES_ON);
	assert_int_equal(c->ended_ns, WIRE_NEVER);
	story_close(&s);
}

/* Three at once, one of them the peer's, which is the first. */
static void
test_at_once(void **state)
{
	struct story s = { .family = 4, .isn = { 1000, 2000 } };

	(void)state;
	ARRIVES(&s, IN, .flags = TCP_SYN, .port = 50000);
	connects(&s, 40000);
	connects(&s, 40001);
	ARRIVES(&s, SYN_ACK, .ack = 1, .port = 50000);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .port = 50000);
	DROPS(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1, .port = 40001);
	expect_n(&s, 3);
	expect_packets(one_of(&s, 0), "1 8 10");
	expect_packets(one_of(&s, 1), "2 3 4 9");
	expect_packets(one_of(&s, 2), "5 6 7 11");
	expect_watched(&s, 1);
	assert_int_equal(one_of(&s, 0)->opener, PEER);
	assert_int_equal(one_of(&s, 0)->isn[PEER], 2000);
	assert_int_equal(one_of(&s, 0)->established_ns, ARRIVED_AT(10));
	assert_int_equal(s.packets.v[10].rel_seq, 1);
	story_close(&s);
}

/* Each has a truth and a timeline of its own, which notes its packets only. */
static void
test_each_its_own(void **state)
{
	static const enum mark_kind ends[] = { FIN_IN, RST_IN };
	struct plot plot = PLOT(FORM_CLOSED);
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	s.isn[SUBJECT] = 5000;
	connects(&s, 40001);
	ARRIVES(&s, IN, .flags = TCP_RST, .seq = 1, .port = 40001);
	s.isn[SUBJECT] = 1000;
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 1);
	expect_n(&s, 2);
	assert_string_equal(s.packets.v[8].note, "");
	for (size_t i = 0; i < 2; i++) {
		const struct connection *c = one_of(&s, i);
		struct timeline tl;
		struct truth t;

		truth_establish(&t, c, &plot);
		assert_int_equal(timeline_make(&tl, c, &t, &plot, NULL, 0), 0);
		assert_non_null(timeline_first(&tl, ends[i]));
		assert_null(timeline_first(&tl, ends[!i]));
		assert_string_equal(
		    s.packets.v[8].note, "retransmission, duplicate");
		timeline_free(&tl);
	}
	assert_int_equal(one_of(&s, 0)->ending, GOES_ON);
	assert_int_equal(one_of(&s, 1)->ending, ENDED_BY_RST);
	assert_int_equal(one_of(&s, 1)->ended_ns, ARRIVED_AT(7));
	story_close(&s);
}

/* Closed, or reset, or gone without a word: the next SYN is the next one's. */
static void
test_ports_again(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, FIN_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, FIN_ACK, .seq = 1, .ack = 2);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 2, .ack = 2);
	s.isn[SUBJECT] += 70000;
	connects(&s, 40000);
	ARRIVES(&s, .flags = TCP_RST, .seq = 1);
	s.isn[SUBJECT] += 70000;
	connects(&s, 40000);
	s.isn[SUBJECT] += 70000;
	ARRIVES(&s, .flags = TCP_SYN);
	s.now += 1000 * MS;
	ARRIVES(&s, .flags = TCP_SYN);
	expect_n(&s, 4);
	expect_packets(one_of(&s, 0), "1 2 3 4 5 6");
	expect_packets(one_of(&s, 1), "7 8 9 10");
	expect_packets(one_of(&s, 2), "11 12 13");
	expect_packets(one_of(&s, 3), "14 15");
	expect_watched(&s, 0);
	assert_int_equal(one_of(&s, 0)->ending, ENDED_BY_FINS);
	assert_int_equal(one_of(&s, 0)->ended_ns, ARRIVED_AT(5));
	assert_int_equal(one_of(&s, 1)->ending, ENDED_BY_RST);
	assert_int_equal(one_of(&s, 2)->ending, GOES_ON);
	assert_int_equal(one_of(&s, 3)->established_ns, WIRE_NEVER);
	assert_int_equal(s.packets.v[8].rel_seq, 1);
	story_close(&s);
}

/* A SYN that crosses another opens nothing new; one behind a refusal does. */
static void
test_both_open(void **state)
{
	struct story s = { .family = 6, .isn = { 1000, 2000 } };

	(void)state;
	ARRIVES(&s, .flags = TCP_SYN);
	ARRIVES(&s, IN, .flags = TCP_SYN);
	ARRIVES(&s, .flags = TCP_SYN, .port = 40001);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .ack = 1, .port = 40001);
	ARRIVES(&s, IN, .flags = TCP_SYN, .port = 40001);
	expect_n(&s, 3);
	expect_packets(one_of(&s, 0), "1 2");
	expect_packets(one_of(&s, 1), "3 4");
	expect_packets(one_of(&s, 2), "5");
	assert_int_equal(one_of(&s, 0)->isn[PEER], 2000);
	assert_int_equal(one_of(&s, 1)->ending, REFUSED);
	assert_int_equal(one_of(&s, 1)->ended_ns, ARRIVED_AT(4));
	assert_int_equal(one_of(&s, 2)->opener, PEER);
	story_close(&s);
}

/* Only the opener's own answer to the other's first SYN, if it arrives. */
static void
test_established(void **state)
{
	struct story s = { .family = 4, .isn = { 1000, 2000 } };

	(void)state;
	ARRIVES(&s, .flags = TCP_SYN);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 1);
	ARRIVES(&s, IN, SYN_ACK, .ack = 1);
	DROPS(&s, .flags = TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, SYN_ACK, .seq = 7, .ack = 1);
	expect_n(&s, 1);
	assert_int_equal(one_of(&s, 0)->established_ns, WIRE_NEVER);
	assert_int_equal(one_of(&s, 0)->isn[PEER], 2000);
	s.now = 10 * MS;
	ARRIVES(
	    &s, .flags = TCP_ACK, .seq = 1, .ack = 1, .data = "x", .len = 1);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 2, .ack = 1);
	expect_n(&s, 1);
	assert_int_equal(one_of(&s, 0)->established_ns, 10 * MS);
	story_close(&s);
}

/* What came before any SYN is of a connection that nobody saw begin. */
static void
test_before(void **state)
{
	struct story s = { .family = 4, .isn = { 1000, 2000 } };

	(void)state;
	ARRIVES(&s, IN, .flags = TCP_ACK, .seq = 9, .ack = 9);
	ARRIVES(&s, .flags = TCP_ACK, .seq = 9, .ack = 9);
	expect_n(&s, 1);
	expect_packets(one_of(&s, 0), "1 2");
	expect_watched(&s, 1);
	assert_int_equal(s.packets.connections.watched->n, 0);
	assert_int_equal(one_of(&s, 0)->opener, PATH);
	assert_int_equal(one_of(&s, 0)->opened_ns, WIRE_NEVER);
	connects(&s, 40000);
	ARRIVES(&s, .flags = TCP_RST, .seq = 9, .port = 40001);
	expect_n(&s, 3);
	expect_packets(one_of(&s, 1), "3 4 5");
	assert_int_equal(one_of(&s, 2)->ending, ENDED_BY_RST);
	expect_watched(&s, 1);
	story_close(&s);
}

/* The path neither ends a connection nor opens one that is watched. */
static void
test_forged(void **state)
{
	struct story s = { .family = 4, .isn = { 1000, 2000 } };

	(void)state;
	FORGES(&s, .flags = TCP_SYN, .port = 39999);
	connects(&s, 40000);
	FORGES(&s, IN, .flags = TCP_RST, .seq = 1);
	FORGES(&s, IN, .flags = TCP_SYN, .seq = 500);
	ARRIVES(&s, .flags = TCP_SYN, .port = 40001);
	ARRIVES(&s, IN, .flags = TCP_RST | TCP_ACK, .ack = 1, .port = 40001);
	FORGES(&s, IN, .flags = TCP_SYN, .port = 40001);
	expect_n(&s, 3);
	expect_packets(one_of(&s, 0), "1");
	expect_packets(one_of(&s, 1), "2 3 4 5 6");
	expect_packets(one_of(&s, 2), "7 8 9");
	expect_watched(&s, 1);
	assert_int_equal(one_of(&s, 0)->opener, PATH);
	assert_int_equal(one_of(&s, 1)->ending, GOES_ON);
	story_close(&s);
}

/* An error is of the connection that it quotes, if there is one; ARP of none. */
static void
errors_about(int family)
{
	struct story s;
	uint8_t arp[42] = { 0 };

	story_open(&s, family, 1000, 2000);
	put_icmp(&s, true, 40001, false);
	connects(&s, 40001);
	put_icmp(&s, true, 40000, false);
	put_icmp(&s, true, 40001, false);
	put_icmp(&s, false, 40001, false);
	put_icmp(&s, true, 40001, true);
	put_icmp(&s, true, 40002, false);
	put16(arp + 12, 0x0806);
	put_frame(&s, true, BOTH_LEGS, arp, sizeof(arp));
	expect_n(&s, 2);
	assert_int_equal(s.packets.n, 13);
	expect_packets(one_of(&s, 0), "1 2 3 8");
	expect_packets(one_of(&s, 1), "5 6 7 9 10");
	assert_false(packet_is_anothers(&s.packets.v[7]));
	assert_true(packet_is_anothers(&s.packets.v[8]));
	/* before it was opened, to elsewhere, of no port here, ARP */
	assert_null(s.packets.v[3].connection);
	assert_null(s.packets.v[10].connection);
	assert_null(s.packets.v[11].connection);
	assert_null(s.packets.v[12].connection);
	assert_false(packet_is_anothers(&s.packets.v[12]));
	story_close(&s);
}

static void
test_errors(void **state)
{
	(void)state;
	errors_about(4);
	errors_about(6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_each_its_own),
		cmocka_unit_test(test_ports_again),
		cmocka_unit_test(test_both_open),
		cmocka_unit_test(test_established),
		cmocka_unit_test(test_before),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests_name(
	    "wire/connections", tests, NULL, NULL);
}
