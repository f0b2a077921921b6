/* jobs.c - how many cells at once this machine is good for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>

#include "run/run.h"

/*
 * Cells mostly wait, so a core serves many; past some hundreds the kernel's
 * work on each network grows with the number of the others, and the whole
 * gets no faster ("make bench").
 */
#define A_CORE 200
#define MOST 800

#define PROCESSES_A_CELL 6 /* cell, its thread, init, peer, subject, spare */
#define FILES_A_CELL 1
#define SPARE 64 /* of either, for the runner itself */

/* The numbers in a file of the container's own cgroup, cgroups(7). */
static int
read_cgroup(const char *file, unsigned long n[2])
{
	FILE *f = fopen(file, "re");
	int got;

	if (!f)
		return 0;
	got = fscanf(f, "%lu %lu", &n[0], &n[1]); /* or "max": none */
	fclose(f);
	return got;
}

int
run_cores(void)
{
	unsigned long quota[2];
	cpu_set_t set;
	int cores = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		cores = CPU_COUNT(&set);
	/* "QUOTA PERIOD": what a container may use of a large machine */
	if (read_cgroup("/sys/fs/cgroup/cpu.max", quota) == 2 && quota[1] > 0 &&
	    quota[0] / quota[1] < (unsigned long)cores)
		cores = (int)(quota[0] / quota[1]);
	return cores > 0 ? cores : 1;
}

static void
bound(int *jobs, char why[RUN_WHY], unsigned long limit, unsigned each,
    const char *what)
{
	unsigned long room = limit > SPARE ? (limit - SPARE) / each : 0;

	if (room >= (unsigned long)*jobs)
		return;
	*jobs = room > 0 ? (int)room : 1;
	snprintf(why, RUN_WHY, "%s: %lu", what, limit);
}

static void
bound_by_limit(
    int *jobs, char why[RUN_WHY], int resource, unsigned each, const char *what)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
		bound(jobs, why, limit.rlim_cur, each, what);
}

int
run_jobs(char why[RUN_WHY])
{
	int jobs = run_cores() * A_CORE;
	unsigned long n[2];

	if (jobs > MOST)
		jobs = MOST;
	why[0] = '\0';
	bound_by_limit(&jobs, why, RLIMIT_NPROC, PROCESSES_A_CELL,
	    "processes of a user (ulimit -u)");
	bound_by_limit(
	    &jobs, why, RLIMIT_NOFILE, FILES_A_CELL, "open files (ulimit -n)");
	if (read_cgroup("/sys/fs/cgroup/pids.max", n) >= 1)
		bound(&jobs, why, n[0], PROCESSES_A_CELL,
		    "processes of the container (pids.max)");
	return jobs;
}
