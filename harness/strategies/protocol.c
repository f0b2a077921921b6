/* protocol.c - the report protocol, the subject's side. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "strategies/subject.h"

/* Longest command is "check"; a line that does not fit is none of ours. */
#define LINE_SIZE 64

struct lines {
	int fd;
	size_t used;   /* bytes of buf that were read */
	size_t taken;  /* bytes of buf that were given out */
	bool skipping; /* inside a line too long to be a command */
	char buf[LINE_SIZE];
};

enum command { CHECK, QUIT, UNKNOWN };

static int64_t
realtime_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static int
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static int
say_ready(enum kind kind, int out)
{
	static const char *const greetings[] = {
		[WAITS] = "ready hangup/1\n",
		[ASKS] = "ready ask hangup/1\n",
		[ONCE] = "ready once hangup/1\n",
		[EXTERNAL] = "ready hangup/1\n",
	};

	return write_all(out, greetings[kind], strlen(greetings[kind]));
}

/* The stamp comes first: formatting is not the strategy's latency. */
static int
report(const struct strategy *s, int fd, int out)
{
	struct said said = s->watch(fd);
	int64_t now_ns = realtime_ns();
	char line[32 + sizeof(said.detail) + 32];
	int len;

	len = snprintf(line, sizeof(line), "@%lld report %s %s\n",
	    (long long)now_ns, verdict_name(said.verdict), said.detail);
	return write_all(out, line, (size_t)len);
}

/* Moves what is left to the front and reads more: as read(2). */
static ssize_t
refill(struct lines *l)
{
	ssize_t n;

	memmove(l->buf, l->buf + l->taken, l->used - l->taken);
	l->used -= l->taken;
	l->taken = 0;
	if (l->used == sizeof(l->buf)) {
		l->skipping = true;
		l->used = 0;
	}
	do
		n = read(l->fd, l->buf + l->used, sizeof(l->buf) - l->used);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		l->used += (size_t)n;
	return n;
}

/* 1 and the next line without its end; 0 at the end of input; -1 errno. */
static int
next_line(struct lines *l, const char **line)
{
	for (;;) {
		char *start = l->buf + l->taken;
		char *end = memchr(start, '\n', l->used - l->taken);
		ssize_t n;

		if (end != NULL) {
			*end = '\0';
			l->taken = (size_t)(end + 1 - l->buf);
			*line = l->skipping ? "(a long line)" : start;
			l->skipping = false;
			return 1;
		}
		n = refill(l);
		if (n <= 0)
			return n < 0 ? -1 : 0;
	}
}

static enum command
command_value(const char *line)
{
	if (strcmp(line, "check") == 0)
		return CHECK;
	if (strcmp(line, "quit") == 0)
		return QUIT;
	warnx("report protocol: expected \"check\" or \"quit\", got \"%s\"",
	    line);
	return UNKNOWN;
}

static bool
is_told(int in)
{
	struct pollfd pfd = { .fd = in, .events = POLLIN };

	return poll(&pfd, 1, 0) != 0;
}

/* Who waits says one verdict a connection. */
static int
report_ends(const struct strategy *s, int fd, int in, int out)
{
	while (report(s, fd, out) == 0) {
		if (s->again == NULL || is_told(in))
			return 0;
		fd = s->again(fd);
		if (fd < 0)
			return 0;
		if (say_ready(s->kind, out) < 0)
			return -1;
	}
	return -1;
}

int
protocol_run(const struct strategy *s, int fd, int in, int out)
{
	struct lines lines = { .fd = in };
	bool answering = s->kind == ASKS || s->kind == ONCE;
	const char *line;
	int got;

	if (say_ready(s->kind, out) < 0)
		return -1;
	if (!answering && report_ends(s, fd, in, out) < 0)
		return -1;
	while ((got = next_line(&lines, &line)) > 0) {
		enum command command = command_value(line);

		if (command == QUIT)
			return 0;
		if (command != CHECK || !answering)
			continue;
		if (report(s, fd, out) < 0)
			return -1;
		answering = s->kind == ASKS;
	}
	return got;
}
