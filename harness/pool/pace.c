/* pace.c - how many cells at once: found out while they run. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A cell mostly waits, so a core serves many; how many depends on the machine
 * and on who else uses it, and no number is right everywhere.  So a run starts
 * with few.  While all that may run do run, none stands before a gate and every
 * question is asked in time, it takes on more: twice as many, until the machine
 * was full for the first time, then a few more each time.  Cells before a gate
 * say that the cores have enough to do: more would only wait there.  More than
 * one cell in twenty for which the machine was late, or processes that wait for
 * memory (PSI), say that there are too many: then a fifth less may run, and no
 * cell is stopped for it.  A single one costs less to try again than all others
 * would cost to wait.
 */
#include "pool/pace.h"

#include <inttypes.h>
#include <stdio.h>

#define MS 1000000LL
#define FIRST_A_CORE 8
#define STEP_A_CORE 4
#define LOOK_NS (100 * MS)
#define LATE_ONE_IN 20 /* of those that run */
#define GIVE_WAY_NS (500 * MS) /* not again before that: cells must end */
#define WAITING_A_STEP 2       /* so few before a gate are none */
#define STALLED_US 10	       /* of each ms: memory is short */

/* proc(5), Documentation/accounting/psi.rst: time that some waited, in us. */
static int64_t
memory_stalled_us(void)
{
	FILE *f = fopen("/proc/pressure/memory", "re");
	int64_t total;
	int got;

	if (!f)
		return -1;
	got = fscanf(
	    f, "some avg10=%*f avg60=%*f avg300=%*f total=%" SCNd64, &total);
	fclose(f);
	return got == 1 ? total : -1;
}

void
pace_open(struct pace *p, int cores, int most, int64_t now_ns)
{
	*p = (struct pace) { .now = cores * FIRST_A_CORE,
		.most = most,
		.step = cores * STEP_A_CORE,
		.looked_ns = now_ns,
		.stalled_us = memory_stalled_us() };
	if (p->now > most)
		p->now = most;
}

void
pace_late(struct pace *p)
{
	p->late++;
}

static bool
memory_is_short(struct pace *p, int64_t passed_ns)
{
	int64_t now_us = p->stalled_us == -1 ? -1 : memory_stalled_us(), us;

	if (now_us == -1)
		return false;
	us = now_us - p->stalled_us;
	p->stalled_us = now_us;
	return us > passed_ns / MS * STALLED_US;
}

static void
give_way(struct pace *p, int busy, int64_t now_ns)
{
	p->found = true;
	if (now_ns - p->gave_way_ns < GIVE_WAY_NS)
		return;
	p->gave_way_ns = now_ns;
	/* what may run but does not would be no less */
	if (p->now > busy)
		p->now = busy;
	p->now -= p->now / 5;
	if (p->now < p->step)
		p->now = p->step < p->most ? p->step : p->most;
}

static void
take_on(struct pace *p)
{
	p->now += p->found ? p->step : p->now;
	if (p->now > p->most)
		p->now = p->most;
}

void
pace_look(struct pace *p, int busy, int waiting, int64_t now_ns)
{
	int64_t passed_ns = now_ns - p->looked_ns;

	if (passed_ns < LOOK_NS)
		return;
	p->looked_ns = now_ns;
	if ((int)p->late * LATE_ONE_IN > busy ||
	    memory_is_short(p, passed_ns))
		give_way(p, busy, now_ns);
	else if (busy < p->now)
		; /* there is room already, or nothing more to do */
	else if (waiting > WAITING_A_STEP * p->step)
		p->found = true;
	else
		take_on(p);
	p->late = 0;
}
