/* confine.c - a guest is held: what it sees, what it may do, how much. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A guest is anybody's program.  It gets namespaces of its own below the lab's
 * (user, mount, pid, IPC, UTS) and, of the machine's files, only these:
 *
 *	/			empty, read-only
 *	+- usr etc opt lib ...	the system's, read-only     (table "system")
 *	+- proc			its own processes, read-only
 *	+- dev			null zero full random tty pts shm
 *	+- tmp			its own, empty; HOME, too
 *	+- FOLDER		what its command names, read-only: a place
 *
 * No /run and no /var with its sockets, no home, no results, no build.  A
 * holder, pid 1 of the guest's pid namespace, made all this and only waits;
 * when it is killed, all that the guest started is.  It has every capability
 * over those namespaces and the guest has none, so the guest cannot look into
 * it (ptrace(2), the checks for access).
 *
 * Then the guest's own process enters and gives up: its session, its ids, its
 * capabilities, new privileges; writing outside its places (Landlock, where
 * the kernel has it); the system calls of refused.c; more than its share of the
 * machine (share.c).  Each wall alone would do for most of what is tried
 * against it.  A program of ours gives up the same, but needs no view of its
 * own: we know what it opens.
 */
#include "lab/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK (128 * 1024)
#define OLD "/.old" /* the machine's root, while the view is made */
#define LAST_CAPABILITY 63

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

/* What the holder is told, and says; it lies in memory that both have. */
struct making {
	const struct walls *walls;
	unsigned id; /* the lab's for guests */
	int done[2];
	void *stack;
	int trees[LAB_MOST_PLACES]; /* of the places, cloned; or -1 */
	int holder;		    /* a pidfd, or -1 */
	char *error;
};

static uint64_t
show_attributes(const struct walls *walls)
{
	return MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV |
	    (walls->allowed & ALLOW_SETUID ? 0 : MOUNT_ATTR_NOSUID);
}

