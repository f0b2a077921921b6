/* epoll-rdhup.c - epoll(7) for EPOLLRDHUP alone, level-triggered. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <sys/epoll.h>

static struct said
watch(int fd)
{
	return epoll_until_end(fd, EPOLLRDHUP, says_revents);
}
#endif /* __linux__ */

const struct strategy strategy_epoll_rdhup = {
	.name		= "epoll-rdhup",
	.summary	= "epoll EPOLLRDHUP, level-triggered",
	.used_by	= "PostgreSQL (since 15), HAProxy, Netty, libevent "
			  "(EV_CLOSED), libuv (UV_DISCONNECT)",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "epoll is Linux's",
#endif
};
