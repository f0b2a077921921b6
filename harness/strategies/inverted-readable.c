/* inverted-readable.c - the answer to the wrong question: quiet is death. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN | POLLPRI);

	return says(revents != 0 ? OPEN : GONE, "revents 0x%04x", revents);
}

/* A real bug, kept as a warning: any ending makes it readable, so alive. */
const struct strategy strategy_inverted_readable = {
	.name		= "inverted-readable",
	.summary	= "poll(POLLIN|POLLPRI): readable is alive, quiet is dead",
	.used_by	= "MariaDB Connector/C (ma_pvio_is_alive), APR memcache"
			  " without threads",
	.kind		= ASKS,
	.sees		= {
		[NOTHING_HEARD]	= { GONE, { SINCE_DATA, 0, 150, TIMER_FIXED } },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
