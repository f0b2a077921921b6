/* fold.c - text in lines of a width: all that is broken is broken here. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define BLANKS " \t\n"
#define HANGING 4 /* blanks before the second line of a line, and more */

#define NARROWEST 20 /* a terminal that is less wraps */

static size_t prose = PROSE;

void
report_set_prose(size_t columns)
{
	prose = columns > PROSE ? PROSE :
	    columns < NARROWEST ? NARROWEST :
				  columns;
}

size_t
report_prose(void)
{
	return prose;
}

size_t
text_columns(const char *text, size_t n)
{
	size_t columns = 0, i;
	bool in_escape = false;

	for (i = 0; i < n; i++) {
		if (text[i] == '\033')
			in_escape = true;
		/* of UTF-8 the first byte counts */
		columns += !in_escape && (text[i] & 0xC0) != 0x80;
		if (in_escape && text[i] == 'm')
			in_escape = false;
	}
	return columns;
}

/* The blanks before a word: as they are, but a line end is one blank. */
static size_t
put_gap(FILE *out, const char *gap, size_t n)
{
	bool line_end = memchr(gap, '\n', n) || memchr(gap, '\t', n);

	if (line_end)
		fputc(' ', out);
	else
		fwrite(gap, 1, n, out);
	return line_end ? 1 : n;
}

static void
put_word(FILE *out, const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		fputc(word[i] == TIE[0] ? ' ' : word[i], out);
}

/* How many of n bytes have no more than so many columns. */
static size_t
prefix(const char *word, size_t n, size_t columns)
{
	size_t i = n;

	while (i > 1 &&
	    (text_columns(word, i) > columns || (word[i] & 0xC0) == 0x80))
		i--;
	return i;
}

/* A word that is longer than a line is cut where the line ends. */
static const char *
cut_word(FILE *out, const char *word, const char *end, size_t width,
    size_t *column, size_t indent)
{
	size_t n;

	while (*column < width && indent < width &&
	    text_columns(word, (size_t)(end - word)) > width - *column) {
		n = prefix(word, (size_t)(end - word), width - *column);
		put_word(out, word, n);
		fprintf(out, "\n%*s", (int)indent, "");
		*column = indent;
		word += n;
	}
	return word;
}

/* goes_on: what a line ends in that is not the last. */
static size_t
fold(FILE *out, size_t width, size_t column, size_t indent, const char *text,
    bool hard, const char *goes_on)
{
	const char *word = text + strspn(text, BLANKS), *end = word;
	bool fresh = column <= indent; /* no word is in this line */
	size_t gap;

	for (; *word; word = end + strspn(end, BLANKS)) {
		gap = (size_t)(word - end);
		end = word + strcspn(word, BLANKS);
		if (!fresh &&
		    column + gap + text_columns(word, (size_t)(end - word)) >
			width) {
			fprintf(out, "%s\n%*s", goes_on, (int)indent, "");
			column = indent;
		} else if (gap > 0)
			column += put_gap(out, word - gap, gap);
		if (hard)
			word = cut_word(out, word, end, width, &column, indent);
		put_word(out, word, (size_t)(end - word));
		column += text_columns(word, (size_t)(end - word));
		fresh = false;
	}
	return column;
}

size_t
report_fold(
    FILE *out, size_t width, size_t column, size_t indent, const char *text)
{
	return fold(out, width, column, indent, text, false, "");
}

void
fold_hard(FILE *out, size_t width, size_t indent, const char *text)
{
	(void)fold(out, width, indent, indent, text, true, "");
}

void
report_fold_lines(FILE *out, size_t width, const char *text)
{
	char *copy = strdup(text), *rest = copy, *line;

	if (!copy)
		abort();
	while ((line = strsep(&rest, "\n"))) {
		fprintf(out, "%*s", (int)strspn(line, " "), "");
		(void)report_fold(out, width, strspn(line, " "),
		    strspn(line, " ") + HANGING, line);
		if (rest)
			fputc('\n', out);
	}
	free(copy);
}

void
report_paragraph(FILE *out, bool colour, const char *label, const char *text)
{
	size_t depth = text_columns(label, strlen(label));

	fprintf(out, "%s%s%s", colour ? "\033[1m" : "", label,
	    colour ? "\033[0m" : "");
	(void)report_fold(out, prose, depth, depth, text);
	fputc('\n', out);
}

void
report_command(FILE *out, const char *label, const char *command)
{
	size_t depth = text_columns(label, strlen(label));

	fputs(label, out);
	(void)fold(
	    out, prose - 2, depth, depth + HANGING, command, false, " \\");
	fputc('\n', out);
}

size_t
text_lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}
