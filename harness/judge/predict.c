/* predict.c - what a cell must show: signs x sees. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A scenario gives signs; the packets say when each reached the socket (its
 * onset).  A subject declares what it says to each sign it can see, and how
 * long after the onset - or after the event that started its own timer.  Each
 * pair makes a candidate; the earliest terminal one is the prediction.  No
 * rule knows a scenario or a strategy by name.
 *
 * Who waits for answers declares patience, and one rule serves whatever kept
 * the answers away - silence, a mute application, a slow path: the beats of
 * the wire, and the first of them that make enough late answers in a row.
 */
#include "judge/clock.h"
#include "judge/flight.h"
#include "judge/judge.h"

#define MS 1000000LL
/* DESIGN 4: an asker is asked 100 ms after its last answer. */
#define ASK_FROM_MS 100
#define ASK_TO_MS 150
#define CLOCK_MS 5     /* a subject's own clock counts whole ms */
#define CATCH_UP_MS 50 /* after a stop */

/* Is it by its answers that the subject notices this? */
static bool
by_patience(const struct declaration *d, enum sign s)
{
	return d->patience_ms > 0 && d->sees[s].when.since == SINCE_SENT;
}

/*
 * From when data that the check meets, or sends, stays unacknowledged for so
 * long.  Who is asked once is past it with its answer: what gets stuck then, or
 * had not been for long enough, was not waited for.
 */
static int64_t
stuck_since(const struct declaration *d, const struct scene *scene, int from_ms)
{
	int64_t since = flight_unacked_since(
	    scene->packets, scene->plot, from_ms, scene->check_ns);

	if (since != WIRE_NEVER && d->kind == ONCE && scene->n_asked > 0 &&
	    scene->answered[0] != 0 &&
	    scene->answered[0] < since + from_ms * MS)
		return WIRE_NEVER;
	return since;
}

/* From when the subject's timer for this sign runs. */
static int64_t
base(const struct declaration *d, const struct scene *scene, enum sign s)
{
	const struct when *when = &d->sees[s].when;
	int64_t start;

	if (by_patience(d, s)) {
		start = patience_ends(d, scene);
		return start == WIRE_NEVER ?
		    start :
		    start - (when->from_ms + CLOCK_MS) * MS;
	}
	switch (when->since) {
	case SINCE_SIGN:
		return scene_onset(scene, s);
	case SINCE_DATA:
	case SINCE_TRAFFIC:
		return quiet_since(d, scene, when, scene->plot->ready_ns);
	case SINCE_SEGMENT:
		return scene->truth->last_segment_ns;
	case SINCE_SENT:
		return scene->truth->unanswered_ns;
	case SINCE_NO_ROOM:
		return flight_no_room_since(
		    scene->packets, scene->plot, when->from_ms);
	case SINCE_UNACKED:
		if (s == UNACKED)
			return flight_unacked_since(scene->packets, scene->plot,
			    when->from_ms, WIRE_NEVER);
		/* what never left the host was written when it was asked */
		return scene->truth->unacked_ns == WIRE_NEVER && d->speaks &&
			d->kind == ONCE ?
		    scene->check_ns :
		    scene->truth->unacked_ns;
	case SINCE_CHECK:
		start = scene_onset(scene, s);
		if ((s == NOTHING_HEARD || s == UNACKED) &&
		    scene->check_ns == WIRE_NEVER)
			return WIRE_NEVER;
		if (s == NOTHING_HEARD)
			return quiet_since(d, scene, when, scene->check_ns);
		if (s == UNACKED)
			return stuck_since(d, scene, when->from_ms);
		if (start == WIRE_NEVER)
			return start;
		return start > scene->check_ns ? start : scene->check_ns;
	case SINCES:
		break;
	}
	return WIRE_NEVER;
}

/* The earlier of two times, of which each may be WIRE_NEVER. */
static int64_t
earlier(int64_t a, int64_t b)
{
	if (a == WIRE_NEVER || b == WIRE_NEVER)
		return a == WIRE_NEVER ? b : a;
	return a < b ? a : b;
}

/*
 * To who takes data for life: something to read lay there before it could
 * hear nothing.
 */
static bool
lies_there(const struct declaration *d, const struct scene *scene)
{
	int64_t first = earlier(
	    scene->truth->first_data_ns, scene->truth->rst_ns);
	int64_t due = scene->plot->ready_ns +
	    d->sees[NOTHING_HEARD].when.from_ms * MS;

	if (scene->n_asked > 0 && due < scene->asked[0])
		due = scene->asked[0];
	return d->sees[DATA].verdict == OPEN && first != WIRE_NEVER &&
	    first < due;
}

