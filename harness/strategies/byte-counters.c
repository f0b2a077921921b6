/* byte-counters.c - life is that bytes came in within the last second. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

enum { SILENT_MS = 1000 };

static int last; /* bytes received, since nobody reads them */
static int64_t moved_ms;

/* Its clock runs from the beginning, not from when it is first asked. */
static void
prepare(int fd)
{
	last = socket_unread(fd);
	moved_ms = monotonic_ms();
}

static struct said
watch(int fd)
{
	int64_t now_ms = monotonic_ms();
	int n = socket_unread(fd);

	if (n != last) {
		last = n;
		moved_ms = now_ms;
	}
	return says(now_ms - moved_ms >= SILENT_MS ? TIMEOUT : OPEN,
	    "received %d, last %lld ms ago", n, (long long)(now_ms - moved_ms));
}

/* The peer is expected to talk: an idle one is taken for dead. */
const struct strategy strategy_byte_counters = {
	.name		= "byte-counters",
	.summary	= "bytes received did not move for 1 s: dead",
	.used_by	= "RabbitMQ, mosquitto, StackExchange.Redis",
	.kind		= ASKS,
	.sees		= {
		[NOTHING_HEARD]	= { TIMEOUT, TIMER(SINCE_DATA, SILENT_MS) },
	},
	.prepare	= prepare,
	.watch		= watch,
};
