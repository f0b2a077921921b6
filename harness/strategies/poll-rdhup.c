/* poll-rdhup.c - poll(2) for POLLRDHUP: sees a FIN even behind unread data. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef POLLRDHUP
static struct said
watch(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLRDHUP };

	if (poll(&pollfd, 1, -1) < 0)
		return says_errno("poll", errno);
	return says_revents(fd, (unsigned)pollfd.revents);
}
#endif /* POLLRDHUP */

const struct strategy strategy_poll_rdhup = {
	.name		= "poll-rdhup",
	.summary	= "poll(POLLRDHUP)",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef POLLRDHUP
	.watch		= watch,
#else
	.unsupported	= "no POLLRDHUP",
#endif
};
