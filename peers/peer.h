/* peer.h - the peer's state, and how it ends a connection. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PEER_H
#define HANGUP_PEER_H

#include "connection.h"

extern struct peer {
	int listener;		       /* -1: none */
	struct sockaddr_storage where; /* it listened last */
	socklen_t where_len;	       /* 0: never */
	bool accepting;
	struct connection c;
	unsigned char next; /* the next byte of "send": 1, 2, 3... */
	long every_ms;	    /* "messages": sends one so often; 0: not */
	int64_t due_ns;	    /* the next of them */
	int rcvbuf;	    /* for the listener's connections; 0: as is */
	unsigned accepted;
	const char *did; /* the last that it did to the connection, or NULL */
} peer;

/* self.c: takes the connection that waits. */
void peer_accept(void);
/*
 * The client may have its SYN-ACK while its ACK is still on the way: waits for
 * it, and answers an error if there is none.
 */
bool peer_connected(void);

/* ending.c: commands, as control.h has them. */
void end_shutdown(int argc, char **argv);
void end_linger(int argc, char **argv);
void end_close(int argc, char **argv);
void end_fork(int argc, char **argv);
void end_vanish(int argc, char **argv);
void end_probe(int argc, char **argv);
void end_exit(int argc, char **argv);

#endif
