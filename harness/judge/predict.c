/* predict.c - what a cell must show: causes, when noticed, which is first. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A scenario gives signs, and the timeline says when each reached the socket
 * (its onset).  A subject declares what it says to each sign that it can see,
 * and how long after the onset - or after what started a clock of its own, or
 * of its kernel.  Three functions in a row:
 *
 *	causes_of	of a sign: its onset, or where its clock ran out
 *	notice	when this kind of subject looks: at once, at the next question
 *	first	of all these: what is surely said before all others, and what
 *		may be said before that
 *
 * No rule knows a scenario or a strategy by name, nor what the subject said.
 * What is so because a kernel does it so stands in kernel.c.
 */
#include <stddef.h>

#include "judge/clock.h"

#define CANDIDATES (CANDIDATES_OF_SIGN * SIGNS)
#define NEVER_MS 1000000000

enum sign
judge_known_as(const struct declaration *d, enum sign s)
{
	if (d->sees[s].verdict != UNSAID)
		return s;
	return d->speaks ? sign_rows[s].known_as :
			   sign_rows[s].known_as_if_mute;
}

/* What happens, or was given, that this subject could take for an end? */
static bool
concerns(const struct declaration *d, uint32_t signs, const struct timeline *tl,
    enum sign s, const struct seen *seen)
{
	const struct mark *data = timeline_first(tl, DATA_IN);

	if (!verdict_terminal(seen->verdict))
		return false;
	/* the first byte ended its watching before the sign came */
	if (d->suspends && data && onset_of(tl, s) > data->t_ns)
		return false;
	if (sign_rows[s].source == SHOWN || seen->when.since == SINCE_NO_ROOM)
		return true;
	return signs >> s & 1 && kernel_keeps_error(d, signs, tl, s);
}

/* What seen says of s, and when: at most two, of which the last is sure. */
static size_t
find(const struct declaration *d, const struct timeline *tl, enum sign s,
    const struct seen *seen, struct candidate *out)
{
	struct run r = clock_run(d, seen, s, tl);
	bool is_state = seen->when.from_ms == 0 &&
	    (seen->when.since == SINCE_SIGN || seen->when.since == SINCE_CHECK);
	int64_t slow_ns = kernel_slow(&seen->when, tl);
	struct candidate c;
	size_t n = 0, i;

	for (i = 0; i < r.n; i++) {
		c = (struct candidate) { .due = { .verdict = seen->verdict,
					     .because = s },
			.start_ns = r.lapses[i].since_ns,
			.is_state = is_state };
		if (!notice(d, &seen->when, tl, &c))
			continue;
		c.due.to_ns += r.lapses[i].last_ns - c.start_ns + slow_ns;
		c.sure_ns = r.lapses[i].surely && c.sure_ns != FOREVER ?
		    c.sure_ns + slow_ns :
		    FOREVER;
		if (c.earliest_ns <= tl->plot.horizon_ns)
			out[n++] = c;
	}
	return n;
}

size_t
causes_of(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s, struct candidate *out)
{
	struct seen seen = d->sees[judge_known_as(d, s)];
	struct seen gives_up = kernel_gives_up(d);
	size_t n = 0;

	seen.verdict = kernel_name(d, signs, s, seen.verdict);
	gives_up.verdict = kernel_name(d, signs, UNACKED, gives_up.verdict);
	if (concerns(d, signs, tl, s, &seen))
		n = find(d, tl, s, &seen, out);
	if (s == UNACKED && verdict_terminal(gives_up.verdict))
		n += find(d, tl, s, &gives_up, out + n);
	return n;
}

/*
 * Has it sent anything, or should it have?  Who only has its kernel ask sends
 * nothing before it does: tcp(7), tcp_keepalive_time.
 */
static bool
sends(const struct declaration *d, const struct timeline *tl)
{
	const struct seen *seen = &d->sees[SILENCE];

	return d->speaks ||
	    (seen->when.since == SINCE_SEGMENT &&
		clock_run(d, seen, SILENCE, tl).n > 0);
}

/*
 * A subject that claims to see what only its own sending brings about, and
 * sent nothing, still owes its verdict.  Of what only the packets show nothing
 * is owed that they do not.
 */
static bool
is_owed(const struct declaration *d, uint32_t signs, const struct timeline *tl,
    enum sign s)
{
	const struct seen *seen = &d->sees[s];

