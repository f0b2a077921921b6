/* ring.c - io_uring(7): one operation at a time, waited for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

#ifdef HAVE_LIBURING
#include <err.h>
#include <errno.h>
#include <liburing.h>
#include <stdio.h>
#include <string.h>

enum { ENTRIES = 4 };

static struct io_uring ring;

void
ring_open(int fd)
{
	int error = -io_uring_queue_init(ENTRIES, &ring, 0);

	(void)fd;
	if (error != 0)
		errx(1, "io_uring_queue_init: %s", strerror(error));
}

/* The wait is interrupted by stop and continue: signal(7). */
int
ring_wait(int fd, void (*fill)(struct io_uring_sqe *sqe, int fd))
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);
	struct io_uring_cqe *cqe;
	int result;

	if (sqe == NULL)
		return -EAGAIN;
	fill(sqe, fd);
	result = io_uring_submit(&ring);
	if (result < 0)
		return result;
	do
		result = io_uring_wait_cqe(&ring, &cqe);
	while (result == -EINTR);
	if (result < 0)
		return result;
	result = cqe->res;
	io_uring_cqe_seen(&ring, cqe);
	return result;
}

/* Containers forbid it by seccomp, hosts by kernel.io_uring_disabled. */
const char *
ring_probe(void)
{
	static char why[80];
	struct io_uring probe;
	int error = -io_uring_queue_init(ENTRIES, &probe, 0);

	if (error == 0) {
		io_uring_queue_exit(&probe);
		return NULL;
	}
	snprintf(why, sizeof(why), "no io_uring here: io_uring_queue_init %s",
	    errno_name(error));
	return why;
}
#endif /* HAVE_LIBURING */
