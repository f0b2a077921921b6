/* state.c - what the state of a TCP connection says. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

#ifdef __linux__
int
state_of(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0)
		return -1;
	return info.tcpi_state;
}
#else
int
state_of(int fd)
{
	(void)fd;
	errno = ENOPROTOOPT;
	return -1;
}
#endif

struct said
says_state(int state)
{
	static const enum verdict verdicts[TCP_STATES] = {
		[STATE_ESTABLISHED] = OPEN,
		[STATE_SYN_SENT] = OPEN,
		[STATE_SYN_RECEIVED] = OPEN,
		[STATE_FIN_WAIT_1] = OPEN,
		[STATE_FIN_WAIT_2] = OPEN,
		[STATE_TIME_WAIT] = CLOSED,
		[STATE_CLOSED] = GONE,
		[STATE_CLOSE_WAIT] = CLOSED,
		[STATE_LAST_ACK] = CLOSED,
		[STATE_LISTEN] = ERROR,
		[STATE_CLOSING] = CLOSED,
	};
	const char *name = state_name(state);

	if (state == -1)
		return says_errno("getsockopt", errno);
	if (name == NULL)
		return says(ERROR, "tcpi_state %d", state);
	return says(verdicts[state], "%s", name);
}
