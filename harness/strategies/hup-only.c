/* hup-only.c - POLLHUP, which Linux keeps for when both sides are shut. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLOUT);

	return says(
	    (revents & POLLHUP) != 0 ? GONE : OPEN, "revents 0x%04x", revents);
}

const struct strategy strategy_hup_only = {
	.name		= "hup-only",
	.summary	= "poll: POLLHUP is dead, nothing else",
	.used_by	= "Varnish from 2013 to 2018 (f6c4379a8 to f62c37514)",
	.kind		= ASKS,
	.sees		= {
		[FIN_BOTH]		= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
	},
	.watch		= watch,
};
