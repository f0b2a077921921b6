/* link.c - links, addresses, routes, neighbours: rtnetlink(7) by libmnl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "lab/link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/veth.h>
#include <net/if.h>
/* after net/if.h, which it gives way to: IF_OPER_UP */
#include <linux/if.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab/private.h"

#define ROOM 4096  /* our largest message is some 300 bytes */
#define UP_MS 2000 /* a link that is not up by then never is */

struct mnl_socket *
link_socket(void)
{
	struct mnl_socket *nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);

	if (nl && mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) == -1) {
		mnl_socket_close(nl);
		return NULL;
	}
	return nl;
}

static struct nlmsghdr *
begin(void *buf, uint16_t type, uint16_t flags)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
	return nlh;
}

/* Sends one request and waits for its acknowledgement. */
static int
talk(struct mnl_socket *nl, struct nlmsghdr *nlh)
{
	char buf[ROOM];
	ssize_t n;

	if (mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) == -1)
		return -1;
	do {
		n = mnl_socket_recvfrom(nl, buf, sizeof(buf));
		if (n == -1)
			return -1;
		n = mnl_cb_run(
		    buf, (size_t)n, 0, mnl_socket_get_portid(nl), NULL, NULL);
	} while (n > 0);
	return n == -1 ? -1 : 0;
}

static void
put_end(struct nlmsghdr *nlh, const struct link_end *end)
{
	mnl_attr_put_strz(nlh, IFLA_IFNAME, end->name);
	mnl_attr_put(nlh, IFLA_ADDRESS, 6, end->mac);
	mnl_attr_put_u32(nlh, IFLA_NET_NS_FD, (uint32_t)end->netns);
	/* veth makes one for each CPU, and each is a directory in sysfs */
	mnl_attr_put_u32(nlh, IFLA_NUM_TX_QUEUES, 1);
	mnl_attr_put_u32(nlh, IFLA_NUM_RX_QUEUES, 1);
}

static void
put_ifinfo(struct nlmsghdr *nlh, const struct link_end *end)
{
	struct ifinfomsg *ifi = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifi));

	ifi->ifi_flags = ifi->ifi_change = end->flags;
}

int
link_add_veth(struct mnl_socket *nl, const struct link_end *here,
    const struct link_end *there)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(
	    buf, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	struct nlattr *info, *data, *peer;

	put_ifinfo(nlh, here);
	put_end(nlh, here);
	info = mnl_attr_nest_start(nlh, IFLA_LINKINFO);
	mnl_attr_put_strz(nlh, IFLA_INFO_KIND, "veth");
	data = mnl_attr_nest_start(nlh, IFLA_INFO_DATA);
	peer = mnl_attr_nest_start(nlh, VETH_INFO_PEER);
	put_ifinfo(nlh, there);
	put_end(nlh, there);
	mnl_attr_nest_end(nlh, peer);
	mnl_attr_nest_end(nlh, data);
	mnl_attr_nest_end(nlh, info);
	return talk(nl, nlh);
}

static int
see_operstate(const struct nlmsghdr *nlh, void *arg)
{
	uint8_t *state = arg;
	struct nlattr *attr;

	mnl_attr_for_each (attr, nlh, sizeof(struct ifinfomsg))
		if (mnl_attr_get_type(attr) == IFLA_OPERSTATE)
			*state = mnl_attr_get_u8(attr);
	return MNL_CB_OK;
}

/* Sends a question, which is in buf, and shows its answer.  0 or -1. */
static int
ask(struct mnl_socket *nl, char buf[4 * ROOM], mnl_cb_t see, void *arg)
{
	const struct nlmsghdr *nlh = (const struct nlmsghdr *)(void *)buf;
	ssize_t n;
	int more;

	if (mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) == -1)
		return -1;
	do {
		n = mnl_socket_recvfrom(nl, buf, 4 * ROOM);
		if (n == -1)
			return -1;
		more = mnl_cb_run(
		    buf, (size_t)n, 0, mnl_socket_get_portid(nl), see, arg);
	} while (more > 0);
	return more;
}

