/* sketch.c - what two ends would send each other, without a packet. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Two ends, each with what it has in flight, and a path that passes or drops.
 * What is due next - a beat, a question, a probe, a retransmission - happens
 * next; what arrives is answered at once.  Only the marks of a timeline come
 * of it: what they mean to a subject, the judge says, as of packets.
 *
 * Retransmissions are those of Linux for a flow that has measured its path: a
 * tail loss probe 200 ms after the send, then the timer, which doubles: after
 * 400, 800, 1600 ms (net/ipv4/tcp_timer.c; RFC 6298 5.5, RFC 8985 7).
 */
#include "case/sketch.h"

#define MS 1000LL /* in us */
#define EVERY_NS 1000
#define BEGIN_NS 1000000000LL /* "ready" */
#define FIRST_US (200 * MS)
#define LONGEST_US (120000 * MS) /* TCP_RTO_MAX */
#define PAUSE_US (100 * MS)	 /* between an answer and the next question */

static bool
arrives(enum passes way, bool data)
{
	return way == PASSES_ALL || (way == DROPS_DATA && !data);
}

/* Each has a moment of its own, so that their order is kept. */
void
sketch_mark(struct sketch *k, enum mark_kind kind, uint32_t n)
{
	struct mark m = { BEGIN_NS + k->now_us++ * EVERY_NS, kind, n, 0,
		false };

	if (timeline_add(k->tl, &m) == -1)
		k->no_memory = true;
}

/* Anything comes: keepalive counts anew. */
static void
segment_in(struct sketch *k)
{
	sketch_mark(k, SEGMENT_IN, 0);
	if (k->d->sees[SILENCE].when.since == SINCE_SEGMENT)
		k->probe_us = k->now_us + k->how->idle_ms * MS;
}

static void
reset_in(struct sketch *k, uint32_t answers)
{
	if (!arrives(k->to_subject, false))
		return;
	segment_in(k);
	sketch_mark(k, RST_IN, answers);
	k->over = true;
	k->ours = k->theirs = (struct flight) { 0 };
	k->beat_us = k->probe_us = NO_TIME;
	if (k->answer_us != NO_TIME)
		k->answer_us = k->now_us;
}

static void
launch(struct sketch *k, struct flight *f, uint32_t bytes, uint32_t beats)
{
	if (f->bytes == 0) {
		f->since_us = k->now_us;
		f->next_us = k->now_us + FIRST_US;
	}
	f->bytes += bytes;
	f->beats += beats;
}

/* What the peer sent is there, and says what it has of ours. */
static void
deliver_theirs(struct sketch *k)
{
	struct flight f = k->theirs;

	if (f.bytes == 0 || !arrives(k->to_subject, true))
		return;
	k->theirs = (struct flight) { 0 };
	segment_in(k);
	if (k->ours.bytes > 0 && k->ours.arrived == k->ours.bytes) {
		sketch_mark(k, CLEAR, 0);
		k->ours = (struct flight) { 0 };
	}
	sketch_mark(k, DATA_IN, f.bytes);
	for (; f.beats > 0; f.beats--)
		sketch_mark(k, ECHO, ++k->echoes);
	if (k->answer_us != NO_TIME && k->echoes == k->beats)
		k->answer_us = k->now_us;
}

void
sketch_peer_sends(struct sketch *k, uint32_t bytes, uint32_t beats)
{
	bool waits = k->theirs.bytes > 0;

	if (k->over || bytes == 0)
		return;
	launch(k, &k->theirs, bytes, beats);
	if (!waits)
		deliver_theirs(k);
}

static void
deliver_ours(struct sketch *k)
{
	struct flight *f = &k->ours;
	uint32_t bytes = f->bytes - f->arrived;
	uint32_t beats = f->beats - f->arrived_beats;

	if (f->bytes == 0 || !arrives(k->to_peer, true))
		return;
	if (k->gone) {
		reset_in(k, 1);
		return;
	}
	f->arrived = f->bytes;
	f->arrived_beats = f->beats;
	k->unread = k->unread || (k->deaf && bytes > 0);
	if (arrives(k->to_subject, false)) {
		segment_in(k);
		sketch_mark(k, CLEAR, 0);
		*f = (struct flight) { 0 };
	}
	if (!k->mute && !k->deaf)
		sketch_peer_sends(k, bytes, beats);
}

void
sketch_subject_sends(struct sketch *k, uint32_t bytes, uint32_t beats)
{
	bool waits = k->ours.bytes > 0;
	uint32_t i;

	if (k->over)
		return;
	launch(k, &k->ours, bytes, beats);
	sketch_mark(k, DATA_OUT, bytes);
	for (i = 0; i < beats; i++)
		sketch_mark(k, BEAT, ++k->beats);
	/* behind what was lost it waits for its retransmission */
	if (!waits)
		deliver_ours(k);
}

