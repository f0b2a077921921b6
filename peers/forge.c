/* forge.c - segments that look like one end's, made by the path. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "forge.h"

#include <string.h>

#include "packet.h"

#define PORTS_SIZE 4 /* both, where TCP begins */

/* The one that is quoted best: data in flight can be matched to a socket. */
static void
keep_for_quoting(
    struct flow *flow, const uint8_t *frame, bool has_payload, size_t len)
{
	if (flow->quote_has_payload && !has_payload)
		return;
	flow->quote_has_payload = has_payload;
	flow->quote_len = len < FORGE_QUOTE ? len : FORGE_QUOTE;
	memcpy(flow->quote, frame, flow->quote_len);
}

void
forge_learn(struct flow *flow, const uint8_t *frame, size_t len, bool handed)
{
	struct located l;

	if (!packet_locate(frame, len, &l) ||
	    l.tcp_at + TCP_SIZE > sizeof(flow->head))
		return;
	/* the first connection is the one that is meant, whoever opens more */
	if (flow->known &&
	    (l.tcp_at != flow->tcp_at ||
		memcmp(flow->head + l.tcp_at, frame + l.tcp_at, PORTS_SIZE) !=
		    0))
		return;
	memcpy(flow->head, frame, l.tcp_at + TCP_SIZE);
	flow->known = true;
	flow->ip_at = ETHERNET_SIZE;
	flow->tcp_at = l.tcp_at;
	keep_for_quoting(flow, frame, l.end > l.payload_at, l.end);
	if (handed && (!flow->handed || (int32_t)(l.next - flow->next) > 0)) {
		flow->next = l.next;
		flow->handed = true;
	}
}

/* The sender's own IP header, for size bytes of TCP. */
static size_t
put_ip(const struct flow *flow, uint8_t *ip, size_t size)
{
	if (packet_family(flow->head, sizeof(flow->head)) == 4) {
		memcpy(ip, flow->head + flow->ip_at, IPV4_SIZE);
		ip[0] = 0x45;
		packet_put16(ip + 2, (uint32_t)(IPV4_SIZE + size));
		packet_seal_ipv4(ip);
		return IPV4_SIZE;
	}
	memcpy(ip, flow->head + flow->ip_at, IPV6_SIZE);
	packet_put16(ip + 4, (uint32_t)size);
	return IPV6_SIZE;
}

/* The rest of a segment whose ports, numbers and window stand there. */
static void
finish(uint8_t *ip, int family, uint8_t *tcp, size_t size)
{
	tcp[12] = TCP_SIZE / 4 << 4;
	packet_put16(tcp + 16, 0);
	packet_put16(tcp + 18, 0); /* no urgent pointer */
	packet_put16(
	    tcp + 16, packet_checksum(ip, family, PROTOCOL_TCP, tcp, size));
}

size_t
forge_segment(const struct flow *flow, const struct forgery *forgery,
    uint8_t *out, size_t room)
{
	size_t size = TCP_SIZE + forgery->payload, ip_size, i;
	uint8_t *ip = out + ETHERNET_SIZE, *tcp;

	if (!flow->known || !flow->handed || forgery->payload > FORGE_PAYLOAD ||
	    room < ETHERNET_SIZE + IPV6_SIZE + size)
		return 0;
	memcpy(out, flow->head, ETHERNET_SIZE);
	ip_size = put_ip(flow, ip, size);
	tcp = ip + ip_size;
	memcpy(tcp, flow->head + flow->tcp_at, TCP_SIZE);
	packet_put32(tcp + 4, flow->next + forgery->offset);
	if (!(forgery->flags & FORGE_ACK))
		packet_put32(tcp + 8, 0);
	tcp[13] = forgery->flags;
	for (i = 0; i < forgery->payload; i++)
		tcp[TCP_SIZE + i] = (uint8_t)(1 + i % 255);
	finish(ip, ip_size == IPV4_SIZE ? 4 : 6, tcp, size);
	return ETHERNET_SIZE + ip_size + size;
}

size_t
forge_reset(const uint8_t *frame, size_t len, uint8_t *out)
{
	struct located l;
	struct way back;
	uint8_t *tcp;
	size_t at;

	if (!packet_locate(frame, len, &l) || (l.flags & FORGE_RST))
		return 0;
	back = packet_way_back(frame, l.family);
	at = packet_begin(out, &back, PROTOCOL_TCP, TCP_SIZE);
	tcp = out + at;
	memset(tcp, 0, TCP_SIZE);
	memcpy(tcp, frame + l.tcp_at + 2, 2);
	memcpy(tcp + 2, frame + l.tcp_at, 2);
	if (l.flags & FORGE_ACK) {
		packet_put32(tcp + 4, l.ack);
		tcp[13] = FORGE_RST;
	} else {
		packet_put32(tcp + 8, l.next);
		tcp[13] = FORGE_RST | FORGE_ACK;
	}
	finish(out + ETHERNET_SIZE, l.family, tcp, TCP_SIZE);
	return at + TCP_SIZE;
}
