/* process.c - who runs in a lab: start, signal, watch, end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
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

/* Three pipes for the child's standard descriptors, on its host. */
static int
prepare(struct lab *lab, struct child *child, enum host host, int pipes[3][2],
    char error[LAB_ERROR])
{
	int i;

	memset(child, 0, sizeof(*child));
	child->in = child->out = child->err = child->holder = -1;
	for (i = 0; i < 3; i++)
		pipes[i][0] = pipes[i][1] = -1;
	if (lab_enter(lab, host, error) == -1)
		return -1;
	for (i = 0; i < 3; i++)
		if (pipe2(pipes[i], O_CLOEXEC) == -1) {
			close_pipes(pipes);
			return lab_failed(error, "pipe2");
		}
	return 0;
}

/* The parent's side of a child that runs. */
static int
adopt(struct child *child, pid_t pid, int pipes[3][2])
{
	close(pipes[0][0]);
	close(pipes[1][1]);
	close(pipes[2][1]);
	child->pid = pid;
	child->in = pipes[0][1];
	child->out = pipes[1][0];
	child->err = pipes[2][0];
	fcntl(child->in, F_SETFL, O_NONBLOCK);
	fcntl(child->out, F_SETFL, O_NONBLOCK);
	fcntl(child->err, F_SETFL, O_NONBLOCK);
	return 0;
}

/*
 * The process is born into the pid namespace of its holder, and then those that
 * come are the lab's again.
 */
static pid_t
clone_held(struct lab *lab, struct start *s, struct child *child)
{
	pid_t pid = -1;
	int saved;

	if (setns(child->holder, CLONE_NEWPID) == 0)
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
build_walls(struct lab *lab, struct start *s, struct child *child,
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
	if (confine_open(lab, child, walls, error) == -1)
		return -1;
	s->door.holder = child->holder;
	/* it may open /dev/stdin by that name */
	(void)fchown(s->in, lab->guest, lab->guest);
	(void)fchown(s->out, lab->guest, lab->guest);
	(void)fchown(s->err, lab->guest, lab->guest);
	return 0;
}

int
lab_spawn(struct lab *lab, struct child *child, enum host host,
    const struct walls *walls, const char *const argv[],
    const char *const envp[], char error[LAB_ERROR])
{
	int pipes[3][2], failed = 0;
	struct start s;
	pid_t pid;

	if (prepare(lab, child, host, pipes, error) == -1)
		return -1;
	s = (struct start) { .argv = argv,
		.envp = envp,
		.cgroup = walls && walls->which == WALLS_ALL ?
		    lab->cgroup.procs :
		    -1,
		.in = pipes[0][0],
		.out = pipes[1][1],
		.err = pipes[2][1],
		.error = &failed };
	if (walls && build_walls(lab, &s, child, walls, error) == -1) {
		close_pipes(pipes);
		return -1;
	}
	pid = child->stack ? clone_held(lab, &s, child) : clone_child(&s);
	if (pid != -1 && !failed)
		return adopt(child, pid, pipes);
	if (pid == -1)
		failed = errno;
	else
		waitpid(pid, NULL, 0);
	confine_close(child);
	close_pipes(pipes);
	errno = failed;
	return lab_failed(error, argv[0]);
}

/*
 * Signals act some time after kill(2): a stop is only one when seen.  Who waits
 * within vfork(2) is stopped after that only.
 */
static int
wait_stopped(const struct child *child)
{
	siginfo_t info = { 0 };
	int ms;

	for (ms = 0; ms < STOPPED_MS; ms++) {
		if (waitid(P_PID, (id_t)child->pid, &info,
			WSTOPPED | WEXITED | WNOWAIT | WNOHANG) == -1 &&
		    errno != EINTR)
			return -1;
		if (info.si_code == CLD_STOPPED)
			return 0;
		if (info.si_pid != 0) {
			errno = ESRCH;
			return -1;
		}
		(void)poll(NULL, 0, ms > 10);
	}
	errno = ETIMEDOUT;
	return -1;
}

int
lab_signal(struct child *child, int signal)
{
	if (child->pid <= 0 || child->ended) {
		errno = ESRCH;
		return -1;
	}
	/* a shell's subject stops with the shell, if it kept to its group */
	if ((signal == SIGSTOP || signal == SIGCONT) &&
	    kill(-child->pid, signal) == 0)
		return signal == SIGSTOP ? wait_stopped(child) : 0;
	if (kill(child->pid, signal) == -1)
		return -1;
	if (signal == SIGKILL)
		(void)lab_ended(child, true);
	if (signal == SIGSTOP)
		return wait_stopped(child);
	return 0;
}

bool
lab_ended(struct child *child, bool wait)
{
	pid_t pid;

	if (child->pid <= 0 || child->ended)
		return true;
	do
		pid = waitpid(child->pid, &child->status, wait ? 0 : WNOHANG);
	while (pid == -1 && errno == EINTR);
	child->ended = pid == child->pid;
	return child->ended;
}

void
lab_end(struct child *child)
{
	if (child->pid == 0)
		return;
	confine_kill(child);
	if (child->pid > 0 && !lab_ended(child, false)) {
		(void)lab_signal(child, SIGKILL);
		(void)lab_ended(child, true);
	}
	confine_close(child);
	if (child->in != -1)
		close(child->in);
	if (child->out != -1)
		close(child->out);
	if (child->err != -1)
		close(child->err);
	/* it sees that its input has ended */
	if (child->pid == LAB_THREAD)
		pthread_join(child->thread, NULL);
	child->in = child->out = child->err = -1;
	child->pid = 0;
}

static char
state_of(const struct lab *lab, pid_t pid, const char *name)
{
	char buf[512];
	const char *name_end;

	if (lab_read_proc(lab, pid, name, buf, sizeof(buf)) == -1)
		return '?';
	name_end = strrchr(buf, ')');
	return name_end && name_end[1] == ' ' ? name_end[2] : '?';
}

/* Stopped is who has no thread that runs: not all stop at once. */
char
lab_process_state(const struct lab *lab, const struct child *child)
{
	char name[64], state = state_of(lab, child->pid, "stat"), thread;
	struct dirent *entry;
	DIR *dir = NULL;
	int fd;

	snprintf(name, sizeof(name), "%d/task", (int)child->pid);
	fd = state == 'T' ?
	    openat(lab->host_proc, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) :
	    -1;
	if (fd != -1)
		dir = fdopendir(fd);
	while (dir && state == 'T' && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "task/%.20s/stat", entry->d_name);
		thread = state_of(lab, child->pid, name);
		state = thread == '?' ? state : thread;
	}
	if (dir)
		closedir(dir);
	return state;
}
