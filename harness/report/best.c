/* best.c - the smallest sets of subjects that see every sign of death. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define ALARMS_SHOWN 3
#define MOST 4	       /* subjects in a set */
#define SHOWN 5	       /* sets */
#define TRIES 20000000 /* sets looked at: a second, for results of anybody */

/* One subject, as far as choosing goes. */
struct one {
	const json_t *profile;
	unsigned seen; /* bit 1 << enum sign */
	size_t alarms;
	double bytes, probes; /* on an idle connection */
};

struct set {
	size_t members[MOST], n;
	size_t alarms;
	double cost;
};

struct search {
	struct one *ones;
	size_t n;
	unsigned wanted;
	struct set best[SHOWN];
	size_t found, tries;
};

static double
number(const json_t *profile, const char *name)
{
	return json_number_value(
	    json_object_get(json_object_get(profile, "idle_cost"), name));
}

/* It shuts its sending half in order to look. */
static bool
shuts(const json_t *profile)
{
	return json_is_true(
	    json_object_get(json_object_get(profile, "idle_cost"), "shuts"));
}

/* The false alarms of a set are those of all its members, each once. */
static size_t
alarms_of(const struct search *s, const struct set *set)
{
	json_t *all = json_object();
	const json_t *name;
	size_t i, k, n;

	for (i = 0; i < set->n; i++)
		json_array_foreach (
		    json_object_get(
			s->ones[set->members[i]].profile, "false_alarms"),
		    k, name)
			json_object_set_new(
			    all, json_string_value(name), json_true());
	n = json_object_size(all);
	json_decref(all);
	return n;
}

static bool
better(const struct set *a, const struct set *b)
{
	if (a->alarms != b->alarms)
		return a->alarms < b->alarms;
	return a->cost < b->cost;
}

/* Into its place among the best, if it has one. */
static void
keep(struct search *s, struct set *set)
{
	size_t i;

	s->tries += 100; /* to count its alarms */
	set->alarms = alarms_of(s, set);
	set->cost = 0;
	for (i = 0; i < set->n; i++)
		set->cost += s->ones[set->members[i]].bytes +
		    s->ones[set->members[i]].probes;
	if (s->found == SHOWN && !better(set, &s->best[SHOWN - 1]))
		return;
	i = s->found < SHOWN ? s->found++ : SHOWN - 1;
	for (; i > 0 && better(set, &s->best[i - 1]); i--)
		s->best[i] = s->best[i - 1];
	s->best[i] = *set;
}

/* All sets of size that begin with this one. */
static void
extend(
    struct search *s, struct set *set, size_t from, unsigned seen, size_t size)
{
	size_t i;

	if (s->tries >= TRIES)
		return;
	s->tries++;
	if (set->n == size) {
		if ((seen & s->wanted) == s->wanted)
			keep(s, set);
		return;
	}
	for (i = from; i < s->n; i++) {
		set->members[set->n++] = i;
		extend(s, set, i + 1, seen | s->ones[i].seen, size);
		set->n--;
	}
}

/* Some by name, of many the number. */
static void
print_alarms(const json_t *profile, FILE *out)
{
	const json_t *alarms = json_object_get(profile, "false_alarms"), *name;
	size_t i, n = json_array_size(alarms);

	json_array_foreach (alarms, i, name)
		if (i < ALARMS_SHOWN)
			fprintf(out, "%s%s", i ? ", " : "; false alarms: ",
			    json_string_value(name));
	if (n > ALARMS_SHOWN)
		fprintf(out, " and %zu more", n - ALARMS_SHOWN);
	if (n > 0)
		fprintf(out, " by %s", field(profile, "subject"));
}

static void
print_set(const struct search *s, const struct set *set, FILE *out)
{
	size_t i;

	for (i = 0; i < set->n; i++)
		fprintf(out, "%s%s", i ? " + " : "  ",
		    field(s->ones[set->members[i]].profile, "subject"));
	fprintf(out, "\n    ");
	for (i = 0; i < set->n; i++)
		fprintf(out, "%s%.1f bytes and %.1f probes%s", i ? ", " : "",
		    s->ones[set->members[i]].bytes,
		    s->ones[set->members[i]].probes,
		    shuts(s->ones[set->members[i]].profile) ?
			" and our sending half" :
			"");
	fprintf(out, " on an idle connection");
	if (set->alarms == 0)
		fprintf(out, "; no false alarm");
	for (i = 0; i < set->n; i++)
		print_alarms(s->ones[set->members[i]].profile, out);
	fputc('\n', out);
}

/* What nobody sees cannot be asked for: it is named. */
static void
say_wanted(const struct search *s, unsigned tested, FILE *out)
{
	enum sign sign;

	for (sign = FIN; sign < DEATH_SIGNS; sign++)
		if (tested >> sign & 1 && !(s->wanted >> sign & 1))
			fprintf(out, "no subject of these results sees %s\n",
			    sign_name(sign));
}

static void
read_ones(struct search *s, const json_t *profiles)
{
	const json_t *profile;
	size_t i;

	json_array_foreach (profiles, i, profile) {
		s->ones[s->n] = (struct one) { profile, report_seen(profile),
			json_array_size(
			    json_object_get(profile, "false_alarms")),
			number(profile, "bytes"), number(profile, "probes") };
		s->wanted |= s->ones[s->n].seen;
		s->n += s->ones[s->n].seen != 0;
	}
}

unsigned
tested_signs(const json_t *profiles)
{
	const json_t *profile, *sign;
	unsigned tested = 0;
	enum sign s;
	size_t i;

	json_array_foreach (profiles, i, profile)
		for (s = FIN; s < DEATH_SIGNS; s++) {
			sign = json_object_get(
			    json_object_get(profile, "signs"), sign_name(s));
			if (json_integer_value(json_object_get(sign, "cells")))
				tested |= 1u << s;
		}
	return tested;
}

/* The smallest sets into s, whose ones are to be freed. */
static void
find_sets(struct search *s, const json_t *profiles)
{
	struct set set = { .n = 0 };
	size_t size;

	s->ones = calloc(json_array_size(profiles) + 1, sizeof(*s->ones));
	if (!s->ones)
		abort();
	read_ones(s, profiles);
	for (size = 1; size <= MOST && s->found == 0 && s->wanted; size++)
		extend(s, &set, 0, 0, size);
}

bool
report_print_best(const json_t *profiles, FILE *out)
{
	struct search s = { 0 };
	size_t i;

	find_sets(&s, profiles);
	say_wanted(&s, tested_signs(profiles), out);
	if (s.found == 0)
		fprintf(out, "no %d subjects together see every sign\n", MOST);
	else
		fprintf(out,
		    "The smallest sets that see every%s sign of death, fewest "
		    "false alarms first:\n",
		    (tested_signs(profiles) & ~s.wanted) != 0 ? " other" : "");
	for (i = 0; i < s.found; i++)
		print_set(&s, &s.best[i], out);
	free(s.ones);
	return s.found > 0;
}

void
best_names(const json_t *profiles, FILE *out)
{
	struct search s = { 0 };
	size_t i;

	find_sets(&s, profiles);
	for (i = 0; s.found > 0 && i < s.best[0].n; i++)
		fprintf(out, "%s%s", i ? " + " : "",
		    field(s.ones[s.best[0].members[i]].profile, "subject"));
	if (s.found > 0 && s.best[0].alarms > 0)
		fprintf(
		    out, " (false alarms in %zu scenarios)", s.best[0].alarms);
	free(s.ones);
}
