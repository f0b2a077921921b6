/* inject.h - the command "inject", read and made a frame; the path's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_INJECT_H
#define HANGUP_INJECT_H

#include "forge.h"

struct injection {
	bool applies[DIRECTIONS];
	bool is_icmp;
	bool advances; /* what it carries lies at the receiver's RCV.NXT */
	struct icmp icmp;
	struct forgery segment;
};

/* False when the command is wrong, and then answered. */
bool inject_parse(int argc, char **argv, struct injection *injection);

/*
 * The frame that goes in direction d, of what is known of both: its length,
 * or 0 when it cannot be made, and the command is answered.  out has
 * FORGE_ROOM.
 */
size_t inject_make(const struct injection *injection,
    const struct flow flow[DIRECTIONS], enum direction d, uint8_t *out);

#endif
