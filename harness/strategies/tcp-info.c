/* tcp-info.c - getsockopt(TCP_INFO): the connection's state by its name. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
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

static struct said
watch(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	unsigned state;

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0)
		return says_errno("getsockopt", errno);
	state = info.tcpi_state;
	if (state >= sizeof(states) / sizeof(*states) ||
	    states[state].name == NULL)
		return says(ERROR, "tcpi_state %u", state);
	return says(states[state].verdict, "%s", states[state].name);
}
#endif /* __linux__ */

const struct strategy strategy_tcp_info = {
	.name		= "tcp-info",
	.summary	= "getsockopt(TCP_INFO): tcpi_state",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { CLOSED, WHEN_ASKED },
		[FIN_BOTH]		= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no TCP_INFO as Linux numbers its states",
#endif
};
