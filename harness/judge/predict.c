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

/* When the subject's own FIN left, or WIRE_NEVER. */
static int64_t
our_fin(const struct scene *scene)
{
	const struct packet *p;
	size_t i;

	for (i = 0; i < scene->packets->n; i++) {
		p = &scene->packets->v[i];
		if (p->watched && p->from == SUBJECT &&
		    (p->seg.flags & TCP_FIN) != 0)
			return p->t_ns <= scene->plot->horizon_ns ? p->t_ns :
								    WIRE_NEVER;
	}
	return WIRE_NEVER;
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
	case OUR_FIN:
		return our_fin(scene);
	case FIN_AFTER_OURS:
	case UNACKED:
	case NETWORK_LOST:
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

/* The start of the first gap of ms without payload, not before since. */
static int64_t
quiet_since(const struct scene *scene, int ms, int64_t since, bool either_way)
{
	const struct packet *p;
	uint32_t sent = 0;
	size_t i;

	for (i = 0; i < scene->packets->n; i++) {
		p = &scene->packets->v[i];
		if (!moves(p, either_way, &sent) || p->t_ns < since)
			continue;
		if (p->t_ns - since >= ms * MS)
			return since;
		since = p->t_ns;
	}
	return since;
}

/* What the subject has sent, and how much of it was acknowledged. */
struct flight {
	int64_t since; /* no progress since then; WIRE_NEVER: nothing flies */
	uint32_t nxt, una;
};

static void
fly(struct flight *f, const struct packet *p)
{
	uint32_t end = p->rel_seq + segment_span(&p->seg);
	bool acks = (p->seg.flags & (TCP_ACK | TCP_RST)) == TCP_ACK;

	if (!p->to_subject && end > f->nxt) {
		f->nxt = end;
		if (f->since == WIRE_NEVER)
			f->since = p->t_ns;
	}
	if (!p->to_subject || (p->legs & SUBJECT_LEG) == 0)
		return;
	if ((p->seg.flags & TCP_RST) != 0)
		f->since = WIRE_NEVER;
	if (acks && p->rel_ack > f->una) {
		f->una = p->rel_ack;
		f->since = f->una < f->nxt ? p->t_ns : WIRE_NEVER;
	}
}

/* From when on our data was unacknowledged for ms, not before from. */
static int64_t
unacked_since(const struct scene *scene, int ms, int64_t from)
{
	struct flight f = { WIRE_NEVER, 0, 0 };
	const struct packet *p;
	int64_t since, t;
	size_t i;

	for (i = 0; i <= scene->packets->n; i++) {
		p = i < scene->packets->n ? &scene->packets->v[i] : NULL;
		t = p ? p->t_ns : scene->plot->horizon_ns;
		if (t > scene->plot->horizon_ns)
			t = scene->plot->horizon_ns;
		since = f.since < from ? from : f.since;
		if (f.since != WIRE_NEVER && t - since >= ms * MS)
			return since;
		if (t == scene->plot->horizon_ns)
			break;
		if (p->watched && p->seg.proto == PROTO_TCP)
			fly(&f, p);
	}
	return WIRE_NEVER;
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
	case SINCE_TRAFFIC:
		return quiet_since(scene, when->from_ms, scene->plot->ready_ns,
		    when->since == SINCE_TRAFFIC);
	case SINCE_UNACKED:
		return unacked_since(scene, when->from_ms, WIRE_NEVER);
	case SINCE_SEGMENT:
		return scene->truth->last_segment_ns;
	case SINCE_SENT:
		return scene->truth->unanswered_ns;
	case SINCE_CHECK:
		start = onset(scene, s);
		if ((s == NOTHING_HEARD || s == UNACKED) &&
		    scene->check_ns == WIRE_NEVER)
			return WIRE_NEVER;
		if (s == NOTHING_HEARD)
			return quiet_since(
			    scene, when->from_ms, scene->check_ns, false);
		if (s == UNACKED)
			return unacked_since(
			    scene, when->from_ms, scene->check_ns);
		return start > scene->check_ns ? start : scene->check_ns;
	}
	return WIRE_NEVER;
}

