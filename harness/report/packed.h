/* packed.h - bytes as text that a page can hold: deflated, in base64. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_PACKED_H
#define HANGUP_REPORT_PACKED_H

#include <stddef.h>
#include <stdio.h>

/* n bytes, in the zlib format (RFC 1950).  0, or -1 and errno. */
int put_packed(FILE *out, const void *bytes, size_t n);

#endif
