/* pace.h - how many cells at once: found out while they run. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_POOL_PACE_H
#define HANGUP_POOL_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	int now;       /* so many may run */
	int most;      /* and never more */
	int step;      /* taken on at a time, once the machine was full */
	bool found;    /* it was full once: from then on in steps */
	unsigned late; /* questions that the machine made late, since looked */
	int64_t looked_ns, gave_way_ns; /* lab_now */
	int64_t stalled_us; /* PSI's total for memory, or -1: there is none */
};

void pace_open(struct pace *p, int cores, int most, int64_t now_ns);

/*
 * Some time has passed: is there room for more, or must there be fewer?  busy
 * cells run, of which waiting stand before a gate; reads PSI where there is
 * one, and counts what pace_late told.
 */
void pace_look(struct pace *p, int busy, int waiting, int64_t now_ns);

/* The machine was late for a cell. */
void pace_late(struct pace *p);

#endif
