/* report.h - results.json, and all that is made from it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_H
#define HANGUP_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

#include "case/case.h"
#include "report/artefact.h"
#include "report/harmless.h"

#define REPORT_ERROR 512
#define HANGUP_VERSION "0.1.0"
#define LATEST "reports/latest" /* where results are, if nobody says */

/*
 * Everything here takes the root object of results.json: scenarios, subjects
 * and cells, one record each, and what follows from all cells; schema-tables.c
 * has every member.  Functions that write return 0, or -1 and a message that
 * names the file.
 */

/* A root without cells: scenarios, subjects, host, options. */
json_t *report_new(const struct scenario *const *scenarios, size_t n_scenarios,
    const struct subject *const *subjects, size_t n_subjects, json_t *options);
/* The clauses that report_finish will judge. */
void report_clauses(json_t *root, const struct clause *clauses, size_t n);
/*
 * The incidents of the cases, a list of name, title, words, wire, cells (cell,
 * how, outcome, says, latency_us; after, which is that in words), measured (on
 * what), notices, set, cost, commands.  Their figures are those of the
 * measurements that are in the program.  The caller's.
 */
json_t *report_incidents(const struct cases *cases);
/*
 * The strategies with the timers of the stock, which the page tells beside
 * those of the run.  As the incidents no part of results.json.
 */
void report_stock(
    json_t *root, const char *timers, const struct subject *subjects, size_t n);
/* A file of the case tree that is broken, of which the results say nothing. */
void report_left_out(json_t *root, const struct left_out *left_out);
/* A line for each. */
void report_print_left_out(const json_t *root, FILE *out);
/*
 * Totals.  "cells" holds the cells by now: in the order of scenarios, subjects,
 * family, run.
 */
void report_finish(json_t *root, double wall_s, double cpu_s, bool complete);

/*
 * Takes dir for who writes there: alone, and then it is made if need be, or
 * with others that are not alone.  A descriptor, to be kept open until all is
 * written; -1 and a message if another run has it.
 */
int report_lock(const char *dir, bool alone, char error[REPORT_ERROR]);
/* A directory that can be written to, made if need be.  -1 and which cannot. */
int report_make_room(const char *dir, char error[REPORT_ERROR]);
/* Removes what an earlier run left in dir, so that nothing is mixed. */
int report_clear(const char *dir, char error[REPORT_ERROR]);
/* Captures that were not taken in: how many, and what is wrong with one. */
struct report_lost {
	size_t n;
	char first[REPORT_ERROR];
};
/* A line, if there is one. */
void
report_tell_lost(const struct report_lost *lost, const char *into, FILE *out);
/* Writes results.json and the forms made from it; each appears whole. */
int report_write(const json_t *root, const char *dir, struct report_lost *lost,
    char error[REPORT_ERROR]);

/* Where results are told, as large as a person sees it. */
struct screen {
	FILE *out;
	size_t columns, rows;
	size_t line;  /* where lines are folded: columns, or never in a log */
	bool scrolls; /* what is more than a screenful is lost: no log */
	bool colour, utf8;
};

/*
 * How a run ends, in no more rows than the screen has, less the last for
 * results that are in dir: failures; the cells of one subject or scenario, else
 * strategies by groups of scenarios; what that comes to; totals.
 */
void report_summary(
    const json_t *root, const struct screen *screen, const char *dir);
/* The whole matrix, group by group, its header once a screenful. */
void report_matrix(const json_t *root, const struct screen *screen);
/*
 * Two lines, expected and got, for each cell that is not as it should be; of
 * several runs that came out alike the first, and how many they are.
 */
void
report_deviations(const json_t *root, FILE *out, const char *dir, size_t most);
/*
 * What the run found of RFC 9293, clause by clause: first those that this kernel
 * does not uphold.  A finding: no result and no exit status depends on it.
 */
void report_clauses_found(const json_t *root, FILE *out, const char *dir);
/*
 * How many of them: "62 upheld, 1 violated, 3 not tested", or nothing; and a
 * command to read on.  where: " DIR" of it, as for a shell, or "".
 */
