/* check-connection.c - peek at one byte, with a receive timeout. */
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
	char byte;
	ssize_t n;

	do
		n = recv(fd, &byte, 1, MSG_PEEK);
	while (n < 0 && errno == EINTR);
	if (n < 0 && would_block(errno))
		return says(QUIET, "recv %s", errno_name(errno));
	return says_recv(n, errno);
}

const struct strategy strategy_check_connection = {
	.name		= "check-connection",
	.summary	= "recv 1 byte, MSG_PEEK, SO_RCVTIMEO 500 ms",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { CLOSED, WHEN_ASKED },
		[RST]		= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]	= { RESET, WHEN_ASKED },
		[DATA]		= { OPEN, WHEN_ASKED },
		[NOTHING_HEARD]	= { QUIET, TIMER(SINCE_DATA, PATIENCE_MS) },
	},
	.prepare	= prepare,
	.watch		= watch,
};
