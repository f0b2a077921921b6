/* peer.c - the other end: a TCP peer that ends a connection on command. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * One connection at a time.  From the start the peer accepts, reads, and
 * echoes every byte, from a buffer without bound: an echo that stops reading
 * while its own write blocks makes a healthy connection stall.  It never
 * shuts, closes or resets of its own accord; what the other side does is
 * noted and told by "status".  A command is answered when it has been done.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "control.h"

#define ACCEPT_MS 1000 /* a command waits so long for the connection */

static struct options {
	int listener, conn; /* -1: none */
	bool accepting, reading, echoing;
	unsigned char *out; /* not yet written */
	size_t out_len, out_room;
	unsigned char next; /* the next byte of "send": 1, 2, 3... */
	int rcvbuf;	    /* for the listener's connections; 0: as is */
	/* the record of the connection */
	unsigned long long read_bytes, wrote_bytes;
	unsigned accepted;
	bool fin;  /* the other side shut its sending half */
	int error; /* errno of the first failure, or 0 */
} peer = { .listener = -1,
	.conn = -1,
	.accepting = true,
	.reading = true,
	.echoing = true,
	.next = 1 };

static void
note_error(int error)
{
	if (peer.error == 0)
		peer.error = error;
	peer.out_len = 0;
}

static void
append(const unsigned char *bytes, size_t n)
{
	if (peer.out_len + n > peer.out_room) {
		peer.out_room = 2 * (peer.out_len + n);
		peer.out = realloc(peer.out, peer.out_room);
		if (!peer.out)
			err(1, "realloc: %zu bytes to echo", peer.out_room);
	}
	memcpy(peer.out + peer.out_len, bytes, n);
	peer.out_len += n;
}

static void
flush(void)
{
	ssize_t n;

	while (peer.conn != -1 && peer.out_len > 0) {
		n = send(peer.conn, peer.out, peer.out_len,
		    MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n == -1) {
			if (errno != EAGAIN && errno != EINTR)
				note_error(errno);
			return;
		}
		peer.wrote_bytes += (size_t)n;
		peer.out_len -= (size_t)n;
		memmove(peer.out, peer.out + n, peer.out_len);
	}
}

/* One read.  False when nothing more is there now. */
static bool
take(void)
{
	unsigned char buf[65536];
	ssize_t n = recv(peer.conn, buf, sizeof(buf), MSG_DONTWAIT);

	if (n == -1) {
		if (errno != EAGAIN && errno != EINTR) {
			note_error(errno);
			peer.fin = true; /* nothing to read any more */
		}
		return false;
	}
	if (n == 0) {
		peer.fin = true;
		return false;
	}
	peer.read_bytes += (size_t)n;
	if (peer.echoing) {
		append(buf, (size_t)n);
		flush();
	}
	return true;
}

/* What has arrived is read before the end, unless reading is off. */
static void
take_all(void)
{
	int bound = 1024;

	while (peer.reading && !peer.fin && bound-- > 0 && take())
		;
}

static void
accept_one(void)
{
	int fd = accept4(
	    peer.listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd == -1) {
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			err(1, "accept4");
		return;
	}
	if (peer.conn != -1)
		close(peer.conn);
	peer.conn = fd;
	peer.accepted++;
	peer.read_bytes = peer.wrote_bytes = 0;
	peer.out_len = 0;
	peer.fin = false;
	peer.error = 0;
}

/* The client may have its SYN-ACK while its ACK is still on the way. */
static bool
connected(void)
{
	struct pollfd pfd = { peer.listener, POLLIN, 0 };

	if (peer.conn == -1 && peer.listener != -1 && peer.accepting &&
	    poll(&pfd, 1, ACCEPT_MS) == 1)
		accept_one();
	if (peer.conn == -1)
		control_error("no connection yet; it comes with the first "
			      "client of \"listen\"");
	return peer.conn != -1;
}

static bool
on_off(const char *word, bool *value)
{
	bool on = word && strcmp(word, "on") == 0;

	if (!on && (!word || strcmp(word, "off") != 0)) {
		control_error(
		    "expected on or off, got \"%s\"", word ? word : "");
		return false;
	}
	*value = on;
	control_done();
	return true;
}

