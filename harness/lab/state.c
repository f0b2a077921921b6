/* state.c - the TCP state of a connection, as a host's kernel knows it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "lab/private.h"

/* The message of netlink(7): one connection, by its exact name. */
static void
put_request(const struct lab *lab, enum host host, const uint16_t port[2],
    struct nlmsghdr *nlh)
{
	enum host other = host == HOST_SUBJECT ? HOST_PEER : HOST_SUBJECT;
	int family = lab->family == 6 ? AF_INET6 : AF_INET;
	struct inet_diag_req_v2 *req;

	nlh->nlmsg_type = SOCK_DIAG_BY_FAMILY;
	nlh->nlmsg_flags = NLM_F_REQUEST;
	req = mnl_nlmsg_put_extra_header(nlh, sizeof(*req));
	req->sdiag_family = (uint8_t)family;
	req->sdiag_protocol = IPPROTO_TCP;
	req->idiag_states = ~0U;
	req->id.idiag_sport = htons(port[host == HOST_PEER]);
	req->id.idiag_dport = htons(port[host != HOST_PEER]);
	inet_pton(family, lab_address(lab, host), req->id.idiag_src);
	inet_pton(family, lab_address(lab, other), req->id.idiag_dst);
	req->id.idiag_cookie[0] = req->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
}

/* Where there is no such connection a listener may answer for its port. */
static int
read_answer(const struct nlmsghdr *nlh)
{
	const struct inet_diag_msg *found = mnl_nlmsg_get_payload(nlh);
	const struct nlmsgerr *refused = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_type == SOCK_DIAG_BY_FAMILY)
		return found->idiag_state == TCP_LISTEN ? 0 :
							  found->idiag_state;
	if (nlh->nlmsg_type == NLMSG_ERROR && refused->error == -ENOENT)
		return 0;
	errno = nlh->nlmsg_type == NLMSG_ERROR ? -refused->error : EPROTO;
	return -1;
}

/* Once.  The state, 0 or -1. */
static int
ask(struct mnl_socket *nl, const struct lab *lab, enum host host,
    const uint16_t port[2])
{
	_Alignas(struct nlmsghdr) char buf[4096];
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);

	put_request(lab, host, port, nlh);
	if (mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) == -1 ||
	    mnl_socket_recvfrom(nl, buf, sizeof(buf)) <= 0)
		return -1;
	return read_answer(nlh);
}

/*
 * A connection that just goes over to TIME-WAIT is found as neither for a
 * moment, so "none" must be said twice.
 */
int
lab_tcp_state(struct lab *lab, enum host host, uint16_t subject_port,
    uint16_t peer_port, char error[LAB_ERROR])
{
	const uint16_t port[2] = { subject_port, peer_port };
	struct mnl_socket *nl;
	int state, saved;

	if (lab_enter(lab, host, error) == -1)
		return -1;
	nl = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	if (!nl)
		return lab_failed(error, "sock_diag socket");
	state = ask(nl, lab, host, port);
	if (state == 0) {
		/* the kernel's own step, of which nothing tells */
		lab_wait(lab_now() + LAB_MS, NULL, 0);
		state = ask(nl, lab, host, port);
	}
	saved = errno;
	mnl_socket_close(nl);
	errno = saved;
	return state == -1 ? lab_failed(error, "sock_diag") : state;
}
