/* stage.h - what a script does, and what is typed; to whom it is told. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_STAGE_H
#define HANGUP_CASE_STAGE_H

#include "case/case.h"

/*
 * Who is told lines by a script, and answers with one.  The peer, the path and
 * the relay by their control protocols; the lab, the subject's socket and its
 * processes by lines that stand here.
 */
enum actor {
	ACTOR_PEER,
	ACTOR_PATH,
	ACTOR_LAB,     /* one of lab_lines */
	ACTOR_RELAY,   /* it starts with the first */
	ACTOR_SUBJECT, /* its socket, by a duplicate: see subject_line */
	ACTOR_SIGNAL,  /* "STOP peer": seen to have acted */
	ACTOR_CALL,    /* at a prompt: on the socket, for caller's control */
	ACTOR_PROMPT,  /* what the prompt itself does, "save FILE" */
	ACTORS
};

const char *actor_name(enum actor who); /* the word of a script, or NULL */

/*
 * What a script does.  Each returns 0, or -1 and a message in error; answer
 * (CASE_ERROR bytes) becomes the word's value.
 */
struct stage {
	void *data;
	int (*tell)(void *data, enum actor who, const char *line, char *answer,
	    char *error);
	/* Until a packet that matches the check is there, since the last. */
	int (*await)(void *data, const struct check *check, char *error);
	/* The duration that is the scenario itself. */
	int (*hold)(void *data, int ms, char *error);
	/* It begins: 1, do it, or 0, leave it out; then it was done. */
	int (*fault)(void *data, bool done, char *error);
};

/* Runs one of its scripts.  0, or -1 and "FILE:LINE: what". */
int scenario_run(const struct scenario *s, const struct script *script,
    const struct stage *stage, char error[CASE_ERROR]);

/* The lines that the words "lab" and "subject" know; NULL ends each. */
extern const char *const lab_lines[];
/* Of "STOP", as signal(7) has it; 0: a script may not send it. */
int case_signal(const char *name);
/* Is it "send N", "fill", "shutdown wr" or "port"?  N is written; 0 otherwise. */
bool subject_line(const char *line, unsigned *bytes, char error[CASE_ERROR]);

/*
 * What one may type at a prompt: the words of a script, the calls, and the
 * prompt's own words.  In the order of their help; a NULL name ends them.
 */
struct prompt_word {
	const char *name, *usage, *what;
};
extern const struct prompt_word prompt_words[];

/*
 * Evaluates what was typed into a lab of the scenario; file is its name in
 * messages, and line where it stands there; "" for a prompt, which has none.  value is that of the
 * last word.  0, or -1 and a message.
 */
int scenario_type(const struct scenario *s, const char *file, int line,
    const char *text, const struct stage *stage, char value[CASE_ERROR],
    char error[CASE_ERROR]);
/* Does it end outside of all braces and quotes? */
bool case_is_whole(const char *text);
/* From a signal handler: ends what is being evaluated. */
void case_interrupt(void);
/*
 * A stage in which nothing happens.  *has_fault is false until there is one;
 * *writes, unless writes is NULL, gets the first word that puts bytes of its
 * own into the stream: the caller's, as what was there is kept.
 */
struct dry {
	bool *has_fault;
	char **writes; /* NULL: nobody asks */
	bool deaf;     /* the peer reads nothing */
	bool unread;   /* and was sent something */
};
/* dry is the caller's, for as long as the stage is used. */
struct stage case_dry_stage(struct dry *dry, bool *has_fault, char **writes);

#endif
