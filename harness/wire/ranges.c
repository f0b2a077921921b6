/* ranges.c - sequence numbers as positions, and sets of positions. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <string.h>

/* RFC 9293 3.4: arithmetic modulo 2^32, here around what is known. */
int64_t
seq_near(int64_t near, uint32_t seq)
{
	return near + (int32_t)(seq - (uint32_t)near);
}

/* Replaces v[i] up to v[j] by one range. */
static void
splice(struct ranges *r, size_t i, size_t j, struct range with)
{
	if (i == j && r->n == RANGES)
		return;
	memmove(&r->v[i + 1], &r->v[j], (r->n - j) * sizeof(r->v[0]));
	r->n += 1 + i - j;
	r->v[i] = with;
}

void
ranges_add(struct ranges *r, int64_t from, int64_t to)
{
	size_t i = 0, j;

	if (from >= to)
		return;
	while (i < r->n && r->v[i].to < from)
		i++;
	for (j = i; j < r->n && r->v[j].from <= to; j++) {
		if (r->v[j].from < from)
			from = r->v[j].from;
		if (r->v[j].to > to)
			to = r->v[j].to;
	}
	splice(r, i, j, (struct range) { from, to });
}

int64_t
ranges_end(const struct ranges *r, int64_t pos)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].from <= pos && pos < r->v[i].to)
			return r->v[i].to;
	return pos;
}

void
ranges_drop(struct ranges *r, int64_t pos)
{
	size_t n = 0;

	while (n < r->n && r->v[n].to <= pos)
		n++;
	r->n -= n;
	memmove(&r->v[0], &r->v[n], r->n * sizeof(r->v[0]));
	if (r->n > 0 && r->v[0].from < pos)
		r->v[0].from = pos;
}
