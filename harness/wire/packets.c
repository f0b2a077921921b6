/* packets.c - both legs joined: what arrived, was dropped, was forged. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One frame on one leg, until it has found its mate on the other. */
struct single {
	const struct frame *frame;
	enum leg leg;
	bool to_subject;
	bool survived; /* sender's leg: it has a mate */
	bool duplicated;
	size_t order; /* in which it came */
	const struct frame *mate;
	size_t mates_order; /* in which that came, if there is one */
	bool mated;	    /* receiver's leg: its packet exists */
};

static enum leg
senders_leg(bool to_subject)
{
	return to_subject ? PEER_LEG : SUBJECT_LEG;
}

static int
by_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Are these two the same frame, going the same way? */
static int
by_bytes(const struct single *a, const struct single *b)
{
	int way = by_number(a->to_subject, b->to_subject);
	int size = by_number(a->frame->caplen, b->frame->caplen);

	if (way != 0)
		return way;
	if (size != 0)
		return size;
	return memcmp(a->frame->bytes, b->frame->bytes, a->frame->caplen);
}

/* Identical frames together, the sender's leg first, then by time. */
static int
by_identity(const void *va, const void *vb)
{
	const struct single *a = va, *b = vb;
	int same = by_bytes(a, b);

	if (same != 0)
		return same;
	if (a->leg != b->leg)
		return a->leg == senders_leg(a->to_subject) ? -1 : 1;
	if (a->frame->t_ns != b->frame->t_ns)
		return a->frame->t_ns < b->frame->t_ns ? -1 : 1;
	return by_number(a->order, b->order);
}

static int64_t
when(const struct single *s)
{
	return s->leg == PEER_LEG && s->mate != NULL ? s->mate->t_ns :
						       s->frame->t_ns;
}

/* As it came on the leg whose time it has: the subject's, if it was there. */
static size_t
place(const struct single *s)
{
	return s->leg == PEER_LEG && s->mate != NULL ? s->mates_order :
						       s->order;
}

/* Those that become packets first, by the packet's time. */
static int
by_time(const void *va, const void *vb)
{
	const struct single *a = va, *b = vb;

	if (a->mated != b->mated)
		return a->mated ? 1 : -1;
	if (when(a) != when(b))
		return when(a) < when(b) ? -1 : 1;
	return by_number(place(a), place(b));
}

/*
 * Of identical frames sent, which arrived?  Seen from the end: each arrival
 * is the latest one sent before it.  So a retransmission that got through
 * is not taken for the lost original, and with a constant delay all survive.
 */
static void
choose_survivors(
    struct single *sent, size_t n, const struct single *came, size_t m)
{
	while (n > 0 && m > 0) {
		if (sent[n - 1].frame->t_ns > came[m - 1].frame->t_ns) {
			n--;
		} else {
			sent[--n].survived = true;
			m--;
		}
	}
}

/* First in, first out; an arrival left over is a copy the path made. */
static void
pair(struct single *sent, size_t n, struct single *came, size_t m)
{
	size_t i = 0;

	choose_survivors(sent, n, came, m);
	for (size_t k = 0; k < m; k++) {
		while (i < n && !sent[i].survived)
			i++;
		if (i < n && sent[i].frame->t_ns <= came[k].frame->t_ns) {
			sent[i].mates_order = came[k].order;
			sent[i++].mate = came[k].frame;
			came[k].mated = true;
		} else if (n > 0 &&
		    sent[0].frame->t_ns <= came[k].frame->t_ns) {
			came[k].duplicated = true;
		}
	}
}

static void
pair_all(struct single *v, size_t n)
{
	size_t end;

	qsort(v, n, sizeof(*v), by_identity);
	for (size_t first = 0; first < n; first = end) {
		enum leg leg = senders_leg(v[first].to_subject);
		size_t split = first;

		while (split < n && v[split].leg == leg &&
		    by_bytes(&v[first], &v[split]) == 0)
			split++;
		end = split;
		while (end < n && v[end].leg != leg &&
		    by_bytes(&v[first], &v[end]) == 0)
			end++;
		pair(v + first, split - first, v + split, end - split);
	}
}

static size_t
look(struct single *v, size_t n, const struct trace *t, enum leg leg,
    const uint8_t subject_mac[6])
{
	for (size_t i = 0; i < t->n; i++, n++) {
		const struct frame *f = &t->v[i];

		v[n] = (struct single) { .frame = f, .leg = leg, .order = n };
		v[n].to_subject = f->caplen < 12 ||
		    memcmp(f->bytes + 6, subject_mac, 6) != 0;
	}
	return n;
}

static void
make_packet(struct packet *p, const struct single *s)
{
	bool at_subject = s->leg == SUBJECT_LEG || s->mate != NULL;
	bool at_sender = s->leg == senders_leg(s->to_subject);
	const struct frame *other = s->mate != NULL ? s->mate : s->frame;

	p->frame = s->leg == SUBJECT_LEG ? s->frame : other;
	p->t_ns = p->frame->t_ns;
	p->peer_t_ns = s->leg == PEER_LEG ? s->frame->t_ns :
	    s->mate != NULL		  ? s->mate->t_ns :
					    WIRE_NEVER;
	p->legs = s->mate != NULL ? BOTH_LEGS :
	    at_subject		  ? SUBJECT_LEG :
				    PEER_LEG;
	p->fate = s->mate != NULL ? ARRIVED : at_sender ? DROPPED : FORGED;
	p->from = !at_sender ? PATH : s->to_subject ? PEER : SUBJECT;
	p->to_subject = s->to_subject;
	p->duplicated = s->duplicated;
	segment_decode(&p->seg, p->frame->bytes, p->frame->caplen);
	note_packet(p, TAKEN_NOT, false, false);
}

static int
sort_out(struct packets *p)
{
	if (connections_find(p) == -1)
		return -1;
	for (size_t i = 0; i < p->connections.n; i++)
		if (manners_find(&p->connections.v[i]) == -1)
			return -1;
	return 0;
}

int
packets_join(struct packets *p, const struct trace *subject_leg,
    const struct trace *peer_leg, const uint8_t subject_mac[6])
{
	size_t n = subject_leg->n + peer_leg->n;
	struct single *singles = calloc(n + 1, sizeof(*singles));

	*p = (struct packets) { 0 };
	if (singles != NULL)
		p->v = calloc(n + 1, sizeof(*p->v));
	if (singles == NULL || p->v == NULL) {
		free(singles);
		return -1;
	}
	n = look(singles, 0, subject_leg, SUBJECT_LEG, subject_mac);
	n = look(singles, n, peer_leg, PEER_LEG, subject_mac);
	pair_all(singles, n);
	qsort(singles, n, sizeof(*singles), by_time);
	for (; p->n < n && !singles[p->n].mated; p->n++) {
		make_packet(&p->v[p->n], &singles[p->n]);
		p->v[p->n].number = p->n + 1;
	}
	free(singles);
	if (sort_out(p) == 0)
		return 0;
	packets_free(p);
	return -1;
}

void
packets_free(struct packets *p)
{
	free(p->v);
	connections_free(&p->connections);
	*p = (struct packets) { 0 };
}
