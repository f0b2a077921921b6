/* sender.c - what one end has sent, and what each segment is among it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

static bool
is_plain(const struct segment *s)
{
	return (s->flags & (TCP_SYN | TCP_FIN | TCP_RST)) == 0;
}

/*
 * tshark's definition: no byte or one, just before SND.NXT.  Unlike tshark,
 * one byte that was never acknowledged is a retransmission: a lone heartbeat
 * stands there too.  While the other end's window is closed it is a probe of
 * the window (RFC 9293 3.8.6.1), which Linux sends in the same form.
 */
static bool
is_keep_alive(const struct sender *me, bool closed, const struct segment *s)
{
	if (!is_plain(s) || seq_near(me->nxt, s->seq) != me->nxt - 1)
		return false;
	return s->payload_len == 0 ||
	    (s->payload_len == 1 && (me->una == me->nxt || closed));
}

/*
 * A segment without payload at SND.NXT: what does it tell?  The window of a
 * SYN is not scaled, so the first ACK of an idle end may seem to shrink it.
 */
static unsigned
bare_ack(const struct sender *me, const struct sender *heard,
    const struct segment *s)
{
	if (s->ack != me->ack || s->window == 0)
		return 0;
	if (s->window > me->window)
		return WINDOW_UPDATE;
	if (heard->kept_alive)
		return KEEP_ALIVE_ACK;
	return s->window == me->window ? DUPLICATE_ACK : 0;
}

static unsigned
manner_of(const struct sender *me, const struct sender *heard,
    const struct segment *s)
{
	int64_t seq = seq_near(me->nxt, s->seq);
	bool closed = heard->known && heard->window == 0;
	unsigned manner = 0;

	if (is_plain(s) && s->window == 0)
		manner |= NO_WINDOW;
	if ((s->flags & TCP_RST) != 0)
		return manner;
	if (is_keep_alive(me, closed, s))
		manner |= KEEP_ALIVE | (closed ? WINDOW_PROBE : 0);
	else if (segment_span(s) > 0 && ranges_end(&me->sent, seq) > seq)
		manner |= RETRANSMISSION;
	else if (s->payload_len == 1 && seq == me->nxt && closed)
		manner |= WINDOW_PROBE;
	else if (segment_span(s) == 0 && seq == me->nxt)
		manner |= bare_ack(me, heard, s);
	return manner;
}

static void
remember(struct sender *me, const struct segment *s, unsigned manner)
{
	int64_t seq = seq_near(me->nxt, s->seq);
	int64_t end = seq + segment_span(s);

	me->kept_alive = (manner & KEEP_ALIVE) != 0;
	if ((s->flags & TCP_RST) != 0) /* its window says nothing */
		return;
	if ((manner & KEEP_ALIVE) == 0)
		ranges_add(&me->sent, seq, end);
	if (end > me->nxt)
		me->nxt = end;
	if ((s->flags & TCP_FIN) != 0) {
		me->has_fin = true;
		me->fin = end - 1;
	}
	if ((s->flags & TCP_ACK) != 0)
		me->ack = s->ack;
	me->window = s->window;
}

unsigned
sender_step(
    struct sender *me, const struct sender *heard, const struct segment *s)
{
	unsigned manner = 0;

	if (!me->known) {
		if ((s->flags & TCP_SYN) == 0)
			return 0;
		me->known = true;
		me->nxt = me->una = s->seq;
	}
	if (heard != NULL)
		manner = manner_of(me, heard, s);
	remember(me, s, manner);
	return manner;
}

bool
sender_crosses(const struct sender *other, const struct segment *s)
{
	return (s->flags & TCP_FIN) != 0 && other->has_fin &&
	    seq_near(other->fin, s->ack) <= other->fin;
}

void
sender_hear(struct sender *me, const struct segment *s)
{
	int64_t ack = seq_near(me->una, s->ack);

	if (me->known && (s->flags & TCP_ACK) != 0 && ack > me->una &&
	    ack <= me->nxt)
		me->una = ack;
}

uint32_t
payload_beyond(int64_t nxt, const struct segment *s)
{
	int64_t seq = seq_near(nxt, s->seq) + ((s->flags & TCP_SYN) != 0);
	int64_t end = seq + s->payload_len;

	if ((s->flags & TCP_RST) != 0 || end <= nxt)
		return 0;
	return seq >= nxt ? s->payload_len : (uint32_t)(end - nxt);
}
