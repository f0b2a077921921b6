/* judge.c - the word of a subject, held against truth and prediction. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/judge.h"

#include <inttypes.h>
#include <stdio.h>

#define MS 1000000LL
#define TOLERANCE_NS (1 * MS) /* DESIGN "Truth" */

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
	/*
	 * Only out of "open": a FIN named rightly stays named rightly when a
	 * RST follows it within the tolerance.
	 */
	if (truth->moments[i - 1].form == FORM_OPEN && i < truth->n &&
	    truth->moments[i].t_ns <= t_ns + TOLERANCE_NS)
		i++;
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

static bool
rightly(const struct truth *truth, enum form form, const struct word *word)
{
	bool answered = truth->rst_answers_us && word_knew(word, truth->rst_ns);

	switch (form) {
	case FORM_OPEN:
		return !verdict_terminal(word->verdict);
	case FORM_CLOSED:
		return word->verdict == CLOSED ||
		    (word->verdict == HALF_CLOSED && !answered);
	case FORM_HALF_CLOSED:
		return word->verdict == HALF_CLOSED || word->verdict == CLOSED;
	case FORM_RESET:
		return word->verdict == RESET;
	case FORM_SILENT:
		return word->verdict == TIMEOUT || word->verdict == UNREACHABLE;
	case FORMS:
		break;
	}
	return false;
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

static enum result
deviates(bool excused)
{
	return excused ? XFAIL : FAIL;
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

enum result
judge_result(const struct prediction *p, const struct word *word,
    int64_t waited_ns, bool excused, char reason[JUDGE_REASON])
{
	struct due due = admitted(p, word);
	int64_t late;

	reason[0] = '\0';
	if (due.verdict != word->verdict) {
		snprintf(reason, JUDGE_REASON, "said %s, predicted %s",
		    verdict_name(word->verdict), verdict_name(p->verdict));
		return deviates(excused);
	}
	if (due.from_ns != WIRE_NEVER && word->t_ns < due.from_ns) {
		snprintf(reason, JUDGE_REASON,
		    "%s came %" PRId64 " us too early",
		    verdict_name(word->verdict),
		    (due.from_ns - word->t_ns) / 1000);
		return deviates(excused);
	}
	late = due.to_ns == WIRE_NEVER ? 0 : word->t_ns - due.to_ns;
	if (late > 0 && late <= waited_ns + MS) {
		snprintf(reason, JUDGE_REASON,
		    "the machine was too slow: %s "
		    "came %" PRId64 " us late, and the subject waited %" PRId64
		    " us for a CPU; fewer at once (--jobs) may help",
		    verdict_name(word->verdict), late / 1000, waited_ns / 1000);
		return UNRESOLVED;
	}
	if (late > 0) {
		snprintf(reason, JUDGE_REASON, "%s came %" PRId64 " us late",
		    verdict_name(word->verdict), late / 1000);
		return deviates(excused);
	}
	if (excused) {
		snprintf(reason, JUDGE_REASON,
		    "as predicted; the excuse is "
		    "no longer needed");
		return XPASS;
	}
	return PASS;
}
