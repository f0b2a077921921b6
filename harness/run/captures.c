/* captures.c - reads what the legs captured, in time and within bounds. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A capture's ring in the kernel has room for some 120 frames.  It is read
 * when it has some, and then rests for a moment, so that an exchange of a few
 * packets costs two wakes and not one each; if there were many it does not.
 * Nobody wakes for a connection on which nothing happens.
 */
#include <string.h>

#include "run/cell.h"

#define REST_NS (10 * MS)
#define OVER INT64_MAX
#define MANY 16		 /* frames, in a rest: the ring would be full in 8 */
#define FLOOD_SHOWN 1000 /* frames of a leg that are kept as evidence */
#define NEARLY_FULL 100	 /* frames at once: some may have been lost */
#define FLOOD_LOST 2000	 /* frames that make what was lost a flood's */

/* Of both legs: how many frames are the subject's, how many are there. */
static size_t
count_own(const struct cell *c, size_t *all)
{
	const uint8_t *mac = c->book.subject_mac;
	size_t own = 0, i;
	int leg;

	*all = 0;
	for (leg = 0; leg < 2; leg++) {
		*all += c->book.leg[leg].n;
		for (i = 0; i < c->book.leg[leg].n; i++)
			own += c->book.leg[leg].v[i].caplen >= 12 &&
			    memcmp(c->book.leg[leg].v[i].bytes + 6, mac, 6) ==
				0;
	}
	return own;
}

/* What the peer sends is an echo and acknowledgements: half of it, at most. */
static bool
is_its_doing(const struct cell *c)
{
	size_t all, own = count_own(c, &all);

	return own * 3 >= all;
}

static void
bound(struct cell *c, const struct trace *t)
{
	const char *what = t->n >= TRACE_FRAMES ? "frames" : "bytes";
	long most = t->n >= TRACE_FRAMES ? TRACE_FRAMES : TRACE_BYTES;

	if (is_its_doing(c))
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it floods: more than %ld %s on the wire", most,
		    what);
	else
		cell_broke(c, BLAME_SCENARIO,
		    "capture: more than %ld %s on the wire", most, what);
	c->book.flooded = true;
}

/* Frames that the kernel had no room for, which breaks the cell. */
static long
captures_lost(struct cell *c)
{
	long lost = 0, n;
	int leg;

	for (leg = 0; leg < 3; leg++) {
		n = c->capture[leg] ? capture_dropped(c->capture[leg]) : 0;
		if (n < 0)
			cell_broke(c, BLAME_HARNESS, "capture: %s",
			    capture_error(c->capture[leg]));
		else
			lost += n;
	}
	if (lost > 0 && c->book.leg[0].n >= FLOOD_LOST && is_its_doing(c))
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it floods: %ld frames were lost beside %zu that "
		    "were captured",
		    lost, c->book.leg[0].n + c->book.leg[1].n);
	else if (lost > 0)
		cell_broke(
		    c, BLAME_MACHINE, "capture: %ld frames were lost", lost);
	return lost;
}

int
captures_read(struct cell *c)
{
	int leg, n, all = 0;

	if (c->rest_ns == OVER)
		return 0;
	for (leg = 0; leg < 3 && !c->book.flooded; leg++) {
		if (!c->capture[leg])
			continue;
		n = capture_read(c->capture[leg], &c->book.leg[leg > 0]);
		if (n == -1)
			cell_broke(c, BLAME_HARNESS, "capture: %s",
			    capture_error(c->capture[leg]));
		else
			all += n;
		if (trace_is_full(&c->book.leg[leg > 0]))
			bound(c, &c->book.leg[leg > 0]);
	}
	if (all >= NEARLY_FULL && c->book.leg[0].n >= FLOOD_LOST)
		c->book.flooded = captures_lost(c) > 0 || c->book.flooded;
	c->rest_ns = all < MANY ? lab_now() + REST_NS : 0;
	return all;
}

int64_t
captures_rest_ns(const struct cell *c)
{
	return c->rest_ns > lab_now() ? c->rest_ns : 0;
}

void
captures_end(struct cell *c)
{
	if (!c->lab || !c->book.ready)
		return;
	(void)captures_read(c);
	c->book.lost = captures_lost(c);
	c->rest_ns = OVER;
}

void
captures_cut(struct cell *c)
{
	if (!c->book.flooded)
		return;
	trace_cut(&c->book.leg[0], FLOOD_SHOWN);
	trace_cut(&c->book.leg[1], FLOOD_SHOWN);
}
