/* field.c - reading results.json: fields, symbols, the grid. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define WIDTH 78

const char *
field(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

enum result
cell_result(const json_t *cell)
{
	int r = result_value(field(cell, "result"));

	return r == -1 ? UNRESOLVED : (enum result)r;
}

enum outcome
cell_outcome(const json_t *cell)
{
	int o = outcome_value(field(cell, "outcome"));

	return o == -1 ? NO_OUTCOME : (enum outcome)o;
}

bool
report_blames_subject(const json_t *cell)
{
	return strcmp(field(cell, "blame"), "subject") == 0;
}

const char *
report_reason(const json_t *cell)
{
	const char *reason = field(cell, "reason");
	const char *blame = field(cell, "blame");
	size_t n = strlen(blame);

	return n > 0 && strncmp(reason, blame, n) == 0 &&
		strncmp(reason + n, ": ", 2) == 0 ?
	    reason + n + 2 :
	    reason;
}

int
cell_integer(const json_t *cell, const char *name)
{
	return (int)json_integer_value(json_object_get(cell, name));
}

void
cell_name(const json_t *cell, char *text, size_t size)
{
	int run = cell_integer(cell, "run");
	size_t n = (size_t)snprintf(text, size, "%s/%s",
	    field(cell, "scenario"), field(cell, "subject"));

	if (cell_integer(cell, "family") == 6 && n < size)
		n += (size_t)snprintf(text + n, size - n, " (IPv6)");
	if (run > 1 && n < size)
		snprintf(text + n, size - n, " (run %d)", run);
}

const char *
cell_key(const json_t *cell, char key[CELL_KEY])
{
	snprintf(key, CELL_KEY, "%s/%s/%d/%d", field(cell, "scenario"),
	    field(cell, "subject"), cell_integer(cell, "family"),
	    cell_integer(cell, "run"));
	return key;
}

const char *
outcome_symbol(enum outcome outcome, bool utf8)
{
	static const char *const ascii[OUTCOMES] = { [NO_OUTCOME] = "U",
		[RIGHT] = "+",
		[VAGUE] = "~",
		[MISNAMED] = "x",
		[MISSED] = "o",
		[INCONCLUSIVE] = "?",
		[FALSE_ALARM] = "!" };
	static const char *const wide[OUTCOMES] = { [NO_OUTCOME] = "U",
		[RIGHT] = "\u2713",
		[VAGUE] = "~",
		[MISNAMED] = "\u2260",
		[MISSED] = "\u2717",
		[INCONCLUSIVE] = "?",
		[FALSE_ALARM] = "!" };

	return (utf8 ? wide : ascii)[outcome];
}

const char *
symbol(const json_t *cell, bool utf8)
{
	if (!cell)
		return " ";
	if (cell_result(cell) == UNSUPPORTED)
		return "-";
	return outcome_symbol(cell_outcome(cell), utf8);
}

const char *
result_mark(enum result result)
{
	switch (result) {
	case FAIL:
		return "F";
	case XPASS:
		return "P";
	case XFAIL:
		return "x";
	case PASS:
	case UNRESOLVED:
	case UNSUPPORTED:
	case RESULTS:
		break;
	}
	return " ";
}

const char *
mark(const json_t *cell)
{
	return cell ? result_mark(cell_result(cell)) : " ";
}

/* Which of two cells at one place is shown: the one that needs a look. */
static int
rank(const json_t *cell)
{
	static const int ranks[RESULTS] = { [FAIL] = 5,
		[XPASS] = 4,
		[UNRESOLVED] = 3,
		[XFAIL] = 2,
		[PASS] = 1,
		[UNSUPPORTED] = 0 };

	return ranks[cell_result(cell)];
}

json_t *
numbers_of(const json_t *list)
{
	json_t *numbers = json_object();
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		json_object_set_new(
		    numbers, field(entry, "name"), json_integer((json_int_t)i));
	return numbers;
}

