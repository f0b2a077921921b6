/* bridge.h - frames between two devices, and what is done to them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_BRIDGE_H
#define HANGUP_BRIDGE_H

#include <stddef.h>
#include <stdint.h>

#include "forge.h"
#include "queue.h"
#include "rules.h"

/* in[d] is where frames that go in direction d come from; -1: no device. */
struct bridge {
	int in[DIRECTIONS];
	int attached; /* in the peer's place after bridge_switch */
	struct rule *rules;
	struct queue queue;
	struct flow flow[DIRECTIONS];
	unsigned long forwarded[DIRECTIONS], dropped[DIRECTIONS];
	unsigned long forged[DIRECTIONS];
};

/* What comes in on a device, and a way out of it.  -1 and errno on failure. */
int bridge_open(const char *device);

/* Without devices. */
void bridge_init(struct bridge *b);

/* Closes its devices and forgets all the rest. */
void bridge_close(struct bridge *b);

/* Some of the frames that wait on that side; harmless when none does. */
int bridge_forward(struct bridge *b, enum direction d);
/* Those that waited for their time. */
void bridge_forward_due(struct bridge *b);
/* All that has arrived by now, on both sides. */
void bridge_catch_up(struct bridge *b);
/* CLOCK_MONOTONIC: when bridge_forward_due has something to do; -1: never. */
int64_t bridge_due_ns(const struct bridge *b);
int64_t bridge_now_ns(void);

void bridge_put_forged(
    struct bridge *b, enum direction d, const uint8_t *bytes, size_t len);

/* Ends all HOLD rules and lets go what they held. */
void bridge_release(struct bridge *b);
/* Forgets all rules and lets go all that waits; or loses it. */
void bridge_reset(struct bridge *b, bool lose);
/* The attached device and the peer's change places. */
void bridge_switch(struct bridge *b);

#endif
