/* hand.c - the words typed into a session, acting in its lab. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The cell of a session is furnished like any other, but at the subject's end
 * stands caller, which makes one socket call a line.  After each word the
 * path and the peer are brought in step, so that what the word caused has
 * crossed the wire, or has not, when the onlooker is told.
 */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hand/hand.h"

#define CALL_NS (60 * SECOND)  /* a call that waits does so no longer */
#define RETURN_NS (2 * SECOND) /* for the call that was interrupted */
#define QUICK_NS (5 * MS)      /* longer: it stands where it returned */
#define STILL_NS (15 * MS)     /* without a frame */
#define ROUNDS 8	       /* somebody may go on talking */

static size_t
count_frames(const struct cell *c)
{
	return c->book.leg[0].n + c->book.leg[1].n;
}

/* What was sent by now has crossed the path, and has been read. */
static void
settle(struct cell *c)
{
	char answer[CASE_ERROR] = "";

	(void)in_step(c, &c->path, answer);
	if (c->relay.talker.process)
		(void)in_step(c, &c->relay, answer);
	(void)in_step(c, &c->peer, answer);
	cell_ask_path(c);
}

/*
 * That path and peer are in step says it of the programs.  On a machine with
 * much to do a kernel's own answer, an ACK or a RST, may come a little later:
 * it belongs to the same word, so nothing is over before the wire is still.
 */
void
session_look(struct session *s)
{
	struct cell *c = &s->cell;
	bool was = session_was_interrupted();
	int round;

	session_resume(); /* the lab is to be told of all the same */
	for (round = 0; round < ROUNDS; round++) {
		settle(c);
		s->frames = count_frames(c);
		cell_look(c, lab_wall());
		if (!pump(c, lab_now() + STILL_NS, true, session_has_frames, s))
			break;
	}
	if (was)
		session_interrupt();
}

