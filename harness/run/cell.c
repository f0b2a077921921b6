/* cell.c - one scenario, one subject, one network: from nothing to a record. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/cell.h"
#include "run/gate.h"

#define READY_NS (5 * SECOND)	     /* for a subject to say ready */
#define START_NS (15 * SECOND)	     /* for anybody's: interpreters take time */
#define QUICK_READY_NS (1 * SECOND)  /* longer: let others have the turn */
#define FIRST_ANSWER_NS (5 * SECOND) /* for an asker's first report */
#define QUICK_ANSWER_NS (20 * MS)    /* longer: let others have the turn */
#define CRITICAL_NS (50 * MS)	     /* after the fault: DESIGN 2 */
#define ANSWERS_AFTER 2		     /* of askers, after the verdict */

int64_t
cell_waited_ns(const struct cell *c)
{
	struct child self = { .pid = getpid() };
	/* what waits for one of them is late, whoever waits */
	const struct child *who[] = { &self, &c->subject.child,
		&c->path.child };
	int64_t all = 0, one;
	size_t i;

	for (i = 0; i < sizeof(who) / sizeof(who[0]); i++) {
		one = lab_process_waited_ns(c->lab, who[i]);
		all += one > 0 ? one : 0;
	}
	return all;
}

static int
open_capture(struct cell *c, int leg, enum host host)
{
	char error[WIRE_ERROR];

	if (lab_enter(c->lab, host, error) == -1)
		return cell_broke(c, BLAME_LAB, "lab: %s", error);
	c->capture[leg] = capture_open(LAB_DEVICE, error);
	if (!c->capture[leg])
		return cell_broke(c, BLAME_HARNESS, "capture: %s", error);
	return 0;
}

/* The path's start takes longest, and is waiting: let it overlap. */
static int
furnish(struct cell *c)
{
	char answer[CASE_ERROR], error[CASE_ERROR], line[64];

	if (cell_start_path(c) == -1 || cell_start_peer(c) == -1 ||
	    open_capture(c, 0, HOST_SUBJECT) == -1 ||
	    open_capture(c, 1, HOST_PEER) == -1)
		return -1;
	if (tell(c, &c->path, "", answer, error) == -1)
		return cell_broke(c, BLAME_HARNESS, "path: %s", error);
	snprintf(line, sizeof(line), "listen %s %d",
	    lab_address(c->lab, HOST_PEER), PORT);
	if (tell(c, &c->peer, line, answer, error) == -1)
		return cell_broke(c, BLAME_HARNESS, "peer: %s", error);
	return 0;
}

/* What a scenario changes before anybody connects. */
static int
prepare(struct cell *c)
{
	const struct scenario *s = c->spec->scenario;
	struct stage stage = cell_stage(c);
	char error[CASE_ERROR];

	if (scenario_run(s, &s->prepare, &stage, error) == -1)
		return cell_broke(c, BLAME_SCENARIO, "%s", error);
	return 0;
}

static bool
is_ready(const struct cell *c, const void *arg)
{
	(void)arg;
	return c->ready;
}

/* Who takes its time gives its turn to others. */
static bool
await_ready(struct cell *c)
{
	int64_t patience_ns = cell_is_external(c) ? START_NS : READY_NS;
	bool ready;

	if (pump(c, clock_ns() + QUICK_READY_NS, false, is_ready, NULL))
		return true;
	if (cell_is_broken(c))
		return false;
	cell_critical(c, false);
	ready = pump(c, clock_ns() + patience_ns - QUICK_READY_NS, false,
	    is_ready, NULL);
	cell_critical(c, true);
	if (!ready)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: never said ready in %lld s; it runs and printed "
		    "nothing: does it flush its output?",
		    (long long)(patience_ns / SECOND));
	return ready;
}

