/* view.c - what a guest sees of the machine's files, and what it may use up. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *	/			empty, read-only
 *	+- usr etc opt lib ...	the system's, read-only     (table "system")
 *	+- proc			its own processes, read-only
 *	+- dev			null zero full random tty pts shm
 *	+- tmp			its own, empty; HOME, too
 *	+- FOLDER		what its command names, read-only: a place
 *
 * No /run and no /var with its sockets, no home, no results, no build.  The
 * places are cloned by the keeper, which may go where a guest may not; all else
 * is made by the holder, in the guest's own mount namespace.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lab/confine.h"

#define OLD "/.old" /* the machine's root, while the view is made */

/* The system's folders; what is none here is left out. */
static const char *const system_folders[] = { "/usr", "/etc", "/opt", "/bin",
	"/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store",
	"/gnu/store" };

static const char *const devices[] = { "null", "zero", "full", "random",
	"urandom", "tty" };

/* Of each guest's user namespace: user_namespaces(7), namespaces(7). */
static const struct counted {
	const char *name, *most;
	unsigned unless;
} counted[] = {
	{ "max_inotify_instances", "16", 0 },
	{ "max_inotify_watches", "4096", 0 },
	{ "max_fanotify_groups", "4", 0 },
	{ "max_user_namespaces", "0", ALLOW_UNSHARE },
};

/* What only its owner may read; a guest may have his id, or his group. */
static const char *const masked[] = { "/etc/shadow", "/etc/shadow-",
	"/etc/gshadow", "/etc/gshadow-", "/proc/cmdline" };

