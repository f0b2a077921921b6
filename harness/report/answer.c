/* answer.c - what all cells come to, in a few sentences. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define NAMED 3 /* of many; the rest is counted */

/* The profiles that a sentence is about, in its order. */
struct pick {
	const json_t **v;
	size_t n;
	unsigned tested;
};

static size_t
alarms_of(const json_t *profile)
{
	return json_array_size(json_object_get(profile, "false_alarms"));
}

static unsigned
count_signs(unsigned signs)
{
	unsigned n = 0;

	for (; signs; signs &= signs - 1)
		n++;
	return n;
}

static unsigned
seen_of(const struct pick *all, const json_t *profile)
{
	return report_seen(profile) & all->tested;
}

/* "a, b, c and 4 more" */
static void
put_subjects(const struct pick *p, FILE *out)
{
	size_t i;

	for (i = 0; i < p->n && i < NAMED; i++)
		fprintf(out, "%s%s", i ? ", " : "", field(p->v[i], "subject"));
	if (p->n > NAMED)
		fprintf(out, " and %zu more", p->n - NAMED);
}

/* "silence, no-answer" */
static void
put_signs(unsigned signs, FILE *out)
{
	const char *gap = "";
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++)
		if (signs >> s & 1) {
			fprintf(out, "%s%s", gap, sign_name(s));
			gap = ", ";
		}
}

static struct pick
pick_of(const json_t *profiles)
{
	struct pick p = { .tested = tested_signs(profiles) };
	size_t i;

	p.n = json_array_size(profiles);
	p.v = calloc(p.n + 1, sizeof(*p.v));
	if (!p.v)
		abort();
	for (i = 0; i < p.n; i++)
		p.v[i] = json_array_get(profiles, i);
	return p;
}

/* Of all those without a false alarm that see most; of those that send none. */
static struct pick
best_of(const struct pick *all, const json_t *root, bool mute)
{
	struct pick p = { .tested = all->tested };
	unsigned most = 0, seen;
	size_t i;

	p.v = calloc(all->n + 1, sizeof(*p.v));
	if (!p.v)
		abort();
	for (i = 0; i < all->n; i++) {
		seen = count_signs(seen_of(all, all->v[i]));
		if (alarms_of(all->v[i]) > 0 || seen < most || seen == 0 ||
		    (mute &&
			effects_have(effects_of_subject(
					 root, field(all->v[i], "subject")),
			    's')))
			continue;
		p.n = seen > most ? 0 : p.n;
		most = seen;
		p.v[p.n++] = all->v[i];
	}
	return p;
}

/*
 * "a (12 of the 14 tested, not always silence)": what each misses somewhere, if
 * few.  Of signs that were not tested nobody knows.
 */
static void
say_best(const struct pick *all, const struct pick *best, const char *whose,
    FILE *out)
{
	unsigned seen = count_signs(seen_of(all, best->v[0]));
	unsigned n = count_signs(all->tested), missed = all->tested;
	bool whole = n == DEATH_SIGNS - FIN;
	size_t i;

	for (i = 0; i < best->n; i++)
		missed &= ~seen_of(all, best->v[i]);
	fprintf(out, "%s of death%s: ",
	    seen == n && whole ? "Every sign" :
		seen == n      ? "All tested signs" :
		whole	       ? "Most signs" :
				 "Most tested signs",
	    whose);
	put_subjects(best, out);
	fprintf(out, " (%u of the %u tested", seen, n);
	if (missed && count_signs(missed) <= NAMED) {
		fputs(", not always ", out);
		put_signs(missed, out);
	}
	fputs(").\n", out);
}

static int
by_alarms(const void *va, const void *vb)
{
	const json_t *const *a = va, *const *b = vb;
	size_t na = alarms_of(*a), nb = alarms_of(*b);

	if (na != nb)
		return na > nb ? -1 : 1;
	return strcmp(field(*a, "subject"), field(*b, "subject"));
}

