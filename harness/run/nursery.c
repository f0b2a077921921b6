/* nursery.c - where cells are born: a process with little in its memory. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/nursery.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/cell.h"

/* The answer to a request: pid, or 0 and why not. */
struct answer {
	pid_t pid;
	int error;
};

static void
be_cell(const struct spec *spec, const struct setting *setting, int fd,
    pid_t runner)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	/* until the lab sets it again */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != runner)
		_exit(1);
	setpgid(0, 0);
	/* the harness gives way to what it measures */
	(void)sched_setscheduler(0, SCHED_BATCH, &(struct sched_param) { 0 });
	if (dup2(fd, 3) == -1)
		_exit(1);
	closefrom(4);
	prctl(PR_SET_NAME, "hangup-cell");
	cell_main(spec, setting, 3);
	_exit(0);
}

/* A sibling: its exit signal is ours.  fork(2) has no flags. */
static pid_t
fork_sibling(void)
{
	return (pid_t)syscall(
	    SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, 0L);
}

/* The index of the next spec and its descriptor; false at the end. */
static bool
take_request(int from, size_t *index, int *fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov = { index, sizeof(*index) };
	struct msghdr m = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *c;
	ssize_t n;

	do
		n = recvmsg(from, &m, MSG_CMSG_CLOEXEC);
	while (n == -1 && errno == EINTR);
	c = n == (ssize_t)sizeof(*index) ? CMSG_FIRSTHDR(&m) : NULL;
	if (!c)
		return false;
	memcpy(fd, CMSG_DATA(c), sizeof(*fd));
	return true;
}

static void
be_nursery(const struct spec *specs, const struct setting *setting, int from,
    pid_t runner)
{
	struct answer answer;
	size_t index;
	int fd;

	/* who interrupts means the runner */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "hangup-nursery");
	while (getppid() == runner && take_request(from, &index, &fd)) {
		answer.pid = fork_sibling();
		answer.error = errno;
		if (answer.pid == 0)
			be_cell(&specs[index], setting, fd, runner);
		close(fd);
		if (write(from, &answer, sizeof(answer)) !=
		    (ssize_t)sizeof(answer))
			break;
	}
	_exit(0);
}

int
nursery_open(
    struct nursery *n, const struct spec *specs, const struct setting *setting)
{
	pid_t runner = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	fflush(NULL);
	n->pid = fork();
	if (n->pid == 0) {
		close(pair[0]);
		be_nursery(specs, setting, pair[1], runner);
	}
	close(pair[1]);
	n->fd = pair[0];
	if (n->pid == -1)
		close(n->fd);
	return n->pid == -1 ? -1 : 0;
}

pid_t
nursery_start(const struct nursery *n, size_t index, int fd)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec iov = { &index, sizeof(index) };
	struct msghdr m = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes) };
	struct answer answer;
	struct cmsghdr *c;
	ssize_t got;

	memset(&control, 0, sizeof(control));
	c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	if (sendmsg(n->fd, &m, MSG_NOSIGNAL) == -1)
		return -1;
	do
		got = read(n->fd, &answer, sizeof(answer));
	while (got == -1 && errno == EINTR);
	if (got != (ssize_t)sizeof(answer)) {
		errno = got == -1 ? errno : ECHILD;
		return -1;
	}
	errno = answer.error;
	return answer.pid;
}

void
nursery_close(struct nursery *n)
{
	close(n->fd);
	while (waitpid(n->pid, NULL, 0) == -1 && errno == EINTR)
		;
}
