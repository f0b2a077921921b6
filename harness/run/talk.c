/* talk.c - a cell's conversations: all of its waiting is one loop. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/cell.h"

#define LOOK_EVERY (40 * MS)

static bool
may_ask(const struct cell *c)
{
	return c->asking.next_ns && !c->asking.held &&
	    !c->subject.reader.ended && !notebook_open_question(&c->book);
}

/* Somebody looks on, and is told of all that comes. */
static bool
is_looked_at(const struct cell *c)
{
	return c->setting->onlooker && !c->hand.is;
}

/* The time at which the loop must look again. */
static int64_t
next_wake(const struct cell *c, int64_t deadline, bool wire)
{
	int64_t wake = deadline, rest = captures_rest_ns(c), look;

	if (may_ask(c) && c->asking.next_ns < wake)
		wake = c->asking.next_ns;
	if (!wire && rest != 0 && rest < wake)
		wake = rest;
	look = lab_now() + LOOK_EVERY;
	return is_looked_at(c) && look < wake ? look : wake;
}

/* How long a line may have lain there: as long as nobody looked. */
static void
leave_and_come_back(struct cell *c, struct awaited *v, size_t n, int64_t wake)
{
	c->listening.away_ns = lab_now() - c->listening.back_ns;
	lab_wait(wake, v, n);
	c->listening.back_ns = lab_now();
}

/* One read of each: a flood on one of them does not starve the others. */
static void
wait_for_news(struct cell *c, int64_t wake, bool wire)
{
	struct partner *who[4] = { &c->subject, &c->peer, &c->path, &c->relay };
	bool rests = (!wire && captures_rest_ns(c) != 0) || c->book.flooded;
	struct awaited news[9];
	int i;

	for (i = 0; i < 4; i++)
		news[i].fd = who[i]->talker.process && !who[i]->reader.ended ?
		    who[i]->talker.out :
		    -1;
	news[4].fd = c->subject.talker.process ? c->subject.talker.err : -1;
	for (i = 0; i < 3; i++)
		news[5 + i].fd = !rests && c->capture[i] ?
		    capture_fd(c->capture[i]) :
		    -1;
	news[8].fd = c->also;
	leave_and_come_back(c, news, 9, wake);
	for (i = 0; i < 4; i++)
		if (news[i].ready)
			read_lines(c, who[i]);
	if (news[4].ready)
		read_errors(c);
	if (news[5].ready || news[6].ready || news[7].ready)
		captures_read(c);
}

void
asking_goes_on(struct cell *c)
{
	c->asking.held = false;
	c->asking.free_ns = lab_now();
}

bool
pump(struct cell *c, int64_t deadline_ns, bool wire, until_fn *until,
    const void *arg)
{
	int64_t now;

	for (;;) {
		now = lab_now();
		lab_clock_look(&c->clock);
		if (wire || is_looked_at(c))
			captures_read(c);
		cell_look_on(c);
		see_ends(c);
		if (c->hand.interrupted && *c->hand.interrupted)
			return false;
		if (cell_is_broken(c))
			return false;
		if (until(c, arg)) {
			captures_read(c);
			return true;
		}
		if (now >= deadline_ns)
			break;
		if (may_ask(c) && now >= c->asking.next_ns)
			send_check(c);
		wait_for_news(c, next_wake(c, deadline_ns, wire), wire);
	}
	captures_read(c);
	return false;
}

bool
pump_false(const struct cell *c, const void *arg)
{
	(void)c;
	(void)arg;
	return false;
}

static bool
has_answered(const struct cell *c, const void *arg)
{
	const struct partner *t = arg;

	(void)c;
	return t->answered || t->reader.ended;
}

int
tell(struct cell *c, struct partner *t, const char *line, char *answer,
    char *error)
{
	t->answered = false;
	if (t->killed || t->stopped) {
		snprintf(error, CASE_ERROR, "the process was %s",
		    t->killed ? "killed" : "stopped");
		return -1;
	}
	if (line[0] != '\0' && lab_tell(&t->talker, line) == -1) {
		snprintf(error, CASE_ERROR, "write: %s", strerror(errno));
		return -1;
	}
	pump(c, lab_now() + PATIENCE_NS, false, has_answered, t);
	if (!t->answered) {
		snprintf(error, CASE_ERROR, "%s",
		    cell_is_broken(c) ? c->book.trouble.text : "no answer");
		return -1;
	}
	if (strncmp(t->answer, "error", 5) == 0) {
		snprintf(
		    error, CASE_ERROR, "%s", t->answer + strlen("error") + 1);
		return -1;
	}
	snprintf(answer, CASE_ERROR, "%s",
	    t->answer + (t->answer[2] == ' ' ? 3 : 2));
	return 0;
}

bool
in_step(struct cell *c, struct partner *t, char *answer)
{
	char error[CASE_ERROR];

	return tell(c, t, "status", answer, error) == 0;
}

void
cell_ask_path(struct cell *c)
{
	char answer[CASE_ERROR] = "";
	const char *waiting;

	c->book.path_waits = 0;
	if (!in_step(c, &c->path, answer))
		return;
	waiting = strstr(answer, "waiting ");
	if (waiting)
		c->book.path_waits = (unsigned)strtoul(waiting + 8, NULL, 10);
}
