/* contract.c - what is asked of a subject that declares nothing. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The contract says of each sign of death whether a good detector must, should
 * or may notice it, and in what time.  A cell asks what the strictest of its
 * signs asks, counted from when that sign reached the socket.  What only our
 * own sending draws counts from the fault where nothing was sent: not to send
 * is the subject's choice, and what it misses thereby is missed.
 */
#include <inttypes.h>
#include <stdio.h>

#include "judge/clock.h"

/*
 * A contract is a declaration, too: the sign is to be noticed within a time of
 * when somebody of this kind can look.
 */
static int64_t
due_by(const struct demand *d, const struct timeline *tl, int64_t since_ns)
{
	static const enum kind kinds[] = { WAITS, ONCE, ASKS };
	const struct when when = { SINCE_SIGN, 0, d->within_ms, TIMER_FIXED };
	const struct mark *m = mark_first(tl, CHECK);
	struct declaration asked = { .kind = WAITS };
	struct candidate c = { .start_ns = since_ns, .is_state = true };
	size_t n;

	if (d->within_ms == 0)
		return tl->plot.horizon_ns;
	for (n = 0; n < 2 && m; n++)
		m = mark_after(tl, m + 1, CHECK);
	asked.kind = kinds[n];
	if (asked.kind == ONCE && mark_first(tl, CHECK)->t_ns > since_ns)
		c.start_ns = mark_first(tl, CHECK)->t_ns;
	return notice(&asked, &when, tl, &c) ? c.due.to_ns :
					       since_ns + d->within_ms * MS;
}

struct owed
judge_owed(
    const struct contract *contract, uint32_t signs, const struct timeline *tl)
{
	struct owed owed = { NO_DUTY, SIGNS, WIRE_NEVER, WIRE_NEVER, 0 };
	const struct demand *d;
	int64_t since_ns, by_ns;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++) {
		d = &contract->of[s];
		since_ns = judge_onset(signs, tl, s);
		if (since_ns == WIRE_NEVER && signs >> s & 1 &&
		    sign_rows[s].comes == DRAWN)
			since_ns = zero_of(tl);
		if (since_ns == WIRE_NEVER || d->duty == NO_DUTY ||
		    d->duty < owed.duty)
			continue;
		by_ns = due_by(d, tl, since_ns);
		if (d->duty > owed.duty || by_ns < owed.by_ns)
			owed = (struct owed) { d->duty, s, since_ns, by_ns,
				d->accept };
	}
	return owed;
}

static enum notice
noticed(const struct owed *owed, const struct word *word, enum notice how)
{
	if (word->t_ns == WIRE_NEVER || owed->duty == NO_DUTY)
		return NOTHING_TO_NOTICE; /* alive, and said so */
	return word->t_ns > owed->by_ns ? NOTICED_LATE : how;
}

enum notice
judge_notice(
    const struct owed *owed, const struct word *word, enum outcome outcome)
{
	bool accepted = owed->accept >> word->verdict & 1;

	switch (outcome) {
	case RIGHT:
		return noticed(owed, word, NOTICED);
	case VAGUE:
		return noticed(
		    owed, word, accepted ? NOTICED : NOTICED_VAGUELY);
	case MISNAMED:
		return noticed(owed, word, accepted ? NOTICED : NOTICED_BADLY);
	case MISSED:
	case INCONCLUSIVE:
		return owed->duty == NO_DUTY ? NOTHING_TO_NOTICE : NOT_NOTICED;
	case FALSE_ALARM:
		return CRIED_WOLF;
	case NO_OUTCOME:
	case OUTCOMES:
		break;
	}
	return NOTHING_TO_NOTICE;
}

static void
explain(const struct owed *owed, const struct word *word, enum notice notice,
    char reason[JUDGE_REASON])
{
	const char *duty = duty_name(owed->duty), *said;
	const char *sign = owed->because < SIGNS ? sign_name(owed->because) :
						   "nothing";

	said = verdict_name(word->verdict);
	switch (notice) {
	case NOTHING_TO_NOTICE:
	case NOTICED:
	case NOTICES:
		reason[0] = '\0';
		break;
	case NOTICED_VAGUELY:
		snprintf(reason, JUDGE_REASON, "noticed %s, but not named: %s",
		    sign, said);
		break;
	case NOTICED_BADLY:
		snprintf(reason, JUDGE_REASON,
		    "noticed %s, and gave it a wrong name: %s", sign, said);
		break;
	case NOTICED_LATE:
		snprintf(reason, JUDGE_REASON,
		    "%s came %" PRId64 " us late: a detector %s notice %s in "
		    "%d ms",
		    said, (word->t_ns - owed->by_ns) / 1000, duty, sign,
		    (int)((owed->by_ns - owed->since_ns) / MS));
		break;
	case NOT_NOTICED:
		snprintf(reason, JUDGE_REASON,
		    "missed %s, which a detector %s notice", sign, duty);
		break;
	case CRIED_WOLF:
		snprintf(reason, JUDGE_REASON,
		    "cried wolf: said %s of a connection that was open", said);
		break;
	}
}

static bool
fails(const struct owed *owed, enum notice notice)
{
	switch (notice) {
	case NOTHING_TO_NOTICE:
	case NOTICED:
	case NOTICED_VAGUELY:
	case NOTICES:
		return false;
	case NOTICED_BADLY:
	case NOTICED_LATE:
	case NOT_NOTICED:
		return owed->duty == MUST;
	case CRIED_WOLF:
		return true;
	}
	return false;
}

enum result
judge_contract(const struct owed *owed, const struct word *word,
    enum notice notice, int64_t waited_ns, bool excused,
    char reason[JUDGE_REASON])
{
	explain(owed, word, notice, reason);
	if (notice == NOTICED_LATE && owed->duty == MUST &&
	    word->t_ns - owed->by_ns <= waited_ns + MS) {
		snprintf(reason, JUDGE_REASON,
		    "the machine was too slow: %s came %" PRId64
		    " us late, and the subject waited %" PRId64 " us for a CPU",
		    verdict_name(word->verdict),
		    (word->t_ns - owed->by_ns) / 1000, waited_ns / 1000);
		return UNRESOLVED;
	}
	if (fails(owed, notice))
		return excused ? XFAIL : FAIL;
	if (!excused)
		return PASS;
	snprintf(reason, JUDGE_REASON,
	    "as the contract asks; the excuse is no longer needed");
	return XPASS;
}
