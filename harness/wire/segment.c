/* segment.c - one Ethernet frame, decoded; reads nothing beyond it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/wire.h"

#include <string.h>

enum {
	ETHER_HEADER = 14,
	IPV4_HEADER = 20,
	IPV6_HEADER = 40,
	TCP_HEADER = 20,
	TCP_QUOTED = 8,
	ICMP_HEADER = 8,
	ARP_HEADER = 8
};

enum { ETHER_IPV4 = 0x0800, ETHER_ARP = 0x0806, ETHER_IPV6 = 0x86dd };

enum { /* protocol and next-header numbers */
	IP_HOP_BY_HOP = 0,
	IP_ICMP = 1,
	IP_TCP = 6,
	IP_ROUTING = 43,
	IP_FRAGMENT = 44,
	IP_ICMPV6 = 58,
	IP_DESTINATION = 60
};

enum { OPTION_END, OPTION_NOP, OPTION_SCALE = 3, OPTION_SACK = 5 };

/* What is left of a frame.  kept <= len, whatever the headers claim. */
struct view {
	const uint8_t *at;
	size_t kept; /* bytes that can be read */
	size_t len;  /* bytes there were, by the IP header */
};

struct ip {
	int family;
	uint8_t from[16], to[16];
	uint8_t protocol;
	bool later_fragment; /* no transport header in it */
};

static uint16_t
be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)be16(p) << 16 | be16(p + 2);
}

static bool
skip(struct view *v, size_t n)
{
	if (v->kept < n)
		return false;
	v->at += n;
	v->kept -= n;
	v->len -= n;
	return true;
}

static void
limit(struct view *v, size_t len)
{
	v->len = len;
	if (v->kept > len)
		v->kept = len;
}

static bool
ipv4_header(struct view *v, struct ip *ip)
{
	const uint8_t *h = v->at;
	size_t header, total;

	if (v->kept < IPV4_HEADER || h[0] >> 4 != 4)
		return false;
	header = (size_t)(h[0] & 0x0f) * 4;
	total = be16(h + 2);
	if (header < IPV4_HEADER || total < header)
		return false;
	ip->family = 4;
	ip->later_fragment = (be16(h + 6) & 0x1fff) != 0;
	ip->protocol = h[9];
	memcpy(ip->from, h + 12, 4);
	memcpy(ip->to, h + 16, 4);
	limit(v, total);
	return skip(v, header);
}

/* RFC 8200 4: those that may stand before a transport header. */
static bool
ipv6_extension(struct view *v, struct ip *ip)
{
	const uint8_t *h = v->at;
	size_t length = 8;

	if (v->kept < 8)
		return false;
	if (ip->protocol == IP_FRAGMENT)
		ip->later_fragment = (be16(h + 2) & 0xfff8) != 0;
	else
		length += (size_t)h[1] * 8;
	ip->protocol = h[0];
	return skip(v, length);
}

static bool
ipv6_header(struct view *v, struct ip *ip)
{
	const uint8_t *h = v->at;

	if (v->kept < IPV6_HEADER || h[0] >> 4 != 6)
		return false;
	ip->family = 6;
	ip->later_fragment = false;
	ip->protocol = h[6];
	memcpy(ip->from, h + 8, 16);
	memcpy(ip->to, h + 24, 16);
	limit(v, IPV6_HEADER + (size_t)be16(h + 4));
	skip(v, IPV6_HEADER);
	while (!ip->later_fragment &&
	    (ip->protocol == IP_HOP_BY_HOP || ip->protocol == IP_ROUTING ||
		ip->protocol == IP_FRAGMENT || ip->protocol == IP_DESTINATION))
		if (!ipv6_extension(v, ip))
			return false;
	return true;
}

/* The highest right edge of the blocks: RFC 2018 3. */
static void
sack_option(struct segment *s, const uint8_t *blocks, size_t n)
{
	for (size_t i = 0; i + 8 <= n; i += 8) {
		uint32_t to = be32(blocks + i + 4);

		if (!s->has_sack || (int32_t)(to - s->sack_to) > 0)
			s->sack_to = to;
		s->has_sack = true;
	}
}

static void
options(struct segment *s, const uint8_t *o, size_t n)
{
	size_t length;

	for (; n > 0 && o[0] != OPTION_END; o += length, n -= length) {
		length = 1;
		if (o[0] == OPTION_NOP)
			continue;
		if (n < 2 || o[1] < 2 || o[1] > n)
			return;
		length = o[1];
		if (o[0] == OPTION_SCALE && length == 3 &&
		    (s->flags & TCP_SYN) != 0)
			s->window_scale = o[2] > 14 ? 14 : o[2];
		if (o[0] == OPTION_SACK)
			sack_option(s, o + 2, length - 2);
	}
}

