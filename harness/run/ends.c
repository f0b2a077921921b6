/* ends.c - who is gone, and how it ended: its last words first. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "run/cell.h"

#define LAST_BREATH_NS (200 * MS) /* from the end of output to exit(2) */

/* How it ended, and what the status means to a shell. */
static void
say_how_it_ended(struct cell *c, const struct talker *t)
{
	const char *hint = "";

	if (t->signal != 0) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it was killed by signal %d (%s)", t->signal,
		    strsignal(t->signal));
		return;
	}
	if (cell_is_external(c) && t->status == 127 && !c->book.ready)
		hint = ": command not found";
	else if (cell_is_external(c) && t->status == 126 && !c->book.ready)
		hint = ": the command is not executable";
	cell_broke(c, BLAME_SUBJECT,
	    "subject: it ended by itself with status %d%s", t->status, hint);
}

/*
 * The end of its output is its end, or should be.  A daemon's first process
 * ends while the second holds the output: nothing more is in the pipe then.
 */
static void
see_subject_end(struct cell *c)
{
	struct partner *t = &c->subject;
	int64_t until_ns = lab_now() + LAST_BREATH_NS;
	bool ended = cell_is_external(c) && lab_ended(&t->talker, 0);

	if (!t->reader.ended && !ended)
		return;
	if (t->reader.ended && !ended)
		ended = lab_ended(&t->talker, until_ns);
	/* what it said last is in the pipe; who holds that may be about to go */
	while (
	    !t->reader.ended && !cell_is_broken(c) && is_readable(t, until_ns))
		read_lines(c, t);
	read_errors(c);
	/* who has said its last word may go: our duplicate of its socket keeps
	 * the connection as it is */
	if (cell_is_broken(c) || cell_has_spoken(c)) {
		t->reader.ended = true;
		return;
	}
	if (!ended)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it closed its standard output, on which it "
		    "reports, and runs on");
	else if (t->reader.ended)
		say_how_it_ended(c, &t->talker);
	else
		cell_broke(c, BLAME_SUBJECT,
		    "subject: its process ended with status %d and left "
		    "another in the background; a subject must stay in the "
		    "foreground",
		    t->talker.status);
}

/* A program of ours, or the subject, is gone while it was needed. */
void
see_ends(struct cell *c)
{
	if (c->path.talker.process && c->path.reader.ended)
		cell_broke(c, BLAME_HARNESS, "path: it died");
	if (c->relay.talker.process && c->relay.reader.ended)
		cell_broke(c, BLAME_HARNESS, "relay: it died");
	if (c->peer.talker.process && c->peer.reader.ended && !c->peer.killed)
		c->peer.killed = true; /* "peer exit", or found by proof */
	if (c->subject.talker.process && !c->subject.killed &&
	    !cell_is_broken(c) &&
	    !(c->subject.reader.ended && cell_has_spoken(c)))
		see_subject_end(c);
}
