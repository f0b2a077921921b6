/* epoll-edge.c - edge-triggered epoll(7): every edge is read to its end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>

/* What ended the reading of one edge: OPEN when there is no more for now. */
static struct said
drain(int fd, unsigned events)
{
	char buf[4096];
	ssize_t n;
	struct said said;

	do
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
	while (n > 0);
	if (n < 0 && errno == EAGAIN)
		return says(OPEN, "recv EAGAIN");
	said = says_recv(n, errno);
	return says(said.verdict, "events 0x%04x, %s", events, said.detail);
}

static struct said
watch(int fd)
{
	return epoll_until_end(fd, EPOLLIN | EPOLLRDHUP | EPOLLET, drain);
}
#endif /* __linux__ */

const struct strategy strategy_epoll_edge = {
	.name		= "epoll-edge",
	.summary	= "epoll EPOLLIN|EPOLLRDHUP|EPOLLET, recv to the end",
	.used_by	= "nginx",
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
