/* main.c - hangup: a table of commands. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "report/report.h"

const struct command *const commands[] = { &command_run, &command_show,
	&command_matrix, &command_clauses, &command_recoveries,
	&command_verdicts, &command_try, &command_lesson, &command_why,
	&command_advise, &command_explain, &command_list, &command_profile,
	&command_check, &command_diff, &command_judge, &command_merge,
	&command_page, &command_doctor, &command_completion, &command_help,
	NULL };

/*
 * What a caller ignores or blocks is inherited.  Without SIGCHLD no child's
 * end is told, and each would look as if it had failed.
 */
static void
reset_signals(void)
{
	sigset_t none;

	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)signal(SIGCHLD, SIG_DFL);
}

int
main(int argc, char **argv)
{
	const char *names[32], *near;
	char called[64];
	size_t n;

	reset_signals();
	setlocale(LC_CTYPE, "");
	harmless_stdio();
	argp_err_exit_status = STATUS_USAGE;
	if (argc < 2)
		return command_help.run(argc, argv), STATUS_USAGE;
	if (strcmp(argv[1], "--version") == 0) {
		puts("hangup " HANGUP_VERSION);
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return command_help.run(1, argv + 1);
	for (n = 0; commands[n]; n++) {
		if (strcmp(argv[1], commands[n]->name) == 0) {
			if (!options_are_known(commands[n], argc - 1, argv + 1))
				return STATUS_USAGE;
			/* as argp's messages call it */
			snprintf(called, sizeof(called), "hangup %s", argv[1]);
			argv[1] = called;
			report_set_prose(screen_of_stdout().columns);
			if (!commands[n]->prompts)
				fold_stdout();
			return commands[n]->run(argc - 1, argv + 1);
		}
		names[n] = commands[n]->name;
	}
	near = case_nearest(argv[1], names, n);
	fprintf(stderr,
	    "hangup: no command \"%s\"%s%s%s; \"hangup help\" "
	    "lists them\n",
	    argv[1], near ? ", nearest is \"" : "", near ? near : "",
	    near ? "\"" : "");
	return STATUS_USAGE;
}
