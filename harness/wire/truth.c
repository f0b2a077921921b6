/* truth.c - what really happened, from the packets alone. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <string.h>

/*
 * Theory of operation
 *
 * One pass over the packets, by time.  What the subject and the peer send
 * moves their two senders; what reached the subject's leg is given to its
 * receiver, and only what that accepts is a sign.  Packets after the horizon
 * still move them, for the notes, but add nothing to the truth.  What each end
 * meant by a packet is known before: manners.c.
 */
struct watch {
	struct truth *t;
	const struct connection *c;
	const struct plot *plot;
	struct sender subject, peer;
	struct receiver receiver;
	bool over;	 /* reset, by either side */
	bool challenged; /* its next bare ACK is a challenge ACK */
	/* a FIN outside the window, which the subject may yet have taken */
	bool has_refused;
	int64_t refused;
	const struct packet *refused_by;
};

static bool
is_proof(const struct plot *plot, int64_t t_ns)
{
	return plot->horizon_ns != WIRE_NEVER && t_ns > plot->horizon_ns;
}

/* The forms follow each other; what came before "ready" replaces "open". */
static void
enter(struct truth *t, enum form form, int64_t t_ns, size_t packet)
{
	size_t room = sizeof(t->moments) / sizeof(t->moments[0]);

	if (t->n == 1 && t->moments[0].form == FORM_OPEN &&
	    t_ns < t->moments[0].t_ns)
		t->n = 0;
	if (t->n < room)
		t->moments[t->n++] = (struct moment) { form, t_ns, packet };
}

static enum form
form_now(const struct truth *t)
{
	return t->moments[t->n - 1].form;
}

/*
 * What no packet tells.  Silence begins with the fault - or was there from the
 * start - if the connection is still open then.  What is half-closed becomes
 * closed when the peer no longer reads.
 */
static void
turn(struct watch *w, int64_t now_ns)
{
	const struct plot *plot = w->plot;
	int64_t fault_ns = plot->fault_ns != WIRE_NEVER ? plot->fault_ns :
							  plot->ready_ns;

	if (plot->end == FORM_SILENT && fault_ns <= now_ns &&
	    form_now(w->t) == FORM_OPEN)
		enter(w->t, FORM_SILENT, fault_ns, 0);
	if (plot->turned_ns != WIRE_NEVER && plot->turned_ns <= now_ns &&
	    form_now(w->t) == FORM_HALF_CLOSED)
		enter(w->t, FORM_CLOSED, plot->turned_ns, 0);
}

/* q made the FIN the next thing to read. */
static void
see_fin(struct watch *w, const struct packet *q)
{
	struct truth *t = w->t;

	if (t->fin_packet != 0 || w->over)
		return;
	t->fin_ns = q->t_ns;
	t->fin_packet = q->number;
	enter(t,
	    w->plot->end == FORM_HALF_CLOSED ? FORM_HALF_CLOSED : FORM_CLOSED,
	    t->fin_ns, q->number);
}

/*
 * RFC 9293 3.5.2: a RST that answers a segment which no connection expects
 * is <SEQ=SEG.ACK><CTL=RST>.  One that an abort sends carries an ACK.
 */
static bool
answers_us(const struct watch *w, const struct packet *rst)
{
	if ((rst->seg.flags & TCP_ACK) != 0)
		return false;
	for (size_t i = 0; w->c->v[i] != rst; i++) {
		const struct packet *q = w->c->v[i];

		if (q->from == SUBJECT &&
		    (q->seg.flags & (TCP_ACK | TCP_RST)) == TCP_ACK &&
		    q->seg.ack == rst->seg.seq)
			return true;
	}
	return false;
}

/* Both FINs acknowledged: there is no socket left to be reset. */
static bool
in_time_wait(const struct watch *w)
{
	return w->receiver.ended && w->subject.has_fin &&
	    w->subject.una > w->subject.fin;
}

static void
see_rst(struct watch *w, const struct packet *q, bool proof)
{
	struct truth *t = w->t;

	if (w->over || in_time_wait(w))
		return;
	w->over = true;
	if (proof)
		return;
	t->rst_ns = q->t_ns;
	t->rst_packet = q->number;
	t->rst_answers_us = answers_us(w, q);
	if (t->fin_packet == 0 || !t->rst_answers_us)
		enter(t, FORM_RESET, t->rst_ns, q->number);
}

/* New payload and FIN, as far as they are in order now. */
static void
see_text(struct watch *w, struct packet *q, int64_t from)
{
	struct truth *t = w->t;
	int64_t to = w->receiver.nxt - w->receiver.ended;

	/* an urgent byte is not in the stream, RFC 6093: reads sleep on */
	if ((q->seg.flags & TCP_URG) != 0 && to > from)
		to--;
	if (to > from) {
		q->delivered = (uint32_t)(to - from);
		q->delivered_seq = (uint32_t)from;
		t->bytes_in += q->delivered;
		t->last_data_ns = q->t_ns;
		if (t->first_data_ns == WIRE_NEVER)
			t->first_data_ns = t->last_data_ns;
	}
	if (w->receiver.ended)
		see_fin(w, q);
}

