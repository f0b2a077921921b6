/* select-except.c - select(2) for exceptional conditions. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stddef.h>
#include <sys/select.h>

#include "strategies/strategy.h"

static struct said
watch(int fd)
{
	fd_set except;

	FD_ZERO(&except);
	FD_SET(fd, &except);
	if (select(fd + 1, NULL, NULL, &except, NULL) < 0)
		return says_errno("select", errno);
	return says(GONE, "exceptional condition");
}

/* On a TCP socket that is urgent data, and neither an error nor an end. */
const struct strategy strategy_select_except = {
	.name		= "select-except",
	.summary	= "select for exceptional conditions",
	.kind		= WAITS,
	.sees		= {
		[URGENT]	= { GONE, AT_ONCE },
	},
	.watch		= watch,
};
