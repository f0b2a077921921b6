/* guard.c - two processes that watch each other, so that nothing is left. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pool/pool.h"

static volatile sig_atomic_t runner;

/* A terminal's Ctrl-C reaches both by itself; kill(1) only the guard. */
static void
pass_on(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (runner > 0 && info->si_code != SI_KERNEL)
		kill(runner, number);
}

static void
guard(pid_t pid)
{
	struct sigaction sa = { .sa_sigaction = pass_on,
		.sa_flags = SA_SIGINFO };
	int status = 0, other;
	pid_t ended;

	runner = pid;
	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
	while ((ended = waitpid(-1, &other, 0)) > 0 || errno == EINTR)
		if (ended == pid)
			status = other;
	if (WIFSIGNALED(status))
		errx(3,
		    "the runner was killed by signal %d; nothing of it "
		    "is left, and no results were written",
		    WTERMSIG(status));
	exit(WEXITSTATUS(status));
}

void
pool_guarded(void)
{
	pid_t parent = getpid(), pid;

	fflush(NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid = fork();
	if (pid == -1)
		err(3, "fork");
	if (pid > 0)
		guard(pid);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		exit(3);
}