/* Whatever becomes of its connection, nothing of it is an end. */
static bool
is_healthy(const json_t *scenario)
{
	const json_t *signs = json_object_get(scenario, "signs"), *name;
	size_t i;
	int s;

	json_array_foreach (signs, i, name) {
		s = sign_value(json_string_value(name));
		if (s < 0 || !sign_rows[s].of_life)
			return false;
	}
	return i > 0;
}

/* Was a word on a healthy connection judged at all? */
static bool
is_life_tried(const json_t *root)
{
	const json_t *scenarios = json_object_get(root, "scenarios"), *cell;
	json_t *numbers = numbers_of(scenarios);
	bool tried = false;
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		tried = tried ||
		    (cell_outcome(cell) != NO_OUTCOME &&
			is_healthy(json_array_get(scenarios,
			    number_of(numbers, field(cell, "scenario")))));
	json_decref(numbers);
	return tried;
}

static void
say_no_alarm(bool life, FILE *out)
{
	fprintf(out, "No healthy connection was %s.\n",
	    life ? "called dead" : "tried");
}

/* Who raises false alarms, most of them first. */
static void
say_alarms(const struct pick *all, bool life, FILE *out)
{
	size_t n = 0, i;

	qsort(all->v, all->n, sizeof(*all->v), by_alarms);
	while (n < all->n && alarms_of(all->v[n]) > 0)
		n++;
	if (n == 0) {
		say_no_alarm(life, out);
		return;
	}
	fprintf(out, "False alarms by %zu of %zu strategies%s", n, all->n,
	    n > NAMED ? ", most by " : ": ");
	for (i = 0; i < n && i < NAMED; i++)
		fprintf(out, "%s%s (in %zu scenario%s)", i ? ", " : "",
		    field(all->v[i], "subject"), alarms_of(all->v[i]),
		    alarms_of(all->v[i]) == 1 ? "" : "s");
	fputs(".\n", out);
}

static void
say_together(const json_t *profiles, FILE *out)
{
	char *names = NULL;
	size_t size;
	FILE *f = open_memstream(&names, &size);

	if (!f)
		abort();
	best_names(profiles, f);
	fclose(f);
	if (names[0])
		fprintf(out,
		    "The fewest that together see what any sees: %s.\n", names);
	free(names);
}

static void
say_unseen(const struct pick *all, FILE *out)
{
	unsigned unseen = all->tested;
	size_t i;

	for (i = 0; i < all->n; i++)
		unseen &= ~report_seen(all->v[i]);
	if (!unseen)
		return;
	fputs("No strategy sees ", out);
	put_signs(unseen, out);
	fputs(" whenever it is given.\n", out);
}

static bool
has(const struct pick *p, const json_t *profile)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i] == profile)
			return true;
	return false;
}

static void
say_many(const json_t *root, const json_t *profiles, FILE *out)
{
	struct pick all = pick_of(profiles);
	struct pick best = best_of(&all, root, false);
	struct pick mute = best_of(&all, root, true);
	bool whole = best.n > 0 && seen_of(&all, best.v[0]) == all.tested;
	bool life = is_life_tried(root);

	/* where none could be raised, none is no merit */
	if (best.n > 0)
		say_best(&all, &best, life ? ", no false alarm" : "", out);
	if (!whole && all.tested)
		say_together(profiles, out);
	if (mute.n > 0 && !has(&best, mute.v[0]))
		say_best(&all, &mute,
		    life ? ", no byte sent either" : ", no byte sent", out);
	say_unseen(&all, out);
	say_alarms(&all, life, out);
	free(all.v);
	free(best.v);
	free(mute.v);
}

