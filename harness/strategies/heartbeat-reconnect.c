/* heartbeat-reconnect.c - a heartbeat, and another connection after its end. */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Theory of operation: exponential backoff with jitter.  The n-th attempt
 * waits between a half and the whole of FIRST_MS * 2^n, at most MOST_MS: many
 * that lost one peer do not come back at once.  An attempt that nobody answers
 * is given up, for the kernel's own next SYN may be seconds away.  Messages
 * that were not echoed are sent again: at least once, so some come twice.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "strategies/heart.h"

enum { FIRST_MS = 100, MOST_MS = 1600, ATTEMPT_MS = 1000, ATTEMPTS = 30 };

static struct sockaddr_storage peer;
static socklen_t peer_len;
static struct messages messages;

/* Later the socket may not know any more. */
static void
prepare(int fd)
{
	unsigned seed;

	peer_len = sizeof(peer);
	if (getpeername(fd, (struct sockaddr *)&peer, &peer_len) < 0)
		peer_len = 0;
	if (getrandom(&seed, sizeof(seed), 0) == sizeof(seed))
		srandom(seed);
}

static struct said
watch(int fd)
{
	return heart_watch(fd, &messages);
}

static void
back_off(int attempt)
{
	long whole = FIRST_MS, ms;

	while (attempt-- > 0 && whole < MOST_MS)
		whole *= 2;
	ms = whole / 2 + random() % (whole / 2 + 1);
	(void)poll(NULL, 0, (int)ms);
}

/* A connected socket, or -1. */
static int
attempt(void)
{
	int fd = socket(peer.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct pollfd pfd = { .fd = fd, .events = POLLOUT };
	int error = 0, blocking = 0;
	socklen_t len = sizeof(error);

	if (fd < 0)
		return -1;
	if (connect(fd, (struct sockaddr *)&peer, peer_len) == 0 ||
	    (errno == EINPROGRESS && poll(&pfd, 1, ATTEMPT_MS) == 1 &&
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 &&
		error == 0)) {
		(void)ioctl(fd, FIONBIO, &blocking);
		socket_option(fd, IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY");
		return fd;
	}
	close(fd);
	return -1;
}

static int
again(int fd)
{
	int i;

	close(fd);
	for (i = 0; i < ATTEMPTS && peer_len > 0; i++) {
		back_off(i);
		fd = attempt();
		if (fd >= 0)
			return fd;
	}
	return -1;
}

const struct strategy strategy_heartbeat_reconnect = {
	.name = "heartbeat-reconnect",
	.summary = "heartbeat-answered; connects again, backoff and "
		   "jitter",
	.used_by = "Phoenix channels, Socket.IO, Paho MQTT",
	.kind = WAITS,
	.speaks = true,
	.patience = HEARTBEAT_PATIENCE,
	.beat = HEARTBEAT_INTERVAL,
	.misses_by = HEARTBEAT_MISSES,
	.sees = HEART_SEES,
	.wide = HEART_WIDE,
	.prepare = prepare,
	.watch = watch,
	.again = again,
};
