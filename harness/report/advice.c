/* advice.c - what would help a program: chosen by what was measured. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A program missed a sign in some scenarios.  Who noticed it in each of them,
 * and in time, can help; who missed it in one would leave that as it is.  Cells
 * of the same results have the last word, for they are of this machine; a
 * scenario that the published measurement does not know asks for who saw that
 * sign wherever it was.
 *
 * Nobody is told to read bytes that others want: a strategy that eats helps
 * only who eats himself - or one that speaks and waits, whose bytes both ends
 * have agreed on.  Of those who can help one without a false alarm is better
 * than any with one; then who helps with more; then who takes, sends, and
 * changes less.
 */
#include <stdlib.h>
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

#define NEEDS 64 /* signs by duty, at most */

struct helper {
	const json_t *of;   /* its line of the table */
	const json_t *here; /* its outcomes in these results, by scenario */
	json_t *alarms;
	bool eats, speaks;
	enum kind kind;
};

struct search {
	const json_t *table, *rows;
	struct helper *helpers;
	size_t n;
	const json_t *needs[NEEDS]; /* entries of the verdict's "misses" */
	bool met[NEEDS];
	size_t n_needs;
	enum kind way; /* how the program watches */
};

static const struct subject *
find_subject(const struct subject *subjects, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(subjects[i].name, name) == 0)
			return &subjects[i];
	return NULL;
}

/* Of our own subjects: name -> scenario -> a letter. */
static json_t *
outcomes_here(const json_t *root)
{
	json_t *all = json_object(), *row;
	const json_t *cell;
	const char *letter, *name;
	char worse[2] = "";
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		if (cell_outcome(cell) == NO_OUTCOME)
			continue;
		name = field(cell, "subject");
		row = json_object_get(all, name);
		if (!row) {
			row = json_object();
			json_object_set_new(all, name, row);
		}
		letter = field(row, field(cell, "scenario"));
		worse[0] = measured_worse(
		    letter[0] ? letter[0] : '-', cell_outcome(cell));
		json_object_set_new(
		    row, field(cell, "scenario"), json_string(worse));
	}
	return all;
}

/* What came of it in that scenario; NO_OUTCOME: nobody knows. */
static enum outcome
outcome_in(const struct search *s, const struct helper *h, const char *scenario)
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

/*
 * Noticed, by whatever name, wherever the program missed it; without scenarios,
 * wherever it was.
 */
static bool
meets(const struct search *s, const struct helper *h, const json_t *need,
    size_t *right)
{
	const json_t *scenarios = json_object_get(need, "scenarios"), *name;
	int sign = sign_value(field(need, "sign"));
	enum outcome outcome;
	size_t i;

	if (!scenarios)
		return sign >= 0 && sees_elsewhere(h, (enum sign)sign);
	json_array_foreach (scenarios, i, name) {
		outcome = outcome_in(s, h, json_string_value(name));
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
		if (outcome_in(s, h, json_string_value(name)) == FALSE_ALARM)
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

static void
gather(struct search *s, const json_t *here, const struct subject *subjects,
    size_t n, bool asker_eats)
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

/* So many of what is still to be met, and so many of them rightly named. */
struct use {
	const struct helper *h;
	size_t met, right;
};

static struct use
use_of(const struct search *s, const struct helper *h)
{
	struct use u = { h, 0, 0 };
	size_t i, right;

	for (i = 0; i < s->n_needs; i++) {
		right = 0;
		if (s->met[i] || !meets(s, h, s->needs[i], &right))
			continue;
		u.met++;
		u.right += right;
	}
	return u;
}

static bool
helps_more(const struct search *s, const struct use *a, const struct use *b)
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

/* What it helps with is met from now on. */
static void
take(struct search *s, const struct helper *h, json_t *list)
{
	json_t *signs = json_array();
	size_t i, right = 0;

	for (i = 0; i < s->n_needs; i++)
		if (!s->met[i] && meets(s, h, s->needs[i], &right)) {
			s->met[i] = true;
			json_array_append(
			    signs, json_object_get(s->needs[i], "sign"));
		}
	json_array_append_new(list,
	    json_pack("{s:O, s:O, s:o, s:O}", "subject",
		json_object_get(h->of, "name"), "title",
		json_object_get(h->of, "title"), "signs", signs, "false_alarms",
		h->alarms));
}

static void
choose(struct search *s, json_t *list)
{
	struct use best, u;
	size_t i;

	for (;;) {
		best = (struct use) { NULL, 0, 0 };
		for (i = 0; i < s->n; i++) {
			u = use_of(s, &s->helpers[i]);
			if (u.met > 0 && (!best.h || helps_more(s, &u, &best)))
				best = u;
		}
		if (!best.h)
			return;
		take(s, best.h, list);
	}
}

/* Those of one duty: what only may be noticed needs no help. */
static void
add_needs(struct search *s, const json_t *verdict, enum duty duty)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(verdict, "misses"), i, entry)
		if (s->n_needs < NEEDS &&
		    duty_value(field(entry, "duty")) == (int)duty)
			s->needs[s->n_needs++] = entry;
}

