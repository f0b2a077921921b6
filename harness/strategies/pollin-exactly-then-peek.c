/* pollin-exactly-then-peek.c - POLLIN and nothing else may be alive. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN);

	if (revents != POLLIN)
		return says(
		    revents == 0 ? OPEN : GONE, "revents 0x%04x", revents);
	return says_alive(socket_peek(fd), true);
}

const struct strategy strategy_pollin_exactly_then_peek = {
	.name		= "pollin-exactly-then-peek",
	.summary	= "poll(POLLIN): other bits are dead, else MSG_PEEK",
	.used_by	= "Apache httpd mod_proxy",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[DATA]			= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
