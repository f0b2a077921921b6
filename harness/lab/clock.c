/* clock.c - two clocks: one to wait by, one to stamp by. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "lab/lab.h"

#define NS 1000000000LL
#define TRIES 3 /* at two clocks without a pause between them */
#define CLOSE_NS 20000

/*
 * The kernel slews both clocks alike (adjtime(3) moves CLOCK_MONOTONIC, too),
 * so only a step moves one from the other; the rest is how far apart we can
 * read them.  A leap second is a step of a second.
 */
#define STEP_NS 5000000

static int64_t
read_clock(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (int64_t)ts.tv_sec * NS + ts.tv_nsec;
}

int64_t
lab_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
lab_wall(void)
{
	return read_clock(CLOCK_REALTIME);
}

int
lab_wait(int64_t deadline_ns, struct awaited *v, size_t n)
{
	int64_t left = deadline_ns > 0 ? deadline_ns - lab_now() : 0;
	struct pollfd pfd[LAB_MOST_AWAITED];
	struct timespec ts = { 0 };
	int ready;
	size_t i;

	assert(n <= LAB_MOST_AWAITED);
	for (i = 0; i < n; i++)
		pfd[i] = (struct pollfd) { v[i].fd, POLLIN, 0 };
	if (left > 0)
		ts = (struct timespec) { left / NS, left % NS };
	ready = ppoll(pfd, n, &ts, NULL);
	for (i = 0; i < n; i++)
		v[i].ready = ready > 0 && pfd[i].revents;
	return ready > 0 ? ready : 0;
}

/* The closest reading of a few: between two of them we may lose the CPU. */
static int64_t
offset_ns(void)
{
	int64_t before, wall, after, best = INT64_MAX, offset = 0;
	int i;

	for (i = 0; i < TRIES && best > CLOSE_NS; i++) {
		before = lab_now();
		wall = lab_wall();
		after = lab_now();
		if (after - before >= best)
			continue;
		best = after - before;
		offset = wall - before - best / 2;
	}
	return offset;
}

void
lab_clock_watch(struct clock_watch *w)
{
	*w = (struct clock_watch) { .offset_ns = offset_ns() };
}

void
lab_clock_look(struct clock_watch *w)
{
	int64_t step = offset_ns() - w->offset_ns;

	if (llabs(step) > llabs(w->step_ns))
		w->step_ns = step;
}

bool
lab_clock_was_set(const struct clock_watch *w, char text[CLOCK_TEXT])
{
	if (llabs(w->step_ns) <= STEP_NS)
		return false;
	snprintf(text, CLOCK_TEXT, "%s by %.3f s",
	    w->step_ns < 0 ? "back" : "forward",
	    (double)llabs(w->step_ns) / (double)NS);
	return true;
}
