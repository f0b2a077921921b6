/* shared.c - what all guests see alike of the machine's files, made once. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *	/			empty, read-only
 *	+- usr etc opt lib ...	the system's, read-only     (table "system")
 *	+- dev			null zero full random tty; empty: shm pts net
 *	+- proc			of nobody: without one, no guest may mount its own
 *	+- tmp			empty: there a guest's view is made
 *	+- tun			/dev/net/tun of the machine, if it has one
 *
 * This is a mount namespace of the user namespace of all labs.  No process is
 * in it; who makes a guest's view enters it, and goes on in a copy: most of the
 * mounts are there, and the machine's root is not.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/confine.h"

#define OLD "/.old" /* the machine's root, while this is made */

/* The system's folders: what each is on this machine, found once. */
static struct system {
	const char *path;
	bool is_folder;
	char link[64]; /* as /bin to usr/bin, or "" */
} folders[] = { { .path = "/usr" }, { .path = "/etc" }, { .path = "/opt" },
	{ .path = "/bin" }, { .path = "/sbin" }, { .path = "/lib" },
	{ .path = "/lib32" }, { .path = "/lib64" }, { .path = "/libx32" },
	{ .path = "/nix/store" }, { .path = "/gnu/store" } };

static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/full",
	"/dev/random", "/dev/urandom", "/dev/tty" };

static const char *const empty[] = { "/dev/shm", "/dev/pts", "/dev/net",
	"/proc", "/tmp" };

/* What only its owner may read; a guest may have his id, or his group. */
static const char *const masked[] = { "/etc/shadow", "/etc/shadow-",
	"/etc/gshadow", "/etc/gshadow-" };

static const struct link {
	const char *to, *name;
} links[] = {
	{ "/proc/self/fd", "/dev/fd" },
	{ "/proc/self/fd/0", "/dev/stdin" },
	{ "/proc/self/fd/1", "/dev/stdout" },
	{ "/proc/self/fd/2", "/dev/stderr" },
	{ "pts/ptmx", "/dev/ptmx" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *
lab_settled(size_t i)
{
	static const char *const besides[] = { "/proc", "/sys", "/dev", "/run",
		"/var/run" };

	if (i < COUNT(folders))
		return folders[i].path;
	i -= COUNT(folders);
	return i < COUNT(besides) ? besides[i] : NULL;
}

/* The folders above path, and path itself: a file if the source is one. */
int
view_place(const char *path, bool folder)
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

int
view_attributes(int fd, const char *path, unsigned flags, uint64_t attributes)
{
	struct mount_attr attr = { .attr_set = attributes };

	return (int)syscall(
	    SYS_mount_setattr, fd, path, flags, &attr, sizeof(attr));
}

static void
find_system(void)
{
	struct system *f;
	struct stat st;
	ssize_t n;
	size_t i;

	for (i = 0; i < COUNT(folders); i++) {
		f = &folders[i];
		n = readlink(f->path, f->link, sizeof(f->link));
		if (n < 0 || n == sizeof(f->link))
			n = 0;
		f->link[n] = '\0';
		f->is_folder = n == 0 && stat(f->path, &st) == 0 &&
		    S_ISDIR(st.st_mode);
	}
}

static int
show_folder(const char *source, const char *target)
{
	if (mkdir(target, 0755) == -1 && errno == ENOENT &&
	    view_place(target, true) == -1)
		return -1;
	return mount(source, target, NULL, MS_BIND | MS_REC, NULL);
}

int
view_show_system(const char *from, const char *to, char error[LAB_ERROR])
{
	char source[64], target[64]; /* known names; few pages of a stack */
	const struct system *f;
	size_t i;

	for (i = 0; i < COUNT(folders); i++) {
		f = &folders[i];
		snprintf(source, sizeof(source), "%s%s", from, f->path);
		snprintf(target, sizeof(target), "%s%s", to, f->path);
		if ((f->link[0] && symlink(f->link, target) == -1) ||
		    (f->is_folder && show_folder(source, target) == -1))
			return confine_cannot(error, "show", f->path);
	}
	return 0;
}

/* Nobody writes to them; and who is allowed more than others is so later. */
static int
hold_system(char error[LAB_ERROR])
{
	size_t i;

	for (i = 0; i < COUNT(folders); i++)
		if (folders[i].is_folder &&
		    view_attributes(AT_FDCWD, folders[i].path, AT_RECURSIVE,
			MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV) == -1)
			return confine_cannot(
			    error, "mount_setattr", folders[i].path);
	return 0;
}

/* A device of the machine's. */
static int
show(const char *device, const char *target)
{
	char source[PATH_MAX];

	snprintf(source, sizeof(source), OLD "%s", device);
	if (access(source, F_OK) == -1 || view_place(target, false) == -1 ||
	    mount(source, target, NULL, MS_BIND, NULL) == -1)
		return -1;
	return view_attributes(AT_FDCWD, target, 0,
	    MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
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
			"size=1m,mode=0755") == 0)
			break;
	if (i == COUNT(stages))
		return confine_cannot(error, "mount", "a root for views");
	if (chdir(stages[i]) == -1 || mkdir(&OLD[1], 0755) == -1 ||
	    syscall(SYS_pivot_root, ".", &OLD[1]) == -1 || chdir("/") == -1)
		return confine_cannot(error, "pivot_root", stages[i]);
	return 0;
}

/* What is none on this machine is left out. */
static int
show_devices(char error[LAB_ERROR])
{
	size_t i;

	for (i = 0; i < COUNT(devices); i++)
		if (show(devices[i], devices[i]) == -1 && errno != ENOENT)
			return confine_cannot(error, "show", devices[i]);
	if (show("/dev/net/tun", VIEW_TUN) == -1 && errno != ENOENT)
		return confine_cannot(error, "show", "/dev/net/tun");
	return 0;
}

/* In its mount namespace, and as pid 1 of those whom its /proc would show. */
static int
make_shared(char error[LAB_ERROR])
{
	size_t i;

	if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) == -1)
		return confine_cannot(error, "mount", "/ as a slave");
	if (turn_root(error) == -1)
		return -1;
	if (view_show_system(OLD, "", error) == -1 ||
	    hold_system(error) == -1 || show_devices(error) == -1)
		return -1;
	for (i = 0; i < COUNT(empty); i++)
		if (view_place(empty[i], true) == -1)
			return confine_cannot(error, "mkdir", empty[i]);
	for (i = 0; i < COUNT(links); i++)
		(void)symlink(links[i].to, links[i].name);
	for (i = 0; i < COUNT(masked); i++)
		(void)mount("/dev/null", masked[i], NULL, MS_BIND, NULL);
	/* a container that hides part of the machine's gets none */
	(void)mount(
	    "proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	if (umount2(OLD, MNT_DETACH) == -1 || rmdir(OLD) == -1)
		return confine_cannot(error, "umount", "the machine's root");
	if (view_attributes(AT_FDCWD, "/", 0, MOUNT_ATTR_RDONLY) == -1)
		return confine_cannot(error, "mount_setattr", "/");
	return 0;
}

