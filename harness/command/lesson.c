/* lesson.c - hangup lesson: a guided try; the learner predicts first. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/line.h"
#include "hand/session.h"
#include "pool/pool.h"

static struct options {
	const char *name;
} options;

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	if (options.name)
		argp_error(state, "one lesson at a time");
	options.name = arg;
	return 0;
}

static const struct argp lesson_argp = { NULL, parse_option, "[LESSON]",
	"Lists the lessons, or plays one: predict what a call will report, "
	"see it made on a real connection with its packets, read why.\v"
	"Answer with a letter; Enter alone shows without an answer, Ctrl-D "
	"skips all further questions. What is asked is measured each time: a "
	"kernel that answers otherwise than the lesson explains is told so. "
	"A lesson is a file, cases/lessons/NAME.tcl.\n\n"
	"Exit status: 0; 1 this kernel did otherwise than a lesson explains; "
	"2 usage; 3 the lab broke; 4 this machine cannot run a lab; 130 "
	"interrupted.",
	NULL, NULL, NULL };

/* A lesson being played. */
struct playing {
	const struct lesson *lesson;
	struct session *session;
	struct line *line;
	struct story *story;
	bool skipping;		/* no further questions */
	char value[CASE_ERROR]; /* what the last question's command came to */
	unsigned asked, right;
	bool deviates;
};

static void
look(void *data, const json_t *news)
{
	struct playing *p = data;

	line_aside(p->line, true);
	if (!p->story)
		p->story = story_begin(stdout, want_colour(), want_utf8());
	story_rows(p->story, news);
	story_rest(p->story);
	line_aside(p->line, false);
}

static int
own(void *data, const char *line, char *answer, char *error)
{
	(void)data, (void)answer;
	snprintf(error, CASE_ERROR, "%s is no word of a lesson", line);
	return -1;
}

/* Each line of it is shown as it would be typed. */
static void
show_commands(const char *text)
{
	size_t length, shown;

	for (text += strspn(text, " \t\n"); *text;
	     text += length, text += strspn(text, " \t\n")) {
		length = strcspn(text, "\n");
		for (shown = length; text[shown - 1] == ' '; shown--)
			;
		printf("%s> %.*s%s\n", want_colour() ? "\033[1m" : "",
		    (int)shown, text, want_colour() ? "\033[0m" : "");
	}
	fflush(stdout);
}

static int
play(struct playing *p, const char *text)
{
	char error[CASE_ERROR];

	show_commands(text);
	if (session_type(
		p->session, p->lesson->file, 1, text, p->value, error) == 0) {
		if (!session_told(p->value))
			printf("%s\n", p->value);
		return 0;
	}
	fprintf(stderr, "hangup: %s\n", error);
	return -1;
}

/* A letter of the choices; 0 for none.  -1: the lesson ends. */
static int
read_answer(struct playing *p, size_t n)
{
	char prompt[64];
	const char *line = "";
	enum line_end end;

	snprintf(
	    prompt, sizeof(prompt), "a-%c, or Enter: ", (int)('a' + n - 1));
	while (!p->skipping) {
		end = line_read(p->line, prompt, &line);
		if (end == LINE_INTERRUPTED || end == LINE_BROKEN ||
		    line_must_end())
			return -1;
		if (end == LINE_END) {
			p->skipping = true;
			break;
		}
		line += strspn(line, " \t");
		if (line[0] == '\0')
			break;
		if (line[0] >= 'a' && line[0] < (char)('a' + n) &&
		    line[1 + strspn(line + 1, " \t")] == '\0')
			return line[0];
		printf("Expected one letter, a to %c, or Enter to see.\n",
		    (int)('a' + n - 1));
	}
	return 0;
}

/* Which of the choices came about, by letter; 0: none. */
static int
find_outcome(const struct step *step, const char *value)
{
	size_t i;

	for (i = 0; i < step->n_choices; i++)
		if (fnmatch(step->choices[i].pattern, value, 0) == 0)
			return (int)('a' + i);
	return 0;
}

