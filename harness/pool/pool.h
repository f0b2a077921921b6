/* pool.h - cells as processes: as many at once as the machine keeps up with. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_POOL_H
#define HANGUP_POOL_H

#include "run/run.h"

/* Those that we may use: affinity, and the container's share, looked at. */
int pool_cores(void);

/*
 * More cells at once than this can not be, whatever the machine keeps up with.
 * why: which limit says so.
 */
#define POOL_WHY 96
int pool_most(char why[POOL_WHY]);

/*
 * Called for each cell that ended, in the order of ending: the record in the
 * form of results.json, which is the callee's to keep.
 */
typedef void pool_done(void *data, size_t index, json_t *record);

/*
 * Splits the program in two that watch each other: the guard, which returns
 * never but with the other's exit status, and the runner, in which this
 * function returns.  Whichever is killed, the other ends what runs and reaps
 * it; otherwise that is left to pid 1, which may be slow.
 */
void pool_guarded(void);

/*
 * Runs all cells, at most setting->jobs of them at once.  Each is a process of
 * its own with a deadline; whatever becomes of it, a record is made.  0, or why
 * the run ended early: by SIGINT or SIGTERM, or for there was no room to save
 * a file, when nothing more is begun.  Then cells that did not come to their
 * end have no record.
 */
#define POOL_INTERRUPTED 1
#define POOL_NO_SPACE 2
int pool_run(const struct spec *specs, size_t n, const struct setting *setting,
    pool_done *done, void *data);

#endif
