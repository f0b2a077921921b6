/* epoll-edge.c - edge-triggered epoll(7): every edge is read to its end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* What ended the reading of one edge: OPEN when there is no more for now. */
static struct said
drain(int fd, uint32_t events)
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
	return says(
	    said.verdict, "events 0x%04x, %s", (unsigned)events, said.detail);
}

/* epoll_wait is interrupted by stop and continue: signal(7). */
static struct said
wait_for_end(int epoll, int fd)
{
	struct epoll_event event;
	struct said said = { .verdict = OPEN };

	while (!verdict_terminal(said.verdict)) {
		int n = epoll_wait(epoll, &event, 1, -1);

		if (n == 1)
			said = drain(fd, event.events);
		else if (errno != EINTR)
			said = says_errno("epoll_wait", errno);
	}
	return said;
}

static struct said
watch(int fd)
{
	struct epoll_event event = {
		.events = EPOLLIN | EPOLLRDHUP | EPOLLET,
	};
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct said said;

	if (epoll < 0)
		return says_errno("epoll_create1", errno);
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		said = says_errno("epoll_ctl", errno);
	else
		said = wait_for_end(epoll, fd);
	close(epoll);
	return said;
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
