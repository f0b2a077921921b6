/* dual-verification.c - reads and writes, to tell half-closed from closed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "strategies/strategy.h"

enum { READS = 64 }; /* a peer that never pauses must not hold us */

/* Reads what is there.  The last recv(2). */
static ssize_t
drain(int fd)
{
	char buf[4096];
	ssize_t n = 0;

	for (int i = 0; i < READS; i++) {
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		if (n <= 0)
			break;
	}
	return n;
}

/* The reading side has ended; what of the writing side? */
static struct said
end_of_reading(ssize_t sent, int send_error)
{
	if (sent == 1 || would_block(send_error))
		return says(HALF_CLOSED, "recv 0, send %zd", sent);
	if (send_error == EPIPE)
		return says(CLOSED, "recv 0, send EPIPE");
	return says_errno("recv 0, send", send_error);
}

static struct said
watch(int fd)
{
	ssize_t got = drain(fd);
	int recv_error = errno;
	ssize_t sent;

	if (got < 0 && !would_block(recv_error))
		return says_errno("recv", recv_error);
	sent = socket_beat(fd, MSG_DONTWAIT);
	if (got == 0)
		return end_of_reading(sent, errno);
	if (sent < 0 && !would_block(errno))
		return says_errno("send", errno);
	return says(OPEN, "recv %zd, send %zd", got, sent);
}

const struct strategy strategy_dual_verification = {
	.name		= "dual-verification",
	.summary	= "read to the end, send 1 byte: half-closed or closed",
	.kind		= ASKS,
	.speaks		= true,
	.sees		= {
		[FIN]			= { HALF_CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { HALF_CLOSED, WHEN_ASKED },
		[FIN_BOTH]		= { CLOSED, WHEN_ASKED },
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_AFTER_FIN]		= { CLOSED, WHEN_ASKED },
		[RST_AFTER_FIN_ON_SEND]	= { CLOSED, WHEN_ASKED },
		[RST_ON_SEND]		= { RESET, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
	},
	.watch		= watch,
};