static void
say_one(const json_t *root, const json_t *profiles, FILE *out)
{
	struct pick one = pick_of(profiles);
	unsigned seen = seen_of(&one, one.v[0]), n = count_signs(one.tested);
	const json_t *alarms = json_object_get(one.v[0], "false_alarms");
	size_t i;

	if (n > 0)
		fprintf(out, "%s sees %u of %u sign%s of death",
		    field(one.v[0], "subject"), count_signs(seen), n,
		    n == 1 ? "" : "s");
	if (n > count_signs(seen)) {
		fputs("; it misses ", out);
		put_signs(one.tested & ~seen, out);
		fputs(", always or in some scenarios", out);
	}
	fputs(n > 0 ? ".\n" : "", out);
	if (json_array_size(alarms) == 0)
		say_no_alarm(is_life_tried(root), out);
	else {
		fputs("False alarms in: ", out);
		for (i = 0; i < json_array_size(alarms) && i < NAMED; i++)
			fprintf(out, "%s%s", i ? ", " : "",
			    json_string_value(json_array_get(alarms, i)));
		if (i < json_array_size(alarms))
			fprintf(
			    out, " and %zu more", json_array_size(alarms) - i);
		fputs(".\n", out);
	}
	free(one.v);
}

static int
by_failed(const void *va, const void *vb)
{
	const json_t *const *a = va, *const *b = vb;

	return cell_integer(*b, "failed") - cell_integer(*a, "failed");
}

/* Of many programs: how many break the contract, the worst by name. */
static void
say_counted(const json_t *verdicts, FILE *out)
{
	size_t n = json_array_size(verdicts), broken = 0, i;
	const json_t **v = calloc(n + 1, sizeof(*v));

	if (!v)
		abort();
	for (i = 0; i < n; i++)
		v[i] = json_array_get(verdicts, i);
	qsort(v, n, sizeof(*v), by_failed);
	while (broken < n && cell_integer(v[broken], "failed") > 0)
		broken++;
	fprintf(out, "%zu of %zu subjects break the contract", broken, n);
	for (i = 0; i < broken && i < NAMED; i++)
		fprintf(out, "%s%s (in %d of %d cells)", i ? ", " : ": ",
		    field(v[i], "subject"), cell_integer(v[i], "failed"),
		    cell_integer(v[i], "cells"));
	fputs(broken > NAMED ? " and others.\n" : ".\n", out);
	free(v);
}

/* Folded as it will be, and its lines. */
static char *
verdicts_in(const json_t *verdicts, bool brief, size_t *lines)
{
	const json_t *verdict;
	char *text = NULL, *one;
	size_t size, i;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		abort();
	json_array_foreach (verdicts, i, verdict) {
		one = verdict_text(verdict, brief);
		fputs(i ? "\n" : "", f);
		(void)report_fold(f, report_prose(), 0, 4, one);
		fputc('\n', f);
		free(one);
	}
	fclose(f);
	*lines = text_lines(text);
	return text;
}

/* In full if that has no more lines; else shorter, and where the rest is. */
static void
put_verdicts(const json_t *verdicts, FILE *out, size_t rows, const char *where)
{
	size_t lines;
	char *text = verdicts_in(verdicts, false, &lines);

	if (lines <= rows) {
		fputs(text, out);
		free(text);
		return;
	}
	free(text);
	text = verdicts_in(verdicts, true, &lines);
	if (json_array_size(verdicts) == 1 || lines < rows)
		fputs(text, out);
	else
		say_counted(verdicts, out);
	fprintf(out, "in full: hangup verdicts%s\n", where);
	free(text);
}

/* Was anything found out at all? */
static bool
is_any_known(const json_t *root)
{
	return json_object_size(json_object_get(
		   json_object_get(root, "totals"), "outcomes")) > 0;
}

void
put_answer(const json_t *root, const struct screen *screen, size_t rows,
    const char *where)
{
	const json_t *profiles = json_object_get(root, "profiles");
	const json_t *verdicts = json_object_get(root, "verdicts");

	if (json_array_size(verdicts) > 0)
		put_verdicts(verdicts, screen->out, rows, where);
	else if (!is_any_known(root))
		return;
	else if (json_array_size(profiles) == 1)
		say_one(root, profiles, screen->out);
	else if (json_array_size(profiles) > 1)
		say_many(root, profiles, screen->out);
}
