/* clock.h - two clocks: one to wait by, one to stamp by. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_CLOCK_H
#define HANGUP_RUN_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * CLOCK_MONOTONIC, for all waiting: deadlines, patience, how long it took.
 * Never to be compared with a stamp.
 */
int64_t clock_ns(void);

/*
 * CLOCK_REALTIME, for stamps: those of captures and of subjects are of this
 * clock, and anybody may set it at any moment.
 */
int64_t clock_wall_ns(void);

/* Whether the wall clock was set, since clock_watch began. */
struct clock_watch {
	int64_t offset_ns; /* wall less monotonic, at the beginning */
	int64_t step_ns;   /* the most it was off that; < 0: set back */
};

void clock_watch(struct clock_watch *w);
/* To be called often: a clock may be set and set back.  Costs 0.2 us. */
void clock_look(struct clock_watch *w);
/* True, and by how much in words of which *text is the caller's. */
#define CLOCK_TEXT 48
bool clock_was_set(const struct clock_watch *w, char text[CLOCK_TEXT]);

#endif
