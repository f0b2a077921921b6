/* suspended-read.c - an armed read of one byte; the byte ends the watching. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	char byte;
	ssize_t n = recv(fd, &byte, 1, 0);

	return says_recv(n, errno);
}

/*
 * The byte is the next request's, and nobody reads on until that is served:
 * what comes behind it is not noticed.
 */
const struct strategy strategy_suspended_read = {
	.name		= "suspended-read",
	.summary	= "recv 1 byte, blocking; a byte suspends it",
	.used_by	= "Go net/http (server)",
	.kind		= WAITS,
	.suspends	= true,
	.sees		= {
		[FIN]		= { CLOSED, AT_ONCE },
		[RST]		= { RESET, AT_ONCE },
		[LOCAL_ABORT]	= { RESET, AT_ONCE },
	},
	.watch		= watch,
};
