/* cached-verdict.c - a look at the next byte, believed for a second. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

enum { BELIEVED_MS = 1000 };

static struct said
watch(int fd)
{
	static struct said last;
	static int64_t looked_ms;
	int64_t now_ms = monotonic_ms();

	if (last.verdict == UNSAID || now_ms - looked_ms >= BELIEVED_MS) {
		last = says_alive(socket_peek(fd), false);
		looked_ms = now_ms;
	}
	return last;
}

#define BELIEVED \
	{ \
		SINCE_SIGN, 0, BELIEVED_MS + 150, TIMER_FIXED \
	}

const struct strategy strategy_cached_verdict = {
	.name		= "cached-verdict",
	.summary	= "peek-strict, but its answer is believed for 1 s",
	.used_by	= "libcurl (pool), HikariCP, PgBouncer, Apache "
			  "HttpClient, OkHttp",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { GONE, BELIEVED },
		[FIN_BEHIND_DATA]	= { GONE, BELIEVED },
		[RST]			= { GONE, BELIEVED },
		[RST_BEHIND_DATA]	= { GONE, BELIEVED },
		[RST_AFTER_FIN]		= { GONE, BELIEVED },
		[LOCAL_ABORT]		= { GONE, BELIEVED },
		[DATA]			= { GONE, BELIEVED },
	},
	.wide		= "the last answer may be up to 1 s old when the end "
			  "comes",
	.watch		= watch,
};