static int
cannot(char error[LAB_ERROR], const char *what, const char *path)
{
	snprintf(error, LAB_ERROR, "confinement: %s %s: %s", what, path,
	    strerror(errno));
	return -1;
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
		return cannot(error, "mount", "a new root");
	if (chdir(stages[i]) == -1 || mkdir(&OLD[1], 0755) == -1 ||
	    syscall(SYS_pivot_root, ".", &OLD[1]) == -1 || chdir("/") == -1)
		return cannot(error, "pivot_root", stages[i]);
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
			return cannot(error, "show", system_folders[i]);
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
			return cannot(error, "show /dev", devices[i]);
	if ((allowed & ALLOW_TUN) && show_device("net/tun") == -1)
		return cannot(error, "show", "/dev/net/tun");
	if (make_empty("/dev/shm") == -1)
		return cannot(error, "mount", "/dev/shm");
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
		return cannot(error, "mkdir", "/proc");
	/* its holder is not to be seen there */
	if (mount("proc", "/proc", "proc", flags, "hidepid=ptraceable") == -1 &&
	    mount("proc", "/proc", "proc", flags, NULL) == -1)
		return 0;
	bound_namespace(allowed);
	/* who makes user namespaces writes their maps there */
	if (!(allowed & ALLOW_UNSHARE) &&
	    set_attributes(AT_FDCWD, "/proc", 0, MOUNT_ATTR_RDONLY) == -1)
		return cannot(error, "mount_setattr", "/proc");
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
show_places(const struct making *m)
{
	const struct place *p = m->walls->places;
	size_t i;

	for (i = 0; p && p[i].path; i++)
		if (show_place(&p[i], m->trees[i]) == -1)
			return cannot(m->error, "show", p[i].path);
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
static int
clone_places(struct making *m)
{
	const struct place *p = m->walls->places;
	uint64_t attributes;
	size_t i;

	for (i = 0; p && p[i].path; i++) {
		m->trees[i] = -1;
		if (p[i].how == PLACE_HIDDEN)
			continue;
		attributes = show_attributes(m->walls);
		if (p[i].how == PLACE_WRITABLE)
			attributes &= ~(uint64_t)MOUNT_ATTR_RDONLY;
		m->trees[i] = clone_tree(p[i].source);
		if (m->trees[i] == -1 ||
		    set_attributes(m->trees[i], "",
			AT_EMPTY_PATH | AT_RECURSIVE, attributes) == -1)
			return cannot(m->error, "show", p[i].path);
	}
	return 0;
}

static void
close_places(struct making *m)
{
	const struct place *p = m->walls->places;
	size_t i;

	for (i = 0; p && p[i].path; i++)
		if (m->trees[i] != -1)
			close(m->trees[i]);
}

static int
make_view(const struct making *m)
{
	const struct walls *walls = m->walls;
	char *error = m->error;
	size_t i;

	if (turn_root(error) == -1 ||
	    show_system(show_attributes(walls), error) == -1 ||
	    make_devices(walls->allowed, error) == -1 ||
	    make_proc(walls->allowed, error) == -1)
		return -1;
	if (make_empty("/tmp") == -1)
		return cannot(error, "mount", "/tmp");
	(void)mkdir("/run", 0755);
	(void)mkdir("/var", 0755);
	for (i = 0; i < COUNT(links); i++)
		(void)symlink(links[i].to, links[i].name);
	for (i = 0; i < COUNT(masked); i++)
		(void)mount("/dev/null", masked[i], NULL, MS_BIND, NULL);
	if (show_places(m) == -1)
		return -1;
	if (umount2(OLD, MNT_DETACH) == -1 || rmdir(OLD) == -1)
		return cannot(error, "umount", "the machine's root");
	if (set_attributes(AT_FDCWD, "/", 0, MOUNT_ATTR_RDONLY) == -1)
		return cannot(error, "mount_setattr", "/");
	return 0;
}

/* 1000 there is the lab's id for guests here. */
static int
map_ids(unsigned id, char error[LAB_ERROR])
{
	char map[64], groups[64];

	/* the files are root's if this is not so, after a change of ids */
	prctl(PR_SET_DUMPABLE, 1);
	snprintf(map, sizeof(map), "1000 %u 1", id);
	snprintf(groups, sizeof(groups), "1000 %u 1", id ? LAB_GUEST : 0);
	if (lab_write_file("/proc/self/setgroups", "deny") == -1 ||
	    lab_write_file("/proc/self/uid_map", map) == -1 ||
	    lab_write_file("/proc/self/gid_map", groups) == -1)
		return cannot(error, "write", "/proc/self/uid_map");
	return 0;
}

/*
 * Pid 1 of the guest's.  It shares the keeper's memory, which costs nothing to
 * make and to end; the keeper waits until the view is made, and after that it
 * only makes system calls.  It never returns: AddressSanitizer must not mark
 * its stack, which another may get.
 */
static int __attribute__((no_sanitize("address"))) hold(void *data)
{
	struct making *m = data;
	char made = 0;
	sigset_t all;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN); /* it reaps what others leave */
	/* the keeper's handlers are no business of its guests */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	prctl(PR_SET_NAME, "hangup-guest");
	if (map_ids(m->id, m->error) == 0) {
		(void)sethostname("hangup", 6);
		made = make_view(m) == 0;
	}
	/* a keeper that died before sends no signal, but reads no more */
	syscall(SYS_close, m->done[0]);
	if (syscall(SYS_write, m->done[1], &made, 1) != 1 || !made)
		syscall(SYS_exit_group, 1);
	syscall(SYS_close_range, 0, ~0U, 0);
	for (;;)
		syscall(SYS_pause);
	return 0;
}

/*
 * A pid namespace is made by who lives in the one above it, which the keeper
 * does not: so this does, in the keeper's memory and with its descriptors, and
 * the holder is the keeper's child all the same.  As the id of guests: that is
 * the one which it may map.
 */
static int __attribute__((no_sanitize("address"))) make_holder(void *data)
{
	struct making *m = data;

	if (m->id != 0 &&
	    (syscall(SYS_setresgid, LAB_GUEST, LAB_GUEST, LAB_GUEST) == -1 ||
		syscall(SYS_setresuid, m->id, m->id, m->id) == -1))
		syscall(SYS_exit, errno);
	if (clone(hold, (char *)m->stack + STACK,
		CLONE_VM | CLONE_PARENT | CLONE_PIDFD | CLONE_NEWUSER |
		    CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS |
		    SIGCHLD,
		m, &m->holder) == -1)
		syscall(SYS_exit, errno);
	syscall(SYS_exit, 0);
	return 0;
}

static int
start_holder(struct child *child, struct making *m)
{
	static _Alignas(16) char stack[16 * 1024];
	int status = 0;
	pid_t pid;

	m->stack = child->stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (m->stack == MAP_FAILED) {
		child->stack = NULL;
		return cannot(m->error, "mmap", "a stack");
	}
	pid = clone(make_holder, stack + sizeof(stack),
	    CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, m);
	if (pid == -1)
		return cannot(m->error, "clone", "the guest's namespaces");
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	child->holder = m->holder;
	errno = WEXITSTATUS(status);
	return errno ? cannot(m->error, "clone", "the guest's namespaces") : 0;
}

int
confine_open(struct lab *lab, struct child *child, const struct walls *walls,
    char error[LAB_ERROR])
{
	struct making m = {
		.walls = walls, .id = lab->guest, .holder = -1, .error = error
	};
	char made = 0;
	int started;

	memset(m.trees, -1, sizeof(m.trees));
	error[0] = '\0';
	if (pipe2(m.done, O_CLOEXEC) == -1)
		return lab_failed(error, "pipe2");
	started = clone_places(&m) == -1 ? -1 : start_holder(child, &m);
	/* it has its own: a read sees if it died */
	close(m.done[1]);
	if (started == -1 || read(m.done[0], &made, 1) != 1)
		made = 0;
	close(m.done[0]);
	close_places(&m);
	if (made)
		return 0;
	if (error[0] == '\0')
		snprintf(error, LAB_ERROR, "confinement: its process died");
	confine_close(child);
	return -1;
}

void
confine_kill(const struct child *child)
{
	if (child->stack && child->holder != -1)
		syscall(SYS_pidfd_send_signal, child->holder, SIGKILL, NULL, 0);
}

void
confine_close(struct child *child)
{
	siginfo_t info;

	if (!child->stack)
		return;
	confine_kill(child);
	if (child->holder != -1) {
		while (waitid(P_PIDFD, (id_t)child->holder, &info, WEXITED) ==
			-1 &&
		    errno == EINTR)
			;
		close(child->holder);
	}
	munmap(child->stack, STACK);
	child->stack = NULL;
}

static int
give_up_capabilities(void)
{
	unsigned long c;

	/* an error: there are no more */
	for (c = 0; c <= LAST_CAPABILITY; c++)
		if (prctl(PR_CAPBSET_DROP, c, 0, 0, 0) == -1)
			break;
	return c == 0 ? -1 : 0;
}

bool
confine_wants_userns(const struct guest_door *door)
{
	return door->walls && door->walls->which != WALLS_ALL && door->id == 0;
}

/* In a user namespace of its own its id is LAB_GUEST. */
static int
take_id(const struct guest_door *door)
{
	unsigned id = door->id;

	if (door->walls->which == WALLS_ALL &&
	    setns(door->holder,
		CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS) ==
		-1)
		return -1;
	if (confine_wants_userns(door) &&
	    (lab_write_file("/proc/self/setgroups", "deny") == -1 ||
		lab_write_file("/proc/self/uid_map", "1000 0 1") == -1 ||
		lab_write_file("/proc/self/gid_map", "1000 0 1") == -1))
		return -1;
	if (door->walls->which != WALLS_NONE &&
	    !(door->walls->allowed & ALLOW_SETUID) &&
	    (give_up_capabilities() == -1 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1))
		return -1;
	if (door->walls->which == WALLS_ALL || door->id == 0)
		id = LAB_GUEST;
	if (syscall(SYS_setresgid, LAB_GUEST, LAB_GUEST, LAB_GUEST) == -1)
		return -1;
	return (int)syscall(SYS_setresuid, id, id, id);
}

int
confine_enter(const struct guest_door *door)
{
	if (take_id(door) == -1)
		return -1;
	if (door->walls->which == WALLS_NONE)
		return setpgid(0, 0);
	if (syscall(SYS_setsid) == -1 ||
	    (chdir(door->cwd) == -1 && chdir("/tmp") == -1) ||
	    confine_share(door->walls) == -1 ||
	    confine_writing(door->walls) == -1)
		return -1;
	/* without no_new_privs it takes a capability, which it still has */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, door->filter, 0, 0);
}
