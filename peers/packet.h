/* packet.h - Ethernet, IP and TCP headers, byte by byte; the path's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PACKET_H
#define HANGUP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ETHERNET_SIZE 14
#define IPV4_SIZE 20 /* without options */
#define IPV6_SIZE 40
#define TCP_SIZE 20 /* without options */

#define PROTOCOL_ICMP 1
#define PROTOCOL_TCP 6
#define PROTOCOL_ICMPV6 58

uint16_t packet_get16(const uint8_t *p);
uint32_t packet_get32(const uint8_t *p);
void packet_put16(uint8_t *p, uint32_t n);
void packet_put32(uint8_t *p, uint32_t n);

/* 4 or 6, by the Ethernet type; 0: neither, or too short for its header. */
int packet_family(const uint8_t *frame, size_t len);

/* Where a TCP segment stands in a frame, and what it says. */
struct located {
	int family;
	size_t tcp_at, payload_at, end; /* offsets from the frame's start */
	uint32_t seq, ack, next; /* next: SEG.SEQ + SEG.LEN, RFC 9293 3.4 */
	uint8_t flags;
};

/* False if it is no TCP segment, or not all of it is there. */
bool packet_locate(const uint8_t *frame, size_t len, struct located *l);

/* Who sends a packet to whom. */
struct way {
	int family;
	const uint8_t *from_mac, *to_mac, *from, *to;
};

/* The way back from that frame: an answer to it goes there. */
struct way packet_way_back(const uint8_t *frame, int family);

/*
 * Writes Ethernet and IP headers for size bytes of the protocol.  Their length;
 * out has room for ETHERNET_SIZE + IPV6_SIZE.
 */
size_t packet_begin(
    uint8_t *out, const struct way *way, uint8_t protocol, size_t size);

/* Makes an IPv4 header's own checksum right. */
void packet_seal_ipv4(uint8_t *ip);
/* Over the pseudo-header of the IP header and size bytes. */
uint16_t packet_checksum(const uint8_t *ip, int family, uint8_t protocol,
    const uint8_t *bytes, size_t size);
/* RFC 792: without a pseudo-header. */
uint16_t packet_plain_checksum(const uint8_t *bytes, size_t size);

#endif
