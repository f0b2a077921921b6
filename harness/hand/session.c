/* session.c - a lab held open: a person, or a lesson, types what happens. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hand/hand.h"

#define WAIT_NS (60 * SECOND) /* then it waits again */

static int
start_caller(struct session *s, char error[CASE_ERROR])
{
	struct cell *c = &s->cell;
	char file[4096], answer[CASE_ERROR], line[128], message[LAB_ERROR];
	const char *argv[] = { file, NULL }, **env = cell_environment(c);
	int started;

	snprintf(file, sizeof(file), "%s/caller", c->setting->programs);
	started = !env ? -1 :
			 lab_spawn(c->lab, &c->subject.talker, HOST_SUBJECT,
			     cell_walls(c, NULL), argv, env, message);
	free(env);
	if (started == -1) {
		snprintf(error, CASE_ERROR, "cannot start %s", message);
		return -1;
	}
	snprintf(line, sizeof(line), "connect %s %d",
	    lab_address(c->lab, HOST_PEER), PORT);
	c->book.plot.ready_ns = lab_wall();
	if (session_call(s, line, answer, error) == -1)
		return -1;
	c->book.ready = true;
	c->socket = lab_take_socket(&c->subject.talker, PORT, message);
	if (c->socket == -1) {
		snprintf(error, CASE_ERROR, "%s: %s", answer, message);
		return -1;
	}
	c->hand.port = lab_socket_port(c->socket);
	cell_note_at(c, c->book.plot.ready_ns, "call", answer);
	return 0;
}

struct session *
session_open(const struct scenario *scenario, int family, const char *programs,
    const struct onlooker *onlooker, char error[CASE_ERROR])
{
	static const struct subject you = { .name = (char *)(uintptr_t) "you" };
	struct session *s = calloc(1, sizeof(*s));
	struct cell *c;

	if (!s) {
		snprintf(error, CASE_ERROR, "out of memory");
		return NULL;
	}
	c = &s->cell;
	s->spec = (struct spec) { scenario, &you, family, 1 };
	s->setting.programs = programs;
	s->setting.onlooker = onlooker;
	s->setting.results = -1;
	c->spec = &s->spec;
	c->setting = &s->setting;
	c->hand.is = true;
	c->hand.interrupted = &session_interrupted;
	c->runner = c->socket = c->also = -1;
	c->playing.started_ns = lab_now();
	notebook_open(&c->book, scenario->truth[0]);
	s->inner = cell_stage(c);
	s->log_file = open_memstream(&s->log, &s->log_size);
	if (!s->log_file)
		abort();
	if (cell_open(c) == -1)
		snprintf(error, CASE_ERROR, "%s", c->book.trouble.text);
	else if (start_caller(s, error) == 0) {
		session_look(s);
		return s;
	}
	session_close(s);
	return NULL;
}

int
session_type(struct session *s, const char *file, int line, const char *text,
    char value[CASE_ERROR], char error[CASE_ERROR])
{
	const struct stage stage = session_stage(s);

	return scenario_type(
	    s->spec.scenario, file, line, text, &stage, value, error);
}

bool
session_told(const char *value)
{
	return value[0] == '\0' || strstr(value, ") = ");
}

void
session_owns(struct session *s, session_own *own, void *data)
{
	s->own = own;
	s->data = data;
}

static bool
has_input(const struct cell *c, const void *arg)
{
	struct awaited input = { c->also, false };

	return lab_wait(0, &input, 1) != 0 || session_has_frames(c, arg);
}

int
session_wait(struct session *s, int fd)
{
	struct cell *c = &s->cell;
	struct awaited input = { fd, false };
	int result = 0;

	c->also = fd;
	while (!session_interrupted && !cell_is_broken(c) &&
	    (result = lab_wait(0, &input, 1)) == 0)
		if (pump(c, lab_now() + WAIT_NS, true, has_input, s) &&
		    session_has_frames(c, s))
			session_look(s);
	c->also = -1;
	return cell_is_broken(c) ? -1 : result != 0;
}

char *
session_help(struct session *s, const char *who)
{
	struct cell *c = &s->cell;
	char answer[CASE_ERROR], error[CASE_ERROR];
	struct partner *t = strcmp(who, "peer") == 0 ? &c->peer :
	    strcmp(who, "path") == 0		     ? &c->path :
						       &c->subject;
	bool options = strcmp(who, "options") == 0;
	size_t size;
	char *text = NULL;

	if (options)
		return tell(c, t, who, answer, error) == 0 ? strdup(answer) :
							     NULL;
	c->hand.help = open_memstream(&text, &size);
	if (!c->hand.help)
		return NULL;
	if (tell(c, t, "help", answer, error) == -1)
		fprintf(c->hand.help, "%s: %s\n", who, error);
	fclose(c->hand.help);
	c->hand.help = NULL;
	return text;
}

const char *
session_broken(const struct session *s)
{
	return cell_is_broken(&s->cell) ? s->cell.book.trouble.text : NULL;
}

void
session_close(struct session *s)
{
	if (!s)
		return;
	cell_end(&s->cell);
	cell_close(&s->cell);
	fclose(s->log_file);
	free(s->log);
	free(s);
}
