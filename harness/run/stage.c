/* stage.c - the words of a script, acting in a live cell. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "run/cell.h"
#include "run/gate.h"

#define AWAIT_NS (3 * SECOND) /* a packet that a script waits for */
#define FILL_STEP 256
#define FILL_PACE (2 * MS)     /* for the peer's word on its window */
#define SETTLE_NS (1 * SECOND) /* for an answer that is still due */

void
act_once(struct cell *c)
{
	if (c->book.watches != ONCE || c->playing.acted)
		return;
	c->playing.acted = true;
	cell_note(c, "script", "check");
	send_check(c);
}

/*
 * A script that comes late plays another scenario: "pass" after 1.5 s lets a
 * retransmission through, and 0.2 s later it does not.
 */
static void
note_behind(struct cell *c, int64_t late_ns)
{
	if (late_ns > c->book.late_ns)
		c->book.late_ns = late_ns;
}

/* They do at once what they are told: an answer that is late was a late deed. */
static int
tell_now(struct cell *c, struct partner *t, const char *line, char *answer,
    char *error)
{
	int64_t told_ns = lab_now();
	int result = tell(c, t, line, answer, error);

	note_behind(c, lab_now() - told_ns);
	return result;
}

static int
stage_peer(struct cell *c, const char *line, char *answer, char *error)
{
	cell_note(c, "peer", "%s", line);
	return tell_now(c, &c->peer, line, answer, error);
}

static int
stage_path(struct cell *c, const char *line, char *answer, char *error)
{
	cell_note(c, "path", "%s", line);
	return tell_now(c, &c->path, line, answer, error);
}