void report_clauses_counted(const json_t *root, FILE *out, const char *where);
/* Of cells that ran several times: which did not always say the same. */
void report_repeats(const json_t *root, FILE *out);
/* The deviations as annotations of GitHub Actions, a few. */
void report_github(const json_t *root, FILE *out, const char *dir);
/* Instead: what report_worse counts of a diff. */
void report_github_diff(const json_t *diff, FILE *out, const char *baseline);
/* One line: how many of which result and outcome, and the time. */
void report_totals(const json_t *root, FILE *out);
/*
 * Who connected anew after a scenario of recover/, or in a storm anywhere: a
 * line each, after gap; title before the first.  How many lines.
 */
size_t report_recovery(const json_t *root, const char *title, const char *gap,
    void (*put)(FILE *out, const char *text), FILE *out);
/* How many they are, in one line; or nothing. */
void report_recovered(const json_t *root, FILE *out, const char *where);

/*
 * What each subject sees, from its measured cells: a list of subject, signs,
 * false_alarms, otherwise (than declared), idle_cost.  The caller's.
 */
json_t *report_profiles(const json_t *root);
/* The same as a table for a terminal. */
void report_print_profiles(
    const json_t *profiles, FILE *out, bool colour, bool utf8);
/* Of published results what the program is built with: measured.json. */
int report_table(const json_t *root, FILE *out);
/* Do these results say what anybody sees? */
bool report_profiles_told(const json_t *profiles);
/* The smallest sets of subjects that together see every sign of death; false: none. */
bool report_print_best(const json_t *profiles, FILE *out);
/*
 * As tables in Markdown: what each of these subjects does and relies on, what
 * it sees, where it is excused or cannot be.
 */
int
report_subjects_markdown(const json_t *root, const json_t *profiles, FILE *out);
/*
 * Of each subject that declares nothing: what it misses, its false alarms,
 * and which of the built-in ones saw what it misses: as measured in these
 * results, else in those that were published.  What is unsupported here helps
 * nobody.  Kept in the root as "verdicts".
 */
void report_verdicts(json_t *root, const struct subject *subjects, size_t n);
/* The same in words that a person can act on, in lines of a width. */
void report_print_verdicts(const json_t *root, size_t width, FILE *out);
/*
 * A sentence on the cells that passed because the contract does not ask, if
 * there are any; asks: the contract that does ask for silence.
 */
void report_unasked(const json_t *root, const char *asks, FILE *out);
/*
 * Who can do it, by the measurement that is in the program: the strategies that
 * watch by themselves and noticed each need {sign, scenarios} in all of those
 * scenarios - none: wherever the sign was.  Best first; a list of subject,
 * speaks, false_alarms and misses, both of scenarios.  The caller's.
 */
json_t *report_able(const json_t *needs, bool may_speak,
    const struct subject *subjects, size_t n);
/* Where that was measured: "Linux 6.18.0, x86_64".  The caller's. */
json_t *report_measured_on(void);
/*
 * Reads a results.json of our format, or the one in a directory.  NULL and a
 * message that names it.
 */
json_t *report_read(const char *file, char error[REPORT_ERROR]);

/*
 * Do these records of one cell differ?  text says in what: the result, verdict,
 * outcome, expectation or reason, with both values; else the first member of
 * all, as "wire.checks[2].held".  null is as good as no member.
 */
bool
report_differs(const json_t *old, const json_t *new, char *text, size_t size);

/*
 * The shard, 1 to n, of the cell of this name: FNV-1a of it, so that any
 * machine comes to the same without a word from the others.
 */
unsigned report_shard(
    const char *scenario, const char *subject, int family, int run, unsigned n);
/*
 * Joins shards, as report_read gave them, in the order of one run, finished;
 * "shards" says what came, "missing" which did not.  The roots must not be
 * used any more.  NULL and a message that names the files, of names, if they
 * are of different runs or a cell comes twice.
 */
json_t *report_merge(json_t *const *roots, const char *const *names, size_t n,
    char error[REPORT_ERROR]);

