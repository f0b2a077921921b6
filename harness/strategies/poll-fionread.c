/* poll-fionread.c - ready, and no bytes to read: that is an end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

/* POLLPRI is asked for, too, and an urgent byte is none that FIONREAD has. */
static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLIN | POLLPRI);
	int n;

	if (revents == 0)
		return says(OPEN, "revents 0");
	n = socket_unread(fd);
	return says(
	    n > 0 ? OPEN : GONE, "revents 0x%04x, FIONREAD %d", revents, n);
}

const struct strategy strategy_poll_fionread = {
	.name		= "poll-fionread",
	.summary	= "poll(POLLIN|POLLPRI) and FIONREAD 0 is dead",
	.used_by	= "MySQL and MariaDB servers (vio_is_connected), .NET "
			  "(Poll and Available)",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]	= { GONE, WHEN_ASKED },
		[URGENT]	= { GONE, WHEN_ASKED },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