static int
operstate(struct mnl_socket *nl, const char *name, uint8_t *state)
{
	char buf[4 * ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_GETLINK, 0);

	*state = IF_OPER_UNKNOWN;
	mnl_nlmsg_put_extra_header(nlh, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(nlh, IFLA_IFNAME, name);
	mnl_attr_put_u32(nlh, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
	return ask(nl, buf, see_operstate, state);
}

/* The first question comes before listening: mostly it is so already. */
static int
wait_operstate(struct mnl_socket *nl, const char *name, bool up)
{
	struct mnl_socket *news = NULL;
	struct awaited heard = { -1, false };
	int64_t end_ns = lab_now() + UP_MS * LAB_MS;
	int group = RTNLGRP_LINK, result;
	char buf[4 * ROOM];
	uint8_t state;

	while ((result = operstate(nl, name, &state)) == 0 &&
	    (state == IF_OPER_UP) != up) {
		result = -1;
		if (!news) {
			news = link_socket();
			if (!news ||
			    mnl_socket_setsockopt(news, NETLINK_ADD_MEMBERSHIP,
				&group, sizeof(group)) == -1)
				break;
			heard.fd = mnl_socket_get_fd(news);
			continue;
		}
		if (lab_wait(end_ns, &heard, 1) > 0)
			(void)mnl_socket_recvfrom(news, buf, sizeof(buf));
		else if (lab_now() >= end_ns) {
			errno = ETIMEDOUT;
			break;
		}
	}
	if (news)
		mnl_socket_close(news);
	return result;
}

int
link_wait_up(struct mnl_socket *nl, const char *name)
{
	return wait_operstate(nl, name, true);
}

int
link_wait_down(struct mnl_socket *nl, const char *name)
{
	return wait_operstate(nl, name, false);
}

static void
put_address(
    struct nlmsghdr *nlh, uint16_t type, int family, const char *address)
{
	uint8_t raw[16];

	inet_pton(family == 6 ? AF_INET6 : AF_INET, address, raw);
	mnl_attr_put(nlh, type, family == 6 ? 16 : 4, raw);
}

static int
change_address(struct mnl_socket *nl, uint16_t type, uint16_t flags,
    const char *name, int family, const char *address, int prefix)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(buf, type, flags);
	struct ifaddrmsg *ifa = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifa));

	ifa->ifa_family = family == 6 ? AF_INET6 : AF_INET;
	ifa->ifa_prefixlen = (uint8_t)prefix;
	ifa->ifa_flags = IFA_F_NODAD;
	ifa->ifa_index = if_nametoindex(name);
	put_address(nlh, IFA_LOCAL, family, address);
	put_address(nlh, IFA_ADDRESS, family, address);
	return talk(nl, nlh);
}

int
link_add_address(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix)
{
	return change_address(nl, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, name,
	    family, address, prefix);
}

static int
see_type(const struct nlmsghdr *nlh, void *arg)
{
	const struct rtmsg *rtm = mnl_nlmsg_get_payload(nlh);

	*(unsigned *)arg = rtm->rtm_type;
	return MNL_CB_OK;
}

/* An error is an answer, too: no route at all. */
static bool
is_local(struct mnl_socket *nl, int family, const char *address)
{
	char buf[4 * ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_GETROUTE, 0);
	struct rtmsg *rtm = mnl_nlmsg_put_extra_header(nlh, sizeof(*rtm));
	unsigned type = RTN_UNSPEC;

	rtm->rtm_family = family == 6 ? AF_INET6 : AF_INET;
	rtm->rtm_dst_len = family == 6 ? 128 : 32;
	put_address(nlh, RTA_DST, family, address);
	return ask(nl, buf, see_type, &type) == 0 && type == RTN_LOCAL;
}

int
link_wait_address(struct mnl_socket *nl, int family, const char *address)
{
	int64_t end_ns = lab_now() + UP_MS * LAB_MS;

	while (!is_local(nl, family, address)) {
		if (lab_now() > end_ns) {
			errno = ETIMEDOUT;
			return -1;
		}
		/* no news says it: that of the address comes before the route */
		lab_wait(lab_now() + LAB_MS / 10, NULL, 0);
	}
	return 0;
}

int
link_remove_address(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix)
{
	return change_address(
	    nl, RTM_DELADDR, 0, name, family, address, prefix);
}

