/* recovery.c - how the subject came back: attempts, and what was lost. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "wire/wire.h"

#define SECOND_NS 1000000000LL
#define OWN 0x80    /* the subject's numbers begin here */
#define STREAM 1024 /* bytes of one way of a connection; a cell has fewer */

/* By number, one way: how often it was sent, and acknowledged. */
struct tally {
	unsigned sent[256], arrived[256];
};

/* One way of a connection: its bytes, and how far they were acknowledged. */
struct stream {
	uint32_t sent, acked;
	uint8_t bytes[STREAM];
};

/* What the subject's host sent is [0], what came to it [1]. */
struct view {
	struct recovery *r;
	int64_t horizon_ns;
	struct tally tally[2];
};

/* The first byte behind the SYN is number 1. */
static void
send_bytes(struct tally *tally, struct stream *to, const struct packet *p)
{
	uint32_t at = p->rel_seq - 1, i;

	for (i = 0; i < p->seg.payload_kept; i++, at++) {
		if (at != to->sent || at >= STREAM)
			continue;
		to->bytes[at] = p->seg.payload[i];
		to->sent++;
		tally->sent[p->seg.payload[i]]++;
	}
}

static void
acknowledge(struct tally *tally, struct stream *to, const struct packet *p)
{
	int32_t upto = (int32_t)(p->rel_ack - 1);

	for (; (int32_t)to->acked < upto && to->acked < to->sent; to->acked++)
		tally->arrived[to->bytes[to->acked]]++;
}

/* A host's own leg tells what it sent; its ACK, what reached it. */
static void
follow(struct view *v, const struct connection *c)
{
	struct stream stream[2];
	const struct packet *p;
	size_t i;
	bool in;

	memset(stream, 0, sizeof(stream));
	for (i = 0; i < c->n && c->v[i]->t_ns < v->horizon_ns; i++) {
		p = c->v[i];
		in = p->to_subject;
		if (p->seg.proto != PROTO_TCP || p->from == PATH ||
		    p->seg.flags & (TCP_SYN | TCP_RST))
			continue;
		send_bytes(&v->tally[in], &stream[in], p);
		acknowledge(&v->tally[!in], &stream[!in], p);
	}
}

/* Those of the kernel, which were not answered. */
static unsigned
repeated_syns(const struct view *v, const struct connection *c)
{
	unsigned n = 0;
	size_t i;

	for (i = 1; i < c->n && c->v[i]->t_ns < v->horizon_ns; i++)
		n += c->v[i]->from == SUBJECT && c->v[i]->seg.flags & TCP_SYN;
	return n;
}

static bool
has_come(const struct view *v, int64_t t_ns)
{
	return t_ns != WIRE_NEVER && t_ns < v->horizon_ns;
}

static void
attempt(struct view *v, const struct connection *c)
{
	struct recovery *r = v->r;
	unsigned i, within = 1;

	if (r->attempts < ATTEMPTS_KEPT) {
		r->attempt_ns[r->attempts] = c->opened_ns;
		for (i = r->attempts; i > 0; i--)
			within += c->opened_ns - r->attempt_ns[i - 1] <
			    SECOND_NS;
		if (within > r->most_a_second)
			r->most_a_second = within;
	}
	r->attempts++;
	r->repeated_syns += repeated_syns(v, c);
	r->refused += c->ending == REFUSED && has_come(v, c->ended_ns);
	if (has_come(v, c->established_ns) &&
	    (r->established_ns == WIRE_NEVER ||
		c->established_ns < r->established_ns))
		r->established_ns = c->established_ns;
}

static struct numbered
sum(const struct tally *t, unsigned from, unsigned to)
{
	struct numbered n = { 0, 0, 0 };
	unsigned i;

	for (i = from; i <= to; i++) {
		n.sent += t->sent[i] > 0;
		n.lost += t->sent[i] > 0 && t->arrived[i] == 0;
		n.repeated += t->arrived[i] > 1;
	}
	return n;
}

void
recovery_establish(struct recovery *r, const struct connections *all,
    const struct plot *plot, int64_t from_ns, uint16_t but)
{
	struct view v = { .r = r, .horizon_ns = plot->horizon_ns };
	const struct connection *c;

	memset(r, 0, sizeof(*r));
	r->established_ns = WIRE_NEVER;
	for (c = all->v; c < all->v + all->n; c++) {
		if (c->opener != SUBJECT || c->at[SUBJECT].port == but ||
		    c->at[PEER].port != all->watched->at[PEER].port)
			continue;
		follow(&v, c);
		if (c->opened_ns >= from_ns && has_come(&v, c->opened_ns))
			attempt(&v, c);
	}
	r->to_peer = sum(&v.tally[0], OWN, 255);
	r->to_subject = sum(&v.tally[1], 1, OWN - 1);
}
