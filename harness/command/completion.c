/* completion.c - hangup completion: for bash and zsh, from the tables. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The scripts are short: they ask "hangup completion words N WORD..." what the
 * N-th word could be.  The answer follows from the argp tables: an option's
 * ARG, the names in a command's usage - SCENARIO, CELL, a|b|c.  No answer: a
 * file, which the shell itself knows best.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/lesson.h"
#include "command/command.h"

#define CONTEXT_MOST 64

static const char bash_script[] =
    "# bash completion of hangup; made by \"hangup completion bash\".\n"
    "_hangup()\n"
    "{\n"
    "\tlocal IFS=$'\\n'\n"
    "\tCOMPREPLY=($(\"${COMP_WORDS[0]}\" completion words \\\n"
    "\t    \"$COMP_CWORD\" \"${COMP_WORDS[@]}\" 2>/dev/null))\n"
    "\tif [ \"${COMPREPLY[0]: -1}\" = / ]; then\n"
    "\t\tcompopt -o nospace\n"
    "\tfi\n"
    "}\n"
    "complete -o default -F _hangup hangup\n";

static const char zsh_script[] =
    "#compdef hangup\n"
    "# zsh completion of hangup; made by \"hangup completion zsh\".\n"
    "local -a found\n"
    "found=(${(f)\"$(${words[1]} completion words $((CURRENT - 1)) \\\n"
    "    \"${words[@]}\" 2>/dev/null)\"})\n"
    "if (( $#found == 0 )); then\n"
    "\t_files\n"
    "elif [[ $found[1] == */ ]]; then\n"
    "\tcompadd -S '' -a found\n"
    "else\n"
    "\tcompadd -a found\n"
    "fi\n";

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_ARG:
		if (strcmp(arg, "bash") == 0)
			fputs(bash_script, stdout);
		else if (strcmp(arg, "zsh") == 0)
			fputs(zsh_script, stdout);
		else
			argp_error(
			    state, "expected bash or zsh, got \"%s\"", arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected bash or zsh");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp completion_argp = { NULL, parse_option, "bash|zsh",
	"Prints the completion of commands, options and names for a shell.\v"
	"bash: source <(hangup completion bash). zsh: hangup completion zsh "
	"> DIR/_hangup, for a DIR of your fpath. \"make install\" puts both "
	"where the shells look for them.",
	NULL, NULL, NULL };

/* "close/fin/" until there is a scenario, then its subjects. */
static void
put_cells(struct cases *cases, const char *begun)
{
	const struct scenario *s;
	const char *rest;
	size_t n, i, j;

	for (i = 0; i < cases->n_scenarios; i++) {
		s = &cases->scenarios[i];
		n = strlen(s->name);
		if (strncmp(s->name, begun, strlen(begun)) == 0)
			printf("%s/\n", s->name);
		else if (strlen(begun) > n && memcmp(s->name, begun, n) == 0 &&
		    begun[n] == '/') {
			rest = begun + n + 1;
			for (j = 0; j < cases->n_subjects; j++)
				if (strncmp(cases->subjects[j].name, rest,
					strlen(rest)) == 0)
					printf("%s/%s\n", s->name,
					    cases->subjects[j].name);
		}
	}
}

static void
put_name(const char *name, const char *begun)
{
	if (strncmp(name, begun, strlen(begun)) == 0)
		puts(name);
}

static void
put_scenarios(struct cases *cases, const char *begun)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		put_name(cases->scenarios[i].name, begun);
}

static void
put_subjects(struct cases *cases, const char *begun)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		put_name(cases->subjects[i].name, begun);
}

/* Whatever a pattern may be. */
static void
put_patterns(struct cases *cases, const char *begun)
{
	const char *slash = strchr(begun, '/');
	size_t i;

	if (slash && strchr(slash + 1, '/')) {
		put_cells(cases, begun);
		return;
	}
	for (i = 0; case_groups[i] && !slash; i++)
		put_name(case_groups[i], begun);
	put_scenarios(cases, begun);
	put_subjects(cases, begun);
}

static void
put_incidents(struct cases *cases, const char *begun)
{
	size_t i;

	for (i = 0; i < cases->n_incidents; i++)
		put_name(cases->incidents[i].name, begun);
}

static void
put_lessons(struct cases *cases, const char *begun)
{
	struct lessons lessons;
	size_t i;

	load_lessons(cases, &lessons);
	for (i = 0; i < lessons.n; i++)
		put_name(lessons.v[i].name, begun);
	lessons_free(&lessons);
}

