/* layered.c - peek, then SO_ERROR, then a heartbeat: errors by name. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { PATIENCE_MS = 1000 };

static struct said
peek(int fd)
{
	long n = socket_peek(fd);

	if (n < 0 && would_block(errno))
		return says(OPEN, "peek EAGAIN");
	return n < 0 ? says_errno("peek", errno) :
		       says(n == 0 ? CLOSED : OPEN, "peek %ld", n);
}

/* Reads on until the echo, the end, an error, or nothing until_ms. */
static struct said
echo(int fd, int64_t until_ms)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	char buf[4096];

	for (;;) {
		int64_t left_ms = until_ms - monotonic_ms();
		ssize_t n;

		if (poll(&pollfd, 1, left_ms > 0 ? (int)left_ms : 0) == 0)
			return says(TIMEOUT, "no echo");
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		if (n < 0 && errno == EAGAIN)
			continue;
		if (n <= 0)
			return says_recv(n, errno);
		if (memchr(buf, 0, (size_t)n) != NULL)
			return says(OPEN, "echo");
	}
}

static struct said
heartbeat(int fd)
{
	int64_t until_ms = monotonic_ms() + PATIENCE_MS;

	if (socket_beat(fd, MSG_DONTWAIT) < 0 && errno != EAGAIN)
		return says_errno("send", errno);
	return echo(fd, until_ms);
}

static struct said
watch(int fd)
{
	struct said said = peek(fd);

	if (verdict_terminal(said.verdict))
		return said;
	said = says_so_error(fd);
	if (verdict_terminal(said.verdict))
		return said;
	return heartbeat(fd);
}

const struct strategy strategy_layered = {
	.name		= "layered",
	.summary	= "peek, SO_ERROR, 0x00 echoed within 1 s",
	.kind		= ASKS,
	.speaks		= true,
	.patience_ms	= PATIENCE_MS,
	.sees		= {
		[FIN]			= { CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { CLOSED, WHEN_ASKED },
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_ON_SEND]		= { RESET, AT_ONCE },
		[SILENCE]	= { TIMEOUT, TIMER(SINCE_SENT, PATIENCE_MS) },
		[NO_ANSWER]	= { TIMEOUT, TIMER(SINCE_SENT, PATIENCE_MS) },
		[ZERO_WINDOW]	= { TIMEOUT, TIMER(SINCE_SENT, PATIENCE_MS) },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
		[SOFT_ERROR]		= { UNREACHABLE, WHEN_ASKED },
		[LATE]		= { TIMEOUT, TIMER(SINCE_SENT, PATIENCE_MS) },
	},
	.watch		= watch,
};
