/* programs.c - who runs in a cell: starts them, ends them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "peers/path.h"
#include "run/cell.h"

extern char **environ;

static void
be_path(int in, FILE *out)
{
	path_run(in, out, LAB_TO_SUBJECT, LAB_TO_PEER);
}

int
cell_start_path(struct cell *c)
{
	char error[LAB_ERROR];

	if (lab_thread(c->lab, &c->path.talker, HOST_PATH, "path", be_path,
		error) == -1)
		return cell_broke(c, BLAME_HARNESS, "cannot start %s", error);
	return 0;
}

int
cell_start_peer(struct cell *c)
{
	char file[4096], error[LAB_ERROR];
	const char *argv[] = { file, NULL };

	snprintf(file, sizeof(file), "%s/peer", c->setting->programs);
	if (lab_spawn(c->lab, &c->peer.talker, HOST_PEER, NULL, argv,
		(const char *const *)environ, error) == -1)
		return cell_broke(c, BLAME_HARNESS, "cannot start %s", error);
	return 0;
}

/* The peer moves behind it, to the loopback of its host. */
int
cell_start_relay(struct cell *c, char *error)
{
	const char *loopback = c->spec->family == 6 ? "::1" : "127.0.0.1";
	char file[4096], line[128], answer[CASE_ERROR];
	const char *argv[] = { file, NULL };

	snprintf(line, sizeof(line), "listen %s %d", loopback, PORT + 1);
	if (tell(c, &c->peer, line, answer, error) == -1)
		return -1;
	snprintf(file, sizeof(file), "%s/relay", c->setting->programs);
	if (lab_spawn(c->lab, &c->relay.talker, HOST_PEER, NULL, argv,
		(const char *const *)environ, error) == -1)
		return -1;
	snprintf(line, sizeof(line), "listen %s %d %s %d",
	    lab_address(c->lab, HOST_PEER), PORT, loopback, PORT + 1);
	return tell(c, &c->relay, line, answer, error);
}

/* Anybody's command, by a shell: one line, as it was given. */
static int
spawn_command(struct cell *c, const char **env, char error[LAB_ERROR])
{
	const struct subject *s = c->spec->subject;
	char port[16], *command;
	const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
	int result;

	snprintf(port, sizeof(port), "%d", PORT);
	command = subject_command(
	    s, s->command, lab_address(c->lab, HOST_PEER), port);
	if (!command) {
		snprintf(error, LAB_ERROR, "it: out of memory");
		return -1;
	}
	argv[2] = command;
	result = lab_spawn(c->lab, &c->subject.talker, HOST_SUBJECT,
	    cell_walls(c, command), argv, env, error);
	free(command);
	return result;
}

static int
spawn_strategy(struct cell *c, const char **env, char error[LAB_ERROR])
{
	char file[4096];
	const char *argv[] = { file, c->spec->subject->name, NULL };

	snprintf(file, sizeof(file), "%s/hangup-subject", c->setting->programs);
	return lab_spawn(c->lab, &c->subject.talker, HOST_SUBJECT,
	    cell_walls(c, NULL), argv, env, error);
}

int
cell_spawn_subject(struct cell *c, char error[LAB_ERROR])
{
	const char **env = cell_environment(c);
	int started = -1;

	if (env)
		started = (cell_is_external(c) ? spawn_command :
						 spawn_strategy)(c, env, error);
	else
		snprintf(error, LAB_ERROR, "it: out of memory");
	free(env);
	return started;
}

void
cell_end(struct cell *c)
{
	lab_end(&c->subject.talker);
	lab_end(&c->peer.talker);
	lab_end(&c->relay.talker);
	lab_end(&c->server);
}

void
cell_close(struct cell *c)
{
	lab_end(&c->path.talker);
	lab_close(c->lab);
}
