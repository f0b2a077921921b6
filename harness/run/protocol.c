/* protocol.c - the report protocol, runner's side: one line, parsed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/protocol.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 81 /* of what a subject said wrongly */

static void wrong(struct line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
wrong(struct line *line, const char *format, ...)
{
	va_list args;

	line->kind = LINE_WRONG;
	va_start(args, format);
	vsnprintf(line->error, sizeof(line->error), format, args);
	va_end(args);
}

/* A line cannot be trusted to be text: show what can be shown. */
static void
show(const char *text, size_t length, char *out, size_t size)
{
	size_t i;

	for (i = 0; i < length && i + 1 < size; i++)
		out[i] = isprint((unsigned char)text[i]) ? text[i] : '?';
	out[i] = '\0';
}

/* The next word of *text, its length; *text moves behind it. */
static size_t
next_word(const char **text, const char **word)
{
	size_t length;

	*word = *text + strspn(*text, " \t");
	length = strcspn(*word, " \t");
	*text = *word + length;
	return length;
}

static bool
is(const char *word, size_t length, const char *expected)
{
	return strlen(expected) == length &&
	    memcmp(word, expected, length) == 0;
}

static void
parse_ready(struct line *line, const char *rest)
{
	const char *word;
	char shown[SHOWN];
	size_t n;

	line->kind = LINE_READY;
	line->watches = WAITS;
	while ((n = next_word(&rest, &word)) > 0) {
		if (is(word, n, "ask"))
			line->watches = ASKS;
		else if (is(word, n, "once"))
			line->watches = ONCE;
		else if (n > 7 && strncmp(word, "hangup/", 7) == 0 &&
		    !is(word, n, "hangup/1")) {
			show(word, n, shown, sizeof(shown));
			wrong(line,
			    "it speaks %s, expected hangup/1, the only "
			    "version of the report protocol so far",
			    shown);
			return;
		} else if (!is(word, n, "hangup/1")) {
			show(word, n, shown, sizeof(shown));
			wrong(line,
			    "after ready: expected ask, once or "
			    "hangup/1, got \"%s\"",
			    shown);
			return;
		}
	}
}

static void
parse_report(struct line *line, const char *rest)
{
	char name[32]; /* longer than any verdict */
	const char *word;
	size_t n = next_word(&rest, &word);
	int verdict;

	show(word, n, name, sizeof(name));
	verdict = verdict_value(name);
	if (n == 0 || verdict <= UNSAID) {
		wrong(line,
		    "report: expected open, closed, half-closed, "
		    "reset, timeout, unreachable, gone, quiet or error, got "
		    "\"%s\"",
		    name);
		return;
	}
	line->kind = LINE_REPORT;
	line->said.verdict = (enum verdict)verdict;
	rest += strspn(rest, " \t");
	snprintf(line->said.detail, sizeof(line->said.detail), "%s", rest);
}

void
protocol_parse(struct line *line, const char *text)
{
	const char *rest = text, *word;
	char shown[SHOWN], *end;
	size_t n;

	memset(line, 0, sizeof(*line));
	n = next_word(&rest, &word);
	if (n > 1 && word[0] == '@') {
		errno = 0;
		line->t_ns = strtoll(word + 1, &end, 10);
		if (errno || end != word + n ||
		    !isdigit((unsigned char)word[1])) {
			show(word, n, shown, sizeof(shown));
			wrong(
			    line, "@: expected nanoseconds, got \"%s\"", shown);
			return;
		}
		line->stamped = true;
		n = next_word(&rest, &word);
	}
	if (is(word, n, "report"))
		parse_report(line, rest);
	else if (is(word, n, "ready") && !line->stamped)
		parse_ready(line, rest);
	else {
		show(text, strlen(text), shown, sizeof(shown));
		wrong(line, "expected ready or report, got \"%s\"", shown);
	}
}
