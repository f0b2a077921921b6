/* record.c - lessons played while nobody is asked, and the page of them. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * What a lesson says, asks and does is written down step by step, with what
 * was seen of each.  Who opens a lab becomes its keeper and cannot go back: so
 * each lesson is played by a child, which hands over what it wrote as a file.
 */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command/command.h"
#include "command/lesson.h"
#include "hand/session.h"

/* A lesson being recorded. */
struct recording {
	const struct lesson *lesson;
	struct session *session;
	json_t *seen;		/* since it was last taken: news, joined */
	char value[CASE_ERROR]; /* of the last question */
};

static json_t *
no_news(void)
{
	return json_pack("{s:[], s:[], s:[]}", "events", "packets", "states");
}

static void
look(void *data, const json_t *news)
{
	struct recording *r = data;
	const char *list;
	json_t *rows;

	json_object_foreach (r->seen, list, rows)
		json_array_extend(rows, json_object_get(news, list));
}

static json_t *
take_seen(struct recording *r)
{
	json_t *seen = r->seen;

	r->seen = no_news();
	return seen;
}

static json_t *
command_lines(const char *text)
{
	json_t *lines = json_array();
	const char *line;
	size_t length;

	while ((line = step_command(&text, &length)) != NULL)
		json_array_append_new(lines, json_stringn(line, length));
	return lines;
}

/* What was done, what came of it.  0, or -1 and a message was printed. */
static int
play(struct recording *r, const struct step *step, json_t *row)
{
	char error[CASE_ERROR];

	if (session_type(r->session, r->lesson->file, 1, step->commands,
		r->value, error) == -1) {
		fprintf(stderr, "hangup: %s: %s\n", r->lesson->name, error);
		return -1;
	}
	json_object_set_new(row, "commands", command_lines(step->commands));
	json_object_set_new(
	    row, "value", json_string(session_told(r->value) ? "" : r->value));
	json_object_set_new(row, "seen", take_seen(r));
	return 0;
}

static json_t *
choices(const struct step *step)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < step->n_choices; i++)
		json_array_append_new(list,
		    json_pack("{s:s, s:s?}", "text", step->choices[i].text,
			"wrong", step->choices[i].wrong));
	return list;
}

/* The step as the page has it; NULL: a message was printed. */
static json_t *
record_step(struct recording *r, const struct step *step)
{
	static const char *const kinds[] = { [STEP_TEXT] = "text",
		[STEP_PLAY] = "play",
		[STEP_PREDICT] = "predict",
		[STEP_EXPLAIN] = "explain" };
	json_t *row = json_pack(
	    "{s:s, s:s}", "kind", kinds[step->kind], "text", step->text);

	if (step->commands && play(r, step, row) == -1) {
		json_decref(row);
		return NULL;
	}
	if (step->kind == STEP_PREDICT) {
		json_object_set_new(row, "choices", choices(step));
		json_object_set_new(
		    row, "outcome", json_integer(step_outcome(step, r->value)));
		json_object_set_new(row, "came", json_string(r->value));
	}
	if (step->kind == STEP_EXPLAIN) {
		json_object_set_new(
		    row, "holds", json_boolean(step_explains(step, r->value)));
		json_object_set_new(
		    row, "expected", json_string(step->pattern));
	}
	return row;
}

/* The whole of it; NULL: a message was printed. */
static json_t *
record_lesson(struct recording *r)
{
	const struct lesson *l = r->lesson;
	json_t *steps = json_array(), *step, *opening = take_seen(r);
	size_t i;

	for (i = 0; i < l->n_steps; i++) {
		step = record_step(r, &l->steps[i]);
		if (!step)
			break;
		json_array_append_new(steps, step);
	}
	if (i == l->n_steps)
		return json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", l->name,
		    "title", l->title, "scenario", l->scenario->name, "opening",
		    opening, "steps", steps);
	json_decref(steps);
	json_decref(opening);
	return NULL;
}

/* In a process of its own: its status. */
static int
play_alone(const struct lesson *lesson, FILE *file)
{
	struct recording r = { .lesson = lesson, .seen = no_news() };
	const struct onlooker onlooker = { look, &r };
	char error[CASE_ERROR];
	json_t *recorded;
	int status = STATUS_OK;

	r.session = session_open(
	    lesson->scenario, 4, programs_directory(), &onlooker, error);
	if (!r.session) {
		fprintf(stderr, "hangup: the lab does not stand: %s\n", error);
		return STATUS_UNRESOLVED;
	}
	recorded = record_lesson(&r);
	if (!recorded)
		status = STATUS_UNRESOLVED;
	else if (json_dumpf(recorded, file, JSON_COMPACT) == -1 ||
	    fflush(file) == EOF) {
		fprintf(
		    stderr, "hangup: %s: %s\n", lesson->name, strerror(errno));
		status = STATUS_UNRESOLVED;
	}
	json_decref(recorded);
	json_decref(r.seen);
	session_close(r.session);
	return status;
}

