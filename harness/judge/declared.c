/* declared.c - what is said to a sign that is not declared by its own name. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/clock.h"

enum sign
judge_known_as(const struct declaration *d, enum sign s)
{
	if (d->sees[s].verdict != UNSAID)
		return s;
	return d->speaks ? sign_rows[s].known_as :
			   sign_rows[s].known_as_if_mute;
}

/*
 * What is said to a sign that is known as another.  A RST that nobody drew is
 * not owed by who sends nothing.  What an ICMP error quoted becomes the name
 * of the timeout.
 */
struct declaration
declared_whole(const struct declaration *d, const struct scene *scene)
{
	struct declaration whole = *d;
	enum sign s;

	for (s = FIN; s < SIGNS; s++)
		whole.sees[s] = d->sees[judge_known_as(d, s)];
	if (!d->speaks && !scene->truth->rst_answers_us) {
		whole.sees[RST_ON_SEND] = d->sees[RST_ON_SEND];
		whole.sees[RST_AFTER_FIN_ON_SEND] =
		    d->sees[RST_AFTER_FIN_ON_SEND];
	}
	if (scene_gives(scene, NO_ROUTE) &&
	    d->sees[UNACKED].verdict != UNSAID &&
	    d->sees[NO_ROUTE].verdict != UNSAID)
		whole.sees[UNACKED].verdict = d->sees[NO_ROUTE].verdict;
	return whole;
}
