/* blame.c - whose doing it is that a cell makes no statement. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "run/cell.h"

int
cell_broke(struct cell *c, enum blame blame, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	trouble_is_said(&c->book.trouble, blame, format, args);
	va_end(args);
	return -1;
}

bool
cell_is_broken(const struct cell *c)
{
	return c->book.trouble.text[0] != '\0';
}

/*
 * Whatever else seems wrong may be so only because stamps of before and after
 * were compared: a subject's, a packet that did not come.
 */
void
cell_judge_clock(struct cell *c)
{
	char by[CLOCK_TEXT];

	lab_clock_look(&c->clock);
	c->book.clock_was_set = lab_clock_was_set(&c->clock, by);
	if (!c->book.clock_was_set)
		return;
	c->book.trouble.text[0] = '\0';
	cell_broke(c, BLAME_MACHINE,
	    "the machine's clock was set %s while the cell ran", by);
}
