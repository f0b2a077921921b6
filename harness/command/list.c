/* list.c - hangup list: what there is. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

#define MARGIN 4
#define NEVER_DECLARED "Nobody need declare it: the packets show it."

#define LISTS "scenarios, subjects, signs, clauses or incidents"

static struct options {
	const char *what;
} options;

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_ARG:
		if (options.what[0] != '\0')
			argp_error(state, "one list at a time");
		options.what = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected " LISTS);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp list_argp = { NULL, parse_option,
	"scenarios|subjects|signs|clauses|incidents",
	"Lists the scenarios, the subjects, the signs that scenarios give and "
	"subjects see, the clauses of RFC 9293 that they test, or the "
	"incidents that \"hangup why\" explains.",
	NULL, NULL, NULL };

/* A line; at a terminal folded, what follows behind the first words. */
static void put(size_t indent, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
put(size_t indent, const char *format, ...)
{
	char *text;
	va_list args;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	if (n == -1)
		err(STATUS_USAGE, "vasprintf");
	(void)report_fold(stdout, screen_of_stdout().line, 0, indent, text);
	putchar('\n');
	free(text);
}

static void
list_scenarios(const struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		put(31, "%-30s %s", cases->scenarios[i].name,
		    cases->scenarios[i].title);
}

static void
list_subjects(const struct cases *cases)
{
	const struct subject *s;
	size_t i;

	for (i = 0; i < cases->n_subjects; i++) {
		s = &cases->subjects[i];
		put(34, "%-24s %-6s %c %s%s%s%s%s", s->name,
		    kind_name(s->says.kind), s->says.speaks ? 's' : ' ',
		    s->title, s->relies ? "; relies on: " : "",
		    s->relies ? s->relies : "",
		    s->unsupported ? "; UNSUPPORTED: " : "",
		    s->unsupported ? s->unsupported : "");
	}
}

/* Behind a margin. */
static void
put_folded(const char *text)
{
	printf("\n%*s", MARGIN, "");
	(void)report_fold(stdout, report_prose(), MARGIN, MARGIN, text);
}

static unsigned
givers_of(const struct cases *cases, enum sign sign)
{
	const struct scenario *s;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++) {
		s = &cases->scenarios[i];
		n += (s->signs | s->signs6) >> sign & 1;
	}
	return n;
}

static unsigned
seers_of(const struct cases *cases, enum sign sign)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		n += cases->subjects[i].says.sees[sign].verdict != UNSAID;
	return n;
}

/* Each sign: what it is, when a scenario declares it, who has it. */
static void
list_signs(const struct cases *cases)
{
	const struct sign_row *row;
	char when[256];
	enum sign sign;

	printf("%-24s %9s %9s\n", "sign of death", "scenarios", "subjects");
	for (sign = FIN; sign < SIGNS; sign++) {
		row = &sign_rows[sign];
		if (sign == DEATH_SIGNS)
			printf("\nsign of life\n");
		printf("%-24s %9u %9u", row->name, givers_of(cases, sign),
		    seers_of(cases, sign));
		put_folded(row->meaning);
		snprintf(
		    when, sizeof(when), "Declare it when %s.", row->declare);
		put_folded(row->declare[0] ? when : NEVER_DECLARED);
		putchar('\n');
	}
	put_folded("A RST that answers a byte of ours after a FIN is part of "
		   "\"closed\": the truth stays closed, and the sign is "
		   "rst-after-fin-on-send.");
	putchar('\n');
}

static void
list_clauses(const struct cases *cases)
{
	const struct clause *c;
	size_t i;

	for (i = 0; i < cases->n_clauses; i++) {
		c = &cases->clauses[i];
		put(42, "%-28s %-12s %s%s%s", c->id, c->ref, c->text,
		    c->untested ? "; not tested: " : "",
		    c->untested ? c->untested : "");
	}
}

static void
list_incidents(const struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_incidents; i++)
		printf("%-24s %s\n", cases->incidents[i].name,
		    cases->incidents[i].title);
}

static int
run_list(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*list)(const struct cases *);
		enum file_kind of;
	} lists[] = {
		{ "scenarios", list_scenarios, FILE_SCENARIO },
		{ "subjects", list_subjects, FILE_SUBJECT },
		{ "signs", list_signs, FILE_SCENARIO },
		{ "clauses", list_clauses, FILE_CLAUSES },
		{ "incidents", list_incidents, FILE_INCIDENT },
	};
	struct cases *cases;
	bool whole;
	size_t i;

	options.what = "";
	argp_parse(&list_argp, argc, argv, 0, NULL, NULL);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(options.what, lists[i].name) == 0) {
			cases = load_cases();
			lists[i].list(cases);
			whole = !case_left_out(cases, lists[i].of, NULL);
			cases_free(cases);
			return whole ? STATUS_OK : STATUS_USAGE;
		}
	fprintf(stderr, "hangup list: expected " LISTS ", got \"%s\"\n",
	    options.what);
	return STATUS_USAGE;
}

const struct command command_list = {
	.name = "list",
	.summary = "list " LISTS,
	.argp = &list_argp,
	.run = run_list,
};
