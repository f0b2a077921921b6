/* epoll-rdhup.c - epoll(7) for EPOLLRDHUP alone, level-triggered. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

/* epoll_wait is interrupted by stop and continue: signal(7). */
static struct said
wait_for(int epoll, int fd)
{
	struct epoll_event event = { 0 };
	struct said said = { .verdict = OPEN };

	while (!verdict_terminal(said.verdict)) {
		int n = epoll_wait(epoll, &event, 1, -1);

		if (n == 1)
			said = says_revents(fd, event.events);
		else if (errno != EINTR)
			said = says_errno("epoll_wait", errno);
	}
	return said;
}

static struct said
watch(int fd)
{
	struct epoll_event event = { .events = EPOLLRDHUP };
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct said said;

	if (epoll < 0)
		return says_errno("epoll_create1", errno);
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		said = says_errno("epoll_ctl", errno);
	else
		said = wait_for(epoll, fd);
	close(epoll);
	return said;
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
