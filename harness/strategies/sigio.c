/* sigio.c - a signal when something happens, and which bits came with it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static void
prepare(int fd)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	sigprocmask(SIG_BLOCK, &set, NULL);
	if (fcntl(fd, F_SETOWN, getpid()) < 0)
		err(1, "fcntl F_SETOWN");
	if (fcntl(fd, F_SETSIG, SIGRTMIN) < 0)
		err(1, "fcntl F_SETSIG");
	if (fcntl(fd, F_SETFL, O_ASYNC) < 0)
		err(1, "fcntl F_SETFL O_ASYNC");
}

/* sigwaitinfo is interrupted by stop and continue: signal(7). */
static struct said
watch(int fd)
{
	struct said said = { .verdict = OPEN };
	siginfo_t info;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN);
	while (!verdict_terminal(said.verdict)) {
		if (sigwaitinfo(&set, &info) >= 0)
			said = says_revents(fd, (unsigned)info.si_band);
		else if (errno != EINTR)
			said = says_errno("sigwaitinfo", errno);
	}
	return said;
}
#endif /* __linux__ */

/* A FIN comes with POLL_IN, as data does: it cannot be told from it. */
const struct strategy strategy_sigio = {
	.name		= "sigio",
	.summary	= "F_SETSIG, O_ASYNC: si_band of the signal",
	.kind		= WAITS,
	.sees		= {
		[FIN_BOTH]		= { GONE, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_AFTER_FIN]		= { GONE, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef __linux__
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no F_SETSIG",
#endif
};
