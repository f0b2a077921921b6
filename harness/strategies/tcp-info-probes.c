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
	trouble = info.tcpi_backoff > 0 || info.tcpi_retransmits > 0 ||
	    info.tcpi_probes > 0;
	return says(trouble ? TIMEOUT : OPEN,
	    "backoff %u, retransmits %u, probes %u", info.tcpi_backoff,
	    info.tcpi_retransmits, info.tcpi_probes);
}
#endif /* __linux__ */

const struct strategy strategy_tcp_info_probes = {
	.name		= "tcp-info-probes",
	.summary	= "TCP_INFO: tcpi_backoff, tcpi_retransmits, tcpi_probes",
	.kind		= ASKS,
	.sees		= {
		[ZERO_WINDOW]	= { TIMEOUT, { SINCE_SIGN, 0, 600 } },
		[UNACKED]	= { TIMEOUT, { SINCE_UNACKED, 398, 700 } },
	},
	.wide		= "x",
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no tcpi_retransmits",
#endif
};
