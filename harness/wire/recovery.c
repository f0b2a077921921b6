/* recovery.c - how the subject came back: attempts, and what was lost. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "wire/wire.h"

#define SECOND_NS 1000000000LL
#define OWN 0x80       /* the subject's numbers begin here */
#define CONNECTIONS 16 /* that were established; more are not followed */
#define STREAM 1024    /* bytes of one, each way; a cell has fewer */

/* One way of a connection: its bytes, and how far they were acknowledged. */
struct stream {
	uint32_t isn; /* the first byte's number */
	uint32_t sent, acked;
	uint8_t bytes[STREAM];
};

/* By number, one way: how often it was sent, and acknowledged. */
struct tally {
	unsigned sent[256], arrived[256];
};

struct connection {
	uint16_t port; /* the subject's */
	struct stream to_peer, to_subject;
};

struct view {
	struct recovery *r;
	uint16_t server; /* the port of all of them */
	int64_t from_ns;
	/* the last SYNs, to know the kernel's repetitions */
	struct {
		uint16_t port;
		uint32_t seq;
	} syn[ATTEMPTS_KEPT];
	size_t n_syns;
	struct connection c[CONNECTIONS];
	size_t n;
	struct tally to_peer, to_subject;
};

static uint16_t
own_port(const struct packet *p)
{
	return p->to_subject ? p->seg.to_port : p->seg.from_port;
}

static uint16_t
server_port(const struct packet *p)
{
	return p->to_subject ? p->seg.from_port : p->seg.to_port;
}

/* The latest on its port. */
static struct connection *
connection_of(struct view *v, const struct packet *p)
{
	size_t i;

	for (i = v->n; i > 0; i--)
		if (v->c[i - 1].port == own_port(p))
			return &v->c[i - 1];
	return NULL;
}

static bool
is_syn(const struct packet *p, uint8_t flags)
{
	return (p->seg.flags & (TCP_SYN | TCP_ACK | TCP_RST)) == flags;
}

static bool
is_repeated(const struct view *v, const struct segment *s)
{
	size_t i = v->n_syns < ATTEMPTS_KEPT ? v->n_syns : ATTEMPTS_KEPT;

	while (i > 0 &&
	    (v->syn[i - 1].port != s->from_port || v->syn[i - 1].seq != s->seq))
		i--;
	return i > 0;
}

static void
attempt(struct view *v, const struct packet *p)
{
	struct recovery *r = v->r;
	unsigned i, within = 1;

	if (p->watched || p->t_ns < v->from_ns)
		return;
	if (is_repeated(v, &p->seg)) {
		r->repeated_syns++;
		return;
	}
	v->syn[v->n_syns % ATTEMPTS_KEPT].port = p->seg.from_port;
	v->syn[v->n_syns % ATTEMPTS_KEPT].seq = p->seg.seq;
	v->n_syns++;
	if (r->attempts < ATTEMPTS_KEPT) {
		r->attempt_ns[r->attempts] = p->t_ns;
		for (i = r->attempts; i > 0; i--)
			within += p->t_ns - r->attempt_ns[i - 1] < SECOND_NS;
		if (within > r->most_a_second)
			r->most_a_second = within;
	}
	r->attempts++;
}

/* The SYN-ACK has both initial sequence numbers. */
static void
begin(struct view *v, const struct packet *p)
{
	struct connection *c = connection_of(v, p);

	if ((c && c->to_peer.isn == p->seg.ack) || v->n == CONNECTIONS)
		return;
	c = &v->c[v->n++];
	c->port = own_port(p);
	c->to_peer.isn = p->seg.ack;
	c->to_subject.isn = p->seg.seq + 1;
}

static void
send_bytes(struct tally *tally, struct stream *to, const struct packet *p)
{
	uint32_t at = p->seg.seq - to->isn, i;

	for (i = 0; i < p->seg.payload_kept; i++, at++) {
		if (at != to->sent || at >= STREAM)
			continue;
		to->bytes[at] = p->seg.payload[i];
		to->sent++;
		tally->sent[p->seg.payload[i]]++;
	}
}

static void
acknowledge(struct tally *tally, struct stream *to, uint32_t ack)
{
	uint32_t upto = ack - to->isn;

	if ((int32_t)upto <= 0)
		return;
	for (; to->acked < upto && to->acked < to->sent; to->acked++)
		tally->arrived[to->bytes[to->acked]]++;
}

/* A host's own leg tells what it sent; its ACK, what reached it. */
static void
follow(struct view *v, const struct packet *p)
{
	enum leg near = p->to_subject ? PEER_LEG : SUBJECT_LEG;
	struct connection *c = connection_of(v, p);

	if (!c || !(p->legs & near) || (p->seg.flags & TCP_RST))
		return;
	if (p->to_subject)
		send_bytes(&v->to_subject, &c->to_subject, p);
	else
		send_bytes(&v->to_peer, &c->to_peer, p);
	if (p->to_subject && p->seg.flags & TCP_ACK)
		acknowledge(&v->to_peer, &c->to_peer, p->seg.ack);
	else if (p->seg.flags & TCP_ACK)
		acknowledge(&v->to_subject, &c->to_subject, p->seg.ack);
	/* the third segment: RFC 9293 3.5 */
	if (!p->watched && !p->to_subject && p->legs == BOTH_LEGS &&
	    p->t_ns >= v->from_ns && v->r->established_ns == WIRE_NEVER)
		v->r->established_ns = p->t_ns;
}

static void
hear(struct view *v, const struct packet *p)
{
	if (!p->to_subject && is_syn(p, TCP_SYN))
		attempt(v, p);
	else if (p->to_subject && is_syn(p, TCP_SYN | TCP_ACK))
		begin(v, p);
	else if (!p->watched && p->to_subject && (p->seg.flags & TCP_RST) &&
	    p->t_ns >= v->from_ns && !connection_of(v, p))
		v->r->refused++;
	else
		follow(v, p);
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
recovery_establish(struct recovery *r, const struct packets *packets,
    const struct plot *plot, int64_t from_ns, uint16_t but)
{
	static const struct view empty;
	struct view v = empty;
	const struct packet *p;
	size_t i;

	memset(r, 0, sizeof(*r));
	r->established_ns = WIRE_NEVER;
	v.r = r;
	v.from_ns = from_ns;
	for (i = 0; i < packets->n; i++) {
		p = &packets->v[i];
		if (p->t_ns >= plot->horizon_ns)
			break;
		if (p->seg.proto != PROTO_TCP || p->fate == FORGED ||
		    (but && own_port(p) == but))
			continue;
		if (v.server == 0 && p->watched)
			v.server = server_port(p);
		if (server_port(p) == v.server)
			hear(&v, p);
	}
	r->to_peer = sum(&v.to_peer, OWN, 255);
	r->to_subject = sum(&v.to_subject, 1, OWN - 1);
}