/* Bytes 1, 2, 3...: never 0x00, which are heartbeats. */
/* How many went, which may be fewer where there is no room; or -1. */
static int
send_bytes(struct cell *c, unsigned n, char *error)
{
	unsigned char bytes[4096];
	ssize_t sent;
	unsigned i;

	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)(1 + i % 255);
	sent = send(c->socket, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (sent == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	if (sent == -1) {
		/* the subject itself shut its sending half: its choice */
		if (errno == EPIPE && c->playing.acted)
			return (int)n;
		snprintf(error, CASE_ERROR, "send: %s", strerror(errno));
		return -1;
	}
	c->book.script_sent += (uint32_t)sent;
	return (int)sent;
}

/* The last segment from the peer says: no room. */
static bool
window_is_shut(const struct cell *c, const void *arg)
{
	const struct connection *watched;
	struct packets packets;
	bool shut = false;
	size_t i;

	(void)arg;
	if (notebook_packets(&c->book, &packets) == -1)
		return false;
	watched = packets.connections.watched;
	for (i = 0; i < watched->n; i++)
		if (watched->v[i]->to_subject &&
		    watched->v[i]->seg.proto == PROTO_TCP &&
		    !(watched->v[i]->seg.flags & (TCP_SYN | TCP_RST)))
			shut = watched->v[i]->seg.window == 0;
	packets_free(&packets);
	return shut;
}

/* In small steps: what does not fit the window stays in our buffer. */
static int
fill_window(struct cell *c, char *error)
{
	int64_t end_ns = lab_now() + AWAIT_NS;

	while (!window_is_shut(c, NULL)) {
		if (lab_now() > end_ns) {
			snprintf(error, CASE_ERROR,
			    "the peer's window is not 0: does it read?");
			return -1;
		}
		if (send_bytes(c, FILL_STEP, error) == -1)
			return -1;
		pump(c, lab_now() + FILL_PACE, true, window_is_shut, NULL);
	}
	return 0;
}

static int
stage_subject(struct cell *c, const char *line, char *answer, char *error)
{
	unsigned n;

	if (!subject_line(line, &n, error))
		return -1;
	cell_note(c, "subject", "%s", line);
	if (strcmp(line, "port") == 0) {
		snprintf(answer, CASE_ERROR, "%u", lab_socket_port(c->socket));
		return 0;
	}
	if (n > 0 && send_bytes(c, n, error) == (int)n)
		return 0;
	if (n > 0) {
		if (error[0] == '\0')
			snprintf(error, CASE_ERROR, "send: no room");
		return -1;
	}
	if (strcmp(line, "fill") == 0)
		return fill_window(c, error);
	if (shutdown(c->socket, SHUT_WR) == 0)
		return 0;
	snprintf(error, CASE_ERROR, "shutdown: %s", strerror(errno));
	return -1;
}

/* The relay stands where the peer did, before the subject connects. */
static int
stage_relay(struct cell *c, const char *line, char *answer, char *error)
{
	cell_note(c, "relay", "%s", line);
	if (strcmp(line, "start") == 0)
		return cell_start_relay(c, error);
	return tell_now(c, &c->relay, line, answer, error);
}

/* "STOP peer" */
static int
stage_signal(struct cell *c, const char *line, char *answer, char *error)
{
	char name[16] = "", who[16] = "";
	struct partner *t;
	int64_t before_ns;
	int number;

	(void)answer;
	(void)sscanf(line, "%15s %15s", name, who);
	number = case_signal(name);
	t = strcmp(who, "peer") == 0 ? &c->peer : &c->subject;
	cell_note(c, "signal", "%s", line);
	before_ns = lab_wall();
	if (lab_signal(&t->talker, number) == -1) {
		snprintf(error, CASE_ERROR, "kill: %s",
		    errno == EBUSY ? "it does not stop" : strerror(errno));
		return -1;
	}
	if (number == SIGKILL)
		t->killed = true;
	if (number == SIGSTOP || number == SIGCONT)
		t->stopped = number == SIGSTOP;
	if (t == &c->subject && number == SIGSTOP)
		c->book.plot.stopped_ns = lab_wall();
	if (t == &c->subject && number == SIGCONT)
		c->book.plot.continued_ns = before_ns; /* it may be quick */
	return 0;
}

static int
stage_tell(
    void *data, enum actor who, const char *line, char *answer, char *error)
{
	static int (*const actors[ACTORS])(
	    struct cell * c, const char *line, char *answer, char *error) = {
		[ACTOR_PEER] = stage_peer,
		[ACTOR_PATH] = stage_path,
		[ACTOR_LAB] = stage_lab,
		[ACTOR_RELAY] = stage_relay,
		[ACTOR_SUBJECT] = stage_subject,
		[ACTOR_SIGNAL] = stage_signal,
	};

	if (actors[who])
		return actors[who](data, line, answer, error);
	snprintf(error, CASE_ERROR, "only at a prompt");
	return -1;
}

static bool
has_come(const struct cell *c, const void *arg)
{
	const struct check *check = arg;
	struct plot since = c->book.plot;
	char error[WIRE_ERROR];
	struct packets packets;
	long count;

	if (notebook_packets(&c->book, &packets) == -1)
		return false;
	since.fault_ns = c->playing.awaited_ns;
	since.horizon_ns = INT64_MAX;
	count = check_count(check, &packets, &since, c->spec->family, error);
	packets_free(&packets);
	return count >= (long)check->min;
}

static int64_t
last_frame_ns(const struct cell *c)
{
	int64_t last = c->playing.awaited_ns;
	int leg;

	for (leg = 0; leg < 2; leg++)
		if (c->book.leg[leg].n > 0 &&
		    c->book.leg[leg].v[c->book.leg[leg].n - 1].t_ns > last)
			last = c->book.leg[leg].v[c->book.leg[leg].n - 1].t_ns;
	return last;
}

static int
stage_await(void *data, const struct check *check, char *error)
{
	struct cell *c = data;
	struct check since = *check;
	int64_t began_ns = lab_wall(), came_ns;

	cell_note(c, "script", "%s", check->text);
	since.when = AFTER_FAULT; /* after what was last awaited */
	if (!pump(c, lab_now() + AWAIT_NS, true, has_come, &since)) {
		snprintf(error, CASE_ERROR, "%s",
		    cell_is_broken(c) ? c->book.trouble.text :
					"it did not come");
		return -1;
	}
	came_ns = last_frame_ns(c);
	note_behind(c, lab_wall() - (came_ns > began_ns ? came_ns : began_ns));
	c->playing.awaited_ns = came_ns + 1;
	return 0;
}

static int
stage_hold(void *data, int ms, char *error)
{
	struct cell *c = data;
	int64_t end_ns;

	/* without a fault the scenario stands when it begins to wait */
	if (!c->spec->scenario->has_fault && !c->subject.stopped)
		act_once(c);
	cell_note(c, "script", "hold %d ms", ms);
	asking_goes_on(c);
	gate_lasts(c->runner, ms);
	cell_critical(c, false);
	end_ns = lab_now() + ms * MS;
	pump(c, end_ns, false, pump_false, NULL);
	note_behind(c, lab_now() - end_ns);
	if (!cell_is_broken(c))
		return 0;
	snprintf(error, CASE_ERROR, "%s", c->book.trouble.text);
	return -1;
}

static bool
is_answered(const struct cell *c, const void *arg)
{
	(void)arg;
	return !notebook_open_question(&c->book);
}

/* All that came to the subject is acknowledged, which may take 40 ms. */
static bool
is_acknowledged(const struct cell *c, const void *arg)
{
	const struct connection *watched;
	struct packets packets;
	const struct packet *p;
	uint32_t come = 0, acknowledged = 0;
	size_t i;

	(void)arg;
	if (notebook_packets(&c->book, &packets) == -1)
		return false;
	watched = packets.connections.watched;
	for (i = 0; i < watched->n; i++) {
		p = watched->v[i];
		if (p->seg.proto != PROTO_TCP || p->fate == DROPPED)
			continue;
		if (!p->to_subject)
			acknowledged = p->seg.ack;
		else if (p->seg.payload_len > 0)
			come = p->seg.seq + segment_span(&p->seg);
	}
	packets_free(&packets);
	return (int32_t)(acknowledged - come) >= 0;
}

/*
 * What is under way arrives before the fault: a byte that the peer has not
 * read yet would turn a close into a reset.  So nobody is asked, who would
 * speak, until the fault has been done.
 */
static void
settle(struct cell *c)
{
	char answer[CASE_ERROR];

	c->asking.held = cell_may_speak(c);
	if (c->asking.held && !c->subject.stopped && !c->spec->scenario->mute)
		pump(c, lab_now() + SETTLE_NS, false, is_answered, NULL);
	/* a server has just spoken */
	if (c->spec->subject->server)
		pump(c, lab_now() + SETTLE_NS, true, is_acknowledged, NULL);
	if (!in_step(c, &c->path, answer))
		return;
	if (c->relay.talker.process && !in_step(c, &c->relay, answer))
		return;
	if (!in_step(c, &c->peer, answer))
		return;
	c->playing.own_at_fault = peer_own(answer);
	if (c->relay.talker.process && !in_step(c, &c->relay, answer))
		return;
	(void)in_step(c, &c->path, answer);
}

static int
fault_begins(struct cell *c)
{
	cell_critical(c, true);
	settle(c);
	c->playing.waited_ns = lab_waited_ns(c->lab, &c->subject.talker);
	c->book.plot.fault_ns = lab_wall();
	c->book.late_ns = 0; /* it may take its time to prepare */
	/* what it awaits is the fault's doing, not what the subject sent */
	if (c->playing.awaited_ns < c->book.plot.fault_ns)
		c->playing.awaited_ns = c->book.plot.fault_ns;
	cell_note(c, "script", "fault");
	return c->setting->without_fault ? 0 : 1;
}

static int
fault_is_done(struct cell *c, char *error)
{
	char answer[CASE_ERROR];

	/*
	 * What the fault sent has crossed the path: who acts once acts after
	 * it, and a cell whose last word was said does not end before it.
	 */
	(void)in_step(c, &c->path, answer);
	asking_goes_on(c);
	c->book.plot.fault_ended_ns = lab_wall();
	c->playing.fault_end_ns = lab_now();
	/* half-closed, then closed: no packet tells the second step */
	if (c->spec->scenario->truth[0] == FORM_HALF_CLOSED &&
	    c->spec->scenario->truth[1] == FORM_CLOSED &&
	    !c->setting->without_fault)
		c->book.plot.turned_ns = lab_wall();
	act_once(c);
	if (!cell_is_broken(c))
		return 0;
	snprintf(error, CASE_ERROR, "%s", c->book.trouble.text);
	return -1;
}

static int
stage_fault(void *data, bool done, char *error)
{
	return done ? fault_is_done(data, error) : fault_begins(data);
}

struct stage
cell_stage(struct cell *c)
{
	return (struct stage) { c, stage_tell, stage_await, stage_hold,
		stage_fault };
}
