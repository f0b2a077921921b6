/* witness.c - what the subject's host says of itself and of its network. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "lab/private.h"

static socklen_t
address_of(const struct lab *lab, enum host host, uint16_t port,
    struct sockaddr_storage *ss)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (lab->family == 6) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(port);
		inet_pton(AF_INET6, lab_address(lab, host), &v6->sin6_addr);
		return sizeof(*v6);
	}
	v4->sin_family = AF_INET;
	v4->sin_port = htons(port);
	inet_pton(AF_INET, lab_address(lab, host), &v4->sin_addr);
	return sizeof(*v4);
}

/* The port it came from; -1 errno. */
static int
connect_on_host(const struct lab *lab, int type, uint16_t port, int ms)
{
	struct timeval patience = { ms / 1000, ms % 1000 * 1000 };
	struct sockaddr_storage ss;
	socklen_t len = address_of(lab, HOST_PEER, port, &ss);
	int fd = socket(ss.ss_family, type | SOCK_CLOEXEC, 0), result, saved;

	if (fd == -1)
		return -1;
	/* connect(2) obeys it: socket(7) */
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	result = connect(fd, (struct sockaddr *)&ss, len);
	saved = errno;
	if (result == 0)
		result = (int)lab_socket_port(fd);
	close(fd);
	errno = saved;
	return result;
}

int
lab_connect(struct lab *lab, uint16_t port, int ms, char error[LAB_ERROR])
{
	int own;

	if (lab_enter(lab, HOST_SUBJECT, error) == -1)
		return -1;
	own = connect_on_host(lab, SOCK_STREAM, port, ms);
	if (own == -1)
		return lab_failed(error, "connect: another connection");
	return own;
}

unsigned
lab_socket_port(int fd)
{
	union {
		struct sockaddr sa;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} a = { .v6 = { 0 } };
	socklen_t len = sizeof(a);

	if (getsockname(fd, &a.sa, &len) == -1)
		return 0;
	return ntohs(
	    a.sa.sa_family == AF_INET6 ? a.v6.sin6_port : a.v4.sin_port);
}

/* Its device has a carrier; its own address is there. */
static void
look(const struct lab *lab, const struct ifaddrs *list, bool *up, bool *own)
{
	char text[INET6_ADDRSTRLEN];
	const void *raw;

	*up = *own = false;
	for (; list; list = list->ifa_next) {
		if (strcmp(list->ifa_name, LAB_DEVICE) != 0)
			continue;
		*up = *up || list->ifa_flags & IFF_RUNNING;
		if (!list->ifa_addr ||
		    list->ifa_addr->sa_family !=
			(lab->family == 6 ? AF_INET6 : AF_INET))
			continue;
		raw = lab->family == 6 ?
		    (void *)&((struct sockaddr_in6 *)list->ifa_addr)
			->sin6_addr :
		    (void *)&((struct sockaddr_in *)list->ifa_addr)->sin_addr;
		inet_ntop(list->ifa_addr->sa_family, raw, text, sizeof(text));
		*own = *own ||
		    strcmp(text, lab_address(lab, HOST_SUBJECT)) == 0;
	}
}

int
lab_host_state(struct lab *lab, char text[64], char error[LAB_ERROR])
{
	struct ifaddrs *list;
	bool up, own, route;

	if (lab_enter(lab, HOST_SUBJECT, error) == -1)
		return -1;
	if (getifaddrs(&list) == -1)
		return lab_failed(error, "getifaddrs");
	look(lab, list, &up, &own);
	freeifaddrs(list);
	/* a datagram socket sends nothing here; it only looks for the way */
	route = connect_on_host(lab, SOCK_DGRAM, 9, 0) != -1;
	snprintf(text, 64, "link %s address %s route %s", up ? "up" : "down",
	    own ? "yes" : "no", route ? "yes" : "no");
	return 0;
}

bool
lab_setting(struct lab *lab, const char *name, unsigned long *value)
{
	char file[256], error[LAB_ERROR];
	bool found;
	FILE *f;

	snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", name);
	f = lab_enter(lab, HOST_SUBJECT, error) == 0 ? fopen(file, "re") : NULL;
	found = f && fscanf(f, "%lu", value) == 1;
	if (f)
		fclose(f);
	return found;
}