/* An address of either family; with none, every IPv4 address. */
static socklen_t
parse_address(const char *text, uint16_t port, struct sockaddr_storage *ss)
{
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (!text || inet_pton(AF_INET, text, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		in->sin_port = htons(port);
		return sizeof(*in);
	}
	if (inet_pton(AF_INET6, text, &in6->sin6_addr) == 1) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		return sizeof(*in6);
	}
	return 0;
}

static int
open_listener(const struct sockaddr_storage *ss, socklen_t len)
{
	int fd = socket(
		ss->ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
	    one = 1;

	if (fd == -1)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (peer.rcvbuf > 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &peer.rcvbuf,
		    sizeof(peer.rcvbuf));
	if (bind(fd, (const struct sockaddr *)ss, len) == -1 ||
	    listen(fd, 16) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

static void
run_listen(int argc, char **argv)
{
	struct sockaddr_storage ss;
	const char *address = NULL;
	socklen_t len;
	long port = 0;
	int i, fd;

	for (i = 1; i < argc; i++)
		if (strpbrk(argv[i], ".:"))
			address = argv[i];
		else if ((port = control_number("port", argv[i], 0, 65535)) ==
		    -1)
			return;
	len = parse_address(address, (uint16_t)port, &ss);
	if (len == 0) {
		control_error("not an IPv4 or IPv6 address: \"%s\"", address);
		return;
	}
	fd = open_listener(&ss, len);
	if (fd == -1) {
		control_error("listen: %s", strerror(errno));
		return;
	}
	if (peer.listener != -1)
		close(peer.listener);
	peer.listener = fd;
	len = sizeof(ss);
	getsockname(fd, (struct sockaddr *)&ss, &len);
	control_ok("%u",
	    ntohs(ss.ss_family == AF_INET6 ?
		    ((struct sockaddr_in6 *)&ss)->sin6_port :
		    ((struct sockaddr_in *)&ss)->sin_port));
}

static void
run_accept(int argc, char **argv)
{
	(void)argc;
	on_off(argv[1], &peer.accepting);
}

static void
run_echo(int argc, char **argv)
{
	(void)argc;
	on_off(argv[1], &peer.echoing);
}

static void
run_read(int argc, char **argv)
{
	(void)argc;
	on_off(argv[1], &peer.reading);
}

static void
run_rcvbuf(int argc, char **argv)
{
	long n = control_number("bytes", argc > 1 ? argv[1] : "", 1, 1 << 24);

	if (n == -1)
		return;
	peer.rcvbuf = (int)n;
	if (peer.listener != -1)
		setsockopt(peer.listener, SOL_SOCKET, SO_RCVBUF, &peer.rcvbuf,
		    sizeof(peer.rcvbuf));
	if (peer.conn != -1)
		setsockopt(peer.conn, SOL_SOCKET, SO_RCVBUF, &peer.rcvbuf,
		    sizeof(peer.rcvbuf));
	control_done();
}

static void
run_send(int argc, char **argv)
{
	long n = control_number("bytes", argc > 1 ? argv[1] : "", 1, 1 << 20);

	if (n == -1 || !connected())
		return;
	for (; n > 0; n--) {
		append(&peer.next, 1);
		peer.next = peer.next == 255 ? 1 : peer.next + 1;
	}
	flush();
	if (peer.error)
		control_error("send: %s", strerror(peer.error));
	else
		control_done();
}

static void
run_oob(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (!connected())
		return;
	if (send(peer.conn, "!", 1, MSG_OOB | MSG_NOSIGNAL) == 1)
		control_done();
	else
		control_error("send MSG_OOB: %s", strerror(errno));
}

static void
run_shutdown(int argc, char **argv)
{
	static const char *const how[] = { "rd", "wr", "both" };
	int i;

	for (i = 0; i < 3; i++)
		if (argc == 2 && strcmp(argv[1], how[i]) == 0)
			break;
	if (i == 3) {
		control_error("expected rd, wr or both");
		return;
	}
	if (!connected())
		return;
	take_all();
	/* SHUT_RD, SHUT_WR, SHUT_RDWR are 0, 1, 2: POSIX names, our order */
	if (shutdown(peer.conn,
		i == 0	   ? SHUT_RD :
		    i == 1 ? SHUT_WR :
			     SHUT_RDWR) == -1)
		control_error("shutdown: %s", strerror(errno));
	else
		control_done();
}

static void
run_linger(int argc, char **argv)
{
	long n = control_number("seconds", argc > 1 ? argv[1] : "", 0, 3600);
	struct linger linger = { .l_onoff = 1, .l_linger = (int)n };

	if (n == -1 || !connected())
		return;
	if (setsockopt(peer.conn, SOL_SOCKET, SO_LINGER, &linger,
		sizeof(linger)) == -1)
		control_error("SO_LINGER: %s", strerror(errno));
	else
		control_done();
}

static void
run_close(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (!connected())
		return;
	take_all();
	flush();
	close(peer.conn);
	peer.conn = -1;
	control_done();
}

/* In repair mode close(2) forgets the connection and sends nothing. */
static void
run_vanish(int argc, char **argv)
{
	int on = 1;

	(void)argc;
	(void)argv;
	if (!connected())
		return;
	if (setsockopt(peer.conn, IPPROTO_TCP, TCP_REPAIR, &on, sizeof(on)) ==
	    -1) {
		control_error("TCP_REPAIR: %s%s", strerror(errno),
		    errno == EPERM ? " (needs CAP_NET_ADMIN)" : "");
		return;
	}
	close(peer.conn);
	peer.conn = -1;
	control_done();
}

static const char *
state_name(void)
{
	static const char *const name[] = { "-", "ESTABLISHED", "SYN-SENT",
		"SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
		"CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING" };
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (peer.conn == -1 ||
	    getsockopt(peer.conn, IPPROTO_TCP, TCP_INFO, &info, &len) == -1 ||
	    info.tcpi_state >= 12)
		return "-";
	return name[info.tcpi_state];
}

/* What has arrived is handled first: who has the answer can rely on it. */
static void
run_status(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (peer.conn == -1 && peer.listener != -1 && peer.accepting)
		accept_one();
	if (peer.conn != -1) {
		take_all();
		flush();
	}
	control_ok("accepted %u state %s read %llu wrote %llu pending %zu "
		   "fin %s error %s",
	    peer.accepted, state_name(), peer.read_bytes, peer.wrote_bytes,
	    peer.out_len, peer.fin ? "yes" : "no",
	    peer.error ? strerrorname_np(peer.error) : "none");
}

static void
run_exit(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	take_all();
	flush();
	control_done();
	_exit(0); /* the kernel closes what is open: that is the point */
}

static const struct command commands[] = {
	{ "listen", "[ADDRESS] [PORT]", "answers with the port", run_listen },
	{ "accept", "on|off", "take connections", run_accept },
	{ "send", "N", "send N bytes: 1, 2, 3...", run_send },
	{ "echo", "on|off", "send back what is read", run_echo },
	{ "read", "on|off", "read what arrives", run_read },
	{ "oob", "", "send one urgent byte", run_oob },
	{ "shutdown", "rd|wr|both", "shutdown(2)", run_shutdown },
	{ "linger", "SECONDS", "SO_LINGER; 0 and close is RST", run_linger },
	{ "close", "", "close(2)", run_close },
	{ "vanish", "", "forget the connection, send nothing", run_vanish },
	{ "rcvbuf", "N", "SO_RCVBUF", run_rcvbuf },
	{ "status", "", "what this end knows", run_status },
	{ "exit", "", "end the process, sockets open", run_exit },
	{ NULL, NULL, NULL, NULL }
};

static void
serve(void)
{
	struct pollfd pfd[3];

	for (;;) {
		pfd[0] = (struct pollfd) { STDIN_FILENO, POLLIN, 0 };
		pfd[1] = (struct pollfd) {
			peer.accepting && peer.conn == -1 ? peer.listener : -1,
			POLLIN, 0
		};
		pfd[2] = (struct pollfd) { peer.conn, 0, 0 };
		if (peer.reading && !peer.fin)
			pfd[2].events |= POLLIN;
		if (peer.out_len > 0)
			pfd[2].events |= POLLOUT;
		if (pfd[2].events == 0)
			pfd[2].fd = -1;
		if (poll(pfd, 3, -1) == -1 && errno != EINTR)
			err(1, "poll");
		if (pfd[1].revents)
			accept_one();
		if (pfd[2].revents & POLLOUT)
			flush();
		if (pfd[2].revents & (POLLIN | POLLERR | POLLHUP))
			take();
		if (pfd[0].revents && control_read() == 0)
			return;
	}
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	control_init(commands);
	serve();
	return 0;
}
