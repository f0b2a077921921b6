/* clock.c - what a latency counts from: the sign, or a clock that ran. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "judge/clock.h"

#define CLOCK_MS 5 /* a subject's own clock counts whole ms */

/*
 * The clocks that a strategy can have.  One counts from a mark that starts it;
 * a restart counts from now, a cancel stops it, an end stops it for good.  The
 * kernel's keepalive rests while data is in flight: tcp_keepalive_timer(),
 * net/ipv4/tcp_timer.c.
 */
struct clock {
	uint32_t starts, restarts, cancels, ends; /* bits of enum mark_kind */
	bool is_kernels; /* runs on while the subject is stopped */
};

static const struct clock clocks[SINCES] = {
	[SINCE_DATA] = { BIT(READY), BIT(DATA_IN), 0, 0, false },
	[SINCE_TRAFFIC] = { BIT(READY), BIT(DATA_IN) | BIT(DATA_OUT), 0, 0,
	    false },
	[SINCE_SEGMENT] = { BIT(READY) | BIT(CLEAR), BIT(SEGMENT_IN),
	    BIT(DATA_OUT) | BIT(FIN_OUT), 0, true },
	[SINCE_NO_ROOM] = { BIT(SHUT), 0, BIT(ROOM), BIT(RST_IN), true },
	[SINCE_UNACKED] = { BIT(DATA_OUT) | BIT(FIN_OUT), BIT(PROGRESS),
	    BIT(CLEAR), BIT(RST_IN), true },
	[SINCE_REPEATED] = { BIT(DATA_OUT) | BIT(FIN_OUT), BIT(PROGRESS),
	    BIT(CLEAR), BIT(RST_IN), true },
};

/*
 * The clock was started anew or stopped at now_ns: did it run out before?  In
 * a span that is hardly wider than the timer - a tick, a wait for a CPU -
 * either may have been first, and only the subject knows.  Who is asked must
 * be asked within it.  Where the subject's answer stopped it, or the end of
 * the cell, it was no event that did.
 */
static bool
runs_out(const struct declaration *d, const struct timeline *tl,
    const struct when *when, struct run *r, int64_t now_ns, bool by_word)
{
	int64_t from_ns = not_before(tl, r->since_ns, when), sure_ns;
	bool surely = (by_word && when->to_ms < PERHAPS_MS) ||
	    now_ns >= r->since_ns + when->to_ms * MS;
	struct look l;

	if (now_ns < from_ns)
		return false;
	if (!by_word && d->kind == ASKS && timeline_first(tl, CHECK)) {
		l = timeline_look(tl, from_ns);
		if (!l.before && !(l.after && l.after->t_ns <= now_ns))
			return false;
		sure_ns = r->since_ns + (when->to_ms - ASK_TO_MS) * MS;
		l = timeline_look(tl, sure_ns < from_ns ? from_ns : sure_ns);
		surely = l.after && l.after->t_ns < now_ns;
	}
	/* those that may have been are one */
	if (r->n == 0 || surely)
		r->lapses[r->n++] = (struct lapse) { r->since_ns, 0, surely };
	r->lapses[r->n - 1].last_ns = r->since_ns;
	return surely;
}

static void
run_clock(const struct declaration *d, const struct timeline *tl,
    const struct when *when, const struct clock *c, int64_t bound_ns,
    struct run *r)
{
	const struct mark *m;
	uint32_t bit = 0;
	int64_t now_ns;

	for (m = tl->v; m < tl->v + tl->n && !(bit & c->ends); m++) {
		bit = BIT(m->kind);
		now_ns = c->is_kernels ? m->t_ns : timeline_awake(tl, m->t_ns);
		if (now_ns < bound_ns)
			now_ns = bound_ns;
		if (r->since_ns == WIRE_NEVER) {
			if (bit & c->starts && !(bit & c->ends))
				r->since_ns = now_ns;
		} else if (bit & (c->restarts | c->cancels | c->ends)) {
			if (runs_out(
				d, tl, when, r, m->t_ns, m->kind == ANSWER))
				return;
			r->since_ns = bit & c->restarts & ~c->ends ? now_ns :
								     WIRE_NEVER;
		}
		r->started = r->started || r->since_ns != WIRE_NEVER;
	}
	if (r->since_ns != WIRE_NEVER)
		runs_out(d, tl, when, r, tl->plot.horizon_ns, true);
}

/*
 * When the beat was written that the wire shows at wire_ns, if it does: then,
 * or when it was due, if it waited for room in the network.  Where there was
 * room the wire is right, and a subject that got no CPU was late.
 */