static int
start_subject(struct cell *c)
{
	char error[LAB_ERROR];

	if (cell_spawn_subject(c, error) == -1)
		return cell_broke(
		    c, BLAME_SUBJECT, "subject: cannot start %s", error);
	c->waited_ns = cell_waited_ns(c);
	if (!await_ready(c))
		return -1;
	c->socket = lab_take_socket(c->lab, &c->subject.child, PORT, error);
	if (c->socket == -1) {
		/* that it has died says more, if it has */
		pump(c, clock_ns() + QUICK_ANSWER_NS, false, pump_false, NULL);
		return cell_broke(c, BLAME_SUBJECT, "subject: %s", error);
	}
	return 0;
}

static bool
has_reported(const struct cell *c, const void *arg)
{
	(void)arg;
	return c->n_reports > 0;
}

/* Waiting for a turn is not the cell's own time. */
static void
take_turn(struct cell *c, enum gate gate)
{
	int64_t asked = clock_ns();

	gate_enter(c->runner, gate);
	c->started_ns += clock_ns() - asked;
}

void
cell_critical(struct cell *c, bool critical)
{
	if (critical && !c->critical)
		take_turn(c, GATE_FAULT);
	else if (!critical && c->critical)
		gate_leave(c->runner, GATE_FAULT);
	c->critical = critical;
}

static bool
has_heard(const struct cell *c, const void *arg)
{
	struct packets packets;
	struct truth truth;

	(void)arg;
	if (packets_join(&packets, &c->trace[0], &c->trace[1],
		lab_mac(c->lab, HOST_SUBJECT)) == -1)
		return false;
	truth_establish(&truth, &packets, &c->plot);
	packets_free(&packets);
	return truth.bytes_in > 0;
}

bool
cell_is_external(const struct cell *c)
{
	return c->spec->subject->says.kind == EXTERNAL;
}

/* Who declares nothing may do anything. */
bool
cell_may_speak(const struct cell *c)
{
	return c->spec->subject->says.speaks || cell_is_external(c);
}

/* Who beats by itself has had its first beat answered. */
static int
first_beat(struct cell *c)
{
	if (pump(c, clock_ns() + FIRST_ANSWER_NS, true, has_heard, NULL))
		return 0;
	return cell_broke(
	    c, BLAME_SUBJECT, "subject: it speaks, but nothing came of it");
}

/* An asker answers once before anything happens to it. */
static int
first_answer(struct cell *c)
{
	bool answered;

	/* nobody would answer it: who only listens can be asked */
	if (c->spec->scenario->mute && cell_may_speak(c))
		return 0;
	if (c->watches != ASKS)
		return c->spec->subject->says.speaks && c->watches == WAITS ?
		    first_beat(c) :
		    0;
	if (pump(c, clock_ns() + QUICK_ANSWER_NS, false, has_reported, NULL))
		return 0;
	cell_critical(c, false);
	answered = pump(
	    c, clock_ns() + FIRST_ANSWER_NS, false, has_reported, NULL);
	cell_critical(c, true);
	if (!answered)
		return cell_broke(c, BLAME_SUBJECT,
		    "subject: did not answer its first "
		    "check in %lld s",
		    (long long)(FIRST_ANSWER_NS / SECOND));
	return 0;
}

static bool
has_verdict(const struct cell *c, const void *arg)
{
	(void)arg;
	return judge_word(c->reports, c->n_reports).t_ns != WIRE_NEVER;
}

static bool
has_said_all(const struct cell *c, const void *arg)
{
	struct word word = judge_word(c->reports, c->n_reports);

	(void)arg;
	if (word.t_ns == WIRE_NEVER)
		return false;
	return c->watches != ASKS || c->n_reports > word.index + ANSWERS_AFTER;
}

