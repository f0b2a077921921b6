/* queue.h - frames that wait for their time; the path's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_QUEUE_H
#define HANGUP_QUEUE_H

#include "forge.h"

enum wait { FOR_ITS_TIME, FOR_THE_NEXT, FOR_RELEASE };

/* A frame that waits.  Free it with free(3) when taken. */
struct waiting {
	enum wait wait;
	enum direction d;
	bool copy;	/* the path made it */
	int64_t due_ns; /* FOR_ITS_TIME: CLOCK_MONOTONIC */
	size_t len;
	struct waiting *next;
	uint8_t bytes[];
};

/* In order of arrival.  All zero is empty. */
struct queue {
	struct waiting *first, *last;
	size_t n;
};

/* A router, too, has room for so many and loses the rest. */
#define QUEUE_MOST 4096
bool queue_is_full(const struct queue *q);

/* Copies len bytes; the rest is as in w. */
void queue_add(
    struct queue *q, const struct waiting *w, const uint8_t *bytes, size_t len);
/* When the next must leave, or -1 when none waits for its time. */
int64_t queue_next_ns(const struct queue *q);

/* How many wait, for whatever. */
size_t queue_length(const struct queue *q);

/* The first of those that is meant, taken out, or NULL. */
struct waiting *queue_take(struct queue *q);
struct waiting *queue_take_due(struct queue *q, int64_t now_ns);
struct waiting *queue_take_held(struct queue *q);
struct waiting *queue_take_kept_back(struct queue *q, enum direction d);
bool queue_keeps_back(const struct queue *q, enum direction d);

#endif