static int64_t
written(const struct timeline *tl, const struct mark **now,
    const struct mark *wire, int64_t due_ns)
{
	if (due_ns == FOREVER) /* the first of all */
		return wire ? wire->t_ns : WIRE_NEVER;
	while (*now + 1 < tl->v + tl->n && (*now + 1)->t_ns <= due_ns)
		++*now;
	return wire && (wire->t_ns < due_ns || (*now)->is_clear) ? wire->t_ns :
								   due_ns;
}

/*
 * The n-th heartbeat is answered by the n-th echo; an asker writes one when it
 * is asked.  So many late ones in a row are death.  One that was late by a
 * tick may have been in time for the subject: most counts it, least does not.
 */
static void
run_heart(const struct declaration *d, const struct when *when,
    const struct timeline *tl, struct run *r)
{
	bool is_asked = d->kind == ASKS && timeline_first(tl, CHECK) != NULL;
	enum mark_kind kind = is_asked ? CHECK : BEAT;
	const struct mark *end = tl->v + tl->n, *now = tl->v, *echo = tl->v,
			  *beat = tl->v;
	int patience_ms = d->patience_ms ? d->patience_ms : when->from_ms;
	int enough = d->misses ? d->misses : 1, most = 0, least = 0;
	int64_t beat_ns = WIRE_NEVER, due_ns = FOREVER, late_ns;

	while (least < enough) {
		beat = timeline_next(tl, beat, kind);
		echo = timeline_next(tl, echo, ECHO);
		beat_ns = is_asked ?
		    beat ? timeline_awake(tl, beat->t_ns) : WIRE_NEVER :
		    written(tl, &now, beat, due_ns);
		if (beat_ns == WIRE_NEVER || beat_ns > tl->plot.horizon_ns)
			return;
		r->started = true;
		if (d->beat_ms > 0)
			due_ns = timeline_awake(tl, beat_ns + d->beat_ms * MS);
		late_ns = echo ? echo->t_ns - beat_ns - patience_ms * MS :
				 FOREVER;
		most = late_ns > -CLOCK_MS * MS ? most + 1 : 0;
		least = late_ns > CLOCK_MS * MS ? least + 1 : 0;
		beat = beat ? beat + 1 : end;
		echo = echo ? echo + 1 : end;
		if (most < enough || (r->n > 0 && least < enough))
			continue;
		beat_ns += (patience_ms - CLOCK_MS - when->from_ms) * MS;
		r->lapses[r->n++] = (struct lapse) { beat_ns, beat_ns,
			least >= enough };
	}
}

/*
 * The sign itself, from when it is there to be seen.  Who acts once finds at
 * its check what came before it, and has done with its answer.
 */
static void
run_sign(const struct declaration *d, const struct seen *seen,
    const struct timeline *tl, enum sign s, struct run *r)
{
	const struct mark *check = timeline_first(tl, CHECK);
	const struct mark *answer = timeline_first(tl, ANSWER);
	int64_t t_ns = onset_of(tl, s);

	r->started = t_ns != WIRE_NEVER;
	if (seen->when.since == SINCE_CHECK && check && check->t_ns > t_ns)
		t_ns = check->t_ns;
	if (r->started &&
	    !(seen->when.since == SINCE_CHECK && d->kind == ONCE && answer &&
		answer->t_ns < t_ns))
		r->lapses[r->n++] = (struct lapse) { t_ns, t_ns, true };
}

/* Who looks only from its check on has a clock of the same kind, from there. */
struct run
clock_run(const struct declaration *d, const struct seen *seen, enum sign s,
    const struct timeline *tl)
{
	const struct mark *check = timeline_first(tl, CHECK);
	struct run r = { .since_ns = WIRE_NEVER };
	enum since since = seen->when.since;
	int64_t bound_ns = WIRE_NEVER;
	struct clock c;

	if (since == SINCE_CHECK && (s == NOTHING_HEARD || s == UNACKED)) {
		if (check == NULL)
			return r;
		bound_ns = check->t_ns;
		since = s == UNACKED ? SINCE_UNACKED : SINCE_DATA;
	}
	c = clocks[since];
	if (since == SINCE_SENT) {
		run_heart(d, &seen->when, tl, &r);
	} else if (c.starts == 0) {
		run_sign(d, seen, tl, s, &r);
	} else {
		if (!c.is_kernels)
			kernel_recv(d, &c.starts, &c.cancels, &c.ends);
		else if (since == SINCE_UNACKED || since == SINCE_REPEATED)
			c.starts |= kernel_unsent(d);
		if (bound_ns != WIRE_NEVER && d->kind == ONCE)
			c.ends |= BIT(ANSWER);
		run_clock(d, tl, &seen->when, &c, bound_ns, &r);
	}
	return r;
}
