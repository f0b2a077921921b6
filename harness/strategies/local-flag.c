/* local-flag.c - connected once is connected for ever. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

static bool connected;

static void
prepare(int fd)
{
	(void)fd;
	connected = true;
}

static struct said
watch(int fd)
{
	(void)fd;
	return says(connected ? OPEN : GONE, "connected %d", connected);
}

/* Never asks the kernel, and so sees no sign at all. */
const struct strategy strategy_local_flag = {
	.name = "local-flag",
	.summary = "a flag of its own, set by connect",
	.used_by = "GLib, Java Socket.isConnected, Jedis, Commons Net, "
		   "Poco, redis-client, Dalli",
	.kind = ASKS,
	.prepare = prepare,
	.watch = watch,
};
