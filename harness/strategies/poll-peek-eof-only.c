/* poll-peek-eof-only.c - poll(2), then a look: only EOF is death. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN);
	long n;

	if (revents == 0)
		return says(OPEN, "revents 0");
	n = socket_peek(fd);
	if (n < 0)
		return says(OPEN, "revents 0x%04x, peek %s", revents,
		    errno_name(errno));
	return says(
	    n == 0 ? GONE : OPEN, "revents 0x%04x, peek %ld", revents, n);
}

/* The first look eats the error, and the second sees an end of file. */
#define SECOND_LOOK \
	{ \
		SINCE_SIGN, 98, 250, TIMER_FIXED \
	}

const struct strategy strategy_poll_peek_eof_only = {
	.name		= "poll-peek-eof-only",
	.summary	= "poll(POLLIN), then MSG_PEEK: only 0 is dead",
	.used_by	= "libcurl to 7.88 (until 9fd2d5aa72)",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { GONE, SECOND_LOOK },
		[LOCAL_ABORT]	= { GONE, SECOND_LOOK },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.wide		= "two answers: the first one meets the error and eats "
			  "it",
	.watch		= watch,
};
