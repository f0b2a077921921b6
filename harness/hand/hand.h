/* hand.h - what the files of a session share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_HAND_H
#define HANGUP_HAND_H

#include "run/cell.h"
#include "hand/session.h"

struct session {
	struct cell cell;
	struct spec spec;
	struct setting setting;
	struct stage inner; /* the cell's */
	session_own *own;
	void *data;    /* of own */
	size_t frames; /* when the wire was last looked at */
	/* what was done, as lines of a script */
	char *log;
	size_t log_size;
	FILE *log_file;
	unsigned faults;
	bool in_fault; /* the one that the log keeps as such */
};

/* interrupt.c: what a signal handler sets. */
extern volatile sig_atomic_t session_interrupted;

/* hand.c: the words of a script, each done and then looked at. */
struct stage session_stage(struct session *s);
/* One line to caller.  0 and what it answered, or -1 and why not. */
int
session_call(struct session *s, const char *line, char *answer, char *error);
/* The path and the peer in step, then what is new is told. */
void session_look(struct session *s);
/* Has anything been captured since? */
bool session_has_frames(const struct cell *c, const void *session);

#endif
