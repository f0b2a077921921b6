/* traits.c - what is known of a cell's subject, and what all wait for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/cell.h"

bool
cell_is_external(const struct cell *c)
{
	return c->spec->subject->says.kind == EXTERNAL;
}

/* Who declares nothing may do anything. */
bool
cell_may_speak(const struct cell *c)
{
	return c->spec->subject->says.speaks || cell_is_external(c);
}
