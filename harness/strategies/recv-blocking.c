/* recv-blocking.c - recv(2) until it returns 0 or fails: the textbook. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

const struct strategy strategy_recv_blocking = {
	.name		= "recv-blocking",
	.summary	= "recv until it returns 0 or fails",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
	.watch		= socket_read_to_end,
};