/* The first byte ended its watching before the sign came. */
static bool
suspended(const struct declaration *d, const struct scene *scene, enum sign s)
{
	int64_t first = scene->truth->first_data_ns;

	return d->suspends && first != WIRE_NEVER &&
	    scene_onset(scene, s) > first;
}

/* A sign that the packets show, whether or not the scenario says so. */
static bool
shown(const struct declaration *d, const struct scene *scene, enum sign s)
{
	if (s == DATA || s == OUR_FIN)
		return scene_onset(scene, s) != WIRE_NEVER;
	return (s == UNACKED || d->sees[s].when.since == SINCE_NO_ROOM) &&
	    base(d, scene, s) != WIRE_NEVER;
}

/*
 * Quiet needs no scenario that says so: a fault without packets is quiet, too.
 * Lateness is a matter of the packets and of the subject's patience; so are
 * data, what goes unacknowledged or finds no room, and our own FIN.
 */
static bool
applies(const struct declaration *d, const struct scene *scene, enum sign s)
{
	if (!verdict_terminal(d->sees[s].verdict) || suspended(d, scene, s))
		return false;
	if (s == NOTHING_HEARD)
		return !lies_there(d, scene);
	if (shown(d, scene, s))
		return true;
	if (s == UNACKED || d->sees[s].when.since == SINCE_NO_ROOM)
		return false;
	/* nothing is probed while data is in flight, or waits for room */
	if (d->sees[s].when.since == SINCE_SEGMENT &&
	    scene->truth->unacked_ns != WIRE_NEVER)
		return false;
	if (s == LATE && by_patience(d, s))
		return base(d, scene, s) != WIRE_NEVER;
	if (s == LATE)
		return scene_gives(scene, s) &&
		    (d->sees[s].when.since == SINCE_DATA ||
			scene->truth->unacked_ns != WIRE_NEVER);
	/* an error is kept for who has data in flight, if it is no refusal */
	if (s == NO_ROUTE && scene_gives(scene, SILENCE))
		return scene_gives(scene, s) &&
		    (d->speaks || scene->truth->unacked_ns != WIRE_NEVER);
	return scene_gives(scene, s);
}

/* The first "check" not before t_ns, or n_asked. */
static size_t
asked_from(const struct scene *scene, int64_t t_ns)
{
	size_t i = 0;

	while (i < scene->n_asked && scene->asked[i] < t_ns)
		i++;
	return i;
}

/*
 * A method that takes n bytes an answer reaches what lies behind them that
 * many answers later: counted from the first that could take some.
 */
static void
eat_first(const struct declaration *d, const struct scene *scene,
    struct prediction *c)
{
	size_t answers, first, last;

	if (d->eats <= 0 || scene->truth->bytes_in == 0)
		return;
	answers = (scene->truth->bytes_in + (unsigned)d->eats - 1) /
	    (unsigned)d->eats;
	if (scene->n_asked == 0) {
		c->from_ns += ((int64_t)answers - 1) * ASK_FROM_MS * MS;
		c->to_ns += (int64_t)answers * ASK_TO_MS * MS;
		return;
	}
	first = asked_from(scene, c->from_ns);
	last = asked_from(scene, scene->truth->first_data_ns) + answers;
	if (last < first)
		last = first;
	if (last >= scene->n_asked) {
		c->from_ns = INT64_MAX;
		return;
	}
	if (last > first) /* the one before may have waited for the data */
		c->from_ns = scene->asked[last - 1];
	c->to_ns = scene->asked[last] + ASK_TO_MS * MS;
}

/*
 * A subject that claims to see what only its own sending brings about, and
 * sent nothing, still owes its verdict.
 */
static struct prediction
owed(const struct scene *scene, enum verdict verdict, enum sign s)
{
	return (struct prediction) { verdict, scene_zero(scene),
		scene->plot->horizon_ns, s, UNSAID };
}

/*
 * Who is stopped says nothing.  Afterwards its timers have run out, or begin
 * anew: a call with SO_RCVTIMEO ends with EINTR, signal(7).
 */
static void
wake(const struct scene *scene, struct prediction *c, int64_t start)
{
	const struct plot *p = scene->plot;
	int64_t anew_ns;

	if (p->stopped_ns == WIRE_NEVER || p->continued_ns == WIRE_NEVER ||
	    c->from_ns >= p->continued_ns || c->to_ns < p->stopped_ns)
		return;
	anew_ns = p->continued_ns + (c->to_ns - start) + CATCH_UP_MS * MS;
	if (c->to_ns < anew_ns)
		c->to_ns = anew_ns;
}

