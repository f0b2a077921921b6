/* judge.c - the word of a subject, held against truth and prediction. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/judge.h"

#include <inttypes.h>
#include <stdio.h>

#define MS 1000000LL
#define TOLERANCE_NS (1 * MS) /* from a segment to what its reader says */

struct word
judge_word(const struct report *reports, size_t n)
{
	struct word word = { OPEN, WIRE_NEVER, n, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		word.verdict = reports[i].said.verdict;
		word.index = i;
		word.asked_ns = reports[i].asked_ns;
		if (verdict_terminal(word.verdict)) {
			word.t_ns = reports[i].t_ns;
			break;
		}
	}
	return word;
}

const struct moment *
judge_moment(const struct truth *truth, int64_t t_ns)
{
	size_t i = truth->n;

	if (t_ns == WIRE_NEVER)
		return &truth->moments[truth->n - 1];
	while (i > 1 && truth->moments[i - 1].t_ns > t_ns)
		i--;
	return &truth->moments[i - 1];
}

/*
 * Could the word know of what came at t_ns?  Not if it came while the question
 * was being answered: a subject that waits for a CPU stamps late.
 */
static bool
word_knew(const struct word *word, int64_t t_ns)
{
	if (word->asked_ns)
		return t_ns <= word->asked_ns;
	return word->t_ns == WIRE_NEVER || t_ns <= word->t_ns - TOLERANCE_NS;
}

/* What names the form rightly, besides the verdict that has its name. */
static bool
rightly(const struct truth *truth, enum form form, const struct word *word)
{
	enum verdict said = word->verdict;

	if (form == FORM_OPEN)
		return !verdict_terminal(said);
	return said == form_verdict(form) ||
	    (form == FORM_HALF_CLOSED && said == CLOSED) ||
	    (form == FORM_SILENT && said == UNREACHABLE) ||
	    (form == FORM_CLOSED && said == HALF_CLOSED &&
		!(truth->rst_answers_us && word_knew(word, truth->rst_ns)));
}

enum outcome
judge_outcome(const struct truth *truth, const struct word *word)
{
	enum form form = judge_moment(truth, word->t_ns)->form;

	if (form == FORM_OPEN && verdict_terminal(word->verdict))
		return FALSE_ALARM;
	if (rightly(truth, form, word))
		return RIGHT;
	if (word->verdict == QUIET)
		return INCONCLUSIVE;
	if (word->verdict == OPEN || word->verdict == UNSAID)
		return MISSED;
	if (word->verdict == GONE || word->verdict == ERROR)
		return VAGUE;
	return MISNAMED;
}

/* Of all that is admissible: what has this name, and best fits the time. */
static struct due
admitted(const struct prediction *p, const struct word *word)
{
	struct due best = { p->verdict, p->from_ns, p->to_ns, p->because };
	const struct due *d;
	size_t i;

	for (i = 0; i < p->n_also; i++) {
		d = &p->also[i];
		if (d->verdict == word->verdict &&
		    (best.verdict != word->verdict || word->t_ns > best.to_ns))
			best = *d;
	}
	return best;
}

/* By so much, at most, as the subject had to wait: it may have been that. */
bool
judge_too_slow(enum verdict said, int64_t late_ns, int64_t waited_ns,
    char reason[JUDGE_REASON])
{
	if (late_ns > waited_ns + MS)
		return false;
	snprintf(reason, JUDGE_REASON,
	    "the machine was too slow: %s came %" PRId64
	    " us late, and the subject waited %" PRId64
	    " us for a CPU; fewer at once (--jobs) may help",
	    verdict_name(said), late_ns / 1000, waited_ns / 1000);
	return true;
}

enum result
judge_result(const struct prediction *p, const struct word *word,
    int64_t waited_ns, char reason[JUDGE_REASON])
{
	struct due due = admitted(p, word);
	const char *said = verdict_name(word->verdict);
	bool bounded = due.to_ns != WIRE_NEVER && word->t_ns != WIRE_NEVER;
	int64_t late_ns = bounded ? word->t_ns - due.to_ns : 0;

	reason[0] = '\0';
	if (due.verdict != word->verdict)
		snprintf(reason, JUDGE_REASON, "said %s, predicted %s", said,
		    verdict_name(p->verdict));
	else if (due.from_ns != WIRE_NEVER && word->t_ns < due.from_ns)
		snprintf(reason, JUDGE_REASON,
		    "%s came %" PRId64 " us too early", said,
		    (due.from_ns - word->t_ns) / 1000);
	else if (late_ns <= 0)
		return PASS;
	else if (judge_too_slow(word->verdict, late_ns, waited_ns, reason))
		return UNRESOLVED;
	else
		snprintf(reason, JUDGE_REASON, "%s came %" PRId64 " us late",
		    said, late_ns / 1000);
	return FAIL;
}
