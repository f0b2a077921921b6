/* process.c - who runs in a lab: start, signal, watch, end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/confine.h"

/*
 * It ends in exec and returns from no function: AddressSanitizer would find
 * the marks of its frames on the stack that the next child gets.
 */
#define ON_LENT_STACK __attribute__((no_sanitize("address")))

/* What the child of a vfork may read; it must not write to memory of ours. */
struct start {
	const char *const *argv;
	const char *const *envp;
	int in, out, err;
	struct guest_door door; /* walls NULL: no guest */
	int cgroup;		/* its cgroup.procs, or -1 */
	int *error;
};

/*
 * Runs in the keeper's memory while the keeper is suspended (vfork(2)): system
 * calls only.
 */
static int ON_LENT_STACK
start_child(void *arg)
{
	const struct start *s = arg;
	const struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;

	if (s->door.walls)
		lab_be_watchful();
	if (s->cgroup != -1 && write(s->cgroup, "0", 1) == -1)
		goto fail;
	if (dup2(s->in, 0) == -1 || dup2(s->out, 1) == -1 ||
	    dup2(s->err, 2) == -1)
		goto fail;
	/* ignored by the cell, and inherited: no program expects that */
	sigaction(SIGPIPE, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* what was not opened close-on-exec by a library must not leak */
	if (syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC) == -1)
		goto fail;
	if ((s->door.walls ? confine_enter(&s->door) : setpgid(0, 0)) == -1)
		goto fail;
	execvpe(s->argv[0], (char *const *)(uintptr_t)s->argv,
	    (char *const *)(uintptr_t)s->envp);
fail:
	*s->error = errno;
	_exit(127);
}

static pid_t
clone_child(struct start *s)
{
	static _Alignas(16) char stack[256 * 1024];
	int flags = CLONE_VM | CLONE_VFORK | SIGCHLD;

	if (confine_wants_userns(&s->door))
		flags |= CLONE_NEWUSER;
	return clone(start_child, stack + sizeof(stack), flags, s);
}

static void
close_pipes(int pipes[3][2])
{
	int i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 2; j++)
			if (pipes[i][j] != -1)
				close(pipes[i][j]);
}

/* It was not started.  Returns -1. */
static int
give_up(struct talker *talker, int pipes[3][2])
{
	close_pipes(pipes);
	lab_free_talker(talker);
	return -1;
}

/* Three pipes for the child's standard descriptors, on its host. */
static int
prepare(struct lab *lab, struct talker *talker, enum host host, int pipes[3][2],
    char error[LAB_ERROR])
{
	int i;

	for (i = 0; i < 3; i++)
		pipes[i][0] = pipes[i][1] = -1;
	if (lab_new_talker(lab, talker, error) == -1 ||
	    lab_enter(lab, host, error) == -1)
		return give_up(talker, pipes);
	for (i = 0; i < 3; i++)
		if (pipe2(pipes[i], O_CLOEXEC) == -1) {
			lab_failed(error, "pipe2");
			return give_up(talker, pipes);
		}
	return 0;
}

/* The parent's side of a child that runs. */
static int
adopt(struct talker *talker, pid_t pid, int pipes[3][2])
{
	close(pipes[0][0]);
	close(pipes[1][1]);
	close(pipes[2][1]);
	talker->process->pid = pid;
	talker->in = pipes[0][1];
	talker->out = pipes[1][0];
	talker->err = pipes[2][0];
	fcntl(talker->in, F_SETFL, O_NONBLOCK);
	fcntl(talker->out, F_SETFL, O_NONBLOCK);
	fcntl(talker->err, F_SETFL, O_NONBLOCK);
	return 0;
}

/*
 * The process is born into the pid namespace of its holder, and then those that
 * come are the lab's again.
 */
static pid_t
clone_held(struct lab *lab, struct start *s, struct process *guest)
{
	pid_t pid = -1;
	int saved;

	if (setns(guest->holder, CLONE_NEWPID) == 0)
		pid = clone_child(s);
	saved = errno;
	/* the guest's change of ids cleared it for the memory that we shared */
	prctl(PR_SET_DUMPABLE, 1);
	if (setns(lab->init_fd, CLONE_NEWPID) == -1)
		abort();
	errno = saved;
	return pid;
}

