/* send-urgent.c - one urgent byte, and what send(2) says of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	static const char byte = 0;

	if (socket_send(fd, &byte, 1, MSG_OOB) < 0)
		return says_errno("send", errno);
	return says(OPEN, "send 1");
}

/* As send-once: a FIN does not forbid it, and the RST comes later. */
const struct strategy strategy_send_urgent = {
	.name		= "send-urgent",
	.summary	= "send 1 urgent byte (MSG_OOB), look at the error",
	.used_by	= "Java Socket.sendUrgentData (a common idiom)",
	.kind		= ONCE,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, AT_CHECK },
		[RST_BEHIND_DATA]	= { RESET, AT_CHECK },
		[RST_AFTER_FIN]		= { GONE, AT_CHECK },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
		[OUR_FIN]		= { GONE, AT_CHECK },
	},
	.watch		= watch,
};
