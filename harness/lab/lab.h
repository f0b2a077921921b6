/* lab.h - a small network of one's own: subject, path, peer. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_H
#define HANGUP_LAB_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/*
 * Theory of operation
 *
 *   +-----------+   veth   +-----------------+   veth   +-----------+
 *   |  subject  +----------+  subject   peer +----------+   peer    |
 *   |  10.77.0.1|eth0      |      path       |      eth0| 10.77.0.2 |
 *   |  fd77::1  |          |  (user space)   |          |  fd77::2  |
 *   +-----------+          +-----------------+          +-----------+
 *
 * Three hosts on one Ethernet, which the path joins, or does not.
 * The process that opens the lab becomes its keeper; everything it starts in
 * the lab dies with it, whatever kills it, and the network goes too.
 *
 * Errors are messages that name the object and the call; functions return -1
 * (or NULL) and write one.  Nothing here prints or exits.
 */
#define LAB_ERROR 256

/* HOST_OTHER is there after lab_add_host only. */
enum host { HOST_SUBJECT, HOST_PATH, HOST_PEER, HOST_OTHER, HOSTS };

struct lab;

/*
 * Makes the network and becomes its keeper.  The calling process must be
 * single-threaded, must not have run an event loop, and should be a fork made
 * for this: it cannot go back, and can make no thread but lab_thread.  family
 * is 4 or 6.  It dies when its parent dies.  NULL and a message on failure.
 */
struct lab *lab_open(int family, char error[LAB_ERROR]);

/* Ends every process of the lab and waits for those that were spawned. */
void lab_close(struct lab *lab);

/* Literal address of a host, in the lab's family. */
const char *lab_address(const struct lab *lab, enum host host);
/* The Ethernet address of a host's eth0 (not for HOST_PATH). */
const uint8_t *lab_mac(const struct lab *lab, enum host host);
/* The name of the device: "eth0"; on the path it names the other end. */
#define LAB_DEVICE "eth0"
#define LAB_TO_SUBJECT "subject"
#define LAB_TO_PEER "peer"
#define LAB_TO_OTHER "other"

/* Sockets and captures made from now on belong to that host.  0 or -1. */
int lab_enter(struct lab *lab, enum host host, char error[LAB_ERROR]);

/*
 * An empty file system of the lab's own on a directory that exists; guests may
 * write there if they are shown it; it goes with the lab.  0 or -1.
 */
int lab_private_directory(
    struct lab *lab, const char *directory, char error[LAB_ERROR]);

/* A process in the lab, or a thread of ours. */
#define LAB_THREAD (-1)
struct child {
	pid_t pid;  /* as the keeper sees it; 0: none; LAB_THREAD */
	int in;	    /* its standard input, we write (or -1) */
	int out;    /* its standard output, we read, non-blocking */
	int err;    /* its standard error, we read, non-blocking */
	bool ended; /* and status is what waitpid(2) said */
	int status;
	pthread_t thread; /* of a LAB_THREAD */
	/* of a guest: who keeps its namespaces, a pidfd, and its stack */
	int holder;
	void *stack;
};

/* A guest's share of the machine; what it is told when it has used it up. */
#define LAB_MOST_MEMORY_MB 4096UL /* RLIMIT_DATA */
#define LAB_MOST_FILE_MB 256UL	  /* RLIMIT_FSIZE */
#define LAB_MOST_DESCRIPTORS 4096
#define LAB_MOST_PROCESSES 512 /* threads, too */

/* What a guest sees of the machine's files besides the system's. */
enum showing { PLACE_SHOWN, PLACE_WRITABLE, PLACE_HIDDEN };
struct place {
	const char *path;   /* where it sees it, absolute; NULL ends a list */
	const char *source; /* that place without symbolic links */
	enum showing how;
};

/* Walls that may be opened for a guest, each by its name. */
enum allowance {
	ALLOW_UNSHARE = 1,
	ALLOW_MOUNT = 2,
	ALLOW_SETNS = 4,
	ALLOW_PTRACE = 8,
	ALLOW_TUN = 16,
	ALLOW_SETUID = 32,
	ALLOW_UNIX = 64, /* sockets of the UNIX family, by socket(2) */
	ALLOW_IO_URING = 128,
	ALLOW_MEMORY = 256, /* more than its share: AddressSanitizer's shadow */
	ALLOW_ALL = 511
};
/* Its bit; 0: there is none of that name.  And its name. */
unsigned lab_allowance(const char *name);
const char *lab_allowed_name(unsigned bit);

/*
 * What holds a guest, which is always an ordinary id without power over the
 * lab: confine.c, and view.c, which draws what it sees.
 */
struct walls {
	enum {
		WALLS_ALL, /* anybody's program */
		WALLS_OURS, /* known: the walls of a process, no view of its own */
		WALLS_NONE
	} which;
	const struct place *places; /* LAB_MOST_PLACES at most */
	unsigned allowed;
};
#define LAB_MOST_PLACES 48

/*
 * Starts argv[0] (found by execvp(3)'s rules) on a host.  walls: it is a guest,
 * held by them; NULL: a part of ours, with power over the lab.  envp replaces
 * the environment.  0, or -1 and a message.
 */
int lab_spawn(struct lab *lab, struct child *child, enum host host,
    const struct walls *walls, const char *const argv[],
    const char *const envp[], char error[LAB_ERROR]);
/*
 * Once, before the labs: finds what all labs share, so that each need not.
 * as_root: guests of a lab made by root are root for the machine's files.  0,
 * or -1 and a message: root, and no id is left for guests.
 */
