/* control.h - lines in, "ok ..." or "error ..." out: the control protocol. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CONTROL_H
#define HANGUP_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CONTROL_WORDS 64 /* words in a line */

/*
 * One command.  run gives exactly one of the answers below.
 *
 * If it is read by its usage, a line that does not fit that is refused before
 * it runs.  There a word in lower case stands for itself, [ ] around one for
 * one that may be missing, | between ways to say it; ...ADDRESS and ...PORT for
 * what they are, N, MS and SECONDS for a number, another for any word.
 */
struct command {
	const char *name;
	const char *usage; /* its arguments, as help prints them */
	const char *what;  /* one line */
	void (*run)(int argc, char **argv); /* argv[0] is the name */
	bool by_usage;
	long min, max; /* of its number */
	/* else: the same parser that run asks; it answers if it refuses */
	bool (*check)(int argc, char **argv);
	const char
	    *like; /* an answer, for who only reads; NULL: an empty one */
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

/*
 * Would the line be obeyed, as far as it can be told by reading it?  The
 * command, or NULL and a message.  Nothing is done and nothing answered.
 */
const struct command *control_check(
    const struct command *table, const char *line, char *error, size_t size);

/* The one answer to a command, printf-like, without newline. */
void control_done(void);
void control_ok(const char *format, ...) __attribute__((format(printf, 1, 2)));
void
control_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A whole number within [min, max]; on failure answers and returns -1. */
long control_number(const char *what, const char *text, long min, long max);

#endif
