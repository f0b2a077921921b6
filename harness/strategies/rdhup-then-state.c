/* rdhup-then-state.c - hung up; the state tells how, without a read. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLRDHUP);
	int state;
	const char *name;

	if (revents == 0)
		return says(OPEN, "revents 0");
	state = state_of(fd);
	name = state_name(state);
	return says(state == TCP_CLOSE_WAIT ? HALF_CLOSED : RESET,
	    "revents 0x%04x, %s", revents, name != NULL ? name : "unknown");
}
#endif /* __linux__ */

const struct strategy strategy_rdhup_then_state = {
	.name		= "rdhup-then-state",
	.summary	= "POLLRDHUP: CLOSE_WAIT is half-closed, else reset",
	.used_by	= "lighttpd",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { HALF_CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { HALF_CLOSED, WHEN_ASKED },
		[FIN_BOTH]		= { RESET, WHEN_ASKED },
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_AFTER_FIN]		= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no TCP_INFO as Linux numbers its states",
#endif
};
