/* io-uring-poll.c - POLLRDHUP as an operation of io_uring(7). */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef HAVE_LIBURING
#include <liburing.h>
#include <poll.h>

static void
fill(struct io_uring_sqe *sqe, int fd)
{
	io_uring_prep_poll_add(sqe, fd, POLLRDHUP);
}

static struct said
watch(int fd)
{
	int revents = ring_wait(fd, fill);

	if (revents < 0)
		return says_errno("io_uring", -revents);
	return says_revents(fd, (unsigned)revents);
}
#endif /* HAVE_LIBURING */

const struct strategy strategy_io_uring_poll = {
	.name		= "io-uring-poll",
	.summary	= "io_uring IORING_OP_POLL_ADD, POLLRDHUP",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef HAVE_LIBURING
	.prepare	= ring_open,
	.probe		= ring_probe,
	.watch		= watch,
#else
	.unsupported	= "built without liburing (package liburing-dev)",
#endif
};
