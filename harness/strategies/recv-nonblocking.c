/* recv-nonblocking.c - one byte by a non-blocking recv(2), and it is eaten. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, MSG_DONTWAIT);

	if (n < 0 && would_block(errno))
		return says(OPEN, "recv %s", errno_name(errno));
	return says_recv(n, errno);
}

const struct strategy strategy_recv_nonblocking = {
	.name		= "recv-nonblocking",
	.summary	= "recv 1 byte, non-blocking",
	.kind		= ASKS,
	.eats		= 1,
	.sees		= {
		[FIN]			= { CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { CLOSED, WHEN_ASKED },
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
	},
	.watch		= watch,
};
