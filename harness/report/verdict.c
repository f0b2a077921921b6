/* verdict.c - of somebody's program: what it misses, and what would help. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

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

void
verdicts_by(
    json_t *root, const json_t *table, const struct subject *subjects, size_t n)
{
	json_t *list = json_array(), *verdict, *unhelped;
	const json_t *subject;
	size_t i;

	json_array_foreach (json_object_get(root, "subjects"), i, subject) {
		if (strcmp(field(subject, "kind"), kind_name(EXTERNAL)) != 0)
			continue;
		verdict = verdict_of(root, field(subject, "name"));
		unhelped = json_array();
		json_object_set_new(verdict, "help",
		    measured_help(table, root, verdict, subjects, n, unhelped));
		json_object_set_new(verdict, "unhelped", unhelped);
		json_array_append_new(list, verdict);
	}
	if (json_array_size(list) > 0)
		json_object_set(root, "verdicts", list);
	json_decref(list);
}

void
report_verdicts(json_t *root, const struct subject *subjects, size_t n)
{
	json_t *table = measured_shipped();

	verdicts_by(root, table, subjects, n);
	json_decref(table);
}
