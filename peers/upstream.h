/* upstream.h - the server behind the peer, in the place of an echo. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_UPSTREAM_H
#define HANGUP_UPSTREAM_H

#include "net.h"

struct upstream {
	struct sockaddr_storage address;
	socklen_t len; /* of the address; 0: there is no server, we echo */
	int fd;	       /* -1: not connected */
	struct outbox out;
	unsigned long long carried; /* bytes of the client that it has */
	bool fin;		    /* ours, behind them */
	bool over;		    /* the server's end has come */
};

#define UPSTREAM_NONE \
	{ \
		.fd = -1 \
	}

/* The server, which must answer at once.  0, or -1 and errno. */
int upstream_set(struct upstream *u, const char *address, uint16_t port);
/* A new connection to the server for a new client.  -1 and errno. */
int upstream_begin(struct upstream *u);
void upstream_end(struct upstream *u);

/* What the client sent; and its FIN, which follows all of it. */
void upstream_add(struct upstream *u, const unsigned char *bytes, size_t n);
void upstream_shut(struct upstream *u);
void upstream_flush(struct upstream *u);
/*
 * What the server says: how many bytes, 0 at its end, -1 and errno: EAGAIN if
 * nothing is there now.
 */
ssize_t upstream_take(struct upstream *u, unsigned char *bytes, size_t n);

#endif
