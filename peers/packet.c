/* packet.c - Ethernet, IP and TCP headers, byte by byte. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "packet.h"

#include <string.h>

#define TYPE_IPV4 0x0800
#define TYPE_IPV6 0x86dd
#define FIN 0x01
#define SYN 0x02

uint16_t
packet_get16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

uint32_t
packet_get32(const uint8_t *p)
{
	return (uint32_t)packet_get16(p) << 16 | packet_get16(p + 2);
}

void
packet_put16(uint8_t *p, uint32_t n)
{
	p[0] = (uint8_t)(n >> 8);
	p[1] = (uint8_t)n;
}

void
packet_put32(uint8_t *p, uint32_t n)
{
	packet_put16(p, n >> 16);
	packet_put16(p + 2, n);
}

int
packet_family(const uint8_t *frame, size_t len)
{
	if (len >= ETHERNET_SIZE + IPV4_SIZE &&
	    packet_get16(frame + 12) == TYPE_IPV4)
		return 4;
	if (len >= ETHERNET_SIZE + IPV6_SIZE &&
	    packet_get16(frame + 12) == TYPE_IPV6)
		return 6;
	return 0;
}

bool
packet_locate(const uint8_t *frame, size_t len, struct located *l)
{
	const uint8_t *ip = frame + ETHERNET_SIZE, *tcp;

	l->family = packet_family(frame, len);
	if (l->family == 4 && ip[9] == PROTOCOL_TCP) {
		l->tcp_at = ETHERNET_SIZE + (size_t)(ip[0] & 15) * 4;
		l->end = ETHERNET_SIZE + packet_get16(ip + 2);
	} else if (l->family == 6 && ip[6] == PROTOCOL_TCP) {
		l->tcp_at = ETHERNET_SIZE + IPV6_SIZE;
		l->end = l->tcp_at + packet_get16(ip + 4);
	} else
		return false;
	if (l->end > len || l->tcp_at + TCP_SIZE > l->end)
		return false;
	tcp = frame + l->tcp_at;
	l->payload_at = l->tcp_at + (size_t)(tcp[12] >> 4) * 4;
	if (l->payload_at < l->tcp_at + TCP_SIZE || l->payload_at > l->end)
		return false;
	l->seq = packet_get32(tcp + 4);
	l->ack = packet_get32(tcp + 8);
	l->flags = tcp[13];
	l->next = l->seq + (uint32_t)(l->end - l->payload_at) +
	    ((l->flags & SYN) != 0) + ((l->flags & FIN) != 0);
	return true;
}

struct way
packet_way_back(const uint8_t *frame, int family)
{
	const uint8_t *ip = frame + ETHERNET_SIZE;
	struct way way = { family, frame, frame + 6, ip + 16, ip + 12 };

	if (family == 6) {
		way.from = ip + 24;
		way.to = ip + 8;
	}
	return way;
}

static size_t
put_ipv4(uint8_t *ip, const struct way *way, uint8_t protocol, size_t size)
{
	memset(ip, 0, IPV4_SIZE);
	ip[0] = 0x45;
	packet_put16(ip + 2, (uint32_t)(IPV4_SIZE + size));
	ip[6] = 0x40; /* do not fragment */
	ip[8] = 64;
	ip[9] = protocol;
	memcpy(ip + 12, way->from, 4);
	memcpy(ip + 16, way->to, 4);
	packet_seal_ipv4(ip);
	return IPV4_SIZE;
}

static size_t
put_ipv6(uint8_t *ip, const struct way *way, uint8_t protocol, size_t size)
{
	memset(ip, 0, IPV6_SIZE);
	ip[0] = 0x60;
	packet_put16(ip + 4, (uint32_t)size);
	ip[6] = protocol;
	ip[7] = 64;
	memcpy(ip + 8, way->from, 16);
	memcpy(ip + 24, way->to, 16);
	return IPV6_SIZE;
}

size_t
packet_begin(uint8_t *out, const struct way *way, uint8_t protocol, size_t size)
{
	uint8_t *ip = out + ETHERNET_SIZE;

	memcpy(out, way->to_mac, 6);
	memcpy(out + 6, way->from_mac, 6);
	packet_put16(out + 12, way->family == 4 ? TYPE_IPV4 : TYPE_IPV6);
	return ETHERNET_SIZE +
	    (way->family == 4 ? put_ipv4(ip, way, protocol, size) :
				put_ipv6(ip, way, protocol, size));
}

static uint32_t
add16(uint32_t sum, const uint8_t *p, size_t n)
{
	for (; n > 1; p += 2, n -= 2)
		sum += packet_get16(p);
	return n ? sum + ((uint32_t)p[0] << 8) : sum;
}

static uint16_t
fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

void
packet_seal_ipv4(uint8_t *ip)
{
	packet_put16(ip + 10, 0);
	packet_put16(ip + 10, fold(add16(0, ip, IPV4_SIZE)));
}

/* RFC 9293 3.1, RFC 8200 8.1: the pseudo-header, then the bytes. */
uint16_t
packet_checksum(const uint8_t *ip, int family, uint8_t protocol,
    const uint8_t *bytes, size_t size)
{
	uint32_t sum = protocol + (uint32_t)size;

	sum = family == 4 ? add16(sum, ip + 12, 8) : add16(sum, ip + 8, 32);
	return fold(add16(sum, bytes, size));
}

uint16_t
packet_plain_checksum(const uint8_t *bytes, size_t size)
{
	return fold(add16(0, bytes, size));
}
