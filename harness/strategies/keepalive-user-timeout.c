/* keepalive-user-timeout.c - SO_KEEPALIVE and TCP_USER_TIMEOUT together. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "strategies/strategy.h"

#ifdef TCP_USER_TIMEOUT
static void
prepare(int fd)
{
	socket_keepalive(fd);
	socket_user_timeout(fd);
}
#endif /* TCP_USER_TIMEOUT */

/*
 * The timeout replaces the count of probes: tcp(7).  One probe, 1 s after the
 * last segment, is unanswered a second later, and 2 s have passed.
 */
#define IDLE_DEAD_MS 2000

const struct strategy strategy_keepalive_user_timeout = {
	.name		= "keepalive-user-timeout",
	.summary	= "keepalive 1 s idle, 1 s interval; TCP_USER_TIMEOUT 2 s",
	.used_by	= "PostgreSQL, PgBouncer, gRPC, libwebsockets",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]		=
		    { TIMEOUT, TIMER(SINCE_SEGMENT, IDLE_DEAD_MS) },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMER(SINCE_NO_ROOM, USER_TIMEOUT_DEAD_MS) },
		[NO_ROUTE]		=
		    { UNREACHABLE, TIMER(SINCE_SEGMENT, IDLE_DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[UNACKED]		=
		    { TIMEOUT, TIMER(SINCE_UNACKED, USER_TIMEOUT_DEAD_MS) },
	},
#ifdef TCP_USER_TIMEOUT
	.prepare	= prepare,
	.watch		= socket_read_to_end,
#else
	.unsupported	= "no TCP_USER_TIMEOUT",
#endif
};
