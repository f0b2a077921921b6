/* subject.c - what the subject says: "ready", its reports, and what is wrong. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "run/cell.h"
#include "run/gate.h"
#include "run/stamp.h"

#define ASK_EVERY (100 * MS) /* after an answer */
#define LATE_NS (90 * MS)    /* too late for its answer to count */
#define MAX_LINES (2 * MAX_REPORTS)

/*
 * Late is what the machine made late: not what the script did meanwhile, nor
 * what we held back ourselves.
 */
static void
note_question(struct cell *c)
{
	struct question *q = notebook_question(&c->book);
	int64_t now_ns = lab_now(), due_ns = c->asking.next_ns;

	q->asked_ns = lab_wall();
	if (due_ns == 0 || due_ns > now_ns)
		return; /* the script asks, or it is asked at once */
	q->late_ns = now_ns -
	    (due_ns > c->asking.free_ns ? due_ns : c->asking.free_ns);
	if (q->late_ns > LATE_NS)
		gate_late(c->runner);
}

void
send_check(struct cell *c)
{
	note_question(c);
	if (lab_tell(&c->subject.talker, "check") == -1)
		cell_broke(c, BLAME_SUBJECT, "subject: cannot say check: %s",
		    strerror(errno));
	rehearse_line(c, false, "check");
}

/* What is not the subject's doing when its report comes late. */
static int64_t
waits_ns(const struct cell *c, int64_t stamp_ns)
{
	int64_t waits = lab_waited_ns(c->lab, &c->subject.talker) -
	    c->playing.waited_ns;

	if (waits < 0)
		waits = 0;
	if (c->book.plot.continued_ns != WIRE_NEVER &&
	    stamp_ns < c->book.plot.continued_ns)
		waits += c->book.plot.continued_ns - c->book.plot.stopped_ns;
	return waits + c->listening.away_ns;
}

static bool
stamp_is_right(struct cell *c, int64_t stamp_ns, int64_t receipt)
{
	struct stamping s = { stamp_ns, receipt, lab_now(), 0 };
	char error[STAMP_ERROR];

	if (stamp_holds(&s, error))
		return true;
	/* the kernel is asked only when it matters */
	s.waits_ns = waits_ns(c, stamp_ns);
	if (stamp_holds(&s, error))
		return true;
	cell_broke(c, BLAME_SUBJECT, "subject: %s", error);
	return false;
}

static void
take_report(struct cell *c, const struct line *line, int64_t receipt)
{
	struct question *asked = notebook_open_question(&c->book);
	struct report *r;

	if (!c->book.ready) {
		cell_broke(c, BLAME_SUBJECT, "subject: report before ready");
		return;
	}
	if (!asked && c->speech.unasked++ == MAX_REPORTS) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d reports that nobody asked "
		    "for",
		    MAX_REPORTS);
		return;
	}
	if (line->stamped && !stamp_is_right(c, line->t_ns, receipt))
		return;
	r = notebook_report(&c->book);
	r->by_subject = line->stamped;
	r->t_ns = line->stamped ? line->t_ns : receipt;
	r->lag_ns = receipt - r->t_ns;
	r->said = line->said;
	r->asked_ns = asked ? asked->asked_ns : 0;
	if (asked)
		asked->answered_ns = r->t_ns;
	if (c->asking.next_ns)
		c->asking.next_ns = lab_now() + ASK_EVERY;
}

bool
cell_has_spoken(const struct cell *c)
{
	return judge_word(c->book.reports, c->book.n_reports).t_ns !=
	    WIRE_NEVER;
}

/* It came back: what it says from now on is of another connection. */
static void
take_ready_again(struct cell *c, int64_t receipt)
{
	if (!cell_has_spoken(c)) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: a second ready, and no end was reported before "
		    "it");
		return;
	}
	if (c->book.again_ns != WIRE_NEVER)
		return;
	c->book.again_ns = receipt;
	c->book.n_first = c->book.n_reports;
}

void
take_subject_line(struct cell *c, const char *text, int64_t receipt)
{
	struct line line;

	rehearse_line(c, true, text);
	if (++c->speech.lines > MAX_LINES + 2 * c->book.n_questions)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d lines", MAX_LINES);
	protocol_parse(&line, text);
	switch (line.kind) {
	case LINE_READY:
		if (c->book.ready) {
			take_ready_again(c, receipt);
			break;
		}
		c->book.ready = true;
		c->book.watches = line.watches;
		c->book.plot.ready_ns = receipt;
		if (line.watches == ASKS)
			c->asking.next_ns = lab_now();
		break;
	case LINE_REPORT:
		take_report(c, &line, receipt);
		break;
	case LINE_WRONG:
		cell_broke(c, BLAME_SUBJECT, "subject: %s", line.error);
		break;
	}
}
