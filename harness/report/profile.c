/* profile.c - what each subject sees: a row a subject, a column a sign. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define ALARMS_SHOWN 3 /* in a row; results.json has them all */

static void
read_sighting(const json_t *cell, struct sighting *s)
{
	const json_t *onsets = json_object_get(cell, "onsets"), *value;
	const json_t *reports = json_object_get(cell, "reports"), *report;
	int because = sign_value(
	    field(json_object_get(cell, "expected"), "because"));
	enum sign sign;
	size_t i;

	s->outcome = cell_outcome(cell);
	/* the contract's sign is what it owes, not what it saw */
	s->because = because != -1 && cell_result(cell) == PASS &&
		!json_object_get(cell, "contract") ?
	    (enum sign)because :
	    SIGNS;
	s->of_life = because != -1 && cell_result(cell) == PASS &&
	    sign_rows[because].of_life && sign_rows[because].comes == BY_ITSELF;
	s->verdict_us = WIRE_NEVER;
	for (sign = FIN; sign < DEATH_SIGNS; sign++) {
		value = json_object_get(onsets, sign_name(sign));
		s->onset_us[sign] = value ? json_integer_value(value) :
					    WIRE_NEVER;
	}
	json_array_foreach (reports, i, report) {
		int verdict = verdict_value(field(report, "verdict"));

		if (verdict == -1 || !verdict_terminal((enum verdict)verdict))
			continue;
		s->verdict_us = json_integer_value(
		    json_object_get(report, "t_us"));
		break;
	}
}

static json_t *
signs_json(const struct profile *p)
{
	json_t *signs = json_object();
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++)
		json_object_set_new(signs, sign_name(s),
		    json_pack("{s:s, s:i}", "sight", sight_name(p->sees[s]),
			"cells", (int)p->cells[s]));
	return signs;
}

/* A name into a list, once. */
static void
add_name(json_t *list, const char *name)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (list, i, entry)
		if (strcmp(json_string_value(entry), name) == 0)
			return;
	json_array_append_new(list, json_string(name));
}

static bool
declares(const json_t *subject, enum sign s)
{
	const json_t *sees = json_object_get(subject, "sees");
	int verdict = verdict_value(
	    field(json_object_get(sees, sign_name(s)), "verdict"));

	return verdict != -1 && verdict_terminal((enum verdict)verdict);
}

/* Signs that it was seen to miss, or to see, other than it says of itself. */
static json_t *
otherwise_json(const struct profile *p, const json_t *subject)
{
	json_t *list = json_array();
	bool declared, implied;
	enum sign s;

	if (strcmp(field(subject, "kind"), kind_name(EXTERNAL)) == 0)
		return list; /* it declares nothing */

	for (s = FIN; s < DEATH_SIGNS; s++) {
		declared = declares(subject, s);
		/* a timer that any quiet runs out sees all that is quiet */
		implied = declares(subject, sign_rows[s].common) ||
		    (s >= SILENCE && declares(subject, NOTHING_HEARD));
		if ((declared && p->sees[s] == BLIND) ||
		    (!declared && !implied && p->sees[s] > PARTLY))
			add_name(list, sign_name(s));
	}
	return list;
}

static json_t *
profile_json(const json_t *cells, const json_t *subject)
{
	const char *name = field(subject, "name");
	struct sighting *seen = calloc(
	    json_array_size(cells) + 1, sizeof(*seen));
	json_t *alarms = json_array(), *made;
	struct profile p;
	const json_t *cell;
	size_t i, n = 0;

	if (!seen)
		abort();
	json_array_foreach (cells, i, cell) {
		if (strcmp(field(cell, "subject"), name) != 0)
			continue;
		if (cell_outcome(cell) == FALSE_ALARM)
			add_name(alarms, field(cell, "scenario"));
		else
			read_sighting(cell, &seen[n++]);
	}
	judge_profile(&p, seen, n);
	free(seen);
	made = json_pack("{s:s, s:o, s:o, s:o, s:o}", "subject", name, "signs",
	    signs_json(&p), "false_alarms", alarms, "otherwise",
	    otherwise_json(&p, subject), "idle_cost", idle_cost(cells, name));
	return made;
}

/* What was published leaves out when each sign came: its profiles stand. */
static bool
has_onsets(const json_t *cells)
{
	const json_t *cell;
	size_t i;

	json_array_foreach (cells, i, cell)
		if (json_object_get(cell, "onsets"))
			return true;
	return false;
}

json_t *
report_profiles(const json_t *root)
{
	const json_t *cells = json_object_get(root, "cells"), *subject;
	json_t *kept = json_object_get(root, "profiles");
	json_t *profiles;
	size_t i;

	if (json_array_size(kept) > 0 && !has_onsets(cells))
		return json_deep_copy(kept);
	profiles = json_array();

	json_array_foreach (json_object_get(root, "subjects"), i, subject)
		json_array_append_new(profiles, profile_json(cells, subject));
	return profiles;
}

static enum sight
sight_of(const json_t *profile, enum sign s)
{
	int value = sight_value(field(
	    json_object_get(json_object_get(profile, "signs"), sign_name(s)),
	    "sight"));

	return value == -1 ? NOT_TESTED : (enum sight)value;
}

