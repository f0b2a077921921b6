/* contract.c - what is asked of a subject that declares nothing. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The contract says of each sign of death whether a good subject must, should
 * or may notice it, and in what time.  A cell asks what the strictest of its
 * signs asks, counted from when that sign reached the socket.  What only our
 * own sending draws counts from the fault where nothing was sent: not to send
 * is the subject's choice, and what it misses thereby is missed.
 *
 * A contract may also take a sign of life for an end: who looks at a connection
 * before it is used again must not use one on which bytes wait that nobody
 * asked for.
 */
#include <inttypes.h>
#include <stdio.h>

#include "judge/clock.h"

/* bash(1) reads a byte a call: what stands before a sign takes its time. */
#define READ_A_BYTE_NS 20000

/*
 * A contract is a declaration, too: the sign is to be noticed within a time of
 * when somebody of this kind can look.
 */
static int64_t
due_by(const struct demand *d, const struct timeline *tl, enum sign s,
    int64_t since_ns)
{
	const struct when when = { SINCE_SIGN, 0, d->within_ms, TIMER_FIXED };
	const struct mark *check = timeline_first(tl, CHECK);
	bool once = check && !timeline_next(tl, check + 1, CHECK);
	const struct declaration asked = { .kind = once ? ONCE :
		    check				? ASKS :
							  WAITS };
	struct candidate c = { .start_ns = since_ns, .is_state = true };

	if (d->within_ms == 0)
		return tl->plot.horizon_ns;
	if (sign_rows[s].behind_data)
		c.start_ns += timeline_bytes(tl) * READ_A_BYTE_NS;
	if (once && check->t_ns > since_ns)
		c.start_ns = check->t_ns;
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

	for (s = FIN; s < SIGNS; s++) {
		d = &contract->of[s];
		since_ns = judge_onset(signs, tl, s);
		if (since_ns == WIRE_NEVER && signs >> s & 1 &&
		    sign_rows[s].comes == DRAWN)
			since_ns = timeline_zero(tl);
		if (since_ns == WIRE_NEVER || d->duty == NO_DUTY ||
		    d->duty < owed.duty)
			continue;
		by_ns = due_by(d, tl, s, since_ns);
		if (d->duty > owed.duty || by_ns < owed.by_ns)
			owed = (struct owed) { d->duty, s, since_ns, by_ns,
				d->accept };
	}
	return owed;
}

/* Is it owed to call dead what is alive? */
static bool
drops(const struct owed *owed)
{
	return owed->because < SIGNS && sign_rows[owed->because].of_life;
}

enum notice
judge_notice(
    const struct owed *owed, const struct word *word, enum outcome outcome)
{
	static const enum notice notices[OUTCOMES] = {
		[RIGHT] = NOTICED,
		[VAGUE] = NOTICED_VAGUELY,
		[MISNAMED] = NOTICED_BADLY,
		[MISSED] = NOT_NOTICED,
		[INCONCLUSIVE] = NOT_NOTICED,
		[FALSE_ALARM] = CRIED_WOLF,
	};
	enum notice n = notices[outcome];

	if (drops(owed) && word->t_ns == WIRE_NEVER)
		return NOT_NOTICED;
	if (drops(owed) && n == CRIED_WOLF && word->t_ns >= owed->since_ns)
		n = NOTICED;
	if (n == CRIED_WOLF || n == NOTHING_TO_NOTICE)
		return n;
	/* nothing is asked; or it is alive, and said so */
	if (owed->duty == NO_DUTY ||
	    (n != NOT_NOTICED && word->t_ns == WIRE_NEVER))
		return NOTHING_TO_NOTICE;
	if (n != NOT_NOTICED && word->t_ns > owed->by_ns)
		return NOTICED_LATE;
	return n != NOT_NOTICED && owed->accept >> word->verdict & 1 ? NOTICED :
								       n;
}

/* What it deserves that nobody excuses; with a reason unless all is well. */
static enum result
deserves(const struct owed *owed, const struct word *word, enum notice notice,
    char reason[JUDGE_REASON])
{
	const char *duty = duty_name(owed->duty);
	const char *said = verdict_name(word->verdict);
	const char *sign = owed->because < SIGNS ? sign_name(owed->because) :
						   "nothing";

	reason[0] = '\0';
	switch (notice) {
	case NOTHING_TO_NOTICE:
	case NOTICED:
	case NOTICES:
		return PASS;
	case NOTICED_VAGUELY:
		snprintf(reason, JUDGE_REASON, "noticed %s, but not named: %s",
		    sign, said);
		return PASS;
	case NOTICED_BADLY:
		snprintf(reason, JUDGE_REASON,
		    "noticed %s, and gave it a wrong name: %s", sign, said);
		break;
	case NOTICED_LATE:
		snprintf(reason, JUDGE_REASON,
		    "%s came %" PRId64 " us late: a subject %s notice %s in "
		    "%d ms",
		    said, (word->t_ns - owed->by_ns) / 1000, duty, sign,
		    (int)((owed->by_ns - owed->since_ns) / MS));
		break;
	case NOT_NOTICED:
		snprintf(reason, JUDGE_REASON,
		    drops(owed) ? "kept it, though %s came: it %s be dropped" :
				  "missed %s, which a subject %s notice",
		    sign, duty);
		break;
	case CRIED_WOLF:
		snprintf(reason, JUDGE_REASON,
		    "false alarm: said %s of a connection that was open", said);
		return FAIL;
	}
	return owed->duty == MUST ? FAIL : PASS;
}

enum result
judge_contract(const struct owed *owed, const struct word *word,
    enum notice notice, int64_t waited_ns, bool excused,
    char reason[JUDGE_REASON])
{
	enum result result = deserves(owed, word, notice, reason);

	if (notice == NOTICED_LATE && result == FAIL &&
	    judge_too_slow(
		word->verdict, word->t_ns - owed->by_ns, waited_ns, reason))
		return UNRESOLVED;
	if (!excused)
		return result;
	if (result == FAIL)
		return XFAIL;
	snprintf(reason, JUDGE_REASON,
	    "as the contract asks; the excuse is no longer needed");
	return XPASS;
}
