/* poll-no-events.c - poll(2) for nothing: only ERR and HUP come. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = 0 };

	if (poll(&pollfd, 1, -1) < 0)
		return says_errno("poll", errno);
	return says_revents(fd, (unsigned)pollfd.revents);
}

/* POLLHUP needs both directions shut: a FIN alone does not wake it. */
const struct strategy strategy_poll_no_events = {
	.name		= "poll-no-events",
	.summary	= "poll(0): only POLLERR and POLLHUP",
	.kind		= WAITS,
	.sees		= {
		[FIN_BOTH]		= { GONE, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_AFTER_FIN]		= { GONE, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
	.watch		= watch,
};
