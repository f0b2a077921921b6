/* verdict.c - of somebody's program: what it misses, and what would help. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

/* A question unanswered for so long is no outage that heals by itself. */
#define PATIENT_MS 1400

/*
 * What it says of the contract, by notice and sign: scenarios, each once.
 * Those of a sign that must be noticed come first.
 */
static void
add_to(json_t *lists, const char *list, const json_t *contract,
    const char *scenario)
{
	json_t *entries = json_object_get(lists, list), *entry = NULL, *names;
	const char *sign = field(contract, "sign");
	const json_t *name;
	size_t i;

	json_array_foreach (entries, i, entry)
		if (strcmp(field(entry, "sign"), sign) == 0 &&
		    strcmp(field(entry, "duty"), field(contract, "duty")) == 0)
			break;
	if (i == json_array_size(entries)) {
		entry = json_pack("{s:s, s:s, s:[]}", "sign", sign, "duty",
		    field(contract, "duty"), "scenarios");
		json_array_append_new(entries, entry);
	}
	names = json_object_get(entry, "scenarios");
	json_array_foreach (names, i, name)
		if (strcmp(json_string_value(name), scenario) == 0)
			return;
	json_array_append_new(names, json_string(scenario));
}

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

/* What the program itself did wrong stands apart from what it ran on. */
static void
add_unresolved(json_t *verdict, const json_t *cell, const char *scenario)
{
	bool own = report_blames_subject(cell);
	const char *why = own ? "fell" : "why";

	add_name(
	    json_object_get(verdict, own ? "fails" : "unresolved"), scenario);
	if (field(verdict, why)[0] == '\0')
		json_object_set_new(verdict, why,
		    json_string(
			own ? report_reason(cell) : field(cell, "reason")));
}

static void
add_cell(json_t *verdict, const json_t *cell)
{
	const json_t *contract = json_object_get(cell, "contract");
	const char *scenario = field(cell, "scenario");
	int notice = notice_value(field(contract, "notice"));

	if (cell_result(cell) == UNRESOLVED) {
		add_unresolved(verdict, cell, scenario);
		return;
	}
	if (cell_result(cell) == XPASS)
		add_name(json_object_get(verdict, "unneeded"), scenario);
	switch ((enum notice)notice) {
	case NOT_NOTICED:
		add_to(verdict, "misses", contract, scenario);
		break;
	case NOTICED_LATE:
		add_to(verdict, "late", contract, scenario);
		break;
	case NOTICED_BADLY:
		add_to(verdict, "misnames", contract, scenario);
		break;
	case NOTICED_VAGUELY:
		add_to(verdict, "vague", contract, scenario);
		break;
	case CRIED_WOLF:
		add_name(json_object_get(verdict, "cries_wolf"), scenario);
		break;
	case NOTHING_TO_NOTICE:
	case NOTICED:
	case NOTICES:
		break;
	}
}

/* A built-in subject that could help. */
struct helper {
	const char *name, *title;
	unsigned sees; /* bit 1 << enum sign */
	unsigned alarms;
	bool speaks;
	enum kind kind;
};

static unsigned
declared_alarms(const struct declaration *d)
{
	unsigned n = 0;
	enum sign s;

	for (s = NOTHING_HEARD; s < SIGNS; s++)
		n += verdict_terminal(d->sees[s].verdict) &&
		    (s != LATE || d->sees[s].when.from_ms < PATIENT_MS);
	return n;
}

static struct helper
declared(const struct subject *subject)
{
	const struct declaration *d = &subject->says;
	struct helper h = { subject->name, subject->title, 0,
		declared_alarms(d), d->speaks, d->kind };
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++)
		if (verdict_terminal(d->sees[judge_known_as(d, s)].verdict))
			h.sees |= 1u << s;
	return h;
}

/* What was measured in these results has the last word. */
static void
measured(struct helper *h, const json_t *profiles)
{
	const json_t *profile, *signs;
	enum sign s;
	size_t i;
	int sight;

	json_array_foreach (profiles, i, profile) {
		if (strcmp(field(profile, "subject"), h->name) != 0)
			continue;
		signs = json_object_get(profile, "signs");
		for (s = FIN; s < DEATH_SIGNS; s++) {
			sight = sight_value(field(
			    json_object_get(signs, sign_name(s)), "sight"));
			if (sight > PARTLY)
				h->sees |= 1u << s;
			else if (sight > NOT_TESTED)
				h->sees &= ~(1u << s);
		}
		h->alarms += (unsigned)json_array_size(
		    json_object_get(profile, "false_alarms"));
	}
}

/*
 * Fewer false alarms, more of what is missed, then what costs less, and what
 * is used in the same way: who asks can put it in the place of what it has.
 */
