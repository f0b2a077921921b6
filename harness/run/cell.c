/* cell.c - one scenario, one subject, one network: from nothing to a record. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/cell.h"
#include "run/gate.h"
#include "verdict/verdict.h"

#define READY_NS (5 * SECOND)	     /* for a subject to say ready */
#define START_NS (15 * SECOND)	     /* for anybody's: interpreters take time */
#define QUICK_READY_NS (1 * SECOND)  /* longer: let others have the turn */
#define FIRST_ANSWER_NS (5 * SECOND) /* for an asker's first report */
#define QUICK_ANSWER_NS (20 * MS)    /* longer: let others have the turn */
#define CRITICAL_NS (50 * MS)	/* after the fault: its FIN or RST is there */
#define TURN_NS (3600 * SECOND) /* it comes before that */
#define LINE_SHOWN 60		/* of one that did not end */
#define ANSWERS_AFTER 2		/* of askers, after the verdict */

static int
open_capture(struct cell *c, int leg, enum host host)
{
	char error[LAB_ERROR];

	c->capture[leg] = lab_port(c->lab, host, error);
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
	return c->book.ready;
}

/* Who takes its time gives its turn to others. */
static bool
await_ready(struct cell *c)
{
	int64_t patience_ns = cell_is_external(c) ? START_NS : READY_NS;
	bool ready;

	if (pump(c, lab_now() + QUICK_READY_NS, false, is_ready, NULL))
		return true;
	if (cell_is_broken(c))
		return false;
	cell_critical(c, false);
	ready = pump(
	    c, lab_now() + patience_ns - QUICK_READY_NS, false, is_ready, NULL);
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
	c->playing.waited_ns = lab_waited_ns(c->lab, &c->subject.talker);
	if (!await_ready(c))
		return -1;
	c->socket = lab_take_socket(&c->subject.talker, PORT, error);
	if (c->socket == -1) {
		/* that it has died says more, if it has */
		pump(c, lab_now() + QUICK_ANSWER_NS, false, pump_false, NULL);
		return cell_broke(c, BLAME_SUBJECT, "subject: %s", error);
	}
	return 0;
}

static bool
has_reported(const struct cell *c, const void *arg)
{
	(void)arg;
	return c->book.n_reports > 0;
}

static bool
has_heard(const struct cell *c, const void *arg)
{
	struct packets packets;
	struct truth truth;

	(void)arg;
	if (notebook_packets(&c->book, &packets) == -1)
		return false;
	truth_establish(&truth, packets.connections.watched, &c->book.plot);
	packets_free(&packets);
	return truth.bytes_in > 0;
}

/* Who beats by itself has had its first beat answered. */
static int
first_beat(struct cell *c)
{
	if (pump(c, lab_now() + FIRST_ANSWER_NS, true, has_heard, NULL))
		return 0;
	return cell_broke(
	    c, BLAME_SUBJECT, "subject: it speaks, but nothing came of it");
}

/* An asker answers once before anything happens to it. */
static int
first_answer(struct cell *c)
{
	int64_t patience_ns = FIRST_ANSWER_NS;
	bool answered;

	/* timers that are set long make long answers, and long windows */
	if (patience_ns < c->setting->window_ms * MS)
		patience_ns = c->setting->window_ms * MS;

	/* nobody would answer it: who only listens can be asked */
	if (c->spec->scenario->mute && cell_may_speak(c))
		return 0;
	if (c->book.watches != ASKS)
		return c->spec->subject->says.speaks &&
			c->book.watches == WAITS ?
		    first_beat(c) :
		    0;
	if (pump(c, lab_now() + QUICK_ANSWER_NS, false, has_reported, NULL))
		return 0;
	cell_critical(c, false);
	gate_lasts(c->runner, (int)(patience_ns / MS));
	answered = pump(c, lab_now() + patience_ns, false, has_reported, NULL);
	cell_critical(c, true);
	if (!answered)
		return cell_broke(c, BLAME_SUBJECT,
		    "subject: did not answer its first "
		    "check in %lld s",
		    (long long)(patience_ns / SECOND));
	return 0;
}

static bool
has_verdict(const struct cell *c, const void *arg)
{
	(void)arg;
	return judge_word(c->book.reports, c->book.n_reports).t_ns !=
	    WIRE_NEVER;
}

static bool
has_said_all(const struct cell *c, const void *arg)
{
	struct word word = judge_word(c->book.reports, c->book.n_reports);

	(void)arg;
	if (word.t_ns == WIRE_NEVER)
		return false;
	return c->book.watches != ASKS ||
	    c->book.n_reports > word.index + ANSWERS_AFTER;
}

