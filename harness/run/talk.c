/* talk.c - a cell's conversations: all of its waiting is one loop. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "run/cell.h"
#include "run/session.h"

#define STDERR_MOST (1 << 20)
#define LOOK_EVERY (40 * MS)

static void
take_line(struct cell *c, struct talker *t, const char *text, int64_t receipt)
{
	if (t == &c->subject && !c->by_hand) {
		take_subject_line(c, text, receipt);
		return;
	}
	if (strncmp(text, "ok", 2) != 0 && strncmp(text, "error", 5) != 0) {
		if (c->help) /* its lines */
			fprintf(c->help, "%s\n", text);
		return;
	}
	snprintf(t->answer, sizeof(t->answer), "%.*s",
	    (int)sizeof(t->answer) - 1, text);
	t->answered = true;
}

static void
cut_lines(struct cell *c, struct talker *t, int64_t receipt)
{
	struct reader *r = &t->reader;
	char *newline;
	size_t used;

	while ((newline = memchr(r->buf, '\n', r->have)) != NULL) {
		*newline = '\0';
		if (newline > r->buf && newline[-1] == '\r')
			newline[-1] = '\0';
		take_line(c, t, r->buf, receipt);
		used = (size_t)(newline + 1 - r->buf);
		r->have -= used;
		memmove(r->buf, newline + 1, r->have);
	}
	if (r->have == PROTOCOL_LINE) {
		cell_broke(c, t == &c->subject ? BLAME_SUBJECT : BLAME_HARNESS,
		    "%s: a line is longer than %d bytes",
		    t == &c->subject ? "subject" : "peer or path",
		    PROTOCOL_LINE);
		r->have = 0;
	}
}

void
read_lines(struct cell *c, struct talker *t)
{
	struct reader *r = &t->reader;
	int64_t receipt = clock_wall_ns();
	ssize_t n = read(
	    t->child.out, r->buf + r->have, PROTOCOL_LINE - r->have);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		r->ended = true;
		return;
	}
	r->have += (size_t)n;
	cut_lines(c, t, receipt);
}

bool
is_readable(const struct talker *t)
{
	struct pollfd pfd = { t->child.out, POLLIN, 0 };

	return poll(&pfd, 1, 0) == 1;
}

/* The subject's stderr is kept from its start; the rest is thrown away. */
void
read_errors(struct cell *c)
{
	char buf[4096];
	ssize_t n = read(c->subject.child.err, buf, sizeof(buf));
	size_t room = STDERR_KEPT - 1 - c->errors_n;

	if (c->subject.child.err == -1)
		return;
	if (n <= 0) {
		if (n == 0 || errno != EAGAIN) {
			close(c->subject.child.err);
			c->subject.child.err = -1;
		}
		return;
	}
	c->errors_all += (size_t)n;
	if (c->errors_all > STDERR_MOST)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d bytes on stderr",
		    STDERR_MOST);
	if ((size_t)n < room)
		room = (size_t)n;
	memcpy(c->errors + c->errors_n, buf, room);
	c->errors_n += room;
}

static bool
may_ask(const struct cell *c)
{
	return c->next_check_ns && !c->check_pending && !c->unasked;
}

/* Somebody looks on, and is told of all that comes. */
static bool
is_looked_at(const struct cell *c)
{
	return c->setting->onlooker && !c->by_hand;
}

/* The time at which the loop must look again. */
static int64_t
next_wake(const struct cell *c, int64_t deadline, bool wire)
{
	int64_t wake = deadline, rest = captures_rest_ns(c), look;

	if (may_ask(c) && c->next_check_ns < wake)
		wake = c->next_check_ns;
	if (!wire && rest != 0 && rest < wake)
		wake = rest;
	look = clock_ns() + LOOK_EVERY;
	return is_looked_at(c) && look < wake ? look : wake;
}

