/* manners.c - what each end meant by what it sent, by what it knew then. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <stdlib.h>

/*
 * Theory of operation
 *
 * The packets stand by the time of the subject's leg, or of the only leg
 * they were on.  With a delay on the path that is not the order in which the
 * peer sent, nor did it know by then what was still on its way to it.  So
 * each packet is two events, on the leg of its sender and on the other, and
 * one pass goes over all events by time.  An end is what it sent and the
 * last that it heard.
 */
struct end {
	struct sender sent;
	struct sender heard; /* of the other: known, window, kept_alive */
};

static int
by_time(const void *va, const void *vb)
{
	const struct event *a = va, *b = vb;

	if (a->t_ns != b->t_ns)
		return a->t_ns < b->t_ns ? -1 : 1;
	if (a->packet != b->packet)
		return a->packet < b->packet ? -1 : 1;
	return a->arrival - b->arrival;
}

struct event *
events_list(const struct connection *c, size_t *count)
{
	struct event *v = calloc(2 * c->n + 1, sizeof(*v));
	size_t n = 0;

	if (v == NULL)
		return NULL;
	for (size_t i = 0; i < c->n; i++) {
		struct packet *q = c->v[i];
		int64_t at_peer = q->peer_t_ns, at_subject = q->t_ns;

		if (q->seg.proto != PROTO_TCP)
			continue;
		if (q->from != PATH)
			v[n++] = (struct event) {
				q->to_subject ? at_peer : at_subject, q, false
			};
		if ((q->legs & (q->to_subject ? SUBJECT_LEG : PEER_LEG)) != 0)
			v[n++] = (struct event) {
				q->to_subject ? at_subject : at_peer, q, true
			};
	}
	qsort(v, n, sizeof(*v), by_time);
	*count = n;
	return v;
}

/* What the path made up, an end may throw away; its copies are no news. */
static void
arrive(struct end *e, const struct packet *q)
{
	if (q->from == PATH)
		return;
	sender_hear(&e->sent, &q->seg);
	if ((q->seg.flags & TCP_RST) != 0)
		return;
	e->heard.known = true;
	e->heard.window = q->seg.window;
	e->heard.kept_alive = (q->manner & KEEP_ALIVE) != 0;
}

int
manners_find(const struct connection *c)
{
	size_t n = 0;
	struct event *v = events_list(c, &n);
	struct end *ends = calloc(2, sizeof(*ends));

	if (v == NULL || ends == NULL) {
		free(v);
		free(ends);
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		struct packet *q = v[i].packet;
		struct end *e = &ends[q->to_subject != v[i].arrival];

		if (v[i].arrival)
			arrive(e, q);
		else
			q->manner = sender_step(&e->sent, &e->heard, &q->seg);
	}
	free(v);
	free(ends);
	return 0;
}
