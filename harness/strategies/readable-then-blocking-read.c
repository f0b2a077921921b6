/* readable-then-blocking-read.c - poll(2), then a blocking read. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

/* Ready to be read it is, so that the read does not block. */
static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN);
	char byte;
	ssize_t n;

	if (revents == 0)
		return says(OPEN, "revents 0");
	n = recv(fd, &byte, 1, MSG_PEEK);
	if (n < 0)
		return says_errno("recv", errno);
	return says(
	    n == 0 ? GONE : OPEN, "revents 0x%04x, recv %zd", revents, n);
}

/*
 * The byte is kept in a buffer, here the kernel's, and hides what is behind
 * it.  An error is no answer, it is raised: its name is told.
 */
const struct strategy strategy_readable_then_blocking_read = {
	.name		= "readable-then-blocking-read",
	.summary	= "poll(POLLIN), then a blocking read: 0 is dead",
	.used_by	= "Ruby Net::HTTP",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]	= { RESET, WHEN_ASKED },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
