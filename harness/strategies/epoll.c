/* epoll.c - epoll(7): waits for the end of one connection. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

/* epoll_wait is interrupted by stop and continue: signal(7). */
static struct said
wait_for_end(int epoll, int fd, struct said (*look)(int fd, unsigned events))
{
	struct epoll_event event = { 0 };
	struct said said = { .verdict = OPEN };

	while (!verdict_terminal(said.verdict)) {
		int n = epoll_wait(epoll, &event, 1, -1);

		if (n == 1)
			said = look(fd, event.events);
		else if (errno != EINTR)
			said = says_errno("epoll_wait", errno);
	}
	return said;
}

struct said
epoll_until_end(
    int fd, unsigned events, struct said (*look)(int fd, unsigned events))
{
	struct epoll_event event = { .events = events };
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct said said;

	if (epoll < 0)
		return says_errno("epoll_create1", errno);
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		said = says_errno("epoll_ctl", errno);
	else
		said = wait_for_end(epoll, fd, look);
	close(epoll);
	return said;
}
#endif /* __linux__ */
