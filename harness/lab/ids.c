/* ids.c - the ids of a lab: the caller's, and, as root, one for guests. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A lab needs a user namespace.  It is made once, from outside, as who maps two
 * ids must stand there, and each lab enters it; there a lab's ids are
 *
 *	0	keeper, peer, path
 *	1000 +	guests; their group is always 1000
 *
 * Root's 0 is root, and guests get ids that own nothing on the machine, each
 * lab's another.  An ordinary user has no id to give but those delegated to him
 * (subuid(5)).  His guests keep his own all the same: they could not read what
 * he has closed to others, which is what he asks them to run.  It is the lab
 * that gets the delegated one, so that a guest is nobody to it.  Only its access
 * to files goes on in his name (setfsuid(2)): what it writes is his, and what
 * lies below a home of his alone it finds.  Where nothing is delegated, or
 * newuidmap(1) is missing or refuses, 0 is the caller and guests have that id.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/confine.h"

#define MANY 4096 /* ids: what the kernel counts of one, others still have */
#define FAR_AWAY \
	2000000000U /* beyond what is handed out: systemd's UIDS-GIDS */
#define SEARCHED 1000

static struct ids {
	int userns; /* of all labs; -1: none is made */
	int shared; /* the mount namespace there that guests begin with, or -1 */
	char no_shared[LAB_ERROR];
	unsigned guest; /* the first such id on the machine; 0: the caller's */
	unsigned many;	/* how many there are from LAB_GUEST on; 0: none */
	unsigned delegated; /* the lab's own on the machine; 0: the caller's */
	bool as_root;
} ids = { .userns = -1, .shared = -1 };

unsigned
lab_guest_id(void)
{
	return ids.guest;
}

unsigned
lab_delegated_id(void)
{
	return ids.delegated;
}

/* What our id is outside of our user namespace; -1: it does not exist here. */
static long
outside(const char *file, unsigned id)
{
	unsigned long first, there, count;
	FILE *f = fopen(file, "re");
	long found = -1;

	while (f && found == -1 &&
	    fscanf(f, "%lu %lu %lu", &first, &there, &count) == 3)
		if (id >= first && id - first < count)
			found = (long)(there + (id - first));
	if (f)
		fclose(f);
	return found;
}

static bool
is_free(unsigned id)
{
	return outside("/proc/self/uid_map", id) != -1 &&
	    outside("/proc/self/gid_map", id) != -1 && !getpwuid(id) &&
	    !getgrgid(id);
}

/* An id that nobody has; in a container, the highest below nobody's.  0: none */
static unsigned
find_free(void)
{
	unsigned id;

	ids.many = MANY;
	if (is_free(FAR_AWAY) && is_free(FAR_AWAY + MANY - 1))
		return FAR_AWAY;
	ids.many = 1;
	for (id = 65533; id > 65533 - SEARCHED; id--)
		if (is_free(id))
			return id;
	return 0;
}

static int
write_map(pid_t pid, const char *which, unsigned guest)
{
	char file[64], map[64];

	snprintf(file, sizeof(file), "/proc/%d/%s", (int)pid, which);
	if (guest)
		snprintf(map, sizeof(map), "0 0 1\n%d %u %u\n", LAB_GUEST,
		    guest, ids.many);
	else
		snprintf(map, sizeof(map), "0 %u 1\n",
		    (unsigned)(which[0] == 'g' ? getegid() : geteuid()));
	return lab_write_file(file, map);
}

/* A process that only makes the namespace, and waits to be looked at. */
static pid_t
start_maker(int said[2])
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (unshare(CLONE_NEWUSER) == 0 && write(said[1], "", 1) == 1)
		for (;;)
			pause();
	_exit(errno);
}

/* Root's two, or an ordinary user's one. */
static int
write_maps(pid_t pid, unsigned guest, char error[LAB_ERROR])
{
	char file[64];

	snprintf(file, sizeof(file), "/proc/%d/setgroups", (int)pid);
	/* who has one group only could else leave one that is denied a file */
	if (guest == 0 && lab_write_file(file, "deny") == -1)
		return lab_failed(error, file);
	if (write_map(pid, "uid_map", guest) == -1 ||
	    write_map(pid, "gid_map", guest) == -1)
		return lab_failed(
		    error, guest ? "an id for guests" : "uid_map");
	return 0;
}

static int
open_userns(
    pid_t pid, unsigned guest, const struct delegated *d, char error[LAB_ERROR])
{
	char file[64];
	int fd;

	if (d && lab_map_delegated(pid, d) == -1)
		return lab_failed(error, "newuidmap");
	if (!d && write_maps(pid, guest, error) == -1)
		return -1;
	snprintf(file, sizeof(file), "/proc/%d/ns/user", (int)pid);
	fd = open(file, O_RDONLY | O_CLOEXEC);
	return fd == -1 ? lab_failed(error, file) : fd;
}

