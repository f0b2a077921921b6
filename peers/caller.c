/* caller.c - socket calls by hand: each is made, and told as strace(1) would. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The program at the subject's end of "hangup try".  One connection; a line
 * is one call, its answer what the call returned.  A call that blocks is ended
 * by SIGINT, as a person's Ctrl-C would: then it has returned EINTR.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "control.h"
#include "net.h"
#include "option.h"

#define BYTES_MOST 65536
#define BYTES_SHOWN 12

static int fd = -1;

/* The call, and what it returned; errno is that of the call. */
static void
say(long result, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
say(long result, const char *format, ...)
{
	int saved = errno;
	char call[512];
	va_list args;

	va_start(args, format);
	vsnprintf(call, sizeof(call), format, args);
	va_end(args);
	if (result == -1)
		control_ok("%s = -1 %s (%s)", call, strerrorname_np(saved),
		    strerror(saved));
	else
		control_ok("%s = %ld", call, result);
}

/* "\1\2\3"..., as strace(1) shows a buffer. */
static const char *
shown(const unsigned char *bytes, long n)
{
	static char text[BYTES_SHOWN * 4 + 8];
	size_t used = 0;
	long i;

	text[used++] = '"';
	for (i = 0; i < n && i < BYTES_SHOWN; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    bytes[i] >= ' ' && bytes[i] < 127 ? "%c" : "\\%o",
		    bytes[i]);
	snprintf(text + used, sizeof(text) - used, "\"%s",
	    n > BYTES_SHOWN ? "..." : "");
	return text;
}

static void
run_connect(int argc, char **argv)
{
	struct sockaddr_storage ss;
	long port;
	socklen_t len;
	int result;

	if (argc != 3) {
		control_error("expected: connect ADDRESS PORT");
		return;
	}
	port = control_number("port", argv[2], 1, 65535);
	if (port == -1)
		return;
	len = net_address(argv[1], (uint16_t)port, &ss);
	if (len == 0) {
		control_error("not an IPv4 or IPv6 address: \"%s\"", argv[1]);
		return;
	}
	if (fd != -1)
		close(fd);
	fd = socket(ss.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		err(1, "socket");
	result = connect(fd, (struct sockaddr *)&ss, len);
	say(result, "connect(%d, %s port %ld)", fd, argv[1], port);
}

/* "[N] [wait]" of recv and peek.  False: it was answered. */
static bool
read_arguments(int argc, char **argv, long *n, bool *wait)
{
	int i;

	*n = 4096;
	*wait = false;
	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "wait") == 0)
			*wait = true;
		else if ((*n = control_number(
			      "bytes", argv[i], 0, BYTES_MOST)) == -1)
			return false;
	return true;
}

static void
run_recv(int argc, char **argv)
{
	static unsigned char bytes[BYTES_MOST];
	bool peek = strcmp(argv[0], "peek") == 0, wait;
	char flags[40];
	long n, got;

	if (!read_arguments(argc, argv, &n, &wait))
		return;
	snprintf(flags, sizeof(flags), "%s%s%s", peek ? "MSG_PEEK" : "",
	    peek && !wait ? "|" : "",
	    !wait    ? "MSG_DONTWAIT" :
		peek ? "" :
		       "0");
	got = recv(fd, bytes, (size_t)n,
	    (peek ? MSG_PEEK : 0) | (wait ? 0 : MSG_DONTWAIT));
	if (got == -1)
		say(got, "recv(%d, %ld, %s)", fd, n, flags);
	else
		say(got, "recv(%d, %s, %ld, %s)", fd, shown(bytes, got), n,
		    flags);
}

/* Bytes 1, 2, 3...: never 0x00, which are heartbeats. */
static void
run_send(int argc, char **argv)
{
	static unsigned char bytes[BYTES_MOST];
	bool oob = argc == 3 && strcmp(argv[2], "oob") == 0;
	long n = control_number(
		 "bytes", argc > 1 ? argv[1] : "1", 0, BYTES_MOST),
	     i;

	if (n == -1)
		return;
	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)(1 + i % 255);
	say(send(fd, bytes, (size_t)n,
		MSG_DONTWAIT | MSG_NOSIGNAL | (oob ? MSG_OOB : 0)),
	    "send(%d, %s, %ld, MSG_DONTWAIT|MSG_NOSIGNAL%s)", fd,
	    shown(bytes, n), n, oob ? "|MSG_OOB" : "");
}

static const char *
poll_bits(short bits)
{
	static const struct {
		short bit;
		const char *name;
	} known[] = {
		{ POLLIN, "POLLIN" },
		{ POLLPRI, "POLLPRI" },
		{ POLLOUT, "POLLOUT" },
		{ POLLRDHUP, "POLLRDHUP" },
		{ POLLERR, "POLLERR" },
		{ POLLHUP, "POLLHUP" },
		{ POLLNVAL, "POLLNVAL" },
	};
	static char text[96];
	size_t i, used = 0;

	text[0] = '\0';
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (bits & known[i].bit)
			used += (size_t)snprintf(text + used,
			    sizeof(text) - used, "%s%s", used ? "|" : "",
			    known[i].name);
	return used ? text : "0";
}

static void
run_poll(int argc, char **argv)
{
	long ms = control_number(
	    "milliseconds", argc > 1 ? argv[1] : "0", 0, 60000);
	struct pollfd pfd = { fd, POLLIN | POLLOUT | POLLRDHUP, 0 };
	int ready;

	if (ms == -1)
		return;
	/* to wait for what always is would be no waiting */
	if (ms > 0)
		pfd.events = POLLIN | POLLRDHUP;
	ready = poll(&pfd, 1, (int)ms);
	if (ready == 1)
		control_ok("poll(%d %s, %ld) = 1, revents %s", fd,
		    ms > 0 ? "POLLIN|POLLRDHUP" : "POLLIN|POLLOUT|POLLRDHUP",
		    ms, poll_bits(pfd.revents));
	else
		say(ready, "poll(%d %s, %ld)", fd, poll_bits(pfd.events), ms);
}

