/* icmp.c - ICMP errors about a segment, as a router or a host sends them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "forge.h"
#include "packet.h"

#define ICMP_SIZE 8
/* RFC 1812 4.3.2.3: as much as fits 576 bytes; RFC 4443 2.4 (c): 1280 */
#define QUOTE4 (576 - IPV4_SIZE - ICMP_SIZE)
#define QUOTE6 (1280 - IPV6_SIZE - ICMP_SIZE)

static const uint8_t router4[4] = { 10, 77, 0, 254 };
static const uint8_t router6[16] = { 0xfd, 0x77, [15] = 0xfe };

#define FROM_DESTINATION true

/* RFC 792 and RFC 1812 5.2.7; RFC 4443 3. */
static const struct {
	const char *name;
	struct icmp icmp;
} named[] = {
	{ "host-unreachable", { { 3, 1 }, { 1, 3 }, false, false } },
	{ "net-unreachable", { { 3, 1 }, { 0, 0 }, false, false } },
	{ "port-unreachable", { { 3, 1 }, { 3, 4 }, false, FROM_DESTINATION } },
	{ "protocol-unreachable",
	    { { 3, 4 }, { 2, 1 }, false, FROM_DESTINATION } },
	{ "admin-prohibited", { { 3, 1 }, { 13, 1 }, false, false } },
	{ "time-exceeded", { { 11, 3 }, { 0, 0 }, false, false } },
	{ "source-quench", { { 4, 0 }, { 0, 0 }, true, false } },
};

#define NAMED (sizeof(named) / sizeof(named[0]))

bool
icmp_named(const char *name, struct icmp *icmp)
{
	size_t i;

	for (i = 0; i < NAMED; i++)
		if (strcmp(name, named[i].name) == 0) {
			*icmp = named[i].icmp;
			return true;
		}
	return false;
}

const char *
icmp_names(void)
{
	return "host-unreachable net-unreachable port-unreachable "
	       "protocol-unreachable admin-prohibited time-exceeded "
	       "source-quench";
}

/*
 * RFC 4443 3.4: a parameter problem points at the byte; the next header field
 * is what named a protocol that nobody speaks.
 */
static void
put_pointer(uint8_t *message, int family)
{
	if (family == 6 && message[0] == 4 && message[1] == 1)
		packet_put32(message + 4, 6);
}

/* RFC 1122 3.2.2: never about an error, and RST is one. */
static bool
may_be_quoted(const uint8_t *frame, size_t len, int family)
{
	const uint8_t *ip = frame + ETHERNET_SIZE;
	size_t tcp_at;

	if (family == 0 || ip[family == 4 ? 9 : 6] != PROTOCOL_TCP)
		return false;
	tcp_at = ETHERNET_SIZE +
	    (family == 4 ? (size_t)(ip[0] & 15) * 4 : IPV6_SIZE);
	return tcp_at + TCP_SIZE <= len && !(frame[tcp_at + 13] & FORGE_RST);
}

/* How much of the frame is IP, and quoted. */
static size_t
quoted_size(const uint8_t *frame, size_t len, int family)
{
	const uint8_t *ip = frame + ETHERNET_SIZE;
	size_t size = family == 4 ? packet_get16(ip + 2) :
				    IPV6_SIZE + packet_get16(ip + 4),
	       limit = family == 4 ? QUOTE4 : QUOTE6;

	if (size > len - ETHERNET_SIZE)
		size = len - ETHERNET_SIZE; /* without Ethernet's padding */
	return size < limit ? size : limit;
}

size_t
forge_icmp(
    const struct icmp *icmp, const uint8_t *frame, size_t len, uint8_t *out)
{
	int family = packet_family(frame, len), six = family == 6;
	uint8_t protocol = six ? PROTOCOL_ICMPV6 : PROTOCOL_ICMP, *message;
	struct way back;
	size_t size, at;

	if (!may_be_quoted(frame, len, family) || (six && icmp->only_ipv4))
		return 0;
	back = packet_way_back(frame, family);
	if (!icmp->from_destination)
		back.from = six ? router6 : router4;
	size = ICMP_SIZE + quoted_size(frame, len, family);
	at = packet_begin(out, &back, protocol, size);
	message = out + at;
	memset(message, 0, ICMP_SIZE);
	message[0] = icmp->type[six];
	message[1] = icmp->code[six];
	put_pointer(message, family);
	memcpy(message + ICMP_SIZE, frame + ETHERNET_SIZE, size - ICMP_SIZE);
	packet_put16(message + 2,
	    six ? packet_checksum(
		      out + ETHERNET_SIZE, 6, protocol, message, size) :
		  packet_plain_checksum(message, size));
	return at + size;
}
