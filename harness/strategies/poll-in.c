/* poll-in.c - poll(2) for POLLIN, then recv(2), until the end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	char buf[4096];
	ssize_t n;

	do {
		if (poll(&pollfd, 1, -1) < 0)
			return says_errno("poll", errno);
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
	} while (n > 0 || (n < 0 && would_block(errno)));
	return says_recv(n, errno);
}

const struct strategy strategy_poll_in = {
	.name		= "poll-in",
	.summary	= "poll(POLLIN), then recv",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
	.watch		= watch,
};
