/* poll-err-hup.c - poll(2): its three bad signs are death, input is not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN | POLLPRI);
	bool dead = (revents & (POLLERR | POLLHUP | POLLNVAL | POLLPRI)) != 0;

	return says(dead ? GONE : OPEN, "revents 0x%04x", revents);
}

const struct strategy strategy_poll_err_hup = {
	.name		= "poll-err-hup",
	.summary	= "poll(POLLIN|POLLPRI): ERR, HUP and PRI are dead",
	.used_by	= "libcurl (connection)",
	.kind		= ASKS,
	.sees		= {
		[FIN_BOTH]		= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[URGENT]		= { GONE, WHEN_ASKED },
		[DATA]			= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
