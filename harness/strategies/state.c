/* state.c - the states of a TCP connection, by the kernel's numbers. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

static const struct {
	const char *name;
	enum verdict verdict;
} states[] = {
	[TCP_ESTABLISHED] = { "ESTABLISHED", OPEN },
	[TCP_SYN_SENT] = { "SYN_SENT", OPEN },
	[TCP_SYN_RECV] = { "SYN_RECV", OPEN },
	[TCP_FIN_WAIT1] = { "FIN_WAIT1", OPEN },
	[TCP_FIN_WAIT2] = { "FIN_WAIT2", OPEN },
	[TCP_TIME_WAIT] = { "TIME_WAIT", CLOSED },
	[TCP_CLOSE] = { "CLOSE", GONE },
	[TCP_CLOSE_WAIT] = { "CLOSE_WAIT", CLOSED },
	[TCP_LAST_ACK] = { "LAST_ACK", CLOSED },
	[TCP_LISTEN] = { "LISTEN", ERROR },
	[TCP_CLOSING] = { "CLOSING", CLOSED },
};

int
state_of(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0)
		return -1;
	return info.tcpi_state;
}

const char *
state_name(int state)
{
	if (state < 0 || (size_t)state >= sizeof(states) / sizeof(*states))
		return NULL;
	return states[state].name;
}

struct said
says_state(int state)
{
	const char *name = state_name(state);

	if (state == -1)
		return says_errno("getsockopt", errno);
	if (name == NULL)
		return says(ERROR, "tcpi_state %d", state);
	return says(states[state].verdict, "%s", name);
}
#else
int
state_of(int fd)
{
	(void)fd;
	errno = ENOPROTOOPT;
	return -1;
}

const char *
state_name(int state)
{
	(void)state;
	return NULL;
}

struct said
says_state(int state)
{
	return says(ERROR, "tcpi_state %d", state);
}
#endif
