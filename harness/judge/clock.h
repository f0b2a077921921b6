/* clock.h - causes, clocks, looks: the steps of a prediction; judge's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_CLOCK_H
#define HANGUP_JUDGE_CLOCK_H

#include "judge/judge.h"

#define MS 1000000LL
#define FOREVER INT64_MAX /* later than all that is on a timeline */
#define BIT(kind) (1u << (kind))
/* An asker is asked 100 ms after its last answer, and answers in 50. */
#define ANSWER_MS 50
#define ASK_TO_MS 150
#define RACE_NS (1 * MS) /* nobody can tell which of two was first */

/*
 * onset.c: when the sign came, given or not; WIRE_NEVER: it did not.
 */
int64_t onset_of(const struct timeline *tl, enum sign s);

/*
 * clock.c: what a latency counts from, and whether it has passed.
 */
struct lapse {
	int64_t since_ns; /* the sign came, or the clock was started last */
	int64_t last_ns;  /* of several that may have been: the last start */
	bool surely;	  /* else: it may have run out, or not */
};

struct run {
	bool started;	  /* ever */
	int64_t since_ns; /* at the end of the timeline: running since then */
	struct lapse lapses[2]; /* perhaps one that may be, then a sure one */
	size_t n;
};

struct run clock_run(const struct declaration *d, const struct seen *seen,
    enum sign s, const struct timeline *tl);

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
/* The earliest end of what counts from start_ns. */
int64_t not_before(
    const struct timeline *tl, int64_t start_ns, const struct when *when);

/* predict.c: all that could be said of the sign. */
#define CANDIDATES_OF_SIGN 4
size_t causes_of(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s, struct candidate *out);

/*
 * kernel.c: what is so because kernels do it so, each with its source.
 */
void kernel_recv(const struct declaration *d, uint32_t *starts,
    uint32_t *cancels, uint32_t *ends);
uint32_t kernel_unsent(const struct declaration *d);
bool kernel_keeps_error(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s);
enum verdict kernel_name(const struct declaration *d, uint32_t signs,
    enum sign s, enum verdict verdict);
/* What is said when the kernel gives up by itself; UNSAID: nothing. */
struct seen kernel_gives_up(const struct declaration *d);
/* How much later its repetitions may be, because the network is slow. */
int64_t kernel_slow(const struct when *when, const struct timeline *tl);

#endif