int lab_prepare(bool as_root, char error[LAB_ERROR]);
/* The second wall: landlock(7).  Without it the others stand. */
bool lab_has_landlock(void);
/* What was made for guests, a file or a tree, becomes theirs to read. */
void lab_give(const char *path);
/*
 * In a process made for a lab: closes all descriptors but the first three, these
 * two (or -1) and what lab_prepare keeps open.
 */
void lab_close_others(int one, int other);
/*
 * Whose files a guest of root can read and write: an id that owns nothing on
 * the machine.  0: it has the caller's own.
 */
unsigned lab_guest_id(void);
/*
 * Whose id peer and path have where the guest has the caller's: one that was
 * delegated to an ordinary user.  0: they have the caller's, too.
 */
unsigned lab_delegated_id(void);
/* The cell of that process has ended, and been reaped: what is kept of it goes. */
void lab_forget(pid_t cell);
/*
 * Which of its shares a guest has used up, in words; "" if none.  Before it
 * is ended, or right after it ended by itself.
 */
void lab_struck(
    const struct lab *lab, const struct child *child, char text[LAB_ERROR]);

/*
 * Starts a part of ours as a thread whose network is the host's: no memory to
 * copy, nothing to load.  A lab has one: EBUSY.  Its lines come on in, its answers go on out, and
 * both are closed for it; it returns when in has ended, which lab_end sees to.
 * It has no standard error and gets no signal.  0, or -1 and a message.
 */
typedef void lab_part(int in, FILE *out);
int lab_thread(struct lab *lab, struct child *child, enum host host,
    const char *name, lab_part *part, char error[LAB_ERROR]);

/* kill(2); SIGKILL and SIGSTOP have acted on return.  0, or -1 and errno. */
int lab_signal(struct child *child, int signal);
/*
 * SIGSTOP or SIGCONT to the process and all that it started, also what has a
 * session of its own, as a program at a terminal.  A stop has acted on return.
 */
int
lab_signal_tree(const struct lab *lab, const struct child *child, int signal);
/* Learns whether the child has ended; with wait, until it has. */
bool lab_ended(struct child *child, bool wait);
/*
 * SIGKILL, wait, close its descriptors.  Harmless when there is none.  All that
 * a guest started has ended, too.  A thread must have been ended before
 * lab_close.
 */
void lab_end(struct child *child);

/* State letter of /proc/PID/stat (proc(5)): 'T' is stopped; '?' unknown. */
char lab_process_state(const struct lab *lab, const struct child *child);
/*
 * Nanoseconds that it, all that it started, and the keeper were ready to run
 * but waited for a CPU, every thread of them (/proc/PID/task/TID/schedstat).
 * Of threads that have ended nothing is known.
 */
int64_t lab_waited_ns(const struct lab *lab, const struct child *child);

/*
 * A duplicate of the TCP socket that the process, or one it started, has
 * connected to the peer's port: pidfd_getfd(2).  -1 and a message if none.
 */
int lab_take_socket(const struct lab *lab, const struct child *child,
    uint16_t port, char error[LAB_ERROR]);

/*
 * Faults of the subject's own host or network.  Each is done on return, can
 * come in the middle of a cell, and leaves the caller on any of the hosts:
 * lab_enter before what follows.  0, or -1 and a message.
 */
/* The link loses its carrier: the path's end of it is taken down. */
int lab_link_down(struct lab *lab, char error[LAB_ERROR]);
/* The route to the peer is withdrawn; the address stays. */
int lab_route_withdraw(struct lab *lab, char error[LAB_ERROR]);
/* The subject's address is removed. */
int lab_address_remove(struct lab *lab, char error[LAB_ERROR]);
/*
 * The subject does not know the peer's Ethernet address any more and must ask
 * for it by ARP or neighbour solicitation: once a packet to send, given up
 * after 100 ms.  In an IPv6 lab nobody answers, the peer being quiet as it is.
 */
int lab_neighbour_forget(struct lab *lab, char error[LAB_ERROR]);
/*
 * The subject's host destroys the connected TCP socket of which fd is a
 * descriptor: SOCK_DESTROY.  errno is EOPNOTSUPP where the kernel cannot.
 */
int lab_destroy_socket(struct lab *lab, int fd, char error[LAB_ERROR]);

/*
 * A fourth host with the peer's addresses and an Ethernet address of its own;
 * on the path its device is LAB_TO_OTHER.
 */
int lab_add_host(struct lab *lab, char error[LAB_ERROR]);
/* The subject takes the peer's address for the other host's. */
int lab_take_over(struct lab *lab, char error[LAB_ERROR]);

/*
 * Opens one more connection from the subject's host to the peer's port, and
 * closes it.  Its own port, or -1 and a message if none came about in time.
 */
int lab_connect(struct lab *lab, uint16_t port, int ms, char error[LAB_ERROR]);
/*
 * The state, by tcpi_state's number, of the connection between that port of
 * the subject and the peer's, as the kernel of that host knows it: sock_diag.
 * 0: it knows none.  -1 and a message if it cannot be asked.
 */
int lab_tcp_state(struct lab *lab, enum host host, uint16_t subject_port,
    uint16_t peer_port, char error[LAB_ERROR]);
/* The local port of a TCP socket, or 0. */
unsigned lab_port(int fd);
/*
 * What the subject's host says of itself: "link up address yes route yes",
 * or down and no.  0, or -1 and a message.
 */
int lab_host_state(struct lab *lab, char text[64], char error[LAB_ERROR]);

/*
 * Can this machine make a lab?  0, or -1 with a message of what is missing
 * and, in mend, the commands that help ("" if none is known).
 */
int lab_possible(char error[LAB_ERROR], char mend[1024]);

#endif
