/* timeline.c - what matters to who watches a connection, by time. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "wire/follow.h"

#define SOURCE_QUENCH 4 /* no error of the path: MUST-55 */

/*
 * Theory of operation
 *
 * One pass over the packets, by time, whose truth is known: which were heard,
 * what became readable, which FIN and RST count.  Positions are those of the
 * subject's stream: una is the first byte that is not acknowledged, nxt the
 * first that was not sent.  What was planned and asked is merged in by time.
 */
struct pass {
	struct timeline *tl;
	const struct connection *c;
	const struct truth *t;
	bool known; /* the subject's SYN was seen */
	bool shut;
	int64_t una, nxt;
	int64_t sent_ns; /* of what is timed, or WIRE_NEVER */
	/* heartbeats that left, acknowledged or not, and came back */
	int64_t *beats; /* their positions; as many as left */
	size_t sent, room, echoed;
	bool failed; /* out of memory */
};

static const char *const names[MARKS] = {
	[READY] = "READY",
	[FAULT] = "FAULT",
	[STOP] = "STOP",
	[CONT] = "CONT",
	[CHECK] = "CHECK",
	[ANSWER] = "ANSWER",
	[SEGMENT_IN] = "SEGMENT_IN",
	[DATA_IN] = "DATA_IN",
	[DATA_OUT] = "DATA_OUT",
	[BEAT] = "BEAT",
	[ECHO] = "ECHO",
	[PROGRESS] = "PROGRESS",
	[CLEAR] = "CLEAR",
	[SHUT] = "SHUT",
	[ROOM] = "ROOM",
	[FIN_IN] = "FIN_IN",
	[FIN_OUT] = "FIN_OUT",
	[RST_IN] = "RST_IN",
	[ICMP_IN] = "ICMP_IN",
	[URG_IN] = "URG_IN",
};

const char *
mark_name(enum mark_kind kind)
{
	return names[kind];
}

/* Room for one more of size bytes; NULL without memory. */
static void *
grow(void *v, size_t n, size_t *room, size_t size)
{
	size_t wider = *room > 0 ? 2 * *room : 64;
	void *grown;

	if (v != NULL && n < *room)
		return v;
	grown = realloc(v, wider * size);
	if (grown != NULL)
		*room = wider;
	return grown;
}

int
timeline_add(struct timeline *tl, const struct mark *m)
{
	struct mark *v;

	if (m->t_ns == WIRE_NEVER || m->t_ns > tl->plot.horizon_ns)
		return 0;
	v = grow(tl->v, tl->n, &tl->room, sizeof(*v));
	if (v == NULL)
		return -1;
	tl->v = v;
	tl->v[tl->n++] = *m;
	return 0;
}

static void
put(struct pass *w, int64_t t_ns, enum mark_kind kind, uint32_t n,
    size_t packet)
{
	struct mark m = { t_ns, kind, n, packet, false };

	if (timeline_add(w->tl, &m) == -1)
		w->failed = true;
}

/* That packet makes it. */
static void
mark(struct pass *w, const struct packet *q, enum mark_kind kind, uint32_t n)
{
	put(w, q->t_ns, kind, n, q->number);
}

/* The latest segment, up to packet i, whose payload holds seq; or NULL. */
static const struct segment *
holder(const struct connection *c, size_t i, uint32_t seq)
{
	for (size_t k = i + 1; k-- > 0;) {
		const struct packet *q = c->v[k];

		if (q->to_subject && (q->legs & SUBJECT_LEG) != 0 &&
		    seq - q->seg.seq < q->seg.payload_len)
			return &q->seg;
	}
	return NULL;
}

/* Heartbeats among what became readable with packet i. */
static uint32_t
beats_in(const struct connection *c, size_t i)
{
	const struct packet *q = c->v[i];
	const struct segment *s = NULL;
	uint32_t n = 0, at, seq;

	for (uint32_t k = 0; k < q->delivered; k++) {
		seq = q->delivered_seq + k;
		if (s == NULL || seq - s->seq >= s->payload_len)
			s = holder(c, i, seq);
		if (s == NULL) /* what the capture lost */
			break;
		at = seq - s->seq;
		n += at < s->payload_kept && s->payload[at] == 0;
	}
	return n;
}

