/* inject.c - the command "inject", read and made a frame. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "inject.h"

#include <string.h>

#include "control.h"
#include "packet.h"
#include "rules.h"

/* In the window, unless that is nearly shut; and far before its left edge. */
#define IN_WINDOW 100
#define OUTSIDE (-100000)

static bool
parse_flags(const char *what, struct forgery *segment)
{
	static const struct {
		const char *name;
		uint8_t flags;
	} known[] = {
		{ "rst", FORGE_RST | FORGE_ACK },
		{ "fin", FORGE_FIN | FORGE_ACK },
		{ "syn", FORGE_SYN },
	};
	size_t i;

	for (i = 0; i < 3; i++)
		if (strcmp(what, known[i].name) == 0) {
			segment->flags = known[i].flags;
			return true;
		}
	control_error("expected rst, fin, syn or icmp, got \"%s\"", what);
	return false;
}

/* [exact|in-window|outside] [data N] */
static bool
parse_segment(int argc, char **argv, struct injection *in)
{
	int at = 3;
	long n = 0;

	if (argc > at && strcmp(argv[at], "in-window") == 0) {
		in->segment.offset = IN_WINDOW;
		at++;
	} else if (argc > at && strcmp(argv[at], "outside") == 0) {
		in->segment.offset = (uint32_t)OUTSIDE;
		at++;
	} else if (argc > at && strcmp(argv[at], "exact") == 0)
		at++;
	if (argc == at + 2 && strcmp(argv[at], "data") == 0) {
		n = control_number("data", argv[at + 1], 1, FORGE_PAYLOAD);
		if (n == -1)
			return false;
		at += 2;
	}
	if (at < argc) {
		control_error("expected [exact|in-window|outside] [data N], "
			      "got \"%s\"",
		    argv[at]);
		return false;
	}
	in->segment.payload = (size_t)n;
	in->advances = in->segment.offset == 0 &&
	    (in->segment.flags & FORGE_FIN);
	return true;
}

bool
inject_parse(int argc, char **argv, struct injection *in)
{
	int at = 2;

	memset(in, 0, sizeof(*in));
	if (argc < 3) {
		control_error("expected: inject rst|fin|syn DIRECTION "
			      "[exact|in-window|outside] [data N], or "
			      "inject icmp NAME DIRECTION");
		return false;
	}
	in->is_icmp = strcmp(argv[1], "icmp") == 0;
	if (!in->is_icmp)
		return parse_flags(argv[1], &in->segment) &&
		    rules_direction(argv[2], in->applies) &&
		    parse_segment(argc, argv, in);
	if (!rules_icmp(argc, argv, &at, &in->icmp) ||
	    !rules_direction(argv[at], in->applies))
		return false;
	if (at + 1 < argc)
		control_error("expected nothing behind the direction, got "
			      "\"%s\"",
		    argv[at + 1]);
	return at + 1 == argc;
}

static size_t
make_segment(const struct injection *in, const struct flow *flow, uint8_t *out)
{
	size_t len = forge_segment(flow, &in->segment, out, FORGE_ROOM);

	if (len == 0)
		control_error("no TCP segment has crossed in that direction "
			      "yet, of which one could be forged");
	return len;
}

static size_t
make_icmp(const struct injection *in, const struct flow *other, uint8_t *out)
{
	size_t len = forge_icmp(&in->icmp, other->quote, other->quote_len, out);

	if (len > 0)
		return len;
	if (other->quote_len == 0)
		control_error("no TCP segment was seen in the other direction "
			      "yet, which could be quoted");
	else if (in->icmp.only_ipv4 &&
	    packet_family(other->quote, other->quote_len) == 6)
		control_error("this ICMP error is IPv4's only: RFC 4443 has "
			      "none like it");
	else
		control_error("the last segment seen in the other direction "
			      "is an RST, about which there are no errors");
	return 0;
}

size_t
inject_make(const struct injection *in, const struct flow flow[DIRECTIONS],
    enum direction d, uint8_t *out)
{
	enum direction other = d == TO_PEER ? TO_SUBJECT : TO_PEER;

	if (in->is_icmp)
		return make_icmp(in, &flow[other], out);
	return make_segment(in, &flow[d], out);
}
