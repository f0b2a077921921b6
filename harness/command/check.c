/* check.c - hangup check: does this program speak the report protocol? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "report/report.h"
#include "pool/pool.h"

#define WINDOW_MS 1000
#define SHOWN 6 /* lines of what was said */

static struct options {
	char command[4096]; /* the words, joined as a shell would see them */
} options;

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	size_t used = strlen(options.command);

	switch (key) {
	case ARGP_KEY_ARG:
		snprintf(options.command + used, sizeof(options.command) - used,
		    "%s%s", used ? " " : "", arg);
		/* what follows are the command's own words, options too */
		while (state->next < state->argc)
			parse_option(key, state->argv[state->next++], state);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected 'COMMAND {host} {port}'");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp check_argp = { NULL, parse_option,
	"'COMMAND {host} {port}'",
	"Runs a program, or a subject of cases/subjects by its name, in two "
	"labs: on a connection on which nothing happens, and on one that the "
	"peer closes.  Tells step by step what was expected of it and what it "
	"said.\v"
	"The protocol is on one page, cases/subjects/PROTOCOL.md, with an "
	"example each in shell, Python, JavaScript and C.\n\n"
	"Exit status: 0 it speaks the protocol; 1 it does not; 2 usage; 3 "
	"nothing can be said; 4 this machine cannot run a lab.",
	sandbox_options, NULL, NULL };

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static void say(const char *mark, const char *step, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
say(const char *mark, const char *step, const char *format, ...)
{
	va_list args;

	printf("  %-4s %-18s ", mark, step);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* The last lines of both, as they were. */
static void
show_dialogue(const json_t *cell)
{
	const json_t *lines = json_object_get(cell, "dialogue"), *line;
	size_t n = json_array_size(lines), i;

	for (i = n > SHOWN ? n - SHOWN : 0; i < n; i++) {
		line = json_array_get(lines, i);
		printf("       %-18s %s> %s\n", "", text_of(line, "by"),
		    text_of(line, "text"));
	}
	if (n == 0)
		printf("       %-18s it said nothing\n", "");
}

/* The first line of the subject, which is its ready. */
static const char *
first_word(const json_t *cell)
{
	const json_t *line;
	size_t i;

	json_array_foreach (json_object_get(cell, "dialogue"), i, line)
		if (strcmp(text_of(line, "by"), "subject") == 0)
			return text_of(line, "text");
	return "";
}

static size_t
count_lines(const json_t *cell, const char *by, const char *word)
{
	const json_t *line;
	size_t i, n = 0;

	json_array_foreach (json_object_get(cell, "dialogue"), i, line)
		n += strcmp(text_of(line, "by"), by) == 0 &&
		    strstr(text_of(line, "text"), word) != NULL;
	return n;
}

/* What stopped it, and what would have been right.  Returns false. */
static bool
say_broken(const json_t *cell)
{
	bool ready = json_is_true(json_object_get(cell, "ready"));

	say("NO", ready ? "reports" : "ready", "%s", report_reason(cell));
	show_dialogue(cell);
	printf("       %-18s expected: %s\n", "",
	    ready ? "\"[@NS ]report VERDICT [DETAIL]\", and then to wait for "
		    "quit with its socket open" :
		    "\"ready [ask|once] [hangup/1]\" once it is connected to "
		    "HANGUP_HOST, port HANGUP_PORT");
	return false;
}

static void
say_answers(const json_t *cell)
{
	size_t checks = count_lines(cell, "runner", "check");
	size_t reports = count_lines(cell, "subject", "report ");

	if (strcmp(text_of(cell, "watches"), "asks") == 0)
		say("ok", "ask, check, report",
		    "asked %zu times, reported %zu times", checks, reports);
	else if (strcmp(text_of(cell, "watches"), "once") == 0)
		say("ok", "once, check", "asked once, reported %zu times",
		    reports);
	else
		say("ok", "reports by itself",
		    "it waits for news: it is not asked; reported %zu times",
		    reports);
}

static void
say_quit(const json_t *cell)
{
	const char *left = text_of(cell, "left");

	if (strcmp(left, "quit") == 0)
		say("ok", "quit", "it ended");
	else if (strcmp(left, "end-of-input") == 0)
		say("note", "quit",
		    "it ended only at the end of its input, which will do");
	else
		say("note", "quit",
		    "it runs on: normal for one that is blocked in a call; "
		    "it is killed");
}

/* On a healthy connection.  True if it speaks. */
static bool
say_alive(const json_t *cell)
{
	printf("alive/idle: a connection on which nothing happens\n");
	if (!json_object_get(cell, "outcome") ||
	    json_is_null(json_object_get(cell, "outcome")))
		return say_broken(cell);
	say("ok", "ready", "it said \"%s\", and is connected",
	    first_word(cell));
	say_answers(cell);
	if (strcmp(text_of(cell, "outcome"), "false-alarm") == 0)
		say("note", "verdict",
		    "it said %s of a healthy connection: expected open, or "
		    "nothing",
		    text_of(cell, "verdict"));
	else
		say("ok", "verdict", "%s", text_of(cell, "verdict"));
	say_quit(cell);
	return true;
}

static void
say_verdict(const json_t *cell)
{
	const char *outcome = text_of(cell, "outcome");
	const char *verdict = text_of(cell, "verdict");
	const json_t *latency = json_object_get(cell, "latency_us");

	if (!json_is_integer(latency))
		say("note", "verdict",
		    "%s: it speaks, but did not notice in %d ms; expected "
		    "closed",
		    verdict, WINDOW_MS);
	else
		say(strcmp(outcome, "right") == 0 ? "ok" : "note", "verdict",
		    "%s %s, %.1f ms after the FIN%s", verdict,
		    text_of(cell, "detail"),
		    (double)json_integer_value(latency) / 1e3,
		    strcmp(outcome, "right") == 0 ? "" : "; expected closed");
}

static bool
say_closed(const json_t *cell)
{
	bool stamped = strcmp(text_of(cell, "stamped"), "subject") == 0;

	printf("close/fin: the peer closes, its FIN arrives\n");
	if (!json_object_get(cell, "outcome") ||
	    json_is_null(json_object_get(cell, "outcome")))
		return say_broken(cell);
	say_answers(cell);
	show_dialogue(cell);
	say_verdict(cell);
	if (stamped)
		say("ok", "stamp", "its own, between the fault and receipt");
	else
		say("ok", "stamp",
		    "none: the time of receipt counts; \"@NS report\" with "
		    "CLOCK_REALTIME in ns is more exact");
	say_quit(cell);
	return true;
}

static void
keep(void *data, size_t index, json_t *record)
{
	json_t **cells = data;

	json_decref(cells[index]);
	cells[index] = record;
}

/* That of cases/subjects which has this name, or a new one. */
static struct subject *
find_subject(struct cases *cases)
{
	char error[CASE_ERROR];
	struct subject *s;
	size_t i;

	for (i = 0; i < cases->n_subjects; i++) {
		s = &cases->subjects[i];
		if (s->says.kind == EXTERNAL &&
		    strcmp(s->name, options.command) == 0)
			return s;
	}
	if (cases_add_subject(cases, options.command, NULL, error) == -1)
		errx(STATUS_USAGE, "%s", error);
	return &cases->subjects[cases->n_subjects - 1];
}

/* One that this command depends on. */
static const struct scenario *
need_scenario(const struct cases *cases, const char *name)
{
	const struct scenario *found = find_scenario(cases, name);

	if (!found)
		errx(STATUS_USAGE, "check: it needs the scenario %s", name);
	return found;
}

static int
conclude(json_t *const cells[2], const struct subject *subject)
{
	bool speaks;
	int i;

	if (subject->unsupported) {
		printf("%s %s\n", subject->name, subject->unsupported);
		return STATUS_UNRESOLVED;
	}

	for (i = 0; i < 2; i++)
		if (cells[i] && text_of(cells[i], "reason")[0] &&
		    strcmp(text_of(cells[i], "result"), "UNRESOLVED") == 0 &&
		    !report_blames_subject(cells[i])) {
			printf("nothing can be said: %s\n",
			    text_of(cells[i], "reason"));
			return STATUS_UNRESOLVED;
		}
	speaks = cells[0] && say_alive(cells[0]);
	speaks = speaks && cells[1] && say_closed(cells[1]);
	if (speaks &&
	    json_array_size(json_object_get(cells[1], "reports")) == 0)
		printf("It said nothing when the peer closed.  A function that "
		       "answers when it is asked says \"ready ask\".\n");
	if (!speaks)
		printf("It does not speak the report protocol yet; "
		       "cases/subjects/PROTOCOL.md has it on one page.\n");
	else if (subject->from_file)
		printf("It speaks the report protocol.  What it notices:\n"
		       "  hangup run %s\n",
		    subject->name);
	else
		printf("It speaks the report protocol.  What it notices:\n"
		       "  hangup run --subject '%s'\n",
		    subject->command);
	return speaks ? STATUS_OK : STATUS_FAIL;
}

static int
run_check(int argc, char **argv)
{
	struct setting setting = { .window_ms = WINDOW_MS,
		.jobs = 2,
		.keep = KEEP_NONE,
		.results = -1,
		.rehearse = true,
		.out = "",
		.programs = programs_directory() };
	json_t *cells[2] = { NULL, NULL };
	struct subject *subject;
	struct cases *cases;
	struct spec specs[2];
	char dir[APART];
	int status;

	options.command[0] = '\0';
	argp_parse(&check_argp, argc, argv, ARGP_IN_ORDER, NULL, NULL);
	require_lab();
	pool_guarded();
	setting.sandbox = &sandbox;
	setting.cases = cases = load_cases();
	subject = find_subject(cases);
	if (!contract_is_whole(cases, subject) || !program_is_here(subject)) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	prepare_apart(subject, dir);
	specs[0] = (struct spec) { need_scenario(cases, "alive/idle"), subject,
		4, 1 };
	specs[1] = (struct spec) { need_scenario(cases, "close/fin"), subject,
		4, 1 };
	status = pool_run(specs, 2, &setting, keep, cells) == 0 ?
	    conclude(cells, subject) :
	    STATUS_INTERRUPTED;
	remove_apart(dir);
	json_decref(cells[0]);
	json_decref(cells[1]);
	cases_free(cases);
	return status;
}

const struct command command_check = {
	.name = "check",
	.summary = "does this program speak the report protocol?",
	.argp = &check_argp,
	.in_order = true,
	.run = run_check,
};
