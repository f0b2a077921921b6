/* so-error.c - getsockopt(SO_ERROR): errors only, and reading clears them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "strategies/strategy.h"

/* Linux gives out soft errors too, of connections that live: false alarms. */
const struct strategy strategy_so_error = {
	.name		= "so-error",
	.summary	= "getsockopt(SO_ERROR)",
	.used_by	= "uWSGI",
	.kind		= ASKS,
	.sees		= {
		[RST]			= { RESET, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { RESET, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[NO_ROUTE]		= { UNREACHABLE, WHEN_ASKED },
		[LOCAL_ABORT]		= { RESET, WHEN_ASKED },
		/* kept for who sends; this one does not */
		[NO_WAY_OUT]		= { OPEN, WHEN_ASKED },
		[SOFT_ERROR]		= { UNREACHABLE, WHEN_ASKED },
	},
	.watch		= says_so_error,
};
