/* lines.c - what stands on a talker's output, line by line. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "run/cell.h"

#define STDERR_MOST (1 << 20)

static void
take_line(struct cell *c, struct partner *t, const char *text, int64_t receipt)
{
	if (t == &c->subject && !c->hand.is) {
		take_subject_line(c, text, receipt);
		return;
	}
	if (strncmp(text, "ok", 2) != 0 && strncmp(text, "error", 5) != 0) {
		if (c->hand.help) /* its lines */
			fprintf(c->hand.help, "%s\n", text);
		return;
	}
	snprintf(t->answer, sizeof(t->answer), "%.*s",
	    (int)sizeof(t->answer) - 1, text);
	t->answered = true;
}

/* A NUL would end the text there, and the rest be overheard. */
static void
show_nuls(char *text, const char *end)
{
	char *nul;

	while ((nul = memchr(text, '\0', (size_t)(end - text))) != NULL)
		*nul = '?';
}

static void
cut_lines(struct cell *c, struct partner *t, int64_t receipt)
{
	struct reader *r = &t->reader;
	char *newline;
	size_t used;

	while ((newline = memchr(r->buf, '\n', r->have)) != NULL) {
		show_nuls(r->buf, newline);
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
read_lines(struct cell *c, struct partner *t)
{
	struct reader *r = &t->reader;
	int64_t receipt = lab_wall();
	ssize_t n = read(
	    t->talker.out, r->buf + r->have, PROTOCOL_LINE - r->have);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		r->ended = true;
		/* the last line may lack its end */
		if (r->have > 0) {
			show_nuls(r->buf, r->buf + r->have);
			r->buf[r->have] = '\0';
			take_line(c, t, r->buf, receipt);
		}
		r->have = 0;
		return;
	}
	r->have += (size_t)n;
	cut_lines(c, t, receipt);
}

bool
is_readable(const struct partner *t, int64_t deadline_ns)
{
	struct awaited line = { t->talker.out, false };

	return lab_wait(deadline_ns, &line, 1) == 1;
}

/* The subject's stderr is kept from its start; the rest is thrown away. */
void
read_errors(struct cell *c)
{
	char buf[4096];
	ssize_t n = read(c->subject.talker.err, buf, sizeof(buf));
	size_t room = STDERR_KEPT - 1 - c->speech.errors.n;

	if (c->subject.talker.err == -1)
		return;
	if (n <= 0) {
		if (n == 0 || errno != EAGAIN) {
			close(c->subject.talker.err);
			c->subject.talker.err = -1;
		}
		return;
	}
	c->speech.errors.all += (size_t)n;
	if (c->speech.errors.all > STDERR_MOST)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d bytes on stderr",
		    STDERR_MOST);
	if ((size_t)n < room)
		room = (size_t)n;
	memcpy(c->speech.errors.text + c->speech.errors.n, buf, room);
	c->speech.errors.n += room;
}
