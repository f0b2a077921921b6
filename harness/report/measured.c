/* measured.c - of a whole matrix only what advice needs: a letter a cell. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * What would help a program is read from a published measurement of all
 * strategies, never from what they declare.  "hangup profile --table" makes of
 * it a table for measured.json, which stands in the program itself: so it is
 * there wherever that was installed, whatever folder of cases it is given.
 *
 * Of each subject a line has for each scenario a letter (seen and named, seen,
 * misnamed, inconclusive, missed, false alarm), when it noticed, and what it
 * said: of the worst cell over both families, of IPv4 if that is as bad.
 */
#include <stdlib.h>
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

extern const char measured_json[], measured_json_end[];
extern const char stock_json[], stock_json_end[];

#define LATENCY "latency_us"

/* From the best to the worst, for who wants to notice. */
static const struct {
	enum outcome outcome;
	char letter;
} order[] = { { NO_OUTCOME, '-' }, { RIGHT, 'r' }, { VAGUE, 'v' },
	{ MISNAMED, 'n' }, { INCONCLUSIVE, 'i' }, { MISSED, 'm' },
	{ FALSE_ALARM, 'f' } };

static size_t
rank_of_letter(char letter)
{
	size_t i = sizeof(order) / sizeof(order[0]) - 1;

	while (i > 0 && order[i].letter != letter)
		i--;
	return i;
}

enum outcome
measured_outcome(char letter)
{
	return order[rank_of_letter(letter)].outcome;
}

static size_t
rank_of(enum outcome outcome)
{
	size_t i = 0;

	while (order[i].outcome != outcome)
		i++;
	return i;
}

char
measured_worse(char letter, enum outcome outcome)
{
	size_t a = rank_of(outcome), b = rank_of_letter(letter);

	return order[a > b ? a : b].letter;
}

static json_t *
names_of(const json_t *list)
{
	json_t *names = json_array();
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		json_array_append_new(names, json_string(field(entry, "name")));
	return names;
}

/* Of each scenario the first of its worst cells; NULL: none was proven. */
static const json_t **
cells_of(const json_t *root, const json_t *rows, const char *subject)
{
	size_t n = json_array_size(json_object_get(root, "scenarios")), i, row;
	const json_t **cells = calloc(n + 1, sizeof(json_t *)), *cell;

	if (!cells)
		abort();
	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		row = number_of(rows, field(cell, "scenario"));
		if (row < n && strcmp(field(cell, "subject"), subject) == 0 &&
		    cell_outcome(cell) != NO_OUTCOME &&
		    (!cells[row] ||
			rank_of(cell_outcome(cell)) >
			    rank_of(cell_outcome(cells[row]))))
			cells[row] = cell;
	}
	return cells;
}

/* What it said last: "timeout: recv ETIMEDOUT". */
static json_t *
said_json(const json_t *cell)
{
	const char *detail = field(cell, "detail");

	return cell ? json_sprintf("%s%s%s", field(cell, "verdict"),
			  detail[0] ? ": " : "", detail) :
		      json_string("");
}

static void
add_cells(json_t *to, const json_t **cells, size_t n)
{
	json_t *late = json_array(), *says = json_array(), *latency;
	char *letters = calloc(1, n + 1);
	size_t i;

	if (!letters)
		abort();
	for (i = 0; i < n; i++) {
		letters[i] = measured_worse(
		    '-', cells[i] ? cell_outcome(cells[i]) : NO_OUTCOME);
		latency = json_object_get(cells[i], LATENCY);
		json_array_append_new(
		    late, latency ? json_incref(latency) : json_null());
		json_array_append_new(says, said_json(cells[i]));
	}
	json_object_set_new(to, "cells", json_string(letters));
	json_object_set_new(to, LATENCY, late);
	json_object_set_new(to, "says", says);
	free(letters);
}

