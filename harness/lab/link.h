/* link.h - rtnetlink(7) and ethtool in one network namespace; lab's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_LINK_H
#define HANGUP_LAB_LINK_H

#include <stdint.h>

struct mnl_socket;

/* A routing socket in the current network namespace, or NULL and errno. */
struct mnl_socket *link_socket(void);

/* One end of a veth pair.  It cannot be up from the start: ENOTCONN. */
struct link_end {
	const char *name;
	const uint8_t *mac;
	int netns;	/* descriptor of the namespace it goes to */
	unsigned flags; /* IFF_* */
};

/* All return 0, or -1 and errno. */
int link_add_veth(struct mnl_socket *nl, const struct link_end *here,
    const struct link_end *there);
/* Until IFLA_OPERSTATE says up: a frame sent before is lost without a word. */
int link_wait_up(struct mnl_socket *nl, const char *name);
/* Until it says anything else. */
int link_wait_down(struct mnl_socket *nl, const char *name);
/* An address with prefix length, no duplicate address detection. */
int link_add_address(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix);
/*
 * Until the host takes what is sent to the address for its own: an IPv6 address
 * gets its local route from a worker of the kernel, some time after it was
 * added, and until then all that comes is lost.
 */
int link_wait_address(struct mnl_socket *nl, int family, const char *address);
int link_add_neighbour(struct mnl_socket *nl, const char *name, int family,
    const char *address, const uint8_t mac[6]);
int link_up(struct mnl_socket *nl, const char *name);
int link_down(struct mnl_socket *nl, const char *name);
/* Clears IFF_NOARP. */
int link_ask_for_neighbours(struct mnl_socket *nl, const char *name);
int link_remove_address(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix);
/* The route to all addresses that share the prefix with this one. */
int link_remove_route(struct mnl_socket *nl, const char *name, int family,
    const char *address, int prefix);
int link_remove_neighbour(
    struct mnl_socket *nl, const char *name, int family, const char *address);
/* An unknown neighbour is asked for once, and given up after so many ms. */
int link_neighbour_timers(
    struct mnl_socket *nl, const char *name, int family, unsigned ms);
/*
 * tx-checksum and GSO off: without this the path sees unfinished frames.  TSO
 * goes with the checksum, and GRO is off on a veth unless somebody asks.
 */
int link_offloads_off(const char *name);

#endif