static void
name_unhelped(const struct search *s, json_t *unhelped)
{
	size_t i;

	for (i = 0; i < s->n_needs; i++)
		if (!s->met[i])
			json_array_append(
			    unhelped, json_object_get(s->needs[i], "sign"));
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

static void
begin_search(struct search *s, const json_t *table)
{
	const json_t *names = json_object_get(table, "scenarios"), *name;
	json_t *rows = json_object();
	size_t i;

	json_array_foreach (names, i, name)
		json_object_set_new(
		    rows, json_string_value(name), json_integer((json_int_t)i));
	s->table = table;
	s->rows = rows;
	s->helpers = calloc(
	    json_array_size(json_object_get(table, "subjects")) + 1,
	    sizeof(*s->helpers));
	if (!s->helpers)
		abort();
}

static void
end_search(struct search *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		json_decref(s->helpers[i].alarms);
	free(s->helpers);
	json_decref((json_t *)(uintptr_t)s->rows);
}

json_t *
measured_help(const json_t *table, const json_t *root, const json_t *verdict,
    const struct subject *subjects, size_t n, json_t *unhelped)
{
	const char *asker = field(verdict, "subject");
	json_t *list = json_array(), *here = outcomes_here(root);
	struct search s = { .way = way_of(root, asker) };

	begin_search(&s, table);
	gather(&s, here, subjects, n,
	    effects_have(effects_of_subject(root, asker), 'e'));
	/* what must be noticed first: it chooses among its own helpers */
	add_needs(&s, verdict, MUST);
	choose(&s, list);
	add_needs(&s, verdict, SHOULD);
	choose(&s, list);
	name_unhelped(&s, unhelped);
	end_search(&s);
	json_decref(here);
	return list;
}

/* Somebody who sees nothing yet, reads the connection, and can wait. */
static json_t *
every_sign(struct search *s)
{
	json_t *needs = json_array(), *need;
	enum sign sign;

	for (sign = FIN; sign < DEATH_SIGNS; sign++) {
		need = json_pack("{s:s}", "sign", sign_name(sign));
		json_array_append_new(needs, need);
		s->needs[s->n_needs++] = need;
	}
	return needs;
}

/* Rightly named, of all that was measured. */
static size_t
named_rightly(const struct helper *h)
{
	const char *cells = field(h->of, "cells");
	size_t n = 0;

	for (; *cells; cells++)
		n += measured_outcome(*cells) == RIGHT;
	return n;
}

/* By insertion: equal ones stay in their order. */
static void
put_in_order(const struct search *s, struct use *uses)
{
	struct use u;
	size_t i, at;

	for (i = 0; i < s->n; i++) {
		u = use_of(s, &s->helpers[i]);
		u.right = named_rightly(u.h);
		for (at = i; at > 0 && helps_more(s, &u, &uses[at - 1]); at--)
			uses[at] = uses[at - 1];
		uses[at] = u;
	}
}

json_t *
measured_order(const json_t *table)
{
	json_t *list = json_array(), *nothing = json_object(), *needs;
	struct search s = { .way = WAITS };
	struct use *uses;
	size_t i;

	begin_search(&s, table);
	needs = every_sign(&s);
	gather(&s, nothing, NULL, 0, true);
	uses = calloc(s.n + 1, sizeof(*uses));
	if (!uses)
		abort();
	put_in_order(&s, uses);
	for (i = 0; i < s.n; i++)
		json_array_append_new(list,
		    json_pack("{s:O, s:O}", "of", uses[i].h->of, "false_alarms",
			uses[i].h->alarms));
	free(uses);
	end_search(&s);
	json_decref(needs);
	json_decref(nothing);
	return list;
}
