/* either-direction.c - life is that bytes moved, whoever sent them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

enum { SILENT_MS = 1000 };

#ifdef __linux__
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* All that was ever given to the kernel: acknowledged, or in its queue. */
static long long
written(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	int queued;

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) < 0 ||
	    ioctl(fd, SIOCOUTQ, &queued) < 0)
		return -1;
	return (long long)info.tcpi_bytes_acked + queued;
}

static long long last_out;
static int last_in;
static int64_t moved_ms;

/* Its clock runs from the beginning, not from when it is first asked. */
static void
prepare(int fd)
{
	last_out = written(fd);
	last_in = socket_unread(fd);
	moved_ms = monotonic_ms();
}

static struct said
watch(int fd)
{
	int64_t now_ms = monotonic_ms();
	long long out = written(fd);
	int in = socket_unread(fd);

	if (in != last_in || out != last_out) {
		last_in = in;
		last_out = out;
		moved_ms = now_ms;
	}
	return says(now_ms - moved_ms >= SILENT_MS ? TIMEOUT : OPEN,
	    "in %d, out %lld, last %lld ms ago", in, out,
	    (long long)(now_ms - moved_ms));
}
#endif /* __linux__ */

/* What we write counts, though it may never arrive. */
const struct strategy strategy_either_direction = {
	.name		= "either-direction",
	.summary	= "no byte moved either way for 1 s: dead",
	.used_by	= "rsync (check_timeout)",
	.kind		= ASKS,
	.sees		= {
		[NOTHING_HEARD]	= { TIMEOUT, TIMER(SINCE_TRAFFIC, SILENT_MS) },
	},
#ifdef __linux__
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no SIOCOUTQ and no tcpi_bytes_acked",
#endif
};
