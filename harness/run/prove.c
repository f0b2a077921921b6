/* prove.c - asks the wire what the subject did not ask; drains its socket. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "run/cell.h"
#include "run/gate.h"

#define PROVE_NS (2 * SECOND)	/* an answer that takes longer does not come */
#define LONG_WAIT_NS (100 * MS) /* for a CPU: too many run at once */
#define PROOF_BYTE "P"
#define ONE_ACCEPTED "accepted 1 " /* of the peer's status */

static int
tcp_state(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == -1)
		return -1;
	return info.tcpi_state;
}

/* The peer's own word: its status, or how its process ended. */
static void
record_peer(struct cell *c, const char *status)
{
	char *text = c->book.peer_word;
	size_t room = sizeof(c->book.peer_word);
	const struct talker *t = &c->peer.talker;

	if (!c->book.witness.peer_alive && !c->peer.stopped)
		(void)lab_ended(&c->peer.talker, INT64_MAX);
	if (c->book.witness.peer_alive)
		snprintf(text, room, "%s", status);
	else if (c->peer.stopped)
		snprintf(text, room, "stopped");
	else if (t->signal != 0)
		snprintf(text, room, "killed %d", t->signal);
	else
		snprintf(text, room, "exited %d", t->status);
}

/* Where no packet tells of a link, a route, an address. */
static void
ask_host(struct cell *c)
{
	char error[LAB_ERROR];

	if (!c->spec->scenario->host)
		return;
	if (lab_host_state(c->lab, c->book.host_word, error) == -1)
		cell_broke(c, BLAME_LAB, "lab: %s", error);
}

/* How many bytes the peer sent that are no echo; of its status. */
int64_t
peer_own(const char *status)
{
	const char *own = strstr(status, " own ");

	return own ? strtoll(own + 5, NULL, 10) : 0;
}

static void
ask_peer(struct cell *c)
{
	char answer[CASE_ERROR] = "", error[CASE_ERROR];
	struct witness *w = &c->book.witness;

	w->peer_alive = !c->peer.killed && !c->peer.stopped &&
	    in_step(c, &c->peer, answer);
	/* a subject that died meanwhile is no word of the peer's end */
	if (cell_is_broken(c))
		return;
	record_peer(c, answer);
	/* what it has now may be another: the subject came back */
	w->peer_connected = w->peer_alive && !strstr(answer, " state - ") &&
	    strncmp(answer, ONE_ACCEPTED, sizeof(ONE_ACCEPTED) - 1) == 0;
	w->peer_own = w->peer_alive ?
	    peer_own(answer) - c->playing.own_at_fault :
	    -1;
	w->served = c->spec->subject->server != NULL;
	w->carried = strstr(answer, " upstream in-step") != NULL;
	if (!w->peer_connected || strstr(answer, "FIN-WAIT"))
		return;
	w->peer_told = tell(c, &c->peer, "send 1", answer, error) == 0;
}

static bool
proves(const struct cell *c, const void *arg)
{
	struct packets packets;
	struct truth truth;
	char *reason;
	bool proven;

	memcpy(&reason, arg, sizeof(reason));
	if (notebook_packets(&c->book, &packets) == -1)
		return false;
	truth_establish(&truth, packets.connections.watched, &c->book.plot);
	proven = judge_proof(&c->spec->scenario->proof,
	    scenario_signs(c->spec->scenario, c->spec->family), &truth,
	    packets.connections.watched, &c->book.plot, &c->book.witness,
	    reason);
	packets_free(&packets);
	return proven;
}

/*
 * What is proven by something that does not come - an echo, a frame on the
 * other leg - is proven when path and peer have said that they are in step.
 */
static void
prove(struct cell *c)
{
	struct witness *w = &c->book.witness;
	char answer[CASE_ERROR], reason[JUDGE_REASON] = "";
	const char *out = reason;

	cell_note(c, "script", "proof");
	/* EPIPE: the subject shut its sending half; its FIN is the proof */
	if (!w->subject_dead)
		(void)send(
		    c->socket, PROOF_BYTE, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	in_step(c, &c->path, answer);
	ask_peer(c);
	ask_host(c);
	in_step(c, &c->path, answer);
	/* whether it is proven is for the verdict to say */
	pump(c, lab_now() + PROVE_NS, true, proves, &out);
	c->book.peer_runs_on = c->peer.stopped &&
	    !lab_is_stopped(&c->peer.talker);
}

static void
drain(struct cell *c)
{
	socklen_t len = sizeof(c->book.pending_error);
	char buf[65536];

	while (recv(c->socket, buf, sizeof(buf), MSG_DONTWAIT) > 0)
		;
	if (!c->book.witness.subject_dead &&
	    getsockopt(c->socket, SOL_SOCKET, SO_ERROR, &c->book.pending_error,
		&len) == -1)
		c->book.pending_error = -1;
}

void
cell_prove(struct cell *c)
{
	socklen_t len = sizeof(c->book.pending_error);

	c->book.state = tcp_state(c->socket);
	c->asking.next_ns = 0;
	c->book.waited_ns = lab_waited_ns(c->lab, &c->subject.talker) -
	    c->playing.waited_ns;
	if (c->book.waited_ns < 0)
		c->book.waited_ns = 0;
	if (c->book.waited_ns > LONG_WAIT_NS)
		gate_late(c->runner);
	if (ioctl(c->socket, FIONREAD, &c->book.left) == -1)
		c->book.left = -1;
	c->book.witness.subject_dead = c->book.state == TCP_CLOSE;
	/* the proof's own byte would put an error of its own there */
	if (c->book.witness.subject_dead &&
	    getsockopt(c->socket, SOL_SOCKET, SO_ERROR, &c->book.pending_error,
		&len) == -1)
		c->book.pending_error = -1;
	prove(c);
	drain(c);
	cell_observe(c);
	cell_ask_path(c);
}
