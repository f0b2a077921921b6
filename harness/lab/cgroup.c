/* cgroup.c - a cell's guests in a cgroup of their own, where we may make one. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Where the caller's own cgroup of version 2 was handed over to it (cgroups(7),
 * "Delegation"), a run makes
 *
 *	OWN/hangup-PID/self	the runner, and its guard
 *	OWN/hangup-PID/cell-N	the guests of a cell: memory.max, pids.max
 *
 * for a cgroup that hands controllers on may hold no process itself.  A limit
 * of a process (share.c) holds each; this holds all that a guest starts.  Where
 * there is no such cgroup, or others stand in it, nothing is done.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/confine.h"

#define SELF "self"
#define TEXT 1024
#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static struct {
	int own, run; /* their folders, or -1 */
	pid_t maker;
	bool was_on; /* OWN handed the controllers on already */
} cgroup = { -1, -1, 0, false };

/* The line that begins so, without its beginning; or "". */
static void
find_line(const char *file, const char *begin, char rest[PATH_MAX])
{
	FILE *f = fopen(file, "re");
	char line[PATH_MAX];

	rest[0] = '\0';
	while (f && rest[0] == '\0' && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, begin, strlen(begin)) == 0)
			memcpy(rest, line + strlen(begin),
			    strlen(line + strlen(begin)) + 1);
	}
	if (f)
		fclose(f);
}

/* Where version 2 is mounted: the fifth field of its line, proc(5). */
static bool
find_mount(char place[PATH_MAX])
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	char line[2 * PATH_MAX];
	bool found = false;

	while (f && !found && fgets(line, sizeof(line), f))
		found = strstr(line, " - cgroup2 ") &&
		    sscanf(line, "%*s %*s %*s %*s %4095s", place) == 1;
	if (f)
		fclose(f);
	return found;
}

static int
open_own(void)
{
	char path[PATH_MAX], place[PATH_MAX], whole[2 * PATH_MAX];

	find_line("/proc/self/cgroup", "0::", path);
	if (path[0] == '\0' || !find_mount(place))
		return -1;
	snprintf(whole, sizeof(whole), "%s%s", place, path);
	return open(whole, DIRECTORY);
}

/* Does the file name both controllers? */
static bool
has_both(int dir, const char *file)
{
	char text[TEXT];
	int fd = openat(dir, file, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd == -1 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd != -1)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	return strstr(text, "memory") && strstr(text, "pids");
}

/* What cells were killed in leaves theirs. */
static void
remove_cells(void)
{
	const struct dirent *entry;
	DIR *dir = fdopendir(openat(cgroup.run, ".", DIRECTORY));

	while (dir && (entry = readdir(dir)))
		if (strncmp(entry->d_name, "cell-", 5) == 0)
			(void)unlinkat(cgroup.run, entry->d_name, AT_REMOVEDIR);
	if (dir)
		closedir(dir);
}

/* All that was made goes, and we are where we were. */
static void
undo(void)
{
	char name[64];

	snprintf(name, sizeof(name), "hangup-%d", (int)cgroup.maker);
	if (cgroup.run != -1) {
		remove_cells();
		(void)lab_write_at(
		    cgroup.run, "cgroup.subtree_control", "-memory -pids");
	}
	if (!cgroup.was_on)
		(void)lab_write_at(
		    cgroup.own, "cgroup.subtree_control", "-memory -pids");
	(void)lab_write_at(cgroup.own, "cgroup.procs", "0");
	if (cgroup.run != -1) {
		(void)unlinkat(cgroup.run, SELF, AT_REMOVEDIR);
		close(cgroup.run);
	}
	(void)unlinkat(cgroup.own, name, AT_REMOVEDIR);
	close(cgroup.own);
	cgroup.own = cgroup.run = -1;
}

static void
end(void)
{
	if (cgroup.run != -1 && getpid() == cgroup.maker)
		undo();
}

