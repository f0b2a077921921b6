/* peek-lax.c - a look at the next byte: a byte is as good as none. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	long n = socket_peek(fd);

	if (n < 0)
		return says(would_block(errno) ? OPEN : GONE, "peek %s",
		    errno_name(errno));
	return says(n == 0 ? GONE : OPEN, "peek %ld", n);
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
