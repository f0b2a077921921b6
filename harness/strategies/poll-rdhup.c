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
	enum verdict verdict = GONE; /* POLLHUP alone */
	struct said error;

	if (poll(&pollfd, 1, -1) < 0)
		return says_errno("poll", errno);
	if (pollfd.revents & POLLERR) {
		error = says_so_error(fd);
		verdict = error.verdict == OPEN ? GONE : error.verdict;
		return says(verdict, "revents 0x%04x, %s",
		    (unsigned)pollfd.revents, error.detail);
	}
	if (pollfd.revents & POLLRDHUP)
		verdict = CLOSED;
	return says(verdict, "revents 0x%04x", (unsigned)pollfd.revents);
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