static int
make_userns(unsigned guest, const struct delegated *d, char error[LAB_ERROR])
{
	int said[2], fd = -1, status;
	pid_t pid;
	char c;

	if (pipe2(said, O_CLOEXEC) == -1)
		return lab_failed(error, "pipe2");
	pid = start_maker(said);
	close(said[1]);
	if (pid > 0 && read(said[0], &c, 1) == 1)
		fd = open_userns(pid, guest, d, error);
	close(said[0]);
	if (pid == -1)
		return lab_failed(error, "fork");
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	if (fd == -1 && WIFEXITED(status)) {
		errno = WEXITSTATUS(status);
		lab_failed(error, "unshare: a new user namespace");
	}
	return fd;
}

/* Of guests; 0: the caller's own.  -1 and a message: root, and none is left. */
static int
choose_guest(unsigned *guest, char error[LAB_ERROR])
{
	*guest = 0;
	if (geteuid() != 0 || ids.as_root)
		return 0;
	*guest = find_free();
	/* an ordinary user who is called root in a namespace of his own */
	if (*guest != 0 || outside("/proc/self/uid_map", 0) > 0)
		return 0;
	snprintf(error, LAB_ERROR,
	    "as root, subjects run as an id that owns nothing, and "
	    "this container has none to give (/proc/self/uid_map); be "
	    "an ordinary user, or --as-root runs them as root");
	return -1;
}

int
lab_prepare(bool as_root, char error[LAB_ERROR])
{
	struct delegated d;
	unsigned guest;

	if (!confine_filter(0) || !confine_filter(ALLOW_IO_URING))
		return lab_failed(error, "seccomp: the filter for guests");
	ids.as_root = as_root;
	if (ids.userns != -1)
		return 0;
	cgroup_prepare();
	if (choose_guest(&guest, error) == -1)
		return -1;
	if (lab_find_delegated(&d)) {
		ids.userns = make_userns(0, &d, error);
		ids.delegated = ids.userns == -1 ? 0 : d.uid;
	}
	/* refused, or no newuidmap(1): it is no error */
	if (ids.userns == -1)
		ids.userns = make_userns(guest, NULL, error);
	if (ids.userns == -1)
		return -1;
	ids.guest = guest;
	/* without it there are labs, but no guests that need all walls */
	ids.shared = view_prepare(ids.userns, ids.no_shared);
	return 0;
}

int
confine_shared(char error[LAB_ERROR])
{
	if (ids.shared == -1)
		memcpy(error, ids.no_shared, LAB_ERROR);
	return ids.shared;
}

static int
give(const char *path, const struct stat *st, int type, struct FTW *where)
{
	mode_t mode = st->st_mode & 07777;

	(void)where;
	if (lchown(path, ids.guest, ids.guest) == 0 && type != FTW_SL)
		/* their group may read what its owner may */
		(void)chmod(path, mode | (mode & 0500) >> 3);
	return 0;
}

void
lab_give(const char *path)
{
	if (ids.guest != 0)
		(void)nftw(path, give, 16, FTW_PHYS);
}

void
lab_close_others(int one, int other)
{
	const int keep[] = { one, other, ids.userns, ids.shared,
		cgroup_kept() };
	int first = 3, next;
	size_t i;

	do {
		next = INT_MAX;
		for (i = 0; i < sizeof(keep) / sizeof(keep[0]); i++)
			if (keep[i] >= first && keep[i] < next)
				next = keep[i];
		if (next > first)
			(void)close_range(
			    (unsigned)first, (unsigned)next - 1, 0);
		first = next < INT_MAX ? next + 1 : next;
	} while (next < INT_MAX);
}

/* The caller's id is LAB_GUEST there, and goes on to be for files. */
static int
become_delegated(void)
{
	if (setresgid(0, 0, 0) == -1 || setresuid(0, 0, 0) == -1)
		return -1;
	setfsgid(LAB_GUEST);
	setfsuid(LAB_GUEST);
	/* it tells only so */
	if (setfsuid((uid_t)-1) != LAB_GUEST) {
		errno = EPERM;
		return -1;
	}
	/* what /proc has of it is its own */
	return prctl(PR_SET_DUMPABLE, 1);
}

int
lab_take_ids(unsigned *guest, char error[LAB_ERROR])
{
	*guest = 0;
	if (lab_prepare(ids.as_root, error) == -1)
		return -1;
	if (ids.guest != 0)
		*guest = LAB_GUEST + (unsigned)getpid() % ids.many;
	else if (ids.delegated != 0)
		*guest = LAB_GUEST;
	/* root's groups are no business of a lab */
	if (ids.guest != 0 && setgroups(0, NULL) == -1)
		return lab_failed(error, "setgroups");
	if (setns(ids.userns, CLONE_NEWUSER) == -1)
		return lab_failed(error, "setns: a user namespace");
	if (ids.delegated != 0 && become_delegated() == -1)
		return lab_failed(error, "setresuid: a delegated id");
	return 0;
}