/* From start, which is a time that came. */
static struct prediction
candidate(const struct declaration *d, const struct scene *scene, enum sign s,
    int64_t start)
{
	const struct seen *seen = &d->sees[s];
	struct prediction c = { seen->verdict, 0, 0, s, UNSAID };

	c.from_ns = start + seen->when.from_ms * MS;
	/* "ready" is known by its receipt; the subject began a bit before */
	if (start == scene->plot->ready_ns &&
	    scene->truth->established_ns != WIRE_NEVER)
		c.from_ns -= start - scene->truth->established_ns;
	c.to_ns = start + seen->when.to_ms * MS;
	/* an asker answers when it is asked */
	if (d->kind == ASKS)
		c.to_ns += scene->late_ns;
	if (sign_rows[s].behind_data)
		eat_first(d, scene, &c);
	wake(scene, &c, start);
	return c;
}

/* Nothing terminal is due: the last word of one that speaks of quiet. */
static enum verdict
last_word(const struct declaration *d, const struct scene *scene)
{
	const struct seen *seen = &d->sees[NOTHING_HEARD];
	int64_t since;

	if (seen->verdict != QUIET)
		return OPEN;
	/* data that lies there keeps a peek from ever timing out */
	if (d->sees[DATA].verdict == OPEN &&
	    scene->truth->first_data_ns != WIRE_NEVER)
		return OPEN;
	since = scene->truth->last_data_ns;
	if (since == WIRE_NEVER || since < scene->plot->ready_ns)
		since = scene->plot->ready_ns;
	return scene->plot->horizon_ns - since >= seen->when.from_ms * MS ?
	    QUIET :
	    OPEN;
}

/*
 * Of two at once the later sign: a timeout gets the name of the error that
 * was kept, who acts once after both a FIN and a RST finds the RST.  To an
 * asker all that came since it was last asked comes at once.
 */
static bool
precedes(const struct declaration *d, const struct scene *scene,
    const struct prediction *c, const struct prediction *best)
{
	if (d->kind == ASKS && scene->n_asked > 0 &&
	    d->sees[c->because].when.since == SINCE_SIGN &&
	    d->sees[best->because].when.since == SINCE_SIGN)
		return asked_from(scene, c->from_ns) <=
		    asked_from(scene, best->from_ns);
	return c->from_ns <= best->from_ns;
}

/* Was a question being answered then? */
static bool
is_answering(const struct scene *scene, int64_t t_ns)
{
	size_t i = asked_from(scene, t_ns);

	return i > 0 && scene->answered &&
	    (scene->answered[i - 1] == 0 || scene->answered[i - 1] > t_ns);
}

/*
 * c in the place of what was the best.  What came while a question was being
 * answered may be in that answer, or only in the next.
 */
static struct prediction
instead(const struct declaration *d, const struct scene *scene,
    const struct prediction *c, const struct prediction *best)
{
	struct prediction p = *c;

	if (d->kind == ASKS && is_answering(scene, best->from_ns)) {
		p.also = best->verdict;
		if (best->from_ns < p.from_ns)
			p.from_ns = best->from_ns;
	}
	return p;
}

/*
 * Who speaks by itself may have done so between our FIN and what it is due to
 * say: EPIPE, of which no packet tells.
 */
static struct prediction
after_our_fin(const struct prediction *ours, const struct prediction *best)
{
	struct prediction p = *best;

	if (ours->verdict == UNSAID)
		return p;
	if (best->verdict == UNSAID || ours->to_ns < best->from_ns)
		return *ours;
	if (ours->from_ns >= best->from_ns)
		return p;
	p.also = ours->verdict;
	p.from_ns = ours->from_ns;
	return p;
}

struct prediction
judge_predict(const struct declaration *declared, const struct scene *scene)
{
	struct declaration whole = declared_whole(declared, scene), *d = &whole;
	struct prediction best = { UNSAID, WIRE_NEVER, WIRE_NEVER, SIGNS,
		UNSAID };
	struct prediction debt = best, ours = best, c;
	int64_t start;
	enum sign s;

	for (s = FIN; s < SIGNS; s++) {
		if (!applies(d, scene, s))
			continue;
		start = base(d, scene, s);
		if (start == WIRE_NEVER && sign_rows[s].comes == BY_ITSELF)
			continue;
		if (start == WIRE_NEVER) {
			if (debt.verdict == UNSAID)
				debt = owed(scene, d->sees[s].verdict, s);
			continue;
		}
		c = candidate(d, scene, s, start);
		if (c.from_ns > scene->plot->horizon_ns)
			continue;
		if (s == OUR_FIN && d->kind == WAITS)
			ours = c;
		else if (best.verdict == UNSAID)
			best = c;
		else if (precedes(d, scene, &c, &best))
			best = instead(d, scene, &c, &best);
	}
	best = after_our_fin(&ours, &best);
	/* what did come is said first, whatever is owed besides */
	if (best.verdict == UNSAID)
		best = debt;
	if (best.verdict == UNSAID)
		best.verdict = last_word(d, scene);
	return best;
}