/* How long a line may have lain there: as long as nobody looked. */
static void
leave_and_come_back(struct cell *c, struct pollfd *pfd, int n, int64_t wake)
{
	int64_t now = clock_ns(), left = wake > now ? wake - now : 0;
	struct timespec ts = { left / SECOND, left % SECOND };

	c->away_ns = now - c->back_ns;
	if (ppoll(pfd, (nfds_t)n, &ts, NULL) <= 0)
		while (n-- > 0)
			pfd[n].revents = 0;
	c->back_ns = clock_ns();
}

/* One read of each: a flood on one of them does not starve the others. */
static void
wait_for_news(struct cell *c, int64_t wake, bool wire)
{
	struct talker *who[4] = { &c->subject, &c->peer, &c->path, &c->relay };
	bool rests = (!wire && captures_rest_ns(c) != 0) || c->flooded;
	struct pollfd pfd[9];
	int i;

	for (i = 0; i < 4; i++)
		pfd[i] = (struct pollfd) { who[i]->child.pid &&
				!who[i]->reader.ended ?
			    who[i]->child.out :
			    -1,
			POLLIN, 0 };
	pfd[4] = (struct pollfd) {
		c->subject.child.pid ? c->subject.child.err : -1, POLLIN, 0
	};
	for (i = 0; i < 3; i++)
		pfd[5 + i] = (struct pollfd) { !rests && c->capture[i] ?
			    capture_fd(c->capture[i]) :
			    -1,
			POLLIN, 0 };
	pfd[8] = (struct pollfd) { c->also, POLLIN, 0 };
	leave_and_come_back(c, pfd, 9, wake);
	for (i = 0; i < 4; i++)
		if (pfd[i].revents)
			read_lines(c, who[i]);
	if (pfd[4].revents)
		read_errors(c);
	if (pfd[5].revents | pfd[6].revents | pfd[7].revents)
		captures_read(c);
}

static void
count_lateness(struct cell *c, int64_t late_ns)
{
	if (late_ns > c->latest_ns)
		c->latest_ns = late_ns;
}

bool
pump(struct cell *c, int64_t deadline_ns, bool wire, until_fn *until,
    const void *arg)
{
	int64_t now;

	for (;;) {
		now = clock_ns();
		clock_look(&c->clock);
		if (wire || is_looked_at(c))
			captures_read(c);
		cell_look_on(c);
		see_ends(c);
		if (c->by_hand && session_was_interrupted())
			return false;
		if (cell_is_broken(c))
			return false;
		if (until(c, arg)) {
			captures_read(c);
			return true;
		}
		if (now >= deadline_ns)
			break;
		if (may_ask(c) && now >= c->next_check_ns) {
			c->late_ns = now - c->next_check_ns;
			if (c->fault_done && !c->spoken)
				count_lateness(c, c->late_ns);
			send_check(c);
		}
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
	const struct talker *t = arg;

	(void)c;
	return t->answered || t->reader.ended;
}

int
tell(struct cell *c, struct talker *t, const char *line, char *answer,
    char *error)
{
	char text[PROTOCOL_LINE];
	int n = snprintf(text, sizeof(text), "%s\n", line);

	t->answered = false;
	if (t->killed || t->stopped) {
		snprintf(error, CASE_ERROR, "the process was %s",
		    t->killed ? "killed" : "stopped");
		return -1;
	}
	if (line[0] != '\0' && write(t->child.in, text, (size_t)n) != n) {
		snprintf(error, CASE_ERROR, "write: %s", strerror(errno));
		return -1;
	}
	pump(c, clock_ns() + PATIENCE_NS, false, has_answered, t);
	if (!t->answered) {
		snprintf(error, CASE_ERROR, "%s",
		    cell_is_broken(c) ? c->broken.text : "no answer");
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
in_step(struct cell *c, struct talker *t, char *answer)
{
	char error[CASE_ERROR];

	return tell(c, t, "status", answer, error) == 0;
}
