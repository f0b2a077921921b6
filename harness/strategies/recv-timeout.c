/* recv-timeout.c - recv(2) with SO_RCVTIMEO: no data for a while is death. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 500 };

static void
prepare(int fd)
{
	socket_patience(fd, PATIENCE_MS);
}

/* A recv with a timeout is interrupted by stop and continue: signal(7). */
static struct said
watch(int fd)
{
	char buf[4096];
	ssize_t n;

	do
		n = recv(fd, buf, sizeof(buf), 0);
	while (n > 0 || (n < 0 && errno == EINTR));
	if (n < 0 && would_block(errno))
		return says(TIMEOUT, "recv %s", errno_name(errno));
	return says_recv(n, errno);
}

const struct strategy strategy_recv_timeout = {
	.name		= "recv-timeout",
	.summary	= "recv with SO_RCVTIMEO 500 ms: timed out is dead",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[NOTHING_HEARD]		=
		    { TIMEOUT, TIMER(SINCE_DATA, PATIENCE_MS) },
	},
	.prepare	= prepare,
	.watch		= watch,
};
