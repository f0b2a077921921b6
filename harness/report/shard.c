/* shard.c - which shard a cell belongs to, by its name alone. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/private.h"

/*
 * FNV-1a, 64 bits, over "SCENARIO/SUBJECT/FAMILY/RUN".  Its low bits are no
 * more than the parity of the text's: the high half is folded in.
 */
unsigned
report_shard(
    const char *scenario, const char *subject, int family, int run, unsigned n)
{
	uint64_t hash = 0xcbf29ce484222325;
	char name[CELL_KEY], *c;

	snprintf(
	    name, sizeof(name), "%s/%s/%d/%d", scenario, subject, family, run);
	for (c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
	return (unsigned)((hash ^ hash >> 32) % n) + 1;
}
