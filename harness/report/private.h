/* private.h - what the report's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_PRIVATE_H
#define HANGUP_REPORT_PRIVATE_H

#include "judge/judge.h"
#include "report/report.h"

/* A field as text, "" if it is null or missing. */
const char *field(const json_t *object, const char *name);
enum result cell_result(const json_t *cell);
enum outcome cell_outcome(const json_t *cell);

/* The symbol of a cell, one column wide, and the word of it. */
const char *symbol(const json_t *cell, bool utf8);
/* "F" FAIL, "P" XPASS, "x" XFAIL, else " ". */
const char *mark(const json_t *cell);

/*
 * The cells by row and column: the worst of family and run, so that nothing
 * bad hides behind something good.  index[row * n_subjects + column], NULL
 * where there is none.  To be freed.
 */
const json_t **
grid(const json_t *root, size_t *n_scenarios, size_t *n_subjects);

/* "closed within 0.0 to 50.0 ms (fin)" and "reset after 0.1 ms: recv 0". */
void say_expected(const json_t *cell, char *text, size_t size);
void say_got(const json_t *cell, char *text, size_t size);

/* Results and evidence of the root's clauses, from its cells. */
void judge_clauses(json_t *root);
/* The table of clauses in Markdown. */
void markdown_clauses(const json_t *root, FILE *out);

#endif
