/* outq.c - a byte is sent, and the kernel's queue must shrink again. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

enum { STUCK_MS = 1000 };

#ifdef __linux__
#include <errno.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* The queue before the next byte goes into it. */
static struct said
stuck(int queued, int left_behind)
{
	static int64_t since_ms = -1;
	int64_t now_ms = monotonic_ms();

	if (queued == 0)
		since_ms = -1;
	else if (since_ms == -1 || queued < left_behind)
		since_ms = now_ms;
	return says(
	    since_ms != -1 && now_ms - since_ms >= STUCK_MS ? TIMEOUT : OPEN,
	    "SIOCOUTQ %d", queued);
}

static struct said
watch(int fd)
{
	static int left_behind;
	struct said said;
	int queued;

	if (ioctl(fd, SIOCOUTQ, &queued) < 0)
		return says_errno("ioctl", errno);
	said = stuck(queued, left_behind);
	if (socket_beat(fd, MSG_DONTWAIT) < 0 && !would_block(errno))
		return says_errno("send", errno);
	if (ioctl(fd, SIOCOUTQ, &left_behind) < 0)
		return says_errno("ioctl", errno);
	return said;
}
#endif /* __linux__ */

const struct strategy strategy_outq = {
	.name		= "outq",
	.summary	= "send 1 byte; SIOCOUTQ does not shrink for 1 s",
	.kind		= ASKS,
	.speaks		= true,
	.sees		= {
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN_ON_SEND]	= { GONE, WHEN_ASKED },
		[RST_ON_SEND]		= { RESET, WHEN_ASKED },
		[SILENCE]		=
		    { TIMEOUT, TIMER(SINCE_SENT, STUCK_MS) },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMER(SINCE_NO_ROOM, STUCK_MS) },
		[NO_ROUTE]		=
		    { TIMEOUT, TIMER(SINCE_SENT, STUCK_MS) },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
		[UNACKED]		=
		    { TIMEOUT, TIMER(SINCE_UNACKED, STUCK_MS) },
		[OUR_FIN]		= { GONE, WHEN_ASKED },
	},
#ifdef __linux__
	.watch		= watch,
#else
	.unsupported	= "no SIOCOUTQ",
#endif
};
