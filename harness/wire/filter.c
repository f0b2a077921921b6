/* filter.c - pcap-filter(7) plus our words, for one address family or both. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/wire.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <pcap/pcap.h>

/*
 * libpcap's tcp[...] reads IPv4 only (1.10.3), so each word has two texts.
 * The IPv6 ones expect TCP straight behind the fixed header, as in our labs.
 */
#define FLAG6(bit) "(ip6[6] = 6 and ip6[53] & " bit " != 0)"
#define PAYLOAD4 "ip[2:2] - ((ip[0] & 0xf) << 2) - ((tcp[12] & 0xf0) >> 2)"
#define PAYLOAD6 "ip6[4:2] - ((ip6[52] & 0xf0) >> 2)"

static const struct word {
	const char *name, *ipv4, *ipv6;
} words[] = {
	{ "FIN", "(tcp[tcpflags] & tcp-fin != 0)", FLAG6("0x01") },
	{ "SYN", "(tcp[tcpflags] & tcp-syn != 0)", FLAG6("0x02") },
	{ "RST", "(tcp[tcpflags] & tcp-rst != 0)", FLAG6("0x04") },
	{ "ACK", "(tcp[tcpflags] & tcp-ack != 0)", FLAG6("0x10") },
	{ "URG", "(tcp[tcpflags] & tcp-urg != 0)", FLAG6("0x20") },
	{ "DATA", "(tcp and " PAYLOAD4 " != 0)",
	    "(ip6[6] = 6 and " PAYLOAD6 " != 0)" },
	{ "EMPTY", "(tcp and " PAYLOAD4 " = 0)",
	    "(ip6[6] = 6 and " PAYLOAD6 " = 0)" },
	{ "WIN0", "(tcp[14:2] = 0 and tcp[tcpflags] & (tcp-syn|tcp-rst) = 0)",
	    "(ip6[6] = 6 and ip6[54:2] = 0 and ip6[53] & 0x06 = 0)" },
	{ "ICMP", "icmp", /* RFC 4443 2.1: 1-4 are the errors in use */
	    "(ip6[6] = 58 and ip6[40] >= 1 and ip6[40] <= 4)" },
};

#define WORDS (sizeof(words) / sizeof(words[0]))
#define ALL_WORDS "FIN SYN RST ACK URG DATA EMPTY WIN0 ICMP"

struct filter {
	struct bpf_program program;
};

/* What is wrong, and where in the user's text. */
struct wrong {
	size_t at;
	char what[WIRE_ERROR / 2];
};

static size_t
word_length(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) ||
	    (s[n] != '\0' && strchr("_-.:\\", s[n]) != NULL))
		n++;
	return n;
}

static bool
is(const char *s, size_t n, const char *name)
{
	return strlen(name) == n && memcmp(s, name, n) == 0;
}

static const struct word *
find(const char *s, size_t n)
{
	for (size_t i = 0; i < WORDS; i++)
		if (is(s, n, words[i].name))
			return &words[i];
	return NULL;
}

/*
 * Capitals that are no word of ours, or ours in small letters: libpcap would
 * take them for the name of a host and ask the resolver.
 */
static bool
is_mistaken(const char *s, size_t n)
{
	size_t capitals = 0;

	for (size_t i = 0; i < WORDS; i++)
		if (strlen(words[i].name) == n && !is(s, n, "icmp") &&
		    strncasecmp(s, words[i].name, n) == 0)
			return true;
	for (size_t i = 0; i < n; i++)
		capitals += isupper((unsigned char)s[i]) ||
		    isdigit((unsigned char)s[i]) || s[i] == '_';
	return isupper((unsigned char)s[0]) && capitals == n;
}

/* What says under IPv6 what this tcp[...] was meant to say? */
static const char *
instead(const char *inside)
{
	static const struct {
		const char *in, *use;
		bool beside; /* stands beside the brackets, not in them */
	} hints[] = {
		{ "tcp-fin", "FIN", true },
		{ "tcp-syn", "SYN", true },
		{ "tcp-rst", "RST", true },
		{ "tcp-ack", "ACK", true },
		{ "tcp-urg", "URG", true },
		{ "14", "WIN0", false },
		{ "tcpflags", "FIN, SYN, RST, ACK or URG", false },
		{ "13", "FIN, SYN, RST, ACK or URG", false },
		{ "12", "DATA or EMPTY", false },
	};
	const char *end = strchr(inside, ']');
	size_t n = end != NULL ? (size_t)(end - inside) : strlen(inside);

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
		const char *at = strstr(inside, hints[i].in);

		if (at != NULL &&
		    (hints[i].beside || (size_t)(at - inside) < n))
			return hints[i].use;
	}
	return "ip6[40 + N]";
}