const char *
sight_symbol(enum sight sight, bool utf8)
{
	static const char *const ascii[SIGHTS] = { " ", "o", "/", "x", "~",
		"+" };
	static const char *const wide[SIGHTS] = { " ", "\u00b7", "\u25d0",
		"\u2260", "~", "\u2713" };

	return (utf8 ? wide : ascii)[sight];
}

static const char *
sight_colour(enum sight sight)
{
	static const char *const colours[SIGHTS] = { "", "\033[2m", "\033[34m",
		"\033[33m", "\033[36m", "\033[32m" };

	return colours[sight];
}

static void
head(FILE *out, int names, bool utf8)
{
	enum sign line, s;

	for (line = FIN; line < DEATH_SIGNS; line++) {
		fprintf(out, "%*s", names, "");
		for (s = FIN; s < line; s++)
			fputs(utf8 ? " \u2502" : " |", out);
		fprintf(out, " %s\n", sign_name(line));
	}
}

/* A few by name, of many the number. */
static void
print_alarms(const json_t *alarms, FILE *out, bool colour)
{
	size_t i, n = json_array_size(alarms);

	if (n == 0)
		return;
	fprintf(out, "  %s!%s ", colour ? "\033[1;31m" : "",
	    colour ? "\033[0m" : "");
	for (i = 0; i < n && i < ALARMS_SHOWN; i++)
		fprintf(out, "%s%s", i ? ", " : "",
		    json_string_value(json_array_get(alarms, i)));
	if (n > ALARMS_SHOWN)
		fprintf(out, " and %zu more", n - ALARMS_SHOWN);
}

static void
row(const json_t *profile, FILE *out, int names, bool colour, bool utf8)
{
	const json_t *otherwise = json_object_get(profile, "otherwise"), *name;
	enum sight sight;
	enum sign s;
	size_t i;

	fprintf(out, "%-*s", names, field(profile, "subject"));
	for (s = FIN; s < DEATH_SIGNS; s++) {
		sight = sight_of(profile, s);
		fprintf(out, " %s%s%s", colour ? sight_colour(sight) : "",
		    sight_symbol(sight, utf8), colour ? "\033[0m" : "");
	}
	print_alarms(json_object_get(profile, "false_alarms"), out, colour);
	fputc('\n', out);
	json_array_foreach (otherwise, i, name)
		fprintf(out, "%s%s%s", i ? ", " : "  declares otherwise: ",
		    json_string_value(name),
		    i + 1 == json_array_size(otherwise) ? "\n" : "");
}

void
report_print_profiles(const json_t *profiles, FILE *out, bool colour, bool utf8)
{
	const json_t *profile;
	int names = 0, n;
	size_t i;

	json_array_foreach (profiles, i, profile) {
		n = (int)strlen(field(profile, "subject"));
		names = n > names ? n : names;
	}
	head(out, names, utf8);
	json_array_foreach (profiles, i, profile)
		row(profile, out, names, colour, utf8);
	fprintf(out,
	    "\n%s sees it and names it   %s sees it, cannot name it   %s sees "
	    "it, gives a wrong name\n%s sees it in some scenarios   %s blind   "
	    "! false alarms in these\n",
	    sight_symbol(SEEN_RIGHT, utf8), sight_symbol(SEEN_VAGUE, utf8),
	    sight_symbol(SEEN_BADLY, utf8), sight_symbol(PARTLY, utf8),
	    sight_symbol(BLIND, utf8));
}

int
report_profiles_markdown(const json_t *profiles, FILE *out)
{
	const json_t *profile, *name;
	enum sign s;
	size_t i, k;

	fprintf(out, "| subject |");
	for (s = FIN; s < DEATH_SIGNS; s++)
		fprintf(out, " %s |", sign_name(s));
	fprintf(out, " false alarms in |\n|---|");
	for (s = FIN; s < DEATH_SIGNS; s++)
		fputs(":-:|", out);
	fputs("---|\n", out);
	json_array_foreach (profiles, i, profile) {
		fputs("| ", out);
		harmless_markdown(out, field(profile, "subject"));
		fputs(" |", out);
		for (s = FIN; s < DEATH_SIGNS; s++)
			fprintf(out, " %s |",
			    sight_symbol(sight_of(profile, s), true));
		json_array_foreach (
		    json_object_get(profile, "false_alarms"), k, name) {
			fputs(k ? ", " : " ", out);
			harmless_markdown(out, json_string_value(name));
		}
		fputs(" |\n", out);
	}
	return ferror(out) ? -1 : 0;
}

bool
report_profiles_told(const json_t *profiles)
{
	const json_t *profile;
	enum sign s;
	size_t i;

	json_array_foreach (profiles, i, profile)
		for (s = FIN; s < DEATH_SIGNS; s++)
			if (sight_of(profile, s) != NOT_TESTED)
				return true;
	return false;
}

/*
 * Who said that a FIN is the end says nothing to what comes after it, and has
 * missed nothing.
 */
unsigned
report_seen(const json_t *profile)
{
	bool fin = sight_of(profile, FIN) > PARTLY;
	enum sight sight;
	unsigned seen = 0;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++) {
		sight = sight_of(profile, s);
		if (sight > PARTLY ||
		    (sight == NOT_TESTED && fin &&
			(s == RST_AFTER_FIN || s == RST_AFTER_FIN_ON_SEND)))
			seen |= 1u << s;
	}
	return seen;
}
