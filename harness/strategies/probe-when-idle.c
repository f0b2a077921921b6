/* probe-when-idle.c - a heartbeat, but only after nothing at all happened. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { IDLE_MS = 500, PROBES = 2, DEAD_MS = IDLE_MS * (1 + PROBES) };

/* Whatever comes puts off the next probe, and forgives those before. */
static struct said
watch(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	char buf[4096];
	int unanswered = 0;
	ssize_t n;

	for (;;) {
		if (poll(&pollfd, 1, IDLE_MS) == 0) {
			if (unanswered == PROBES)
				return says(TIMEOUT, "%d probes", unanswered);
			if (socket_beat(fd, MSG_DONTWAIT) < 0 &&
			    !would_block(errno))
				return says_errno("send", errno);
			unanswered++;
			continue;
		}
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		if (n == 0 || (n < 0 && !would_block(errno)))
			return says_recv(n, errno);
		unanswered = 0;
	}
}

/* Alive, something comes at least as often as the probes are sent. */
const struct strategy strategy_probe_when_idle = {
	.name		= "probe-when-idle",
	.summary	= "0x00 after 500 ms of nothing; 2 unanswered are dead",
	.used_by	= "OpenSSH (ClientAliveInterval)",
	.kind		= WAITS,
	.speaks		= true,
	.patience_ms	= DEAD_MS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]		=
		    { TIMEOUT, TIMER(SINCE_DATA, DEAD_MS) },
		[NO_ANSWER]		=
		    { TIMEOUT, TIMER(SINCE_DATA, DEAD_MS) },
		[ZERO_WINDOW]		=
		    { TIMEOUT, TIMER(SINCE_DATA, DEAD_MS) },
		[NO_ROUTE]		=
		    { TIMEOUT, TIMER(SINCE_DATA, DEAD_MS) },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[OUR_FIN]		= { GONE, AT_NEXT_SEND(IDLE_MS) },
		[LATE]			=
		    { TIMEOUT, TIMER(SINCE_DATA, DEAD_MS) },
	},
	.wide		= "that our side sent a FIN it learns at its next probe",
	.watch		= watch,
};
