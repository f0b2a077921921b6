/* notice.c - when a subject sees what began: at once, or when it looks. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "judge/clock.h"

#define CATCH_UP_MS 50 /* after a stop */

/* Who is asked then has its time to answer. */
static int64_t
answer_to(const struct mark *question, int64_t to_ns)
{
	return question && to_ns < question->t_ns + ANSWER_MS * MS ?
	    question->t_ns + ANSWER_MS * MS :
	    to_ns;
}

/* By when question m was answered, or should have been. */
static int64_t
answered(const struct timeline *tl, const struct mark *question)
{
	const struct mark *m = timeline_next(tl, question, ANSWER);

	return m ? m->t_ns : question->t_ns + ANSWER_MS * MS;
}

/*
 * Who takes n bytes an answer reaches what lies behind them so many answers
 * later, from the first that could take some.  One question earlier, if the
 * one that was being answered when they came took some, too.
 */
static int64_t
eaten(const struct declaration *d, const struct timeline *tl, int64_t start_ns,
    int64_t *perhaps_ns)
{
	const struct mark *m, *data = timeline_first(tl, DATA_IN);
	int64_t bytes = timeline_bytes(tl), answers;

	*perhaps_ns = start_ns;
	if (d->eats <= 0 || bytes == 0)
		return start_ns;
	answers = (bytes + d->eats - 1) / d->eats;
	for (m = data; m < tl->v + tl->n; m++) {
		if (m->kind != CHECK)
			continue;
		if (answers-- == 0)
			return m->t_ns > start_ns ? m->t_ns : start_ns;
		if (m->t_ns > start_ns)
			*perhaps_ns = m->t_ns;
	}
	return FOREVER;
}

/*
 * Who is asked answers then.  What came while a question was being answered
 * may be in that answer, or only in the next.
 */
static bool
notice_asked(const struct declaration *d, const struct when *when,
    const struct timeline *tl, struct candidate *c)
{
	int64_t perhaps_ns = c->start_ns, start_ns = c->start_ns, slow_ms;
	struct look first, last;

	if (sign_rows[c->due.because].behind_data)
		start_ns = eaten(d, tl, start_ns, &perhaps_ns);
	if (start_ns == FOREVER)
		return false;
	slow_ms = when->to_ms > ASK_TO_MS ? when->to_ms - ASK_TO_MS : 0;
	first = timeline_look(tl, perhaps_ns);
	last = timeline_look(tl, start_ns + slow_ms * MS);
	if (first.before == NULL && first.after == NULL)
		return false;
	if (start_ns > c->start_ns)
		c->due.to_ns = start_ns + when->to_ms * MS;
	if (perhaps_ns > c->due.from_ns)
		c->due.from_ns = perhaps_ns;
	c->earliest_ns = first.before ? perhaps_ns : first.after->t_ns;
	c->sure_ns = last.after ? answered(tl, last.after) : c->due.to_ns;
	c->due.to_ns = answer_to(last.after, c->due.to_ns);
	return true;
}

int64_t
not_before(const struct timeline *tl, int64_t start_ns, const struct when *when)
{
	/* "ready" is known by its receipt; the subject began a bit before */
	return (start_ns == tl->plot.ready_ns ? tl->began_ns : start_ns) +
	    when->from_ms * MS;
}

/* Who is stopped says nothing; afterwards its time begins anew. */
static void
wake(const struct timeline *tl, struct candidate *c)
{
	const struct plot *p = &tl->plot;
	int64_t late_ns;

	if (p->stopped_ns == WIRE_NEVER || p->continued_ns == WIRE_NEVER ||
	    c->due.from_ns >= p->continued_ns || c->due.to_ns < p->stopped_ns)
		return;
	late_ns = p->continued_ns - c->start_ns + CATCH_UP_MS * MS;
	if (late_ns <= 0)
		return;
	c->due.to_ns += late_ns;
	if (c->sure_ns != FOREVER)
		c->sure_ns += late_ns;
}

/* Who is asked late answers late. */
static int64_t
asked_late(const struct timeline *tl, int64_t from_ns, int64_t to_ns)
{
	struct look l = timeline_look(tl, to_ns - ASK_TO_MS * MS);
	const struct mark *m;

	for (m = tl->v; m < tl->v + tl->n && m->t_ns <= to_ns; m++)
		if (m->kind == CHECK && m->t_ns > from_ns)
			to_ns += m->n * 1000;
	return answer_to(l.after, to_ns);
}

bool
notice(const struct declaration *d, const struct when *when,
    const struct timeline *tl, struct candidate *c)
{
	bool is_asked = d->kind == ASKS && timeline_first(tl, CHECK) != NULL;

	c->due.from_ns = not_before(tl, c->start_ns, when);
	c->due.to_ns = c->start_ns + when->to_ms * MS;
	c->earliest_ns = c->due.from_ns;
	c->sure_ns = c->due.to_ns;
	if (c->is_state)
		c->sure_ns += RACE_NS - ANSWER_MS * MS;
	if (is_asked && c->is_state) {
		if (!notice_asked(d, when, tl, c))
			return false;
	} else if (is_asked) {
		c->due.to_ns = asked_late(tl, c->start_ns, c->due.to_ns);
		c->sure_ns = c->due.to_ns;
	}
	wake(tl, c);
	return true;
}
