/* recverr.c - IP_RECVERR: an ICMP error is told at once, and not kept. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <time.h>
#include <linux/errqueue.h>
#include <sys/socket.h>

/* The queue has what was quoted; SO_ERROR, if it is empty, the errno. */
static struct said
error_of(int fd)
{
	char control[512];
	struct msghdr msg = {
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	const struct sock_extended_err *error;

	if (recvmsg(fd, &msg, MSG_ERRQUEUE | MSG_DONTWAIT) < 0 ||
	    CMSG_FIRSTHDR(&msg) == NULL)
		return says_so_error(fd);
	error = (const void *)CMSG_DATA(CMSG_FIRSTHDR(&msg));
	return says_errno("MSG_ERRQUEUE", (int)error->ee_errno);
}

static void
prepare(int fd)
{
	int family;
	socklen_t len = sizeof(family);

	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &len) < 0)
		err(1, "getsockopt SO_DOMAIN");
	if (family == AF_INET)
		socket_option(fd, IPPROTO_IP, IP_RECVERR, 1, "IP_RECVERR");
	else
		socket_option(
		    fd, IPPROTO_IPV6, IPV6_RECVERR, 1, "IPV6_RECVERR");
}

static struct said
watch(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	struct said said = { .verdict = OPEN };
	char buf[4096];
	ssize_t n;

	while (!verdict_terminal(said.verdict)) {
		if (poll(&pollfd, 1, -1) < 0)
			return says_errno("poll", errno);
		if (pollfd.revents & POLLERR) {
			said = error_of(fd);
			continue;
		}
		n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		if (n >= 0 || !would_block(errno))
			said = says_recv(n, errno);
	}
	return said;
}
#endif /* __linux__ */

/*
 * tcp(7) warns of it: an error that TCP would live with is told as if it were
 * the end.  What the local stack fails with is not told this way.
 */
const struct strategy strategy_recverr = {
	.name		= "recverr",
	.summary	= "IP_RECVERR or IPV6_RECVERR, poll, MSG_ERRQUEUE, recv",
	.kind		= WAITS,
	.sees		= {
		[FIN]			= { CLOSED, AT_ONCE },
		[FIN_BEHIND_DATA]	= { CLOSED, AT_ONCE },
		[RST]			= { RESET, AT_ONCE },
		[RST_BEHIND_DATA]	= { RESET, AT_ONCE },
		[NO_ROUTE]		= { UNREACHABLE, AT_ONCE },
		[NO_WAY_OUT]		= { OPEN, AT_ONCE },
		[LOCAL_ABORT]		= { RESET, AT_ONCE },
		[SOFT_ERROR]		= { UNREACHABLE, AT_ONCE },
	},
#ifdef __linux__
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no IP_RECVERR on TCP",
#endif
};
