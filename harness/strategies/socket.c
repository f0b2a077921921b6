/* socket.c - what strategies do to a socket besides waiting on it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

#include "strategies/strategy.h"

#ifndef MSG_NOSIGNAL /* macOS: subject.c ignores SIGPIPE as well */
#define MSG_NOSIGNAL 0
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

long
socket_beat(int fd, int flags)
{
	static const char beat = 0;

	return send(fd, &beat, 1, flags | MSG_NOSIGNAL);
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
