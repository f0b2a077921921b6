/* user-timeout.c - TCP_USER_TIMEOUT, one byte, and recv(2) until the end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

/*
 * Linux counts from the first retransmission by timeout, not from the send:
 * 200 ms later, 400 behind a tail loss probe.  While an ICMP error reverts
 * the backoff (RFC 6069) the last timer may miss the mark: a router that
 * limits its rate of errors made it 3.1 s.
 */
enum { TIMEOUT_MS = 2000, DEAD_MS = 2200 };

#ifdef TCP_USER_TIMEOUT
static void
prepare(int fd)
{
	socket_option(
	    fd, IPPROTO_TCP, TCP_USER_TIMEOUT, TIMEOUT_MS, "TCP_USER_TIMEOUT");
}

static struct said
watch(int fd)
{
	char buf[4096];
	ssize_t n;

	if (socket_beat(fd, 0) < 0)
		return says_errno("send", errno);
	do
		n = recv(fd, buf, sizeof(buf), 0);
	while (n > 0);
	return says_recv(n, errno);
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
		[SILENCE]	= { TIMEOUT, TIMER(SINCE_UNACKED, DEAD_MS) },
		[ZERO_WINDOW]	= { TIMEOUT, TIMER(SINCE_SIGN, DEAD_MS) },
		[NO_ROUTE]	= { UNREACHABLE, TIMER(SINCE_UNACKED, DEAD_MS) },
		[LATE]		= { TIMEOUT, TIMER(SINCE_UNACKED, DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_CHECK },
	},
#ifdef TCP_USER_TIMEOUT
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no TCP_USER_TIMEOUT",
#endif
};
