/* keepalive-poll.c - SO_KEEPALIVE under an event loop, epoll(7). */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static struct said
read_some(int fd, unsigned events)
{
	char buf[4096];
	ssize_t n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);

	(void)events;
	if (n < 0 && would_block(errno))
		return says(OPEN, "recv EAGAIN");
	return says_recv(n, errno);
}

static struct said
watch(int fd)
{
	return epoll_until_end(fd, EPOLLIN, read_some);
}
#endif /* __linux__ */

const struct strategy strategy_keepalive_poll = {
	.name		= "keepalive-poll",
	.summary	= "SO_KEEPALIVE 1 s idle, 1 s interval, 2 probes; epoll",
	.used_by	= "Redis, nginx (so_keepalive), HAProxy, Envoy",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]		=
		    { TIMEOUT, TIMER(SINCE_SEGMENT, KEEPALIVE_DEAD_MS) },
		[NO_ROUTE]		=
		    { UNREACHABLE, TIMER(SINCE_SEGMENT, KEEPALIVE_DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef __linux__
	.prepare	= socket_keepalive,
	.watch		= watch,
#else
	.unsupported	= "epoll is Linux's",
#endif
};
