/* filter.c - fuzzes filters: a text of ours, held against a frame. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: a text becomes a filter or a message, and nobody is asked what it
 * means; a filter reads nothing beyond the frame.  The input: a byte for the family, the text, NUL, the frame.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <netdb.h>

#include "test/fuzz/fuzz.h"
#include "wire/wire.h"

#define LONGEST 256 /* libpcap takes its time for more */

/* For libpcap, instead of one that asks: only addresses come so far. */
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
    struct addrinfo **found)
{
	struct in6_addr address;

	(void)service, (void)hints, (void)found;
	assert(inet_pton(AF_INET, node, &address) == 1 ||
	    inet_pton(AF_INET6, node, &address) == 1);
	return EAI_NONAME;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int families[] = { 4, 6, EITHER_FAMILY };
	char error[WIRE_ERROR] = "", *text;
	struct filter *f;
	struct frame frame;
	size_t n;

	if (size < 1)
		return 0;
	n = strnlen((const char *)data + 1, size - 1);
	if (n > LONGEST)
		return 0;
	text = fuzz_text(data + 1, n);
	f = filter_compile(text, families[data[0] % 3], error);
	assert(f || error[0] != '\0');
	n += n + 1 < size; /* its NUL */
	frame = (struct frame) { .len = (uint32_t)(size - 1 - n),
		.caplen = (uint32_t)(size - 1 - n),
		.bytes = (uint8_t *)fuzz_text(data + 1 + n, size - 1 - n) };
	if (f)
		(void)filter_matches(f, &frame);
	filter_free(f);
	free(frame.bytes);
	free(text);
	return 0;
}
