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
 */
#include "judge/judge.h"

#define MS 1000000LL
/* DESIGN 4: an asker is asked 100 ms after its last answer. */
#define ASK_FROM_MS 100
#define ASK_TO_MS 150

static bool
gives(const struct scene *scene, enum sign s)
{
	return scene->signs >> s & 1;
}

static bool
behind_data(enum sign s)
{
	return s == FIN_BEHIND_DATA || s == RST_BEHIND_DATA;
}

/* t = 0: the fault, or ready where there is none. */
static int64_t
zero(const struct scene *scene)
{
	return scene->plot->fault_ns != WIRE_NEVER ? scene->plot->fault_ns :
						     scene->plot->ready_ns;
}

/* When the sign reached the socket, or WIRE_NEVER. */
static int64_t
onset(const struct scene *scene, enum sign s)
{
	const struct truth *t = scene->truth;

	switch (s) {
	case FIN:
	case FIN_BEHIND_DATA:
		return t->fin_ns;
	case RST:
	case RST_BEHIND_DATA:
	case RST_AFTER_FIN:
		return t->rst_ns;
	case RST_AFTER_FIN_ON_SEND:
	case RST_ON_SEND:
		return t->rst_answers_us ? t->rst_ns : WIRE_NEVER;
	case DATA:
		return t->first_data_ns;
	case NOTHING_HEARD:
	case LATE:
		return scene->plot->ready_ns;
	case SILENCE:
	case NO_ANSWER:
	case ZERO_WINDOW:
	case NO_ROUTE:
	case LOCAL_ABORT:
	case URGENT:
	case SOFT_ERROR:
	case SIGNS:
		break;
	}
	return zero(scene);
}

/* The start of the first gap of ms without payload, not before since. */
static int64_t
quiet_since(const struct scene *scene, int ms, int64_t since)
{
	const struct packet *p;
	size_t i;

	for (i = 0; i < scene->packets->n; i++) {
		p = &scene->packets->v[i];
		if (p->delivered == 0 || p->t_ns < since)
			continue;
		if (p->t_ns - since >= ms * MS)
			return since;
		since = p->t_ns;
	}
	return since;
}

/* From when the subject's timer for this sign runs. */
static int64_t
base(const struct scene *scene, enum sign s, const struct when *when)
{
	int64_t start;

	switch (when->since) {
	case SINCE_SIGN:
		return onset(scene, s);
	case SINCE_DATA:
		return quiet_since(scene, when->from_ms, scene->plot->ready_ns);
	case SINCE_SEGMENT:
		return scene->truth->last_segment_ns;
	case SINCE_SENT:
		return scene->truth->unanswered_ns;
	case SINCE_CHECK:
		start = onset(scene, s);
		if (s == NOTHING_HEARD && scene->check_ns == WIRE_NEVER)
			return WIRE_NEVER;
		if (s == NOTHING_HEARD)
			return quiet_since(
			    scene, when->from_ms, scene->check_ns);
		return start > scene->check_ns ? start : scene->check_ns;
	}
	return WIRE_NEVER;
}

/*
 * Quiet needs no scenario that says so: a fault without packets is quiet, too.
 * Lateness is a matter of the packets and of the subject's patience.
 */
static bool
applies(const struct declaration *d, const struct scene *scene, enum sign s)
{
	if (!verdict_terminal(d->sees[s].verdict))
		return false;
	if (s == NOTHING_HEARD) {
		/* data that lies there keeps a peek from ever timing out */
		return d->sees[DATA].verdict != OPEN ||
		    !(gives(scene, DATA) || gives(scene, FIN_BEHIND_DATA) ||
			gives(scene, RST_BEHIND_DATA));
	}
	if (s == LATE)
		return d->patience_ms > 0 &&
		    scene->truth->slowest_answer_ns > d->patience_ms * MS;
	return gives(scene, s);
}

/*
 * A method that takes n bytes an answer reaches what lies behind them that
 * many answers later.
 */
static void
eat_first(const struct declaration *d, const struct scene *scene,
    struct prediction *c)
{
	int64_t answers;

	if (d->eats <= 0)
		return;
	answers = (scene->truth->bytes_in + (unsigned)d->eats - 1) /
	    (unsigned)d->eats;
	if (answers > 0) {
		c->from_ns += (answers - 1) * ASK_FROM_MS * MS;
		c->to_ns += answers * ASK_TO_MS * MS;
	}
}

/*
 * A subject that claims to see what only its own sending brings about, and
 * sent nothing, still owes its verdict.
 */
static struct prediction
owed(const struct scene *scene, enum verdict verdict, enum sign s)
{
	return (struct prediction) { verdict, zero(scene),
		scene->plot->horizon_ns, s };
}

/* From start, which is a time that came. */
static struct prediction
candidate(const struct declaration *d, const struct scene *scene, enum sign s,
    int64_t start)
{
	const struct seen *seen = &d->sees[s];
	struct prediction c = { seen->verdict, 0, 0, s };

	c.from_ns = start + seen->when.from_ms * MS;
	/* "ready" is known by its receipt; the subject began a bit before */
	if (start == scene->plot->ready_ns &&
	    scene->truth->established_ns != WIRE_NEVER)
		c.from_ns -= start - scene->truth->established_ns;
	c.to_ns = start + seen->when.to_ms * MS;
	/* an asker answers when it is asked */
	if (d->kind == ASKS)
		c.to_ns += scene->late_ns;
	if (behind_data(s))
		eat_first(d, scene, &c);
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
	if (d->sees[DATA].verdict == OPEN &&
	    (gives(scene, DATA) || gives(scene, FIN_BEHIND_DATA) ||
		gives(scene, RST_BEHIND_DATA)))
		return OPEN;
	since = scene->truth->last_data_ns;
	if (since == WIRE_NEVER || since < scene->plot->ready_ns)
		since = scene->plot->ready_ns;
	return scene->plot->horizon_ns - since >= seen->when.from_ms * MS ?
	    QUIET :
	    OPEN;
}

struct prediction
judge_predict(const struct declaration *d, const struct scene *scene)
{
	struct prediction best = { UNSAID, WIRE_NEVER, WIRE_NEVER, SIGNS };
	struct prediction debt = best, c;
	int64_t start;
	enum sign s;

	for (s = FIN; s < SIGNS; s++) {
		if (!applies(d, scene, s))
			continue;
		start = base(scene, s, &d->sees[s].when);
		if (start == WIRE_NEVER) {
			if (debt.verdict == UNSAID)
				debt = owed(scene, d->sees[s].verdict, s);
			continue;
		}
		c = candidate(d, scene, s, start);
		if (c.from_ns <= scene->plot->horizon_ns &&
		    (best.verdict == UNSAID || c.from_ns < best.from_ns))
			best = c;
	}
	/* what did come is said first, whatever is owed besides */
	if (best.verdict == UNSAID)
		best = debt;
	if (best.verdict == UNSAID)
		best.verdict = last_word(d, scene);
	return best;
}
