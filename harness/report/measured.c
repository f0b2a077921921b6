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
 * Of each subject a line has a letter for each scenario, the worst over both
 * families: seen and named, seen, misnamed, inconclusive, missed, false alarm.
 */
#include <stdlib.h>
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

extern const char measured_json[], measured_json_end[];

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

char
measured_worse(char letter, enum outcome outcome)
{
	size_t i = 0;

	while (order[i].outcome != outcome)
		i++;
	return order[i > rank_of_letter(letter) ? i : rank_of_letter(letter)]
	    .letter;
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

static json_t *
subject_json(const json_t *root, const json_t *subject, const json_t *rows,
    const json_t *profile)
{
	const char *name = field(subject, "name");
	size_t n = json_array_size(json_object_get(root, "scenarios")), i, row;
	char *letters = malloc(n + 1), effects[EFFECTS_ROOM],
	     signs[DEATH_SIGNS + 1];
	const json_t *cell;
	json_t *made;
	enum sign s;

	if (!letters)
		abort();
	memset(letters, '-', n);
	letters[n] = '\0';
	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		row = number_of(rows, field(cell, "scenario"));
		if (row < n && strcmp(field(cell, "subject"), name) == 0)
			letters[row] = measured_worse(
			    letters[row], cell_outcome(cell));
	}
	for (s = FIN; s < DEATH_SIGNS; s++)
		signs[s] = sight_value(
			       field(json_object_get(
					 json_object_get(profile, "signs"),
					 sign_name(s)),
				   "sight")) >= SEEN_VAGUE ?
		    '+' :
		    '-';
	signs[DEATH_SIGNS] = '\0';
	made = json_pack("{s:s, s:O, s:O, s:b, s:s, s:s, s:s}", "name", name,
	    "title", json_object_get(subject, "title"), "kind",
	    json_object_get(subject, "kind"), "speaks",
	    json_is_true(json_object_get(subject, "speaks")), "effects",
	    effects_letters(effects_of_subject(root, name), effects), "signs",
	    signs, "cells", letters);
	free(letters);
	return made;
}

json_t *
measured_table(const json_t *root)
{
	json_t *profiles = report_profiles(root), *subjects = json_array();
	json_t *rows = numbers_of(json_object_get(root, "scenarios"));
	const json_t *host = json_object_get(root, "host"), *profile;
	const json_t *subject;
	size_t i;

	json_array_foreach (json_object_get(root, "subjects"), i, subject) {
		profile = json_array_get(profiles, i);
		if (strcmp(field(subject, "kind"), kind_name(EXTERNAL)) != 0)
			json_array_append_new(subjects,
			    subject_json(root, subject, rows, profile));
	}
	json_decref(rows);
	json_decref(profiles);
	return json_pack("{s:o, s:o, s:o}", "host",
	    json_sprintf("%s %s, %s", field(host, "os"), field(host, "release"),
		field(host, "arch")),
	    "scenarios", names_of(json_object_get(root, "scenarios")),
	    "subjects", subjects);
}

int
report_table(const json_t *root, FILE *out)
{
	json_t *table = measured_table(root);
	const json_t *subject;
	size_t i;
	int result = 0;

	fprintf(out, "{\"host\":");
	result |= json_dumpf(
	    json_object_get(table, "host"), out, JSON_ENCODE_ANY);
	fprintf(out, ",\n\"scenarios\":");
	result |= json_dumpf(
	    json_object_get(table, "scenarios"), out, JSON_COMPACT);
	fprintf(out, ",\n\"subjects\":[");
	json_array_foreach (json_object_get(table, "subjects"), i, subject) {
		fputs(i ? ",\n" : "\n", out);
		result |= json_dumpf(subject, out, JSON_COMPACT);
	}
	fputs("\n]}\n", out);
	json_decref(table);
	return result != 0 || ferror(out) ? -1 : 0;
}

/* It is ours: what is wrong with it is wrong with the program. */
json_t *
measured_shipped(void)
{
	json_t *table = json_loadb(measured_json,
	    (size_t)(measured_json_end - measured_json), 0, NULL);

	if (!table)
		abort();
	return table;
}
