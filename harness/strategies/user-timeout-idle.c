/* user-timeout-idle.c - TCP_USER_TIMEOUT, nothing sent, and recv(2). */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "strategies/strategy.h"

/* Its clock runs while something is unacknowledged: others must send. */
const struct strategy strategy_user_timeout_idle = {
	.name		= "user-timeout-idle",
	.summary	= "TCP_USER_TIMEOUT 2 s, nothing sent, recv",
	.used_by	= "grpc-go, libzmq (ZMQ_TCP_MAXRT), HAProxy (tcp-ut), "
			  "Pingora",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMER(SINCE_NO_ROOM, USER_TIMEOUT_DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[UNACKED]		=
		    { TIMEOUT, TIMER(SINCE_UNACKED, USER_TIMEOUT_DEAD_MS) },
	},
#ifdef TCP_USER_TIMEOUT
	.prepare	= socket_user_timeout,
	.watch		= socket_read_to_end,
#else
	.unsupported	= "no TCP_USER_TIMEOUT",
#endif
};
