/* clock.h - causes, clocks, looks: the steps of a prediction; judge's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_CLOCK_H
#define HANGUP_JUDGE_CLOCK_H

#include "judge/judge.h"

#define MS 1000000LL
#define FOREVER INT64_MAX /* later than all that is on a timeline */
/* An asker is asked 100 ms after its last answer, and answers in 50. */
#define ANSWER_MS 50
#define ASK_TO_MS 150
#define RACE_NS (1 * MS) /* nobody can tell which of two was first */

/*
 * onset.c: when the sign came, given or not; WIRE_NEVER: it did not.
 */
int64_t onset_of(const struct timeline *tl, enum sign s);
/* The first mark of that kind, or NULL; not before mark m. */
const struct mark *mark_after(
    const struct timeline *tl, const struct mark *m, enum mark_kind kind);
const struct mark *mark_first(const struct timeline *tl, enum mark_kind kind);
/* t = 0: the fault, or ready where there is none. */
int64_t zero_of(const struct timeline *tl);

/*
 * clock.c: the clock of a sign, run over the timeline until it surely ran out.
 */
struct lapse {
	int64_t since_ns; /* it was started last */
	int64_t until_ns; /* started anew or stopped; of several, that were
			   * wide enough, the last start */
	bool surely;	  /* else: it may have run out, or not */
};

struct run {
	bool started;	  /* ever */
	bool ended;	  /* the last lapse is sure */
	int64_t since_ns; /* at the end of the timeline: running since then */
	struct lapse lapses[2]; /* perhaps some that may be, then a sure one */
	size_t n;
};

struct run clock_run(const struct declaration *d, const struct seen *seen,
    enum sign s, const struct timeline *tl);
/* Who is stopped does nothing until it goes on. */
int64_t when_awake(const struct timeline *tl, int64_t t_ns);

/*
 * notice.c: a cause and when it is seen.
 */
struct candidate {
	struct due due;
	int64_t start_ns;    /* the onset, or when the clock was started */
	int64_t earliest_ns; /* not said before */
	int64_t sure_ns;     /* said by then, if nothing else was; or FOREVER */
	bool is_state;	     /* it is found whenever one looks, from then on */
};

/* Sets the times of c from its start; false: nobody looked since. */
bool notice(const struct declaration *d, const struct when *when,
    const struct timeline *tl, struct candidate *c);
/* The earliest end of a clock that was started then. */
int64_t not_before(
    const struct timeline *tl, int64_t start_ns, const struct when *when);
/* When the first question not before t_ns was asked, or FOREVER. */
int64_t look_from(const struct timeline *tl, int64_t t_ns);

/*
 * kernel.c: what is so because kernels do it so, each with its source.
 */
void kernel_recv(const struct declaration *d, uint32_t *starts,
    uint32_t *cancels, uint32_t *ends);
void kernel_unsent(const struct declaration *d, uint32_t *starts);
bool kernel_keeps_error(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s);
enum verdict kernel_name(const struct declaration *d, uint32_t signs,
    enum sign s, enum verdict verdict);
/* What is said when the kernel gives up by itself; UNSAID: nothing. */
struct seen kernel_gives_up(const struct declaration *d);

#endif
