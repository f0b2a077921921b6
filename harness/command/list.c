/* list.c - hangup list: what there is. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

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
		argp_error(
		    state, "expected scenarios, subjects, signs or clauses");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp list_argp = { NULL, parse_option,
	"scenarios|subjects|signs|clauses",
	"Lists the scenarios, the subjects, the signs that scenarios give and "
	"subjects see, or the clauses of RFC 9293 that they test.",
	NULL, NULL, NULL };

static void
list_scenarios(const struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		printf("%-30s %s\n", cases->scenarios[i].name,
		    cases->scenarios[i].title);
}

static void
list_subjects(const struct cases *cases)
{
	const struct subject *s;
	size_t i;

	for (i = 0; i < cases->n_subjects; i++) {
		s = &cases->subjects[i];
		printf("%-24s %-6s %c %s%s%s%s%s\n", s->name,
		    kind_name(s->says.kind), s->says.speaks ? 's' : ' ',
		    s->title, s->relies ? "; relies on: " : "",
		    s->relies ? s->relies : "",
		    s->unsupported ? "; UNSUPPORTED: " : "",
		    s->unsupported ? s->unsupported : "");
	}
}

/* A sign, how many scenarios give it and how many subjects see it. */
static void
list_signs(const struct cases *cases)
{
	unsigned given, seen;
	enum sign sign;
	size_t i;

	printf("%-24s %9s %9s\n", "sign", "scenarios", "subjects");
	for (sign = FIN; sign < SIGNS; sign++) {
		given = seen = 0;
		for (i = 0; i < cases->n_scenarios; i++)
			given += (cases->scenarios[i].signs |
				     cases->scenarios[i].signs6) >>
				sign &
			    1;
		for (i = 0; i < cases->n_subjects; i++)
			seen += cases->subjects[i].says.sees[sign].verdict !=
			    UNSAID;
		printf("%-24s %9u %9u\n", sign_name(sign), given, seen);
	}
}

static void
list_clauses(const struct cases *cases)
{
	const struct clause *c;
	size_t i;

	for (i = 0; i < cases->n_clauses; i++) {
		c = &cases->clauses[i];
		printf("%-28s %-12s %s%s%s\n", c->id, c->ref, c->text,
		    c->untested ? "; not tested: " : "",
		    c->untested ? c->untested : "");
	}
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
	fprintf(stderr,
	    "hangup list: expected scenarios, subjects, signs or clauses, "
	    "got \"%s\"\n",
	    options.what);
	return STATUS_USAGE;
}

const struct command command_list = {
	.name = "list",
	.summary = "list scenarios, subjects, signs or clauses",
	.argp = &list_argp,
	.run = run_list,
};
