/* heir.c - a child that has inherited a descriptor. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "heir.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/*
 * A child that holds the connection and does nothing else: a close(2) of ours
 * is none for the kernel.  It ends when we do, and it must not keep our
 * control's ends open: who reads them would wait for it, too.
 */
static void
be_heir(int fd, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "peer-heir");
	close_range(0, (unsigned)fd - 1, 0);
	close_range((unsigned)fd + 1, ~0U, 0);
	while (getppid() == parent)
		pause();
	_exit(0);
}

pid_t
heir_fork(int fd)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		be_heir(fd, parent);
	return pid;
}
