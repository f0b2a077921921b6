/* deflate.c - text as a zlib stream, and back, within bounds. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "notes/deflate.h"

#include <stdint.h>
#include <stdlib.h>

#include <zlib.h>

#define LEVEL 1 /* of zlib: most of what can be had, for a fifth of the time */
#define UNPACKED_MOST ((size_t)64 << 20)

/*
 * A window as large as the text needs: most are short, and the usual one costs
 * 260 kB that a cell would touch for it.
 */
unsigned char *
notes_deflate(char *text, size_t length, size_t *n)
{
	z_stream z = { .next_in = (Bytef *)text, .avail_in = (uInt)length };
	unsigned char *out;
	int bits = 9;

	while (bits < MAX_WBITS && length >> bits)
		bits++;
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, bits, bits - 7,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	*n = deflateBound(&z, length);
	out = malloc(*n);
	z.next_out = out;
	z.avail_out = (uInt)*n;
	if (out && deflate(&z, Z_FINISH) != Z_STREAM_END) {
		free(out);
		out = NULL;
	}
	*n = z.total_out;
	deflateEnd(&z);
	return out;
}

char *
notes_inflate(const unsigned char *bytes, size_t n, size_t *size)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes,
		.avail_in = (uInt)n };
	size_t room = 8192;
	char *text = malloc(room), *more;
	int status = text ? inflateInit(&z) : Z_MEM_ERROR;

	while (status == Z_OK) {
		z.next_out = (Bytef *)text + z.total_out;
		z.avail_out = (uInt)(room - z.total_out);
		status = inflate(&z, Z_NO_FLUSH);
		if (status != Z_OK || z.avail_out > 0)
			break;
		more = room < UNPACKED_MOST ? realloc(text, 2 * room) : NULL;
		if (!more)
			break;
		text = more;
		room *= 2;
	}
	*size = z.total_out;
	(void)inflateEnd(&z);
	if (status == Z_STREAM_END)
		return text;
	free(text);
	return NULL;
}