static const struct link {
	const char *to, *name;
} links[] = {
	{ "/proc/self/fd", "/dev/fd" },
	{ "/proc/self/fd/0", "/dev/stdin" },
	{ "/proc/self/fd/1", "/dev/stdout" },
	{ "/proc/self/fd/2", "/dev/stderr" },
	{ "pts/ptmx", "/dev/ptmx" },
	{ "/tmp", "/var/tmp" },
	{ "/run", "/var/run" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t
show_attributes(const struct walls *walls)
{
	return MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV |
	    (walls->allowed & ALLOW_SETUID ? 0 : MOUNT_ATTR_NOSUID);
}

/* The folders above path, and path itself: a file if the source is one. */
static int
make_place(const char *path, bool folder)
{
	char part[PATH_MAX];
	struct stat st;
	size_t i;
	int fd;

	for (i = 1; path[i]; i++) {
		if (path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		(void)mkdir(part, 0755);
	}
	if (stat(path, &st) == 0)
		return 0;
	if (folder)
		return mkdir(path, 0755);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
	return fd == -1 ? -1 : close(fd);
}

static int
set_attributes(int fd, const char *path, unsigned flags, uint64_t attributes)
{
	struct mount_attr attr = { .attr_set = attributes };

	return (int)syscall(
	    SYS_mount_setattr, fd, path, flags, &attr, sizeof(attr));
}

/* A folder or device of the machine's, at the same path. */
static int
show(const char *path, uint64_t attributes)
{
	char from[PATH_MAX];
	struct stat st;

	snprintf(from, sizeof(from), OLD "%s", path);
	if (stat(from, &st) == -1 ||
	    make_place(path, S_ISDIR(st.st_mode)) == -1 ||
	    mount(from, path, NULL, MS_BIND | MS_REC, NULL) == -1)
		return -1;
	return set_attributes(AT_FDCWD, path, AT_RECURSIVE, attributes);
}

/*
 * A folder of the guest's own, on the file system of the root: that will be
 * read-only where it is the root, not where it is this.
 */
static int
make_empty(const char *path)
{
	if (mkdir(path, 0755) == -1 || chmod(path, 01777) == -1)
		return -1;
	return mount(path, path, NULL, MS_BIND, NULL);
}

/* The new root becomes "/", the machine's is for a while at OLD. */
static int
turn_root(char error[LAB_ERROR])
{
	static const char *const stages[] = { "/tmp", "/mnt", "/var", "/usr" };
	size_t i;

	/* below a folder that every machine has; it goes when we have turned */
	for (i = 0; i < COUNT(stages); i++)
		if (mount("tmpfs", stages[i], "tmpfs", MS_NOSUID | MS_NODEV,
			"size=256m,nr_inodes=20k,mode=0755") == 0)
			break;
	if (i == COUNT(stages))
		return confine_cannot(error, "mount", "a new root");
	if (chdir(stages[i]) == -1 || mkdir(&OLD[1], 0755) == -1 ||
	    syscall(SYS_pivot_root, ".", &OLD[1]) == -1 || chdir("/") == -1)
		return confine_cannot(error, "pivot_root", stages[i]);
	return 0;
}

static int
show_system(uint64_t attributes, char error[LAB_ERROR])
{
	char old[PATH_MAX], to[PATH_MAX];
	ssize_t n;
	size_t i;

	for (i = 0; i < COUNT(system_folders); i++) {
		snprintf(old, sizeof(old), OLD "%s", system_folders[i]);
		n = readlink(old, to, sizeof(to) - 1);
		if (n > 0) { /* as /bin to usr/bin */
			to[n] = '\0';
			(void)symlink(to, system_folders[i]);
		} else if (show(system_folders[i], attributes) == -1 &&
		    errno != ENOENT)
			return confine_cannot(error, "show", system_folders[i]);
	}
	return 0;
}

static int
show_device(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/dev/%s", name);
	return show(
	    path, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
}

static int
make_devices(unsigned allowed, char error[LAB_ERROR])
{
	size_t i;

	(void)mkdir("/dev", 0755);
	for (i = 0; i < COUNT(devices); i++)
		if (show_device(devices[i]) == -1 && errno != ENOENT)
			return confine_cannot(error, "show /dev", devices[i]);
	if ((allowed & ALLOW_TUN) && show_device("net/tun") == -1)
		return confine_cannot(error, "show", "/dev/net/tun");
	if (make_empty("/dev/shm") == -1)
		return confine_cannot(error, "mount", "/dev/shm");
	/* without it, no program at a terminal */
	if (make_place("/dev/pts", true) == 0)
		(void)mount("devpts", "/dev/pts", "devpts",
		    MS_NOSUID | MS_NOEXEC,
		    "newinstance,ptmxmode=0666,mode=0620,max=64");
	return 0;
}

/*
 * The kernel counts these of the user, up through all user namespaces: without
 * a bound of its own a guest could use up the caller's.
 */
static void
bound_namespace(unsigned allowed)
{
	size_t i;
	char file[64];

	for (i = 0; i < COUNT(counted); i++) {
		snprintf(
		    file, sizeof(file), "/proc/sys/user/%s", counted[i].name);
		if (!(allowed & counted[i].unless))
			(void)lab_write_file(file, counted[i].most);
	}
}

/*
 * Where a container hides part of the machine's, the kernel allows no new one;
 * then there is none: the lab's own would show the other processes.
 */
static int
make_proc(unsigned allowed, char error[LAB_ERROR])
{
	unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;

	if (make_place("/proc", true) == -1)
		return confine_cannot(error, "mkdir", "/proc");
	/* its holder is not to be seen there */
	if (mount("proc", "/proc", "proc", flags, "hidepid=ptraceable") == -1 &&
	    mount("proc", "/proc", "proc", flags, NULL) == -1)
		return 0;
	bound_namespace(allowed);
	/* who makes user namespaces writes their maps there */
	if (!(allowed & ALLOW_UNSHARE) &&
	    set_attributes(AT_FDCWD, "/proc", 0, MOUNT_ATTR_RDONLY) == -1)
		return confine_cannot(error, "mount_setattr", "/proc");
	return 0;
}

static int
show_place(const struct place *p, int tree)
{
	struct stat st;

	if (p->how == PLACE_HIDDEN) {
		/* what is not seen needs no hiding */
		if (access(p->path, F_OK) == -1)
			return 0;
		return mount("tmpfs", p->path, "tmpfs", MS_NOSUID | MS_NODEV,
		    "size=64k,mode=0755");
	}
	if (fstat(tree, &st) == -1 ||
	    make_place(p->path, S_ISDIR(st.st_mode)) == -1)
		return -1;
	return (int)syscall(SYS_move_mount, tree, "", AT_FDCWD, p->path,
	    MOVE_MOUNT_F_EMPTY_PATH);
}

/* In order: what is hidden within one place may be shown again by a later. */
static int
show_places(const struct view *v)
{
	const struct place *p = v->walls->places;
	size_t i;

	for (i = 0; p && p[i].path; i++)
		if (show_place(&p[i], v->trees[i]) == -1)
			return confine_cannot(v->error, "show", p[i].path);
	/* nothing more is made in them */
	for (i = 0; p && p[i].path; i++)
		if (p[i].how == PLACE_HIDDEN)
			(void)set_attributes(
			    AT_FDCWD, p[i].path, 0, MOUNT_ATTR_RDONLY);
	return 0;
}

/* Without symbolic links: what it was when it was chosen it still is. */
static int
clone_tree(const char *source)
{
	struct open_how how = { .flags = O_PATH | O_CLOEXEC,
		.resolve = RESOLVE_NO_SYMLINKS };
	int fd = (int)syscall(SYS_openat2, AT_FDCWD, source, &how, sizeof(how)),
	    tree;

	if (fd == -1)
		return -1;
	tree = (int)syscall(SYS_open_tree, fd, "",
	    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | AT_EMPTY_PATH);
	close(fd);
	return tree;
}

/*
 * The keeper's part: it may go where a guest may not, as to what was named of
 * a home that only its owner can enter.
 */
int
view_clone(struct view *v)
{
	const struct place *p = v->walls->places;
	uint64_t attributes;
	size_t i;

	for (i = 0; p && p[i].path; i++) {
		v->trees[i] = -1;
		if (p[i].how == PLACE_HIDDEN)
			continue;
		attributes = show_attributes(v->walls);
		if (p[i].how == PLACE_WRITABLE)
			attributes &= ~(uint64_t)MOUNT_ATTR_RDONLY;
		v->trees[i] = clone_tree(p[i].source);
		if (v->trees[i] == -1 ||
		    set_attributes(v->trees[i], "",
			AT_EMPTY_PATH | AT_RECURSIVE, attributes) == -1)
			return confine_cannot(v->error, "show", p[i].path);
	}
	return 0;
}

void
view_close(struct view *v)
{
	const struct place *p = v->walls->places;
	size_t i;

	for (i = 0; p && p[i].path; i++)
		if (v->trees[i] != -1)
			close(v->trees[i]);
}

int
view_make(const struct view *v)
{
	const struct walls *walls = v->walls;
	char *error = v->error;
	size_t i;

	if (turn_root(error) == -1 ||
	    show_system(show_attributes(walls), error) == -1 ||
	    make_devices(walls->allowed, error) == -1 ||
	    make_proc(walls->allowed, error) == -1)
		return -1;
	if (make_empty("/tmp") == -1)
		return confine_cannot(error, "mount", "/tmp");
	(void)mkdir("/run", 0755);
	(void)mkdir("/var", 0755);
	for (i = 0; i < COUNT(links); i++)
		(void)symlink(links[i].to, links[i].name);
	for (i = 0; i < COUNT(masked); i++)
		(void)mount("/dev/null", masked[i], NULL, MS_BIND, NULL);
	if (show_places(v) == -1)
		return -1;
	if (umount2(OLD, MNT_DETACH) == -1 || rmdir(OLD) == -1)
		return confine_cannot(error, "umount", "the machine's root");
	if (set_attributes(AT_FDCWD, "/", 0, MOUNT_ATTR_RDONLY) == -1)
		return confine_cannot(error, "mount_setattr", "/");
	return 0;
}
