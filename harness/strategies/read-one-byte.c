/* read-one-byte.c - a byte is read: only that there is none is alive. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sys/socket.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	char byte;

	return says_alive(recv(fd, &byte, 1, MSG_DONTWAIT), false);
}

const struct strategy strategy_read_one_byte = {
	.name		= "read-one-byte",
	.summary	= "recv 1 byte, non-blocking: only EAGAIN is alive",
	.used_by	= "go-sql-driver/mysql, clickhouse-go, libsoup, hyper, "
			  "Pingora, OpenResty (since 816483d6)",
	.kind		= ASKS,
	.eats		= 1,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[DATA]			= { GONE, WHEN_ASKED },
	},
	.watch		= watch,
};
