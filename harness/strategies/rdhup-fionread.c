/* rdhup-fionread.c - hung up, and no bytes left to read. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef POLLRDHUP
static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLRDHUP);
	int n;

	if (revents == 0)
		return says(OPEN, "revents 0");
	n = socket_unread(fd);
	return says(
	    n > 0 ? OPEN : GONE, "revents 0x%04x, FIONREAD %d", revents, n);
}
#endif /* POLLRDHUP */

const struct strategy strategy_rdhup_fionread = {
	.name		= "rdhup-fionread",
	.summary	= "poll(POLLRDHUP) and FIONREAD 0 is dead",
	.used_by	= "stunnel, Fuchsia (Chromium)",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]	= { GONE, WHEN_ASKED },
	},
#ifdef POLLRDHUP
	.watch		= watch,
#else
	.unsupported	= "no POLLRDHUP",
#endif
};
