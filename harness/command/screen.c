/* screen.c - what stdout is: how large, which colours and characters. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <langinfo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "command/command.h"

#define COLUMNS 80 /* where nobody says */
#define ROWS 24
#define LARGEST 10000

bool
want_colour(void)
{
	const char *no_color = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(no_color && no_color[0]);
}

bool
want_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* What the terminal says, else the environment, else as most are. */
static size_t
measure(unsigned short of_terminal, const char *name, size_t otherwise)
{
	const char *text = getenv(name);
	char *end;
	long n;

	if (of_terminal > 0)
		return of_terminal;
	n = text ? strtol(text, &end, 10) : 0;
	return n > 0 && n <= LARGEST && *end == '\0' ? (size_t)n : otherwise;
}

struct screen
screen_of_stdout(void)
{
	struct winsize size = { 0 };
	bool terminal = isatty(STDOUT_FILENO);
	size_t columns;

	if (!terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1)
		size = (struct winsize) { 0 };
	columns = measure(size.ws_col, "COLUMNS", COLUMNS);
	return (struct screen) { .out = stdout,
		.columns = columns,
		.line = terminal ? columns : SIZE_MAX,
		.rows = measure(size.ws_row, "LINES", ROWS),
		.scrolls = terminal,
		.colour = want_colour(),
		.utf8 = want_utf8() };
}

static ssize_t
put_lines(void *cookie, const char *bytes, size_t n)
{
	const struct screen *under = cookie;
	char *text = strndup(bytes, n);

	if (!text)
		return 0;
	report_fold_lines(under->out, under->line, text);
	free(text);
	return fflush(under->out) == EOF ? 0 : (ssize_t)n;
}

static struct screen under; /* what is folded; .out NULL: nothing is */

void
fold_stdout(void)
{
	FILE *folded;

	if (!isatty(STDOUT_FILENO))
		return;
	under = screen_of_stdout();
	folded = fopencookie(
	    &under, "w", (cookie_io_functions_t) { .write = put_lines });
	if (!folded)
		return;
	(void)setvbuf(folded, NULL, _IOLBF, BUFSIZ);
	stdout = folded;
}

FILE *
unfolded_stdout(void)
{
	(void)fflush(stdout);
	return under.out ? under.out : stdout;
}

void
print_results(const json_t *root, const char *dir, bool matrix, bool annotate)
{
	struct screen screen = screen_of_stdout();

	if (matrix)
		report_matrix(root, &screen);
	report_summary(root, &screen, dir);
	if (annotate && getenv("GITHUB_ACTIONS"))
		report_github(root, harmless_past(), dir);
}
