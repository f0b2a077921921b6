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

#include "report/helpers.h"
#include "report/private.h"

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

/* What it helps with is met from now on. */
static void
take(struct search *s, const struct helper *h, json_t *list)
{
	json_t *signs = json_array();
	size_t i, right = 0;

	for (i = 0; i < s->n_needs; i++)
		if (!s->met[i] && helper_meets(s, h, s->needs[i], &right)) {
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
			u = helper_use(s, &s->helpers[i]);
			if (u.met > 0 &&
			    (!best.h || helper_is_better(s, &u, &best)))
				best = u;
		}
		if (!best.h)
			return;
		take(s, best.h, list);
	}
}

/*
 * Those of one duty: what only may be noticed needs no help, and nobody was
 * measured for how well he drops what is alive.
 */
static void
add_needs(struct search *s, const json_t *verdict, enum duty duty)
{
	const json_t *entry;
	size_t i;
	int sign;

	json_array_foreach (json_object_get(verdict, "misses"), i, entry) {
		sign = sign_value(field(entry, "sign"));
		if (s->n_needs < NEEDS && sign >= 0 && sign < DEATH_SIGNS &&
		    duty_value(field(entry, "duty")) == (int)duty)
			s->needs[s->n_needs++] = entry;
	}
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

json_t *
measured_help(const json_t *table, const json_t *root, const json_t *verdict,
    const struct subject *subjects, size_t n, json_t *unhelped)
{
	const char *asker = field(verdict, "subject");
	json_t *list = json_array(), *here = outcomes_here(root);
	json_t *rows = helpers_rows(table);
	struct search s = { .table = table, .way = way_of(root, asker) };
	size_t i;

	s.rows = rows;
	s.helpers = calloc(
	    json_array_size(json_object_get(table, "subjects")) + 1,
	    sizeof(*s.helpers));
	if (!s.helpers)
		abort();
	helpers_gather(&s, here, subjects, n,
	    effects_have(effects_of_subject(root, asker), 'e'));
	/* what must be noticed first: it chooses among its own helpers */
	add_needs(&s, verdict, MUST);
	choose(&s, list);
	add_needs(&s, verdict, SHOULD);
	choose(&s, list);
	name_unhelped(&s, unhelped);
	for (i = 0; i < s.n; i++)
		json_decref(s.helpers[i].alarms);
	free(s.helpers);
	json_decref(here);
	json_decref(rows);
	return list;
}
