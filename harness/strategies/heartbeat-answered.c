/* heartbeat-answered.c - 0x00 every 500 ms, and every one must come back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/heart.h"

static struct said
watch(int fd)
{
	return heart_watch(fd, NULL);
}

const struct strategy strategy_heartbeat_answered = {
	.name = "heartbeat-answered",
	.summary = "0x00 every {heartbeat.interval}, {heartbeat.misses} "
		   "in a row unanswered for {heartbeat.patience}",
	.used_by = "RabbitMQ, MQTT, ZeroMQ",
	.kind = WAITS,
	.speaks = true,
	.patience = HEARTBEAT_PATIENCE,
	.beat = HEARTBEAT_INTERVAL,
	.misses_by = HEARTBEAT_MISSES,
	.sees = HEART_SEES,
	.wide = HEART_WIDE,
	.watch = watch,
};
