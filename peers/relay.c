/* relay.c - a TCP proxy that says nothing when its origin is gone. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *   client ---- relay ---- origin
 *
 * One client at a time; when it connects, the relay connects to the origin,
 * and then carries bytes both ways, and the client's FIN.  It never closes or
 * resets the client's side of its own accord: when the origin ends or fails,
 * it goes on reading the client and throws the bytes away.  Only "status"
 * tells.
 */
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "net.h"

/* One side of it: its socket, and what is to be written there. */
struct side {
	int fd; /* -1: none */
	const char *state;
	struct outbox out;
};

static struct options {
	int listener; /* -1: none */
	struct sockaddr_storage origin_address;
	socklen_t origin_len;
	struct side client, origin;
	bool connecting, client_fin;
	unsigned long long discarded;
} relay = { .listener = -1,
	.client = { .fd = -1, .state = "none" },
	.origin = { .fd = -1, .state = "none" } };

static const char *
name_of(int error)
{
	switch (error) {
	case ECONNRESET:
	case EPIPE:
		return "reset";
	case ECONNREFUSED:
		return "refused";
	case ETIMEDOUT:
		return "timeout";
	default:
		return strerrorname_np(error);
	}
}

static void
end_side(struct side *s, const char *state)
{
	if (s->fd != -1)
		close(s->fd);
	s->fd = -1;
	s->state = state;
	outbox_clear(&s->out);
}

/* The client is not told; what it sent in vain is counted. */
static void
end_origin(const char *state)
{
	relay.discarded += relay.origin.out.len;
	relay.connecting = false;
	end_side(&relay.origin, state);
}

static void
end_client(const char *state)
{
	end_side(&relay.client, state);
	end_origin("none");
}

static void
connect_origin(void)
{
	int fd = socket(relay.origin_address.ss_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd == -1)
		err(1, "socket");
	relay.origin.fd = fd;
	relay.origin.state = "connecting";
	relay.connecting = true;
	if (connect(fd, (struct sockaddr *)&relay.origin_address,
		relay.origin_len) == -1 &&
	    errno != EINPROGRESS)
		end_origin(name_of(errno));
}

static void
accept_client(void)
{
	int fd = net_accept(relay.listener);

	if (fd == -1)
		return;
	relay.client.fd = fd;
	relay.client.state = "open";
	relay.client_fin = false;
	relay.discarded = 0;
	connect_origin();
}

static void
finish_connecting(void)
{
	int error = 0;
	socklen_t len = sizeof(error);

	getsockopt(relay.origin.fd, SOL_SOCKET, SO_ERROR, &error, &len);
	if (error) {
		end_origin(name_of(error));
		return;
	}
	relay.connecting = false;
	relay.origin.state = "open";
}

/* The client's FIN follows its last byte. */
static void
flush_origin(void)
{
	if (relay.origin.fd == -1 || relay.connecting)
		return;
	if (outbox_flush(&relay.origin.out, relay.origin.fd) == -1)
		end_origin(name_of(errno));
	else if (relay.client_fin && relay.origin.out.len == 0)
		(void)shutdown(relay.origin.fd, SHUT_WR);
}

static void
flush_client(void)
{
	if (relay.client.fd != -1 &&
	    outbox_flush(&relay.client.out, relay.client.fd) == -1)
		end_client(name_of(errno));
}

/* One read.  False when nothing more is there now. */
static bool
take_client(void)
{
	unsigned char buf[65536];
	ssize_t n = recv(relay.client.fd, buf, sizeof(buf), MSG_DONTWAIT);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n == -1) {
		end_client(name_of(errno));
		return false;
	}
	if (n == 0) {
		relay.client_fin = true;
		relay.client.state = "closed";
	} else if (relay.origin.fd == -1)
		relay.discarded += (size_t)n;
	else
		outbox_add(&relay.origin.out, buf, (size_t)n);
	flush_origin();
	return n > 0;
}

static bool
take_origin(void)
{
	unsigned char buf[65536];
	ssize_t n = recv(relay.origin.fd, buf, sizeof(buf), MSG_DONTWAIT);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		end_origin(n == 0 ? "closed" : name_of(errno));
		return false;
	}
	outbox_add(&relay.client.out, buf, (size_t)n);
	flush_client();
	return true;
}