/*
 * Says "" when the namespaces are made and its child has made the view; or why
 * not.  Then it waits to be looked at.
 */
static void
be_maker(int userns, int said)
{
	char error[LAB_ERROR] = "";
	int status = 0;
	pid_t pid;

	if (setns(userns, CLONE_NEWUSER) == -1 ||
	    unshare(CLONE_NEWNS | CLONE_NEWPID) == -1)
		confine_cannot(error, "unshare", "a mount namespace");
	prctl(PR_SET_DUMPABLE, 1);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	pid = error[0] ? -1 : fork();
	if (pid == 0) {
		(void)make_shared(error);
		_exit(write(said, error, strlen(error)) == -1 || error[0]);
	}
	if (pid > 0 && waitpid(pid, &status, 0) == pid && status != 0)
		_exit(1);
	if (pid == -1 && error[0] == '\0')
		confine_cannot(error, "fork", "");
	if (write(said, error, strlen(error) + (error[0] == '\0')) == -1 ||
	    error[0])
		_exit(1);
	for (;;)
		pause();
}

int
view_prepare(int userns, char error[LAB_ERROR])
{
	char file[64];
	int said[2], fd = -1;
	ssize_t n;
	pid_t pid;

	find_system();
	if (pipe2(said, O_CLOEXEC) == -1)
		return lab_failed(error, "pipe2");
	pid = fork();
	if (pid == 0)
		be_maker(userns, said[1]);
	close(said[1]);
	n = pid == -1 ? -1 : read(said[0], error, LAB_ERROR - 1);
	close(said[0]);
	error[n > 0 ? n : 0] = '\0';
	if (n == 1 && error[0] == '\0') {
		snprintf(file, sizeof(file), "/proc/%d/ns/mnt", (int)pid);
		fd = open(file, O_RDONLY | O_CLOEXEC);
		if (fd == -1)
			confine_cannot(error, "open", file);
	} else if (n <= 0) {
		snprintf(
		    error, LAB_ERROR, "confinement: who makes the view died");
	}
	if (pid > 0) {
		kill(pid, SIGKILL);
		while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
			;
	}
	return fd;
}
