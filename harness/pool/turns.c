/* turns.c - who may pass a gate: the runner's side. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <unistd.h>

#include "pool/runner.h"

/* Most of each is waiting: for the kernel, for what may come. */
void
turns_open(struct runner *r)
{
	int cores = pool_cores();

	r->limit[GATE_SETUP] = cores * 4;
	r->limit[GATE_FAULT] = cores * 8;
	r->limit[GATE_FINISH] = cores * 4;
}

static void
leave(struct runner *r, struct running *cell, enum gate gate)
{
	if (cell->inside[gate])
		r->inside[gate]--;
	cell->inside[gate] = false;
}

void
turns_hear(struct runner *r, struct running *cell, char byte)
{
	enum gate gate;

	for (gate = GATE_SETUP; gate < GATES; gate++) {
		if (byte == GATE_ENTER[gate]) {
			cell->waits[gate] = true;
			cell->since = r->clock++;
		}
		if (byte == GATE_LEAVE[gate])
			leave(r, cell, gate);
	}
}

int
turns_waiting(const struct runner *r)
{
	int i, n = 0;

	for (i = 0; i < r->high; i++)
		n += r->running[i].index != NO_CELL &&
		    turns_waits(&r->running[i]);
	return n;
}

bool
turns_waits(const struct running *cell)
{
	enum gate gate;

	for (gate = GATE_SETUP; gate < GATES; gate++)
		if (cell->waits[gate])
			return true;
	return false;
}

void
turns_leave(struct runner *r, struct running *cell)
{
	enum gate gate;

	for (gate = GATE_SETUP; gate < GATES; gate++)
		leave(r, cell, gate);
}

static struct running *
first_to_ask(const struct runner *r, enum gate gate)
{
	struct running *first = NULL, *cell;
	int i;

	for (i = 0; i < r->high; i++) {
		cell = &r->running[i];
		if (cell->index != NO_CELL && cell->waits[gate] &&
		    (!first || cell->since < first->since))
			first = cell;
	}
	return first;
}

void
turns_give(struct runner *r)
{
	struct running *first;
	enum gate gate;

	for (gate = GATE_SETUP; gate < GATES; gate++)
		while (r->inside[gate] < r->limit[gate] &&
		    (first = first_to_ask(r, gate)) != NULL) {
			first->waits[gate] = false;
			first->inside[gate] = true;
			running_lasts(first, 0);
			r->inside[gate]++;
			(void)!write(first->fd, &(char) { GATE_GO }, 1);
		}
}

void
running_lasts(struct running *cell, uint32_t ms)
{
	int64_t now_ns = lab_now();

	/* what it lasts may be split by turns, but goes on */
	if (ms > 0)
		cell->lasts_ns = now_ns + ms * 1000000LL;
	cell->deadline_ns = (cell->lasts_ns > now_ns ? cell->lasts_ns :
						       now_ns) +
	    CELL_NS;
}
