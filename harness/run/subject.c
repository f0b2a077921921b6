/* subject.c - what the subject says: "ready", its reports, and what is wrong. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/cell.h"
#include "run/stamp.h"

#define ASK_EVERY (100 * MS) /* DESIGN 4 */
#define MAX_LINES (2 * MAX_REPORTS)

/* Without memory it is not kept, and its answer is not expected. */
static void
keep_question(struct cell *c)
{
	size_t room = c->asked_room ? 2 * c->asked_room : 64;
	struct question *all = c->questions;

	if (c->n_asked == c->asked_room) {
		all = realloc(all, room * sizeof(*all));
		if (!all)
			return;
		c->questions = all;
		c->asked_room = room;
	}
	c->questions[c->n_asked++] = (struct question) { c->asked_ns,
		WIRE_NEVER, c->late_ns };
	c->late_ns = 0;
}

void
send_check(struct cell *c)
{
	static const char check[] = "check\n";

	c->asked_ns = clock_wall_ns();
	keep_question(c);
	if (write(c->subject.child.in, check, sizeof(check) - 1) == -1)
		cell_broke(c, BLAME_SUBJECT, "subject: cannot say check: %s",
		    strerror(errno));
	c->check_pending = true;
	rehearse_line(c, false, "check");
}

/* What is not the subject's doing when its report comes late. */
static int64_t
waits_ns(const struct cell *c, int64_t stamp_ns)
{
	int64_t waits = cell_waited_ns(c) - c->waited_ns;

	if (waits < 0)
		waits = 0;
	if (c->plot.continued_ns != WIRE_NEVER &&
	    stamp_ns < c->plot.continued_ns)
		waits += c->plot.continued_ns - c->plot.stopped_ns;
	return waits + c->away_ns;
}

static bool
stamp_is_right(struct cell *c, int64_t stamp_ns, int64_t receipt)
{
	struct stamping s = { stamp_ns, receipt, clock_ns(), 0 };
	char error[STAMP_ERROR];

	if (stamp_holds(&s, error))
		return true;
	/* /proc is asked only when it matters */
	s.waits_ns = waits_ns(c, stamp_ns);
	if (stamp_holds(&s, error))
		return true;
	cell_broke(c, BLAME_SUBJECT, "subject: %s", error);
	return false;
}

static void
take_report(struct cell *c, const struct line *line, int64_t receipt)
{
	struct report *r;

	if (!c->ready) {
		cell_broke(c, BLAME_SUBJECT, "subject: report before ready");
		return;
	}
	if (c->n_reports == MAX_REPORTS) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d reports", MAX_REPORTS);
		return;
	}
	if (line->stamped && !stamp_is_right(c, line->t_ns, receipt))
		return;
	r = &c->reports[c->n_reports++];
	r->by_subject = line->stamped;
	r->t_ns = line->stamped ? line->t_ns : receipt;
	r->lag_ns = receipt - r->t_ns;
	r->said = line->said;
	r->asked_ns = c->check_pending ? c->asked_ns : 0;
	if (c->check_pending && c->n_asked > 0 &&
	    c->questions[c->n_asked - 1].asked_ns == c->asked_ns)
		c->questions[c->n_asked - 1].answered_ns = r->t_ns;
	c->spoken = c->spoken || verdict_terminal(r->said.verdict);
	c->check_pending = false;
	if (c->next_check_ns)
		c->next_check_ns = clock_ns() + ASK_EVERY;
}

/* It came back: what it says from now on is of another connection. */
static void
take_ready_again(struct cell *c, int64_t receipt)
{
	if (!c->spoken) {
		cell_broke(c, BLAME_SUBJECT,
		    "subject: a second ready, and no end was reported before "
		    "it");
		return;
	}
	if (c->again_ns != WIRE_NEVER)
		return;
	c->again_ns = receipt;
	c->n_first = c->n_reports;
}

void
take_subject_line(struct cell *c, const char *text, int64_t receipt)
{
	struct line line;

	rehearse_line(c, true, text);
	if (++c->n_lines > MAX_LINES)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: flood, more than %d lines", MAX_LINES);
	protocol_parse(&line, text);
	switch (line.kind) {
	case LINE_READY:
		if (c->ready) {
			take_ready_again(c, receipt);
			break;
		}
		c->ready = true;
		c->watches = line.watches;
		c->plot.ready_ns = receipt;
		if (line.watches == ASKS)
			c->next_check_ns = clock_ns();
		break;
	case LINE_REPORT:
		take_report(c, &line, receipt);
		break;
	case LINE_WRONG:
		cell_broke(c, BLAME_SUBJECT, "subject: %s", line.error);
		break;
	}
}
