/* drain-to-eof.c - reads all there is, and throws it away. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { READS = 64 }; /* a peer that never pauses must not hold us */

static struct said
watch(int fd)
{
	char buf[4096];
	ssize_t n = 0;

	for (int i = 0; i < READS; i++) {
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		if (n <= 0)
			break;
	}
	return says_alive(n, true);
}

const struct strategy strategy_drain_to_eof = {
	.name		= "drain-to-eof",
	.summary	= "recv until it would block, discarding: an end is dead",
	.used_by	= "MySQL client (net_clear), HAProxy (2 reads)",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
	},
	.watch		= watch,
};
