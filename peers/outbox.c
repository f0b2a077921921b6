/* outbox.c - bytes on their way out: a buffer that says when it is full. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "net.h"

/* Bytes whose time is to come. */
struct later {
	int64_t due_ns;
	size_t len;
	struct later *next;
	unsigned char bytes[];
};

void
outbox_add(struct outbox *box, const unsigned char *bytes, size_t n)
{
	if (n == 0)
		return; /* there may be no room at all yet */
	if (box->begin > 0 && box->begin + box->len + n > box->room) {
		memmove(box->bytes, box->bytes + box->begin, box->len);
		box->begin = 0;
	}
	if (box->len + n > box->room) {
		box->room = 2 * (box->len + n);
		box->bytes = realloc(box->bytes, box->room);
		if (!box->bytes)
			err(1, "realloc: %zu bytes to send", box->room);
	}
	memcpy(box->bytes + box->begin + box->len, bytes, n);
	box->len += n;
}

void
outbox_add_later(
    struct outbox *box, const unsigned char *bytes, size_t n, int64_t due_ns)
{
	struct later *new = malloc(sizeof(*new) + n);

	if (!new)
		err(1, "malloc: %zu bytes to send", n);
	new->due_ns = due_ns;
	if (box->first && box->last->due_ns > due_ns)
		new->due_ns = box->last->due_ns;
	new->len = n;
	new->next = NULL;
	memcpy(new->bytes, bytes, n);
	if (box->first)
		box->last->next = new;
	else
		box->first = new;
	box->last = new;
	box->later_len += n;
	box->later_n++;
}

bool
outbox_is_full(const struct outbox *box)
{
	/* a byte that waits alone takes more than a byte */
	return box->len + box->later_len +
	    box->later_n * sizeof(struct later) >=
	    OUTBOX_MOST;
}

void
outbox_ripen(struct outbox *box, int64_t now_ns)
{
	struct later *ripe;

	while ((ripe = box->first) != NULL && ripe->due_ns <= now_ns) {
		outbox_add(box, ripe->bytes, ripe->len);
		box->first = ripe->next;
		box->later_len -= ripe->len;
		box->later_n--;
		free(ripe);
	}
}

int64_t
outbox_due_ns(const struct outbox *box)
{
	return box->first ? box->first->due_ns : -1;
}

ssize_t
outbox_flush(struct outbox *box, int fd)
{
	size_t done = 0;
	ssize_t n;

	while (done < box->len) {
		n = send(fd, box->bytes + box->begin + done, box->len - done,
		    MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n == -1 && done == 0 && errno != EAGAIN && errno != EINTR)
			return -1;
		if (n == -1)
			break; /* an error comes again, by itself */
		done += (size_t)n;
	}
	box->len -= done;
	box->begin = box->len > 0 ? box->begin + done : 0;
	return (ssize_t)done;
}

void
outbox_clear(struct outbox *box)
{
	outbox_ripen(box, INT64_MAX);
	box->begin = box->len = 0;
}