int
link_remove_route(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_DELROUTE, 0);
	struct rtmsg *rtm = mnl_nlmsg_put_extra_header(nlh, sizeof(*rtm));
	size_t size = family == 6 ? 16 : 4;
	uint8_t raw[16];

	inet_pton(family == 6 ? AF_INET6 : AF_INET, address, raw);
	/* our prefixes are whole bytes */
	memset(raw + prefix / 8, 0, size - (size_t)prefix / 8);
	rtm->rtm_family = family == 6 ? AF_INET6 : AF_INET;
	rtm->rtm_dst_len = (uint8_t)prefix;
	rtm->rtm_table = RT_TABLE_MAIN;
	rtm->rtm_scope = RT_SCOPE_NOWHERE; /* whichever it has */
	mnl_attr_put(nlh, RTA_DST, size, raw);
	mnl_attr_put_u32(nlh, RTA_OIF, if_nametoindex(name));
	return talk(nl, nlh);
}

static struct ndmsg *
put_neighbour(
    struct nlmsghdr *nlh, const char *name, int family, const char *address)
{
	struct ndmsg *ndm = mnl_nlmsg_put_extra_header(nlh, sizeof(*ndm));

	ndm->ndm_family = family == 6 ? AF_INET6 : AF_INET;
	ndm->ndm_ifindex = (int)if_nametoindex(name);
	put_address(nlh, NDA_DST, family, address);
	return ndm;
}

int
link_add_neighbour(struct mnl_socket *nl, const char *name, int family,
    const char *address, const uint8_t mac[6])
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(
	    buf, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);

	put_neighbour(nlh, name, family, address)->ndm_state = NUD_PERMANENT;
	mnl_attr_put(nlh, NDA_LLADDR, 6, mac);
	return talk(nl, nlh);
}

int
link_remove_neighbour(
    struct mnl_socket *nl, const char *name, int family, const char *address)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_DELNEIGH, 0);

	put_neighbour(nlh, name, family, address);
	return talk(nl, nlh);
}

/*
 * A new entry counts as if all unicast probes were spent, and has failed when
 * UCAST + APP + MCAST are: one multicast (in IPv4 broadcast) question goes out,
 * and after ms nobody will answer it.
 */
int
link_neighbour_timers(
    struct mnl_socket *nl, const char *name, int family, unsigned ms)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_SETNEIGHTBL, 0);
	struct ndtmsg *ndt = mnl_nlmsg_put_extra_header(nlh, sizeof(*ndt));
	struct nlattr *parms;

	ndt->ndtm_family = family == 6 ? AF_INET6 : AF_INET;
	mnl_attr_put_strz(
	    nlh, NDTA_NAME, family == 6 ? "ndisc_cache" : "arp_cache");
	parms = mnl_attr_nest_start(nlh, NDTA_PARMS);
	mnl_attr_put_u32(nlh, NDTPA_IFINDEX, if_nametoindex(name));
	mnl_attr_put_u64(nlh, NDTPA_RETRANS_TIME, ms);
	mnl_attr_put_u32(nlh, NDTPA_UCAST_PROBES, 1);
	mnl_attr_put_u32(nlh, NDTPA_MCAST_PROBES, 1);
	mnl_attr_put_u32(nlh, NDTPA_APP_PROBES, 0);
	mnl_attr_nest_end(nlh, parms);
	return talk(nl, nlh);
}

static int
set_flags(
    struct mnl_socket *nl, const char *name, unsigned flags, unsigned change)
{
	char buf[ROOM];
	struct nlmsghdr *nlh = begin(buf, RTM_NEWLINK, 0);
	struct ifinfomsg *ifi = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifi));

	ifi->ifi_index = (int)if_nametoindex(name);
	ifi->ifi_flags = flags;
	ifi->ifi_change = change;
	return talk(nl, nlh);
}

int
link_up(struct mnl_socket *nl, const char *name)
{
	return set_flags(nl, name, IFF_UP, IFF_UP);
}

int
link_down(struct mnl_socket *nl, const char *name)
{
	return set_flags(nl, name, 0, IFF_UP);
}

int
link_ask_for_neighbours(struct mnl_socket *nl, const char *name)
{
	return set_flags(nl, name, 0, IFF_NOARP);
}

int
link_offloads_off(const char *name)
{
	/* without checksums no scatter-gather, and without that no GSO */
	struct ethtool_value value = { .cmd = ETHTOOL_STXCSUM, .data = 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), result;
	struct ifreq ifr;

	if (fd == -1)
		return -1;
	memset(&ifr, 0, sizeof(ifr));
	strncpy(ifr.ifr_name, name, sizeof(ifr.ifr_name) - 1);
	ifr.ifr_data = (void *)&value;
	result = ioctl(fd, SIOCETHTOOL, &ifr);
	close(fd);
	return result;
}
