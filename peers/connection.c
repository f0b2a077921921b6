/* connection.c - the peer's connection: read, echoed, and what became of it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "connection.h"

#include <err.h>
#include <errno.h>
#include <poll.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FULL_MS 250	       /* nothing moved for so long: full */
#define FILL_MOST (64UL << 20) /* "fill" ends though somebody reads */

static void
note_error(struct connection *c, int error)
{
	if (c->error == 0)
		c->error = error;
	outbox_clear(&c->out);
}

void
connection_flush(struct connection *c)
{
	ssize_t n;

	if (c->fd == -1)
		return;
	n = outbox_flush(&c->out, c->fd);
	if (n == -1)
		note_error(c, errno);
	else
		c->wrote_bytes += (size_t)n;
	/* the server's end, behind all that it said; not that of an answer */
	if (c->up.over && !c->fin && c->out.len + c->out.later_len == 0)
		(void)shutdown(c->fd, SHUT_WR);
}

static void
echo(struct connection *c, const unsigned char *bytes, size_t n)
{
	if (c->echo_ms > 0) {
		outbox_add_later(&c->out, bytes, n,
		    net_now_ns() + (int64_t)c->echo_ms * 1000000);
		return;
	}
	outbox_add(&c->out, bytes, n);
	connection_flush(c);
}

/* One read.  False when nothing more is there now. */
static bool
take(struct connection *c)
{
	unsigned char buf[65536];
	ssize_t n = recv(c->fd, buf, sizeof(buf), MSG_DONTWAIT);

	if (n == -1) {
		if (errno != EAGAIN && errno != EINTR) {
			note_error(c, errno);
			c->fin = true; /* nothing to read any more */
		}
		return false;
	}
	if (n == 0) {
		/* our own SHUT_RD says 0, too, whenever the queue is empty */
		c->fin = c->edge == -1 || net_has_fin(c->fd);
		if (c->fin && c->echoing)
			upstream_shut(&c->up);
		return false;
	}
	c->read_bytes += (size_t)n;
	if (c->echoing && c->up.len > 0)
		upstream_add(&c->up, buf, (size_t)n);
	else if (c->echoing)
		echo(c, buf, (size_t)n);
	return true;
}

/* What the server says, the client hears; what it does, we do. */
static void
take_answer(struct connection *c)
{
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	unsigned char buf[65536];
	ssize_t n = upstream_take(&c->up, buf, sizeof(buf));

	if (n > 0)
		echo(c, buf, (size_t)n);
	else if (n == 0) {
		c->up.over = true;
		connection_flush(c);
	} else if (errno != EAGAIN && errno != EINTR) {
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		connection_end(c);
	}
}

/* Who does not take what we say is not listened to: back-pressure. */
static bool
is_full(const struct connection *c)
{
	return outbox_is_full(&c->out) || outbox_is_full(&c->up.out);
}

/* What has arrived is read before the end, unless reading is off. */
void
connection_take_all(struct connection *c)
{
	int bound = 1024;

	while (c->reading && !c->fin && !is_full(c) && bound-- > 0 && take(c))
		;
}

void
connection_end(struct connection *c)
{
	if (c->edge != -1)
		close(c->edge);
	if (c->fd != -1)
		close(c->fd);
	c->edge = c->fd = -1;
	upstream_end(&c->up);
}

void
connection_begin(struct connection *c, int fd)
{
	int one = 1;

	connection_end(c);
	/* what is sent is on the wire when the command is answered */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	c->fd = fd;
	c->read_bytes = c->wrote_bytes = c->own_bytes = 0;
	outbox_clear(&c->out);
	c->fin = false;
	c->error = 0;
	if (c->up.len > 0 && upstream_begin(&c->up) == -1)
		note_error(c, errno);
}

const char *
connection_upstream(const struct connection *c)
{
	if (c->up.len == 0)
		return "none";
	return c->up.fd != -1 && !c->up.over && c->up.carried == c->read_bytes ?
	    "in-step" :
	    "behind";
}

