/* lab.c - opens and closes a lab: its hosts, as network namespaces. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "lab/lab.h"

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/confine.h"
#include "lab/link.h"
#include "lab/private.h"

static const uint8_t mac[HOSTS][6] = {
	[HOST_SUBJECT] = { 0x02, 0x77, 0, 0, 0, 0x01 },
	[HOST_PEER] = { 0x02, 0x77, 0, 0, 0, 0x02 },
	[HOST_OTHER] = { 0x02, 0x77, 0, 0, 0, 0x03 },
};

/* A lab has three hosts; lab_add_host makes the fourth. */
#define FIRST_HOSTS HOST_OTHER

/* The path's ends send no frame of their own and need no address. */
static const uint8_t path_mac[HOSTS][6] = {
	[HOST_SUBJECT] = { 0x02, 0x77, 0, 0, 0, 0x11 },
	[HOST_PEER] = { 0x02, 0x77, 0, 0, 0, 0x12 },
	[HOST_OTHER] = { 0x02, 0x77, 0, 0, 0, 0x13 },
};

const char *
lab_address(const struct lab *lab, enum host host)
{
	static const char *const v4[HOSTS] = { [HOST_SUBJECT] = "10.77.0.1",
		[HOST_PEER] = "10.77.0.2",
		[HOST_OTHER] = "10.77.0.2" };
	static const char *const v6[HOSTS] = { [HOST_SUBJECT] = "fd77::1",
		[HOST_PEER] = "fd77::2",
		[HOST_OTHER] = "fd77::2" };

	return lab->family == 6 ? v6[host] : v4[host];
}

const uint8_t *
lab_mac(const struct lab *lab, enum host host)
{
	(void)lab;
	return mac[host];
}

int
lab_enter(struct lab *lab, enum host host, char error[LAB_ERROR])
{
	if (setns(lab->netns[host], CLONE_NEWNET) == -1)
		return lab_failed(error, "setns: network namespace");
	return 0;
}

int
lab_private_directory(
    struct lab *lab, const char *directory, char error[LAB_ERROR])
{
	(void)lab;
	/* it lies in a folder that the lab alone can enter */
	if (mount("tmpfs", directory, "tmpfs", MS_NOSUID | MS_NODEV,
		"mode=1777,size=256m") == 0)
		return 0;
	snprintf(error, LAB_ERROR, "mount: a tmpfs on %s: %s", directory,
	    strerror(errno));
	return -1;
}

/* Become root of a user namespace: everything else follows from it. */
static int
become_keeper(struct lab *lab, pid_t parent, char error[LAB_ERROR])
{
	if (lab_take_ids(&lab->guest, error) == -1)
		return -1;
	if (unshare(CLONE_NEWNS | CLONE_NEWNET) == -1)
		return lab_failed(error, "unshare: a new mount namespace");
	/* Not earlier: a change of credentials clears it, prctl(2). */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		return lab_failed(error, "prctl PR_SET_PDEATHSIG");
	if (getppid() != parent) {
		errno = ESRCH;
		return lab_failed(error, "the parent is gone");
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) == -1)
		return lab_failed(error, "mount: / as a slave");
	return 0;
}

