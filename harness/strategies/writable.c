/* writable.c - room in the send buffer is taken for life. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <poll.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	unsigned revents = socket_poll(fd, POLLOUT);

	return says(revents != 0 ? OPEN : GONE, "revents 0x%04x", revents);
}

/*
 * The dead are always writable: sending to them does not block.  What lives
 * is not while its buffer is full, and how far the kernel lets that grow no
 * packet tells.
 */
const struct strategy strategy_writable = {
	.name = "writable",
	.summary = "poll(POLLOUT): writable is alive",
	.used_by = "cpp-httplib before PR 1132",
	.kind = ASKS,
	.sees = {
		[UNACKED] = { GONE, PERHAPS(SINCE_NO_ROOM) },
	},
	.wide = "the kernel makes the buffer as large as it likes",
	.watch = watch,
};
