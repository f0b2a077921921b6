/* socket.c - what strategies do to a socket besides waiting on it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "strategies/strategy.h"

#ifndef MSG_NOSIGNAL /* macOS: subject.c ignores SIGPIPE as well */
#define MSG_NOSIGNAL 0
#endif
#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

void
socket_option(int fd, int level, int option, int value, const char *name)
{
	if (setsockopt(fd, level, option, &value, sizeof(value)) < 0)
		err(1, "setsockopt %s %d", name, value);
}

void
socket_patience(int fd, int ms)
{
	struct timeval tv = {
		.tv_sec = ms / 1000,
		.tv_usec = ms % 1000 * 1000,
	};

	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)) < 0)
		err(1, "setsockopt SO_RCVTIMEO %d ms", ms);
}

void
socket_keepalive(int fd)
{
#ifdef TCP_KEEPIDLE
	socket_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 1, "TCP_KEEPIDLE");
	socket_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 1, "TCP_KEEPINTVL");
	socket_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 2, "TCP_KEEPCNT");
#endif
	socket_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1, "SO_KEEPALIVE");
}

void
socket_user_timeout(int fd)
{
#ifdef TCP_USER_TIMEOUT
	socket_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, USER_TIMEOUT_MS,
	    "TCP_USER_TIMEOUT");
#else
	(void)fd;
#endif
}

long
socket_send(int fd, const void *bytes, size_t len, int flags)
{
	return send(fd, bytes, len, flags | MSG_NOSIGNAL);
}

long
socket_beat(int fd, int flags)
{
	static const char beat = 0;

	return socket_send(fd, &beat, 1, flags);
}

struct said
socket_read_to_end(int fd)
{
	char buf[4096];
	ssize_t n;

	do
		n = recv(fd, buf, sizeof(buf), 0);
	while (n > 0);
	return says_recv(n, errno);
}

long
socket_peek(int fd)
{
	char byte;

	return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
}

int
socket_unread(int fd)
{
	int n;

	return ioctl(fd, FIONREAD, &n) < 0 ? -1 : n;
}

bool
would_block(int error)
{
	return error == EAGAIN || error == EWOULDBLOCK;
}

unsigned
socket_poll(int fd, short events)
{
	struct pollfd pollfd = { .fd = fd, .events = events };

	if (poll(&pollfd, 1, 0) < 0)
		return POLLERR;
	return (unsigned)pollfd.revents;
}

int64_t
monotonic_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct said
says_so_error(int fd)
{
	int error = 0;
	socklen_t len = sizeof(error);

	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0)
		return says_errno("getsockopt", errno);
	if (error == 0)
		return says(OPEN, "SO_ERROR 0");
	return says_errno("SO_ERROR", error);
}

struct said
says_revents(int fd, unsigned revents)
{
	enum verdict verdict = OPEN;
	struct said error;

	if (revents & POLLERR) {
		error = says_so_error(fd);
		verdict = error.verdict == OPEN ? GONE : error.verdict;
		return says(
		    verdict, "revents 0x%04x, %s", revents, error.detail);
	}
	if (revents & POLLHUP)
		verdict = GONE;
	if (revents & POLLRDHUP)
		verdict = CLOSED;
	return says(verdict, "revents 0x%04x", revents);
}
