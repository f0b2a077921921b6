/* readable-is-dead.c - anything to read on an idle connection is its end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN);

	return says(revents != 0 ? GONE : OPEN, "revents 0x%04x", revents);
}

const struct strategy strategy_readable_is_dead = {
	.name		= "readable-is-dead",
	.summary	= "poll(POLLIN): readable is dead",
	.used_by	= "libcurl (pool), urllib3, httpcore, LWP, HTTP::Tiny, "
			  "wget, pymongo, .NET (sync)",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[DATA]			= { GONE, WHEN_ASKED },
	},
	.watch		= watch,
};
