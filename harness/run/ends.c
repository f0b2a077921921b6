/* ends.c - who is gone, and how it ended: its last words first. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>
#include <string.h>
#include <sys/wait.h>

#include "run/cell.h"

#define LAST_BREATH_NS (200 * MS) /* from the end of output to exit(2) */

/* How it ended, and what the status means to a shell. */
static void
say_how_it_ended(struct cell *c, int status)
{
	const char *hint = "";

	if (WIFSIGNALED(status)) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it was killed by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
		return;
	}
	if (cell_is_external(c) && WEXITSTATUS(status) == 127 && !c->book.ready)
		hint = ": command not found";
	else if (cell_is_external(c) && WEXITSTATUS(status) == 126 &&
	    !c->book.ready)
		hint = ": the command is not executable";
	else if (cell_has_spoken(c))
		hint = ", after its verdict: a subject keeps its socket open "
		       "and waits for quit, or the end of its input";
	cell_broke(c, BLAME_SUBJECT,
	    "subject: it ended by itself with status %d%s", WEXITSTATUS(status),
	    hint);
}

/*
 * The end of its output is its end, or should be.  A daemon's first process
 * ends while the second holds the output: nothing more is in the pipe then.
 */
static void
see_subject_end(struct cell *c)
{
	struct talker *t = &c->subject;
	int64_t until_ns = clock_ns() + LAST_BREATH_NS;
	bool ended = cell_is_external(c) && lab_ended(&t->child, false);

	if (!t->reader.ended && !ended)
		return;
	while (t->reader.ended && !ended && clock_ns() < until_ns) {
		(void)poll(NULL, 0, 1);
		ended = lab_ended(&t->child, false);
	}
	/* what it said last is in the pipe; who holds that may be about to go */
	while (!t->reader.ended && !cell_is_broken(c) &&
	    (is_readable(t) || clock_ns() < until_ns))
		if (is_readable(t))
			read_lines(c, t);
		else
			(void)poll(NULL, 0, 1);
	read_errors(c);
	if (!ended)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it closed its standard output, on which it "
		    "reports, and runs on");
	else if (t->reader.ended)
		say_how_it_ended(c, t->child.status);
	else
		cell_broke(c, BLAME_SUBJECT,
		    "subject: its process ended with status %d and left "
		    "another in the background; a subject must stay in the "
		    "foreground",
		    WEXITSTATUS(t->child.status));
}

/* A program of ours, or the subject, is gone while it was needed. */
void
see_ends(struct cell *c)
{
	if (c->path.child.pid && c->path.reader.ended)
		cell_broke(c, BLAME_HARNESS, "path: it died");
	if (c->relay.child.pid && c->relay.reader.ended)
		cell_broke(c, BLAME_HARNESS, "relay: it died");
	if (c->peer.child.pid && c->peer.reader.ended && !c->peer.killed)
		c->peer.killed = true; /* "peer exit", or found by proof */
	if (c->subject.child.pid && !c->subject.killed && !cell_is_broken(c))
		see_subject_end(c);
}
