/* share.c - a guest's share of the machine, and whether it has used it up. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/confine.h"

#define MB (1024UL * 1024)
#define STATUS 4096 /* /proc/PID/status */
#define NEARLY(most) ((most) - (most) / 16)

/*
 * Address space is free until it is written: Java and Go reserve far more than
 * they use.  RLIMIT_DATA counts what may be written; that takes in the terabytes
 * of AddressSanitizer, for which there is an allowance.  Since Linux 5.14 RLIMIT_NPROC counts within the guest's own user
 * namespace.
 */
static const struct share {
	__rlimit_resource_t resource;
	rlim_t most;
} shares[] = {
	{ RLIMIT_CORE,
	    1 }, /* no file, and no program of core_pattern: core(5) */
	{ RLIMIT_DATA, 0 }, /* most_memory */
	{ RLIMIT_FSIZE, LAB_MOST_FILE_MB *MB },
	{ RLIMIT_NOFILE, LAB_MOST_DESCRIPTORS },
	{ RLIMIT_NPROC, LAB_MOST_PROCESSES },
	/* what is counted of a user, whose others need it, too */
	{ RLIMIT_SIGPENDING, 1024 },
	{ RLIMIT_MSGQUEUE, 819200 },
	{ RLIMIT_NICE, 0 },
	{ RLIMIT_RTPRIO, 0 },
};

/* In MB: at most half of what the machine has. */
static rlim_t
most_memory(void)
{
	rlim_t half = (rlim_t)sysconf(_SC_PHYS_PAGES) *
	    (rlim_t)sysconf(_SC_PAGESIZE) / MB / 2;

	return half < LAB_MOST_MEMORY_MB ? half : LAB_MOST_MEMORY_MB;
}

unsigned long
confine_memory_mb(void)
{
	return (unsigned long)most_memory();
}

int
confine_share(const struct walls *walls)
{
	struct rlimit limit;
	rlim_t most;
	size_t i;

	for (i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		/* a program of ours is known; it may be built with a sanitizer */
		if (shares[i].resource == RLIMIT_DATA &&
		    (walls->which == WALLS_OURS ||
			(walls->allowed & ALLOW_MEMORY)))
			continue;
		most = shares[i].resource == RLIMIT_DATA ? most_memory() * MB :
							   shares[i].most;
		if (getrlimit(shares[i].resource, &limit) == -1)
			return -1;
		if (most < limit.rlim_max)
			limit.rlim_max = most;
		limit.rlim_cur = limit.rlim_max;
		if (setrlimit(shares[i].resource, &limit) == -1)
			return -1;
	}
	return 0;
}

/* Since Linux 6.2 the folder's size is their number. */
static unsigned long
count_descriptors(const struct lab *lab, pid_t pid)
{
	struct dirent *entry;
	unsigned long n = 0;
	struct stat st;
	char name[64];
	DIR *dir;

	snprintf(name, sizeof(name), "%d/fd", (int)pid);
	if (fstatat(lab->host_proc, name, &st, 0) == 0 && st.st_size > 0)
		return (unsigned long)st.st_size;
	dir = lab_open_proc(lab, pid, "fd");
	while (dir && (entry = readdir(dir)))
		n += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return n;
}

/* VmData, in MB: what RLIMIT_DATA counts. */
static unsigned long
count_memory(const struct lab *lab, pid_t pid)
{
	char text[STATUS];
	unsigned long pages = 0;
	const char *at;

	/* quick to read, and at least that */
	if (lab_read_proc(lab, pid, "statm", text, sizeof(text)) == -1 ||
	    sscanf(text, "%*u %*u %*u %*u %*u %lu", &pages) != 1 ||
	    pages * (unsigned long)sysconf(_SC_PAGESIZE) / MB <=
		NEARLY(most_memory()) ||
	    lab_read_proc(lab, pid, "status", text, sizeof(text)) == -1)
		return 0;
	at = strstr(text, "\nVmData:");
	return at ? strtoul(at + strlen("\nVmData:"), NULL, 10) / 1024 : 0;
}

/* Each is a folder, and a folder has a link from each that is in it. */
static unsigned long
count_threads(const struct lab *lab, const char *of)
{
	struct stat st;

	return fstatat(lab->host_proc, of, &st, 0) == -1 || st.st_nlink < 2 ?
	    0 :
	    st.st_nlink - 2;
}

/*
 * How many run in its pid namespace: those that its own /proc shows.  The
 * machine's has all others, too, and takes a hundred times as long to read.
 */
static unsigned long
count_processes(const struct lab *lab, pid_t pid)
{
	char name[64];
	struct dirent *entry;
	unsigned long n = 0;
	DIR *dir = lab_open_proc(lab, pid, "root/proc");

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
			continue;
		snprintf(name, sizeof(name), "%d/root/proc/%.16s/task",
		    (int)pid, entry->d_name);
		n += count_threads(lab, name);
	}
	if (dir)
		closedir(dir);
	return n;
}

static void
tell_signal(int signal, char text[LAB_ERROR])
{
	if (signal == SIGXFSZ)
		snprintf(text, LAB_ERROR,
		    "a file that grows past its share, %lu MB, brings that "
		    "signal",
		    LAB_MOST_FILE_MB);
}

void
lab_struck(const struct talker *talker, char text[LAB_ERROR])
{
	const struct process *p = talker->process;
	unsigned long n;

	text[0] = '\0';
	if (!p || !p->stack || cgroup_struck(p->lab, confine_memory_mb(), text))
		return;
	/* its pid may be another's by now */
	if (talker->ended)
		tell_signal(talker->signal, text);
	else if ((n = count_memory(p->lab, p->pid)) > NEARLY(most_memory()))
		snprintf(text, LAB_ERROR,
		    "it had %lu MB of its share of %lu MB", n,
		    (unsigned long)most_memory());
	else if ((n = count_descriptors(p->lab, p->pid)) >
	    NEARLY(LAB_MOST_DESCRIPTORS))
		snprintf(text, LAB_ERROR,
		    "it had %lu open files of its share of %d", n,
		    LAB_MOST_DESCRIPTORS);
	else if ((n = count_processes(p->lab, p->pid)) >
	    NEARLY(LAB_MOST_PROCESSES))
		snprintf(text, LAB_ERROR,
		    "it had %lu processes of its share of %d", n,
		    LAB_MOST_PROCESSES);
}

static const char *const allowances[] = { "unshare", "mount", "setns", "ptrace",
	"tun", "setuid", "unix", "io_uring", "memory" };
#define ALLOWANCES (sizeof(allowances) / sizeof(allowances[0]))

unsigned
lab_allowance(const char *name)
{
	unsigned i;

	for (i = 0; i < ALLOWANCES; i++)
		if (strcmp(name, allowances[i]) == 0)
			return 1U << i;
	return 0;
}

const char *
lab_allowed_name(unsigned bit)
{
	unsigned i;

	for (i = 0; i < ALLOWANCES; i++)
		if (bit == 1U << i)
			return allowances[i];
	return "";
}
