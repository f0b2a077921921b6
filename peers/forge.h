/* forge.h - what the path knows of the connection, and segments made of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_FORGE_H
#define HANGUP_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum direction { TO_PEER, TO_SUBJECT, DIRECTIONS };

#define FORGE_FLAG_RST 0x04
#define FORGE_FLAG_ACK 0x10

/* The last TCP segment seen going one way, and what came after it. */
struct flow {
	bool known;
	uint8_t head[128];    /* its Ethernet, IP and TCP headers */
	size_t ip_at, tcp_at; /* offsets in head */
	uint32_t next;	      /* highest sequence number handed over */
	bool handed;	      /* next is valid */
};

/* A frame crosses (handed over or not): learn from it. */
void
forge_learn(struct flow *flow, const uint8_t *frame, size_t len, bool handed);

/*
 * A segment without payload as the sender of this flow would make it: its
 * addresses and ports, sequence number flow->next + offset, the last
 * acknowledgement it sent.  Bytes written to out, or 0 if nothing was learned.
 */
size_t forge_segment(const struct flow *flow, uint8_t flags, uint32_t offset,
    uint8_t *out, size_t room);

#endif