void
cgroup_prepare(void)
{
	char name[64];

	cgroup.own = open_own();
	if (cgroup.own == -1)
		return;
	cgroup.maker = getpid();
	cgroup.was_on = has_both(cgroup.own, "cgroup.subtree_control");
	snprintf(name, sizeof(name), "hangup-%d", (int)cgroup.maker);
	if (!has_both(cgroup.own, "cgroup.controllers") ||
	    mkdirat(cgroup.own, name, 0755) == -1) {
		close(cgroup.own);
		cgroup.own = -1;
		return;
	}
	cgroup.run = openat(cgroup.own, name, DIRECTORY);
	if (cgroup.run != -1 && mkdirat(cgroup.run, SELF, 0755) == 0 &&
	    lab_write_at(cgroup.run, SELF "/cgroup.procs", "0") == 0 &&
	    (cgroup.was_on ||
		lab_write_at(cgroup.own, "cgroup.subtree_control",
		    "+memory +pids") == 0) &&
	    lab_write_at(
		cgroup.run, "cgroup.subtree_control", "+memory +pids") == 0)
		(void)atexit(end);
	else
		undo(); /* others stand in it, or it is not ours */
}

int
cgroup_kept(void)
{
	return cgroup.run;
}

void
cgroup_open(struct lab *lab, unsigned long memory_mb)
{
	char name[64], text[64];
	int dir;

	lab->cgroup.procs = lab->cgroup.memory = lab->cgroup.pids = -1;
	if (cgroup.run == -1)
		return;
	snprintf(name, sizeof(name), "cell-%d", (int)getpid());
	if (mkdirat(cgroup.run, name, 0755) == -1)
		return;
	dir = openat(cgroup.run, name, DIRECTORY);
	snprintf(text, sizeof(text), "%luM", memory_mb);
	(void)lab_write_at(dir, "memory.max", text);
	(void)lab_write_at(dir, "memory.swap.max", "0");
	snprintf(text, sizeof(text), "%d", LAB_MOST_PROCESSES);
	(void)lab_write_at(dir, "pids.max", text);
	/* opened here: in the lab we have another id */
	lab->cgroup.procs = openat(dir, "cgroup.procs", O_WRONLY | O_CLOEXEC);
	lab->cgroup.memory = openat(dir, "memory.events", O_RDONLY | O_CLOEXEC);
	lab->cgroup.pids = openat(dir, "pids.events", O_RDONLY | O_CLOEXEC);
	close(dir);
}

void
lab_forget(pid_t cell)
{
	char name[64];

	if (cgroup.run == -1)
		return;
	snprintf(name, sizeof(name), "cell-%d", (int)cell);
	(void)unlinkat(cgroup.run, name, AT_REMOVEDIR);
}

/* "NAME N" of such a file; 0 if there is none. */
static unsigned long
count(int fd, const char *name)
{
	char text[TEXT];
	ssize_t n = fd == -1 ? -1 : pread(fd, text, sizeof(text) - 1, 0);
	const char *at;

	text[n > 0 ? n : 0] = '\0';
	for (at = text; at && *at;
	     at = strchr(at, '\n'), at = at ? at + 1 : NULL)
		if (strncmp(at, name, strlen(name)) == 0 &&
		    at[strlen(name)] == ' ')
			return strtoul(at + strlen(name), NULL, 10);
	return 0;
}

bool
cgroup_struck(
    const struct lab *lab, unsigned long memory_mb, char text[LAB_ERROR])
{
	if (count(lab->cgroup.memory, "oom_kill") > 0)
		snprintf(text, LAB_ERROR,
		    "it and what it started took all of their share of %lu MB, "
		    "and one of them was killed for it",
		    memory_mb);
	else if (count(lab->cgroup.pids, "max") > 0)
		snprintf(text, LAB_ERROR,
		    "it was refused processes past its share of %d",
		    LAB_MOST_PROCESSES);
	else
		return false;
	return true;
}
