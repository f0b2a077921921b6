/* queue.c - frames that wait for their time. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "queue.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

void
queue_add(
    struct queue *q, const struct waiting *w, const uint8_t *bytes, size_t len)
{
	struct waiting *new = malloc(sizeof(*new) + len);

	if (!new)
		err(1, "malloc");
	*new = *w;
	new->len = len;
	new->next = NULL;
	memcpy(new->bytes, bytes, len);
	if (q->first)
		q->last->next = new;
	else
		q->first = new;
	q->last = new;
	q->n++;
}

bool
queue_is_full(const struct queue *q)
{
	return q->n >= QUEUE_MOST;
}

/* Takes out what follows before, which is NULL for the first. */
static struct waiting *
take_after(struct queue *q, struct waiting *before)
{
	struct waiting *w = before ? before->next : q->first;

	if (before)
		before->next = w->next;
	else
		q->first = w->next;
	if (q->last == w)
		q->last = before;
	q->n--;
	return w;
}

/* The earliest; of equals the first to arrive.  *before as above. */
static const struct waiting *
earliest(const struct queue *q, struct waiting **before)
{
	struct waiting *w, *last = NULL;
	const struct waiting *found = NULL;

	for (w = q->first; w; last = w, w = w->next)
		if (w->wait == FOR_ITS_TIME &&
		    (!found || w->due_ns < found->due_ns)) {
			found = w;
			*before = last;
		}
	return found;
}

size_t
queue_length(const struct queue *q)
{
	return q->n;
}

int64_t
queue_next_ns(const struct queue *q)
{
	struct waiting *before;
	const struct waiting *w = earliest(q, &before);

	return w ? w->due_ns : -1;
}

struct waiting *
queue_take(struct queue *q)
{
	return q->first ? take_after(q, NULL) : NULL;
}

struct waiting *
queue_take_due(struct queue *q, int64_t now_ns)
{
	struct waiting *before = NULL;
	const struct waiting *w = earliest(q, &before);

	return w && w->due_ns <= now_ns ? take_after(q, before) : NULL;
}

struct waiting *
queue_take_held(struct queue *q)
{
	struct waiting *w, *before = NULL;

	for (w = q->first; w; before = w, w = w->next)
		if (w->wait == FOR_RELEASE)
			return take_after(q, before);
	return NULL;
}

struct waiting *
queue_take_kept_back(struct queue *q, enum direction d)
{
	struct waiting *w, *before = NULL;

	for (w = q->first; w; before = w, w = w->next)
		if (w->wait == FOR_THE_NEXT && w->d == d)
			return take_after(q, before);
	return NULL;
}

bool
queue_keeps_back(const struct queue *q, enum direction d)
{
	const struct waiting *w;

	for (w = q->first; w; w = w->next)
		if (w->wait == FOR_THE_NEXT && w->d == d)
			return true;
	return false;
}
