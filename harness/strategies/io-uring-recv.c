/* io-uring-recv.c - recv as an operation of io_uring(7), until it ends. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef HAVE_LIBURING
#include <liburing.h>

static char buf[4096];

static void
fill(struct io_uring_sqe *sqe, int fd)
{
	io_uring_prep_recv(sqe, fd, buf, sizeof(buf), 0);
}

static struct said
watch(int fd)
{
	int n;

	do
		n = ring_wait(fd, fill);
	while (n > 0);
	return says_recv(n, -n);
}
#endif /* HAVE_LIBURING */

const struct strategy strategy_io_uring_recv = {
	.name		= "io-uring-recv",
	.summary	= "io_uring IORING_OP_RECV until it returns 0 or fails",
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
