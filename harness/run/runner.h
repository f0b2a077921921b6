/* runner.h - what the runner's own files share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_RUNNER_H
#define HANGUP_RUN_RUNNER_H

#include "run/cell.h"
#include "run/gate.h"

#define CELL_NS (60 * SECOND) /* no cell needs as long, gates aside */
#define NO_CELL SIZE_MAX

struct running {
	size_t index; /* of its spec; NO_CELL: free */
	pid_t pid;
	int fd;
	int64_t deadline_ns; /* clock_ns */
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
	run_done *done;
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
	struct running *running;
	size_t busy;
	int limit[GATES], inside[GATES];
	uint64_t clock;
	int epoll;	   /* of the running cells' sockets */
	int64_t looked_ns; /* clock_ns: for those that hang */
};

/* turns.c: the runner's side of gate.h.  How many may be inside, by cores. */
void turns_open(struct runner *r);
/* A byte that the cell wrote: it asks for a turn, or has had it. */
void turns_hear(struct runner *r, struct running *cell, char byte);
bool turns_waits(const struct running *cell);
/* It is gone. */
void turns_leave(struct runner *r, struct running *cell);
/* To those that wait, as far as there are any; who asked first goes first. */
void turns_give(struct runner *r);

#endif