/* What has arrived, from both. */
static void
take_all(void)
{
	int bound = 1024;

	while (relay.client.fd != -1 && !relay.client_fin &&
	    !outbox_is_full(&relay.origin.out) && bound-- > 0 && take_client())
		;
	while (relay.origin.fd != -1 && !relay.connecting &&
	    !outbox_is_full(&relay.client.out) && bound-- > 0 && take_origin())
		;
}

static socklen_t
parse_end(char **argv, struct sockaddr_storage *ss)
{
	long port = control_number("port", argv[1], 0, 65535);
	socklen_t len;

	if (port == -1)
		return 0;
	len = net_address(argv[0], (uint16_t)port, ss);
	if (len == 0)
		control_error("not an IPv4 or IPv6 address: \"%s\"", argv[0]);
	return len;
}

static void
run_listen(int argc, char **argv)
{
	struct sockaddr_storage ss;
	socklen_t len;
	int fd;

	if (argc != 5) {
		control_error("expected: listen ADDRESS PORT ORIGIN_ADDRESS "
			      "ORIGIN_PORT");
		return;
	}
	len = parse_end(argv + 1, &ss);
	if (len == 0)
		return;
	relay.origin_len = parse_end(argv + 3, &relay.origin_address);
	if (relay.origin_len == 0)
		return;
	fd = net_listen(&ss, len, 0);
	if (fd == -1) {
		control_error("listen: %s", strerror(errno));
		return;
	}
	if (relay.listener != -1)
		close(relay.listener);
	relay.listener = fd;
	control_ok("%u", net_port(fd));
}

/* What has arrived is handled first: who has the answer can rely on it. */
static void
run_status(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	take_all();
	control_ok("client %s origin %s to-client %zu to-origin %zu "
		   "discarded %llu",
	    relay.client.state, relay.origin.state, relay.client.out.len,
	    relay.origin.out.len, relay.discarded);
}

#define WORD(name, usage, what, run, ...) \
	{ name, usage, what, run, .by_usage = true, __VA_ARGS__ },

static const struct command commands[] = {
#include "relay-words.h"
	{ .name = NULL }
};

static struct pollfd
wait_for(const struct side *s, bool reading, bool writing)
{
	struct pollfd pfd = { s->fd, 0, 0 };

	if (reading)
		pfd.events |= POLLIN;
	if (writing)
		pfd.events |= POLLOUT;
	if (pfd.events == 0)
		pfd.fd = -1; /* else POLLHUP comes for ever */
	return pfd;
}

static void
serve(void)
{
	struct pollfd pfd[4];

	for (;;) {
		pfd[0] = (struct pollfd) { STDIN_FILENO, POLLIN, 0 };
		pfd[1] = (struct pollfd) {
			relay.client.fd == -1 ? relay.listener : -1, POLLIN, 0
		};
		pfd[2] = wait_for(&relay.client,
		    !relay.client_fin && !outbox_is_full(&relay.origin.out),
		    relay.client.out.len > 0);
		pfd[3] = wait_for(&relay.origin,
		    !relay.connecting && !outbox_is_full(&relay.client.out),
		    relay.connecting || relay.origin.out.len > 0);
		if (poll(pfd, 4, -1) == -1 && errno != EINTR)
			err(1, "poll");
		if (pfd[1].revents)
			accept_client();
		if (pfd[3].revents && relay.connecting)
			finish_connecting();
		if (pfd[2].revents & POLLOUT)
			flush_client();
		if (pfd[3].revents)
			flush_origin();
		if (pfd[2].revents | pfd[3].revents)
			take_all();
		/* else an end would be told again and again */
		if ((pfd[2].revents & (POLLERR | POLLHUP)) &&
		    relay.client.fd != -1 && !relay.client_fin)
			(void)take_client();
		if ((pfd[3].revents & (POLLERR | POLLHUP)) &&
		    relay.origin.fd != -1 && !relay.connecting)
			(void)take_origin();
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
