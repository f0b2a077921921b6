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

/*
 * Those the run is about in the scenarios that are chosen; those beside them
 * where a pattern has their name.  "keepalive" beside a --subject chooses no
 * scenario: bare says that no pattern does.
 */
static bool
chosen(
    const struct scenario *scenario, const struct subject *subject, bool bare)
{
	bool meant = is_meant(subject);
	int i;

	for (i = 0; i < run_options.n_patterns; i++)
		if ((meant ? pattern_matches : pattern_names)(
			run_options.patterns[i], scenario->name, subject->name))
			return true;
	return meant && bare;
}

/* A broken file as the scenario or the subject that it would be. */
static bool
chooses_left_out(const struct cases *cases, const struct left_out *l, bool bare)
{
	const struct scenario scenario = { .name = l->name };
	const struct subject subject = {
		.name = l->name, .says = { .kind = EXTERNAL }, .from_file = true
	};
	size_t i;

	if (l->kind == FILE_SCENARIO)
		for (i = 0; i < cases->n_subjects; i++)
			if (chosen(&scenario, &cases->subjects[i], bare))
				return true;
	if (l->kind == FILE_SUBJECT)
		for (i = 0; i < cases->n_scenarios; i++)
			if (chosen(&cases->scenarios[i], &subject, bare))
				return true;
	return l->kind == FILE_CLAUSES;
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

/* No pattern restricts those that the run is about. */
static bool
is_bare(const struct cases *cases)
{
	int i;

	if (!run_options.external && run_options.n_commands == 0)
		return run_options.n_patterns == 0;
	for (i = 0; i < run_options.n_patterns; i++)
		if (!is_beside(cases, run_options.patterns[i]))
			return false;
	return true;
}

bool
run_is_about(const struct cases *cases, const struct left_out *l)
{
	return chooses_left_out(cases, l, is_bare(cases));
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
			complain_unmatched(cases, run_options.patterns[i]);
		hold = false;
	}
	return hold;
}

struct spec *
make_specs(const struct cases *cases, size_t *n)
{
	size_t s, t,
	    room = cases->n_scenarios * cases->n_subjects * 2 *
	    (size_t)run_options.repeat;
	struct spec *specs = calloc(room + 1, sizeof(*specs));
	bool bare = is_bare(cases);
	int family, run;

	if (!specs)
		err(STATUS_USAGE, "calloc");
	*n = 0;
	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++) {
			if (!chosen(&cases->scenarios[s], &cases->subjects[t],
				bare))
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
