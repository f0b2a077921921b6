/* connection.h - the peer's connection: read, echoed, and what became of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CONNECTION_H
#define HANGUP_CONNECTION_H

#include <poll.h>

#include "upstream.h"

struct connection {
	int fd;	  /* -1: none */
	int edge; /* epoll(7), after SHUT_RD; -1: none */
	bool reading, echoing;
	long echo_ms; /* so long after it was read */
	struct outbox out;
	struct upstream up; /* the server that answers instead of an echo */
	/* the record */
	unsigned long long read_bytes, wrote_bytes;
	unsigned long long own_bytes; /* that are no echo: asked to be sent */
	bool fin;		      /* the other side shut its sending half */
	int error;		      /* errno of the first failure, or 0 */
};

#define CONNECTION_NONE \
	{ \
		.fd = -1, .edge = -1, .reading = true, .echoing = true, \
		.up = UPSTREAM_NONE \
	}

/* An accepted socket, ours from now on, in the place of the one before. */
void connection_begin(struct connection *c, int fd);
/* close(2), of our descriptors only. */
void connection_end(struct connection *c);

/* What has arrived is read before the end, unless reading is off. */
void connection_take_all(struct connection *c);
void connection_flush(struct connection *c);
/* One byte of its own, after what waits; next is the one after it. */
void connection_say(struct connection *c, unsigned char *next);
/*
 * Sends next and what follows it, past our own buffer, until the kernel takes
 * no more (or 64 MiB).  How many bytes; c->error if it failed.
 */
size_t connection_fill(struct connection *c, unsigned char *next);
/* To be called before SHUT_RD: from then on poll(2) tells no news. */
void connection_watch_edge(struct connection *c);
/* "none"; "in-step" if the server has all that was read; else "behind". */
const char *connection_upstream(const struct connection *c);
/* Bytes that arrived and were not read. */
int connection_unread(const struct connection *c);

/* For poll(2): what to wait for, and what to do then. */
#define CONNECTION_POLLED 3
void connection_watch(
    const struct connection *c, struct pollfd pfd[CONNECTION_POLLED]);
void connection_act(
    struct connection *c, const struct pollfd pfd[CONNECTION_POLLED]);

#endif
