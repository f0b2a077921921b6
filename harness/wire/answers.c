/* answers.c - which heartbeat was answered, which was not, how late. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

static uint64_t
zeros(const struct segment *s, uint32_t from, uint32_t to)
{
	uint64_t n = 0;

	for (uint32_t i = from; i < to && i < s->payload_kept; i++)
		n += s->payload[i] == 0;
	return n;
}

/* Where the subject stands after q. */
static void
move_on(struct answers *a, const struct packet *q)
{
	int64_t end;

	if (!q->watched || q->from != SUBJECT)
		return;
	if (!a->known) {
		a->known = true;
		a->nxt = q->seg.seq;
	}
	end = seq_near(a->nxt, q->seg.seq) + segment_span(&q->seg);
	if (end > a->nxt && (q->seg.flags & TCP_RST) == 0)
		a->nxt = end;
}

/* The beats of q that no earlier segment carried. */
static uint64_t
beats(const struct answers *a, const struct packet *q)
{
	uint32_t new;

	if (!a->known || !q->watched || q->from != SUBJECT)
		return 0;
	new = payload_beyond(a->nxt, &q->seg);
	return zeros(&q->seg, q->seg.payload_len - new, q->seg.payload_len);
}

/* The latest segment, up to packet i, whose payload holds pos; or NULL. */
static const struct segment *
holder(const struct packets *p, size_t i, int64_t pos)
{
	for (size_t k = i + 1; k-- > 0;) {
		const struct packet *q = &p->v[k];
		int64_t seq = seq_near(pos, q->seg.seq);

		if (q->watched && q->to_subject &&
		    (q->legs & SUBJECT_LEG) != 0 && seq <= pos &&
		    pos < seq + q->seg.payload_len)
			return &q->seg;
	}
	return NULL;
}

/* 0x00 bytes at positions from..to, of which the last came with packet i. */
static uint64_t
delivered(const struct packets *p, size_t i, int64_t from, int64_t to)
{
	uint64_t n = 0;

	while (from < to) {
		const struct segment *s = holder(p, i, from);
		uint32_t skip, end;

		if (s == NULL) /* a FIN, or what the capture lost */
			return n;
		skip = (uint32_t)from - s->seq;
		end = to - from < s->payload_len - skip ?
		    skip + (uint32_t)(to - from) :
		    s->payload_len;
		n += zeros(s, skip, end);
		from += end - skip;
	}
	return n;
}

/* n beats left at sent_ns. */
static void
keep(struct answers *a, uint64_t n, int64_t sent_ns, int64_t answered_ns)
{
	for (; n > 0 && a->n_beats < BEATS; n--)
		a->beats[a->n_beats++] = (struct beat) { sent_ns, answered_ns };
}

/* Moves on over all that is answered, but not beyond packet end. */
static void
settle(struct answers *a, size_t end, int64_t now_ns)
{
	for (; a->at < a->p->n && a->at <= end; a->at++) {
		const struct packet *q = &a->p->v[a->at];
		uint64_t n = beats(a, q);

		if (n > 0 && a->asked + n > a->answered)
			return;
		if (n > 0 && q->t_ns >= a->ready_ns &&
		    now_ns - q->t_ns > a->slowest_ns)
			a->slowest_ns = now_ns - q->t_ns;
		keep(a, n, q->t_ns, now_ns);
		a->asked += n;
		move_on(a, q);
	}
}

void
answers_take(struct answers *a, size_t i, int64_t from, int64_t to)
{
	uint64_t n = delivered(a->p, i, from, to);

	a->answered += n;
	if (n > 0)
		settle(a, i, a->p->v[i].t_ns);
}

void
answers_end(struct answers *a, size_t end)
{
	a->unanswered_ns = WIRE_NEVER;
	for (; a->at < end; a->at++) {
		const struct packet *q = &a->p->v[a->at];
		uint64_t n = beats(a, q);

		a->asked += n;
		move_on(a, q);
		keep(a, n, q->t_ns, WIRE_NEVER);
		if (n > 0 && a->asked > a->answered && q->t_ns >= a->ready_ns &&
		    a->unanswered_ns == WIRE_NEVER)
			a->unanswered_ns = q->t_ns;
	}
}
