/* private.h - what the lab's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_PRIVATE_H
#define HANGUP_LAB_PRIVATE_H

#include <dirent.h>
#include <pthread.h>
#include <sys/types.h>

#include "lab/guests.h"

struct mnl_socket;

#define LAB_GUEST 1000	  /* a guest's id as it sees it; its group in the lab */
#define LAB_DEVICE "eth0" /* a host's, but the path's */
#define LAB_MS 1000000LL

struct lab {
	int family;
	int netns[HOSTS]; /* descriptors of the network namespaces */
	int host_proc;	  /* /proc of the machine: outer pids */
	pid_t init;	  /* pid 1 of the lab */
	int init_fd;	  /* a pidfd of it */
	unsigned guest; /* the lab's id for its guests: 0, or of root's many */
	struct {	/* the guests' cgroup, if they have one: files; -1 */
		int procs, memory, pids;
	} cgroup;
	pthread_t thread;
	int line; /* to the thread while it has no part yet, or -1 */
};

/* What a talker is to the lab. */
struct process {
	const struct lab *lab;
	pid_t pid; /* as the keeper sees it; 0: it is the lab's thread */
	/* of a guest: who keeps its namespaces, a pidfd, and its stack */
	int holder;
	void *stack;
};

/* Sockets made from now on belong to that host.  0, or -1 and a message. */
int lab_enter(struct lab *lab, enum host host, char error[LAB_ERROR]);
/* A talker that is none yet, without descriptors.  0, or -1 and a message. */
int lab_new_talker(
    const struct lab *lab, struct talker *talker, char error[LAB_ERROR]);
/* Closes its descriptors; then there is none. */
void lab_free_talker(struct talker *talker);
/*
 * tree.c: to the process and all that it started.  SIGSTOP has acted on
 * return.  0, or -1 and errno; EBUSY: one does not stop.
 */
int lab_signal_tree(const struct lab *lab, pid_t pid, int signal);
/* State letter of /proc/PID/stat (proc(5)): 'T' is stopped; '?' unknown. */
char lab_process_state(const struct lab *lab, pid_t pid);

/*
 * ids.c: the caller becomes id 0 of a new user namespace, in which guest is the
 * id for guests.  0, or -1 and a message.
 */
int lab_take_ids(unsigned *guest, char error[LAB_ERROR]);
/*
 * delegated.c: ids that an ordinary user was given besides his own, subuid(5);
 * false: none.  And 0 of the process's new user namespace becomes the first of
 * them, LAB_GUEST the caller's own: newuidmap(1).  0, or -1: it is refused.
 */
struct delegated {
	unsigned uid, gid;
};
bool lab_find_delegated(struct delegated *d);
int lab_map_delegated(pid_t pid, const struct delegated *d);
/* Writes "WHAT: strerror" and returns -1. */
int lab_failed(char error[LAB_ERROR], const char *what);
/*
 * What is measured, and the network that it is measured through, are not made
 * to wait by the harness: a short slice lets the caller run as soon as it wakes
 * (from Linux 6.12 on; before, only the policy changes).  System calls only.
 */
void lab_be_watchful(void);
/* The thread that lab_thread gives its part; before the pid namespace. */
int lab_park_thread(struct lab *lab, char error[LAB_ERROR]);
/* Ends it if it was given none; harmless otherwise. */
void lab_dismiss_thread(struct lab *lab);
/* In the caller's network namespace: what a host there is silent about. */
void lab_silence_ipv6(int family);
/* The veth pair between the path, where the caller is, and the host. */
int lab_join_host(struct lab *lab, enum host host, struct mnl_socket *nl,
    char error[LAB_ERROR]);
/* Its links up, its address, the neighbour that it knows. */
int lab_furnish_host(struct lab *lab, enum host host, char error[LAB_ERROR]);
/* Reads a file of the process in the machine's /proc. */
int lab_read_proc(
    const struct lab *lab, pid_t pid, const char *name, char *buf, size_t size);
/* A folder there; NULL: there is none, any more. */
DIR *lab_open_proc(const struct lab *lab, pid_t pid, const char *name);
/* Writes all of text to the file, or -1 and errno. */
int lab_write_file(const char *file, const char *text);
int lab_write_at(int folder, const char *file, const char *text);

#endif
