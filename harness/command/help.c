/* help.c - hangup help: the commands, or one of them; the manual page. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/manual.h"

enum { KEY_MAN = 256 };
static struct options {
	const char *command;
	bool man;
} options;

static const struct argp_option table[] = {
	{ "man", KEY_MAN, NULL, 0,
	    "print the manual page, hangup(1), as man(1) reads it", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	(void)state;
	switch (key) {
	case KEY_MAN:
		options.man = true;
		return 0;
	case ARGP_KEY_ARG:
		options.command = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp help_argp = { table, parse_option, "[COMMAND]",
	"Lists the commands, or explains one.", NULL, NULL, NULL };

static void
list_commands(void)
{
	size_t i;

	printf(
	    "Hangup shows, with packets as evidence, what every way of "
	    "watching a TCP\nconnection reports when the other end goes away "
	    "- or does not.\n\n");
	for (i = 0; commands[i]; i++)
		printf("  hangup %-10s %s\n", commands[i]->name,
		    commands[i]->summary);
	printf(
	    "\n  hangup run                       the whole matrix\n"
	    "  hangup run close/fin keepalive   a row and a column\n"
	    "  hangup run --subject 'COMMAND {host} {port}'   your own code\n"
	    "  hangup lesson                    where to begin to learn\n"
	    "  hangup why                       what happened, if it did\n"
	    "  hangup help run                  its options; man hangup has "
	    "all\n"
	    "\nHANGUP_CASES and HANGUP_PROGRAMS name other directories of "
	    "cases and programs.\n");
}

static int
explain_command(const char *name)
{
	const char *names[32], *near;
	char whole[64];
	size_t i;

	for (i = 0; commands[i]; i++) {
		names[i] = commands[i]->name;
		if (strcmp(name, names[i]) != 0)
			continue;
		snprintf(whole, sizeof(whole), "hangup %s", name);
		argp_help(commands[i]->argp, stdout,
		    ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK, whole);
		return STATUS_OK;
	}
	near = case_nearest(name, names, i);
	fprintf(stderr,
	    "hangup help: no command \"%s\"%s%s%s; \"hangup help\" lists "
	    "them\n",
	    name, near ? ", nearest is \"" : "", near ? near : "",
	    near ? "\"" : "");
	return STATUS_USAGE;
}

static int
run_help(int argc, char **argv)
{
	options = (struct options) { NULL, false };
	if (argc > 1)
		argp_parse(&help_argp, argc, argv, 0, NULL, NULL);
	if (options.man)
		manual_write(stdout);
	else if (options.command)
		return explain_command(options.command);
	else
		list_commands();
	return STATUS_OK;
}

const struct command command_help = {
	.name = "help",
	.summary = "this list, or the options of one command",
	.argp = &help_argp,
	.run = run_help,
};