static int
predict(struct playing *p, const struct step *step)
{
	char label[8];
	int answer, outcome;
	size_t i;

	putchar('\n');
	report_paragraph(stdout, false, "? ", step->text);
	for (i = 0; i < step->n_choices; i++) {
		snprintf(label, sizeof(label), "  %c  ", (int)('a' + i));
		report_paragraph(stdout, false, label, step->choices[i].text);
	}
	fflush(stdout);
	answer = read_answer(p, step->n_choices);
	if (answer == -1 || play(p, step->commands) == -1)
		return -1;
	outcome = find_outcome(step, p->value);
	p->asked += answer != 0;
	p->right += answer != 0 && answer == outcome;
	putchar('\n');
	if (outcome == 0)
		printf("None of these came: %s\n", p->value);
	else if (answer == 0)
		printf("It is %c.\n", outcome);
	else if (answer == outcome)
		printf("It is %c, as you said.\n", outcome);
	else
		printf("It is %c; you said %c.\n", outcome, answer);
	return 0;
}

/* An explanation of what did not happen would be a lie. */
static void
explain(struct playing *p, const struct step *step)
{
	if (fnmatch(step->pattern, p->value, 0) == 0) {
		report_paragraph(stdout, false, "", step->text);
		return;
	}
	p->deviates = true;
	printf("This kernel did otherwise than the lesson explains, which "
	       "expected %s\n",
	    step->pattern);
}

static int
play_steps(struct playing *p)
{
	const struct step *step;
	size_t i;
	int result = 0;

	for (i = 0; i < p->lesson->n_steps && result == 0; i++) {
		step = &p->lesson->steps[i];
		if (line_must_end())
			return -1;
		session_resume();
		switch (step->kind) {
		case STEP_TEXT:
			putchar('\n');
			report_paragraph(stdout, false, "", step->text);
			break;
		case STEP_PLAY:
			result = play(p, step->commands);
			break;
		case STEP_PREDICT:
			result = predict(p, step);
			break;
		case STEP_EXPLAIN:
			explain(p, step);
			break;
		}
		fflush(stdout);
	}
	return result;
}

static int
conclude(const struct playing *p, int result)
{
	if (session_broken(p->session)) {
		fprintf(stderr, "hangup: the lab is broken: %s\n",
		    session_broken(p->session));
		return STATUS_UNRESOLVED;
	}
	if (result == -1)
		return session_was_interrupted() ? STATUS_INTERRUPTED :
						   STATUS_UNRESOLVED;
	putchar('\n');
	if (p->asked > 0)
		printf("You foresaw %u of %u.  ", p->right, p->asked);
	printf("Go on by hand: hangup try %s\n", p->lesson->scenario->name);
	return p->deviates ? STATUS_FAIL : STATUS_OK;
}

static int
play_lesson(const struct lesson *lesson)
{
	struct playing p = { .lesson = lesson };
	const struct onlooker onlooker = { look, &p };
	static const struct words none = { NULL, NULL, NULL };
	char error[CASE_ERROR];
	int status;

	printf("%s%s%s\n\n", want_colour() ? "\033[1m" : "", lesson->title,
	    want_colour() ? "\033[0m" : "");
	fflush(stdout);
	p.session = session_open(
	    lesson->scenario, 4, programs_directory(), &onlooker, error);
	if (!p.session) {
		fprintf(stderr, "hangup: the lab does not stand: %s\n", error);
		return STATUS_UNRESOLVED;
	}
	session_owns(p.session, own, &p);
	p.line = line_open(p.session, &none);
	status = conclude(&p, play_steps(&p));
	line_close(p.line);
	session_close(p.session);
	story_end(p.story);
	return status;
}

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

static int
run_lesson(int argc, char **argv)
{
	const struct lesson *lesson = NULL;
	struct lessons lessons;
	struct cases *cases;
	int status = STATUS_OK;
	size_t i;

	options = (struct options) { NULL };
	argp_parse(&lesson_argp, argc, argv, 0, NULL, NULL);
	setenv("HANGUP_TIMERS", "", 0);
	cases = load_cases();
	load_lessons(cases, &lessons);
	if (options.name)
		lesson = find_lesson(cases, &lessons, options.name);
	else
		for (i = 0; i < lessons.n; i++)
			printf("%-20s %s\n", lessons.v[i].name,
			    lessons.v[i].title);
	if (!options.name && case_left_out(cases, FILE_LESSON, NULL))
		status = STATUS_USAGE;
	if (lesson) {
		require_lab();
		pool_guarded();
		line_catch_signals();
		status = play_lesson(lesson);
	} else if (options.name)
		status = STATUS_USAGE;
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
