/* user-timeout.c - TCP_USER_TIMEOUT, one byte, and recv(2) until the end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "strategies/strategy.h"

#ifdef TCP_USER_TIMEOUT
static struct said
watch(int fd)
{
	if (socket_beat(fd, 0) < 0)
		return says_errno("send", errno);
	return socket_read_to_end(fd);
}
#endif /* TCP_USER_TIMEOUT */

const struct strategy strategy_user_timeout = {
	.name		= "user-timeout",
	.summary	= "TCP_USER_TIMEOUT 2 s, send 1 byte, recv",
	.used_by	= "gRPC, PgBouncer, HAProxy",
	.kind		= ONCE,
	.speaks		= true,
	.sees		= {
		[FIN]			= { CLOSED, AT_CHECK },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_CHECK },
		[FIN_BOTH]		= { GONE, AT_CHECK },
		[RST]			= { RESET, AT_CHECK },
		[RST_BEHIND_DATA]	= { RESET, AT_CHECK },
		[RST_AFTER_FIN]		= { GONE, AT_CHECK },
		[RST_ON_SEND]		= { RESET, AT_CHECK },
		[SILENCE]	= { TIMEOUT, TIMER(SINCE_UNACKED, USER_TIMEOUT_DEAD_MS) },
		[ZERO_WINDOW]	= { TIMEOUT, TIMER(SINCE_SIGN, USER_TIMEOUT_DEAD_MS) },
		[NO_ROUTE]	= { UNREACHABLE, TIMER(SINCE_UNACKED, USER_TIMEOUT_DEAD_MS) },
		[LATE]		= { TIMEOUT, TIMER(SINCE_UNACKED, USER_TIMEOUT_DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
	},
#ifdef TCP_USER_TIMEOUT
	.prepare	= socket_user_timeout,
	.watch		= watch,
#else
	.unsupported	= "no TCP_USER_TIMEOUT",
#endif
};
