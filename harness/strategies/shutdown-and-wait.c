/* shutdown-and-wait.c - SHUT_WR, then read to the peer's own end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 1000 };

static void
prepare(int fd)
{
	socket_patience(fd, PATIENCE_MS);
}

/*
 * On a connection that was reset shutdown fails with ENOTCONN, and recv says
 * it better.  EINTR: a stop and a continue, signal(7).
 */
static struct said
watch(int fd)
{
	char buf[4096];
	ssize_t n;

	shutdown(fd, SHUT_WR);
	do
		n = recv(fd, buf, sizeof(buf), 0);
	while (n > 0 || (n < 0 && errno == EINTR));
	if (n < 0 && would_block(errno))
		return says(TIMEOUT, "recv %s", errno_name(errno));
	return says_recv(n, errno);
}

const struct strategy strategy_shutdown_and_wait = {
	.name		= "shutdown-and-wait",
	.summary	= "SHUT_WR, then recv to the end, SO_RCVTIMEO 1 s",
	.kind		= ONCE,
	.speaks		= true,
	.sees		= {
		[FIN]			= { CLOSED, AT_CHECK },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_CHECK },
		[RST]			= { RESET, AT_CHECK },
		[RST_BEHIND_DATA]	= { RESET, AT_CHECK },
		[RST_ON_SEND]		= { RESET, AT_CHECK },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
		[NOTHING_HEARD]		=
		    { TIMEOUT, TIMER(SINCE_CHECK, PATIENCE_MS) },
	},
	.prepare	= prepare,
	.watch		= watch,
};
