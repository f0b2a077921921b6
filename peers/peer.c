/* peer.c - the other end: a TCP peer that ends a connection on command. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * One connection at a time.  From the start the peer accepts, reads, and
 * echoes every byte - or carries it to a server, if it has one, and the answer
 * back - from a large buffer: an echo that stops reading as soon as its own
 * write blocks makes a healthy connection stall.  It does stop when 16 MiB
 * wait, which only a flood comes to.  It never
 * shuts, closes or resets of its own accord; what the other side does is
 * noted and told by "status".  A command is answered when it has been done.
 */
#include <err.h>
#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "control.h"
#include "peer.h"

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
	len = net_address(address, (uint16_t)port, &ss);
	if (len == 0) {
		control_error("not an IPv4 or IPv6 address: \"%s\"", address);
		return;
	}
	if (argc == 1 && peer.where_len > 0) {
		len = peer.where_len;
		ss = peer.where;
	}
	fd = net_listen(&ss, len, peer.rcvbuf);
	if (fd == -1) {
		control_error("listen: %s", strerror(errno));
		return;
	}
	if (peer.listener != -1)
		close(peer.listener);
	peer.listener = fd;
	peer.where_len = sizeof(peer.where);
	if (getsockname(fd, (struct sockaddr *)&peer.where, &peer.where_len) ==
	    -1)
		peer.where_len = 0;
	control_ok("%u", net_port(fd));
}

/* Connections that wait in its queue are reset: RFC 9293 3.10.4. */
static void
run_unlisten(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (peer.listener == -1) {
		control_error("there is no listener");
		return;
	}
	close(peer.listener);
	peer.listener = -1;
	control_done();
}

/* "next": the connection that is there stays open, and nobody serves it. */
static void
run_accept(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "next") == 0) {
		peer.c = (struct connection)CONNECTION_NONE;
		peer.accepting = true;
		control_done();
		return;
	}
	on_off(argv[1], &peer.accepting);
}

static void
run_echo(int argc, char **argv)
{
	long ms = 0;

	if (argc == 3 && strcmp(argv[1], "after") == 0) {
		ms = control_number("milliseconds", argv[2], 0, 600000);
		if (ms == -1)
			return;
		peer.c.echoing = true;
		control_done();
	} else if (!on_off(argv[1], &peer.c.echoing))
		return;
	peer.c.echo_ms = ms;
	if (ms == 0 && peer.c.echoing) {
		outbox_ripen(&peer.c.out, INT64_MAX);
		connection_flush(&peer.c);
	}
}

static void
run_upstream(int argc, char **argv)
{
	long port = argc == 3 ? control_number("port", argv[2], 1, 65535) : -1;

	if (argc != 3)
		control_error("expected: upstream ADDRESS PORT");
	if (port == -1)
		return;
	if (upstream_set(&peer.c.up, argv[1], (uint16_t)port) == -1)
		control_error("%s: %s", argv[1], strerror(errno));
	else
		control_done();
}

static void
run_read(int argc, char **argv)
{
	(void)argc;
	on_off(argv[1], &peer.c.reading);
}

/* rcvbuf and sndbuf: what is accepted inherits them from the listener. */
static void
run_buffer(int argc, char **argv)
{
	long n = control_number("bytes", argc > 1 ? argv[1] : "", 1, 1 << 24);
	bool receives = strcmp(argv[0], "rcvbuf") == 0;
	int option = receives ? SO_RCVBUF : SO_SNDBUF, size = (int)n;

	if (n == -1)
		return;
	if (receives)
		peer.rcvbuf = size;
	if (peer.listener != -1)
		setsockopt(
		    peer.listener, SOL_SOCKET, option, &size, sizeof(size));
	if (peer.c.fd != -1)
		setsockopt(peer.c.fd, SOL_SOCKET, option, &size, sizeof(size));
	control_done();
}

static void
run_send(int argc, char **argv)
{
	long n = control_number("bytes", argc > 1 ? argv[1] : "", 1, 1 << 20);

	if (n == -1 || !peer_connected())
		return;
	for (; n > 0; n--)
		connection_say(&peer.c, &peer.next);
	connection_flush(&peer.c);
	if (peer.c.error)
		control_error("send: %s", strerror(peer.c.error));
	else
		control_done();
}

