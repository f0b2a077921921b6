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

int cell_integer(const json_t *cell, const char *name);
/* "close/fin/keepalive (IPv6) (run 2)" */
void cell_name(const json_t *cell, char *text, size_t size);
/* "close/fin/keepalive/4/1": scenario, subject, family, run. */
#define CELL_KEY 512
const char *cell_key(const json_t *cell, char key[CELL_KEY]);

/* The number of each name in a list of objects; the caller's. */
json_t *numbers_of(const json_t *list);
size_t number_of(const json_t *numbers, const char *name); /* or SIZE_MAX */

/* One more that was not taken in; what is wrong with it, if it is the first. */
void count_lost(struct report_lost *lost, const char *error);

#define PROSE 78   /* columns of a line of sentences, at most */
#define TIE "\037" /* a blank at which no line is folded */
/* Columns of so many bytes, where every character takes one, a colour none. */
size_t text_columns(const char *text, size_t n);
size_t text_lines(const char *text);
/* As report_fold, from indent on; but a word longer than a line is cut. */
void fold_hard(FILE *out, size_t width, size_t indent, const char *text);

/* The symbol of a cell, one column wide, and the word of it. */
const char *symbol(const json_t *cell, bool utf8);
const char *outcome_symbol(enum outcome outcome, bool utf8);
const char *outcome_colour(enum outcome outcome);
/* terminal.c: mark and symbol of a cell, in its colour. */
void put_symbol(const struct screen *s, const json_t *cell);
/* "F" FAIL, "P" XPASS, "x" XFAIL, else " ". */
const char *mark(const json_t *cell);
const char *result_mark(enum result result);
/* Of a profile: what it sees of a sign. */
const char *sight_symbol(enum sight sight, bool utf8);
/* page-words.c: what these and others are, in words; for the page. */
json_t *page_words(void);
/*
 * What to use, for the page.  "here": as these results have it; "measured",
 * "shipped" and "shipped_stock", when and where, that and what is in the program; "window_ms";
 * "ends", the columns: name, about, scenarios; "programs" under test, and
 * "rows", what helps most first: subject, title, speaks, effects, false_alarms,
 * idle, stock (its title under these timers, if that is another), ends: sight,
 * latency_us of the latest, stock_ms.
 */
json_t *report_use(const json_t *root);

/*
 * The cells by row and column: the worst of family and run, so that nothing
 * bad hides behind something good.  index[row * n_subjects + column], NULL
 * where there is none.  To be freed.
 */
const json_t **
grid(const json_t *root, size_t *n_scenarios, size_t *n_subjects);

/*
 * What a strategy did besides saying a verdict, as measured in a cell: a row each,
 * in effects.c.  A set of them has a bit for each row, in their order.
 */
struct effect_row {
	char letter;
	const char *does;  /* in a legend: "sends bytes" */
	const char *did;   /* on the page: "sent bytes" */
	const char *whole; /* in a sentence: "it put bytes on the wire" */
	bool (*has)(const json_t *cell);
};
extern const struct effect_row effect_rows[]; /* letter 0 ends them */

/* "s sends bytes   p sends probes ...", of all. */
const char *effects_legend(void);
/* Is that effect among them? */
bool effects_have(unsigned effects, char letter);
unsigned effects_of(const json_t *cell);
/* In any cell. */
unsigned effects_of_subject(const json_t *root, const char *subject);
#define EFFECTS_ROOM 16 /* room for the letters of all */
const char *effects_letters(unsigned effects, char letters[EFFECTS_ROOM]);

/* Those that a cell of anybody was about: bits 1 << enum sign. */
unsigned tested_signs(const json_t *profiles);
/* "a + b": the smallest set that sees all of them; nothing if there is none. */
void best_names(const json_t *profiles, FILE *out);
/*
 * Of a profile: bytes and probes in the window of an idle cell, whether it
 * shuts its sending half; where the records have packets, how many an hour.
 * null: no such cell.
 */
json_t *idle_cost(const json_t *cells, const char *subject);

/* The signs it notices, by whatever name: bits 1 << enum sign. */
unsigned report_seen(const json_t *profile);
int report_profiles_markdown(const json_t *profiles, FILE *out);

/* The same but for the run; where the runs end that begin at from. */
bool same_but_run(const json_t *a, const json_t *b);
size_t runs_end(const json_t *cells, size_t from);

/*
 * FAIL, XPASS, UNRESOLVED: the runs of a cell that came out so, as one; and
 * all cells that did for one reason.
 */
struct deviation {
	const json_t *cell; /* the first */
	size_t alike, runs; /* so many of so many */
	size_t cells;
};

/* To be freed. */
struct deviation *find_deviations(const json_t *root, size_t *n);
/*
 * "close/fin/keepalive (IPv6), 3 of 20 runs"; of several cells "80 cells", with
 * the first of them.
 */
void deviation_name(const struct deviation *d, char *text, size_t size);
/* Of each cell that ran more than once: how often which verdict, how late. */
json_t *repeats_json(const json_t *cells);

/* Of report_diff, in the order in which they are shown. */
enum change { IS_WORSE, IS_GONE, IS_NEW, IS_OTHERWISE, IS_BETTER, CHANGES };
extern const char *const change_names[CHANGES];
/* How much a cell's result needs a look, compared with another's. */
int diff_rank(const json_t *cell);
/* What "apart" of report_diff calls them. */
const char *diff_family(const json_t *cell);
const char *diff_subject(const json_t *cell);
/* One of the changes of report_diff: "PASS right closed -> FAIL missed open" */
void put_change(const json_t *change, FILE *out);
bool change_is_worse(const json_t *change);

/* "closed within 0.0 to 50.0 ms (fin)" and "reset after 0.1 ms: recv 0". */
void say_expected(const json_t *cell, char *text, size_t size);
void say_got(const json_t *cell, char *text, size_t size);

/* cells.c: is it a list, not a table?  In so many rows, the rest counted. */
bool cells_are_few(const json_t *root);
void list_cells(const json_t *root, const struct screen *screen, size_t rows);
/* groups.c: the table, in so many rows, the rest counted. */
void put_groups(const json_t *root, const struct screen *screen, size_t rows);
/*
 * answer.c: in a few sentences what the cells come to; in so many rows.  where:
 * as in report_clauses_counted.
 */
void put_answer(const json_t *root, const struct screen *screen, size_t rows,
    const char *where);

/* The rows of a story. */
void story_packet(struct story *s, const json_t *packet);
void story_event(struct story *s, const json_t *event);
void story_report(struct story *s, const json_t *report);
void story_state(struct story *s, const json_t *state);
/* When a row of a story stands on its axis of time. */
int64_t story_time(const json_t *row);

/* Results and evidence of the root's clauses, from its cells. */
void judge_clauses(json_t *root);
/* The clauses without names of captures, for who has none; the caller's. */
json_t *clauses_alone(const json_t *root);
/* The table of clauses in Markdown. */
void markdown_clauses(const json_t *root, FILE *out);

/* A verdict in words, in one line, brief or in full; the caller's. */
char *verdict_text(const json_t *verdict, bool brief);
/* verdict.c: the verdicts, with help from a table of measured.h. */
void verdicts_by(json_t *root, const json_t *table,
    const struct subject *subjects, size_t n);
/* verdict.c: the signs of that duty it missed, bit 1 << enum sign. */
unsigned verdict_missed(const json_t *verdict, enum duty duty);

#endif
