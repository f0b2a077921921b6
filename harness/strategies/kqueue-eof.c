/* kqueue-eof.c - kqueue(2): EV_EOF is the end, fflags its errno. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stddef.h>

#include "strategies/strategy.h"

#if defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__) || \
    defined(__DragonFly__) || defined(__APPLE__)
#define HAVE_KQUEUE
#include <sys/types.h>
#include <sys/event.h>
#endif

#ifdef HAVE_KQUEUE
static struct said
watch(int fd)
{
	struct kevent change, event;
	int kq = kqueue();

	if (kq < 0)
		return says_errno("kqueue", errno);
	EV_SET(&change, fd, EVFILT_READ, EV_ADD | EV_CLEAR, 0, 0, NULL);
	if (kevent(kq, &change, 1, NULL, 0, NULL) < 0)
		return says_errno("kevent", errno);
	do {
		if (kevent(kq, NULL, 0, &event, 1, NULL) < 0)
			return says_errno("kevent", errno);
	} while ((event.flags & EV_EOF) == 0);
	if (event.fflags != 0)
		return says_errno("EV_EOF", (int)event.fflags);
	return says(CLOSED, "EV_EOF, %lld unread", (long long)event.data);
}
#endif /* HAVE_KQUEUE */

const struct strategy strategy_kqueue_eof = {
	.name		= "kqueue-eof",
	.summary	= "kqueue EVFILT_READ: EV_EOF, fflags",
	.used_by	= "nginx, libuv, Netty, PostgreSQL on BSD and macOS",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
	},
#ifdef HAVE_KQUEUE
	.watch		= watch,
#else
	.unsupported	= "no kqueue(2) here",
#endif
};
