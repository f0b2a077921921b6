/* sock-diag.c - the kernel's table of sockets, as ss(8) reads it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "strategies/strategy.h"

#ifdef __linux__
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

/* A reset connection has no addresses any more: they are kept. */
static struct {
	struct nlmsghdr header;
	struct inet_diag_req_v2 body;
} request = {
	.header = {
		.nlmsg_len = sizeof(request),
		.nlmsg_type = SOCK_DIAG_BY_FAMILY,
		.nlmsg_flags = NLM_F_REQUEST,
	},
	.body = {
		.sdiag_protocol = IPPROTO_TCP,
		.idiag_states = ~0u,
		.id.idiag_cookie = { INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE },
	},
};

/* Room for one answer, aligned as netlink(7) wants it. */
union answer {
	struct nlmsghdr header;
	char bytes[4096];
};

static int diag = -1;

static void
keep_address(const struct sockaddr_storage *ss, __be32 address[4], __be16 *port)
{
	const struct sockaddr_in *v4 = (const void *)ss;
	const struct sockaddr_in6 *v6 = (const void *)ss;

	if (ss->ss_family == AF_INET)
		memcpy(address, &v4->sin_addr, sizeof(v4->sin_addr));
	else
		memcpy(address, &v6->sin6_addr, sizeof(v6->sin6_addr));
	*port = ss->ss_family == AF_INET ? v4->sin_port : v6->sin6_port;
}

static void
prepare(int fd)
{
	struct inet_diag_sockid *id = &request.body.id;
	struct sockaddr_storage ours = { 0 }, theirs = { 0 };
	socklen_t len = sizeof(ours);

	if (getsockname(fd, (struct sockaddr *)&ours, &len) < 0)
		err(1, "getsockname");
	len = sizeof(theirs);
	if (getpeername(fd, (struct sockaddr *)&theirs, &len) < 0)
		err(1, "getpeername");
	request.body.sdiag_family = (__u8)ours.ss_family;
	keep_address(&ours, id->idiag_src, &id->idiag_sport);
	keep_address(&theirs, id->idiag_dst, &id->idiag_dport);
	diag = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	if (diag < 0)
		err(1, "socket NETLINK_SOCK_DIAG");
}

static struct said
says_answer(const union answer *a)
{
	const struct nlmsgerr *error = NLMSG_DATA(&a->header);
	const struct inet_diag_msg *found = NLMSG_DATA(&a->header);

	if (a->header.nlmsg_type == SOCK_DIAG_BY_FAMILY)
		return says_state(found->idiag_state);
	if (a->header.nlmsg_type != NLMSG_ERROR)
		return says(ERROR, "netlink type %u", a->header.nlmsg_type);
	if (error->error == -ENOENT)
		return says(GONE, "no such socket");
	return says(ERROR, "netlink %s", errno_name(-error->error));
}

static struct said
watch(int fd)
{
	union answer answer;

	(void)fd;
	if (send(diag, &request, sizeof(request), 0) < 0)
		return says_errno("send netlink", errno);
	if (recv(diag, &answer, sizeof(answer), 0) < 0)
		return says_errno("recv netlink", errno);
	return says_answer(&answer);
}
#endif /* __linux__ */

const struct strategy strategy_sock_diag = {
	.name		= "sock-diag",
	.summary	= "NETLINK_SOCK_DIAG: the state that ss(8) shows",
	.kind		= ASKS,
	.sees		= {
		[FIN]			= { CLOSED, WHEN_ASKED },
		[FIN_BEHIND_DATA]	= { CLOSED, WHEN_ASKED },
		[RST]			= { GONE, WHEN_ASKED },
		[RST_BEHIND_DATA]	= { GONE, WHEN_ASKED },
		[RST_AFTER_FIN]		= { GONE, WHEN_ASKED },
		[LOCAL_ABORT]		= { GONE, WHEN_ASKED },
	},
#ifdef __linux__
	.prepare	= prepare,
	.watch		= watch,
#else
	.unsupported	= "no NETLINK_SOCK_DIAG",
#endif
};
