/* tcp-info.c - getsockopt(TCP_INFO): the connection's state by its name. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
static struct said
watch(int fd)
{
	return says_state(state_of(fd));
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
