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

/* The timeout replaces the count of probes: tcp(7). */
const struct strategy strategy_keepalive_user_timeout = {
	.name		= "keepalive-user-timeout",
	.summary	= "keepalive {keepalive.idle} idle, "
			  "{keepalive.interval} interval; TCP_USER_TIMEOUT "
			  "{user-timeout}",
	.used_by	= "PostgreSQL, PgBouncer, gRPC, libwebsockets",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]		=
		    { TIMEOUT, TIMED(SINCE_SEGMENT, TIMER_KEEPALIVE_USER_TIMEOUT) },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMED(SINCE_NO_ROOM, TIMER_USER_TIMEOUT) },
		[NO_ROUTE]		=
		    { UNREACHABLE, TIMED(SINCE_SEGMENT, TIMER_KEEPALIVE_USER_TIMEOUT) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[UNACKED]		=
		    { TIMEOUT, TIMED(SINCE_UNACKED, TIMER_USER_TIMEOUT) },
	},
#ifdef TCP_USER_TIMEOUT
	.prepare	= prepare,
	.watch		= socket_read_to_end,
#else
	.unsupported	= "no TCP_USER_TIMEOUT",
#endif
};
