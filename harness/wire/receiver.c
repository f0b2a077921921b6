/* receiver.c - what the subject's TCP makes of what arrives. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

/*
 * RFC 9293 3.10.7.4 as RFC 5961 3.2 tightened it, and two leniencies of
 * Linux (net/ipv4/tcp_input.c, both measured on 6.18): tcp_reset_check()
 * takes RCV.NXT - 1 in CLOSE-WAIT, LAST-ACK and CLOSING, for stacks that do
 * not count their own FIN; tcp_validate_incoming() takes the right edge of
 * the highest SACK block.
 */
static enum taken
take_rst(const struct receiver *r, int64_t seq)
{
	if (seq == r->nxt || (r->ended && seq == r->nxt - 1) ||
	    (r->sacking && seq == r->sack_to))
		return TAKEN_RESET;
	return seq > r->nxt && seq < r->edge ? TAKEN_CHALLENGE : TAKEN_OUTSIDE;
}

/* Its window and ours: scaled only if both SYNs offered it (RFC 7323 2.2). */
static enum taken
take_syn_ack(
    struct receiver *r, const struct sender *me, const struct segment *s)
{
	uint8_t flags = s->flags & (TCP_SYN | TCP_ACK | TCP_RST);

	if (flags != (TCP_SYN | TCP_ACK) ||
	    seq_near(me->nxt, s->ack) != me->nxt)
		return TAKEN_NOT;
	r->synced = true;
	r->nxt = (int64_t)s->seq + 1;
	r->edge = r->nxt + r->first_window;
	if (s->window_scale < 0 || r->scale < 0)
		r->scale = 0;
	return TAKEN_SYN;
}

/* Moves RCV.NXT over what is there now; did it move? */
static bool
advance(struct receiver *r)
{
	int64_t to = ranges_end(&r->ahead, r->nxt);

	if (to == r->nxt)
		return false;
	if (r->has_fin && to > r->fin) {
		to = r->fin + 1;
		r->ended = true;
	}
	r->nxt = to;
	ranges_drop(&r->ahead, to);
	return true;
}

/* A segment that begins inside the window counts whole, as in Linux. */
static enum taken
take_text(struct receiver *r, const struct segment *s, int64_t seq)
{
	int64_t end = seq + segment_span(s);

	if (end == seq)
		return seq > r->edge ? TAKEN_OUTSIDE :
		    seq < r->nxt     ? TAKEN_AGAIN :
				       TAKEN_BARE;
	if (end <= r->nxt || ranges_end(&r->ahead, seq) >= end)
		return TAKEN_AGAIN;
	if (r->ended) /* RFC 9293 3.10.7.4, seventh */
		return TAKEN_NOT;
	if (seq >= r->edge || r->nxt >= r->edge)
		return TAKEN_OUTSIDE;
	if ((s->flags & TCP_FIN) != 0) {
		r->has_fin = true;
		r->fin = end - 1;
	}
	ranges_add(&r->ahead, seq > r->nxt ? seq : r->nxt, end);
	return advance(r) ? TAKEN_NEW : TAKEN_AHEAD;
}

enum taken
receiver_take(
    struct receiver *r, const struct sender *me, const struct segment *s)
{
	int64_t seq = seq_near(r->nxt, s->seq);

	if (!r->synced)
		return take_syn_ack(r, me, s);
	if ((s->flags & TCP_RST) != 0)
		return take_rst(r, seq);
	if ((s->flags & TCP_SYN) != 0) /* RFC 5961 4.2 */
		return TAKEN_CHALLENGE;
	/* An ACK of what was never sent: RFC 9293 3.10.7.4, fifth. */
	if ((s->flags & TCP_ACK) == 0 || seq_near(me->nxt, s->ack) > me->nxt)
		return TAKEN_NOT;
	return take_text(r, s, seq);
}

/*
 * What it acknowledges it has taken, whatever was said above: a Linux with
 * its window shut takes a bare FIN (tcp_data_queue(); measured on 6.18),
 * another stack may be lenient elsewhere.
 */
void
receiver_tell(struct receiver *r, const struct segment *s)
{
	int64_t ack = seq_near(r->nxt, s->ack);

	if ((s->flags & TCP_SYN) != 0) {
		r->first_window = s->window;
		r->scale = s->window_scale;
	}
	if (!r->synced || (s->flags & (TCP_SYN | TCP_RST | TCP_ACK)) != TCP_ACK)
		return;
	if (ack > r->nxt) {
		r->nxt = ack;
		ranges_drop(&r->ahead, ack);
	}
	/* a SYN that comes late, without the option, is no scale */
	r->edge = ack + ((int64_t)s->window << (r->scale > 0 ? r->scale : 0));
	r->sack_to = seq_near(r->nxt, s->sack_to);
	/* below the ACK it is a duplicate's: RFC 2883 */
	r->sacking = s->has_sack && r->sack_to > ack;
}
