/* forge.c - segments that look like one end's, made by the path. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "forge.h"

#include <arpa/inet.h>
#include <string.h>

#define ETHERNET 14
#define IPV4 20 /* we forge without options */
#define IPV6 40
#define TCP 20

static uint32_t
get32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static uint16_t
get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static void
put16(uint8_t *p, uint32_t n)
{
	p[0] = (uint8_t)(n >> 8);
	p[1] = (uint8_t)n;
}

static void
put32(uint8_t *p, uint32_t n)
{
	put16(p, n >> 16);
	put16(p + 2, n);
}

/* Offset of the TCP header and length of the IP packet; false if no TCP. */
static bool
locate(const uint8_t *frame, size_t len, size_t *tcp_at, size_t *end)
{
	const uint8_t *ip = frame + ETHERNET;

	if (len >= ETHERNET + IPV4 && get16(frame + 12) == 0x0800 &&
	    ip[9] == 6) {
		*tcp_at = ETHERNET + (size_t)(ip[0] & 15) * 4;
		*end = ETHERNET + get16(ip + 2);
	} else if (len >= ETHERNET + IPV6 && get16(frame + 12) == 0x86dd &&
	    ip[6] == 6) {
		*tcp_at = ETHERNET + IPV6;
		*end = ETHERNET + IPV6 + get16(ip + 4);
	} else
		return false;
	return *end <= len && *tcp_at + TCP <= *end;
}

void
forge_learn(struct flow *flow, const uint8_t *frame, size_t len, bool handed)
{
	size_t tcp_at, end;
	const uint8_t *tcp;
	uint32_t next;

	if (!locate(frame, len, &tcp_at, &end) ||
	    tcp_at + TCP > sizeof(flow->head))
		return;
	tcp = frame + tcp_at;
	memcpy(flow->head, frame, tcp_at + TCP);
	flow->known = true;
	flow->ip_at = ETHERNET;
	flow->tcp_at = tcp_at;
	next = get32(tcp + 4) + (uint32_t)(end - tcp_at) -
	    (uint32_t)(tcp[12] >> 4) * 4;
	next += (tcp[13] & 1) + (tcp[13] >> 1 & 1); /* FIN, SYN */
	if (handed && (!flow->handed || (int32_t)(next - flow->next) > 0)) {
		flow->next = next;
		flow->handed = true;
	}
}

static uint32_t
add16(uint32_t sum, const uint8_t *p, size_t n)
{
	for (; n > 1; p += 2, n -= 2)
		sum += get16(p);
	return n ? sum + (uint32_t)(p[0] << 8) : sum;
}

static uint16_t
fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

/* RFC 9293 3.1: the pseudo-header, then the segment. */
static uint16_t
tcp_checksum(const uint8_t *addresses, size_t size, const uint8_t *tcp)
{
	return fold(add16(add16(6 + TCP, addresses, size), tcp, TCP));
}

static size_t
put_ip(const struct flow *flow, uint8_t *ip)
{
	if (get16(flow->head + 12) == 0x0800) {
		memcpy(ip, flow->head + flow->ip_at, IPV4);
		ip[0] = 0x45;
		put16(ip + 2, IPV4 + TCP);
		put16(ip + 10, 0);
		put16(ip + 10, fold(add16(0, ip, IPV4)));
		return IPV4;
	}
	memcpy(ip, flow->head + flow->ip_at, IPV6);
	put16(ip + 4, TCP);
	return IPV6;
}

size_t
forge_segment(const struct flow *flow, uint8_t flags, uint32_t offset,
    uint8_t *out, size_t room)
{
	size_t ip_size;
	uint8_t *tcp;

	if (!flow->known || !flow->handed || room < ETHERNET + IPV6 + TCP)
		return 0;
	memcpy(out, flow->head, ETHERNET);
	ip_size = put_ip(flow, out + ETHERNET);
	tcp = out + ETHERNET + ip_size;
	memcpy(tcp, flow->head + flow->tcp_at, TCP);
	put32(tcp + 4, flow->next + offset);
	tcp[12] = TCP / 4 << 4;
	tcp[13] = flags;
	put16(tcp + 16, 0);
	put16(tcp + 18, 0);
	put16(tcp + 16,
	    ip_size == IPV4 ? tcp_checksum(out + ETHERNET + 12, 8, tcp) :
			      tcp_checksum(out + ETHERNET + 8, 32, tcp));
	return ETHERNET + ip_size + TCP;
}
