/* packed.c - bytes as text that a page can hold: deflated, in base64. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>

#include <zlib.h>

#include "report/packed.h"

#define LEVEL 6
#define GROUPS 4096 /* of four characters, written at a time */

/* RFC 4648, padded; nothing in it ends an element of HTML. */
static int
put_base64(FILE *out, const unsigned char *p, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char text[4 * GROUPS];
	size_t used = 0;
	unsigned long v;

	while (n > 0) {
		v = (unsigned long)p[0] << 16 |
		    (n > 1 ? (unsigned long)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);
		text[used++] = digits[v >> 18];
		text[used++] = digits[v >> 12 & 63];
		text[used++] = n > 1 ? digits[v >> 6 & 63] : '=';
		text[used++] = n > 2 ? digits[v & 63] : '=';
		p += n > 2 ? 3 : n;
		n -= n > 2 ? 3 : n;
		if (used == sizeof(text) || n == 0) {
			if (fwrite(text, 1, used, out) != used)
				return -1;
			used = 0;
		}
	}
	return 0;
}

int
put_packed(FILE *out, const void *bytes, size_t n)
{
	uLongf size = compressBound(n);
	unsigned char *packed = malloc(size);
	int result = -1;

	if (packed && compress2(packed, &size, bytes, n, LEVEL) == Z_OK)
		result = put_base64(out, packed, size);
	else
		errno = ENOMEM;
	free(packed);
	return result;
}