static bool
helps_more(const struct helper *a, const struct helper *b, unsigned missed,
    enum kind way)
{
	int more = __builtin_popcount(a->sees & missed) -
	    __builtin_popcount(b->sees & missed);

	if ((a->alarms == 0) != (b->alarms == 0))
		return a->alarms == 0;
	if (more != 0)
		return more > 0;
	if (a->speaks != b->speaks)
		return b->speaks;
	return a->kind == way && b->kind != way;
}

/* Into the list the best for as many as it sees, then for the rest. */
static void
find_help(json_t *list, const struct helper *all, size_t n, unsigned missed,
    enum kind way)
{
	const struct helper *best;
	json_t *signs;
	enum sign s;
	size_t i;

	while (missed) {
		best = NULL;
		for (i = 0; i < n; i++)
			if (all[i].sees & missed &&
			    (!best || helps_more(&all[i], best, missed, way)))
				best = &all[i];
		if (!best)
			break;
		signs = json_array();
		for (s = FIN; s < DEATH_SIGNS; s++)
			if (best->sees & missed & 1u << s)
				json_array_append_new(
				    signs, json_string(sign_name(s)));
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:o}", "subject", best->name, "title",
			best->title, "signs", signs));
		missed &= ~best->sees;
	}
}

unsigned
verdict_missed(const json_t *verdict, enum duty duty)
{
	const json_t *entry;
	unsigned missed = 0;
	size_t i;
	int s;

	json_array_foreach (json_object_get(verdict, "misses"), i, entry) {
		s = sign_value(field(entry, "sign"));
		if (s >= 0 && duty_value(field(entry, "duty")) == (int)duty)
			missed |= 1u << s;
	}
	return missed;
}

static json_t *
verdict_of(const json_t *root, const char *subject)
{
	json_t *verdict = json_pack(
	    "{s:s, s:[], s:[], s:[], s:[], s:[], s:[], s:[], s:[]}", "subject",
	    subject, "misses", "late", "misnames", "vague", "cries_wolf",
	    "fails", "unresolved", "unneeded");
	json_int_t n = 0, bad = 0, excused = 0, lacking = 0;
	const json_t *cell;
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		if (strcmp(field(cell, "subject"), subject) != 0)
			continue;
		n++;
		bad += cell_result(cell) == FAIL;
		excused += cell_result(cell) == XFAIL;
		if (cell_result(cell) == UNSUPPORTED && lacking++ == 0)
			json_object_set(
			    verdict, "lacks", json_object_get(cell, "reason"));
		else
			add_cell(verdict, cell);
	}
	json_object_set_new(verdict, "cells", json_integer(n - lacking));
	json_object_set_new(verdict, "failed", json_integer(bad));
	json_object_set_new(verdict, "excused", json_integer(excused));
	return verdict;
}

static size_t
gather_helpers(const json_t *root, const struct subject *subjects, size_t n,
    struct helper *all)
{
	size_t found = 0, i;

	for (i = 0; i < n; i++) {
		if (subjects[i].says.kind == EXTERNAL ||
		    subjects[i].unsupported)
			continue;
		all[found] = declared(&subjects[i]);
		measured(&all[found++], json_object_get(root, "profiles"));
	}
	return found;
}

/* How it watches, by its own "ready". */
static enum kind
way_of(const json_t *root, const char *subject)
{
	const json_t *cell;
	size_t i;
	int kind;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		kind = kind_value(field(cell, "watches"));
		if (kind >= 0 && strcmp(field(cell, "subject"), subject) == 0)
			return (enum kind)kind;
	}
	return WAITS;
}

void
report_verdicts(json_t *root, const struct subject *subjects, size_t n)
{
	struct helper *all = calloc(n + 1, sizeof(*all));
	json_t *list = json_array(), *verdict, *help;
	const json_t *subject;
	size_t found, i;
	enum kind way;

	if (!all)
		abort();
	found = gather_helpers(root, subjects, n, all);
	json_array_foreach (json_object_get(root, "subjects"), i, subject) {
		if (strcmp(field(subject, "kind"), kind_name(EXTERNAL)) != 0)
			continue;
		verdict = verdict_of(root, field(subject, "name"));
		/* what only may be noticed needs no help */
		help = json_array();
		way = way_of(root, field(subject, "name"));
		find_help(help, all, found, verdict_missed(verdict, MUST), way);
		find_help(
		    help, all, found, verdict_missed(verdict, SHOULD), way);
		json_object_set_new(verdict, "help", help);
		json_array_append_new(list, verdict);
	}
	free(all);
	if (json_array_size(list) > 0)
		json_object_set(root, "verdicts", list);
	json_decref(list);
}
