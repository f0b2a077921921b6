/* states.c - the TCP state of both ends, as the packets imply it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <stdlib.h>

/*
 * Theory of operation
 *
 * Each end is a sender and a receiver, moved by what it sent and what came to
 * it, by the times of its own leg.  An end that acknowledges a FIN has taken
 * it, whatever its receiver here made of it.
 */
struct end {
	enum party who;
	enum tcp_state state;
	struct sender sent;
	struct receiver got;
};

static void
enter(struct states *found, struct end *e, enum tcp_state state, int64_t t_ns)
{
	size_t room = sizeof(found->v) / sizeof(found->v[0]);

	if (state == e->state)
		return;
	e->state = state;
	if (found->n < room)
		found->v[found->n++] = (struct state_change) { t_ns, e->who,
			state };
}

/* Its FIN was sent, its FIN was acknowledged, the other's FIN was taken. */
static enum tcp_state
closing_state(const struct end *e)
{
	bool acked = e->sent.has_fin && e->sent.una > e->sent.fin;

	if (!e->got.ended)
		return !e->sent.has_fin ? STATE_ESTABLISHED :
		    acked		? STATE_FIN_WAIT_2 :
					  STATE_FIN_WAIT_1;
	if (!e->sent.has_fin)
		return STATE_CLOSE_WAIT;
	/* who sent its FIN before the other's was taken waits: 2 MSL */
	switch (e->state) {
	case STATE_FIN_WAIT_1:
	case STATE_FIN_WAIT_2:
	case STATE_CLOSING:
		return acked ? STATE_TIME_WAIT : STATE_CLOSING;
	case STATE_CLOSE_WAIT:
	case STATE_LAST_ACK:
		return acked ? STATE_CLOSED : STATE_LAST_ACK;
	case STATE_CLOSED:
	case STATE_SYN_SENT:
	case STATE_SYN_RECEIVED:
	case STATE_ESTABLISHED:
	case STATE_TIME_WAIT:
	case STATE_LISTEN:
	case TCP_STATES:
		break;
	}
	return STATE_LAST_ACK;
}

/* Has it both SYNs, and nothing that ended it for good? */
static bool
is_synchronized(const struct end *e)
{
	return e->state != STATE_CLOSED && e->state != STATE_SYN_SENT &&
	    e->state != STATE_SYN_RECEIVED && e->state != STATE_TIME_WAIT;
}

static void
settle(struct states *found, struct end *e, int64_t t_ns)
{
	if (is_synchronized(e))
		enter(found, e, closing_state(e), t_ns);
}

static void
depart(struct states *found, struct end *e, const struct end *other,
    const struct segment *s, int64_t t_ns)
{
	if ((s->flags & TCP_RST) != 0) {
		enter(found, e, STATE_CLOSED, t_ns);
		return;
	}
	sender_step(&e->sent, NULL, s);
	receiver_tell(&e->got, s);
	if ((s->flags & TCP_SYN) != 0) {
		if (e->got.synced && e->got.scale < 0)
			e->got.scale = 0;
		if (e->state == STATE_CLOSED && !e->sent.has_fin)
			enter(found, e,
			    e->got.synced ? STATE_SYN_RECEIVED : STATE_SYN_SENT,
			    t_ns);
		return;
	}
	if (other->sent.has_fin && (s->flags & TCP_ACK) != 0 &&
	    seq_near(other->sent.fin, s->ack) > other->sent.fin)
		e->got.ended = true;
	settle(found, e, t_ns);
}

/* The SYN of who opened it: RFC 9293 3.10.7.2. */
static void
listen_to(struct end *e, const struct segment *s)
{
	e->got.synced = true;
	e->got.nxt = (int64_t)s->seq + 1;
	e->got.edge = e->got.nxt + UINT16_MAX;
}

static void
arrive(
    struct states *found, struct end *e, const struct segment *s, int64_t t_ns)
{
	enum taken taken;

	if (!e->got.synced && (s->flags & (TCP_SYN | TCP_ACK)) == TCP_SYN) {
		listen_to(e, s);
		return;
	}
	taken = receiver_take(&e->got, &e->sent, s);
	if (taken == TAKEN_RESET) {
		enter(found, e, STATE_CLOSED, t_ns);
		return;
	}
	if (taken == TAKEN_NOT || taken == TAKEN_OUTSIDE ||
	    taken == TAKEN_CHALLENGE)
		return;
	sender_hear(&e->sent, s);
	if (taken == TAKEN_SYN && e->state == STATE_SYN_SENT)
		enter(found, e, STATE_ESTABLISHED, t_ns);
	if (e->state == STATE_SYN_RECEIVED && e->sent.una == e->sent.nxt)
		enter(found, e, STATE_ESTABLISHED, t_ns);
	settle(found, e, t_ns);
}

int
states_find(struct states *found, const struct connection *c)
{
	size_t n = 0;
	struct event *v = events_list(c, &n);
	struct end *ends = calloc(2, sizeof(*ends));

	*found = (struct states) { 0 };
	if (v == NULL || ends == NULL) {
		free(v);
		free(ends);
		return -1;
	}
	for (size_t i = 0; i < 2; i++)
		ends[i] = (struct end) { i == 0 ? SUBJECT : PEER, STATE_CLOSED,
			.got.scale = -1 };
	for (size_t i = 0; i < n; i++) {
		const struct packet *q = v[i].packet;
		/* who acts is the sender on its own leg, else the other */
		struct end *e = &ends[q->to_subject != v[i].arrival];

		if (v[i].arrival)
			arrive(found, e, &q->seg, v[i].t_ns);
		else
			depart(found, e, &ends[e == ends], &q->seg, v[i].t_ns);
	}
	free(v);
	free(ends);
	return 0;
}