/* The script, then the subject's time. */
static int
play(struct cell *c)
{
	struct stage stage = cell_stage(c);
	int64_t window = c->setting->window_ms * MS, begun, from;
	char error[CASE_ERROR];

	if (first_answer(c) == -1)
		return -1;
	c->playing.awaited_ns = lab_wall(); /* not what it did by itself */
	begun = lab_now() - c->playing.started_ns;
	/* a question that falls before the fault may find the stage half set */
	c->asking.held = c->spec->scenario->has_fault && cell_may_speak(c);
	if (scenario_run(c->spec->scenario, &c->spec->scenario->script, &stage,
		error) == -1)
		return cell_broke(c, BLAME_SCENARIO, "%s", error);
	act_once(c);
	/*
	 * Where nothing ended, time counts from the script's beginning, less
	 * what it waited for its turn: that moved started_ns on.
	 */
	from = c->playing.fault_end_ns;
	if (c->playing.fault_end_ns == 0 ||
	    c->spec->scenario->truth[0] == FORM_OPEN)
		from = begun + c->playing.started_ns;
	gate_lasts(c->runner, c->setting->window_ms);
	pump(c, lab_now() + CRITICAL_NS, false, has_verdict, NULL);
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
	else {
		memcpy(c->book.subject_mac, lab_mac(c->lab, HOST_SUBJECT),
		    sizeof(c->book.subject_mac));
		if (furnish(c) == 0 && cell_start_server(c) == 0)
			(void)prepare(c);
	}
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
	while (c->subject.talker.process && !c->subject.reader.ended &&
	    !cell_is_broken(c) && is_readable(&c->subject, 0))
		read_lines(c, &c->subject);
	if (c->subject.reader.have > 0 && !cell_has_spoken(c) &&
	    !c->subject.stopped)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it wrote \"%.*s\" and did not end the line",
		    (int)(c->subject.reader.have < LINE_SHOWN ?
			    c->subject.reader.have :
			    LINE_SHOWN),
		    c->subject.reader.buf);
	c->asking.next_ns = 0;
	c->book.plot.horizon_ns = lab_wall();
	c->book.n_heard = c->book.n_reports;
}

/* The subject's own last words belong to the evidence. */
static void
hear_errors(struct cell *c)
{
	char *text = c->book.trouble.text;
	size_t n = strlen(text), room = sizeof(c->book.trouble.text) - n;
	struct errors *e = &c->speech.errors;

	if (e->n == 0 || !cell_is_broken(c) ||
	    c->book.trouble.blame != BLAME_SUBJECT)
		return;
	while (e->n > 0 && e->text[e->n - 1] == '\n')
		e->text[--e->n] = '\0';
	snprintf(text + n, room, "; its stderr: %.*s", (int)room - 16, e->text);
}

/* What is known when all is over; nothing is added after it. */
static void
close_book(struct cell *c)
{
	struct notebook *b = &c->book;

	if (c->lab && cell_is_external(c))
		lab_struck(&c->subject.talker, b->limit);
	cell_end(c);
	hear_errors(c);
	captures_cut(c);
	cell_judge_clock(c);
	b->allowed = cell_allowed(c);
	b->took_ms = (lab_now() - c->playing.started_ns) / MS;
}

static bool
is_to_be_kept(const struct cell *c, const json_t *record)
{
	const char *result = json_string_value(
	    json_object_get(record, "result"));

	if (!c->book.ready || c->setting->results == -1)
		return false;
	return c->setting->keep == KEEP_ALL ||
	    (c->setting->keep == KEEP_FAILED &&
		strcmp(result, result_name(PASS)) != 0);
}

/* What cannot be kept is no evidence: then the cell makes no statement. */
static json_t *
judge(struct cell *c)
{
	const struct cases *cases = c->setting->cases;
	json_t *record = verdict_record(&c->book, c->spec, cases), *names;

	if (record && is_to_be_kept(c, record)) {
		names = cell_keep(c);
		if (json_is_null(json_object_get(names, "pcap")) ||
		    cell_is_broken(c)) {
			json_decref(record);
			record = verdict_record(&c->book, c->spec, cases);
		}
		json_object_update(json_object_get(record, "wire"), names);
		json_decref(names);
	}
	rehearse_record(c, record);
	/* for the runner, which takes it out */
	if (c->no_space)
		json_object_set_new(record, "no_space", json_true());
	return record;
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
	c->playing.started_ns = lab_now();
	lab_clock_watch(&c->clock);
	c->socket = c->also = -1;
	notebook_open(&c->book, spec->scenario->truth[0]);
	played = start(c) == 0 && play(c) == 0;
	draw_horizon(c);
	take_turn(c, GATE_FINISH);
	if (played && !cell_is_broken(c))
		cell_prove(c);
	captures_end(c);
	cell_look(c, INT64_MAX);
	rehearse_quit(c);
	close_book(c);
	record = judge(c);
	text = record ? json_dumps(record, JSON_COMPACT) : NULL;
	/* what follows is mostly waiting: for grace periods of the kernel */
	gate_leave(fd, GATE_FINISH);
	if (text)
		gate_send_record(fd, text, strlen(text));
	cell_close(c);
}
