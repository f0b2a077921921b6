/* view.c - what a guest sees of the machine's files. */
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
 * system's folders are there already when the holder makes the rest, in the
 * guest's own mount namespace (shared.c).  The places are cloned by the keeper,
 * which may go where a guest may not.
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

static const struct link {
	const char *to, *name;
} links[] = {
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

/*
 * The guest's root, in what all guests share: there it is made, and becomes the
 * root at last.  What is below it then is no more than what was shared.
 */
static int
make_root(char error[LAB_ERROR])
{
	if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV,
		"size=256m,nr_inodes=20k,mode=0755") == -1 ||
	    chdir("/tmp") == -1)
		return confine_cannot(error, "mount", "a new root");
	return 0;
}

static int
turn_root(char error[LAB_ERROR])
{
	if (mount(".", "/", NULL, MS_MOVE, NULL) == -1 || chroot(".") == -1)
		return confine_cannot(error, "mount", "the new root");
	return 0;
}

/*
 * A folder of the guest's own, on the file system of the root: that will be
 * read-only where it is the root, not where it is this.
 */
static int
make_own(const char *path, mode_t mode)
{
	if ((mkdir(path, 0755) == -1 && errno != EEXIST) ||
	    chmod(path, mode) == -1)
		return -1;
	return (int)syscall(
	    SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
}

static int
move_to(int tree, const char *path)
{
	int result = tree == -1 ? -1 :
				  (int)syscall(SYS_move_mount, tree, "",
				      AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);

	if (tree != -1)
		close(tree);
	return result;
}

/* The guest's own places in /dev lie beneath what is shared, and above it. */
static int
make_devices(unsigned allowed, char error[LAB_ERROR])
{
	int shm, net = -1;

	(void)mkdir("dev", 0755);
	shm = make_own("dev/shm", 01777);
	if (allowed & ALLOW_TUN) {
		net = make_own("dev/net", 0755);
		(void)view_place("dev/net/tun", false);
	}
	if (mount("/dev", "dev", NULL, MS_BIND | MS_REC, NULL) == -1 ||
	    move_to(shm, "dev/shm") == -1)
		return confine_cannot(error, "mount", "/dev/shm");
	if ((allowed & ALLOW_TUN) &&
	    (move_to(net, "dev/net") == -1 ||
		mount(VIEW_TUN, "dev/net/tun", NULL, MS_BIND, NULL) == -1))
		return confine_cannot(error, "show", "/dev/net/tun");
	/* without it, no program at a terminal */
	(void)mount("devpts", "dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
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

	if (view_place("/proc", true) == -1)
		return confine_cannot(error, "mkdir", "/proc");
	/* its holder is not to be seen there */
	if (mount("proc", "/proc", "proc", flags, "hidepid=ptraceable") == -1 &&
	    mount("proc", "/proc", "proc", flags, NULL) == -1)
		return 0;
	bound_namespace(allowed);
	(void)mount("/dev/null", "/proc/cmdline", NULL, MS_BIND, NULL);
	/* who makes user namespaces writes their maps there */
	if (!(allowed & ALLOW_UNSHARE) &&
	    view_attributes(AT_FDCWD, "/proc", 0, MOUNT_ATTR_RDONLY) == -1)
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
	    view_place(p->path, S_ISDIR(st.st_mode)) == -1)
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
			(void)view_attributes(
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
		    view_attributes(v->trees[i], "",
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
	unsigned allowed = v->walls->allowed;
	char *error = v->error;
	size_t i;

	if (make_root(error) == -1)
		return -1;
	if (view_show_system("", ".", error) == -1 ||
	    make_devices(allowed, error) == -1)
		return -1;
	if (move_to(make_own("tmp", 01777), "tmp") == -1)
		return confine_cannot(error, "mount", "/tmp");
	if (turn_root(error) == -1 || make_proc(allowed, error) == -1)
		return -1;
	(void)mkdir("/run", 0755);
	(void)mkdir("/var", 0755);
	for (i = 0; i < COUNT(links); i++)
		(void)symlink(links[i].to, links[i].name);
	if (show_places(v) == -1)
		return -1;
	if ((!(allowed & ALLOW_SETUID) &&
		view_attributes(
		    AT_FDCWD, "/", AT_RECURSIVE, MOUNT_ATTR_NOSUID) == -1) ||
	    view_attributes(AT_FDCWD, "/", 0, MOUNT_ATTR_RDONLY) == -1)
		return confine_cannot(error, "mount_setattr", "/");
	return 0;
}
