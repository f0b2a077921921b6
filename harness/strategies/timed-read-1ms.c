/* timed-read-1ms.c - a read that waits 1 ms; what it reads is kept. */
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
		n = recv(fd, &byte, 1, MSG_PEEK);
	while (n < 0 && errno == EINTR);
	return says_alive(n, true);
}

/*
 * Those who do it read into a buffer of their own and find the byte there the
 * next time; MSG_PEEK leaves it in the kernel's.
 */
const struct strategy strategy_timed_read_1ms = {
	.name		= "timed-read-1ms",
	.summary	= "SO_RCVTIMEO 1 ms, recv 1 byte and keep it",
	.used_by	= "Apache HttpComponents, OkHttp, pgx",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]	= { GONE, WHEN_ASKED },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.prepare	= prepare,
	.watch		= watch,
};