/* All that is to be found out before a guest is made; and its namespaces. */
static int
build_walls(struct lab *lab, struct start *s, struct process *guest,
    const struct walls *walls, char error[LAB_ERROR])
{
	static char cwd[PATH_MAX];

	if (!getcwd(cwd, sizeof(cwd)))
		strcpy(cwd, "/");
	s->door = (struct guest_door) { .walls = walls,
		.id = lab->guest,
		.cwd = cwd,
		.filter = confine_filter(walls->allowed) };
	if (!s->door.filter)
		return lab_failed(error, "seccomp: the filter for guests");
	if (walls->which != WALLS_ALL)
		return 0;
	if (confine_open(lab, guest, walls, error) == -1)
		return -1;
	s->door.holder = guest->holder;
	/* it may open /dev/stdin by that name */
	(void)fchown(s->in, lab->guest, lab->guest);
	(void)fchown(s->out, lab->guest, lab->guest);
	(void)fchown(s->err, lab->guest, lab->guest);
	return 0;
}

int
lab_spawn(struct lab *lab, struct talker *talker, enum host host,
    const struct walls *walls, const char *const argv[],
    const char *const envp[], char error[LAB_ERROR])
{
	int pipes[3][2], failed = 0;
	struct process *p;
	struct start s;
	pid_t pid;

	if (prepare(lab, talker, host, pipes, error) == -1)
		return -1;
	p = talker->process;
	s = (struct start) { .argv = argv,
		.envp = envp,
		.cgroup = walls && walls->which == WALLS_ALL ?
		    lab->cgroup.procs :
		    -1,
		.in = pipes[0][0],
		.out = pipes[1][1],
		.err = pipes[2][1],
		.error = &failed };
	if (walls && build_walls(lab, &s, p, walls, error) == -1)
		return give_up(talker, pipes);
	pid = p->stack ? clone_held(lab, &s, p) : clone_child(&s);
	if (pid != -1 && !failed)
		return adopt(talker, pid, pipes);
	if (pid == -1)
		failed = errno;
	else
		waitpid(pid, NULL, 0);
	confine_close(p);
	give_up(talker, pipes);
	errno = failed;
	return lab_failed(error, argv[0]);
}

static void
reap(struct talker *talker, bool wait)
{
	int status = 0;
	pid_t pid;

	do
		pid = waitpid(
		    talker->process->pid, &status, wait ? 0 : WNOHANG);
	while (pid == -1 && errno == EINTR);
	talker->ended = pid != 0; /* -1: there is none to wait for */
	talker->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	talker->status = WEXITSTATUS(status);
}

bool
lab_ended(struct talker *talker, int64_t deadline_ns)
{
	if (!talker->process || talker->process->pid == 0 || talker->ended)
		return true;
	reap(talker, deadline_ns == INT64_MAX);
	while (!talker->ended && lab_now() < deadline_ns) {
		lab_wait(lab_now() + LAB_MS, NULL, 0);
		reap(talker, false);
	}
	return talker->ended;
}

int
lab_signal(struct talker *talker, int signal)
{
	const struct process *p = talker->process;

	if (lab_ended(talker, 0)) {
		errno = ESRCH;
		return -1;
	}
	if (signal == SIGSTOP || signal == SIGCONT) {
		/* at once with what kept to its group */
		(void)kill(-p->pid, signal);
		return lab_signal_tree(p->lab, p->pid, signal);
	}
	if (kill(p->pid, signal) == -1)
		return -1;
	if (signal == SIGKILL)
		(void)lab_ended(talker, INT64_MAX);
	return 0;
}

void
lab_end(struct talker *talker)
{
	struct process *p = talker->process;
	bool is_thread = p && p->pid == 0;
	pthread_t thread;

	if (!p)
		return;
	thread = p->lab->thread;
	confine_kill(p);
	if (!lab_ended(talker, 0)) {
		(void)lab_signal(talker, SIGKILL);
		(void)lab_ended(talker, INT64_MAX);
	}
	confine_close(p);
	lab_free_talker(talker);
	/* it sees that its input has ended */
	if (is_thread)
		pthread_join(thread, NULL);
}
