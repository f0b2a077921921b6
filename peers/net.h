/* net.h - what peer and relay share: addresses, listeners, what waits. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_NET_H
#define HANGUP_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/*
 * A literal address of either family; NULL is every IPv4 address.  0 if it is
 * none.
 */
socklen_t
net_address(const char *text, uint16_t port, struct sockaddr_storage *ss);
/* Non-blocking; rcvbuf is for its connections, 0: as is.  -1 and errno. */
int net_listen(const struct sockaddr_storage *ss, socklen_t len, int rcvbuf);
/* The port it got. */
unsigned net_port(int fd);
/* A connection, non-blocking, or -1 if none waits. */
int net_accept(int listener);
/* The state of a TCP socket as RFC 9293 calls it; "-" for -1. */
const char *net_state(int fd);
/* Has the FIN of the other side been taken in? */
bool net_has_fin(int fd);
int64_t net_now_ns(void);

/*
 * Bytes on their way out.  All zero is empty.  What is full still takes bytes:
 * who fills it stops reading what makes them, until it is not full any more.
 */
#define OUTBOX_MOST (16UL << 20) /* a hundred times what a scenario needs */
struct outbox {
	unsigned char *bytes; /* to be written now: len of them, from begin */
	size_t begin, len, room;
	struct later *first, *last; /* when their time has come */
	size_t later_len, later_n;
};

void outbox_add(struct outbox *box, const unsigned char *bytes, size_t n);
/* To be written at due_ns (CLOCK_MONOTONIC), or behind what comes later. */
void outbox_add_later(
    struct outbox *box, const unsigned char *bytes, size_t n, int64_t due_ns);
bool outbox_is_full(const struct outbox *box);
/* What has come due may be written from now on. */
void outbox_ripen(struct outbox *box, int64_t now_ns);
/* When the next comes due, or -1. */
int64_t outbox_due_ns(const struct outbox *box);
/*
 * Writes what it can without waiting; how much, or -1 and errno when the
 * connection failed.
 */
ssize_t outbox_flush(struct outbox *box, int fd);
void outbox_clear(struct outbox *box);

#endif
