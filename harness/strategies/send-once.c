/* send-once.c - sends one byte and believes what send(2) says of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	if (socket_beat(fd, 0) < 0)
		return says_errno("send", errno);
	return says(OPEN, "send 1");
}

/* A FIN does not forbid sending; and the RST comes after send returned. */
const struct strategy strategy_send_once = {
	.name		= "send-once",
	.summary	= "send 1 byte, look at the error",
	.kind		= ONCE,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, AT_CHECK },
		[RST_BEHIND_DATA]	= { RESET, AT_CHECK },
		[FIN_BOTH]		= { GONE, AT_CHECK },
		[RST_AFTER_FIN]		= { GONE, AT_CHECK },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
	},
	.watch		= watch,
};
