/* try.c - hangup try: a prompt inside a live lab. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/stage.h"
#include "command/command.h"
#include "command/line.h"
#include "hand/session.h"
#include "pool/pool.h"

#define TEXT_MOST 16384 /* of one command, over several lines */
#define DEPTH_MOST 8	/* files that source each other */

enum { KEY_FAMILY = 256 };

static struct options {
	const char *scenario;
	int family;
} options;

static const struct argp_option table[] = {
	{ "family", KEY_FAMILY, "4|6", 0, "address family (4)", 0 }, { 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_FAMILY:
		options.family = option_family(state, arg, "4 or 6");
		return 0;
	case ARGP_KEY_ARG:
		if (options.scenario)
			argp_error(state, "one scenario at a time");
		options.scenario = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected a scenario: close/fin");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp try_argp = { table, parse_option, "SCENARIO",
	"A prompt inside a live lab: a connection stands between you and the "
	"peer, with the path between. What is typed is done at once: socket "
	"calls on your end, words of the scenario files for the rest. Each "
	"call is told with what it returned, then the packets that crossed "
	"the wire, then the TCP states, as the packets imply them; where a "
	"kernel knows better, as it does.\v"
	"\"fault\" plays what the scenario is about; \"help\" lists all words. "
	"Ctrl-C ends a call that waits, Ctrl-D leaves. Through a pipe the "
	"words are read line by line.\n\n"
	"Exit status: 0; 1 a word failed that came through a pipe; 2 usage; "
	"3 the lab broke; 4 this machine cannot run a lab.",
	NULL, NULL, NULL };

/* The prompt and all that it knows. */
struct prompt {
	const struct scenario *scenario;
	struct session *session;
	struct line *line;
	struct words words;
	struct story *story;
	json_t *all;	/* every row that was told */
	unsigned depth; /* of source */
	bool leaving, failed;
};

static void
look(void *data, const json_t *news)
{
	struct prompt *p = data;
	const char *list;
	json_t *rows;
	size_t n = 0;

	json_object_foreach ((json_t *)(uintptr_t)news, list, rows) {
		n += json_array_size(rows);
		json_array_extend(json_object_get(p->all, list), rows);
	}
	if (n == 0)
		return;
	line_tell(p->line, &p->story, news);
}

static json_t *
no_rows(void)
{
	return json_pack("{s:[], s:[], s:[], s:[]}", "events", "packets",
	    "states", "reports");
}

static void
tell_all(const struct prompt *p)
{
	struct story *story = story_begin(stdout, want_colour(), want_utf8());

	story_rows(story, p->all);
	story_end(story);
}

/* All words; or one, and what only the programs of the lab know of it. */
static int
tell_help(const struct prompt *p, const char *word, char *error)
{
	const char *near;

	if (word[0] == '\0')
		words_help();
	else if (!words_help_on(word)) {
		near = words_nearest(word);
		snprintf(error, CASE_ERROR, "no word \"%s\"%s%s", word,
		    near ? ", nearest is " : "; \"help\" lists them",
		    near ? near : "");
		return -1;
	}
	if (strcmp(word, "peer") == 0 && p->words.peer)
		printf("%s", p->words.peer);
	else if (strcmp(word, "path") == 0 && p->words.path)
		printf("%s", p->words.path);
	else if (word[0] && strstr("setopt getopt", word) && p->words.options)
		report_paragraph(stdout, false, "    ", p->words.options);
	return 0;
}

/* One command, which may have come over several lines. */
static int
type(struct prompt *p, const char *file, int line, const char *text)
{
	char value[CASE_ERROR] = "", error[CASE_ERROR] = "";

	session_resume();
	if (session_type(p->session, file, line, text, value, error) == -1) {
		printf("%s\n", error);
		fflush(stdout);
		p->failed = true;
		return -1;
	}
	if (!session_told(value))
		printf("%s\n", value);
	fflush(stdout);
	return 0;
}

/*
 * The next whole command of a file, which begins in line *first.  False at the
 * end; then text holds what is not whole, or "".
 */
static bool
next_command(FILE *f, char text[TEXT_MOST], int *first, int *lines)
{
	size_t used = 0;

	text[0] = '\0';
	while (used + 2 < TEXT_MOST &&
	    fgets(text + used, (int)(TEXT_MOST - used), f)) {
		if (used == 0)
			*first = *lines + 1;
		used += strlen(text + used);
		*lines += text[used - 1] == '\n';
		if (text[used - 1] == '\n' && case_is_whole(text))
			return true;
	}
	return used > 0 && used + 2 < TEXT_MOST && case_is_whole(text);
}

/* Is it more than a remark? */
static bool
says_something(const char *text)
{
	text += strspn(text, " \t\n");
	return *text && *text != '#';
}

/* Each command of it, as if it were typed; the first that fails ends it. */
static int
source_file(struct prompt *p, const char *name, char *error)
{
	char text[TEXT_MOST] = "";
	FILE *f = p->depth < DEPTH_MOST ? fopen(name, "re") : NULL;
	int first = 0, lines = 0, result = 0;

	if (!f) {
		snprintf(error, CASE_ERROR, "%s",
		    p->depth < DEPTH_MOST ? strerror(errno) :
					    "files source each other");
		return -1;
	}
	p->depth++;
	while (result == 0 && !p->leaving &&
	    next_command(f, text, &first, &lines)) {
		if (!says_something(text))
			continue;
		printf("> %.*s\n", (int)strcspn(text, "\n"), text);
		result = type(p, name, first, text);
	}
	p->depth--;
	fclose(f);
	if (result == 0 && !p->leaving && text[0] != '\0') {
		snprintf(error, CASE_ERROR,
		    "line %d: it ends within braces or quotes, or is longer "
		    "than %d bytes",
		    first, TEXT_MOST);
		return -1;
	}
	if (result == -1)
		snprintf(error, CASE_ERROR, "it stopped at line %d", first);
	return result;
}

/* The words that are the prompt's own. */
static int
own(void *data, const char *line, char *answer, char *error)
{
	struct prompt *p = data;
	const char *argument = strchr(line, ' ');

	argument = argument ? argument + 1 : "";
	if (strncmp(line, "story", 5) == 0)
		tell_all(p);
	else if (strncmp(line, "help", 4) == 0)
		return tell_help(p, argument, error);
	else if (strncmp(line, "quit", 4) == 0)
		p->leaving = true;
	else if (strncmp(line, "source", 6) == 0)
		return source_file(p, argument, error);
	else
		return session_save(p->session, argument, answer, error);
	return 0;
}

/* Until there is a whole command. */
static enum line_end
read_command(struct prompt *p, char text[TEXT_MOST])
{
	const char *line;
	enum line_end end;
	size_t used = 0;

	text[0] = '\0';
	do {
		end = line_read(p->line, used ? "    > " : "try > ", &line);
		if (end != LINE_GIVEN)
			return end;
		used += (size_t)snprintf(text + used, TEXT_MOST - used, "%s%s",
		    used ? "\n" : "", line);
	} while (used < TEXT_MOST && !case_is_whole(text));
	line_remember(p->line, text);
	return LINE_GIVEN;
}

static int
converse(struct prompt *p)
{
	static char text[TEXT_MOST];
	enum line_end end = LINE_GIVEN;

	while (!p->leaving && !line_must_end() && !session_broken(p->session)) {
		session_resume();
		end = read_command(p, text);
		if (end == LINE_END || end == LINE_BROKEN)
			break;
		if (end == LINE_INTERRUPTED ||
		    text[strspn(text, " \t\n")] == '\0')
			continue;
		(void)type(p, "", 1, text);
	}
	if (session_broken(p->session)) {
		fprintf(stderr, "hangup: the lab is broken: %s\n",
		    session_broken(p->session));
		return STATUS_UNRESOLVED;
	}
	return p->failed && !line_is_edited(p->line) ? STATUS_FAIL : STATUS_OK;
}

static int
begin(struct prompt *p)
{
	const struct onlooker onlooker = { look, p };
	char error[CASE_ERROR];
	int status;

	p->session = session_open(p->scenario, options.family,
	    programs_directory(), &onlooker, error);
	if (!p->session) {
		fprintf(stderr, "hangup: the lab does not stand: %s\n", error);
		return STATUS_UNRESOLVED;
	}
	session_owns(p->session, own, p);
	p->words = (struct words) { session_help(p->session, "peer"),
		session_help(p->session, "path"),
		session_help(p->session, "options") };
	p->line = line_open(p->session, &p->words);
	if (line_is_edited(p->line))
		printf("\"fault\" plays it; \"help\" lists the words, the tab "
		       "key completes them; Ctrl-D leaves.\n");
	status = converse(p);
	line_close(p->line);
	p->line = NULL;
	session_close(p->session);
	free(p->words.peer);
	free(p->words.path);
	free(p->words.options);
	return status;
}

static int
try_scenario(const struct scenario *scenario)
{
	struct prompt p = { .scenario = scenario, .all = no_rows() };
	char head[128];
	int status;

	snprintf(head, sizeof(head), "%s: ", scenario->name);
	report_paragraph(stdout, want_colour(), head, scenario->title);
	report_paragraph(stdout, false, "", scenario->why);
	putchar('\n');
	fflush(stdout);
	status = begin(&p);
	if (p.story)
		story_end(p.story);
	json_decref(p.all);
	return status;
}

static int
run_try(int argc, char **argv)
{
	const struct scenario *scenario;
	struct cases *cases;
	int status;

	options = (struct options) { .family = 4 };
	argp_parse(&try_argp, argc, argv, 0, NULL, NULL);
	setenv("HANGUP_TIMERS", "", 0);
	cases = load_cases();
	scenario = find_scenario(cases, options.scenario);
	if (!scenario) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	if (options.family == 6 && scenario->ipv4_only) {
		fprintf(stderr, "hangup: %s over IPv6: %s\n", scenario->name,
		    scenario->ipv4_only);
		cases_free(cases);
		return STATUS_USAGE;
	}
	require_lab();
	pool_guarded();
	line_catch_signals();
	status = try_scenario(scenario);
	cases_free(cases);
	return status;
}

const struct command command_try = {
	.name = "try",
	.summary = "a prompt inside a live lab",
	.argp = &try_argp,
	.prompts = true,
	.run = run_try,
};
