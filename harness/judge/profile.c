/* profile.c - which signs a subject sees, from its measured cells. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "judge/judge.h"

#define US_MS 1000
/* Who is asked every 100 ms, or acts when 250 ms of a fault are over. */
#define CHANCE_US (500 * US_MS)

static enum sight
of_outcome(enum outcome outcome)
{
	switch (outcome) {
	case RIGHT:
		return SEEN_RIGHT;
	case VAGUE:
		return SEEN_VAGUE;
	case MISNAMED:
		return SEEN_BADLY;
	case NO_OUTCOME:
	case MISSED:
	case INCONCLUSIVE:
	case FALSE_ALARM:
	case OUTCOMES:
		break;
	}
	return NOT_TESTED;
}

/* The next sign after s that came before the verdict, or WIRE_NEVER. */
static int64_t
next_onset(const struct sighting *c, enum sign s)
{
	int64_t next = WIRE_NEVER;
	enum sign other;

	for (other = FIN; other < DEATH_SIGNS; other++)
		if (c->onset_us[other] > c->onset_us[s] &&
		    c->onset_us[other] <= c->verdict_us &&
		    (next == WIRE_NEVER || c->onset_us[other] < next))
			next = c->onset_us[other];
	return next;
}

/*
 * Did the sign come behind the one that the word is known to be of?  Which of
 * two that stand microseconds apart comes before the word is chance.
 */
static bool
is_later(const struct sighting *c, enum sign s)
{
	return c->because < DEATH_SIGNS && s != c->because &&
	    c->onset_us[s] > c->onset_us[c->because];
}

/* What the cell says of the sign. */
static enum sight
told(const struct sighting *c, enum sign s)
{
	int64_t onset = c->onset_us[s], next;

	if (onset == WIRE_NEVER || c->outcome == NO_OUTCOME)
		return NOT_TESTED;
	if (c->verdict_us == WIRE_NEVER)
		return BLIND;
	if (c->verdict_us < onset || c->of_life || is_later(c, s))
		return NOT_TESTED;
	next = next_onset(c, s);
	if (next == WIRE_NEVER)
		return of_outcome(c->outcome);
	/* what takes a timer to see may have been on its way to be seen */
	return s < SILENCE && next - onset > CHANCE_US ? BLIND : NOT_TESTED;
}

static bool
stands_alone(const struct sighting *c, enum sign s)
{
	enum sign other;

	for (other = FIN; other < DEATH_SIGNS; other++)
		if (other != s && c->onset_us[other] == c->onset_us[s])
			return false;
	return true;
}

static enum sight
worse(enum sight a, enum sight b)
{
	if (a == NOT_TESTED || b == NOT_TESTED)
		return a == NOT_TESTED ? b : a;
	if ((a == BLIND) != (b == BLIND))
		return PARTLY;
	return a < b ? a : b;
}

static void
add(struct profile *p, enum sign s, enum sight sight)
{
	if (sight == NOT_TESTED)
		return;
	p->sees[s] = worse(p->sees[s], sight);
	p->cells[s]++;
}

void
judge_profile(struct profile *p, const struct sighting *cells, size_t n)
{
	struct profile alone;
	enum sight sight;
	enum sign s;
	size_t i;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < n; i++)
		for (s = FIN; s < DEATH_SIGNS; s++)
			if (stands_alone(&cells[i], s))
				add(p, s, told(&cells[i], s));
	alone = *p;
	for (i = 0; i < n; i++)
		for (s = FIN; s < DEATH_SIGNS; s++) {
			sight = told(&cells[i], s);
			/* another of those at once may have been the one */
			if (!stands_alone(&cells[i], s) &&
			    (sight == BLIND || alone.sees[s] != BLIND))
				add(p, s, sight);
		}
}
