/* option.c - socket options by their names. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "option.h"

#include <netinet/in.h>
#include <linux/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "net.h"

#define SOCKET_OPTION(o) \
	{ \
#o, "SOL_SOCKET", SOL_SOCKET, o \
	}
#define TCP_OPTION(o) \
	{ \
#o, "IPPROTO_TCP", IPPROTO_TCP, o \
	}

static const struct option options[] = { SOCKET_OPTION(SO_KEEPALIVE),
	SOCKET_OPTION(SO_LINGER), SOCKET_OPTION(SO_RCVBUF),
	SOCKET_OPTION(SO_SNDBUF), SOCKET_OPTION(SO_RCVTIMEO),
	SOCKET_OPTION(SO_SNDTIMEO), SOCKET_OPTION(SO_OOBINLINE),
	TCP_OPTION(TCP_KEEPIDLE), TCP_OPTION(TCP_KEEPINTVL),
	TCP_OPTION(TCP_KEEPCNT), TCP_OPTION(TCP_USER_TIMEOUT),
	TCP_OPTION(TCP_NODELAY), TCP_OPTION(TCP_QUICKACK),
	TCP_OPTION(TCP_SYNCNT),
	{ "IP_RECVERR", "IPPROTO_IP", IPPROTO_IP, IP_RECVERR } };

#define OPTIONS (sizeof(options) / sizeof(options[0]))

const struct option *
option_find(const char *name)
{
	const char *bare;
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		bare = strchr(options[i].name, '_') + 1;
		if (strcasecmp(name, options[i].name) == 0 ||
		    strcasecmp(name, bare) == 0)
			return &options[i];
	}
	return NULL;
}

const char *
option_names(void)
{
	static char text[512];
	size_t i, used = 0;

	for (i = 0; i < OPTIONS; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s", i ? " " : "", options[i].name);
	return text;
}

/* Seconds of linger and milliseconds of a timeout come in structures. */
int
option_set(int fd, const struct option *o, long value)
{
	struct linger linger = { .l_onoff = 1, .l_linger = (int)value };
	struct timeval tv = { value / 1000, value % 1000 * 1000 };
	int number = (int)value;

	if (o->level == SOL_SOCKET && o->number == SO_LINGER)
		return setsockopt(
		    fd, o->level, o->number, &linger, sizeof(linger));
	if (o->level == SOL_SOCKET &&
	    (o->number == SO_RCVTIMEO || o->number == SO_SNDTIMEO))
		return setsockopt(fd, o->level, o->number, &tv, sizeof(tv));
	return setsockopt(fd, o->level, o->number, &number, sizeof(number));
}

int
option_get(int fd, const struct option *o, long *value)
{
	union {
		int number;
		struct linger linger;
		struct timeval tv;
	} u = { 0 };
	socklen_t len = sizeof(u);

	if (getsockopt(fd, o->level, o->number, &u, &len) == -1)
		return -1;
	*value = len == sizeof(u.tv) ?
	    u.tv.tv_sec * 1000 + u.tv.tv_usec / 1000 :
	    len == sizeof(u.linger) ? u.linger.l_linger :
				      u.number;
	return 0;
}

int
option_tcp_info(int fd, char *text, size_t size)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == -1)
		return -1;
	snprintf(text, size,
	    "%s, unacked %u, retransmits %u, backoff %u, probes %u, rto %u ms, "
	    "last data sent %u ms ago, received %u ms ago, last ACK %u ms ago",
	    net_state(fd), info.tcpi_unacked, info.tcpi_retransmits,
	    info.tcpi_backoff, info.tcpi_probes, info.tcpi_rto / 1000,
	    info.tcpi_last_data_sent, info.tcpi_last_data_recv,
	    info.tcpi_last_ack_recv);
	return 0;
}
