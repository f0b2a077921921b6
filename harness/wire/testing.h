/* testing.h - frames and short stories of segments; for the tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_WIRE_TESTING_H
#define HANGUP_WIRE_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wire/wire.h"

#define MS 1000000LL

static const uint8_t subject_mac[6] = { 2, 0, 0, 0, 0, 1 };
static const uint8_t peer_mac[6] = { 2, 0, 0, 0, 0, 2 };

/* Bytes from text such as "02 00 0a"; the count is returned. */
static inline size_t
unhex(uint8_t *out, const char *text)
{
	size_t n = 0;
	unsigned byte;
	int used;

	while (sscanf(text, " %2x%n", &byte, &used) == 1) {
		out[n++] = (uint8_t)byte;
		text += used;
	}
	return n;
}

/* One segment; seq and ack count from the two SYNs, as in rel_seq. */
struct tcp {
	bool in; /* to the subject */
	uint8_t flags;
	uint32_t seq, ack;
	const char *data;
	uint32_t len;
	uint16_t window;	     /* 0: 1000, see also shut */
	bool shut;		     /* the window is 0 */
	uint8_t scale;		     /* window scale option + 1, 0: none */
	uint32_t sack_from, sack_to; /* a SACK block, if they differ */
	uint16_t port;		     /* the subject's; 0: 40000 */
};

/* Two legs that tell what happened to one connection. */
struct story {
	struct trace subject_leg, peer_leg;
	struct packets packets;
	int64_t now;
	uint32_t isn[2]; /* the subject's, the peer's */
	int family;	 /* 4 or 6 */
	uint16_t id;
};

static inline void
put16(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static inline void
put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xffff);
}

/* Writes the TCP header and payload at p; their length is returned. */
static inline size_t
build_tcp(const struct story *s, uint8_t *p, const struct tcp *t)
{
	unsigned own = t->port != 0 ? t->port : 40000;
	size_t header = 20;

	put16(p, t->in ? 7000 : own);
	put16(p + 2, t->in ? own : 7000);
	put32(p + 4, t->seq + s->isn[t->in]);
	if ((t->flags & TCP_ACK) != 0)
		put32(p + 8, t->ack + s->isn[!t->in]);
	p[13] = t->flags;
	put16(p + 14, t->shut ? 0 : t->window != 0 ? t->window : 1000);
	if (t->scale != 0) {
		const uint8_t option[4] = { 3, 3, t->scale - 1, 0 };

		memcpy(p + header, option, 4);
		header += 4;
	}
	if (t->sack_from != t->sack_to) {
		const uint8_t option[4] = { 1, 1, 5, 10 };

		memcpy(p + header, option, 4);
		put32(p + header + 4, t->sack_from + s->isn[!t->in]);
		put32(p + header + 8, t->sack_to + s->isn[!t->in]);
		header += 12;
	}
	p[12] = (uint8_t)(header / 4 << 4);
	if (t->data != NULL)
		memcpy(p + header, t->data, t->len);
	return header + t->len;
}

static inline size_t
build_ipv4(const struct story *s, uint8_t *p, bool in, size_t length)
{
	static const uint8_t us[4] = { 10, 77, 0, 1 };
	static const uint8_t them[4] = { 10, 77, 0, 2 };

	p[0] = 0x45;
	put16(p + 2, (unsigned)length + 20);
	put16(p + 4, s->id);
	p[8] = 64;
	p[9] = 6;
	memcpy(p + 12, in ? them : us, 4);
	memcpy(p + 16, in ? us : them, 4);
	return 20;
}

static inline size_t
build_ipv6(const struct story *s, uint8_t *p, bool in, size_t length)
{
	p[0] = 0x60;
	put16(p + 2, s->id); /* the flow label, to tell frames apart */
	put16(p + 4, (unsigned)length);
	p[6] = 6;
	p[7] = 64;
	p[8] = p[24] = 0xfd;
	p[9] = p[25] = 0x77;
	p[23] = in ? 2 : 1;
	p[39] = in ? 1 : 2;
	return 40;
}

static inline size_t
build(struct story *s, uint8_t *p, const struct tcp *t)
{
	uint8_t segment[1600] = { 0 };
	size_t n = build_tcp(s, segment, t), header;

	memset(p, 0, 54);
	memcpy(p, t->in ? subject_mac : peer_mac, 6);
	memcpy(p + 6, t->in ? peer_mac : subject_mac, 6);
	put16(p + 12, s->family == 6 ? 0x86dd : 0x0800);
	s->id++;
	header = 14 +
	    (s->family == 6 ? build_ipv6 : build_ipv4)(s, p + 14, t->in, n);
	memcpy(p + header, segment, n);
	return header + n;
}

