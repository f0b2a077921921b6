/* nursery.h - where cells are born: a process with little in its memory. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_NURSERY_H
#define HANGUP_RUN_NURSERY_H

#include <sys/types.h>

#include "run/run.h"

/*
 * A fork copies its parent's page tables, and the runner's grow with every
 * record it keeps.  So it asks a process that it forked when it had none; the
 * cells are the runner's children all the same: CLONE_PARENT, clone(2).
 */
struct nursery {
	pid_t pid;
	int fd;
};

/* 0, or -1 errno. */
int nursery_open(
    struct nursery *n, const struct spec *specs, const struct setting *setting);
/*
 * Starts the cell of specs[index], whose socket to the runner is fd; fd stays
 * the caller's.  Its pid, or -1 errno.
 */
pid_t nursery_start(const struct nursery *n, size_t index, int fd);
void nursery_close(struct nursery *n);

#endif
