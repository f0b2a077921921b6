/* connections.c - the packets of a cell, sorted into connections. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <stdlib.h>
#include <string.h>

/*
 * Theory of operation
 *
 * Each packet that has two ends is filed under them: a TCP segment under its
 * own, an ICMP error under those of the segment that it quotes.  Sorted by ends
 * and then by time, the packets of a connection stand side by side, and where
 * several connections used the same ports one after the other, a SYN parts
 * them.  So a connection's packets are a slice of the sorted list.
 */
struct filed {
	struct ends {
		int family;
		struct endpoint of[2]; /* by party */
	} ends;
	struct packet *packet;
};

/* False: the packet has none. */
static bool
find_ends(struct ends *ends, const struct packet *p)
{
	const struct segment *s = &p->seg;
	bool quotes = s->quotes_tcp;
	/* who gets an error sent what it quotes */
	enum party from = p->to_subject != quotes ? PEER : SUBJECT;
	struct endpoint *a = &ends->of[from], *b = &ends->of[!from];

	if (s->proto != PROTO_TCP && !quotes)
		return false;
	ends->family = s->family;
	a->port = quotes ? s->quoted_from_port : s->from_port;
	b->port = quotes ? s->quoted_to_port : s->to_port;
	memcpy(a->address, quotes ? s->quoted_from : s->from, 16);
	memcpy(b->address, quotes ? s->quoted_to : s->to, 16);
	return true;
}

static int
by_ends(const void *va, const void *vb)
{
	const struct filed *a = va, *b = vb;
	int order = memcmp(&a->ends, &b->ends, sizeof(a->ends));

	if (order != 0)
		return order;
	return (a->packet > b->packet) - (a->packet < b->packet);
}

static int
by_first(const void *va, const void *vb)
{
	const struct connection *a = va, *b = vb;

	return (a->v[0] > b->v[0]) - (a->v[0] < b->v[0]);
}

/*
 * Is it the first of a connection, where c is the one before it on these ends,
 * or NULL?  A host's own SYN is, unless it says again what the host has said,
 * or crosses the other's: RFC 9293 3.5.  What the path makes up only looks so.
 */
static bool
begins(const struct connection *c, const struct packet *p)
{
	if (p->seg.proto != PROTO_TCP || c == NULL)
		return p->seg.proto == PROTO_TCP;
	if ((p->seg.flags & (TCP_SYN | TCP_ACK)) != TCP_SYN || p->from == PATH)
		return false;
	if (c->has_isn[p->from])
		return p->seg.seq != c->isn[p->from];
	return c->opener == PATH || c->ending != GOES_ON;
}

static void
end(struct connection *c, enum ending ending, int64_t t_ns)
{
	if (c->ending != GOES_ON)
		return;
	c->ending = ending;
	c->ended_ns = t_ns;
}

/* The next of its packets: what it says of the connection. */
static void
take(struct connection *c, const struct packet *p)
{
	const struct segment *s = &p->seg;

	c->n++;
	if (s->proto != PROTO_TCP || p->from == PATH)
		return;
	if ((s->flags & TCP_SYN) != 0 && !c->has_isn[p->from]) {
		c->has_isn[p->from] = true;
		c->isn[p->from] = s->seq;
	}
	if ((s->flags & (TCP_SYN | TCP_RST)) == 0 && p->from == c->opener &&
	    p->fate == ARRIVED && c->has_isn[!p->from] &&
	    c->established_ns == WIRE_NEVER)
		c->established_ns = p->t_ns;
	if ((s->flags & TCP_RST) != 0)
		end(c,
		    c->has_isn[!p->from] && !c->has_isn[p->from] ? REFUSED :
								   ENDED_BY_RST,
		    p->t_ns);
	c->has_fin[p->from] |= (s->flags & TCP_FIN) != 0;
	if (c->has_fin[SUBJECT] && c->has_fin[PEER])
		end(c, ENDED_BY_FINS, p->t_ns);
}

static void
begin(struct connection *c, const struct filed *f, struct packet **first)
{
	bool opens = (f->packet->seg.flags & (TCP_SYN | TCP_ACK)) == TCP_SYN;

	*c = (struct connection) { .family = f->ends.family,
		.at = { f->ends.of[SUBJECT], f->ends.of[PEER] },
		.opener = opens ? f->packet->from : PATH,
		.v = first,
		.opened_ns = opens ? f->packet->t_ns : WIRE_NEVER,
		.established_ns = WIRE_NEVER,
		.ended_ns = WIRE_NEVER };
}

static void
cut(struct connections *found, const struct filed *filed, size_t n)
{
	struct connection *c = NULL;

	for (size_t i = 0; i < n; i++) {
		found->sorted[i] = filed[i].packet;
		if (i > 0 &&
		    memcmp(&filed[i].ends, &filed[i - 1].ends,
			sizeof(filed[i].ends)) != 0)
			c = NULL;
		if (begins(c, filed[i].packet)) {
			c = &found->v[found->n++];
			begin(c, &filed[i], &found->sorted[i]);
		}
		if (c != NULL)
			take(c, filed[i].packet);
	}
}

/* To each packet: whose it is, and its numbers since the two SYNs. */
static void
tell_packets(const struct connection *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct packet *p = c->v[i];

		p->connection = c;
		if (p->seg.proto != PROTO_TCP)
			continue;
		p->rel_seq = p->seg.seq - c->isn[p->to_subject];
		if ((p->seg.flags & TCP_ACK) != 0)
			p->rel_ack = p->seg.ack - c->isn[!p->to_subject];
	}
}

/* The first that the subject opened; behind the last stands an empty one. */
static void
choose_watched(struct connections *found)
{
	size_t i = 0;

	while (i < found->n && found->v[i].opener != SUBJECT)
		i++;
	found->v[i].is_watched = true;
	found->watched = &found->v[i];
}

int
connections_find(struct packets *p)
{
	struct connections *found = &p->connections;
	struct filed *filed = calloc(p->n + 1, sizeof(*filed));
	size_t n = 0;

	found->v = calloc(p->n + 1, sizeof(*found->v));
	found->sorted = calloc(p->n + 1, sizeof(*found->sorted));
	if (filed == NULL || found->v == NULL || found->sorted == NULL) {
		free(filed);
		return -1;
	}
	for (size_t i = 0; i < p->n; i++)
		if (find_ends(&filed[n].ends, &p->v[i]))
			filed[n++].packet = &p->v[i];
	qsort(filed, n, sizeof(*filed), by_ends);
	cut(found, filed, n);
	free(filed);
	qsort(found->v, found->n, sizeof(*found->v), by_first);
	for (size_t i = 0; i < found->n; i++)
		tell_packets(&found->v[i]);
	choose_watched(found);
	return 0;
}

void
connections_free(struct connections *found)
{
	free(found->v);
	free(found->sorted);
}

bool
packet_is_anothers(const struct packet *p)
{
	return p->connection != NULL && !p->connection->is_watched;
}
