/* send-empty.c - a send of no bytes: the kernel looks, the wire does not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	if (socket_send(fd, "", 0, MSG_DONTWAIT) < 0)
		return says_errno("send", errno);
	return says(OPEN, "send 0");
}

/* A FIN does not forbid sending. */
const struct strategy strategy_send_empty = {
	.name		= "send-empty",
	.summary	= "send of 0 bytes, non-blocking",
	.used_by	= ".NET Socket.Connected (documented test)",
	.kind		= ASKS,
	.sees		= {
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
		[OUR_FIN]		= { GONE, WHEN_ASKED },
	},
	.watch		= watch,
};