size_t
number_of(const json_t *numbers, const char *name)
{
	const json_t *number = json_object_get(numbers, name);

	return number ? (size_t)json_integer_value(number) : SIZE_MAX;
}

const json_t **
grid(const json_t *root, size_t *n_scenarios, size_t *n_subjects)
{
	const json_t *scenarios = json_object_get(root, "scenarios");
	const json_t *subjects = json_object_get(root, "subjects");
	json_t *rows = numbers_of(scenarios), *columns = numbers_of(subjects);
	const json_t *cell, **cells;
	size_t i, row, column;

	*n_scenarios = json_array_size(scenarios);
	*n_subjects = json_array_size(subjects);
	cells = calloc(*n_scenarios * *n_subjects + 1, sizeof(*cells));
	if (!cells)
		abort();
	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		row = number_of(rows, field(cell, "scenario"));
		column = number_of(columns, field(cell, "subject"));
		if (row == SIZE_MAX || column == SIZE_MAX)
			continue;
		row = row * *n_subjects + column;
		if (!cells[row] || rank(cell) > rank(cells[row]))
			cells[row] = cell;
	}
	json_decref(rows);
	json_decref(columns);
	return cells;
}

void
say_expected(const json_t *cell, char *text, size_t size)
{
	const json_t *e = json_object_get(cell, "expected");
	double from = json_number_value(json_object_get(e, "from_ms"));
	double to = json_number_value(json_object_get(e, "to_ms"));

	if (!e)
		snprintf(text, size,
		    "a scenario that took place, proven on "
		    "the wire");
	else if (json_is_null(json_object_get(e, "from_ms")))
		snprintf(
		    text, size, "%s, nothing terminal", field(e, "verdict"));
	else
		snprintf(text, size,
		    "%s %.1f to %.1f ms after the truth "
		    "changed (sign %s)",
		    field(e, "verdict"), from, to, field(e, "because"));
}

void
say_got(const json_t *cell, char *text, size_t size)
{
	const json_t *latency = json_object_get(cell, "latency_us");

	if (!json_object_get(cell, "expected"))
		snprintf(text, size, "%s", field(cell, "reason"));
	else if (!json_is_integer(latency))
		snprintf(text, size, "%s (%s)%s%s", field(cell, "verdict"),
		    field(cell, "detail"), field(cell, "reason")[0] ? "; " : "",
		    field(cell, "reason"));
	else
		snprintf(text, size, "%s after %.1f ms (%s); %s",
		    field(cell, "verdict"),
		    (double)json_integer_value(latency) / 1e3,
		    field(cell, "detail"), field(cell, "reason"));
}

/* A line that goes on ends in something, and those after it are deeper. */
static void
put_folded(FILE *out, bool colour, const char *label, const char *text,
    const char *goes_on)
{
	size_t column = 0, depth, length, width = WIDTH - strlen(goes_on);
	const char *c, *gap = "";

	/* columns: a label may be of UTF-8 */
	for (c = label; *c; c++)
		column += (*c & 0xC0) != 0x80;
	depth = column + 2 * strlen(goes_on);
	fprintf(out, "%s%s%s", colour ? "\033[1m" : "", label,
	    colour ? "\033[0m" : "");
	for (; *text; text += length, text += strspn(text, " \n")) {
		length = strcspn(text, " \n");
		if (gap[0] && column + 1 + length > width) {
			fprintf(out, "%s\n%*s", goes_on, (int)depth, "");
			column = depth;
			gap = "";
		}
		fprintf(out, "%s%.*s", gap, (int)length, text);
		column += length + strlen(gap);
		gap = " ";
	}
	fputc('\n', out);
}

void
report_paragraph(FILE *out, bool colour, const char *label, const char *text)
{
	put_folded(out, colour, label, text, "");
}

void
report_command(FILE *out, const char *label, const char *command)
{
	put_folded(out, false, label, command, " \\");
}
