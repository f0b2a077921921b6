/* tcp-info-probes.c - TCP_INFO: the kernel has begun to repeat itself. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

static struct said
watch(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	bool trouble;

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0)
		return says_errno("getsockopt", errno);
	trouble = info.tcpi_backoff > 1 || info.tcpi_retransmits > 1 ||
	    info.tcpi_probes > 1;
	return says(trouble ? TIMEOUT : OPEN,
	    "backoff %u, retransmits %u, probes %u", info.tcpi_backoff,
	    info.tcpi_retransmits, info.tcpi_probes);
}
#endif /* __linux__ */

/*
 * Linux sends a tail loss probe after 200 ms, which is not counted, then waits
 * 200, 400, ...: the second retransmission by timeout leaves after 800.  The
 * second window probe does after 600.  Keepalive is not on.
 */
#define SECOND_RETRANSMISSION \
	{ \
		SINCE_REPEATED, 798, 1100, TIMER_FIXED \
	}
#define SECOND_PROBE \
	{ \
		SINCE_NO_ROOM, 598, 900, TIMER_FIXED \
	}

const struct strategy strategy_tcp_info_probes = {
	.name		= "tcp-info-probes",
	.summary	= "TCP_INFO: backoff, retransmits or probes of 2 or more",
	.kind		= ASKS,
	.sees		= {
		[ZERO_WINDOW]	= { TIMEOUT, SECOND_PROBE },
		[UNACKED]	= { TIMEOUT, SECOND_RETRANSMISSION },
	},
	.wide		= "timers of the kernel, in ticks of its own, and then "
			  "the interval of asking",
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no tcpi_retransmits",
#endif
};
