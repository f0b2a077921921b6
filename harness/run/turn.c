/* turn.c - a cell waits for its turn at a gate. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/cell.h"
#include "run/gate.h"

#define TURN_NS (3600 * SECOND) /* it comes before that */

static bool
is_our_turn(const struct cell *c, const void *arg)
{
	(void)arg;
	return gate_is_open(c->runner, false);
}

/*
 * Waiting for a turn is not the cell's own time.  What comes meanwhile is
 * served, or captures would overflow behind a program that is busy.
 */
void
take_turn(struct cell *c, enum gate gate)
{
	int64_t asked = lab_now();
	bool open;

	gate_ask(c->runner, gate);
	c->also = c->runner;
	open = c->lab && pump(c, lab_now() + TURN_NS, false, is_our_turn, NULL);
	c->also = -1;
	if (!open)
		(void)gate_is_open(c->runner, true);
	c->playing.started_ns += lab_now() - asked;
}

void
cell_critical(struct cell *c, bool critical)
{
	if (critical && !c->playing.critical)
		take_turn(c, GATE_FAULT);
	else if (!critical && c->playing.critical)
		gate_leave(c->runner, GATE_FAULT);
	c->playing.critical = critical;
}