/* The new payload of a packet, the last bytes in it: which are heartbeats? */
static void
beats_out(struct pass *w, const struct packet *q, uint32_t new, int64_t end)
{
	const struct segment *s = &q->seg;
	int64_t *v;

	for (uint32_t k = s->payload_len - new; k < s->payload_len; k++) {
		if (k >= s->payload_kept || s->payload[k] != 0)
			continue;
		v = grow(w->beats, w->sent, &w->room, sizeof(*v));
		w->failed = w->failed || v == NULL;
		if (v == NULL)
			return;
		w->beats = v;
		w->beats[w->sent++] = end - s->payload_len + k;
		mark(w, q, BEAT, (uint32_t)w->sent);
	}
}

/* An echo cannot come before its beat was acknowledged. */
static void
take_echoes(struct pass *w, size_t i)
{
	uint32_t came = beats_in(w->c, i);

	while (
	    came-- > 0 && w->echoed < w->sent && w->beats[w->echoed] < w->una)
		mark(w, w->c->v[i], ECHO, (uint32_t)++w->echoed);
}

/* What was sent twice is not timed: nobody knows which was answered (Karn). */
static void
round_trip(struct pass *w, const struct packet *q)
{
	if (w->sent_ns != WIRE_NEVER && q->t_ns - w->sent_ns > w->tl->rtt_ns)
		w->tl->rtt_ns = q->t_ns - w->sent_ns;
	w->sent_ns = WIRE_NEVER;
}

static void
hear_ack(struct pass *w, const struct packet *q)
{
	int64_t ack = seq_near(w->una, q->rel_ack);

	if ((q->seg.flags & TCP_ACK) == 0 || ack <= w->una || ack > w->nxt)
		return;
	w->una = ack;
	round_trip(w, q);
	mark(w, q, w->una < w->nxt ? PROGRESS : CLEAR, 0);
}

/* A RST's is no window. */
static void
hear_window(struct pass *w, const struct packet *q)
{
	bool shut = q->seg.window == 0;

	if ((q->seg.flags & TCP_RST) != 0 || shut == w->shut)
		return;
	w->shut = shut;
	mark(w, q, shut ? SHUT : ROOM, 0);
}

static void
come(struct pass *w, size_t i)
{
	const struct packet *q = w->c->v[i];

	if (q->heard) {
		mark(w, q, SEGMENT_IN, 0);
		if ((q->seg.flags & TCP_RST) == 0)
			hear_ack(w, q);
		hear_window(w, q);
	}
	if ((q->seg.flags & TCP_SYN) != 0 && w->una == w->nxt)
		round_trip(w, q);
	if ((q->seg.flags & TCP_URG) != 0)
		mark(w, q, URG_IN, 0);
	if (q->delivered > 0) {
		mark(w, q, DATA_IN, q->delivered);
		take_echoes(w, i);
	}
	if (w->t->fin_packet == q->number)
		mark(w, q, FIN_IN, 0);
	if (w->t->rst_packet == q->number)
		mark(w, q, RST_IN, w->t->rst_answers_us);
}

/* A SYN is no data, though it may have to be repeated. */
static void
leave(struct pass *w, const struct packet *q)
{
	int64_t end = seq_near(w->nxt, q->rel_seq) + segment_span(&q->seg);
	bool fin = (q->seg.flags & TCP_FIN) != 0;
	uint32_t new;

	if ((q->seg.flags & TCP_SYN) != 0) {
		w->sent_ns = w->known ? WIRE_NEVER : q->t_ns;
		w->known = true;
		return;
	}
	if (end > w->una && end <= w->nxt)
		w->sent_ns = WIRE_NEVER;
	if (!w->known || end <= w->nxt || (q->seg.flags & TCP_RST) != 0)
		return;
	new = (uint32_t)(end - w->nxt) - fin;
	if (w->una == w->nxt)
		w->sent_ns = q->t_ns;
	w->nxt = end;
	if (new > 0) {
		mark(w, q, DATA_OUT, new);
		beats_out(w, q, new, end - fin);
	}
	if (fin)
		mark(w, q, FIN_OUT, 0);
}

