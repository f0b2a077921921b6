/* keepalive.c - SO_KEEPALIVE and a blocking recv(2): the kernel asks. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "strategies/strategy.h"

/* A local error of the probe's sending becomes the timeout's name. */
const struct strategy strategy_keepalive = {
	.name		= "keepalive",
	.summary	= "SO_KEEPALIVE 1 s idle, 1 s interval, 2 probes; recv",
	.used_by	= "Redis, PostgreSQL, OpenSSH",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]	=
		    { TIMEOUT, TIMER(SINCE_SEGMENT, KEEPALIVE_DEAD_MS) },
		[NO_ROUTE]	=
		    { UNREACHABLE, TIMER(SINCE_SEGMENT, KEEPALIVE_DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef TCP_KEEPIDLE
	.prepare	= socket_keepalive,
	.watch		= socket_read_to_end,
#else
	.unsupported	= "no TCP_KEEPIDLE",
#endif
};
