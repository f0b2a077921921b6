/* lesson.h - lessons: what is said, done and asked, in order. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_LESSON_H
#define HANGUP_CASE_LESSON_H

#include "case/case.h"

/*
 * A lesson, cases/lessons/NAME.tcl: what is said, done and asked, in order.
 * What is done, and what answers a question, is what one types at a prompt.
 */
enum step_kind { STEP_TEXT, STEP_PLAY, STEP_PREDICT, STEP_EXPLAIN };

struct choice {
	char *pattern; /* a glob over what the command came to */
	char *text;
	char *wrong; /* why it is not so, where it is not; or NULL */
};

struct step {
	enum step_kind kind;
	char *text;		/* what is said or asked; one paragraph */
	char *commands;		/* PLAY, PREDICT */
	struct choice *choices; /* PREDICT */
	size_t n_choices;
	char *pattern; /* EXPLAIN: the outcome that it explains */
};

struct lesson {
	char *name, *title, *file;
	char *after; /* the lesson that it builds on, or NULL */
	const struct scenario *scenario; /* in whose lab it plays */
	struct step *steps;
	size_t n_steps;
};

struct lessons {
	struct lesson *v; /* each behind what it builds on, else by name */
	size_t n;
};

/*
 * Reads lessons/NAME.tcl below dir; one that is broken is noted among those
 * of the cases that were left out.  0, or -1 and a message.
 */
int lessons_load(struct lessons *lessons, struct cases *cases, const char *dir,
    char error[CASE_ERROR]);
void lessons_free(struct lessons *lessons);

/* Which choice of a PREDICT came about, by its number; -1: none of them. */
int step_outcome(const struct step *step, const char *value);
/* Is what an EXPLAIN explains what came about? */
bool step_explains(const struct step *step, const char *value);
/*
 * A line of commands, without blanks around it, of *length bytes; *at is moved
 * behind it.  NULL at the end.
 */
const char *step_command(const char **at, size_t *length);

#endif
