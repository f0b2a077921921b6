/* look.c - what a judge asks of a timeline. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "wire/wire.h"

const struct mark *
timeline_next(
    const struct timeline *tl, const struct mark *m, enum mark_kind kind)
{
	for (; m != NULL && m < tl->v + tl->n; m++)
		if (m->kind == kind)
			return m;
	return NULL;
}

const struct mark *
timeline_first(const struct timeline *tl, enum mark_kind kind)
{
	return timeline_next(tl, tl->v, kind);
}

int64_t
timeline_bytes(const struct timeline *tl)
{
	int64_t bytes = 0;

	for (size_t i = 0; i < tl->n; i++)
		bytes += tl->v[i].kind == DATA_IN ? tl->v[i].n : 0;
	return bytes;
}

int64_t
timeline_zero(const struct timeline *tl)
{
	return tl->plot.fault_ns != WIRE_NEVER ? tl->plot.fault_ns :
						 tl->plot.ready_ns;
}

int64_t
timeline_awake(const struct timeline *tl, int64_t t_ns)
{
	const struct plot *p = &tl->plot;

	return p->stopped_ns != WIRE_NEVER && p->continued_ns != WIRE_NEVER &&
		t_ns > p->stopped_ns && t_ns < p->continued_ns ?
	    p->continued_ns :
	    t_ns;
}

struct look
timeline_look(const struct timeline *tl, int64_t t_ns)
{
	struct look l = { NULL, NULL };
	const struct mark *m;

	for (m = tl->v; m < tl->v + tl->n && l.after == NULL; m++)
		if (m->kind == CHECK)
			*(m->t_ns < t_ns ? &l.before : &l.after) = m;
		else if (m->kind == ANSWER && m->t_ns <= t_ns)
			l.before = NULL;
	return l;
}