	return signs >> s & 1 && sign_rows[s].comes == DRAWN && sends(d, tl) &&
	    concerns(d, signs, tl, s, seen) &&
	    (sign_rows[s].source == GIVEN || seen->when.since == SINCE_SIGN) &&
	    seen->when.since != SINCE_NO_ROOM &&
	    !clock_run(d, seen, s, tl).started;
}

/* Of a state that was there whenever b could be said the higher is told. */
static bool
hides(const struct candidate *a, const struct candidate *b)
{
	int higher = sign_rows[a->due.because].rank -
	    sign_rows[b->due.because].rank;

	if (higher < 0 || (higher == 0 && a->due.because <= b->due.because))
		return false;
	if (a->is_state && b->is_state)
		return a->earliest_ns <= b->earliest_ns;
	return a->sure_ns == b->sure_ns && a->due.from_ns == b->due.from_ns;
}

static bool
is_hidden(const struct candidate *all, size_t n, const struct candidate *c)
{
	for (size_t i = 0; i < n; i++)
		if (hides(&all[i], c))
			return true;
	return false;
}

/* "quiet", "open" or either: the last word of one that says nothing else. */
static void
last_words(const struct declaration *d, const struct timeline *tl,
    struct prediction *p)
{
	struct seen seen = d->sees[NOTHING_HEARD];
	const struct when *when = &d->sees[NOTHING_HEARD].when;
	int64_t quiet_ns;
	struct run r;

	p->verdict = OPEN;
	if (seen.verdict != QUIET)
		return;
	/* it has no end here, and counts from what came last */
	seen.when.from_ms = seen.when.to_ms = NEVER_MS;
	r = clock_run(d, &seen, NOTHING_HEARD, tl);
	if (r.since_ns == WIRE_NEVER)
		return;
	quiet_ns = tl->plot.horizon_ns - r.since_ns;
	if (quiet_ns < when->from_ms * MS)
		return;
	p->verdict = QUIET;
	if (quiet_ns < when->to_ms * MS)
		p->also[p->n_also++] = (struct due) { OPEN, WIRE_NEVER,
			WIRE_NEVER, SIGNS };
}

static void
also(struct prediction *p, const struct due *due)
{
	if (p->n_also < ALSO)
		p->also[p->n_also++] = *due;
}

/*
 * What is surely said first, and what may be said before: all that could be
 * there by then.
 */
static struct prediction
first(const struct declaration *d, const struct timeline *tl,
    struct candidate *all, size_t n)
{
	struct prediction p = { UNSAID, WIRE_NEVER, WIRE_NEVER, SIGNS,
		{ { 0 } }, 0 };
	const struct candidate *best = NULL, *c;
	struct due word;

	for (c = all; c < all + n; c++)
		if (!is_hidden(all, n, c) &&
		    (best == NULL || c->sure_ns < best->sure_ns))
			best = c;
	if (best == NULL || best->sure_ns > tl->plot.horizon_ns)
		last_words(d, tl, &p);
	if (best == NULL)
		return p;
	if (best->sure_ns != FOREVER) {
		word = (struct due) { p.verdict, WIRE_NEVER, WIRE_NEVER,
			SIGNS };
		p.verdict = best->due.verdict;
		p.from_ns = best->due.from_ns;
		p.to_ns = best->due.to_ns;
		p.because = best->due.because;
		if (word.verdict != UNSAID)
			also(&p, &word);
	}
	for (c = all; best && c < all + n; c++)
		if ((c != best || best->sure_ns == FOREVER) &&
		    !is_hidden(all, n, c) && c->earliest_ns <= best->sure_ns)
			also(&p, &c->due);
	return p;
}

struct prediction
judge_predict(
    const struct declaration *d, uint32_t signs, const struct timeline *tl)
{
	struct candidate all[CANDIDATES];
	struct prediction p;
	size_t n = 0;
	enum sign s;

	for (s = FIN; s < SIGNS; s++)
		n += causes_of(d, signs, tl, s, all + n);
	p = first(d, tl, all, n);
	for (s = FIN; s < SIGNS && n == 0; s++)
		if (is_owed(d, signs, tl, s)) {
			p = (struct prediction) { .verdict = d->sees[s].verdict,
				.from_ns = timeline_zero(tl),
				.to_ns = tl->plot.horizon_ns,
				.because = s };
			break;
		}
	return p;
}
