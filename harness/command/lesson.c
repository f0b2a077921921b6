/* lesson.c - hangup lesson: a guided try; the learner predicts first. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/lesson.h"
#include "command/line.h"
#include "pool/pool.h"

enum { KEY_LOG = 256, KEY_PAGE };

static struct options {
	const char *name;
	const char *log, *page;
} options;

static const struct argp_option table[] = { { "log", KEY_LOG, "FILE", 0,
						"what is predicted is appended "
						"to it, a line of JSON each",
						0 },
	{ "page", KEY_PAGE, "FILE", 0,
	    "ask nothing: play it, or all of them, and make a page of it on "
	    "which it can be played again, in any browser",
	    0 },
	{ 0 } };

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_LOG:
		options.log = arg;
		return 0;
	case KEY_PAGE:
		options.page = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (options.name)
			argp_error(state, "one lesson at a time");
		options.name = arg;
		return 0;
	case ARGP_KEY_END:
		if (options.log && options.page)
			argp_error(state,
			    "with --page nobody predicts, so there is no "
			    "--log");
		if (options.log && !options.name)
			argp_error(state, "--log: expected a lesson");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp lesson_argp = { table, parse_option, "[LESSON]",
	"Lists the lessons, or plays one: predict what a call will report, "
	"see it made on a real connection with its packets, read why.\v"
	"Answer with a letter; Enter alone shows without an answer, Ctrl-D "
	"skips all further questions. What is asked is measured each time: a "
	"kernel that answers otherwise than the lesson explains is told so. "
	"A lesson is a file, cases/lessons/NAME.tcl.  The lessons are listed "
	"in the order in which they build on each other; how to teach with "
	"them is in cases/lessons/TEACHING.md.\n\n"
	"Exit status: 0; 1 this kernel did otherwise than a lesson explains; "
	"2 usage, a file that cannot be written, or a broken lesson that the "
	"list or the page of all lacks; 3 the lab broke; 4 this machine cannot "
	"run a lab; 130 interrupted.",
	NULL, NULL, NULL };

static const struct lesson *
find_lesson(
    const struct cases *cases, const struct lessons *lessons, const char *name)
{
	const char **names = calloc(lessons->n + 1, sizeof(*names)), *near;
	size_t i;

	for (i = 0; names && i < lessons->n; i++) {
		names[i] = lessons->v[i].name;
		if (strcmp(names[i], name) == 0) {
			free(names);
			return &lessons->v[i];
		}
	}
	near = names ? case_nearest(name, names, lessons->n) : NULL;
	/* of one that is broken it was told when it was read */
	if (!case_left_out(cases, FILE_LESSON, name))
		fprintf(stderr,
		    "hangup: no lesson \"%s\"%s%s; \"hangup lesson\" lists them\n",
		    name, near ? ", nearest is " : "", near ? near : "");
	free(names);
	return NULL;
}

/* Of what is about all lessons: a broken one was told when it was read. */
static int
status_of_all(const struct cases *cases)
{
	return case_left_out(cases, FILE_LESSON, NULL) ? STATUS_USAGE :
							 STATUS_OK;
}

static int
list_lessons(const struct cases *cases, const struct lessons *lessons)
{
	size_t i;

	for (i = 0; i < lessons->n; i++)
		printf("%-20s %s\n", lessons->v[i].name, lessons->v[i].title);
	return status_of_all(cases);
}

/* Before there is a lab, from which no such file can be reached. */
static int
open_log(void)
{
	int fd = !options.log ?
	    -1 :
	    open(options.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	if (options.log && fd == -1)
		err(STATUS_USAGE, "cannot write %s", options.log);
	return fd;
}

static int
record(const struct cases *cases, const struct lessons *lessons,
    const struct lesson *one)
{
	const struct lesson **v = calloc(lessons->n, sizeof(*v));
	size_t n, i;
	int status;

	if (!v)
		err(STATUS_UNRESOLVED, NULL);
	for (n = i = 0; i < lessons->n; i++)
		if (!one || one == &lessons->v[i])
			v[n++] = &lessons->v[i];
	require_lab();
	pool_guarded();
	status = record_lessons(v, n, options.page);
	free(v);
	/* the page is of all, and one is not on it */
	return status == STATUS_OK && !one ? status_of_all(cases) : status;
}

static int
teach(const struct lesson *lesson)
{
	int log = open_log();

	require_lab();
	pool_guarded();
	line_catch_signals();
	return teach_lesson(lesson, log);
}

static int
run_lesson(int argc, char **argv)
{
	const struct lesson *lesson = NULL;
	struct lessons lessons;
	struct cases *cases;
	int status;

	options = (struct options) { 0 };
	argp_parse(&lesson_argp, argc, argv, 0, NULL, NULL);
	setenv("HANGUP_TIMERS", "", 0);
	cases = load_cases();
	load_lessons(cases, &lessons);
	if (options.name)
		lesson = find_lesson(cases, &lessons, options.name);
	if (options.name && !lesson)
		status = STATUS_USAGE;
	else if (options.page)
		status = record(cases, &lessons, lesson);
	else
		status = lesson ? teach(lesson) : list_lessons(cases, &lessons);
	lessons_free(&lessons);
	cases_free(cases);
	return status;
}

const struct command command_lesson = {
	.name = "lesson",
	.summary = "lessons: predict, see it happen, read why",
	.argp = &lesson_argp,
	.prompts = true,
	.run = run_lesson,
};
