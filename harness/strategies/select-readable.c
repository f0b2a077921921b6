/* select-readable.c - select(2) for reading, 1 s, then recv(2). */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 1000, ROOM = 4096 };

static struct said
watch(int fd)
{
	struct timeval patience = { .tv_sec = PATIENCE_MS / 1000 };
	char buf[ROOM];
	fd_set readable;
	ssize_t n;
	int ready;

	FD_ZERO(&readable);
	FD_SET(fd, &readable);
	ready = select(fd + 1, &readable, NULL, NULL, &patience);
	if (ready < 0)
		return says_errno("select", errno);
	if (ready == 0)
		return says(QUIET, "select 0");
	n = recv(fd, buf, sizeof(buf), 0);
	return says_recv(n, errno);
}

const struct strategy strategy_select_readable = {
	.name		= "select-readable",
	.summary	= "select for reading 1 s, then recv",
	.kind		= ASKS,
	.eats		= ROOM,
	.sees		= {
		[FIN]			= { CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { CLOSED, WHEN_ASKED },
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
		[NOTHING_HEARD]		=
		    { QUIET, TIMER(SINCE_DATA, PATIENCE_MS) },
	},
	.watch		= watch,
};
