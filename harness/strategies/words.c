/* words.c - the words of detection: signs, verdicts, errno, statements. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "strategies/strategy.h"

static const char *const signs[SIGNS] = {
	[FIN] = "fin",
	[FIN_BEHIND_DATA] = "fin-behind-data",
	[FIN_BOTH] = "fin-both",
	[RST] = "rst",
	[RST_BEHIND_DATA] = "rst-behind-data",
	[RST_AFTER_FIN] = "rst-after-fin",
	[RST_AFTER_FIN_ON_SEND] = "rst-after-fin-on-send",
	[RST_ON_SEND] = "rst-on-send",
	[SILENCE] = "silence",
	[NO_ANSWER] = "no-answer",
	[ZERO_WINDOW] = "zero-window",
	[NO_ROUTE] = "unreachable",
	[NO_WAY_OUT] = "no-way-out",
	[LINK_LOST] = "link-lost",
	[LOCAL_ABORT] = "local-abort",
	[NOTHING_HEARD] = "quiet",
	[DATA] = "data",
	[URGENT] = "urgent",
	[SOFT_ERROR] = "soft-error",
	[LATE] = "late",
	[UNACKED] = "unacknowledged",
	[OUR_FIN] = "our-fin",
};

static const char *const verdicts[VERDICTS] = {
	[UNSAID] = "-",
	[OPEN] = "open",
	[CLOSED] = "closed",
	[HALF_CLOSED] = "half-closed",
	[RESET] = "reset",
	[TIMEOUT] = "timeout",
	[UNREACHABLE] = "unreachable",
	[GONE] = "gone",
	[QUIET] = "quiet",
	[ERROR] = "error",
};

static const char *const kinds[] = {
	[WAITS] = "waits",
	[ASKS] = "asks",
	[ONCE] = "once",
	[EXTERNAL] = "external",
};

static const char *const sinces[] = {
	[SINCE_SIGN] = "sign",
	[SINCE_DATA] = "data",
	[SINCE_SEGMENT] = "segment",
	[SINCE_TRAFFIC] = "traffic",
	[SINCE_SENT] = "sent",
	[SINCE_NO_ROOM] = "no-room",
	[SINCE_UNACKED] = "unacked",
	[SINCE_CHECK] = "check",
};

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

static const char *
word(const char *const *words, size_t count, int value)
{
	if (value < 0 || (size_t)value >= count)
		return NULL;
	return words[value];
}

static int
value(const char *const *words, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], name) == 0)
			return (int)i;
	return -1;
}

const char *
sign_name(enum sign s)
{
	return word(signs, COUNT(signs), (int)s);
}

const char *
verdict_name(enum verdict v)
{
	return word(verdicts, COUNT(verdicts), (int)v);
}

const char *
kind_name(enum kind k)
{
	return word(kinds, COUNT(kinds), (int)k);
}

const char *
since_name(enum since s)
{
	return word(sinces, COUNT(sinces), (int)s);
}

int
sign_value(const char *name)
{
	return value(signs, COUNT(signs), name);
}

int
verdict_value(const char *name)
{
	return value(verdicts, COUNT(verdicts), name);
}

int
kind_value(const char *name)
{
	return value(kinds, COUNT(kinds), name);
}

int
since_value(const char *name)
{
	return value(sinces, COUNT(sinces), name);
}

bool
verdict_terminal(enum verdict v)
{
	return v != UNSAID && v != OPEN && v != QUIET;
}

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
