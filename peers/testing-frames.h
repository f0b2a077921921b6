/* testing-frames.h - frames with a TCP segment in them; for tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PEERS_TESTING_FRAMES_H
#define HANGUP_PEERS_TESTING_FRAMES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forge.h"

#define FIN 0x01
#define SYN 0x02
#define RST FORGE_RST
#define ACK FORGE_ACK

/* A TCP segment, as far as these tests tell them apart. */
struct tcp {
	int family;
	uint32_t seq;
	uint8_t flags;
	size_t payload, options, ip_options;
};

static inline void
put16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static inline void
put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v & 0xffff);
}

static inline uint16_t
get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t
get32(const uint8_t *p)
{
	return (uint32_t)get16(p) << 16 | get16(p + 2);
}

/* The frame's bytes at p (zero before); where TCP starts goes to tcp_at. */
static inline size_t
build(uint8_t *p, struct tcp t, size_t *tcp_at)
{
	size_t tcp = 20 + t.options + t.payload, ip, i;

	memcpy(p, "\2\0\0\0\0\2\2\0\0\0\0\1", 12);
	if (t.family == 6) {
		ip = 40;
		memcpy(p + 12, "\x86\xdd\x60\0\0\0", 6);
		put16(p + 18, tcp);
		memcpy(p + 20, "\6\x40", 2);
		p[22] = p[38] = 0xfd;
		p[37] = 1;
		p[53] = 2;
	} else {
		ip = 20 + t.ip_options;
		memcpy(p + 12, "\x08\0", 2);
		p[14] = (uint8_t)(0x40 | ip / 4);
		put16(p + 16, ip + tcp);
		memcpy(p + 22, "\x40\6", 2);
		memcpy(p + 26, "\x0a\x4d\0\1\x0a\x4d\0\2", 8);
	}
	*tcp_at = 14 + ip;
	put16(p + *tcp_at, 40000);
	put16(p + *tcp_at + 2, 7777);
	put32(p + *tcp_at + 4, t.seq);
	put32(p + *tcp_at + 8, 0x01020304);
	p[*tcp_at + 12] = (uint8_t)((20 + t.options) / 4 << 4);
	p[*tcp_at + 13] = t.flags;
	put16(p + *tcp_at + 14, 501);
	put16(p + *tcp_at + 18, 9); /* an urgent pointer, not to be kept */
	for (i = 0; i < t.payload; i++)
		p[14 + ip + 20 + t.options + i] = (uint8_t)i;
	return 14 + ip + tcp;
}

static inline void
learn(struct flow *flow, struct tcp t, bool handed)
{
	uint8_t frame[1600] = { 0 };
	size_t tcp_at, n = build(frame, t, &tcp_at);

	forge_learn(flow, frame, n, handed);
}

#endif