/* The byte n behind that one: 1 to 255, and again. */
static unsigned char
following(unsigned char byte, size_t n)
{
	return (unsigned char)(1 + (byte - 1U + n) % 255);
}

/* Room comes as long as the other end takes: full is when none does. */
static bool
has_room(const struct connection *c)
{
	struct pollfd pfd = { c->fd, POLLOUT, 0 };
	int saved = errno;
	bool room = poll(&pfd, 1, FULL_MS) == 1 && pfd.revents == POLLOUT;

	errno = saved;
	return room;
}

void
connection_say(struct connection *c, unsigned char *next)
{
	outbox_add(&c->out, next, 1);
	*next = following(*next, 1);
	c->own_bytes++;
}

size_t
connection_fill(struct connection *c, unsigned char *next)
{
	unsigned char buf[65536];
	size_t total = 0, i;
	ssize_t n;

	connection_flush(c);
	do {
		for (i = 0; i < sizeof(buf); i++)
			buf[i] = following(*next, i);
		n = send(c->fd, buf, sizeof(buf), MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n > 0) {
			total += (size_t)n;
			*next = following(*next, (size_t)n);
		}
	} while ((n > 0 || has_room(c)) && total < FILL_MOST);
	if (n == -1 && errno != EAGAIN && errno != EWOULDBLOCK)
		note_error(c, errno);
	c->wrote_bytes += total;
	c->own_bytes += total;
	return total;
}

/*
 * After SHUT_RD poll(2) says readable for ever; an edge comes with each
 * segment still.
 */
void
connection_watch_edge(struct connection *c)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };

	if (c->edge != -1)
		return;
	c->edge = epoll_create1(EPOLL_CLOEXEC);
	if (c->edge == -1 ||
	    epoll_ctl(c->edge, EPOLL_CTL_ADD, c->fd, &event) == -1)
		err(1, "epoll");
}

int
connection_unread(const struct connection *c)
{
	int n = 0;

	if (c->fd != -1)
		(void)ioctl(c->fd, FIONREAD, &n);
	return n;
}

/* The connection, its edge after SHUT_RD, and the server. */
void
connection_watch(
    const struct connection *c, struct pollfd pfd[CONNECTION_POLLED])
{
	bool reading = c->reading && !c->fin && !is_full(c);

	pfd[0] = (struct pollfd) { c->fd, 0, 0 };
	pfd[1] = (struct pollfd) { reading ? c->edge : -1, POLLIN, 0 };
	if (reading && c->edge == -1)
		pfd[0].events |= POLLIN;
	if (c->out.len > 0)
		pfd[0].events |= POLLOUT;
	if (pfd[0].events == 0)
		pfd[0].fd = -1;
	pfd[2] = (struct pollfd) { c->echoing ? c->up.fd : -1, 0, 0 };
	if (!c->up.over && !outbox_is_full(&c->out))
		pfd[2].events |= POLLIN;
	if (c->up.out.len > 0)
		pfd[2].events |= POLLOUT;
	if (pfd[2].events == 0)
		pfd[2].fd = -1;
}

static void
take_edge(struct connection *c)
{
	struct epoll_event event;

	(void)epoll_wait(c->edge, &event, 1, 0);
	connection_take_all(c);
}

void
connection_act(struct connection *c, const struct pollfd pfd[CONNECTION_POLLED])
{
	size_t len = c->out.len;
	bool full = is_full(c);

	if (outbox_due_ns(&c->out) != -1)
		outbox_ripen(&c->out, net_now_ns());
	if ((pfd[0].revents & POLLOUT) || c->out.len > len)
		connection_flush(c);
	if (pfd[0].revents & (POLLIN | POLLERR | POLLHUP))
		take(c);
	if (pfd[1].revents)
		take_edge(c);
	if (pfd[2].revents & POLLOUT)
		upstream_flush(&c->up);
	if (pfd[2].revents & (POLLIN | POLLERR | POLLHUP) && c->up.fd != -1)
		take_answer(c);
	/* no edge comes for what waited meanwhile */
	if (full && !is_full(c) && c->edge != -1)
		connection_take_all(c);
}
