/* lab.h - the door of a lab: talkers, ports, a clock. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_H
#define HANGUP_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Theory of operation
 *
 *   +-----------+   veth   +-----------------+   veth   +-----------+
 *   |  subject  +----------+  subject   peer +----------+   peer    |
 *   |  10.77.0.1|eth0      |      path       |      eth0| 10.77.0.2 |
 *   |  fd77::1  |          |  (user space)   |          |  fd77::2  |
 *   +-----------+          +-----------------+          +-----------+
 *
 * Three hosts on one Ethernet, which the path joins, or does not.  A lab is
 * talkers, ports, a clock: a talker for each that acts on a host, which is
 * told lines and answers lines; a port for each leg of the path, from which
 * its frames come; and one clock to wait by, one to stamp by.  What is behind
 * them - namespaces, pids, /proc - is known to no other folder, so that a lab
 * of another kind can stand behind the same door.
 *
 * The process that opens the lab becomes its keeper; everything it starts in
 * the lab dies with it, whatever kills it, and the network goes too.
 *
 * Errors are messages that name the object and the call; functions return -1
 * (or NULL) and write one.  Nothing here prints or exits.  What is found once
 * for all labs of a run, and what holds a guest, is in guests.h.
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
/* The Ethernet address of a host's port (not for HOST_PATH). */
const uint8_t *lab_mac(const struct lab *lab, enum host host);
/*
 * An empty file system of the lab's own on a directory that exists; guests may
 * write there if they are shown it; it goes with the lab.  0 or -1.
 */
int lab_private_directory(
    struct lab *lab, const char *directory, char error[LAB_ERROR]);

/*
 * 1. Talkers.
 */
struct talker {
	struct process *process; /* the lab's; NULL: there is none */
	int in;			 /* it reads, we write (or -1) */
	int out;		 /* its answers, non-blocking (or -1) */
	int err;		 /* its standard error, likewise */
	bool ended;		 /* as lab_ended saw, and how: */
	int status;		 /* with this exit status */
	int signal;		 /* or by this signal; 0: by none */
};

/* What holds a guest: guests.h. */
struct walls;

/*
 * Starts argv[0] (found by execvp(3)'s rules) on a host.  walls: it is a guest,
 * held by them; NULL: a part of ours, with power over the lab.  envp replaces
 * the environment.  0, or -1 and a message.
 */
int lab_spawn(struct lab *lab, struct talker *talker, enum host host,
    const struct walls *walls, const char *const argv[],
    const char *const envp[], char error[LAB_ERROR]);
/*
 * Starts a part of ours as a thread whose network is the host's: no memory to
 * copy, nothing to load.  A lab has one: EBUSY.  Its lines come on in, its
 * answers go on out, and both are closed for it; it returns when in has ended,
 * which lab_end sees to.  It has no standard error and gets no signal.  0, or
 * -1 and a message.
 */
typedef void lab_part(int in, FILE *out);
int lab_thread(struct lab *lab, struct talker *talker, enum host host,
    const char *name, lab_part *part, char error[LAB_ERROR]);
/* Writes the line, whose end is added.  0, or -1 and errno. */
int lab_tell(const struct talker *talker, const char *line);
/*
 * kill(2); SIGKILL and SIGSTOP have acted on return.  It is stopped and
 * continued with all that it started, also what has a session of its own, as a
 * program at a terminal; EBUSY: one of these does not stop.  0, or -1 and errno.
 */
int lab_signal(struct talker *talker, int signal);
/* Has it ended?  Waits for it until lab_now is that: 0 or INT64_MAX will do. */
bool lab_ended(struct talker *talker, int64_t deadline_ns);
/*
 * SIGKILL, wait, close its descriptors.  Harmless when there is none.  All that
 * a guest started has ended, too.  A thread must have been ended before
 * lab_close.
 */
void lab_end(struct talker *talker);

/* Is it stopped, every thread of it?  Also false if that cannot be seen. */
bool lab_is_stopped(const struct talker *talker);
/*
 * Nanoseconds that it, all that it started, and the keeper were ready to run
 * but waited for a CPU, every thread of them.  Of threads that have ended
 * nothing is known.
 */
int64_t lab_waited_ns(const struct lab *lab, const struct talker *talker);
/*
 * Which of its shares a guest has used up, in words; "" if none.  Before it
 * is ended, or right after it ended by itself.
 */
void lab_struck(const struct talker *talker, char text[LAB_ERROR]);
/*
 * A duplicate of the TCP socket that it, or one it started, has connected to
 * the peer's port.  -1 and a message if none.
 */
int lab_take_socket(
    const struct talker *talker, uint16_t port, char error[LAB_ERROR]);

/*
 * 2. Ports.
 */
/*
 * All frames that the host sends and receives from now on, as a capture of
 * wire/wire.h.  NULL and a message.
 */
struct capture *
lab_port(struct lab *lab, enum host host, char error[LAB_ERROR]);
/* What the path calls its own ends of the legs: it puts the frames in. */
#define LAB_TO_SUBJECT "subject"
#define LAB_TO_PEER "peer"
#define LAB_TO_OTHER "other"

/*
 * 3. The clock.
 */
/*
 * Nanoseconds of CLOCK_MONOTONIC, for all waiting: deadlines, patience, how
 * long it took.  Never to be compared with a stamp.
 */
int64_t lab_now(void);
/*
 * Nanoseconds of CLOCK_REALTIME, for stamps: those of captures and of subjects
 * are of this clock, and anybody may set it at any moment.
 */
int64_t lab_wall(void);

/*
 * Waits until lab_now is deadline_ns or one of the n descriptors (-1: none) can
 * be read, or has ended.  How many are ready; 0, too, when a signal came.
 */
struct awaited {
	int fd;
	bool ready; /* on return */
};
int lab_wait(int64_t deadline_ns, struct awaited *v, size_t n);
#define LAB_MOST_AWAITED 16

/* Whether the wall clock was set, since lab_clock_watch began. */
struct clock_watch {
	int64_t offset_ns; /* wall less monotonic, at the beginning */
	int64_t step_ns;   /* the most it was off that; < 0: set back */
};
void lab_clock_watch(struct clock_watch *w);
/* To be called often: a clock may be set and set back.  Costs 0.2 us. */
void lab_clock_look(struct clock_watch *w);
/* True, and by how much in words of which *text is the caller's. */
#define CLOCK_TEXT 48
bool lab_clock_was_set(const struct clock_watch *w, char text[CLOCK_TEXT]);

/*
 * 4. Faults of the subject's own host or network.  Each is done on return, and
 * can come in the middle of a cell.  0, or -1 and a message.
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
 * the path calls its end LAB_TO_OTHER.
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
 * 5. Questions to a host's kernel.
 */
/*
 * The state, by tcpi_state's number, of the connection between that port of
 * the subject and the peer's, as the kernel of that host knows it: sock_diag.
 * 0: it knows none.  -1 and a message if it cannot be asked.
 */
int lab_tcp_state(struct lab *lab, enum host host, uint16_t subject_port,
    uint16_t peer_port, char error[LAB_ERROR]);
/* The local TCP port of a socket, or 0. */
unsigned lab_socket_port(int fd);
/*
 * What the subject's host says of itself: "link up address yes route yes",
 * or down and no.  0, or -1 and a message.
 */
int lab_host_state(struct lab *lab, char text[64], char error[LAB_ERROR]);
/*
 * A number that the subject's host is set to: "tcp_retries2" of
 * /proc/sys/net/ipv4.  False: this kernel has no such setting.
 */
bool lab_setting(struct lab *lab, const char *name, unsigned long *value);

#endif
