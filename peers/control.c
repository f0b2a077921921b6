/* control.c - lines in, "ok ..." or "error ..." out: the control protocol. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "control.h"

#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLUMN 36 /* of help: name and usage before, what it does behind */

static const struct command *commands;
static int input;
static FILE *output;

static char buf[4096]; /* lines as they come */
static size_t have;
static bool overlong; /* the rest of the line is no command */

void
control_init(const struct command *table, int in, FILE *out)
{
	commands = table;
	input = in;
	output = out;
	have = 0;
	overlong = false;
	setvbuf(out, NULL, _IOFBF, 8192);
}

static void answer(const char *word, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void
answer(const char *word, const char *format, va_list args)
{
	fprintf(output, "%s ", word);
	vfprintf(output, format, args);
	putc('\n', output);
	fflush(output);
}

void
control_done(void)
{
	fputs("ok\n", output);
	fflush(output);
}

void
control_ok(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	answer("ok", format, args);
	va_end(args);
}

void
control_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	answer("error", format, args);
	va_end(args);
}

long
control_number(const char *what, const char *text, long min, long max)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || *end || n < min || n > max) {
		control_error("%s: expected a number from %ld to %ld, "
			      "got \"%s\"",
		    what, min, max, text);
		return -1;
	}
	return n;
}

static void
help(void)
{
	const struct command *c;
	int room;

	for (c = commands; c->name; c++) {
		room = COLUMN - (int)strlen(c->name);
		if ((int)strlen(c->usage) <= room)
			fprintf(output, "  %s %-*s %s\n", c->name, room,
			    c->usage, c->what);
		else
			fprintf(output, "  %s %s\n%*s%s\n", c->name, c->usage,
			    COLUMN + 4, "", c->what);
	}
	fprintf(output, "  %-37s %s\n", "help", "these lines");
	control_done();
}

static void
run_line(char *line)
{
	char *argv[CONTROL_WORDS + 1], *word, *rest;
	const struct command *c;
	int argc = 0;

	for (word = strtok_r(line, " \t\r", &rest); word;
	     word = strtok_r(NULL, " \t\r", &rest)) {
		if (argc == CONTROL_WORDS) {
			control_error("more than %d words", CONTROL_WORDS);
			return;
		}
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	if (argc == 0)
		return;
	if (strcmp(argv[0], "help") == 0) {
		help();
		return;
	}
	for (c = commands; c->name; c++)
		if (strcmp(argv[0], c->name) == 0) {
			c->run(argc, argv);
			return;
		}
	control_error("no command \"%s\"; \"help\" lists them", argv[0]);
}

int
control_read(void)
{
	char *newline;
	ssize_t n;

	n = read(input, buf + have, sizeof(buf) - have);
	if (n == -1 && (errno == EINTR || errno == EAGAIN))
		return 1;
	if (n <= 0)
		return 0;
	have += (size_t)n;
	while ((newline = memchr(buf, '\n', have)) != NULL) {
		*newline = '\0';
		if (!overlong)
			run_line(buf);
		overlong = false;
		have -= (size_t)(newline + 1 - buf);
		memmove(buf, newline + 1, have);
	}
	if (have == sizeof(buf)) {
		if (!overlong)
			control_error(
			    "a line is longer than %zu bytes", sizeof(buf));
		overlong = true;
		have = 0;
	}
	return 1;
}
