/* peek-lax.c - a look at the next byte: a byte is as good as none. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	return says_alive(socket_peek(fd), true);
}

/* While data lies there it hides whatever is behind it. */
const struct strategy strategy_peek_lax = {
	.name		= "peek-lax",
	.summary	= "recv 1 byte, MSG_PEEK: EAGAIN and data are alive",
	.used_by	= "cpp-httplib, APR, MongoDB, PHP, Thrift, Firefox, "
			  "Chromium, nginx without EPOLLRDHUP",
	.kind		= ASKS,
	.sees		= {
		[FIN]		= { GONE, WHEN_ASKED },
		[RST]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]	= { GONE, WHEN_ASKED },
		[DATA]		= { OPEN, WHEN_ASKED },
	},
	.watch		= watch,
};
