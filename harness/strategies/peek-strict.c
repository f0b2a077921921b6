/* peek-strict.c - a look at the next byte: only "would block" is alive. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	return says_alive(socket_peek(fd), false);
}

const struct strategy strategy_peek_strict = {
	.name		= "peek-strict",
	.summary	= "recv 1 byte, MSG_PEEK: only EAGAIN is alive",
	.used_by	= "nginx upstream keepalive, H2O, go-redis, Chromium "
			  "(reuse)",
	.kind		= ASKS,
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
