/* getpeername.c - has the socket a peer? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);

	if (getpeername(fd, (struct sockaddr *)&ss, &len) < 0)
		return says_errno("getpeername", errno);
	return says(OPEN, "getpeername 0");
}

const struct strategy strategy_getpeername = {
	.name		= "getpeername",
	.summary	= "getpeername: ENOTCONN is dead",
	.used_by	= "Perl IO::Socket, hackney",
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