static json_t *
subject_json(const json_t *root, const json_t *subject, const json_t *rows,
    const json_t *profile)
{
	const char *name = field(subject, "name");
	char effects[EFFECTS_ROOM], signs[DEATH_SIGNS + 1];
	const json_t **cells = cells_of(root, rows, name);
	json_t *made;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++)
		signs[s] = sight_value(
			       field(json_object_get(
					 json_object_get(profile, "signs"),
					 sign_name(s)),
				   "sight")) >= SEEN_VAGUE ?
		    '+' :
		    '-';
	signs[DEATH_SIGNS] = '\0';
	made = json_pack("{s:s, s:O, s:O, s:b, s:s, s:s, s:O?}", "name", name,
	    "title", json_object_get(subject, "title"), "kind",
	    json_object_get(subject, "kind"), "speaks",
	    json_is_true(json_object_get(subject, "speaks")), "effects",
	    effects_letters(effects_of_subject(root, name), effects), "signs",
	    signs, "idle", json_object_get(profile, "idle_cost"));
	add_cells(
	    made, cells, json_array_size(json_object_get(root, "scenarios")));
	free(cells);
	return made;
}

/* Of our own strategies, or of the programs under test. */
static json_t *
table_of(const json_t *root, bool programs)
{
	json_t *profiles = report_profiles(root), *subjects = json_array();
	json_t *rows = numbers_of(json_object_get(root, "scenarios"));
	const json_t *host = json_object_get(root, "host"), *profile;
	const json_t *subject, *options = json_object_get(root, "options");
	size_t i;

	json_array_foreach (json_object_get(root, "subjects"), i, subject) {
		profile = json_array_get(profiles, i);
		if ((strcmp(field(subject, "kind"), kind_name(EXTERNAL)) ==
			0) == programs)
			json_array_append_new(subjects,
			    subject_json(root, subject, rows, profile));
	}
	json_decref(rows);
	json_decref(profiles);
	return json_pack("{s:o, s:s, s:s, s:O?, s:O?, s:o, s:o}", "host",
	    json_sprintf("%s %s, %s", field(host, "os"), field(host, "release"),
		field(host, "arch")),
	    "started", field(root, "started"), "timers",
	    field(options, "timers"), "window_ms",
	    json_object_get(options, "window_ms"), "tcp",
	    json_object_get(host, "tcp"), "scenarios",
	    names_of(json_object_get(root, "scenarios")), "subjects", subjects);
}

json_t *
measured_table(const json_t *root)
{
	return table_of(root, false);
}

json_t *
measured_programs(const json_t *root)
{
	return table_of(root, true);
}

/* A line a member, and of the subjects a line each. */
int
report_table(const json_t *root, FILE *out)
{
	json_t *table = measured_table(root), *value;
	const json_t *subject;
	const char *name, *gap = "{";
	size_t i;
	int result = 0;

	json_object_foreach (table, name, value) {
		if (json_is_array(value) && strcmp(name, "subjects") == 0)
			continue;
		fprintf(out, "%s\"%s\":", gap, name);
		result |= json_dumpf(
		    value, out, JSON_ENCODE_ANY | JSON_COMPACT);
		gap = ",\n";
	}
	fprintf(out, ",\n\"subjects\":[");
	json_array_foreach (json_object_get(table, "subjects"), i, subject) {
		fputs(i ? ",\n" : "\n", out);
		result |= json_dumpf(subject, out, JSON_COMPACT);
	}
	fputs("\n]}\n", out);
	json_decref(table);
	return result != 0 || ferror(out) ? -1 : 0;
}

static json_t *
shipped(const char *from, const char *end)
{
	json_t *table = json_loadb(from, (size_t)(end - from), 0, NULL);

	if (!table)
		abort();
	return table;
}

/* They are ours: what is wrong with them is wrong with the program. */
json_t *
measured_shipped(void)
{
	return shipped(measured_json, measured_json_end);
}

json_t *
measured_stock(void)
{
	return shipped(stock_json, stock_json_end);
}