/*
 * Cell by cell: "changes", the worse first, then gone, new, otherwise and
 * better; "totals" of each; how many were "compared"; "apart", by gone and new,
 * the families and subjects that only one of them has.  A latency may differ by
 * tolerance_ms; if that is negative, by 250 ms or as much as the prediction
 * leaves open, counted from where that begins.  If new is not the whole, what
 * is not in it is not gone.
 */
json_t *
report_diff(const json_t *old, const json_t *new, int tolerance_ms, bool whole);
/*
 * A line a change, at most so many of a kind, one for all of a family or a
 * subject; and a line of totals.
 */
void report_print_diff(const json_t *diff, FILE *out, size_t most);
/* How many changed for the worse, or are new and not as they should be. */
size_t report_worse(const json_t *diff);
/* Of results only what a later report_diff needs: a tenth. */
json_t *report_baseline(const json_t *root);
/* Results without packets, reports and checks: what is kept for good. */
json_t *report_compact(const json_t *root);
/*
 * Into dir, made if need be: compact results.json, matrix.md, and the page
 * without packets; from is where the results lie.  0, or -1 and a message.
 */
int report_publish(const json_t *root, const char *from, const char *dir,
    struct report_lost *lost, char error[REPORT_ERROR]);

/* Results, where they came from, where the captures they name are. */
struct page_results {
	const json_t *root;
	const char *name, *dir;
};

/*
 * The page: one file that needs no other, captures and all.  0, or -1 and
 * errno.
 */
int report_page(
    const json_t *root, const char *dir, FILE *out, struct report_lost *lost);
/* A page with only what changed between two results. */
int report_page_diff(const struct page_results *old,
    const struct page_results *new, FILE *out, struct report_lost *lost);

/*
 * The page of lessons: "lessons", each with "steps" and what was seen of them,
 * "os", "release" and "time" of when they were recorded.  Texts in it are made
 * harmless.  0, or -1 and errno.
 */
int report_page_lessons(json_t *recorded, FILE *out);

/*
 * The story of one connection for a terminal of 80 columns, row by row in the
 * order of time; the rows are those of a cell's packets, events, reports and
 * states.  A fate may also be "waiting": the path has it.
 */
struct story;
struct story *story_begin(FILE *out, bool colour, bool utf8);
/* The packets, events, reports and states that are there, merged. */
void story_rows(struct story *s, const json_t *cell);
/* What is held back for the row after it is told now. */
void story_rest(struct story *s);
void story_end(struct story *s);
/*
 * The words of text in lines of at most width columns, a word that is longer
 * alone in its own; from column on, which comes back as where it ends.  Before
 * each line but the first stand indent blanks.  No line end comes last.
 */
size_t report_fold(
    FILE *out, size_t width, size_t column, size_t indent, const char *text);
/* Lines that may be longer: each folded behind the blanks it begins with. */
void report_fold_lines(FILE *out, size_t width, const char *text);
/*
 * How wide sentences are: as the terminal, 78 columns at most.  Who prints says
 * once how wide it is; all that is folded more than once is folded alike.
 */
void report_set_prose(size_t columns);
size_t report_prose(void);
/* Lines so wide, the label, perhaps bold, before the first. */
void
report_paragraph(FILE *out, bool colour, const char *label, const char *text);
/* Likewise a command, in lines that a shell takes for one. */
void report_command(FILE *out, const char *label, const char *command);
/* All of a cell: the story, checks, truth, prediction, verdict and why. */
void report_story(
    const json_t *root, const json_t *cell, FILE *out, bool colour, bool utf8);

/* Of a record that is UNRESOLVED: is it the subject's own doing? */
bool report_blames_subject(const json_t *cell);
/* Its reason without the name of who is to blame, which stands before it. */
const char *report_reason(const json_t *cell);

/*
 * The exit status for these results: 1 a FAIL or XPASS; else 3 an UNRESOLVED,
 * or a case file that was left out; else 0.
 */
int report_status(const json_t *root);

/* The other forms, made by report_write. */
int report_markdown(const json_t *root, FILE *out);
int report_csv(const json_t *root, FILE *out);
int report_junit(const json_t *root, FILE *out);
int report_tap(const json_t *root, FILE *out);

#endif