/* Puts one frame on the legs named, the sender's 10 us first. */
static inline void
put_frame(struct story *s, bool in, enum leg legs, const void *frame, size_t n)
{
	int64_t later = s->now + 10000;

	s->now += 1 * MS;
	if ((legs & SUBJECT_LEG) != 0)
		assert_int_equal(
		    trace_add(&s->subject_leg, in ? later : later - 10000,
			frame, (uint32_t)n, (uint32_t)n),
		    0);
	if ((legs & PEER_LEG) != 0)
		assert_int_equal(
		    trace_add(&s->peer_leg, in ? later - 10000 : later, frame,
			(uint32_t)n, (uint32_t)n),
		    0);
}

static inline void
put_segment(struct story *s, enum leg legs, struct tcp t)
{
	uint8_t frame[2048];

	put_frame(s, t.in, legs, frame, build(s, frame, &t));
}

static inline void
put_on_one(struct story *s, bool senders, struct tcp t)
{
	put_segment(s, t.in == senders ? PEER_LEG : SUBJECT_LEG, t);
}

#define ARRIVES(s, ...) \
	put_segment((s), BOTH_LEGS, (struct tcp) { __VA_ARGS__ })
#define DROPS(s, ...) put_on_one((s), true, (struct tcp) { __VA_ARGS__ })
#define FORGES(s, ...) put_on_one((s), false, (struct tcp) { __VA_ARGS__ })

/* t = 0; the handshake takes packets 1 to 3 and 3 ms. */
static inline void
story_open(struct story *s, int family, uint32_t our_isn, uint32_t peer_isn)
{
	*s = (struct story) { .family = family, .isn = { our_isn, peer_isn } };
	ARRIVES(s, .flags = TCP_SYN);
	ARRIVES(s, .in = true, .flags = TCP_SYN | TCP_ACK, .ack = 1);
	ARRIVES(s, .flags = TCP_ACK, .seq = 1, .ack = 1);
}

static inline void
story_join(struct story *s)
{
	packets_free(&s->packets);
	assert_int_equal(packets_join(&s->packets, &s->subject_leg,
			     &s->peer_leg, subject_mac),
	    0);
}

/* ready at 3 ms, the fault at 4 ms, no horizon, unless plot says so. */
static inline struct truth
story_truth(struct story *s, struct plot plot)
{
	struct truth t;

	if (plot.ready_ns == 0)
		plot.ready_ns = 3 * MS;
	if (plot.fault_ns == 0)
		plot.fault_ns = 4 * MS;
	if (plot.horizon_ns == 0)
		plot.horizon_ns = WIRE_NEVER;
	if (plot.turned_ns == 0)
		plot.turned_ns = WIRE_NEVER;
	story_join(s);
	truth_establish(&t, s->packets.connections.watched, &plot);
	packets_note_proof(&s->packets, &plot);
	return t;
}

static inline void
story_close(struct story *s)
{
	packets_free(&s->packets);
	trace_free(&s->subject_leg);
	trace_free(&s->peer_leg);
}

/* When packet n of a story without gaps came, if it came in. */
#define ARRIVED_AT(n) (((n)-1) * MS + 10000)

static inline void
expect_moment(const struct truth *t, size_t n, enum form form, size_t packet)
{
	assert_true(t->n > n);
	assert_string_equal(form_name(t->moments[n].form), form_name(form));
	assert_int_equal(t->moments[n].packet, packet);
	if (packet != 0)
		assert_int_equal(t->moments[n].t_ns, ARRIVED_AT(packet));
}

static inline void
expect_moments(const struct truth *t, size_t n)
{
	assert_int_equal(t->n, n);
}

static inline void
still_open(struct story *s)
{
	struct truth t = story_truth(s, (struct plot) { .end = FORM_OPEN });

	expect_moment(&t, 0, FORM_OPEN, 0);
	expect_moments(&t, 1);
	assert_int_equal(t.fin_ns, WIRE_NEVER);
	assert_int_equal(t.rst_ns, WIRE_NEVER);
	story_close(s);
}

static inline void
becomes(struct story *s, enum form form, size_t packet)
{
	struct truth t = story_truth(s, (struct plot) { .end = form });

	expect_moment(&t, 0, FORM_OPEN, 0);
	expect_moment(&t, 1, form, packet);
	expect_moments(&t, 2);
	story_close(s);
}

#endif
