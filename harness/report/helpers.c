/* helpers.c - the strategies that were measured, as helpers of somebody. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/helpers.h"

/* The number of each scenario of the table. */
json_t *
helpers_rows(const json_t *table)
{
	const json_t *name;
	json_t *rows = json_object();
	size_t i;

	json_array_foreach (json_object_get(table, "scenarios"), i, name)
		json_object_set_new(
		    rows, json_string_value(name), json_integer((json_int_t)i));
	return rows;
}

static const struct subject *
find_subject(const struct subject *subjects, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(subjects[i].name, name) == 0)
			return &subjects[i];
	return NULL;
}

/* What came of it in that scenario; NO_OUTCOME: nobody knows. */
enum outcome
helper_outcome(
    const struct search *s, const struct helper *h, const char *scenario)
{
	const char *here = field(h->here, scenario);
	const char *cells = field(h->of, "cells");
	size_t row = number_of(s->rows, scenario);

	if (here[0])
		return measured_outcome(here[0]);
	return row < strlen(cells) ? measured_outcome(cells[row]) : NO_OUTCOME;
}

static bool
sees_elsewhere(const struct helper *h, enum sign sign)
{
	const char *signs = field(h->of, "signs");

	return (size_t)sign < strlen(signs) && signs[sign] == '+';
}

/* Noticed, by whatever name, wherever the program missed it. */
bool
helper_meets(const struct search *s, const struct helper *h, const json_t *need,
    size_t *right)
{
	int sign = sign_value(field(need, "sign"));
	enum outcome outcome;
	const json_t *name;
	size_t i;

	if (json_array_size(json_object_get(need, "scenarios")) == 0)
		return sign >= 0 && sees_elsewhere(h, (enum sign)sign);
	json_array_foreach (json_object_get(need, "scenarios"), i, name) {
		outcome = helper_outcome(s, h, json_string_value(name));
		if (outcome == NO_OUTCOME && sign >= 0 &&
		    sees_elsewhere(h, (enum sign)sign))
			continue;
		if (outcome != RIGHT && outcome != VAGUE)
			return false;
		*right += outcome == RIGHT;
	}
	return true;
}

static void
find_alarms(const struct search *s, struct helper *h)
{
	const json_t *name;
	const char *scenario;
	json_t *letter;
	size_t i;

	h->alarms = json_array();
	json_array_foreach (json_object_get(s->table, "scenarios"), i, name)
		if (helper_outcome(s, h, json_string_value(name)) ==
		    FALSE_ALARM)
			json_array_append(h->alarms, (json_t *)(uintptr_t)name);
	/* and what the table does not know */
	json_object_foreach ((json_t *)(uintptr_t)h->here, scenario, letter)
		if (json_string_value(letter)[0] ==
			measured_worse('-', FALSE_ALARM) &&
		    number_of(s->rows, scenario) == SIZE_MAX)
			json_array_append_new(h->alarms, json_string(scenario));
}

/* Whom it would serve ill, or cannot, is no helper. */
static bool
may_help(const struct helper *h, bool asker_eats, const struct subject *here)
{
	if (here && here->unsupported)
		return false;
	return !h->eats || asker_eats || (h->speaks && h->kind == WAITS);
}

void
helpers_gather(struct search *s, const json_t *here,
    const struct subject *subjects, size_t n, bool asker_eats)
{
	const json_t *line;
	struct helper *h;
	size_t i;
	int kind;

	json_array_foreach (json_object_get(s->table, "subjects"), i, line) {
		h = &s->helpers[s->n];
		kind = kind_value(field(line, "kind"));
		*h = (struct helper) { line,
			json_object_get(here, field(line, "name")), NULL,
			strchr(field(line, "effects"), 'e') != NULL,
			json_is_true(json_object_get(line, "speaks")),
			kind == -1 ? WAITS : (enum kind)kind };
		if (!may_help(h, asker_eats,
			find_subject(subjects, n, field(line, "name"))))
			continue;
		find_alarms(s, h);
		s->n++;
	}
}

struct use
helper_use(const struct search *s, const struct helper *h)
{
	struct use u = { h, 0, 0 };
	size_t i, right;

	for (i = 0; i < s->n_needs; i++) {
		right = 0;
		if (s->met[i] || !helper_meets(s, h, s->needs[i], &right))
			continue;
		u.met++;
		u.right += right;
	}
	return u;
}

bool
helper_is_better(
    const struct search *s, const struct use *a, const struct use *b)
{
	size_t alarms[2] = { json_array_size(a->h->alarms),
		json_array_size(b->h->alarms) };

	if ((alarms[0] == 0) != (alarms[1] == 0))
		return alarms[0] == 0;
	if (a->met != b->met)
		return a->met > b->met;
	if (alarms[0] != alarms[1])
		return alarms[0] < alarms[1];
	if (a->h->eats != b->h->eats)
		return b->h->eats;
	if (a->h->speaks != b->h->speaks)
		return b->h->speaks;
	if (a->right != b->right)
		return a->right > b->right;
	return a->h->kind == s->way && b->h->kind != s->way;
}
