/* deeds.c - what was done to a connection, as it was done. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/cell.h"

void
cell_note_at(struct cell *c, int64_t t_ns, const char *who, const char *text)
{
	/* what is typed is told at once, and may be much */
	if (c->book.n_deeds < MAX_EVENTS || c->hand.is)
		notebook_deed(&c->book, t_ns, who, text);
}

void
cell_note(struct cell *c, const char *who, const char *format, ...)
{
	char text[CASE_ERROR];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	cell_note_at(c, lab_wall(), who, text);
}
