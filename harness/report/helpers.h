/* helpers.h - who can help, of those that were measured; report's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_HELPERS_H
#define HANGUP_REPORT_HELPERS_H

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

/* So many of what is still to be met, and so many of them rightly named. */
struct use {
	const struct helper *h;
	size_t met, right;
};

/* The number of each scenario of the table; the caller's. */
json_t *helpers_rows(const json_t *table);
/* What came of it in that scenario; NO_OUTCOME: nobody knows. */
enum outcome helper_outcome(
    const struct search *s, const struct helper *h, const char *scenario);
/* Noticed, by whatever name, in all of its scenarios; without, of the sign. */
bool helper_meets(const struct search *s, const struct helper *h,
    const json_t *need, size_t *right);
/* Into s->helpers, which has room; the alarms of each are to be freed. */
void helpers_gather(struct search *s, const json_t *here,
    const struct subject *subjects, size_t n, bool asker_eats);
struct use helper_use(const struct search *s, const struct helper *h);
bool helper_is_better(
    const struct search *s, const struct use *a, const struct use *b);

#endif