/* Steps 3 and 4 of DESIGN 3: the script, then the subject's time. */
static int
play(struct cell *c)
{
	struct stage stage = cell_stage(c);
	int64_t window = c->setting->window_ms * MS, begun, from;
	char error[CASE_ERROR];

	if (first_answer(c) == -1)
		return -1;
	c->awaited_ns = clock_wall_ns(); /* not what it did by itself */
	begun = clock_ns() - c->started_ns;
	/* a question that falls before the fault may find the stage half set */
	c->unasked = c->spec->scenario->has_fault && cell_may_speak(c);
	if (scenario_run(c->spec->scenario, &c->spec->scenario->script, &stage,
		error) == -1)
		return cell_broke(c, BLAME_SCENARIO, "%s", error);
	act_once(c);
	/*
	 * Where nothing ended, time counts from the script's beginning, less
	 * what it waited for its turn: that moved started_ns on.
	 */
	from = c->fault_end_ns;
	if (!c->fault_done || c->spec->scenario->truth[0] == FORM_OPEN)
		from = begun + c->started_ns;
	pump(c, clock_ns() + CRITICAL_NS, false, has_verdict, NULL);
	cell_critical(c, false);
	pump(c, from + window, false, has_said_all, NULL);
	return !cell_is_broken(c) ? 0 : -1;
}

int
cell_open(struct cell *c)
{
	char error[LAB_ERROR];

	take_turn(c, GATE_SETUP);
	c->lab = lab_open(c->spec->family, error);
	if (!c->lab)
		cell_broke(c, BLAME_LAB, "lab: %s", error);
	else if (furnish(c) == 0 && cell_start_server(c) == 0)
		(void)prepare(c);
	gate_leave(c->runner, GATE_SETUP);
	return !cell_is_broken(c) ? 0 : -1;
}

static int
start(struct cell *c)
{
	if (cell_open(c) == -1)
		return -1;
	cell_critical(c, true);
	return start_subject(c);
}

/*
 * What counts is what was received before the proof begins to tell it the
 * truth, whatever its stamp says; so what is in the pipe is read first.
 */
static void
draw_horizon(struct cell *c)
{
	while (c->subject.child.pid && !c->subject.reader.ended &&
	    !cell_is_broken(c) && is_readable(&c->subject))
		read_lines(c, &c->subject);
	c->plot.horizon_ns = clock_wall_ns();
	c->n_heard = c->n_reports;
}

/* The subject's own last words belong to the evidence. */
static void
hear_errors(struct cell *c)
{
	char *text = c->broken.text;
	size_t n = strlen(text), room = sizeof(c->broken.text) - n;

	if (c->errors_n == 0 || !cell_is_broken(c) ||
	    c->broken.blame != BLAME_SUBJECT)
		return;
	while (c->errors_n > 0 && c->errors[c->errors_n - 1] == '\n')
		c->errors[--c->errors_n] = '\0';
	snprintf(
	    text + n, room, "; its stderr: %.*s", (int)room - 16, c->errors);
}

void
cell_main(const struct spec *spec, const struct setting *setting, int fd)
{
	static struct cell cell; /* large; one a process */
	struct cell *c = &cell;
	json_t *record;
	bool played;
	char *text;

	c->spec = spec;
	c->setting = setting;
	c->runner = fd;
	c->started_ns = clock_ns();
	clock_watch(&c->clock);
	c->socket = c->also = -1;
	c->state = c->left = c->pending_error = -1;
	c->again_ns = WIRE_NEVER;
	c->plot = PLOT(spec->scenario->truth[0]);
	played = start(c) == 0 && play(c) == 0;
	draw_horizon(c);
	take_turn(c, GATE_FINISH);
	if (played && !cell_is_broken(c))
		cell_prove(c);
	cell_look(c, INT64_MAX);
	rehearse_quit(c);
	if (c->lab && cell_is_external(c))
		lab_struck(c->lab, &c->subject.child, c->limit);
	cell_end(c);
	hear_errors(c);
	record = cell_record(c);
	text = record ? json_dumps(record, JSON_COMPACT) : NULL;
	/* what follows is mostly waiting: for grace periods of the kernel */
	gate_leave(fd, GATE_FINISH);
	if (text)
		gate_send_record(fd, text, strlen(text));
	cell_close(c);
}