/* The children that were not reaped yet: a signal ends them, too. */
static struct children {
	pid_t *pid; /* 0: it was */
	volatile sig_atomic_t n, interrupted;
} children;

static void
end_children(int number)
{
	sig_atomic_t i;

	(void)number;
	children.interrupted = 1;
	for (i = 0; i < children.n; i++)
		if (children.pid[i] > 0)
			kill(children.pid[i], SIGTERM);
}

static void
on_signals(void (*handler)(int))
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction sa = { .sa_handler = handler };
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaction(numbers[i], &sa, NULL);
}

static pid_t
begin(const struct lesson *lesson, FILE *file)
{
	pid_t pid;
	int status;

	fflush(NULL); /* else the child would print it, too */
	pid = fork();
	if (pid == -1)
		err(STATUS_UNRESOLVED, "fork");
	if (pid > 0)
		return pid;
	on_signals(SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	status = play_alone(lesson, file);
	fflush(NULL);
	_exit(status);
}

/* The status of a child; what was reaped is signalled no more. */
static int
await_end(size_t i)
{
	pid_t pid = children.pid[i];
	siginfo_t info;
	int status;

	while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == -1)
		if (errno != EINTR)
			err(STATUS_UNRESOLVED, "waitid");
	children.pid[i] = 0;
	if (waitpid(pid, &status, 0) == -1)
		err(STATUS_UNRESOLVED, "waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_UNRESOLVED;
}

/* Does a lesson explain what did not come? */
static bool
deviates(const json_t *lesson)
{
	const json_t *step;
	bool found = false;
	size_t i;

	json_array_foreach (json_object_get(lesson, "steps"), i, step)
		if (json_is_false(json_object_get(step, "holds"))) {
			fprintf(stderr,
			    "hangup: %s: this kernel did otherwise than the "
			    "lesson explains, which expected %s\n",
			    json_string_value(json_object_get(lesson, "name")),
			    json_string_value(
				json_object_get(step, "expected")));
			found = true;
		}
	return found;
}

static int
put_lessons(void *data, FILE *out)
{
	return report_page_lessons(data, out);
}

static json_t *
new_root(void)
{
	time_t t = time(NULL);
	struct utsname u;
	struct tm tm;
	char now[40];

	uname(&u);
	strftime(now, sizeof(now), "%Y-%m-%d", gmtime_r(&t, &tm));
	return json_pack("{s:s, s:s, s:s, s:s, s:[]}", "hangup", HANGUP_VERSION,
	    "os", u.sysname, "release", u.release, "time", now, "lessons");
}

int
record_lessons(const struct lesson *const *lessons, size_t n, const char *page)
{
	FILE **file = calloc(n, sizeof(*file));
	json_t *root = new_root(), *all = json_object_get(root, "lessons"),
	       *lesson;
	int status = STATUS_OK, ended;
	bool otherwise = false;
	size_t i;

	children.pid = calloc(n, sizeof(*children.pid));
	if (!file || !children.pid)
		err(STATUS_UNRESOLVED, NULL);
	on_signals(end_children);
	for (i = 0; i < n && !children.interrupted; i++) {
		file[i] = tmpfile();
		if (!file[i])
			err(STATUS_UNRESOLVED, "tmpfile");
		children.pid[i] = begin(lessons[i], file[i]);
		children.n++;
	}
	n = i;
	for (i = 0; i < n; i++) {
		ended = await_end(i);
		rewind(file[i]);
		lesson = ended == STATUS_OK ? json_loadf(file[i], 0, NULL) :
					      NULL;
		if (!lesson && status == STATUS_OK)
			status = ended != STATUS_OK ? ended : STATUS_UNRESOLVED;
		otherwise = (lesson && deviates(lesson)) || otherwise;
		json_array_append_new(all, lesson);
		fclose(file[i]);
	}
	if (children.interrupted)
		status = STATUS_INTERRUPTED;
	if (status == STATUS_OK)
		status = write_page(page, "--page", put_lessons, root);
	on_signals(SIG_DFL);
	free(children.pid);
	json_decref(root);
	free(file);
	return status == STATUS_OK && otherwise ? STATUS_FAIL : status;
}
