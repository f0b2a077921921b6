/* clock.c - the clocks that a strategy can have, run over the timeline. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "judge/clock.h"

#define CLOCK_MS 5 /* a subject's own clock counts whole ms */
#define BIT(kind) (1u << (kind))

/*
 * A clock counts from a mark that starts it; a restart counts from now, a
 * cancel stops it, an end stops it for good.  The kernel's keepalive rests while data is in flight:
 * tcp_keepalive_timer(), net/ipv4/tcp_timer.c.
 */
struct clock {
	uint32_t starts, restarts, cancels; /* bits of enum mark_kind */
	bool is_kernels; /* runs on while the subject is stopped */
	uint32_t ends;
};

static const struct clock clocks[SINCES] = {
	[SINCE_DATA] = { BIT(READY), BIT(DATA_IN), 0, false, 0 },
	[SINCE_TRAFFIC] = { BIT(READY), BIT(DATA_IN) | BIT(DATA_OUT), 0,
	    false },
	[SINCE_SEGMENT] = { BIT(READY) | BIT(CLEAR), BIT(SEGMENT_IN),
	    BIT(DATA_OUT) | BIT(FIN_OUT), true },
	[SINCE_NO_ROOM] = { BIT(SHUT), 0, BIT(ROOM) | BIT(RST_IN), true },
	[SINCE_UNACKED] = { BIT(DATA_OUT) | BIT(FIN_OUT), BIT(PROGRESS),
	    BIT(CLEAR) | BIT(RST_IN), true },
};

int64_t
when_awake(const struct timeline *tl, int64_t t_ns)
{
	const struct plot *p = &tl->plot;

	return p->stopped_ns != WIRE_NEVER && p->continued_ns != WIRE_NEVER &&
		t_ns > p->stopped_ns && t_ns < p->continued_ns ?
	    p->continued_ns :
	    t_ns;
}

/* Which clock it is, for this subject. */
static struct clock
clock_of(const struct declaration *d, const struct seen *seen, enum sign s)
{
	enum since since = seen->when.since;
	struct clock c;

	/* who looks only from its check on has the same clock, from there */
	if (since == SINCE_CHECK)
		since = s == UNACKED ? SINCE_UNACKED : SINCE_DATA;
	c = clocks[since];
	if (!c.is_kernels)
		kernel_recv(d, &c.starts, &c.cancels, &c.ends);
	else if (since == SINCE_UNACKED)
		kernel_unsent(d, &c.starts);
	/* it has answered, and watches no more */
	if (seen->when.since == SINCE_CHECK && d->kind == ONCE)
		c.ends |= BIT(ANSWER);
	return c;
}

/* Is anybody looking between these times? */
static bool
is_looked_at(const struct timeline *tl, int64_t from_ns, int64_t to_ns)
{
	const struct mark *m;
	bool pending = false;

	for (m = tl->v; m < tl->v + tl->n && m->t_ns <= to_ns; m++) {
		if (m->kind == CHECK)
			pending = true;
		if (pending && m->t_ns >= from_ns)
			return true;
		if (m->kind == ANSWER)
			pending = false;
	}
	return pending;
}

/*
 * Did it run out in this span?  In one that is hardly wider than the timer - a
 * tick, a wait for a CPU - either may have been first, and only the subject
 * knows.  Who is asked must be asked within it.
 */
static bool
runs_out(const struct declaration *d, const struct timeline *tl,
    const struct when *when, struct lapse *l)
{
	int64_t from_ns = not_before(tl, l->since_ns, when);
	int64_t to_ns = l->since_ns + when->to_ms * MS;

	l->surely = l->until_ns >= to_ns;
	if (l->until_ns < from_ns)
		return false;
	if (d->kind != ASKS || mark_first(tl, CHECK) == NULL)
		return true;
	to_ns -= ASK_TO_MS * MS;
	l->surely = l->until_ns > to_ns &&
	    look_from(tl, to_ns < from_ns ? from_ns : to_ns) < l->until_ns;
	return is_looked_at(tl, from_ns, l->until_ns);
}

/* Adds one more; those that may have been one become one. */
static void
add(struct run *r, const struct lapse *l)
{
	if (r->n > 0 && !l->surely)
		r->lapses[0].until_ns = l->since_ns;
	else {
		r->lapses[r->n] = *l;
		r->lapses[r->n++].until_ns = l->since_ns;
	}
	r->ended = l->surely;
}

/* The heartbeats: those of the wire, or the questions; and their echoes. */
struct heart {
	const struct timeline *tl;
	size_t at[3];	  /* where the next is looked for */
	uint32_t left[3]; /* more that came with the last */
	/* at a time */
	size_t now;
	bool flying, shut;
};

enum { BEATS, ECHOES, QUESTIONS };

/* The next of them, or WIRE_NEVER; it stays the next until it is taken. */
static int64_t
peek(struct heart *h, int what)
{
	static const enum mark_kind kinds[] = { BEAT, ECHO, CHECK };
	const struct timeline *tl = h->tl;
	size_t *at = &h->at[what];

	while (*at < tl->n && tl->v[*at].kind != kinds[what])
		++*at;
	if (*at < tl->n && h->left[what] == 0)
		h->left[what] = what == QUESTIONS ? 1 : tl->v[*at].n;
	return *at < tl->n ? tl->v[*at].t_ns : WIRE_NEVER;
}

static int64_t
take(struct heart *h, int what)
{
	int64_t t_ns = peek(h, what);

	if (t_ns != WIRE_NEVER && --h->left[what] == 0)
		h->at[what]++;
	return t_ns;
}

