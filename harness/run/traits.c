/* traits.c - what is known of a cell's subject, and what all wait for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <unistd.h>

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

int64_t
cell_waited_ns(const struct cell *c)
{
	struct child self = { .pid = getpid() };
	/* what waits for one of them is late, whoever waits */
	const struct child *who[] = { &self, &c->subject.child,
		&c->path.child };
	int64_t all = 0, one;
	size_t i;

	for (i = 0; i < sizeof(who) / sizeof(who[0]); i++) {
		one = lab_process_waited_ns(c->lab, who[i]);
		all += one > 0 ? one : 0;
	}
	return all;
}
