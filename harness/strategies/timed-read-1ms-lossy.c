/* timed-read-1ms-lossy.c - a read that waits 1 ms; what it reads is lost. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 1 };

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
		n = recv(fd, &byte, 1, 0);
	while (n < 0 && errno == EINTR);
	return says_alive(n, true);
}

const struct strategy strategy_timed_read_1ms_lossy = {
	.name		= "timed-read-1ms-lossy",
	.summary	= "SO_RCVTIMEO 1 ms, recv 1 byte and lose it",
	.used_by	= "JDK HttpURLConnection (streaming POST)",
	.kind		= ASKS,
	.eats		= 1,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[DATA]			= { OPEN, WHEN_ASKED },
	},
	.prepare	= prepare,
	.watch		= watch,
};