/*
 * What it says to a sign of the scenario's - or to the sign as which it knows
 * it.  To who sends nothing a RST that answered the scenario's own bytes is a
 * RST; a FIN finds it shut already, or not; and what an ICMP error quoted
 * becomes the name of the later timeout.
 */
static struct seen
reaction(const struct declaration *d, const struct scene *scene, enum sign s)
{
	const struct truth *t = scene->truth;
	struct seen seen = d->sees[s];
	int64_t shut = our_fin(scene);

	if ((s == FIN || s == FIN_BEHIND_DATA) && shut != WIRE_NEVER &&
	    shut < t->fin_ns && d->sees[FIN_AFTER_OURS].verdict != UNSAID)
		return d->sees[FIN_AFTER_OURS];
	if (s == UNACKED && gives(scene, NO_ROUTE) && seen.verdict != UNSAID &&
	    d->sees[NO_ROUTE].verdict != UNSAID)
		seen.verdict = d->sees[NO_ROUTE].verdict;
	if (seen.verdict != UNSAID || d->speaks || !t->rst_answers_us)
		return seen;
	if (s == RST_ON_SEND)
		return d->sees[RST];
	if (s == RST_AFTER_FIN_ON_SEND)
		return d->sees[RST_AFTER_FIN];
	return seen;
}

/* Keepalive's clock stands still while data is unacknowledged. */
static bool
stands_still(const struct scene *scene, const struct when *when)
{
	int64_t since;

	if (when->since != SINCE_SEGMENT)
		return false;
	since = unacked_since(scene, 400, WIRE_NEVER);
	return since != WIRE_NEVER &&
	    since < scene->truth->last_segment_ns + when->from_ms * MS;
}

/* Data lay there before a peek could time out. */
static bool
lies_there(const struct declaration *d, const struct scene *scene)
{
	int64_t first = scene->truth->first_data_ns;

	return d->sees[DATA].verdict == OPEN && first != WIRE_NEVER &&
	    first - scene->plot->ready_ns <
	    d->sees[NOTHING_HEARD].when.from_ms * MS;
}

/*
 * Quiet needs no scenario that says so: a fault without packets is quiet, too.
 * Lateness is a matter of the packets and of the subject's patience; so are
 * data, and what goes unacknowledged.
 */
static bool
applies(const struct declaration *d, const struct scene *scene, enum sign s)
{
	const struct seen seen = reaction(d, scene, s);
	int64_t first_data = scene->truth->first_data_ns;

	if (!verdict_terminal(seen.verdict) || s == FIN_AFTER_OURS ||
	    stands_still(scene, &seen.when))
		return false;
	if (d->suspends && first_data != WIRE_NEVER &&
	    onset(scene, s) > first_data)
		return false;
	if (s == NOTHING_HEARD)
		return !lies_there(d, scene);
	if (s == LATE)
		return d->patience_ms > 0 &&
		    scene->truth->slowest_answer_ns > d->patience_ms * MS;
	if (s == UNACKED)
		return base(scene, s, &seen.when) != WIRE_NEVER;
	if (s == OUR_FIN)
		return our_fin(scene) != WIRE_NEVER;
	return gives(scene, s) || (s == DATA && first_data != WIRE_NEVER);
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
	const struct seen seen = reaction(d, scene, s);
	struct prediction c = { seen.verdict, 0, 0, s };

	c.from_ns = start + seen.when.from_ms * MS;
	/* "ready" is known by its receipt; the subject began a bit before */
	if (start == scene->plot->ready_ns &&
	    scene->truth->established_ns != WIRE_NEVER)
		c.from_ns -= start - scene->truth->established_ns;
	c.to_ns = start + seen.when.to_ms * MS;
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

struct prediction
judge_predict(const struct declaration *d, const struct scene *scene)
{
	struct prediction best = { UNSAID, WIRE_NEVER, WIRE_NEVER, SIGNS };
	struct prediction debt = best, c;
	struct seen seen;
	int64_t start;
	enum sign s;

	for (s = FIN; s < SIGNS; s++) {
		if (!applies(d, scene, s))
			continue;
		seen = reaction(d, scene, s);
		start = base(scene, s, &seen.when);
		if (start == WIRE_NEVER) {
			if (debt.verdict == UNSAID)
				debt = owed(scene, seen.verdict, s);
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
