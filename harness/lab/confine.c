/* confine.c - a guest is held: its namespaces, its rights, who keeps them. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A guest is anybody's program.  It gets namespaces of its own below the lab's
 * (user, mount, pid, IPC, UTS) and a view of the machine's files of its own
 * (view.c).  A holder, pid 1 of its pid namespace, made all this and only
 * waits; when it is killed, all that the guest started is.  It has every
 * capability over those namespaces and the guest has none, so the guest cannot
 * look into it (ptrace(2), the checks for access).
 *
 *	keeper	id 0 of the lab: peer, path, captures
 *	  +- holder	pid 1   made the view, waits
 *	  +- guest	pid 2   no capability, no new privileges, one view
 *	       +- ...		what it starts
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
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK (128 * 1024)
#define LAST_CAPABILITY 63

/* What the holder is told, and says; it lies in memory that both have. */
struct making {
	struct view view;
	unsigned id; /* the lab's for guests */
	int proc;    /* the machine's: what is shared has none */
	int shared;  /* the mount namespace that it begins with */
	int done[2];
	void *stack;
	int holder; /* a pidfd, or -1 */
};

/* 1000 there is the lab's id for guests here. */
static int
map_ids(int proc, unsigned id, char error[LAB_ERROR])
{
	char map[64], groups[64];

	/* the files are root's if this is not so, after a change of ids */
	prctl(PR_SET_DUMPABLE, 1);
	snprintf(map, sizeof(map), "1000 %u 1", id);
	snprintf(groups, sizeof(groups), "1000 %u 1", id ? LAB_GUEST : 0);
	if (lab_write_at(proc, "self/setgroups", "deny") == -1 ||
	    lab_write_at(proc, "self/uid_map", map) == -1 ||
	    lab_write_at(proc, "self/gid_map", groups) == -1)
		return confine_cannot(error, "write", "/proc/self/uid_map");
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
	if (map_ids(m->proc, m->id, m->view.error) == 0) {
		(void)sethostname("hangup", 6);
		made = view_make(&m->view) == 0;
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
 * the holder is the keeper's child all the same.  It begins with the view that
 * all guests share, and not with the machine's; and as the id of guests: that is
 * the one which it may map.
 */
static int __attribute__((no_sanitize("address"))) make_holder(void *data)
{
	struct making *m = data;

	if (setns(m->shared, CLONE_NEWNS) == -1)
		syscall(SYS_exit, errno);
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

/*
 * To unmap one makes both CPUs forget what they know of the memory; mostly the
 * keeper ends right after that.
 */
static void *spare_stack;

static void *
take_stack(void)
{
	void *stack = spare_stack;

	spare_stack = NULL;
	if (stack)
		return stack;
	stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	return stack == MAP_FAILED ? NULL : stack;
}

static void
leave_stack(void *stack)
{
	if (spare_stack)
		munmap(stack, STACK);
	else
		spare_stack = stack;
}

static int
start_holder(struct process *guest, struct making *m)
{
	static _Alignas(16) char stack[16 * 1024];
	int status = 0;
	pid_t pid;

	m->stack = guest->stack = take_stack();
	if (!m->stack)
		return confine_cannot(m->view.error, "mmap", "a stack");
	pid = clone(make_holder, stack + sizeof(stack),
	    CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, m);
	if (pid == -1)
		return confine_cannot(
		    m->view.error, "clone", "the guest's namespaces");
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	guest->holder = m->holder;
	errno = WEXITSTATUS(status);
	return errno ?
	    confine_cannot(m->view.error, "clone", "the guest's namespaces") :
	    0;
}

int
confine_open(struct lab *lab, struct process *guest, const struct walls *walls,
    char error[LAB_ERROR])
{
	struct making m = { .view = { .walls = walls, .error = error },
		.id = lab->guest,
		.proc = lab->host_proc,
		.shared = confine_shared(error),
		.holder = -1 };
	char made = 0;
	int started;

	memset(m.view.trees, -1, sizeof(m.view.trees));
	if (m.shared == -1)
		return -1;
	error[0] = '\0';
	if (pipe2(m.done, O_CLOEXEC) == -1)
		return lab_failed(error, "pipe2");
	started = view_clone(&m.view) == -1 ? -1 : start_holder(guest, &m);
	/* it has its own: a read sees if it died */
	close(m.done[1]);
	if (started == -1 || read(m.done[0], &made, 1) != 1)
		made = 0;
	close(m.done[0]);
	view_close(&m.view);
	if (made)
		return 0;
	if (error[0] == '\0')
		snprintf(error, LAB_ERROR, "confinement: its process died");
	confine_close(guest);
	return -1;
}

void
confine_kill(const struct process *guest)
{
	if (guest->stack && guest->holder != -1)
		syscall(SYS_pidfd_send_signal, guest->holder, SIGKILL, NULL, 0);
}

void
confine_close(struct process *guest)
{
	siginfo_t info;

	if (!guest->stack)
		return;
	confine_kill(guest);
	if (guest->holder != -1) {
		while (waitid(P_PIDFD, (id_t)guest->holder, &info, WEXITED) ==
			-1 &&
		    errno == EINTR)
			;
		close(guest->holder);
	}
	leave_stack(guest->stack);
	guest->stack = NULL;
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
