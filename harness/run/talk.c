/* talk.c - a cell's conversations: all of its waiting is one loop. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run/cell.h"
#include "run/session.h"

#define LAST_BREATH_NS (200 * MS) /* from the end of output to exit(2) */
#define STDERR_MOST (1 << 20)
#define DRAIN_EVERY (500 * MS) /* before a capture's buffer fills */
#define LOOK_EVERY (40 * MS)

int64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * SECOND + ts.tv_nsec;
}

int
cell_broke(struct cell *c, const char *format, ...)
{
	va_list args;

	if (c->broken[0] == '\0') {
		va_start(args, format);
		vsnprintf(c->broken, sizeof(c->broken), format, args);
		va_end(args);
	}
	return -1;
}

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
		cell_broke(c, "%s: a line is longer than %d bytes",
		    t == &c->subject ? "subject" : "peer or path",
		    PROTOCOL_LINE);
		r->have = 0;
	}
}

static void
read_lines(struct cell *c, struct talker *t)
{
	struct reader *r = &t->reader;
	int64_t receipt = now_ns();
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

static bool
is_readable(const struct talker *t)
{
	struct pollfd pfd = { t->child.out, POLLIN, 0 };

	return poll(&pfd, 1, 0) == 1;
}

/* The subject's stderr is kept from its start; the rest is thrown away. */
static void
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
		cell_broke(c, "subject: flood, more than %d bytes on stderr",
		    STDERR_MOST);
	if ((size_t)n < room)
		room = (size_t)n;
	memcpy(c->errors + c->errors_n, buf, room);
	c->errors_n += room;
}

static void
drain_captures(struct cell *c)
{
	int leg;

	for (leg = 0; leg < 3; leg++)
		if (c->capture[leg] &&
		    capture_read(c->capture[leg], &c->trace[leg > 0]) == -1)
			cell_broke(
			    c, "capture: %s", capture_error(c->capture[leg]));
}

/* How it ended, and what the status means to a shell. */
static void
say_how_it_ended(struct cell *c, int status)
{
	const char *hint = "";

	if (WIFSIGNALED(status)) {
		cell_broke(c, "subject: it was killed by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
		return;
	}
	if (cell_is_external(c) && WEXITSTATUS(status) == 127 && !c->ready)
		hint = ": command not found";
	else if (cell_is_external(c) && WEXITSTATUS(status) == 126 && !c->ready)
		hint = ": the command is not executable";
	else if (c->spoken)
		hint = ", after its verdict: a subject keeps its socket open "
		       "and waits for quit, or the end of its input";
	cell_broke(c, "subject: it ended by itself with status %d%s",
	    WEXITSTATUS(status), hint);
}

/*
 * The end of its output is its end, or should be.  A daemon's first process
 * ends while the second holds the output: nothing more is in the pipe then.
 */
static void
see_subject_end(struct cell *c)
{
	struct talker *t = &c->subject;
	int64_t until_ns = now_ns() + LAST_BREATH_NS;
	bool ended = cell_is_external(c) && lab_ended(&t->child, false);

	if (!t->reader.ended && !ended)
		return;
	while (t->reader.ended && !ended && now_ns() < until_ns) {
		(void)poll(NULL, 0, 1);
		ended = lab_ended(&t->child, false);
	}
	/* what it said last is in the pipe; who holds that may be about to go */
	while (!t->reader.ended && c->broken[0] == '\0' &&
	    (is_readable(t) || now_ns() < until_ns))
		if (is_readable(t))
			read_lines(c, t);
		else
			(void)poll(NULL, 0, 1);
	read_errors(c);
	if (!ended)
		cell_broke(c,
		    "subject: it closed its standard output, on which it "
		    "reports, and runs on");
	else if (t->reader.ended)
		say_how_it_ended(c, t->child.status);
	else
		cell_broke(c,
		    "subject: its process ended with status %d and left "
		    "another in the background; a subject must stay in the "
		    "foreground",
		    WEXITSTATUS(t->child.status));
}

/* A program of ours, or the subject, is gone while it was needed. */
static void
see_ends(struct cell *c)
{
	if (c->path.child.pid && c->path.reader.ended)
		cell_broke(c, "path: it died");
	if (c->relay.child.pid && c->relay.reader.ended)
		cell_broke(c, "relay: it died");
	if (c->peer.child.pid && c->peer.reader.ended && !c->peer.killed)
		c->peer.killed = true; /* "peer exit", or found by proof */
	if (c->subject.child.pid && !c->subject.killed && c->broken[0] == '\0')
		see_subject_end(c);
}

/* Who is looked at is told of soon. */
static int64_t
drain_every(const struct cell *c)
{
	return c->setting->onlooker && !c->by_hand ? LOOK_EVERY : DRAIN_EVERY;
}

static bool
may_ask(const struct cell *c)
{
	return c->next_check_ns && !c->check_pending && !c->unasked;
}

/* The time at which the loop must look again. */
static int64_t
next_wake(const struct cell *c, int64_t deadline)
{
	int64_t wake = deadline, drain = now_ns() + drain_every(c);

	if (may_ask(c) && c->next_check_ns < wake)
		wake = c->next_check_ns;
	return drain < wake ? drain : wake;
}

static void
wait_for_news(struct cell *c, int64_t wake, bool wire)
{
	struct talker *who[4] = { &c->subject, &c->peer, &c->path, &c->relay };
	struct pollfd pfd[9];
	int64_t left = wake - now_ns();
	struct timespec ts;
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
		pfd[5 + i] = (struct pollfd) {
			wire && c->capture[i] ? capture_fd(c->capture[i]) : -1,
			POLLIN, 0
		};
	pfd[8] = (struct pollfd) { c->also, POLLIN, 0 };
	if (left < 0)
		left = 0;
	ts = (struct timespec) { left / SECOND, left % SECOND };
	if (ppoll(pfd, 9, &ts, NULL) <= 0)
		return;
	for (i = 0; i < 4; i++)
		if (pfd[i].revents)
			read_lines(c, who[i]);
	if (pfd[4].revents)
		read_errors(c);
}

static void
count_lateness(struct cell *c, int64_t late_ns)
{
	c->late_ns += late_ns;
	if (late_ns > c->latest_ns)
		c->latest_ns = late_ns;
}

bool
pump(struct cell *c, int64_t deadline_ns, bool wire, until_fn *until,
    const void *arg)
{
	int64_t drained = now_ns(), now;

	for (;;) {
		now = now_ns();
		if (wire || now - drained >= drain_every(c)) {
			drain_captures(c);
			drained = now;
		}
		cell_look_on(c);
		see_ends(c);
		if (c->by_hand && session_was_interrupted())
			return false;
		if (c->broken[0] != '\0')
			return false;
		if (until(c, arg)) {
			drain_captures(c);
			return true;
		}
		if (now >= deadline_ns)
			break;
		if (may_ask(c) && now >= c->next_check_ns) {
			if (c->fault_done && !c->spoken)
				count_lateness(c, now - c->next_check_ns);
			send_check(c);
		}
		wait_for_news(c, next_wake(c, deadline_ns), wire);
	}
	drain_captures(c);
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
	pump(c, now_ns() + PATIENCE_NS, false, has_answered, t);
	if (!t->answered) {
		snprintf(error, CASE_ERROR, "%s",
		    c->broken[0] ? c->broken : "no answer");
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