static void
run_so_error(int argc, char **argv)
{
	int error = 0, result;
	socklen_t len = sizeof(error);

	(void)argc, (void)argv;
	result = getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len);
	if (result == -1)
		say(result, "getsockopt(%d, SOL_SOCKET, SO_ERROR)", fd);
	else
		control_ok("getsockopt(%d, SOL_SOCKET, SO_ERROR, [%s]) = 0", fd,
		    error ? strerrorname_np(error) : "0");
}

static void
run_tcp_info(int argc, char **argv)
{
	char text[256];

	(void)argc, (void)argv;
	if (option_tcp_info(fd, text, sizeof(text)) == -1)
		say(-1, "getsockopt(%d, IPPROTO_TCP, TCP_INFO)", fd);
	else
		control_ok("getsockopt(%d, IPPROTO_TCP, TCP_INFO, {%s}) = 0",
		    fd, text);
}

static void
run_setopt(int argc, char **argv)
{
	const struct option *o = argc == 3 ? option_find(argv[1]) : NULL;
	long value;

	if (argc != 3)
		control_error("expected: setopt NAME VALUE");
	else if (!o)
		control_error("no option \"%s\", expected one of %s", argv[1],
		    option_names());
	else if ((value = control_number("value", argv[2], 0, 1 << 30)) != -1)
		say(option_set(fd, o, value), "setsockopt(%d, %s, %s, [%ld])",
		    fd, o->level_name, o->name, value);
}

static void
run_getopt(int argc, char **argv)
{
	const struct option *o = argc == 2 ? option_find(argv[1]) : NULL;
	long value = 0;

	if (argc != 2)
		control_error("expected: getopt NAME");
	else if (!o)
		control_error("no option \"%s\", expected one of %s", argv[1],
		    option_names());
	else if (option_get(fd, o, &value) == -1)
		say(-1, "getsockopt(%d, %s, %s)", fd, o->level_name, o->name);
	else
		control_ok("getsockopt(%d, %s, %s, [%ld]) = 0", fd,
		    o->level_name, o->name, value);
}

static void
run_options(int argc, char **argv)
{
	(void)argc, (void)argv;
	control_ok("%s", option_names());
}

/* FIONREAD and SIOCOUTQ: bytes unread here, bytes not acknowledged there. */
static void
run_queue(int argc, char **argv)
{
	bool in = strcmp(argv[0], "fionread") == 0;
	int bytes = 0, result = ioctl(fd, in ? FIONREAD : SIOCOUTQ, &bytes);

	(void)argc;
	if (result == -1)
		say(result, "ioctl(%d, %s)", fd, in ? "FIONREAD" : "SIOCOUTQ");
	else
		control_ok("ioctl(%d, %s, [%d]) = 0", fd,
		    in ? "FIONREAD" : "SIOCOUTQ", bytes);
}

static void
run_shutdown(int argc, char **argv)
{
	static const struct {
		const char *word, *name;
		int how;
	} known[] = { { "rd", "SHUT_RD", SHUT_RD },
		{ "wr", "SHUT_WR", SHUT_WR },
		{ "both", "SHUT_RDWR", SHUT_RDWR } };
	size_t i;

	for (i = 0; i < 3; i++)
		if (argc == 2 && strcmp(argv[1], known[i].word) == 0)
			break;
	if (i == 3)
		control_error("expected: shutdown rd|wr|both");
	else
		say(shutdown(fd, known[i].how), "shutdown(%d, %s)", fd,
		    known[i].name);
}

static void
run_close(int argc, char **argv)
{
	int closed = fd, result = close(fd);

	(void)argc, (void)argv;
	if (result == 0)
		fd = -1;
	say(result, "close(%d)", closed);
}

static const struct command commands[] = {
	{ "connect", "ADDRESS PORT", "connect(2)", .run = run_connect },
	{ "recv", "[N] [wait]", "recv(2), MSG_DONTWAIT if not wait",
	    .run = run_recv },
	{ "peek", "[N] [wait]", "the same with MSG_PEEK", .run = run_recv },
	{ "send", "[N] [oob]", "send(2) N bytes: 1, 2, 3...", .run = run_send },
	{ "poll", "[MS]", "poll(2), at once or for so long", .run = run_poll },
	{ "so-error", "", "SO_ERROR, which clears it", .run = run_so_error },
	{ "tcp-info", "", "TCP_INFO", .run = run_tcp_info },
	{ "setopt", "NAME VALUE", "setsockopt(2)", .run = run_setopt },
	{ "getopt", "NAME", "getsockopt(2)", .run = run_getopt },
	{ "options", "", "the names that they know", .run = run_options },
	{ "fionread", "", "bytes that wait to be read", .run = run_queue },
	{ "outq", "", "bytes that are not acknowledged", .run = run_queue },
	{ "shutdown", "rd|wr|both", "shutdown(2)", .run = run_shutdown },
	{ "close", "", "close(2)", .run = run_close }, { .name = NULL }
};

static void
wake(int number)
{
	(void)number;
}

int
main(void)
{
	struct sigaction sa = { .sa_handler = wake };

	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, NULL); /* no SA_RESTART: it ends a call */
	signal(SIGPIPE, SIG_IGN);
	control_init(commands, STDIN_FILENO, stdout);
	while (control_read() == 1)
		;
	return 0;
}