/*
 * An ICMP error about this connection that reached the subject.  It counts
 * only if it quotes what is in flight: RFC 5927 4.1, MUST-54 to MUST-56.
 */
static void
hear_icmp(struct pass *w, const struct packet *q)
{
	const struct segment *s = &q->seg;
	int64_t seq = seq_near(w->una, s->quoted_seq - w->c->isn[SUBJECT]);

	if (q->to_subject && (q->legs & SUBJECT_LEG) != 0 && w->known &&
	    seq >= w->una && seq < w->nxt &&
	    (s->proto != PROTO_ICMP || s->icmp_type != SOURCE_QUENCH))
		mark(w, q, ICMP_IN, 0);
}

static void
pass_packets(struct pass *w)
{
	for (size_t i = 0; i < w->c->n; i++) {
		const struct packet *q = w->c->v[i];

		if (q->seg.proto != PROTO_TCP)
			hear_icmp(w, q);
		else if (q->from == SUBJECT)
			leave(w, q);
		else if (q->to_subject && (q->legs & SUBJECT_LEG) != 0)
			come(w, i);
	}
}

static void
pass_questions(struct pass *w, const struct question *q, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put(w, q[i].asked_ns, CHECK, (uint32_t)(q[i].late_ns / 1000),
		    0);
		if (q[i].answered_ns > q[i].asked_ns)
			put(w, q[i].answered_ns, ANSWER, 0, 0);
	}
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Of one time: what was planned first, then the packets as they stand. */
static int
by_time(const void *va, const void *vb)
{
	const struct mark *a = va, *b = vb;

	if (a->t_ns != b->t_ns)
		return order(a->t_ns, b->t_ns);
	if (a->packet != b->packet)
		return order((int64_t)a->packet, (int64_t)b->packet);
	return a->kind != b->kind ? order(a->kind, b->kind) : order(a->n, b->n);
}

/* Data is in flight, or waits for room, until a RST ends it all. */
static void
find_clear(struct timeline *tl)
{
	bool flies = false, shut = false;

	for (size_t i = 0; i < tl->n; i++) {
		enum mark_kind kind = tl->v[i].kind;

		flies = (flies || kind == DATA_OUT || kind == FIN_OUT) &&
		    kind != CLEAR && kind != RST_IN;
		shut = (shut || kind == SHUT) && kind != ROOM && kind != RST_IN;
		tl->v[i].is_clear = !flies && !shut;
	}
}

void
timeline_settle(struct timeline *tl)
{
	if (tl->n > 0)
		qsort(tl->v, tl->n, sizeof(*tl->v), by_time);
	find_clear(tl);
}

int
timeline_make(struct timeline *tl, const struct connection *c,
    const struct truth *t, const struct plot *plot,
    const struct question *questions, size_t n_questions)
{
	struct pass w = { .tl = tl,
		.c = c,
		.t = t,
		.una = 1,
		.nxt = 1,
		.sent_ns = WIRE_NEVER };

	*tl = (struct timeline) { .plot = *plot,
		.began_ns = t->established_ns != WIRE_NEVER ?
		    t->established_ns :
		    plot->ready_ns };
	if (plot->horizon_ns == WIRE_NEVER)
		tl->plot.horizon_ns = INT64_MAX;
	put(&w, plot->ready_ns, READY, 0, 0);
	put(&w, plot->fault_ns, FAULT, 0, 0);
	put(&w, plot->stopped_ns, STOP, 0, 0);
	put(&w, plot->continued_ns, CONT, 0, 0);
	pass_questions(&w, questions, n_questions);
	pass_packets(&w);
	free(w.beats);
	if (w.failed) {
		timeline_free(tl);
		return -1;
	}
	timeline_settle(tl);
	return 0;
}

void
timeline_free(struct timeline *tl)
{
	free(tl->v);
	*tl = (struct timeline) { 0 };
}
