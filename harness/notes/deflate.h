/* deflate.h - text as a zlib stream, and back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_NOTES_DEFLATE_H
#define HANGUP_NOTES_DEFLATE_H

#include <stddef.h>

/* *n bytes, to be freed; NULL: no memory. */
unsigned char *notes_deflate(char *text, size_t length, size_t *n);
/* To its end, or as much as is sane; to be freed.  NULL: it is no whole one. */
char *notes_inflate(const unsigned char *bytes, size_t n, size_t *size);

#endif