/* tcp[...] matches nothing of IPv6: a check that could not fail. */
static bool
is_blind(const char *s, size_t n, int family, struct wrong *w)
{
	const char *bracket = s + n + strspn(s + n, " \t\n");
	const char *use = "ip6[40 + N]";

	if (family == 4 || *bracket != '[')
		return false;
	if (is(s, n, "tcp"))
		use = instead(bracket + 1);
	else if (is(s, n, "icmp"))
		use = "ICMP or ip6[40 + N]";
	else if (!is(s, n, "udp"))
		return false;
	snprintf(w->what, sizeof(w->what),
	    "%.*s[...] reads IPv4 only, use %s under IPv6", (int)n, s, use);
	return true;
}

static void
put_ours(FILE *out, const struct word *w, int family)
{
	if (family == EITHER_FAMILY)
		fprintf(out, "((ip and %s) or (ip6 and %s))", w->ipv4, w->ipv6);
	else
		fputs(family == 4 ? w->ipv4 : w->ipv6, out);
}

/* What libpcap knows without asking anybody. */
static bool
is_known(const char *s, size_t n)
{
	static const char *const known[] = { "and", "or", "not", "src", "dst",
		"host", "net", "mask", "port", "proto", "less", "greater",
		"len", "broadcast", "multicast", "ether", "link", "ip", "ip6",
		"arp", "rarp", "tcp", "udp", "icmp", "icmp6", "tcpflags",
		"tcp-fin", "tcp-syn", "tcp-rst", "tcp-push", "tcp-ack",
		"tcp-urg", "tcp-ece", "tcp-cwr", "icmptype", "icmpcode",
		"icmp-echo", "icmp-echoreply", "icmp-unreach",
		"icmp-sourcequench", "icmp-redirect", "icmp-timxceed",
		"icmp-paramprob", "icmp6type", "icmp6code" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (is(s, n, known[i]))
			return true;
	return false;
}

/* A number, an address, N:N of brackets. */
static bool
is_number(const char *s, size_t n)
{
	char text[64], end;
	unsigned char to[16];
	unsigned v[6];
	size_t digits = strspn(s, "0123456789");

	if (n >= sizeof(text) || n == 0)
		return false;
	/* 4, and the minus of "ip[0]-4" or "ip[0] - 4" */
	if (digits == n ||
	    (s[0] == '-' && strspn(s + 1, "0123456789") >= n - 1))
		return true;
	if (s[0] == '0' && s[1] == 'x')
		return n > 2 &&
		    strspn(s + 2, "0123456789abcdefABCDEF") >= n - 2;
	if (strspn(s, "0123456789abcdefABCDEF:.") < n)
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)n, s);
	return inet_pton(AF_INET, text, to) == 1 ||
	    inet_pton(AF_INET6, text, to) == 1 ||
	    sscanf(text, "%3u.%3u%c", &v[0], &v[1], &end) == 2 ||
	    sscanf(text, "%3u.%3u.%3u%c", &v[0], &v[1], &v[2], &end) == 3 ||
	    sscanf(text, "%3u:%1u%c", &v[0], &v[1], &end) == 2 ||
	    sscanf(text, "%2x:%2x:%2x:%2x:%2x:%2x%c", &v[0], &v[1], &v[2],
		&v[3], &v[4], &v[5], &end) == 6;
}

/*
 * Everything else is a name to libpcap, and it asks the resolver: whoever
 * writes a filter could say anything to anybody by the names in it.
 */
static bool
is_name(const char *s, size_t n, struct wrong *w)
{
	if (is_known(s, n) || is_number(s, n) || find(s, n) != NULL)
		return false;
	snprintf(w->what, sizeof(w->what),
	    "%.*s is a name; filters take words, numbers and addresses, for "
	    "nothing is looked up",
	    n > 32 ? 32 : (int)n, s);
	return true;
}

