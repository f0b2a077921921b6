/* onset.c - when each sign reached the socket, by the timeline. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "judge/clock.h"

/*
 * Of which mark it is the time; of signs that no packet shows - a box between
 * went deaf, the peer's application hangs - it is the fault.  These stand
 * here and not in the rows of words/signs.c, which know no timeline.
 */
static const struct {
	bool is_mark;
	enum mark_kind mark;
} onsets[SIGNS] = {
	[FIN] = { true, FIN_IN },
	[FIN_BEHIND_DATA] = { true, FIN_IN },
	[FIN_BOTH] = { true, FIN_IN },
	[RST] = { true, RST_IN },
	[RST_BEHIND_DATA] = { true, RST_IN },
	[RST_AFTER_FIN] = { true, RST_IN },
	[RST_AFTER_FIN_ON_SEND] = { true, RST_IN },
	[RST_ON_SEND] = { true, RST_IN },
	[DATA] = { true, DATA_IN },
	[URGENT] = { true, URG_IN },
	[OUR_FIN] = { true, FIN_OUT },
};

/* A RST that was drawn answers a segment of ours; after a FIN, or without. */
static bool
is_drawn_so(const struct timeline *tl, enum sign s, const struct mark *rst)
{
	const struct mark *fin = timeline_first(tl, FIN_IN);
	bool after_fin = fin != NULL && fin->t_ns <= rst->t_ns;

	return sign_rows[s].comes == BY_ITSELF ||
	    (rst->n > 0 && after_fin == (s == RST_AFTER_FIN_ON_SEND));
}

int64_t
onset_of(const struct timeline *tl, enum sign s)
{
	const struct mark *m;

	if (!onsets[s].is_mark)
		return timeline_zero(tl);
	m = timeline_first(tl, onsets[s].mark);
	if (m == NULL)
		return s == URGENT ? timeline_zero(tl) : WIRE_NEVER;
	if (m->kind == RST_IN && !is_drawn_so(tl, s, m))
		return WIRE_NEVER;
	return m->t_ns;
}

int64_t
judge_onset(uint32_t signs, const struct timeline *tl, enum sign s)
{
	return signs >> s & 1 ? onset_of(tl, s) : WIRE_NEVER;
}
