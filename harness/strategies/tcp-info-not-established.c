/* tcp-info-not-established.c - any state but one is death. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>

static struct said
watch(int fd)
{
	int state = state_of(fd);
	const char *name = state_name(state);

	return says(state == TCP_ESTABLISHED ? OPEN : GONE, "%s",
	    name != NULL ? name : "unknown");
}
#endif /* __linux__ */

const struct strategy strategy_tcp_info_not_established = {
	.name		= "tcp-info-not-established",
	.summary	= "TCP_INFO: any state but ESTABLISHED is dead",
	.used_by	= "Unicorn (raindrops)",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
		[OUR_FIN]		= { GONE, WHEN_ASKED },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no TCP_INFO as Linux numbers its states",
#endif
};
