/* control.c - lines in, "ok ..." or "error ..." out: the control protocol. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "control.h"

#include <arpa/inet.h>
#include <ctype.h>
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

/*
 * While a line is only read: where what is wrong with it goes.  The path may
 * answer beside it, as a thread of the same process.
 */
static _Thread_local char *told;
static _Thread_local size_t told_size;

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
	if (told)
		vsnprintf(told, told_size, format, args);
	else
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

static bool
is_number(const char *text, long min, long max)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	return !errno && end != text && *end == '\0' && n >= min && n <= max;
}

static bool
is_address(const char *text)
{
	unsigned char address[16];

	return inet_pton(AF_INET, text, address) == 1 ||
	    inet_pton(AF_INET6, text, address) == 1;
}

static bool
ends_in(const char *token, size_t n, const char *end)
{
	size_t m = strlen(end);

	return n >= m && strncmp(token + n - m, end, m) == 0;
}

/* A word of a usage, n bytes of it, and one that was said. */
static bool
is_said(const struct command *c, const char *token, size_t n, const char *word)
{
	if (islower((unsigned char)token[0]))
		return strlen(word) == n && strncmp(token, word, n) == 0;
	if (ends_in(token, n, "ADDRESS"))
		return is_address(word);
	if (ends_in(token, n, "PORT"))
		return is_number(word, 0, 65535);
	return c->max == 0 || is_number(word, c->min, c->max);
}

/* One way to say it, up to its end. */
static bool
fits_way(const struct command *c, const char *way, char **words)
{
	bool may_lack = *way == '[';
	const char *token = way + may_lack, *next;
	size_t n = strcspn(token, " ]|");

	if (n == 0)
		return !*words;
	next = token + n + may_lack;
	next += *next == ' ';
	if (*words && is_said(c, token, n, *words) &&
	    fits_way(c, next, words + 1))
		return true;
	return may_lack && fits_way(c, next, words);
}

static bool
fits(const struct command *c, char **argv)
{
	const char *way = c->usage;

	for (;;) {
		if (fits_way(c, way, argv + 1))
			return true;
		way = strchr(way, '|');
		if (!way)
			break;
		way++;
	}
	if (c->max > 0)
		control_error("expected: %s %s (%ld to %ld)", c->name, c->usage,
		    c->min, c->max);
	else
		control_error("expected: %s%s%s", c->name,
		    c->usage[0] ? " " : "", c->usage);
	return false;
}

static const struct command *
find(const struct command *c, const char *name)
{
	for (; c->name; c++)
		if (strcmp(name, c->name) == 0)
			return c;
	control_error("no command \"%s\"; \"help\" lists them", name);
	return NULL;
}

/* How many words, which are within the line; -1: too many. */
static int
split(char *line, char *argv[CONTROL_WORDS + 1])
{
	char *word, *rest;
	int argc = 0;

	for (word = strtok_r(line, " \t\r", &rest); word;
	     word = strtok_r(NULL, " \t\r", &rest)) {
		if (argc == CONTROL_WORDS) {
			control_error("more than %d words", CONTROL_WORDS);
			return -1;
		}
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	return argc;
}

static void
run_line(char *line)
{
	char *argv[CONTROL_WORDS + 1];
	const struct command *c;
	int argc = split(line, argv);

	if (argc <= 0)
		return;
	if (strcmp(argv[0], "help") == 0) {
		help();
		return;
	}
	c = find(commands, argv[0]);
	if (c && (!c->by_usage || fits(c, argv)))
		c->run(argc, argv);
}

const struct command *
control_check(
    const struct command *table, const char *line, char *error, size_t size)
{
	char text[sizeof(buf)], *argv[CONTROL_WORDS + 1];
	const struct command *c = NULL;
	int argc;

	snprintf(text, sizeof(text), "%s", line);
	told = error;
	told_size = size;
	argc = split(text, argv);
	if (argc == 0)
		control_error("expected a command; \"help\" lists them");
	if (argc > 0)
		c = find(table, argv[0]);
	if (c && c->by_usage && !fits(c, argv))
		c = NULL;
	if (c && c->check && !c->check(argc, argv))
		c = NULL;
	told = NULL;
	return c;
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
