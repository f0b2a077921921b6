/* faults.c - what goes wrong on the subject's own host and network. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab/link.h"
#include "lab/private.h"

#define ASK_AGAIN_MS 100

static int
prefix(const struct lab *lab)
{
	return lab->family == 6 ? 64 : 24;
}

/* A routing socket on that host, or NULL and a message. */
static struct mnl_socket *
routing_on(struct lab *lab, enum host host, char error[LAB_ERROR])
{
	struct mnl_socket *nl;

	if (lab_enter(lab, host, error) == -1)
		return NULL;
	nl = link_socket();
	if (!nl)
		lab_failed(error, "netlink socket");
	return nl;
}

/* Closes the socket; result with a message if it is -1. */
static int
done(struct mnl_socket *nl, int result, const char *what, char error[LAB_ERROR])
{
	if (result == -1)
		lab_failed(error, what);
	mnl_socket_close(nl);
	return result;
}

int
lab_link_down(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl = routing_on(lab, HOST_PATH, error);

	if (!nl ||
	    done(nl, link_down(nl, LAB_TO_SUBJECT),
		"netlink: " LAB_TO_SUBJECT " down", error) == -1)
		return -1;
	nl = routing_on(lab, HOST_SUBJECT, error);
	/* the subject's side follows by the kernel's worker */
	return !nl ? -1 :
		     done(nl, link_wait_down(nl, LAB_DEVICE),
			 "netlink: " LAB_DEVICE " keeps its carrier", error);
}

int
lab_route_withdraw(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl = routing_on(lab, HOST_SUBJECT, error);

	/* the connected route of the prefix: there never was another */
	return !nl ? -1 :
		     done(nl,
			 link_remove_route(nl, LAB_DEVICE, lab->family,
			     lab_address(lab, HOST_SUBJECT), prefix(lab)),
			 "netlink: a route withdrawn", error);
}

int
lab_address_remove(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl = routing_on(lab, HOST_SUBJECT, error);

	return !nl ? -1 :
		     done(nl,
			 link_remove_address(nl, LAB_DEVICE, lab->family,
			     lab_address(lab, HOST_SUBJECT), prefix(lab)),
			 "netlink: an address removed", error);
}

/*
 * In an IPv6 lab the device was NOARP, which sends no solicitation.  When that
 * ends, the host joins the solicited-node group of its address and says so:
 * two MLDv2 reports to ff02::16 come within a second, unasked; no fault
 * depends on them.  The peer's device stays NOARP and in no such group: it
 * answers no solicitation, and nobody does in an IPv6 lab.
 */
int
lab_neighbour_forget(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl = routing_on(lab, HOST_SUBJECT, error);
	int result;

	if (!nl)
		return -1;
	result = lab->family == 6 ? link_ask_for_neighbours(nl, LAB_DEVICE) : 0;
	if (result == 0)
		result = link_neighbour_timers(
		    nl, LAB_DEVICE, lab->family, ASK_AGAIN_MS);
	if (result == 0 &&
	    link_remove_neighbour(nl, LAB_DEVICE, lab->family,
		lab_address(lab, HOST_PEER)) == -1 &&
	    errno != ENOENT) /* it went with NOARP */
		result = -1;
	return done(nl, result, "netlink: a neighbour forgotten", error);
}

static void
put_end(const struct sockaddr_storage *ss, __be16 *port, __be32 address[4])
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)ss;
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)ss;

	if (ss->ss_family == AF_INET) {
		*port = in->sin_port;
		memcpy(address, &in->sin_addr, sizeof(in->sin_addr));
	} else {
		*port = in6->sin6_port;
		memcpy(address, &in6->sin6_addr, sizeof(in6->sin6_addr));
	}
}

