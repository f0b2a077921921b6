/* subject.h - the parts of hangup-subject; the strategies need none. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_SUBJECT_H
#define HANGUP_SUBJECT_H

#include <stdio.h>

#include "strategies/strategy.h"

/*
 * Speaks the report protocol on in and out for s, which watches fd, until
 * "quit" or the end of in.  0; -1 with errno when in or out failed.
 */
int protocol_run(const struct strategy *s, int fd, int in, int out);

/* Why s cannot work here, or NULL. */
const char *unsupported(const struct strategy *s);

/* Prints s as a declaration of the case language (Tcl). */
void describe(const struct strategy *s, FILE *out);

#endif
