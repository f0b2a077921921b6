/* private.h - what the case language's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_PRIVATE_H
#define HANGUP_CASE_PRIVATE_H

#include <tcl.h>

#include "case/case.h"

/* A file being read: where a block of it stands gives the line numbers. */
struct source {
	const char *name;
	const char *text;
};

/* One word of the language. */
struct word_of {
	const char *name;
	const char *usage; /* as an error shows it */
	int min, max;	   /* arguments; max -1: any number */
	Tcl_ObjCmdProc *run;
};

/*
 * Evaluates a block with the words of the table.  Unknown words and wrong
 * numbers of arguments are told with what was expected; an error becomes
 * "FILE:LINE: what" once.  TCL_OK or TCL_ERROR, message in the result.
 */
int case_eval(Tcl_Interp *interp, const struct source *source,
    const char *block, int line, const struct word_of *words, void *data);

/* The block of a word within the block being evaluated, by the same words. */
int case_eval_part(Tcl_Interp *interp, const char *word, const char *part);

/* The line of the file on which the word's block starts, or 1. */
int
case_line_of(const struct source *source, const char *word, const char *block);

/* Sets a printf-like error message and returns TCL_ERROR. */
int case_error(Tcl_Interp *interp, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text of a file, lines that end in a backslash joined; or NULL. */
char *case_read_file(const char *file);
/* A text over several lines as one paragraph.  The caller's. */
char *case_paragraph(const char *text);

/* The words of a script, bound to struct stage. */
extern const struct word_of script_words[];
/* A word that passes its line on as the stage's peer, call and own do. */
Tcl_ObjCmdProc case_word_fault, case_word_hold;
typedef int case_tell_fn(void *, const char *, char *, char *);
int case_tell(case_tell_fn *fn, const struct stage *stage, Tcl_Interp *interp,
    int objc, Tcl_Obj *const objv[]);
/* seen and never: parses one check.  Owned by the caller. */
int case_parse_check(
    Tcl_Interp *interp, int objc, Tcl_Obj *const objv[], struct check *check);
void case_free_check(struct check *check);
/* A condition of a trial over family 4, 6 or 0, both.  Owned by the caller. */
int case_parse_condition(Tcl_Interp *interp, int family, int objc,
    Tcl_Obj *const objv[], struct condition *c);
void case_free_condition(struct condition *c);
/* Reads clauses.tcl. */
int case_read_clauses(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
void case_free_clause(struct clause *c);
/* Reads contract.tcl, or a file that changes it. */
int case_read_contract(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
/* Reads cases/subjects/NAME.tcl, which declares subjects of kind EXTERNAL. */
int case_read_external(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
void case_free_subject(struct subject *s);
/* A word PATTERN ?PATTERN ...? {WHY}: more reasons. */
int case_add_reasons(
    Tcl_Interp *interp, struct reasons *to, int objc, Tcl_Obj *const objv[]);
void case_free_reasons(struct reasons *r);
/* A new last one, named and titled; NULL: out of memory. */
struct subject *
case_new_subject(struct cases *cases, const char *name, const char *title);
/* The word of subjects of either sort. */
Tcl_ObjCmdProc case_word_used_by, case_word_speaks, case_word_unsupported;
/* Reads one scenario file; s is to be freed even on failure. */
int case_read_scenario(Tcl_Interp *interp, const char *file, const char *text,
    const char *name, struct scenario *s, char error[CASE_ERROR]);
void case_free_scenario(struct scenario *s);
/* The declaration words of subjects. */
int case_load_subjects(Tcl_Interp *interp, struct cases *cases,
    const char *text, char error[CASE_ERROR]);

#endif
