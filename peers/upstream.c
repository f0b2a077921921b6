/* upstream.c - the server behind the peer, in the place of an echo. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "upstream.h"

#include <errno.h>
#include <unistd.h>

void
upstream_end(struct upstream *u)
{
	if (u->fd != -1)
		close(u->fd);
	u->fd = -1;
	u->fin = u->over = false;
	outbox_clear(&u->out);
}

/* It waits: on the loopback of this host, nothing is far. */
int
upstream_begin(struct upstream *u)
{
	int saved;

	upstream_end(u);
	u->carried = 0;
	u->fd = socket(u->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (u->fd == -1)
		return -1;
	if (connect(u->fd, (struct sockaddr *)&u->address, u->len) == 0)
		return 0;
	saved = errno;
	upstream_end(u);
	errno = saved;
	return -1;
}

int
upstream_set(struct upstream *u, const char *address, uint16_t port)
{
	struct upstream tried = UPSTREAM_NONE;

	tried.len = net_address(address, port, &tried.address);
	errno = EINVAL;
	if (tried.len == 0 || upstream_begin(&tried) == -1)
		return -1;
	upstream_end(&tried);
	u->address = tried.address;
	u->len = tried.len;
	return 0;
}

void
upstream_flush(struct upstream *u)
{
	ssize_t n;

	if (u->fd == -1)
		return;
	n = outbox_flush(&u->out, u->fd);
	if (n > 0)
		u->carried += (size_t)n;
	if (n != -1 && u->fin && u->out.len == 0)
		(void)shutdown(u->fd, SHUT_WR);
}

void
upstream_add(struct upstream *u, const unsigned char *bytes, size_t n)
{
	if (u->fd == -1)
		return;
	outbox_add(&u->out, bytes, n);
	upstream_flush(u);
}

void
upstream_shut(struct upstream *u)
{
	u->fin = true;
	upstream_flush(u);
}

ssize_t
upstream_take(struct upstream *u, unsigned char *bytes, size_t n)
{
	return recv(u->fd, bytes, n, MSG_DONTWAIT);
}
