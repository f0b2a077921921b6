/* heartbeat-unanswered.c - a heartbeat nobody listens for an answer to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <stddef.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	while (socket_beat(fd, 0) == 1)
		poll(NULL, 0, timer_setting(HEARTBEAT_INTERVAL));
	return says_errno("send", errno);
}

/* The first send after a FIN draws the RST, the second one sees it. */
const struct strategy strategy_heartbeat_unanswered = {
	.name		= "heartbeat-unanswered",
	.summary	= "send 0x00 every {heartbeat.interval}, look only at the error",
	.kind		= WAITS,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[RST_BEHIND_DATA]	= { RESET, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[FIN_BOTH]		= { GONE, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[RST_AFTER_FIN]		= { GONE, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[RST_AFTER_FIN_ON_SEND]	= { GONE, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[RST_ON_SEND]		= { RESET, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[LOCAL_ABORT]		= { RESET, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
		[OUR_FIN]		= { GONE, TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) },
	},
	.wide		= "it learns at its next send, 500 ms away at most",
	.watch		= watch,
};
