/* tcp-info-unacked.c - TCP_INFO: unacknowledged data that grows old. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

enum { OLD_MS = 1000 };

#ifdef __linux__
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* The first look at it starts the clock, an acknowledgement resets it. */
static struct said
watch(int fd)
{
	static int64_t since_ms = -1;
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	int64_t now_ms = monotonic_ms(), age_ms;

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0)
		return says_errno("getsockopt", errno);
	if (info.tcpi_unacked == 0)
		since_ms = -1;
	else if (since_ms == -1)
		since_ms = now_ms;
	age_ms = since_ms == -1 ? 0 : now_ms - since_ms;
	if (age_ms > info.tcpi_last_ack_recv)
		age_ms = info.tcpi_last_ack_recv;
	return says(age_ms >= OLD_MS ? TIMEOUT : OPEN,
	    "unacked %u, last ack %u ms ago", info.tcpi_unacked,
	    info.tcpi_last_ack_recv);
}
#endif /* __linux__ */

/* It sends nothing: without anybody's data there is nothing to grow old. */
const struct strategy strategy_tcp_info_unacked = {
	.name		= "tcp-info-unacked",
	.summary	= "TCP_INFO: tcpi_unacked, and no ACK for 1 s",
	.kind		= ASKS,
	.sees		= {
		[UNACKED]	= { TIMEOUT, TIMER(SINCE_UNACKED, OLD_MS) },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no tcpi_unacked",
#endif
};