static bool
tcp(struct segment *s, struct view *v)
{
	const uint8_t *h = v->at;
	size_t header;

	if (v->kept < TCP_HEADER)
		return false;
	header = (size_t)(h[12] >> 4) * 4;
	if (header < TCP_HEADER || !skip(v, header))
		return false;
	s->proto = PROTO_TCP;
	s->from_port = be16(h);
	s->to_port = be16(h + 2);
	s->seq = be32(h + 4);
	s->ack = be32(h + 8);
	s->flags = h[13];
	s->window = be16(h + 14);
	s->urgent = be16(h + 18);
	options(s, h + TCP_HEADER, header - TCP_HEADER);
	s->payload = v->at;
	s->payload_len = (uint32_t)v->len;
	s->payload_kept = (uint32_t)v->kept;
	return true;
}

/* RFC 792 demands eight bytes of the TCP header: ports and SEQ. */
static void
quote(struct segment *s, struct view *v)
{
	struct ip ip = { 0 };
	bool whole = s->family == 4 ? ipv4_header(v, &ip) : ipv6_header(v, &ip);

	if (!whole || ip.later_fragment || ip.protocol != IP_TCP ||
	    v->kept < TCP_QUOTED)
		return;
	s->quotes_tcp = true;
	memcpy(s->quoted_from, ip.from, sizeof(s->quoted_from));
	memcpy(s->quoted_to, ip.to, sizeof(s->quoted_to));
	s->quoted_from_port = be16(v->at);
	s->quoted_to_port = be16(v->at + 2);
	s->quoted_seq = be32(v->at + 4);
}

/* Errors quote: RFC 792 types 3, 4, 5, 11, 12; RFC 4443 types below 128. */
static bool
is_error(int family, uint8_t type)
{
	if (family == 6)
		return type < 128;
	return (type >= 3 && type <= 5) || type == 11 || type == 12;
}

static bool
icmp(struct segment *s, struct view *v)
{
	const uint8_t *h = v->at;

	if (!skip(v, ICMP_HEADER))
		return false;
	s->proto = s->family == 4 ? PROTO_ICMP : PROTO_ICMPV6;
	s->icmp_type = h[0];
	s->icmp_code = h[1];
	if (is_error(s->family, s->icmp_type))
		quote(s, v);
	return true;
}

static bool
internet(struct segment *s, struct view *v, int family)
{
	struct ip ip = { 0 };
	bool whole = family == 4 ? ipv4_header(v, &ip) : ipv6_header(v, &ip);

	s->family = family;
	memcpy(s->from, ip.from, sizeof(s->from));
	memcpy(s->to, ip.to, sizeof(s->to));
	if (!whole)
		return false;
	if (ip.later_fragment)
		return true;
	if (ip.protocol == IP_TCP)
		return tcp(s, v);
	if (ip.protocol == (family == 4 ? IP_ICMP : IP_ICMPV6))
		return icmp(s, v);
	return true;
}

static bool
arp(struct segment *s, struct view *v)
{
	if (v->kept < ARP_HEADER)
		return false;
	s->proto = PROTO_ARP;
	s->arp_op = be16(v->at + 6);
	return true;
}

static bool
ethernet(struct segment *s, struct view *v)
{
	const uint8_t *h = v->at;

	if (!skip(v, ETHER_HEADER))
		return false;
	memcpy(s->to_mac, h, 6);
	memcpy(s->from_mac, h + 6, 6);
	switch (be16(h + 12)) {
	case ETHER_IPV4:
		return internet(s, v, 4);
	case ETHER_IPV6:
		return internet(s, v, 6);
	case ETHER_ARP:
		return arp(s, v);
	default:
		return true;
	}
}

/* A header that is cut short leaves the proto PROTO_OTHER. */
void
segment_decode(struct segment *s, const uint8_t *frame, size_t caplen)
{
	struct view v = { frame, caplen, caplen };

	memset(s, 0, sizeof(*s));
	s->window_scale = -1;
	s->truncated = !ethernet(s, &v);
}

uint32_t
segment_span(const struct segment *s)
{
	return s->payload_len + ((s->flags & TCP_SYN) != 0) +
	    ((s->flags & TCP_FIN) != 0);
}

const char *
flags_text(uint8_t flags, char *buf, size_t size)
{
	static const char names[8][4] = { "FIN", "SYN", "RST", "PSH", "ACK",
		"URG", "ECE", "CWR" };
	size_t n = 0;

	if (size > 0)
		buf[0] = '\0';
	for (size_t i = 0; i < 8; i++)
		if ((flags & 1 << i) != 0 && n + 5 <= size) {
			if (n > 0)
				buf[n++] = ',';
			memcpy(buf + n, names[i], 4);
			n += 3;
		}
	return buf;
}