static int
make_netns(struct lab *lab, char error[LAB_ERROR])
{
	enum host host;

	for (host = HOST_SUBJECT; host < FIRST_HOSTS; host++) {
		/* become_keeper made the first one */
		if (host != HOST_SUBJECT && unshare(CLONE_NEWNET) == -1)
			return lab_failed(
			    error, "unshare: a new network namespace");
		lab->netns[host] = open(
		    "/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
		if (lab->netns[host] == -1)
			return lab_failed(error, "/proc/self/ns/net");
	}
	return 0;
}

/*
 * Pid 1 of the lab: it reaps orphans, and its end is the end of all others.
 * It shares the keeper's memory, which costs nothing to make and to end, and
 * so may only make system calls once the keeper goes on.  Where /proc cannot
 * be mounted (a container hides part of it) the lab goes on with the
 * machine's own.
 */
static int
init(void *arg)
{
	const int *ready = arg;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* a keeper that died before sends no signal, but reads no more */
	syscall(SYS_close, ready[0]);
	prctl(PR_SET_NAME, "hangup-lab");
	signal(SIGCHLD, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	(void)mount(
	    "proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	if (syscall(SYS_write, ready[1], "", 1) != 1)
		syscall(SYS_exit_group, 1);
	syscall(SYS_close_range, 0, ~0U, 0);
	for (;;)
		syscall(SYS_pause);
	return 0;
}

static int
start_init(struct lab *lab, char error[LAB_ERROR])
{
	static _Alignas(16) char stack[64 * 1024];
	int ready[2];
	ssize_t n;
	char c;

	if (unshare(CLONE_NEWPID) == -1)
		return lab_failed(error, "unshare: a new pid namespace");
	if (pipe2(ready, O_CLOEXEC) == -1)
		return lab_failed(error, "pipe2");
	lab->init = clone(
	    init, stack + sizeof(stack), CLONE_VM | SIGCHLD, ready);
	close(ready[1]); /* init has descriptors of its own */
	if (lab->init == -1) {
		lab->init = 0;
		close(ready[0]);
		return lab_failed(error, "clone: the lab's init");
	}
	n = read(ready[0], &c, 1);
	close(ready[0]);
	if (n != 1) {
		errno = ECHILD;
		return lab_failed(error, "the lab's init");
	}
	lab->init_fd = (int)syscall(SYS_pidfd_open, lab->init, 0);
	return lab->init_fd == -1 ? lab_failed(error, "pidfd_open") : 0;
}

int
lab_join_host(struct lab *lab, enum host host, struct mnl_socket *nl,
    char error[LAB_ERROR])
{
	static const char *const name[HOSTS] = {
		[HOST_SUBJECT] = LAB_TO_SUBJECT,
		[HOST_PEER] = LAB_TO_PEER,
		[HOST_OTHER] = LAB_TO_OTHER
	};
	struct link_end here = { name[host], path_mac[host],
		lab->netns[HOST_PATH], IFF_NOARP | IFF_UP };
	/* NOARP: no solicited-node group, so no MLD report of it */
	struct link_end there = { LAB_DEVICE, mac[host], lab->netns[host],
		lab->family == 6 ? IFF_NOARP : 0 };

	if (link_add_veth(nl, &here, &there) == -1)
		return lab_failed(error, "netlink: a veth pair");
	return 0;
}

/*
 * A lab is quiet by construction: the wire carries what the scenario is about
 * and nothing that the host would send by itself.
 */
void
lab_silence_ipv6(int family)
{
	if (family == 4) {
		/*
		 * For the links to come.  "all" would take in lo, too, but
		 * needs the one lock of all networks, and spins for it.
		 */
		(void)lab_write_file(
		    "/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
	} else {
		/* 1: none, IN6_ADDR_GEN_MODE_NONE */
		(void)lab_write_file(
		    "/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1");
		(void)lab_write_file(
		    "/proc/sys/net/ipv6/conf/default/router_solicitations",
		    "0");
	}
}

int
lab_furnish_host(struct lab *lab, enum host host, char error[LAB_ERROR])
{
	enum host other = host == HOST_SUBJECT ? HOST_PEER : HOST_SUBJECT;
	struct mnl_socket *nl;
	int result = -1;

	if (lab_enter(lab, host, error) == -1)
		return -1;
	nl = link_socket();
	if (!nl)
		return lab_failed(error, "netlink socket");
	if (link_up(nl, "lo") == -1)
		lab_failed(error, "netlink: lo up");
	else if (link_offloads_off(LAB_DEVICE) == -1)
		lab_failed(error, "ethtool: offloads off");
	else if (link_up(nl, LAB_DEVICE) == -1)
		lab_failed(error, "netlink: " LAB_DEVICE " up");
	else if (link_add_address(nl, LAB_DEVICE, lab->family,
		     lab_address(lab, host), lab->family == 6 ? 64 : 24) == -1)
		lab_failed(error, "netlink: an address");
	else if (link_add_neighbour(nl, LAB_DEVICE, lab->family,
		     lab_address(lab, other), mac[other]) == -1)
		lab_failed(error, "netlink: a neighbour");
	else if (link_wait_address(nl, lab->family, lab_address(lab, host)) ==
	    -1)
		lab_failed(error, "netlink: the address is not the host's");
	else if (link_wait_up(nl, LAB_DEVICE) == -1)
		lab_failed(error, "netlink: " LAB_DEVICE " does not come up");
	else
		result = 0;
	mnl_socket_close(nl);
	return result;
}

static int
furnish(struct lab *lab, char error[LAB_ERROR])
{
	struct mnl_socket *nl;
	enum host host;
	int result;

	for (host = HOST_SUBJECT; host < FIRST_HOSTS; host++) {
		if (lab_enter(lab, host, error) == -1)
			return -1;
		lab_silence_ipv6(host == HOST_PATH ? 4 : lab->family);
	}
	if (lab_enter(lab, HOST_PATH, error) == -1)
		return -1;
	nl = link_socket();
	if (!nl)
		return lab_failed(error, "netlink socket");
	result = lab_join_host(lab, HOST_SUBJECT, nl, error);
	if (result == 0)
		result = lab_join_host(lab, HOST_PEER, nl, error);
	if (result == 0)
		result = lab_furnish_host(lab, HOST_SUBJECT, error);
	if (result == 0)
		result = lab_furnish_host(lab, HOST_PEER, error);
	if (result == 0)
		result = lab_enter(lab, HOST_PATH, error);
	if (result == 0 &&
	    (link_wait_up(nl, LAB_TO_SUBJECT) == -1 ||
		link_wait_up(nl, LAB_TO_PEER) == -1))
		result = lab_failed(error, "netlink: the path's links");
	mnl_socket_close(nl);
	return result;
}

struct lab *
lab_open(int family, char error[LAB_ERROR])
{
	struct lab *lab = calloc(1, sizeof(*lab));
	pid_t parent = getppid();
	enum host host;

	if (!lab) {
		lab_failed(error, "calloc");
		return NULL;
	}
	lab->family = family;
	lab->line = lab->init_fd = -1;
	cgroup_open(lab, confine_memory_mb());
	for (host = HOST_SUBJECT; host < HOSTS; host++)
		lab->netns[host] = -1;
	lab->host_proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (lab->host_proc == -1)
		lab_failed(error, "/proc");
	else if (become_keeper(lab, parent, error) == 0 &&
	    lab_park_thread(lab, error) == 0 && make_netns(lab, error) == 0 &&
	    start_init(lab, error) == 0 && furnish(lab, error) == 0)
		return lab;
	lab_close(lab);
	return NULL;
}

void
lab_close(struct lab *lab)
{
	enum host host;
	pid_t pid;

	if (!lab)
		return;
	lab_dismiss_thread(lab);
	if (lab->init > 0) {
		kill(lab->init, SIGKILL);
		/* it ends when all others have ended and are reaped */
		do
			pid = waitpid(-1, NULL, 0);
		while (pid != lab->init && (pid != -1 || errno == EINTR));
	}
	for (host = HOST_SUBJECT; host < HOSTS; host++)
		if (lab->netns[host] != -1)
			close(lab->netns[host]);
	if (lab->host_proc != -1)
		close(lab->host_proc);
	if (lab->init_fd != -1)
		close(lab->init_fd);
	free(lab);
}