/* Would what is written then be on the wire at once? */
static bool
is_clear(struct heart *h, int64_t t_ns)
{
	const struct timeline *tl = h->tl;
	uint32_t bit;

	for (; h->now < tl->n && tl->v[h->now].t_ns <= t_ns; h->now++) {
		bit = BIT(tl->v[h->now].kind);
		if (bit & clocks[SINCE_UNACKED].starts)
			h->flying = true;
		if (bit & clocks[SINCE_UNACKED].cancels)
			h->flying = false;
		if (bit & clocks[SINCE_NO_ROOM].starts)
			h->shut = true;
		if (bit & clocks[SINCE_NO_ROOM].cancels)
			h->shut = false;
	}
	return !h->flying && !h->shut;
}

/*
 * When the beat after one that was written at last_ns was written: with the
 * wire's own, or earlier, if it waited for room in the network.  Where there
 * was room the wire is right, and a subject that got no CPU was late.  An asker
 * writes when it is asked.
 */
static int64_t
next_beat(const struct declaration *d, struct heart *h, int64_t last_ns)
{
	int64_t due_ns = FOREVER, wire_ns;

	if (d->kind == ASKS && mark_first(h->tl, CHECK) != NULL) {
		wire_ns = take(h, QUESTIONS);
		return wire_ns == WIRE_NEVER ? wire_ns :
					       when_awake(h->tl, wire_ns);
	}
	if (last_ns != WIRE_NEVER && d->beat_ms > 0)
		due_ns = when_awake(h->tl, last_ns + d->beat_ms * MS);
	wire_ns = take(h, BEATS);
	if (wire_ns != WIRE_NEVER && (wire_ns < due_ns || is_clear(h, due_ns)))
		return wire_ns;
	return due_ns == FOREVER ? WIRE_NEVER : due_ns;
}

/*
 * The n-th heartbeat is answered by the n-th echo.  So many late ones in a row
 * are death.  One that was late by a tick may have been in time for the
 * subject: most counts it, least does not.
 */
static void
run_heart(const struct declaration *d, const struct when *when,
    const struct timeline *tl, struct run *r)
{
	struct heart h = { .tl = tl };
	int patience_ms = d->patience_ms ? d->patience_ms : when->from_ms;
	int enough = d->misses ? d->misses : 1, most = 0, least = 0;
	int64_t beat_ns = WIRE_NEVER, echo_ns, late_ns;

	while (!r->ended) {
		beat_ns = next_beat(d, &h, beat_ns);
		if (beat_ns == WIRE_NEVER || beat_ns > tl->plot.horizon_ns)
			return;
		r->started = true;
		echo_ns = take(&h, ECHOES);
		late_ns = echo_ns == WIRE_NEVER ?
		    FOREVER :
		    echo_ns - beat_ns - patience_ms * MS;
		most = late_ns > -CLOCK_MS * MS ? most + 1 : 0;
		least = late_ns > CLOCK_MS * MS ? least + 1 : 0;
		if (most < enough)
			continue;
		echo_ns = beat_ns +
		    (patience_ms - CLOCK_MS - when->from_ms) * MS;
		add(r, &(struct lapse) { echo_ns, echo_ns, least >= enough });
	}
}

/* The clock is started anew, or stopped: did it run out before? */
static void
span_ends(const struct declaration *d, const struct timeline *tl,
    const struct when *when, struct run *r, int64_t now_ns, bool by_word)
{
	struct lapse l = { r->since_ns, now_ns, false };

	r->started = true;
	if (!runs_out(d, tl, when, &l))
		return;
	/* the subject answered, or the cell ended because it had: no event
	 * stopped the clock */
	l.surely = l.surely || by_word;
	add(r, &l);
}

static void
run_clock(const struct declaration *d, const struct timeline *tl,
    const struct when *when, const struct clock *c, int64_t bound_ns,
    struct run *r)
{
	const struct mark *m;
	int64_t now_ns;

	for (m = tl->v; m < tl->v + tl->n && !r->ended; m++) {
		now_ns = c->is_kernels ? m->t_ns : when_awake(tl, m->t_ns);
		if (now_ns < bound_ns)
			now_ns = bound_ns;
		if (r->since_ns == WIRE_NEVER) {
			if (BIT(m->kind) & c->starts)
				r->since_ns = now_ns;
		} else if (BIT(m->kind) &
		    (c->restarts | c->cancels | c->ends)) {
			span_ends(d, tl, when, r, m->t_ns, m->kind == ANSWER);
			r->since_ns = BIT(m->kind) & c->restarts ? now_ns :
								   WIRE_NEVER;
		}
		if (BIT(m->kind) & c->ends) {
			r->since_ns = WIRE_NEVER;
			return;
		}
	}
	if (!r->ended && r->since_ns != WIRE_NEVER)
		span_ends(d, tl, when, r, tl->plot.horizon_ns, true);
}

struct run
clock_run(const struct declaration *d, const struct seen *seen, enum sign s,
    const struct timeline *tl)
{
	struct clock c = clock_of(d, seen, s);
	struct run r = { .since_ns = WIRE_NEVER };
	const struct mark *check = mark_first(tl, CHECK);
	int64_t bound_ns = WIRE_NEVER;

	if (seen->when.since == SINCE_SENT) {
		run_heart(d, &seen->when, tl, &r);
		return r;
	}
	if (seen->when.since == SINCE_CHECK) {
		if (check == NULL)
			return r;
		bound_ns = check->t_ns;
	}
	run_clock(d, tl, &seen->when, &c, bound_ns, &r);
	return r;
}
