/* stamp.c - may a report be stamped so?  A stamp is a claim, no evidence. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <stdio.h>

#include "run/stamp.h"

#define MS INT64_C(1000000)
#define HOUR (3600 * 1000 * MS) /* nobody's clock of the right unit is so off */
#define AHEAD_NS MS /* two cores may read one clock so differently */

static bool
is_near(int64_t a, int64_t b)
{
	return a < b ? b - a < HOUR : a - b < HOUR;
}

/* What it would be if it were of another clock or unit; or NULL. */
static const char *
mistaken(const struct stamping *s)
{
	static const struct {
		int64_t ns;
		const char *what;
	} unit[] = { { 1000 * MS, "seconds" }, { MS, "milliseconds" },
		{ 1000, "microseconds" } };
	size_t i;

	for (i = 0; i < sizeof(unit) / sizeof(unit[0]); i++)
		if (s->t_ns <= INT64_MAX / unit[i].ns &&
		    is_near(s->t_ns * unit[i].ns, s->receipt_ns))
			return unit[i].what;
	return is_near(s->t_ns, s->monotonic_ns) ? "of CLOCK_MONOTONIC" : NULL;
}

bool
stamp_holds(const struct stamping *s, char error[STAMP_ERROR])
{
	int64_t lag_ns = s->receipt_ns - s->t_ns;
	const char *what;

	if (!is_near(s->t_ns, s->receipt_ns)) {
		what = mistaken(s);
		snprintf(error, STAMP_ERROR,
		    "stamp @%" PRId64 "%s%s: expected CLOCK_REALTIME in "
		    "nanoseconds, here @%" PRId64,
		    s->t_ns, what ? " seems to be " : "", what ? what : "",
		    s->receipt_ns);
		return false;
	}
	if (lag_ns < -AHEAD_NS) {
		snprintf(error, STAMP_ERROR,
		    "report stamped %" PRId64 " ms after it was received; "
		    "expected CLOCK_REALTIME in nanoseconds, when it noticed",
		    (-lag_ns + MS - 1) / MS);
		return false;
	}
	if (lag_ns <= STAMP_LAG_NS + s->waits_ns)
		return true;
	snprintf(error, STAMP_ERROR,
	    "report stamped %" PRId64 " ms before it was received; it may take "
	    "%" PRId64 " ms to come: report at once what is noticed, and flush",
	    lag_ns / MS, (STAMP_LAG_NS + s->waits_ns) / MS);
	return false;
}
