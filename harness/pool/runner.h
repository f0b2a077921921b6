/* runner.h - what the runner's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_POOL_RUNNER_H
#define HANGUP_POOL_RUNNER_H

#include "pool/pace.h"
#include "pool/pool.h"
#include "lab/lab.h"
#include "run/gate.h"

/* Beyond what its script and window take by nature, and its turns. */
#define SECOND_NS 1000000000LL
#define CELL_NS (60 * SECOND_NS)
#define NO_CELL SIZE_MAX

struct running {
	size_t index; /* of its spec; NO_CELL: free */
	pid_t pid;
	int fd;
	int64_t deadline_ns; /* lab_now */
	int64_t lasts_ns;    /* of its script and window, to come */
	bool waits[GATES], inside[GATES];
	uint64_t since; /* order of asking, for fairness */
	char *text;	/* record as it comes */
	size_t have, room;
	bool recorded;
	bool ended; /* and status is waitpid(2)'s */
	int status;
};

struct runner {
	const struct spec *specs;
	size_t next; /* of the queue */
	const struct setting *setting;
	pool_done *done;
	void *data;
	/*
	 * A cell whose scenario did not take place, or for which the machine
	 * was too slow, makes no statement: it is tried again when all others
	 * have had their turn.  What a subject did wrong stands; to be hardly
	 * late is a FAIL if it is every time.
	 */
	json_t **tried; /* by spec: why earlier attempts came to nothing */
	size_t *queue;	/* specs to run: room for all attempts */
	size_t queued;
	bool no_space; /* where captures are written: no cell is started */
	struct running
	    *running; /* setting->jobs of them, the first high used */
	int high, busy;
	struct pace pace;
	int limit[GATES], inside[GATES];
	uint64_t clock;
	int epoll;	   /* of the running cells' sockets */
	int64_t looked_ns; /* lab_now: for those that hang */
};

/* turns.c: from now on it may take CELL_NS, and ms that it lasts besides. */
void running_lasts(struct running *cell, uint32_t ms);

/* turns.c: the runner's side of gate.h.  How many may be inside, by cores. */
void turns_open(struct runner *r);
/* A byte that the cell wrote: it asks for a turn, or has had it. */
void turns_hear(struct runner *r, struct running *cell, char byte);
bool turns_waits(const struct running *cell);
int turns_waiting(const struct runner *r);
/* It is gone. */
void turns_leave(struct runner *r, struct running *cell);
/* To those that wait, as far as there are any; who asked first goes first. */
void turns_give(struct runner *r);

#endif