/* The socket's name for sock_diag(7), or -1 and errno. */
static int
identify(int fd, struct inet_diag_req_v2 *req)
{
	struct sockaddr_storage local, remote;
	socklen_t local_len = sizeof(local), remote_len = sizeof(remote);

	memset(&local, 0, sizeof(local));
	memset(&remote, 0, sizeof(remote));
	if (getsockname(fd, (struct sockaddr *)&local, &local_len) == -1 ||
	    getpeername(fd, (struct sockaddr *)&remote, &remote_len) == -1)
		return -1;
	req->sdiag_family = (uint8_t)local.ss_family;
	req->sdiag_protocol = IPPROTO_TCP;
	req->idiag_states = ~0U;
	put_end(&local, &req->id.idiag_sport, req->id.idiag_src);
	put_end(&remote, &req->id.idiag_dport, req->id.idiag_dst);
	req->id.idiag_cookie[0] = req->id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
	return 0;
}

static int
destroy(struct mnl_socket *nl, const struct inet_diag_req_v2 *req)
{
	char buf[4096];
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);
	ssize_t n;

	nlh->nlmsg_type = SOCK_DESTROY;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	memcpy(
	    mnl_nlmsg_put_extra_header(nlh, sizeof(*req)), req, sizeof(*req));
	if (mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) == -1)
		return -1;
	n = mnl_socket_recvfrom(nl, buf, sizeof(buf));
	return n == -1 ? -1 : mnl_cb_run(buf, (size_t)n, 0, 0, NULL, NULL);
}

int
lab_destroy_socket(struct lab *lab, int fd, char error[LAB_ERROR])
{
	struct inet_diag_req_v2 req;
	struct mnl_socket *nl;
	int result, saved;

	memset(&req, 0, sizeof(req));
	if (identify(fd, &req) == -1)
		return lab_failed(error, "a connected socket");
	if (lab_enter(lab, HOST_SUBJECT, error) == -1)
		return -1;
	nl = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
	if (!nl)
		return lab_failed(error, "sock_diag socket");
	result = destroy(nl, &req);
	saved = errno;
	mnl_socket_close(nl);
	errno = saved;
	return result == -1 ? lab_failed(error, "SOCK_DESTROY") : 0;
}

/* The network namespace, and what furnish does for the first three. */
static int
make_other(struct lab *lab, struct mnl_socket *nl, char error[LAB_ERROR])
{
	if (unshare(CLONE_NEWNET) == -1)
		return lab_failed(error, "unshare: a new network namespace");
	/* we have no /proc/self in the lab's /proc: its init is pid 1 there */
	lab->netns[HOST_OTHER] = openat(
	    lab->host_proc, "self/ns/net", O_RDONLY | O_CLOEXEC);
	if (lab->netns[HOST_OTHER] == -1)
		return lab_failed(error, "/proc/self/ns/net");
	lab_silence_ipv6(lab->family);
	if (lab_enter(lab, HOST_PATH, error) == -1 ||
	    lab_join_host(lab, HOST_OTHER, nl, error) == -1 ||
	    lab_furnish_host(lab, HOST_OTHER, error) == -1 ||
	    lab_enter(lab, HOST_PATH, error) == -1)
		return -1;
	return link_wait_up(nl, LAB_TO_OTHER) == 0 ?
	    0 :
	    lab_failed(error, "netlink: " LAB_TO_OTHER " does not come up");
}

int
lab_add_host(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl;
	int result;

	if (lab->netns[HOST_OTHER] != -1) {
		errno = EEXIST;
		return lab_failed(error, "the other host");
	}
	nl = routing_on(lab, HOST_PATH, error);
	if (!nl)
		return -1;
	result = make_other(lab, nl, error);
	mnl_socket_close(nl);
	return result;
}

int
lab_take_over(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl = routing_on(lab, HOST_SUBJECT, error);

	return !nl ?
	    -1 :
	    done(nl,
		link_add_neighbour(nl, LAB_DEVICE, lab->family,
		    lab_address(lab, HOST_OTHER), lab_mac(lab, HOST_OTHER)),
		"netlink: a neighbour replaced", error);
}
