/* choose.c - which cells a run is about. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/run.h"

/* Is it one that the run is about, not one that is named beside it? */
static bool
is_meant(const struct subject *subject)
{
	bool others = run_options.external || run_options.n_commands > 0;

	if (subject->says.kind != EXTERNAL)
		return !others;
	return !subject->from_file || run_options.external;
}

/* What a pattern chooses by: the first of these that it fits. */
enum by { BY_SCENARIO, BY_SUBJECT, BY_CELL };

/* The command line's patterns, looked at once. */
struct selection {
	enum by *by;	/* of each pattern */
	bool scenarios; /* one chooses by scenario */
	bool restricts; /* one names some of those that the run is about */
	bool bare;	/* none chooses among those */
};

static enum by
kind_of(const struct cases *cases, const char *pattern)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (pattern_fits_scenario(pattern, cases->scenarios[i].name))
			return BY_SCENARIO;
	for (i = 0; i < cases->n_subjects; i++)
		if (pattern_fits_subject(pattern, cases->subjects[i].name))
			return BY_SUBJECT;
	return BY_CELL;
}

/* Does it name subjects, and none that the run is about? */
static bool
is_beside(const struct cases *cases, const char *pattern)
{
	bool names = false;
	size_t s, t;

	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++) {
			if (!pattern_names(pattern, cases->scenarios[s].name,
				cases->subjects[t].name))
				continue;
			if (is_meant(&cases->subjects[t]))
				return false;
			names = true;
		}
	return names;
}

static struct selection
selection_of(const struct cases *cases)
{
	bool others = run_options.external || run_options.n_commands > 0;
	bool beside;
	struct selection c = { .bare = run_options.n_patterns == 0 || others };
	int i;

	c.by = calloc((size_t)run_options.n_patterns + 1, sizeof(*c.by));
	if (!c.by)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < run_options.n_patterns; i++) {
		c.by[i] = kind_of(cases, run_options.patterns[i]);
		beside = others && is_beside(cases, run_options.patterns[i]);
		c.scenarios = c.scenarios || c.by[i] == BY_SCENARIO;
		c.restricts = c.restricts || (c.by[i] == BY_SUBJECT && !beside);
		c.bare = c.bare && beside;
	}
	return c;
}

/* By a pattern that says both, or with --union by any. */
static bool
chosen_alone(const struct selection *c, const struct scenario *scenario,
    const struct subject *subject)
{
	bool meant = is_meant(subject);
	int i;

	for (i = 0; i < run_options.n_patterns; i++)
		if ((run_options.each || c->by[i] == BY_CELL) &&
		    (meant ? pattern_matches : pattern_names)(
			run_options.patterns[i], scenario->name, subject->name))
			return true;
	return false;
}

static bool
fits(const struct selection *c, enum by by, const char *name)
{
	int i;

	for (i = 0; i < run_options.n_patterns; i++)
		if (c->by[i] == by &&
		    (by == BY_SCENARIO ? pattern_fits_scenario :
					 pattern_fits_subject)(
			run_options.patterns[i], name))
			return true;
	return false;
}

/*
 * Scenarios and subjects cross.  Where no pattern says which subjects, they
 * are those that the run is about; one that is named beside a --subject runs
 * where those do.
 */
static bool
chosen(const struct selection *c, const struct scenario *scenario,
    const struct subject *subject)
{
	if (chosen_alone(c, scenario, subject))
		return true;
	if (run_options.each)
		return is_meant(subject) && c->bare;
	if (c->scenarios && !fits(c, BY_SCENARIO, scenario->name))
		return false;
	return fits(c, BY_SUBJECT, subject->name) ||
	    (is_meant(subject) && (c->scenarios ? !c->restricts : c->bare));
}

/* A broken file as the scenario or the subject that it would be. */
static bool
chooses_left_out(const struct cases *cases, const struct left_out *l,
    const struct selection *c)
{
	const struct scenario scenario = { .name = l->name };
	const struct subject subject = {
		.name = l->name, .says = { .kind = EXTERNAL }, .from_file = true
	};
	size_t i;

	if (l->kind == FILE_SCENARIO)
		for (i = 0; i < cases->n_subjects; i++)
			if (chosen(c, &scenario, &cases->subjects[i]))
				return true;
	if (l->kind == FILE_SUBJECT)
		for (i = 0; i < cases->n_scenarios; i++)
			if (chosen(c, &cases->scenarios[i], &subject))
				return true;
	return l->kind == FILE_CLAUSES;
}

bool
run_is_about(const struct cases *cases, const struct left_out *l)
{
	struct selection c = selection_of(cases);
	bool about = chooses_left_out(cases, l, &c);

	free(c.by);
	return about;
}

static bool
chooses_cells(const struct cases *cases, const char *pattern)
{
	size_t s, t;

	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++)
			if (pattern_matches(pattern, cases->scenarios[s].name,
				cases->subjects[t].name))
				return true;
	return false;
}

/* It is said of each what is wrong with it.  True if there was one. */
static bool
complain_broken(const struct cases *cases, const char *pattern)
{
	const struct left_out *l;
	bool found = false;

	for (l = cases->left_out; l < cases->left_out + cases->n_left_out; l++)
		if (would_choose(pattern, l)) {
			fprintf(stderr, "hangup: %s\n", l->why);
			found = true;
		}
	return found;
}

bool
patterns_hold(const struct cases *cases)
{
	bool hold = true;
	int i;

	for (i = 0; i < run_options.n_patterns; i++) {
		if (chooses_cells(cases, run_options.patterns[i]))
			continue;
		if (!complain_broken(cases, run_options.patterns[i]))
			complain_unmatched(
			    cases, run_options.patterns[i], true);
		hold = false;
	}
	if (!hold && run_options.n_commands > 0)
		fprintf(stderr,
		    "        the command of --subject is one word of the "
		    "shell: quote the whole of it\n");
	return hold;
}

struct spec *
make_specs(const struct cases *cases, size_t *n)
{
	size_t s, t,
	    room = cases->n_scenarios * cases->n_subjects * 2 *
	    (size_t)run_options.repeat;
	struct spec *specs = calloc(room + 1, sizeof(*specs));
	struct selection c = selection_of(cases);
	int family, run;

	if (!specs)
		err(STATUS_USAGE, "calloc");
	*n = 0;
	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++) {
			if (!chosen(
				&c, &cases->scenarios[s], &cases->subjects[t]))
				continue;
			for (family = 4; family <= 6; family += 2)
				for (run = 1; run <= run_options.repeat; run++)
					if (run_options.family == 0 ||
					    run_options.family == family)
						specs[(*n)++] = (struct spec) {
							&cases->scenarios[s],
							&cases->subjects[t],
							family, run
						};
		}
	free(c.by);
	return specs;
}

size_t
keep_shard(struct spec *specs, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (run_options.shards == 0 ||
		    report_shard(specs[i].scenario->name,
			specs[i].subject->name, specs[i].family, specs[i].run,
			run_options.shards) == run_options.shard)
			specs[kept++] = specs[i];
	return kept;
}

void
tell_idle_contract(const struct spec *specs, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (specs[i].subject->says.kind == EXTERNAL)
			return;
	if (run_options.contract_given)
		contract_is_idle(run_options.contract);
}
