/* clock.c - the subject's own clocks: what runs them, what starts them anew. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/clock.h"

#include "judge/flight.h"

#define MS 1000000LL

/*
 * A gap in which the subject was stopped begins when it went on: a call with
 * SO_RCVTIMEO ends with EINTR then, signal(7), and its time begins anew.  The
 * clock of one that is asked goes on, unless it finds news when it goes on.
 */
static int64_t
anew(const struct declaration *d, const struct scene *scene, int64_t since,
    int64_t until_ns)
{
	const struct plot *p = scene->plot;

	if (p->stopped_ns == WIRE_NEVER || p->continued_ns == WIRE_NEVER ||
	    since > p->continued_ns || until_ns < p->stopped_ns)
		return since;
	if (d->kind == ASKS && since < p->stopped_ns)
		return since;
	return p->continued_ns < until_ns ? p->continued_ns : until_ns;
}

/* Payload that p brought here, or took there for the first time. */
static bool
moves(const struct packet *p, bool either_way, uint32_t *sent)
{
	uint32_t end = p->rel_seq + p->seg.payload_len;

	if (p->delivered > 0)
		return true;
	if (!either_way || !p->watched || p->to_subject || end <= *sent)
		return false;
	*sent = end;
	return p->seg.payload_len > 0;
}

/*
 * Did the timer run out in this gap?  In one that is hardly wider than the
 * timer - a tick, a wait for a CPU - either may have been first, and only the
 * subject knows: recv(2) looks for data once more before it gives up.
 */
static bool
runs_out(const struct scene *scene, const struct when *when, int64_t since,
    int64_t until_ns)
{
	int64_t to_ns = since + when->to_ms * MS;

	return until_ns >= to_ns ||
	    (until_ns >= since + when->from_ms * MS && scene->said_ns > since &&
		scene->said_ns <= to_ns);
}

int64_t
quiet_since(const struct declaration *d, const struct scene *scene,
    const struct when *when, int64_t since)
{
	const struct packet *p;
	uint32_t sent = 0;
	size_t i;

	for (i = 0; i < scene->packets->n; i++) {
		p = &scene->packets->v[i];
		if (!moves(p, when->since == SINCE_TRAFFIC, &sent) ||
		    p->t_ns < since)
			continue;
		since = anew(d, scene, since, p->t_ns);
		if (runs_out(scene, when, since, p->t_ns))
			return since;
		since = p->t_ns;
	}
	return anew(d, scene, since, INT64_MAX);
}

/* While a subject is stopped it writes nothing. */
static int64_t
when_awake(const struct scene *scene, int64_t t_ns)
{
	const struct plot *p = scene->plot;

	if (p->stopped_ns != WIRE_NEVER && p->continued_ns != WIRE_NEVER &&
	    t_ns > p->stopped_ns && t_ns < p->continued_ns)
		return p->continued_ns;
	return t_ns;
}

/*
 * When the beat after one that was written at last_ns was written: with the
 * wire's own, or earlier, if it waited for room in the network.  Where there
 * was room the wire is right, and a subject that got no CPU was late.  An asker
 * writes when it is asked.
 */
static int64_t
next_beat(const struct declaration *d, const struct scene *scene, size_t i,
    int64_t last_ns)
{
	const struct truth *t = scene->truth;
	int64_t due_ns;

	if (d->kind == ASKS && scene->n_asked > 0)
		return i < scene->n_asked ? when_awake(scene, scene->asked[i]) :
					    WIRE_NEVER;
	due_ns = last_ns == WIRE_NEVER || d->beat_ms == 0 ?
	    INT64_MAX :
	    when_awake(scene, last_ns + d->beat_ms * MS);

	if (i < t->n_beats &&
	    (t->beats[i].sent_ns < due_ns ||
		(due_ns != INT64_MAX &&
		    flight_is_clear(scene->packets, due_ns))))
		return t->beats[i].sent_ns;
	return due_ns == INT64_MAX ? WIRE_NEVER : due_ns;
}

int64_t
patience_ends(const struct declaration *d, const struct scene *scene)
{
	const struct truth *t = scene->truth;
	int64_t beat_ns = WIRE_NEVER, answered_ns;
	int misses = 0;
	size_t i;

	for (i = 0;; i++) {
		beat_ns = next_beat(d, scene, i, beat_ns);
		if (beat_ns == WIRE_NEVER || beat_ns > scene->plot->horizon_ns)
			return WIRE_NEVER;
		answered_ns = i < t->n_beats ? t->beats[i].answered_ns :
					       WIRE_NEVER;
		if (answered_ns != WIRE_NEVER &&
		    answered_ns - beat_ns <= d->patience_ms * MS)
			misses = 0;
		else if (++misses >= (d->misses ? d->misses : 1))
			return beat_ns + d->patience_ms * MS;
	}
}
