/* tcp-info-closing-states.c - the states in which the peer has closed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>

static bool
closing(int state)
{
	return (state >= TCP_TIME_WAIT && state <= TCP_LAST_ACK) ||
	    state == TCP_CLOSING;
}

static struct said
watch(int fd)
{
	int state = state_of(fd);
	const char *name = state_name(state);

	return says(closing(state) ? GONE : OPEN, "%s",
	    name != NULL ? name : "unknown");
}
#endif /* __linux__ */

const struct strategy strategy_tcp_info_closing_states = {
	.name		= "tcp-info-closing-states",
	.summary	= "TCP_INFO: TIME_WAIT to LAST_ACK and CLOSING are dead",
	.used_by	= "Puma",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { GONE, WHEN_ASKED },
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
