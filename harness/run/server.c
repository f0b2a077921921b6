/* server.c - the real server behind the peer, on its host's loopback. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *   subject ---- path ---- peer ---- server
 *                              loopback
 *
 * The connection that is watched ends at the peer, which carries its bytes to
 * the server and back.  A server that was this end itself could not do what
 * the scripts ask of it: to reset, to forget, to shut one half, to stop
 * reading.  What the server does of its own accord - the end of its stream, a
 * reset - the peer does, too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/cell.h"

#define SERVER_PORT (PORT + 2) /* the peer has the next one behind a relay */
#define UP_NS (10 * SECOND)    /* for a server to come up */
#define ANSWER_NS (5 * SECOND) /* for a client of it */
#define UP_PACE (20 * MS)

/* A command of the subject's file, on the peer's host. */
static int
spawn(struct cell *c, struct talker *talker, const char *text,
    char error[LAB_ERROR])
{
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL }, **env;
	char port[16], *command;
	int result;

	snprintf(port, sizeof(port), "%d", SERVER_PORT);
	command = subject_command(c->spec->subject, text, "127.0.0.1", port);
	if (!command) {
		snprintf(error, LAB_ERROR, "out of memory");
		return -1;
	}
	argv[2] = command;
	env = cell_environment(c);
	result = lab_spawn(c->lab, talker, HOST_PEER, cell_walls(c, command),
	    argv, env, error);
	free(env);
	free(command);
	return result;
}

/* It ended, or hangs: what it said last. */
static int
broke(struct cell *c, const char *what)
{
	char text[STDERR_KEPT];
	ssize_t n = read(c->server.err, text, sizeof(text) - 1);

	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return cell_broke(c, BLAME_SUBJECT,
	    "subject: its server, behind the peer, %s%s%s", what,
	    text[0] ? "; its stderr: " : "", text);
}

/* Does a client of it get an answer?  -1: it cannot be asked. */
static int
is_up(struct cell *c)
{
	char line[64], answer[CASE_ERROR], error[LAB_ERROR];
	const char *command = c->spec->subject->answers;
	struct talker client;
	bool up;

	if (!command) {
		snprintf(
		    line, sizeof(line), "upstream 127.0.0.1 %d", SERVER_PORT);
		return tell(c, &c->peer, line, answer, answer) == 0;
	}
	if (spawn(c, &client, command, error) == -1)
		return cell_broke(
		    c, BLAME_LAB, "server: cannot start %s", error);
	up = lab_ended(&client, lab_now() + ANSWER_NS) && client.status == 0 &&
	    client.signal == 0;
	lab_end(&client);
	return up;
}

int
cell_start_server(struct cell *c)
{
	const struct subject *s = c->spec->subject;
	int64_t end_ns = lab_now() + UP_NS;
	char line[64], answer[CASE_ERROR], error[CASE_ERROR];
	int up;

	if (!s->server)
		return 0;
	if (lab_private_directory(c->lab, s->data, error) == -1)
		return cell_broke(c, BLAME_LAB, "lab: %s", error);
	if (spawn(c, &c->server, s->server, error) == -1)
		return cell_broke(
		    c, BLAME_LAB, "server: cannot start %s", error);
	while ((up = is_up(c)) == 0) {
		if (lab_ended(&c->server, 0))
			return broke(c, "ended");
		if (lab_now() > end_ns)
			return broke(c, "does not answer");
		pump(c, lab_now() + UP_PACE, false, pump_false, NULL);
	}
	if (up == -1)
		return -1;
	snprintf(line, sizeof(line), "upstream 127.0.0.1 %d", SERVER_PORT);
	if (tell(c, &c->peer, line, answer, error) == -1)
		return cell_broke(c, BLAME_HARNESS, "peer: %s", error);
	return 0;
}
