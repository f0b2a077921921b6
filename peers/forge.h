/* forge.h - what the path knows of the connection, and packets made of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_FORGE_H
#define HANGUP_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum direction { TO_PEER, TO_SUBJECT, DIRECTIONS };

#define FORGE_FIN 0x01
#define FORGE_SYN 0x02
#define FORGE_RST 0x04
#define FORGE_ACK 0x10

#define FORGE_PAYLOAD 1400	/* at most, with a forged segment */
#define FORGE_ROOM 1514		/* a frame that is always large enough */
#define FORGE_QUOTE (14 + 1232) /* of a frame, for an ICMP error */

/* What is known of the segments that go one way. */
struct flow {
	bool known;
	uint8_t head[128];    /* Ethernet, IP and TCP headers of the last */
	size_t ip_at, tcp_at; /* offsets in head */
	uint32_t next;	      /* highest sequence number handed over */
	bool handed;	      /* next is valid */
	uint8_t
	    quote[FORGE_QUOTE]; /* the last with payload; if none: the last */
	size_t quote_len;
	bool quote_has_payload;
};

/* A frame crosses (handed over or not): learn from it. */
void
forge_learn(struct flow *flow, const uint8_t *frame, size_t len, bool handed);

struct forgery {
	uint8_t flags;	 /* FORGE_*; without ACK the field is zero */
	uint32_t offset; /* from the receiver's RCV.NXT, modulo 2^32 */
	size_t payload;	 /* bytes 1, 2, 3..., at most FORGE_PAYLOAD */
};

/*
 * A segment as the sender of this flow would make it: its addresses and ports,
 * sequence number flow->next + offset, the last acknowledgement it sent.  Bytes
 * written to out, or 0 if nothing was learned or there is no room.
 */
size_t forge_segment(const struct flow *flow, const struct forgery *forgery,
    uint8_t *out, size_t room);

/*
 * What a host that knows no such connection answers to the frame: RFC 9293
 * 3.5.2, group 1.  0 if it is no TCP segment, or an RST.  out has FORGE_ROOM.
 */
size_t forge_reset(const uint8_t *frame, size_t len, uint8_t *out);

/* An ICMP error, in both families' terms. */
struct icmp {
	uint8_t type[2], code[2]; /* [0]: IPv4, [1]: IPv6 */
	bool only_ipv4;
	bool from_destination; /* who sends it: not a router */
};

/* A name as "help" lists them.  False if there is none. */
bool icmp_named(const char *name, struct icmp *icmp);
/* The names, with spaces between. */
const char *icmp_names(void);

/*
 * The error about the frame, to its sender; the frame may be cut.  From a
 * router or from the frame's destination.  0 if it carries no TCP segment, an
 * RST, or IPv6 and the error exists in IPv4 only.  out has FORGE_ROOM.
 */
size_t forge_icmp(
    const struct icmp *icmp, const uint8_t *frame, size_t len, uint8_t *out);

#endif