/* One word outside brackets: ours, libpcap's, or neither. */
static bool
put_word(FILE *out, const char *s, size_t n, int family, struct wrong *w)
{
	const struct word *ours = find(s, n);

	if (ours != NULL) {
		put_ours(out, ours, family);
		return true;
	}
	if (is_mistaken(s, n)) {
		snprintf(w->what, sizeof(w->what),
		    "%.*s is none of our "
		    "words: " ALL_WORDS,
		    n > 32 ? 32 : (int)n, s);
		return false;
	}
	if (is_name(s, n, w) || is_blind(s, n, family, w))
		return false;
	fwrite(s, 1, n, out);
	return true;
}

static bool
put_text(
    FILE *out, const char *text, size_t length, int family, struct wrong *w)
{
	int depth = 0;
	size_t n;

	for (size_t i = 0; i < length; i += n) {
		n = word_length(text + i);
		if (n > length - i)
			n = length - i;
		if (n > 0 && depth > 0 && is_name(text + i, n, w)) {
			w->at = i;
			return false;
		}
		if (n == 0 || depth > 0) {
			n = n == 0 ? 1 : n;
			depth += (text[i] == '[') - (text[i] == ']');
			fwrite(text + i, 1, n, out);
		} else if (!put_word(out, text + i, n, family, w)) {
			w->at = i;
			return false;
		}
	}
	return true;
}

/* The first length bytes of text in libpcap's own words, or NULL. */
static char *
translate(const char *text, size_t length, int family, struct wrong *w)
{
	char *s = NULL;
	size_t size;
	FILE *out = open_memstream(&s, &size);
	bool ok;

	w->at = 0;
	snprintf(w->what, sizeof(w->what), "no memory");
	if (out == NULL)
		return NULL;
	ok = put_text(out, text, length, family, w);
	if (fclose(out) == 0 && ok)
		return s;
	free(s);
	return NULL;
}

static bool
compile(struct filter *f, pcap_t *p, const char *text, size_t length,
    int family, struct wrong *w)
{
	char *s = translate(text, length, family, w);
	bool ok;

	if (s == NULL)
		return false;
	ok = pcap_compile(p, &f->program, s, 1, PCAP_NETMASK_UNKNOWN) == 0;
	if (!ok) {
		w->at = length;
		snprintf(w->what, sizeof(w->what), "%.127s", pcap_geterr(p));
	}
	free(s);
	return ok;
}

/*
 * libpcap does not say where: it is the word behind the longest beginning
 * that makes sense.
 */
static size_t
locate(pcap_t *p, const char *text, int family)
{
	size_t good = strlen(text);
	struct filter f;
	struct wrong w;

	while (good > 0) {
		if (word_length(text + good - 1) > 0)
			while (good > 0 && word_length(text + good - 1) > 0)
				good--;
		else
			good--;
		if (good > 0 && compile(&f, p, text, good, family, &w)) {
			pcap_freecode(&f.program);
			break;
		}
	}
	return good + strspn(text + good, " \t\n");
}

struct filter *
filter_compile(const char *text, int family, char error[WIRE_ERROR])
{
	pcap_t *p = pcap_open_dead(DLT_EN10MB, WIRE_SNAPLEN);
	struct filter *f = calloc(1, sizeof(*f));
	struct wrong w = { 0, "no memory" };
	bool ok = p != NULL && f != NULL &&
	    compile(f, p, text, strlen(text), family, &w);

	if (!ok) {
		if (p != NULL && w.at > 0 && w.at == strlen(text))
			w.at = locate(p, text, family);
		snprintf(error, WIRE_ERROR,
		    "filter \"%.80s\", column %zu: "
		    "%.120s",
		    text, w.at + 1, w.what);
		free(f);
		f = NULL;
	}
	if (p != NULL)
		pcap_close(p);
	return f;
}

bool
filter_matches(const struct filter *f, const struct frame *frame)
{
	/* pcap_offline_filter looks at the lengths only. */
	struct pcap_pkthdr h = { .caplen = frame->caplen, .len = frame->len };

	return pcap_offline_filter(&f->program, &h, frame->bytes) != 0;
}

void
filter_free(struct filter *f)
{
	if (f == NULL)
		return;
	pcap_freecode(&f->program);
	free(f);
}