/* A byte every MS, while there is a connection; it goes on where "send" was. */
static void
run_messages(int argc, char **argv)
{
	long ms = 0;

	if (argc != 2 ||
	    (strcmp(argv[1], "off") != 0 &&
		(ms = control_number("milliseconds", argv[1], 1, 600000)) ==
		    -1)) {
		if (ms == 0)
			control_error("expected: messages MS|off");
		return;
	}
	peer.every_ms = ms;
	peer.due_ns = net_now_ns();
	control_done();
}

static void
send_message(void)
{
	if (peer.every_ms == 0 || net_now_ns() < peer.due_ns)
		return;
	peer.due_ns = net_now_ns() + peer.every_ms * 1000000;
	if (peer.c.fd == -1 || peer.c.error)
		return;
	connection_say(&peer.c, &peer.next);
	connection_flush(&peer.c);
}

/* Past our own buffer: until the kernel's is full. */
static void
run_fill(int argc, char **argv)
{
	size_t total;

	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	total = connection_fill(&peer.c, &peer.next);
	if (peer.c.error)
		control_error("send: %s", strerror(peer.c.error));
	else
		control_ok("%zu", total);
}

static void
run_cork(int argc, char **argv)
{
	int on = argc == 2 && strcmp(argv[1], "on") == 0;

	if (argc != 2 || (!on && strcmp(argv[1], "off") != 0))
		control_error("expected: cork on|off");
	else if (!peer_connected())
		return;
	else if (setsockopt(
		     peer.c.fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on)) == -1)
		control_error("TCP_CORK: %s", strerror(errno));
	else
		control_done();
}

static void
run_oob(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (!peer_connected())
		return;
	if (send(peer.c.fd, "!", 1, MSG_OOB | MSG_NOSIGNAL) == 1) {
		peer.c.own_bytes++;
		control_done();
	} else
		control_error("send MSG_OOB: %s", strerror(errno));
}

/* What has arrived is handled first: who has the answer can rely on it. */
static void
run_status(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (peer.c.fd == -1 && peer.listener != -1 && peer.accepting)
		peer_accept();
	if (peer.c.fd != -1) {
		connection_take_all(&peer.c);
		connection_flush(&peer.c);
	}
	control_ok(
	    "accepted %u state %s read %llu wrote %llu own %llu pending %zu "
	    "fin %s error %s unread %d did %s upstream %s",
	    peer.accepted, net_state(peer.c.fd), peer.c.read_bytes,
	    peer.c.wrote_bytes, peer.c.own_bytes,
	    peer.c.out.len + peer.c.out.later_len, peer.c.fin ? "yes" : "no",
	    peer.c.error ? strerrorname_np(peer.c.error) : "none",
	    connection_unread(&peer.c), peer.did ? peer.did : "nothing",
	    connection_upstream(&peer.c));
}

#define WORD(name, usage, what, run, ...) \
	{ name, usage, what, run, .by_usage = true, __VA_ARGS__ },

static const struct command commands[] = {
#include "peer-words.h"
	{ .name = NULL }
};

/* Until the next echo or message is due; NULL: for ever. */
static struct timespec *
patience(struct timespec *ts)
{
	int64_t due = outbox_due_ns(&peer.c.out), left;

	if (peer.every_ms > 0 && (due == -1 || peer.due_ns < due))
		due = peer.due_ns;
	if (due == -1)
		return NULL;
	left = due - net_now_ns();
	if (left < 0)
		left = 0;
	ts->tv_sec = left / 1000000000;
	ts->tv_nsec = left % 1000000000;
	return ts;
}

static void
serve(void)
{
	struct timespec ts;
	struct pollfd pfd[2 + CONNECTION_POLLED];

	for (;;) {
		pfd[0] = (struct pollfd) { STDIN_FILENO, POLLIN, 0 };
		pfd[1] = (struct pollfd) {
			peer.accepting && peer.c.fd == -1 ? peer.listener : -1,
			POLLIN, 0
		};
		connection_watch(&peer.c, &pfd[2]);
		if (ppoll(pfd, 2 + CONNECTION_POLLED, patience(&ts), NULL) ==
			-1 &&
		    errno != EINTR)
			err(1, "ppoll");
		if (pfd[1].revents)
			peer_accept();
		connection_act(&peer.c, &pfd[2]);
		send_message();
		if (pfd[0].revents && control_read() == 0)
			return;
	}
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	control_init(commands, STDIN_FILENO, stdout);
	serve();
	return 0;
}
