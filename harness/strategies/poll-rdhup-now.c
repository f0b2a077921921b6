/* poll-rdhup-now.c - is it hung up now? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef POLLRDHUP
static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLRDHUP);

	return says(revents != 0 ? GONE : OPEN, "revents 0x%04x", revents);
}
#endif /* POLLRDHUP */

const struct strategy strategy_poll_rdhup_now = {
	.name		= "poll-rdhup-now",
	.summary	= "poll(POLLRDHUP) without waiting: any bit is dead",
	.used_by	= "PostgreSQL 14, nginx, Envoy, Samba",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
	},
#ifdef POLLRDHUP
	.watch		= watch,
#else
	.unsupported	= "no POLLRDHUP",
#endif
};
