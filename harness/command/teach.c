/* teach.c - a lesson at a terminal: the learner predicts, then it is done. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command/command.h"
#include "command/lesson.h"
#include "command/line.h"
#include "hand/session.h"

/* A lesson being played. */
struct playing {
	const struct lesson *lesson;
	struct session *session;
	struct line *line;
	struct story *story;
	int log;		/* of what is predicted, or -1 */
	bool skipping;		/* no further questions */
	char value[CASE_ERROR]; /* what the last question's command came to */
	const struct step *question; /* the last, and what was said to it: */
	int said;		     /* a choice's number, or -1 */
	unsigned number, asked, right;
	bool deviates;
};

static void
look(void *data, const json_t *news)
{
	struct playing *p = data;

	line_tell(p->line, &p->story, news);
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
	const char *line;
	size_t length;

	while ((line = step_command(&text, &length)) != NULL)
		printf("%s> %.*s%s\n", want_colour() ? "\033[1m" : "",
		    (int)length, line, want_colour() ? "\033[0m" : "");
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

#define NOTHING_SAID (-1)
#define LEAVES (-2)

/* The number of a choice. */
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
			return LEAVES;
		if (end == LINE_END) {
			p->skipping = true;
			break;
		}
		line += strspn(line, " \t");
		if (line[0] == '\0')
			break;
		if (line[0] >= 'a' && line[0] < (char)('a' + n) &&
		    line[1 + strspn(line + 1, " \t")] == '\0')
			return line[0] - 'a';
		printf("Expected one letter, a to %c, or Enter to see.\n",
		    (int)('a' + n - 1));
	}
	return NOTHING_SAID;
}

static json_t *
letter(int choice)
{
	char text[2] = { (char)('a' + choice), '\0' };

	return choice < 0 ? json_null() : json_string(text);
}

/* In one write: several may share the file. */
static void
log_answer(struct playing *p, int outcome)
{
	char now[40], *text, *line = NULL;
	time_t t = time(NULL);
	struct tm tm;
	json_t *row;
	int n;

	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&t, &tm));
	row = json_pack("{s:s, s:i, s:s, s:o, s:o, s:s}", "lesson",
	    p->lesson->name, "question", p->number, "text", p->question->text,
	    "said", letter(p->said), "right", letter(outcome), "time", now);
	text = json_dumps(row, JSON_COMPACT);
	n = text ? asprintf(&line, "%s\n", text) : -1;
	if (n == -1 || write(p->log, line, (size_t)n) != n)
		perror("hangup: what was predicted could not be kept");
	free(line);
	free(text);
	json_decref(row);
}

static void
ask(const struct step *step)
{
	char label[8];
	size_t i;

	putchar('\n');
	report_paragraph(stdout, false, "? ", step->text);
	for (i = 0; i < step->n_choices; i++) {
		snprintf(label, sizeof(label), "  %c  ", (int)('a' + i));
		report_paragraph(stdout, false, label, step->choices[i].text);
	}
	fflush(stdout);
}

static int
predict(struct playing *p, const struct step *step)
{
	bool was_asked = !p->skipping;
	int outcome;

	ask(step);
	p->question = step;
	p->number++;
	p->said = read_answer(p, step->n_choices);
	if (p->said == LEAVES || play(p, step->commands) == -1)
		return -1;
	outcome = step_outcome(step, p->value);
	p->asked += p->said >= 0;
	p->right += p->said >= 0 && p->said == outcome;
	if (p->log != -1 && was_asked && !p->skipping)
		log_answer(p, outcome);
	putchar('\n');
	if (outcome == -1)
		printf("None of these came: %s\n", p->value);
	else if (p->said < 0)
		printf("It is %c.\n", 'a' + outcome);
	else if (p->said == outcome)
		printf("It is %c, as you said.\n", 'a' + outcome);
	else
		printf(
		    "It is %c; you said %c.\n", 'a' + outcome, 'a' + p->said);
	return 0;
}

/* An explanation of what did not happen would be a lie. */
static void
explain(struct playing *p, const struct step *step)
{
	const struct choice *said = p->said < 0 ?
	    NULL :
	    &p->question->choices[p->said];
	char label[16];

	if (!step_explains(step, p->value)) {
		p->deviates = true;
		printf("This kernel did otherwise than the lesson explains, "
		       "which expected %s\n",
		    step->pattern);
		return;
	}
	report_paragraph(stdout, false, "", step->text);
	if (said && said->wrong &&
	    p->said != step_outcome(p->question, p->value)) {
		snprintf(label, sizeof(label), "Not %c: ", 'a' + p->said);
		report_paragraph(stdout, false, label, said->wrong);
	}
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

int
teach_lesson(const struct lesson *lesson, int log)
{
	struct playing p = { .lesson = lesson, .log = log };
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
