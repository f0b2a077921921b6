/* says.c - statements: what an errno stands for, what a call said. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "strategies/strategy.h"

/* What a socket call can fail with, and the verdict it stands for. */
static const struct {
	int error;
	const char *name;
	enum verdict verdict;
} errors[] = {
#define ERRNO(e, v) \
	{ \
		e, #e, v \
	}
	ERRNO(ECONNRESET, RESET),
	ERRNO(ECONNABORTED, RESET),
	ERRNO(ETIMEDOUT, TIMEOUT),
	ERRNO(EHOSTUNREACH, UNREACHABLE),
	ERRNO(ENETUNREACH, UNREACHABLE),
	ERRNO(ENETDOWN, UNREACHABLE),
	ERRNO(EHOSTDOWN, UNREACHABLE),
	ERRNO(ECONNREFUSED, UNREACHABLE),
	ERRNO(EACCES, UNREACHABLE),
	ERRNO(ENOPROTOOPT, UNREACHABLE),
	ERRNO(EPROTO, UNREACHABLE),
	ERRNO(EPIPE, GONE),
	ERRNO(ENOTCONN, GONE),
	ERRNO(EADDRINUSE, ERROR),
	ERRNO(EADDRNOTAVAIL, ERROR),
	ERRNO(EAGAIN, ERROR),
	ERRNO(EBADF, ERROR),
	ERRNO(EDESTADDRREQ, ERROR),
	ERRNO(EFAULT, ERROR),
	ERRNO(EINTR, ERROR),
	ERRNO(EINVAL, ERROR),
	ERRNO(EIO, ERROR),
	ERRNO(EISCONN, ERROR),
	ERRNO(EMFILE, ERROR),
	ERRNO(EMSGSIZE, ERROR),
	ERRNO(ENETRESET, ERROR),
	ERRNO(ENOBUFS, ERROR),
	ERRNO(ENOMEM, ERROR),
	ERRNO(ENOSYS, ERROR),
	ERRNO(ENOTSOCK, ERROR),
	ERRNO(EOPNOTSUPP, ERROR),
	ERRNO(EPERM, ERROR),
	ERRNO(ESHUTDOWN, ERROR),
#undef ERRNO
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

enum verdict
verdict_of_errno(int error)
{
	if (error == 0)
		return OPEN;
	for (size_t i = 0; i < COUNT(errors); i++)
		if (errors[i].error == error)
			return errors[i].verdict;
	return ERROR;
}

const char *
errno_name(int error)
{
	static char number[16];

	for (size_t i = 0; i < COUNT(errors); i++)
		if (errors[i].error == error)
			return errors[i].name;
	snprintf(number, sizeof(number), "%d", error);
	return number;
}

struct said
says(enum verdict v, const char *detail, ...)
{
	struct said said = { .verdict = v };
	va_list ap;

	va_start(ap, detail);
	vsnprintf(said.detail, sizeof(said.detail), detail, ap);
	va_end(ap);
	return said;
}

struct said
says_errno(const char *call, int error)
{
	return says(verdict_of_errno(error), "%s %s", call, errno_name(error));
}

struct said
says_alive(long n, bool data_is_alive)
{
	int error = errno;

	if (n < 0)
		return says(
		    error == EAGAIN || error == EWOULDBLOCK ? OPEN : GONE,
		    "recv %s", errno_name(error));
	return says(n > 0 && data_is_alive ? OPEN : GONE, "recv %ld", n);
}

struct said
says_recv(long n, int error)
{
	if (n < 0)
		return says_errno("recv", error);
	return says(n == 0 ? CLOSED : OPEN, "recv %ld", n);
}
