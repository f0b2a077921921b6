/* link-watch.c - this host's links, routes and addresses, by rtnetlink(7). */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <err.h>
#include <errno.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

static int
subscribe(void)
{
	struct sockaddr_nl sa = {
		.nl_family = AF_NETLINK,
		.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR |
		    RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE,
	};
	int news = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	if (news < 0 || bind(news, (struct sockaddr *)&sa, sizeof(sa)) < 0)
		err(1, "socket NETLINK_ROUTE");
	return news;
}

static struct said
heard(struct nlmsghdr *message)
{
	const struct ifinfomsg *link = NLMSG_DATA(message);

	switch (message->nlmsg_type) {
	case RTM_DELLINK:
		return says(UNREACHABLE, "RTM_DELLINK");
	case RTM_DELADDR:
		return says(UNREACHABLE, "RTM_DELADDR");
	case RTM_DELROUTE:
		return says(UNREACHABLE, "RTM_DELROUTE");
	case RTM_NEWLINK:
		if ((link->ifi_flags & IFF_LOOPBACK) == 0 &&
		    (link->ifi_flags & IFF_RUNNING) == 0)
			return says(UNREACHABLE, "RTM_NEWLINK not running");
		break;
	default:
		break;
	}
	return says(OPEN, "news");
}

static int news;

static void
prepare(int fd)
{
	(void)fd;
	news = subscribe();
}

/* A buffer for one datagram, aligned as netlink(7) wants it. */
static struct said
watch(int fd)
{
	static union {
		struct nlmsghdr first;
		char bytes[16384];
	} buf;
	struct said said = { .verdict = OPEN };

	(void)fd;
	while (!verdict_terminal(said.verdict)) {
		ssize_t n = recv(news, &buf, sizeof(buf), 0);
		struct nlmsghdr *m = &buf.first;

		if (n < 0)
			return says_errno("recv netlink", errno);
		for (; NLMSG_OK(m, n) && !verdict_terminal(said.verdict);
		     m = NLMSG_NEXT(m, n))
			said = heard(m);
	}
	return said;
}
#endif /* __linux__ */

/* It never looks at the connection. */
#define WHEN_TOLD \
	{ \
		SINCE_SIGN, 0, 400, TIMER_FIXED \
	}

const struct strategy strategy_link_watch = {
	.name		= "link-watch",
	.summary	= "rtnetlink: a link, a route or an address is lost",
	.used_by	= "Chromium (network change notifier), Firefox, "
			  "NetworkManager",
	.kind		= WAITS,
	.sees		= {
		[LINK_LOST]	= { UNREACHABLE, WHEN_TOLD },
	},
	.wide		= "the kernel changes its networks one at a time, and "
			  "tells of a carrier when it gets round to it",
#ifdef __linux__
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no rtnetlink",
#endif
};
