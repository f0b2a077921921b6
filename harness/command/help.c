/* help.c - hangup help: the commands, or one of them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "command/command.h"

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	(void)arg, (void)state;
	return key == ARGP_KEY_ARG ? 0 : ARGP_ERR_UNKNOWN;
}

static const struct argp help_argp = { NULL, parse_option, "[COMMAND]",
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
		printf("  hangup %-9s %s\n", commands[i]->name,
		    commands[i]->summary);
	printf(
	    "\n  hangup run                    the whole matrix\n"
	    "  hangup run close/fin keepalive   a row and a column\n"
	    "  hangup run --subject 'COMMAND {host} {port}'   your own code\n"
	    "  hangup help run               its options\n"
	    "\nHANGUP_CASES and HANGUP_PROGRAMS name other directories of "
	    "cases and programs.\n");
}

static int
run_help(int argc, char **argv)
{
	char name[64];
	size_t i;

	if (argc < 2) {
		list_commands();
		return STATUS_OK;
	}
	for (i = 0; commands[i]; i++)
		if (strcmp(argv[1], commands[i]->name) == 0) {
			snprintf(name, sizeof(name), "hangup %s", argv[1]);
			argp_help(commands[i]->argp, stdout,
			    ARGP_HELP_STD_HELP & ~ARGP_HELP_EXIT_OK, name);
			return STATUS_OK;
		}
	fprintf(stderr,
	    "hangup help: no command \"%s\"; \"hangup help\" "
	    "lists them\n",
	    argv[1]);
	return STATUS_USAGE;
}

const struct command command_help = {
	.name = "help",
	.summary = "this list, or the options of one command",
	.argp = &help_argp,
	.run = run_help,
};