void
sketch_peer_nudges(struct sketch *k)
{
	if (arrives(k->to_subject, false))
		segment_in(k);
}

const char *
sketch_peer_closes(struct sketch *k, bool half)
{
	if (k->theirs.bytes > 0)
		return "a FIN behind data that was lost";
	if (!half && (k->lingers || k->unread)) {
		k->gone = true;
		reset_in(k, 0);
		return NULL;
	}
	k->mute = true;
	k->gone = k->gone || !half;
	k->fin_waits = !arrives(k->to_subject, false);
	if (!k->fin_waits) {
		segment_in(k);
		sketch_mark(k, FIN_IN, 0);
	}
	return NULL;
}

/* The next as late as it can be: the timer had just doubled, or cannot. */
static void
be_unlucky(const struct sketch *k, struct flight *f)
{
	int64_t waited = k->now_us - f->since_us + FIRST_US;

	if (f->bytes > 0)
		f->next_us = k->now_us +
		    (waited < LONGEST_US ? waited : LONGEST_US);
}

const char *
sketch_path(struct sketch *k, enum passes to_peer, enum passes to_subject)
{
	bool heals = to_peer < k->to_peer || to_subject < k->to_subject;

	if (heals && k->fin_waits)
		return "a FIN that is sent again";
	k->to_peer = to_peer;
	k->to_subject = to_subject;
	if (heals && k->how->unlucky) {
		be_unlucky(k, &k->ours);
		be_unlucky(k, &k->theirs);
	}
	return NULL;
}

static void
retransmit(struct sketch *k, struct flight *f, void (*deliver)(struct sketch *))
{
	int64_t waited = f->next_us - f->since_us;

	f->next_us += waited < LONGEST_US ? waited : LONGEST_US;
	deliver(k);
}

/* It rests while data is in flight: tcp_keepalive_timer(). */
static void
probe(struct sketch *k)
{
	k->probe_us = k->ours.bytes > 0 ? NO_TIME :
					  k->probe_us + k->how->every_ms * MS;
	if (k->ours.bytes > 0 || !arrives(k->to_peer, false))
		return;
	if (k->gone)
		reset_in(k, 1);
	else if (arrives(k->to_subject, false))
		segment_in(k);
}

static void
beat(struct sketch *k)
{
	k->beat_us += k->d->beat_ms * MS;
	sketch_subject_sends(k, 1, 1);
}

static void
question(struct sketch *k)
{
	int wait_ms = k->d->speaks ? k->d->patience_ms : 1;

	k->answer_us = k->now_us + wait_ms * MS;
	k->check_us = NO_TIME;
	sketch_mark(k, CHECK, 0);
	if (k->d->speaks)
		sketch_subject_sends(k, 1, 1);
}

static void
answer(struct sketch *k)
{
	k->answer_us = NO_TIME;
	sketch_mark(k, ANSWER, 0);
	k->check_us = k->now_us + PAUSE_US;
}

void
sketch_ask_on(struct sketch *k)
{
	k->held = false;
	if (k->check_us < k->now_us)
		k->check_us = k->now_us;
}

enum event { BEATS, ASKED, ANSWERS, PROBES, OURS_AGAIN, THEIRS_AGAIN, EVENTS };

static int64_t
due(const struct sketch *k, enum event e)
{
	switch (e) {
	case BEATS:
		return k->beat_us;
	case ASKED:
		return k->held ? NO_TIME : k->check_us;
	case ANSWERS:
		return k->answer_us;
	case PROBES:
		return k->probe_us;
	case OURS_AGAIN:
		return k->ours.bytes > 0 ? k->ours.next_us : NO_TIME;
	case THEIRS_AGAIN:
		return k->theirs.bytes > 0 ? k->theirs.next_us : NO_TIME;
	case EVENTS:
		break;
	}
	return NO_TIME;
}

static void
happen(struct sketch *k, enum event e)
{
	switch (e) {
	case BEATS:
		beat(k);
		break;
	case ASKED:
		question(k);
		break;
	case ANSWERS:
		answer(k);
		break;
	case PROBES:
		probe(k);
		break;
	case OURS_AGAIN:
		retransmit(k, &k->ours, deliver_ours);
		break;
	case THEIRS_AGAIN:
		retransmit(k, &k->theirs, deliver_theirs);
		break;
	case EVENTS:
		break;
	}
}

void
sketch_until(struct sketch *k, int64_t until_us)
{
	enum event next, e;

	for (;;) {
		for (next = e = BEATS; e < EVENTS; e++)
			if (due(k, e) < due(k, next))
				next = e;
		if (due(k, next) > until_us || k->no_memory)
			break;
		if (due(k, next) > k->now_us)
			k->now_us = due(k, next);
		happen(k, next);
	}
	k->now_us = until_us > k->now_us ? until_us : k->now_us;
}
