/* session.h - a lab held open, into which is typed word by word. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_SESSION_H
#define HANGUP_RUN_SESSION_H

#include "run/run.h"

/*
 * A connection in a lab of its own; the process that opens it becomes the
 * lab's keeper and cannot go back.  One a process.
 */
struct session;

/*
 * The lab of the scenario, its prepare played, the subject's socket connected.
 * The onlooker is told of it and of all that comes.  NULL and a message.
 */
struct session *
session_open(const struct scenario *scenario, int family, const char *programs,
    const struct onlooker *onlooker, char error[CASE_ERROR]);
/* Ends all of it. */
void session_close(struct session *s);

/* A word that is the prompt's own, "save FILE": 0, or -1 and a message. */
typedef int
session_own(void *data, const char *line, char *answer, char *error);
void session_owns(struct session *s, session_own *own, void *data);

/*
 * Plays what was typed, or stands in a line of file; "" is the prompt.  value is what the last word
 * came to: of a call, the call and what it returned.  0, or -1 and a message.
 */
int session_type(struct session *s, const char *file, int line,
    const char *text, char value[CASE_ERROR], char error[CASE_ERROR]);

/* Is that value in the story already, as a call's is? */
bool session_told(const char *value);

/*
 * Until fd is readable; what crosses the wire meanwhile is told.  1 readable,
 * 0 interrupted, -1 the lab is broken.
 */
int session_wait(struct session *s, int fd);

/*
 * Writes what was done so far as a scenario of the file's name and place,
 * GROUP/NAME.tcl; answer says what to look over.  0, or -1 and a message.
 */
int session_save(struct session *s, const char *file, char answer[CASE_ERROR],
    char error[CASE_ERROR]);

/*
 * What the program at "peer", "path" or "subject" says to help, lines that
 * begin with two blanks; for "options" the names that setopt knows.  To be
 * freed; NULL if it cannot answer.
 */
char *session_help(struct session *s, const char *who);

/* What broke it, so that nothing will be any more; or NULL. */
const char *session_broken(const struct session *s);

/* From a signal handler: what waits returns.  And: go on. */
void session_interrupt(void);
void session_resume(void);
bool session_was_interrupted(void);

#endif
