/* jobs.c - how many cells at once this machine is good for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run/run.h"

/*
 * Cells mostly wait, so a core serves many; past some hundreds the kernel's
 * work on each network grows with the number of the others, and the whole
 * gets slower ("make bench").
 */
#define A_CORE 200
#define MOST 800

#define PROCESSES_A_CELL 6 /* cell, its thread, init, peer, subject, spare */
#define FILES_A_CELL 1
#define SPARE 64 /* of either, for the runner itself */

/* pids_cgroup(7), as a container sees its own; 0: none. */
static unsigned long
processes_in_cgroup(void)
{
	FILE *f = fopen("/sys/fs/cgroup/pids.max", "re");
	unsigned long n = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%lu", &n) != 1)
		n = 0; /* "max" */
	fclose(f);
	return n;
}

static void
bound(int *jobs, char why[RUN_WHY], unsigned long limit, unsigned each,
    const char *what)
{
	unsigned long room = limit > SPARE ? (limit - SPARE) / each : 1;

	if (room >= (unsigned long)*jobs)
		return;
	*jobs = room > 0 ? (int)room : 1;
	snprintf(why, RUN_WHY, "%s: %lu", what, limit);
}

int
run_jobs(char why[RUN_WHY])
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int jobs = cores < MOST / A_CORE ? (int)cores * A_CORE : MOST;
	struct rlimit limit;
	unsigned long n;

	why[0] = '\0';
	if (getrlimit(RLIMIT_NPROC, &limit) == 0 &&
	    limit.rlim_cur != RLIM_INFINITY)
		bound(&jobs, why, limit.rlim_cur, PROCESSES_A_CELL,
		    "processes of a user (ulimit -u)");
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
	    limit.rlim_cur != RLIM_INFINITY)
		bound(&jobs, why, limit.rlim_cur, FILES_A_CELL,
		    "open files (ulimit -n)");
	n = processes_in_cgroup();
	if (n > 0)
		bound(&jobs, why, n, PROCESSES_A_CELL,
		    "processes of the container (pids.max)");
	return jobs;
}