/* What is thrown away, with a challenge ACK or without, is not. */
static bool
is_heard(enum taken taken)
{
	return taken != TAKEN_OUTSIDE && taken != TAKEN_CHALLENGE &&
	    taken != TAKEN_NOT;
}

static void
see_taken(struct watch *w, struct packet *q, enum taken taken, int64_t from)
{
	if (taken == TAKEN_SYN)
		w->t->established_ns = q->t_ns;
	if (taken == TAKEN_NEW)
		see_text(w, q, from);
	q->heard = is_heard(taken);
}

/* A packet on the subject's leg, coming in. */
static enum taken
come(struct watch *w, struct packet *q, bool proof)
{
	const struct segment *s = &q->seg;
	int64_t from = w->receiver.nxt;
	enum taken taken;

	if (w->over)
		return TAKEN_NOT;
	taken = receiver_take(&w->receiver, &w->subject, s);
	if (is_heard(taken) && taken != TAKEN_RESET)
		sender_hear(&w->subject, s);
	w->challenged = taken == TAKEN_CHALLENGE;
	if (taken == TAKEN_OUTSIDE && (s->flags & TCP_FIN) != 0) {
		w->has_refused = true;
		w->refused = seq_near(from, s->seq) + segment_span(s) - 1;
		w->refused_by = q;
	}
	if (!proof)
		see_taken(w, q, taken, from);
	if (taken == TAKEN_RESET)
		see_rst(w, q, proof);
	return taken;
}

/* What the subject's own segment says of what it has received. */
static void
hear_subject(struct watch *w, const struct packet *q, bool proof)
{
	const struct segment *s = &q->seg;
	struct receiver *r = &w->receiver;

	receiver_tell(r, s);
	if (w->has_refused && !r->ended && r->nxt == w->refused + 1) {
		r->ended = true;
		if (!proof)
			see_fin(w, w->refused_by);
	}
	if ((s->flags & TCP_RST) == 0 || w->over)
		return;
	w->over = true;
	if (w->plot->end == FORM_RESET && w->plot->fault_ns != WIRE_NEVER &&
	    q->t_ns >= w->plot->fault_ns && !proof)
		enter(w->t, FORM_RESET, q->t_ns, q->number);
}

/* Does its FIN cross the other's? */
static bool
sent(struct watch *w, const struct packet *q, bool proof)
{
	if (q->from == PEER) {
		sender_step(&w->peer, NULL, &q->seg);
		return sender_crosses(&w->subject, &q->seg);
	}
	if (!proof && w->subject.known)
		w->t->bytes_out += payload_beyond(w->subject.nxt, &q->seg);
	sender_step(&w->subject, NULL, &q->seg);
	if (!proof && (q->manner & (KEEP_ALIVE | WINDOW_PROBE)) == KEEP_ALIVE)
		w->t->probes_out++;
	hear_subject(w, q, proof);
	return sender_crosses(&w->peer, &q->seg);
}

static bool
is_challenge_ack(struct watch *w, const struct packet *q)
{
	bool yes = w->challenged && q->from == SUBJECT &&
	    q->seg.flags == TCP_ACK && q->seg.payload_len == 0 &&
	    seq_near(w->subject.nxt, q->seg.seq) == w->subject.nxt;

	if (q->from == SUBJECT)
		w->challenged = false;
	return yes;
}

static void
step(struct watch *w, struct packet *q, bool proof)
{
	enum taken taken = TAKEN_NOT;
	bool crossing = false, challenge_ack = is_challenge_ack(w, q);

	q->delivered = 0;
	q->heard = false;
	if (q->from != PATH)
		crossing = sent(w, q, proof);
	if (q->to_subject && (q->legs & SUBJECT_LEG) != 0)
		taken = come(w, q, proof);
	note_packet(q, taken, crossing, challenge_ack);
}

static void
start(struct watch *w, struct truth *t, const struct connection *c,
    const struct plot *plot)
{
	*t = (struct truth) {
		.established_ns = WIRE_NEVER,
		.fin_ns = WIRE_NEVER,
		.rst_ns = WIRE_NEVER,
		.first_data_ns = WIRE_NEVER,
		.last_data_ns = WIRE_NEVER,
	};
	memset(w, 0, sizeof(*w));
	w->t = t;
	w->c = c;
	w->plot = plot;
	w->receiver.scale = -1;
	enter(t, FORM_OPEN, plot->ready_ns, 0);
}

void
truth_establish(
    struct truth *t, const struct connection *c, const struct plot *plot)
{
	struct watch w;

	start(&w, t, c, plot);
	for (size_t i = 0; i < c->n; i++) {
		struct packet *q = c->v[i];
		bool proof = is_proof(plot, q->t_ns);

		if (!proof)
			turn(&w, q->t_ns);
		if (q->seg.proto == PROTO_TCP)
			step(&w, q, proof);
	}
	turn(&w, INT64_MAX);
}

void
packets_note_proof(struct packets *p, const struct plot *plot)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_proof(plot, p->v[i].t_ns))
			note_proof(&p->v[i]);
}
