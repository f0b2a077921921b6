/* flight.c - what of the subject's data is on its way, or cannot leave. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/flight.h"

#define MS 1000000LL

/*
 * A state of the connection that lasts: since when it has, or WIRE_NEVER.
 * Sequence numbers are relative, and no cell wraps them.
 */
struct lasting {
	int64_t since;
	uint32_t nxt, una; /* of the subject */
};

typedef void step_fn(struct lasting *l, const struct packet *p);

static bool
came(const struct packet *p)
{
	return p->to_subject && (p->legs & SUBJECT_LEG) != 0;
}

/*
 * Data is in flight; whatever progress it makes, it is new again.  A SYN that
 * had to be repeated was before the subject's time.
 */
static void
fly(struct lasting *l, const struct packet *p)
{
	uint32_t span = segment_span(&p->seg), end = p->rel_seq + span;

	if ((p->seg.flags & TCP_SYN) != 0)
		return;
	if (!p->to_subject && span > 0 && end > l->nxt) {
		l->nxt = end;
		/* what opens the connection is not data of it */
		if (l->since == WIRE_NEVER && !(p->seg.flags & TCP_SYN))
			l->since = p->t_ns;
	}
	if (!came(p))
		return;
	if ((p->seg.flags & TCP_RST) != 0)
		l->since = WIRE_NEVER;
	else if ((p->seg.flags & TCP_ACK) != 0 && p->rel_ack > l->una) {
		l->una = p->rel_ack;
		l->since = l->una < l->nxt ? p->t_ns : WIRE_NEVER;
	}
}

/* The peer's window is shut; a RST's is no window. */
static void
shut(struct lasting *l, const struct packet *p)
{
	if (!came(p))
		return;
	if (p->seg.window > 0 || (p->seg.flags & TCP_RST) != 0)
		l->since = WIRE_NEVER;
	else if (l->since == WIRE_NEVER)
		l->since = p->t_ns;
}

/* From when on the state lasted for ms. */
static int64_t
lasts(const struct packets *packets, const struct plot *plot, int ms,
    int64_t from, step_fn *step)
{
	struct lasting l = { WIRE_NEVER, 0, 0 };
	const struct packet *p;
	int64_t since, now;
	size_t i;

	for (i = 0; i <= packets->n; i++) {
		p = i < packets->n ? &packets->v[i] : NULL;
		now = p && p->t_ns < plot->horizon_ns ? p->t_ns :
							plot->horizon_ns;
		since = l.since < from ? from : l.since;
		if (l.since != WIRE_NEVER && now - since >= ms * MS)
			return since;
		if (now == plot->horizon_ns)
			break;
		if (p->watched && p->seg.proto == PROTO_TCP)
			step(&l, p);
	}
	return WIRE_NEVER;
}

int64_t
flight_unacked_since(const struct packets *packets, const struct plot *plot,
    int ms, int64_t from)
{
	return lasts(packets, plot, ms, from, fly);
}

int64_t
flight_no_room_since(
    const struct packets *packets, const struct plot *plot, int ms)
{
	return lasts(packets, plot, ms, WIRE_NEVER, shut);
}

bool
flight_is_clear(const struct packets *packets, int64_t t_ns)
{
	struct lasting data = { WIRE_NEVER, 0, 0 }, window = data;
	const struct packet *p;
	size_t i;

	for (i = 0; i < packets->n && packets->v[i].t_ns <= t_ns; i++) {
		p = &packets->v[i];
		if (!p->watched || p->seg.proto != PROTO_TCP)
			continue;
		fly(&data, p);
		shut(&window, p);
	}
	return data.since == WIRE_NEVER && window.since == WIRE_NEVER;
}
