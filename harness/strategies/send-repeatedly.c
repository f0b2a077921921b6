/* send-repeatedly.c - a byte every 250 ms until send(2) fails. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <stddef.h>

#include "strategies/strategy.h"

enum { INTERVAL_MS = 250 };

static struct said
watch(int fd)
{
	while (socket_beat(fd, 0) == 1)
		poll(NULL, 0, INTERVAL_MS);
	return says_errno("send", errno);
}

/* The first send after a FIN draws the RST, the second one sees it. */
const struct strategy strategy_send_repeatedly = {
	.name		= "send-repeatedly",
	.summary	= "send 1 byte every 250 ms until it fails",
	.kind		= WAITS,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, AT_NEXT_SEND(INTERVAL_MS) },
		[RST_BEHIND_DATA]	= { RESET, AT_NEXT_SEND(INTERVAL_MS) },
		[FIN_BOTH]		= { GONE, AT_NEXT_SEND(INTERVAL_MS) },
		[RST_AFTER_FIN]		= { GONE, AT_NEXT_SEND(INTERVAL_MS) },
		[RST_AFTER_FIN_ON_SEND]	= { GONE, AT_NEXT_SEND(INTERVAL_MS) },
		[RST_ON_SEND]		= { RESET, AT_NEXT_SEND(INTERVAL_MS) },
		[LOCAL_ABORT]		= { RESET, AT_NEXT_SEND(INTERVAL_MS) },
		[OUR_FIN]		= { GONE, AT_NEXT_SEND(INTERVAL_MS) },
	},
	.wide		= "it learns at its next send, 250 ms away at most",
	.watch		= watch,
};
