/* lacks.c - why a cell cannot be, on any run here. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>

#include "run/cell.h"

/* Between a program and a real server nobody else can say a word. */
static const char *
spoils(const struct scenario *s)
{
	static char reason[CASE_ERROR];

	if (s->mute)
		return "nobody accepts the connection: a program that waits for "
		       "its server's first word has no session to lose";
	if (!s->writes)
		return NULL;
	snprintf(reason, sizeof(reason),
	    "\"%s\" would put bytes of its own in the middle of the "
	    "conversation with a real server",
	    s->writes);
	return reason;
}

const char *
spec_lacks(const struct spec *spec)
{
	const struct reason *unfit = reason_for(
	    &spec->subject->unfit, spec->scenario->name, spec->subject->name);

	if (spec->subject->unsupported)
		return spec->subject->unsupported;
	if (spec->family == 6 && spec->scenario->ipv4_only)
		return spec->scenario->ipv4_only;
	if (unfit)
		return unfit->why;
	return spec->subject->server ? spoils(spec->scenario) : NULL;
}
