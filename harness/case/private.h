/* private.h - what the case language's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_PRIVATE_H
#define HANGUP_CASE_PRIVATE_H

#include <tcl.h>

#include "case/case.h"
#include "case/lesson.h"
#include "case/stage.h"

/* A file being read: where a block of it stands gives the line numbers. */
struct source {
	const char *name;
	const char *text;
	bool played; /* what is waited for takes its time */
};

/* One word of the language. */
struct word_of {
	const char *name;
	const char *usage; /* as an error shows it */
	int min, max;	   /* arguments; max -1: any number */
	Tcl_ObjCmdProc *run;
};

/*
 * Evaluates a block with the words of the table, and no others: those of the
 * block around it are hidden.  Unknown words, wrong numbers of arguments and
 * control characters are told with what was expected; an error becomes
 * "FILE:LINE: what" once.  TCL_OK or TCL_ERROR, message in the result.
 */
int case_eval(Tcl_Interp *interp, const struct source *source,
    const char *block, int line, const struct word_of *words, void *data);

/* The block of a word within the block being evaluated, by the same words. */
int case_eval_part(Tcl_Interp *interp, const char *word, const char *part);

/* The line of the file on which the word's block starts, or 1. */
int
case_line_of(const struct source *source, const char *word, const char *block);

/* One line of text, whatever was put into it. */
void case_harmless(char *text);
/* Sets a printf-like error message and returns TCL_ERROR. */
int case_error(Tcl_Interp *interp, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Of "incident NAME ...", which stands once in a file of that name: TCL_OK the
 * first time, else what is wrong.
 */
int case_only_one(Tcl_Interp *interp, Tcl_Obj *const objv[],
    const char *expected, bool *done);

/* Where the first byte is that is no UTF-8, or a control character's. */
#define CASE_FAULT 80
#define NO_FAULT SIZE_MAX
size_t case_text_fault(const char *text, size_t n, char what[CASE_FAULT]);

struct case_files {
	char **v; /* with their directory; sorted */
	size_t n;
};

/* What of a directory ends so; none if it is not there.  -1 and errno. */
int case_list_files(const char *dir, const char *end, struct case_files *found);
void case_free_files(struct case_files *found);

/* lesson.c: into l, which has its name and file.  0, or -1 and a message. */
int lesson_read(struct lesson *l, const struct cases *cases, const char *file,
    const char *text, char error[CASE_ERROR]);
void lesson_free(struct lesson *l);

/* An interpreter that knows what makes texts, and nothing else. */
Tcl_Interp *case_safe_interp(void);
/* Its memory and depth are limited. */
void case_limit_interp(Tcl_Interp *interp);
/* Before a command: TCL_ERROR and a message if it is too much. */
int case_limit_command(Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]);
/* Around an evaluation; timed: it does not wait. */
void case_limit_begin(bool timed);
void case_limit_end(void);
/* Where it is, for the line that is the last. */
void case_limit_place(const char *file, int line);
/* A text to be evaluated: TCL_ERROR and a message if it is too much. */
int case_limit_text(Tcl_Interp *interp, const char *text, size_t n);
/* While files are read: memory for all of them is bounded. */
void case_limit_memory(bool bounded);
/* A text over several lines as one paragraph.  The caller's. */
char *case_paragraph(const char *text);

/* The words of a script, bound to struct stage. */
extern const struct word_of script_words[];
Tcl_ObjCmdProc case_word_fault, case_word_hold;
/* Tells the actor the words from that one on, as one line. */
int case_tell(const struct stage *stage, enum actor who, Tcl_Interp *interp,
    int from, int objc, Tcl_Obj *const objv[]);
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
/* Reads contracts/default.tcl, or a file that changes it. */
int case_read_contract(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
/* Reads cases/incidents/NAME.tcl. */
int case_read_incident(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
void case_free_incident(struct incident *incident);
/* Reads cases/subjects/NAME.tcl, which declares subjects of kind EXTERNAL. */
int case_read_external(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
void case_free_subject(struct subject *s);
/* The interpreter's associated data: the cases that are being read. */
#define CASES "hangup-cases"
/* Notes that the file is broken. */
void case_leave_out(struct cases *cases, enum file_kind kind, const char *file,
    const char *why);
/*
 * The patterns of such a word must choose a cell: of this subject, or of any if
 * it is NULL.  TCL_ERROR and the nearest name.
 */
int case_check_patterns(Tcl_Interp *interp, const struct subject *s, int objc,
    Tcl_Obj *const objv[]);
/* A word PATTERN ?PATTERN ...? {WHY}: more reasons. */
int case_add_reasons(
    Tcl_Interp *interp, struct reasons *to, int objc, Tcl_Obj *const objv[]);
void case_free_reasons(struct reasons *r);
/* A new one, named and titled, and nobody's yet.  False: out of memory. */
bool case_new_subject(struct subject *s, const char *name, const char *title);
/* The cases' new last one, or freed and -1. */
int case_add_subject(struct cases *cases, struct subject *s);
/* walls.c: allow, readable, writable; the data is the subject. */
Tcl_ObjCmdProc case_word_allow, case_word_place;
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
