/* control.h - lines in, "ok ..." or "error ..." out: the control protocol. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CONTROL_H
#define HANGUP_CONTROL_H

#include <stddef.h>
#include <stdio.h>

#define CONTROL_WORDS 64 /* words in a line */

/* One command.  run gives exactly one of the answers below. */
struct command {
	const char *name;
	const char *usage; /* its arguments, as help prints them */
	const char *what;  /* one line */
	void (*run)(int argc, char **argv); /* argv[0] is the name */
};

/*
 * The commands of this program; "help" is added.  NULL name ends the table.
 * Lines are read from in and answered on out, which stay the caller's.
 */
void control_init(const struct command *table, int in, FILE *out);

/*
 * Reads what stands on the input and runs the complete lines.
 * 0 at its end, 1 otherwise.  Call it when poll(2) says readable.
 */
int control_read(void);

/* The one answer to a command, printf-like, without newline. */
void control_done(void);
void control_ok(const char *format, ...) __attribute__((format(printf, 1, 2)));
void
control_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A whole number within [min, max]; on failure answers and returns -1. */
long control_number(const char *what, const char *text, long min, long max);

#endif
