/* subject.c - hangup-subject: every strategy, one program. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "strategies/subject.h"

enum { USAGE = 2 };

static void
usage(FILE *out)
{
	fputs("usage: hangup-subject STRATEGY [HOST PORT]\n"
	      "       hangup-subject --list | --describe [STRATEGY]\n"
	      "       hangup-subject --timers\n"
	      "HOST (an address) and PORT default to HANGUP_HOST and "
	      "HANGUP_PORT.\n",
	    out);
}

static void
list(FILE *out)
{
	for (const struct strategy *const *s = strategies; *s != NULL; s++)
		fprintf(out, "%s\n", (*s)->name);
}

static const struct strategy *
find(const char *name)
{
	for (const struct strategy *const *s = strategies; *s != NULL; s++)
		if (strcmp((*s)->name, name) == 0)
			return *s;
	warnx("%s: no such strategy; there are:", name);
	list(stderr);
	exit(USAGE);
}

static in_port_t
port_of(const char *text)
{
	char *end;
	unsigned long port = strtoul(text, &end, 10);

	if (*text == '\0' || *end != '\0' || port == 0 || port > 65535)
		errx(USAGE, "port \"%s\": expected 1 to 65535", text);
	return htons((in_port_t)port);
}

/* No resolver: a lab has addresses only, and getaddrinfo costs its files. */
static socklen_t
address_of(const char *host, const char *port, struct sockaddr_storage *ss)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = port_of(port);
		return sizeof(*v4);
	}
	if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = port_of(port);
		return sizeof(*v6);
	}
	errx(USAGE, "host \"%s\": expected an IPv4 or IPv6 address", host);
}

/*
 * TCP_NODELAY, as programs with heartbeats set it: Nagle's algorithm would
 * hold a byte back while another is unacknowledged, and the wire could not
 * tell when the strategy spoke.
 */
static int
connect_to(const char *host, const char *port)
{
	struct sockaddr_storage ss;
	socklen_t len = address_of(host, port, &ss);
	int fd = socket(ss.ss_family, SOCK_STREAM, 0);

	if (fd < 0)
		err(1, "socket");
	if (connect(fd, (struct sockaddr *)&ss, len) < 0)
		err(1, "connect %s port %s", host, port);
	socket_option(fd, IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY");
	return fd;
}

static const char *
argument(const char *given, const char *variable)
{
	const char *text = given != NULL ? given : getenv(variable);

	if (text == NULL)
		errx(USAGE, "no address: give HOST and PORT, or set %s",
		    variable);
	return text;
}

static int
watch_connection(const struct strategy *s, const char *host, const char *port)
{
	const char *why = unsupported(s);
	int fd;

	if (why != NULL)
		errx(1, "%s: unsupported here: %s", s->name, why);
	signal(SIGPIPE, SIG_IGN);
	fd = connect_to(
	    argument(host, "HANGUP_HOST"), argument(port, "HANGUP_PORT"));
	if (s->prepare != NULL)
		s->prepare(fd);
	if (protocol_run(s, fd, STDIN_FILENO, STDOUT_FILENO) < 0)
		err(1, "%s: report protocol", s->name);
	return 0;
}

/* The timers, and one strategy, or NULL for all. */
static int
describe_with_timers(const struct strategy *one, FILE *out)
{
	for (int i = KEEPALIVE_IDLE; i < TIMER_SETTINGS; i++)
		fprintf(out, "timer %s %d\n", timer_name((enum timer_setting)i),
		    timer_setting((enum timer_setting)i));
	for (const struct strategy *const *s = strategies; *s != NULL; s++)
		if (one == NULL || *s == one)
			describe(*s, out);
	if (fflush(out) != 0)
		err(1, "stdout");
	return 0;
}

int
main(int argc, char **argv)
{
	timers_read(getenv("HANGUP_TIMERS"));
	if (argc == 2 && strcmp(argv[1], "--describe") == 0)
		return describe_with_timers(NULL, stdout);
	if (argc == 3 && strcmp(argv[1], "--describe") == 0)
		return describe_with_timers(find(argv[2]), stdout);
	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		list(stdout);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--timers") == 0) {
		timers_list(stdout);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		usage(stdout);
		return 0;
	}
	if ((argc != 2 && argc != 4) || argv[1][0] == '-') {
		usage(stderr);
		return USAGE;
	}
	return watch_connection(find(argv[1]), argc == 4 ? argv[2] : NULL,
	    argc == 4 ? argv[3] : NULL);
}
