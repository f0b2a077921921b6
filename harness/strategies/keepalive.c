/* keepalive.c - SO_KEEPALIVE and a blocking recv(2): the kernel asks. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

#ifdef TCP_KEEPIDLE
enum { IDLE_S = 1, INTERVAL_S = 1, PROBES = 2 };

static void
prepare(int fd)
{
	socket_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, IDLE_S, "TCP_KEEPIDLE");
	socket_option(
	    fd, IPPROTO_TCP, TCP_KEEPINTVL, INTERVAL_S, "TCP_KEEPINTVL");
	socket_option(fd, IPPROTO_TCP, TCP_KEEPCNT, PROBES, "TCP_KEEPCNT");
	socket_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1, "SO_KEEPALIVE");
}

static struct said
watch(int fd)
{
	char buf[4096];
	ssize_t n;

	do
		n = recv(fd, buf, sizeof(buf), 0);
	while (n > 0);
	return says_recv(n, errno);
}
#endif /* TCP_KEEPIDLE */

/* One idle time, then each probe waits an interval for its answer. */
enum { DEAD_MS = 3000 };

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
		[SILENCE]	= { TIMEOUT, TIMER(SINCE_SEGMENT, DEAD_MS) },
		[NO_ROUTE]	=
		    { UNREACHABLE, TIMER(SINCE_SEGMENT, DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef TCP_KEEPIDLE
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no TCP_KEEPIDLE",
#endif
};
