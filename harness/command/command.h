/* command.h - the commands of hangup: one file each. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_H
#define HANGUP_COMMAND_H

#include <argp.h>
#include <limits.h>
#include <stdbool.h>

#include "case/case.h"
#include "report/report.h"

/* What the program ends with; the same of every command, as README says. */
enum status {
	STATUS_OK = 0,
	STATUS_FAIL = 1,
	STATUS_USAGE = 2,
	STATUS_UNRESOLVED = 3,
	STATUS_NO_LAB = 4,
	STATUS_INTERRUPTED = 130
};

struct command {
	const char *name;
	const char *summary;
	const struct argp *argp; /* its options and help text */
	bool prompts;		 /* it talks with a person */
	bool in_order; /* what follows its first argument is no option */
	int (*run)(int argc, char **argv); /* argv[0]: "hangup NAME" */
};

extern const struct command command_run, command_show, command_try,
    command_lesson, command_completion, command_list, command_explain,
    command_profile, command_diff, command_judge, command_merge, command_page,
    command_check, command_doctor, command_advise, command_help, command_why,
    command_matrix, command_clauses, command_recoveries, command_verdicts;

/* All of them; a NULL name ends the table. */
extern const struct command *const commands[];

/*
 * Where things are: HANGUP_PROGRAMS and HANGUP_CASES of the environment, else
 * beside the program, else where make install put them.
 */
const char *programs_directory(void); /* peer, path, hangup-subject */
const char *cases_directory(void);

/* What stands behind an option; a mistake is told, and ends the program. */
int option_number(struct argp_state *state, const char *name, const char *text,
    int min, int max);
/* The name of a directory, not an empty one. */
const char *
option_place(struct argp_state *state, const char *name, const char *text);
/* 4 or 6; expected: what the message says. */
int
option_family(struct argp_state *state, const char *text, const char *expected);

/*
 * The case tree; exits with a message and STATUS_USAGE if there is none.  A
 * line on stderr for each file of it that is broken, and left out.
 */
struct cases *load_cases(void);
struct cases *load_cases_silently(void);
/* Those lines, of all that were left out but the first so many. */
void tell_left_out(const struct cases *cases, size_t from);
/* False, and a line, if the subject is held to a contract that is broken. */
bool
contract_is_whole(const struct cases *cases, const struct subject *subject);
/*
 * Changes the contract by one of cases/contracts, or by a file; false, and a
 * line, if it cannot be read.
 */
#define CONTRACT_DEFAULT "default"
bool contract_choose(struct cases *cases, const char *name);
/* It was asked for where nothing is held to it: a note. */
void contract_is_idle(const char *name);

/*
 * The lines of cases/timers/NAME, NAME=NUMBER, with commas between them; to be
 * freed.  NULL: there is no such file.
 */
char *read_timers(const char *name);

/*
 * What the page tells besides results: incidents, of the tree that is there if
 * cases is NULL, and the strategies with the timers of the stock.
 */
void add_incidents(json_t *root, const struct cases *cases);

struct lessons; /* case/lesson.h */
/* The lessons beside them; exits and tells as load_cases does. */
void load_lessons(struct cases *cases, struct lessons *lessons);

/* The names in the order of the tables; to be freed, not the strings. */
const char **scenario_names(const struct cases *cases);
const char **subject_names(const struct cases *cases);

/*
 * Makes ready what a subject of kind EXTERNAL runs: looks for what it needs,
 * builds its program in dir.  What is missing or fails it keeps itself, for
 * its cells.
 */
void prepare_subject(struct subject *s, const char *dir);
/* Of a program of others: could nothing of it run?  Which is missing, why. */
bool misses_program(const struct subject *s, char error[CASE_ERROR]);
/* False, and a line, if that is so. */
bool program_is_here(const struct subject *s);
#define APART 40
/* The same for a cell or two, in a directory that is removed afterwards. */
void prepare_apart(struct subject *s, char dir[APART]);
void remove_apart(const char dir[APART]);

/*
 * Writes a page by put, which returns 0, or -1 and errno; it appears whole, and
 * its name is printed.  option: by which another place is named.  A status.
 */
typedef int put_page(void *data, FILE *out);
int write_page(const char *path, const char *option, put_page *put, void *data);

/* As report_read; NULL: it was told what is wrong, and what to do. */
json_t *need_results(const char *file);
/* Where the results lie that are called file: beside them their captures. */
void results_directory(const char *file, char dir[PATH_MAX]);
/* The scenario of that name; NULL and the nearest name on stderr. */
const struct scenario *
find_scenario(const struct cases *cases, const char *name);

/* Would the pattern choose cells of this file, were it not broken? */
bool would_choose(const char *pattern, const struct left_out *l);
/* The record of SCENARIO/SUBJECT in results, or NULL. */
const json_t *
find_record(const json_t *root, const char *name, int family, int run);

/*
 * "no ... matches X; nearest are ..." on stderr, with a group of scenarios where
 * a group will do.
 */
void
complain_unmatched(const struct cases *cases, const char *pattern, bool groups);

/* The same of the name of one cell; or of what it is the name instead. */
void complain_no_cell(const struct cases *cases, const char *name);

/* The i-th option, those of its children after its own; NULL behind the last. */
const struct argp_option *option_of(const struct argp *argp, size_t i);
/* That of the word --NAME or -KEY, or NULL. */
const struct argp_option *
option_find(const struct argp *argp, const char *word);
/*
 * Of its words, argv[1] and on, is each --NAME an option, or the beginning of
 * one?  If not, a line on stderr, with the nearest.
 */
bool options_are_known(const struct command *c, int argc, char **argv);
/*
 * timers.c: --timers and --set; what they set, "NAME=N,NAME=N", is also in the
 * environment then, for hangup-subject.
 */
#define TIMERS_ROOM 1024
extern const struct argp timers_argp;
extern char timers_chosen[TIMERS_ROOM];
/* sandbox.c: what they say of subjects; of the commands that run them. */
extern const struct argp sandbox_argp;
#define SANDBOX_CHILD \
	{ \
		&sandbox_argp, 0, \
		    "What a subject may besides what its command names:", 0 \
	}
extern const struct argp_child sandbox_options[];
extern struct sandbox sandbox;

/* To a terminal, unless NO_COLOR asks for none. */
bool want_colour(void);
/* The locale's character set is UTF-8. */
bool want_utf8(void);
/* At a terminal lines are folded as wide as it is, whatever prints them. */
void fold_stdout(void);
/* The same place, for a line to be copied: it stays whole. */
FILE *unfolded_stdout(void);
/* Its size: the terminal's, else COLUMNS and LINES, else 80 by 24. */
struct screen screen_of_stdout(void);
/* Exits with STATUS_NO_LAB and what is missing if there can be no lab here. */
void require_lab(void);

/*
 * Results for a person, which will stand in dir: the whole matrix if it is
 * asked for, then what matters; annotate for GitHub, too, where it runs us.
 */
void
print_results(const json_t *root, const char *dir, bool matrix, bool annotate);

#endif