/* Of a folder of the cases. */
static void
put_files(const char *folder, const char *begun)
{
	char dir[PATH_MAX], **names;
	size_t n, i;

	snprintf(dir, sizeof(dir), "%s/%s", cases_directory(), folder);
	names = case_names(dir, &n);
	for (i = 0; i < n; i++)
		put_name(names[i], begun);
	case_free_names(names, n);
}

static void
put_alternatives(const char *usage, const char *begun)
{
	char word[CONTEXT_MOST];
	size_t n;

	for (; *usage; usage += n, usage += *usage == '|') {
		n = strcspn(usage, "|");
		snprintf(word, sizeof(word), "%.*s", (int)n, usage);
		put_name(word, begun);
	}
}

/* What a word of a usage stands for. */
static void
put_meant(const char *usage, const char *begun)
{
	static const struct {
		const char *name;
		void (*put)(struct cases *, const char *);
	} known[] = {
		{ "PATTERN", put_patterns },
		{ "CELL", put_cells },
		{ "SCENARIO/SUBJECT", put_cells },
		{ "SCENARIO", put_scenarios },
		{ "SUBJECT", put_subjects },
		{ "LESSON", put_lessons },
		{ "INCIDENT", put_incidents },
	};
	struct cases *cases;
	size_t i;

	if (strchr(usage, '|'))
		put_alternatives(usage, begun);
	if (strcmp(usage, "COMMAND") == 0)
		for (i = 0; commands[i]; i++)
			put_name(commands[i]->name, begun);
	if (strcmp(usage, "CONTRACT") == 0)
		put_files("contracts", begun);
	if (strcmp(usage, "TOOL") == 0)
		put_files("settings", begun);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].name, usage) == 0) {
			cases = load_cases_silently();
			known[i].put(cases, begun);
			cases_free(cases);
		}
}

/* The k-th word of a usage, its brackets and dots off; the last goes on. */
static void
usage_word(const char *usage, size_t k, char *word, size_t size)
{
	size_t n = 0;

	word[0] = '\0';
	for (;; k--) {
		usage += strspn(usage, " [].\n");
		n = strcspn(usage, " [].\n");
		if (n == 0)
			return;
		snprintf(word, size, "%.*s", (int)n, usage);
		if (k == 0 || strncmp(usage + n, "...", 3) == 0)
			return;
		usage += n;
		word[0] = '\0';
	}
}

static void
put_options(const struct argp *argp, const char *begun)
{
	const struct argp_option *o;
	char word[CONTEXT_MOST];
	size_t i;

	for (i = 0; (o = option_of(argp, i)); i++) {
		snprintf(word, sizeof(word), "--%s", o->name);
		put_name(word, begun);
	}
	put_name("--help", begun);
}

/* words[0] is the command; the last is the one to complete. */
static void
complete_argument(const struct argp *argp, char **words, int n)
{
	const struct argp_option *o = NULL;
	const char *begun = words[n - 1];
	char word[CONTEXT_MOST];
	size_t arguments = 0;
	int i;

	for (i = 1; i < n - 1; i++) {
		/* bash parts --family=6 into three */
		if (strcmp(words[i], "=") == 0)
			continue;
		if (o && o->arg) {
			o = NULL;
			continue;
		}
		o = option_find(argp, words[i]);
		arguments += !o && words[i][0] != '-';
	}
	if (o && o->arg) {
		put_meant(o->arg, strcmp(begun, "=") == 0 ? "" : begun);
		return;
	}
	if (begun[0] == '-') {
		put_options(argp, begun);
		return;
	}
	usage_word(argp->args_doc ? argp->args_doc : "", arguments, word,
	    sizeof(word));
	put_meant(word, begun);
}

/* "words N WORD...", the first of which is hangup itself. */
static void
complete(int argc, char **argv)
{
	int n = argc > 2 ? atoi(argv[2]) : 0;
	static char none[] = "";
	char *words[CONTEXT_MOST];
	int i;

	if (n < 1 || n >= CONTEXT_MOST)
		return;
	for (i = 0; i < n; i++)
		words[i] = 4 + i < argc ? argv[4 + i] : none;
	if (n == 1) {
		put_meant("COMMAND", words[0]);
		return;
	}
	for (i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, words[0]) == 0)
			complete_argument(commands[i]->argp, words, n);
}

static int
run_completion(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "words") == 0)
		complete(argc, argv);
	else
		argp_parse(&completion_argp, argc, argv, 0, NULL, NULL);
	return STATUS_OK;
}

const struct command command_completion = {
	.name = "completion",
	.summary = "completion for bash or zsh",
	.argp = &completion_argp,
	.in_order = true,
	.run = run_completion,
};
