/* jobs.c - how many cells at once this machine has room for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>

#include "pool/pool.h"

#define MOST 4096
#define PROCESSES_A_CELL 6 /* cell, its thread, init, peer, subject, spare */
#define FILES_A_CELL 1
#define MEMORY_A_CELL 12 /* MB: its programs, its networks */
#define SPARE 64	 /* of either, for the runner itself */

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
pool_cores(void)
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
bound(int *jobs, char why[POOL_WHY], unsigned long limit, unsigned each,
    const char *what)
{
	unsigned long room = limit > SPARE ? (limit - SPARE) / each : 0;

	if (room >= (unsigned long)*jobs)
		return;
	*jobs = room > 0 ? (int)room : 1;
	snprintf(why, POOL_WHY, "%s: %lu", what, limit);
}

static void
bound_by_limit(int *jobs, char why[POOL_WHY], int resource, unsigned each,
    const char *what)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
		bound(jobs, why, limit.rlim_cur, each, what);
}

/* proc(5): what could be had without swapping, in MB. */
static bool
memory_available(unsigned long *mb)
{
	FILE *f = fopen("/proc/meminfo", "re");
	char line[128];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = sscanf(line, "MemAvailable: %lu kB", mb) == 1;
	if (f)
		fclose(f);
	if (found)
		*mb /= 1024;
	return found;
}

int
pool_most(char why[POOL_WHY])
{
	unsigned long n[2];
	int most = MOST;

	snprintf(why, POOL_WHY, "more were never tried");
	bound_by_limit(&most, why, RLIMIT_NPROC, PROCESSES_A_CELL,
	    "processes of a user (ulimit -u)");
	bound_by_limit(
	    &most, why, RLIMIT_NOFILE, FILES_A_CELL, "open files (ulimit -n)");
	if (memory_available(n))
		bound(
		    &most, why, n[0], MEMORY_A_CELL, "MB of memory available");
	if (read_cgroup("/sys/fs/cgroup/pids.max", n) >= 1)
		bound(&most, why, n[0], PROCESSES_A_CELL,
		    "processes of the container (pids.max)");
	return most;
}
