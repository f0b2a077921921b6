/* stamp.h - may a report be stamped so? Pure. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_STAMP_H
#define HANGUP_RUN_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#define STAMP_ERROR 256

/*
 * How long before its receipt a report may be stamped: formatting, a pipe, our
 * waking up; what else kept either from running comes on top.  Of 78,000
 * reports of a matrix, on two cores with a load of 26, 999 in a thousand took
 * less than 20 ms and the last 101, waits for a CPU included.
 */
#define STAMP_LAG_NS INT64_C(250000000)

struct stamping {
	int64_t t_ns;	      /* the stamp, CLOCK_REALTIME as it should be */
	int64_t receipt_ns;   /* CLOCK_REALTIME */
	int64_t monotonic_ns; /* at the same time: some take that for it */
	int64_t waits_ns;     /* nobody had a CPU, it was stopped, we away */
};

/* True, or what is wrong with it, and what was expected. */
bool stamp_holds(const struct stamping *s, char error[STAMP_ERROR]);

#endif
