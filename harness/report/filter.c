/* filter.c - what is printed, on its way to a terminal or a CI system's log. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/harmless.h"

/*
 * Theory of operation
 *
 * Text of others reaches the terminal by more ways than one can keep in mind:
 * a title, a message with a file's name, what a program printed.  So all of
 * stdout and stderr goes through here.  A piece may end anywhere: the begin of
 * a character or of a colour is held until the rest comes.
 *
 * GitHub takes a line for a command that begins, but for blanks, with "::", or
 * has "##[" anywhere.  Both are broken by a blank.  A piece is taken for the
 * begin of a line, too: another stream may have ended the line before it.
 */
#define ROOM 4096
#define ESCAPE '\033'

struct piece {
	struct filter *filter;
	char text[ROOM];
	size_t n;
	bool failed;
};

static void
flush(struct piece *p)
{
	size_t done = 0;
	ssize_t n;

	while (done < p->n && !p->failed) {
		n = write(p->filter->fd, p->text + done, p->n - done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			p->failed = true;
	}
	p->n = 0;
}

/* A byte that is fit to be seen; where it would make a command, not so. */
static void
emit(struct piece *p, char c)
{
	struct filter *f = p->filter;
	bool command = f->github &&
	    ((c == ':' && f->last[1] == ':' && f->at_start) ||
		(c == '[' && f->last[0] == '#' && f->last[1] == '#'));

	if (p->n + 2 > sizeof(p->text))
		flush(p);
	if (command)
		p->text[p->n++] = ' ';
	p->text[p->n++] = c;
	f->last[0] = f->last[1];
	f->last[1] = c;
	if (c == '\n' || c == '\r')
		f->at_start = true;
	else if (c > ' ' && c < 0x7f && c != ':')
		f->at_start = false;
}

/* Is it the begin of a colour that Hangup uses, or the whole of one? */
static bool
begins_colour(const char *text, size_t n, bool *whole)
{
	static const char *const colours[] = { "\033[0m", "\033[1m", "\033[2m",
		"\033[31m", "\033[32m", "\033[33m", "\033[34m", "\033[35m",
		"\033[36m", "\033[1;31m", "\033[1;41;37m" };
	size_t i;

	for (i = 0; i < sizeof(colours) / sizeof(colours[0]); i++)
		if (strncmp(colours[i], text, n) == 0) {
			*whole = colours[i][n] == '\0';
			return true;
		}
	return false;
}

/* How long the character of UTF-8 is that begins so; 1: it is none. */
static size_t
announced(unsigned char first)
{
	return first < 0xc2 || first > 0xf4 ? 1 :
	    first < 0xe0		    ? 2 :
	    first < 0xf0		    ? 3 :
					      4;
}

/* What was held, as text: a '?' for what is no character of text. */
static void
release(struct piece *p)
{
	struct filter *f = p->filter;
	char text[sizeof(f->held) + 1], *c;

	memcpy(text, f->held, f->n_held);
	text[f->n_held] = '\0';
	f->n_held = 0;
	for (c = harmless_text(text, true); *c; c++)
		emit(p, *c);
}

static void
put_colour(struct piece *p)
{
	struct filter *f = p->filter;
	size_t i;

	/* not by emit: it is nothing that a line consists of */
	for (i = 0; i < f->n_held; i++) {
		if (p->n + 2 > sizeof(p->text))
			flush(p);
		p->text[p->n++] = f->held[i];
	}
	f->n_held = 0;
}

static void take(struct piece *p, char c);

/* One more byte of what is held. */
static void
hold(struct piece *p, char c)
{
	struct filter *f = p->filter;
	bool whole = false;

	if (f->held[0] != ESCAPE && ((unsigned char)c & 0xC0) != 0x80) {
		release(p);
		take(p, c);
		return;
	}
	f->held[f->n_held++] = c;
	if (f->held[0] != ESCAPE) {
		if (f->n_held == announced((unsigned char)f->held[0]))
			release(p);
	} else if (!begins_colour(f->held, f->n_held, &whole)) {
		f->n_held--;
		release(p);
		take(p, c);
	} else if (whole)
		put_colour(p);
}

static void
take(struct piece *p, char c)
{
	struct filter *f = p->filter;
	size_t length = announced((unsigned char)c);

	if (f->n_held > 0)
		hold(p, c);
	else if (length > 1 || (c == ESCAPE && f->colours))
		f->held[f->n_held++] = c;
	else if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t' ||
	    (c == '\r' && f->returns))
		emit(p, c);
	else
		emit(p, '?');
}

static ssize_t
pass(void *cookie, const char *bytes, size_t n)
{
	struct piece p = { .filter = cookie };
	size_t i;

	p.filter->at_start = true;
	for (i = 0; i < n; i++)
		take(&p, bytes[i]);
	flush(&p);
	return p.failed ? 0 : (ssize_t)n;
}

static int
finish(void *cookie)
{
	struct piece p = { .filter = cookie };

	release(&p);
	flush(&p);
	return p.failed ? -1 : 0;
}

FILE *
harmless_filter(struct filter *filter)
{
	filter->n_held = 0;
	filter->at_start = true;
	return fopencookie(filter, "w",
	    (cookie_io_functions_t) { .write = pass, .close = finish });
}

static FILE *past;

void
harmless_stdio(void)
{
	static struct filter out = { .fd = STDOUT_FILENO },
			     err = { .fd = STDERR_FILENO };
	bool terminal = isatty(STDOUT_FILENO);
	const char *no_color = getenv("NO_COLOR");
	FILE *filtered[2];

	out.github = err.github = getenv("GITHUB_ACTIONS") != NULL;
	out.colours = terminal && !(no_color && no_color[0]);
	/* the bar of a run draws itself anew */
	err.returns = isatty(STDERR_FILENO);
	filtered[0] = harmless_filter(&out);
	filtered[1] = harmless_filter(&err);
	if (!filtered[0] || !filtered[1])
		abort();
	past = stdout;
	(void)setvbuf(past, NULL, _IOLBF, BUFSIZ);
	(void)setvbuf(filtered[0], NULL, terminal ? _IOLBF : _IOFBF, BUFSIZ);
	(void)setvbuf(filtered[1], NULL, _IONBF, 0);
	stdout = filtered[0];
	stderr = filtered[1];
}

FILE *
harmless_past(void)
{
	fflush(stdout);
	return past ? past : stdout;
}