/* What was done, as a line of a script: for "save". */
static void keep(struct session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
keep(struct session *s, const char *format, ...)
{
	va_list args;

	fprintf(s->log_file, "%*s", s->in_fault ? 12 : 8, "");
	va_start(args, format);
	vfprintf(s->log_file, format, args);
	va_end(args);
	fputc('\n', s->log_file);
}

/* The words of a script, each followed by a look. */
static int
looked(struct session *s, int result, char *error)
{
	session_look(s);
	if (session_was_interrupted() && result == 0) {
		snprintf(error, CASE_ERROR, "interrupted");
		return -1;
	}
	return result;
}

/* And kept, if it was done: word and line. */
static int
told(struct session *s, const char *word, const char *line, int result,
    char *error)
{
	if (result == 0)
		keep(s, "%s %s", word, line);
	return looked(s, result, error);
}

static int
hand_await(void *data, const struct check *check, char *error)
{
	struct session *s = data;

	int result = s->inner.await(&s->cell, check, error);

	if (result == 0)
		keep(s, "await %s {%s}",
		    check->any_direction  ? "both" :
			check->to_subject ? "to-subject" :
					    "to-peer",
		    check->filter);
	return looked(s, result, error);
}

bool
session_has_frames(const struct cell *c, const void *arg)
{
	const struct session *s = arg;

	return count_frames(c) != s->frames;
}

/* What comes meanwhile is told as it comes. */
static int
hand_hold(void *data, int ms, char *error)
{
	struct session *s = data;
	int64_t end_ns = lab_now() + ms * MS;

	cell_note(&s->cell, "script", "hold %d ms", ms);
	while (lab_now() < end_ns && !session_was_interrupted() &&
	    !cell_is_broken(&s->cell))
		if (pump(&s->cell, end_ns, true, session_has_frames, s))
			session_look(s);
	keep(s, "hold %d {as it was typed}", ms);
	return looked(s, 0, error);
}

/* A scenario has one: of several the first is kept as such. */
static int
fault_begins(struct session *s, char *error)
{
	if (s->faults++ == 0) {
		keep(s, "fault {");
		s->in_fault = true;
	}
	return s->inner.fault(&s->cell, false, error);
}

static int
fault_is_done(struct session *s, char *error)
{
	if (s->in_fault) {
		s->in_fault = false;
		keep(s, "}");
	}
	return looked(s, s->inner.fault(&s->cell, true, error), error);
}

static bool
has_answered(const struct cell *c, const void *arg)
{
	(void)arg;
	return c->subject.answered || c->subject.reader.ended;
}

static bool
has_returned(const struct cell *c, const void *arg)
{
	return c->subject.answered || c->subject.reader.ended ||
	    session_has_frames(c, arg);
}

/* Until the call has returned; a signal gets it out if it must. */
static void
await_return(struct session *s)
{
	struct cell *c = &s->cell;
	int64_t end_ns = lab_now() + CALL_NS;

	/* a quick one stands before what it caused */
	pump(c, lab_now() + QUICK_NS, true, has_answered, NULL);
	while (!c->subject.answered && !c->subject.reader.ended &&
	    !session_was_interrupted() && lab_now() < end_ns &&
	    !cell_is_broken(c))
		if (pump(c, end_ns, true, has_returned, s) &&
		    !c->subject.answered)
			session_look(s);
	if (c->subject.answered || c->subject.reader.ended)
		return;
	session_resume();
	(void)lab_signal(&c->subject.talker, SIGINT);
	end_ns = lab_now() + RETURN_NS;
	while (!c->subject.answered && lab_now() < end_ns && !cell_is_broken(c))
		pump(c, end_ns, true, has_returned, s);
}

int
session_call(struct session *s, const char *line, char *answer, char *error)
{
	struct partner *t = &s->cell.subject;

	if (t->killed || t->stopped) {
		snprintf(error, CASE_ERROR, "the subject's process was %s",
		    t->killed ? "killed" : "stopped");
		return -1;
	}
	t->answered = false;
	if (lab_tell(&t->talker, line) == -1) {
		snprintf(error, CASE_ERROR, "write: %s", strerror(errno));
		return -1;
	}
	await_return(s);
	if (!t->answered) {
		snprintf(error, CASE_ERROR, "%s",
		    cell_is_broken(&s->cell) ? s->cell.book.trouble.text :
					       "it does not return");
		return -1;
	}
	if (strncmp(t->answer, "ok ", 3) != 0) {
		snprintf(error, CASE_ERROR, "%s",
		    t->answer + (strncmp(t->answer, "error ", 6) == 0 ? 6 : 0));
		return -1;
	}
	snprintf(answer, CASE_ERROR, "%s", t->answer + 3);
	return 0;
}

/* What a script can do is done by it; what only looks is a remark. */
static void
keep_call(struct session *s, const char *line, const char *answer)
{
	char text[CASE_ERROR], *at;
	unsigned bytes;
	char end;

	if (!strstr(answer, ") = -1 ") &&
	    (sscanf(line, "send %u%c", &bytes, &end) == 1 ||
		strcmp(line, "shutdown wr") == 0)) {
		keep(s, "subject %s", line);
		return;
	}
	snprintf(text, sizeof(text), "%s", answer);
	while ((at = strpbrk(text, "{}\\\n")) != NULL)
		*at = ' ';
	keep(s, "# %s: %s", line, text);
}

static int
hand_call(struct session *s, const char *line, char *answer, char *error)
{
	int64_t begun_ns = lab_wall(), ended_ns;

	/* else our duplicate would keep the connection open */
	if (strcmp(line, "close") == 0 && s->cell.socket != -1) {
		close(s->cell.socket);
		s->cell.socket = -1;
	}
	if (session_call(s, line, answer, error) == -1) {
		session_look(s);
		return -1;
	}
	keep_call(s, line, answer);
	ended_ns = lab_wall();
	cell_note_at(&s->cell,
	    ended_ns - begun_ns > QUICK_NS ? ended_ns : begun_ns, "call",
	    answer);
	return looked(s, 0, error);
}

static int
hand_states(struct session *s, char *answer)
{
	session_look(s);
	snprintf(answer, CASE_ERROR, "subject %s, peer %s",
	    cell_state_told(&s->cell, HOST_SUBJECT),
	    cell_state_told(&s->cell, HOST_PEER));
	return 0;
}

/* What the lab was told is told, and kept, if it was done. */
static int
hand_tell(
    void *data, enum actor who, const char *line, char *answer, char *error)
{
	struct session *s = data;

	if (who == ACTOR_CALL)
		return hand_call(s, line, answer, error);
	if (who == ACTOR_PROMPT && strcmp(line, "states") == 0)
		return hand_states(s, answer);
	if (who == ACTOR_PROMPT)
		return s->own(s->data, line, answer, error);
	return told(s, actor_name(who), line,
	    s->inner.tell(&s->cell, who, line, answer, error), error);
}

static int
hand_fault(void *data, bool done, char *error)
{
	return done ? fault_is_done(data, error) : fault_begins(data, error);
}

struct stage
session_stage(struct session *s)
{
	return (
	    struct stage) { s, hand_tell, hand_await, hand_hold, hand_fault };
}
