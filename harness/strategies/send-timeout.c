/* send-timeout.c - SO_SNDTIMEO, and more to send than the buffer holds. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 500, BUFFER = 4096, PIECES = 16 };

static void
prepare(int fd)
{
	struct timeval tv = { .tv_usec = PATIENCE_MS * 1000 };

	socket_option(fd, SOL_SOCKET, SO_SNDBUF, BUFFER, "SO_SNDBUF");
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv)) < 0)
		err(1, "setsockopt SO_SNDTIMEO %d ms", PATIENCE_MS);
}

/*
 * MSG_EOR, for Linux makes one buffer of pieces that it cannot send yet, which
 * the limit does not cut.  A part of a piece is sent, too, when the time is
 * over.
 */
static struct said
watch(int fd)
{
	static const char piece[1024];
	long n;

	for (int i = 0; i < PIECES; i++) {
		n = socket_send(fd, piece, sizeof(piece), MSG_EOR);
		if (n < 0 && !would_block(errno))
			return says_errno("send", errno);
		if (n < (long)sizeof(piece))
			return says(TIMEOUT, "send %ld, piece %d", n, i);
	}
	return says(OPEN, "send %d pieces", PIECES);
}

const struct strategy strategy_send_timeout = {
	.name		= "send-timeout",
	.summary	= "SO_SNDTIMEO 500 ms, 16 KiB through a SO_SNDBUF of 4",
	.kind		= ONCE,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, AT_CHECK },
		[RST_BEHIND_DATA]	= { RESET, AT_CHECK },
		[RST_AFTER_FIN]		= { GONE, AT_CHECK },
		[RST_AFTER_FIN_ON_SEND]	= { GONE, AT_CHECK },
		[RST_ON_SEND]		= { RESET, AT_CHECK },
		[SILENCE]		=
		    { TIMEOUT, TIMER(SINCE_CHECK, PATIENCE_MS) },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMER(SINCE_CHECK, PATIENCE_MS) },
		[NO_ROUTE]		=
		    { TIMEOUT, TIMER(SINCE_CHECK, PATIENCE_MS) },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
		[UNACKED]		=
		    { TIMEOUT, TIMER(SINCE_CHECK, PATIENCE_MS) },
		[OUR_FIN]		= { GONE, AT_CHECK },
	},
	.prepare	= prepare,
	.watch		= watch,
};
