/* tree.c - what a process of a lab started: its socket, its waits, its stop. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lab/private.h"

#define STOPPED_MS 1000 /* a stop that takes longer is none */
#define DEPTH 4		/* a shell, Expect, the program, and what it starts */

static bool
connected_to(int fd, uint16_t port)
{
	struct sockaddr_storage ss = { 0 };
	socklen_t len = sizeof(ss);
	int type = 0;
	socklen_t type_len = sizeof(type);

	if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_len) == -1 ||
	    type != SOCK_STREAM ||
	    getpeername(fd, (struct sockaddr *)&ss, &len) == -1)
		return false;
	if (ss.ss_family == AF_INET)
		return ((struct sockaddr_in *)&ss)->sin_port == htons(port);
	return ss.ss_family == AF_INET6 &&
	    ((struct sockaddr_in6 *)&ss)->sin6_port == htons(port);
}

/* A duplicate of descriptor number of the process, if it is the socket. */
static int
take_one(int pidfd, int number, uint16_t port)
{
	int fd = (int)syscall(SYS_pidfd_getfd, pidfd, number, 0);

	if (fd != -1 && !connected_to(fd, port)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* The socket among the descriptors of one process, or -1. */
static int
take_from(const struct lab *lab, pid_t pid, void *port_wanted)
{
	uint16_t port = *(uint16_t *)port_wanted;
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), fd;
	struct dirent *entry;
	DIR *dir;

	if (pidfd == -1)
		return -1;
	/* nearly always the first it opened */
	fd = take_one(pidfd, 3, port);
	dir = fd == -1 ? lab_open_proc(lab, pid, "fd") : NULL;
	while (dir && fd == -1 && (entry = readdir(dir)))
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			fd = take_one(pidfd, atoi(entry->d_name), port);
	if (dir)
		closedir(dir);
	close(pidfd);
	return fd;
}

/* What is done to a process and, while it returns -1, to its children. */
typedef int visit_fn(const struct lab *lab, pid_t pid, void *data);

/* Depth first.  What the last visit returned. */
static int
visit_tree(
    const struct lab *lab, pid_t pid, visit_fn *visit, void *data, int depth)
{
	char name[64], list[1024], *next, *end;
	int result = visit(lab, pid, data);
	long child;

	if (result != -1 || depth == 0)
		return result;
	snprintf(name, sizeof(name), "task/%d/children", (int)pid);
	if (lab_read_proc(lab, pid, name, list, sizeof(list)) == -1)
		return -1;
	for (next = list; result == -1; next = end) {
		child = strtol(next, &end, 10);
		if (end == next)
			break;
		result = visit_tree(lab, (pid_t)child, visit, data, depth - 1);
	}
	return result;
}

int
lab_take_socket(
    const struct talker *talker, uint16_t port, char error[LAB_ERROR])
{
	const struct process *p = talker->process;
	int fd = visit_tree(p->lab, p->pid, take_from, &port, DEPTH);

	if (fd == -1)
		snprintf(error, LAB_ERROR,
		    "pid %d: no TCP socket connected "
		    "to port %u: it said ready too early, or closed it",
		    (int)p->pid, port);
	return fd;
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
lab_process_state(const struct lab *lab, pid_t pid)
{
	char name[64], state = state_of(lab, pid, "stat"), thread;
	struct dirent *entry;
	DIR *dir = state == 'T' ? lab_open_proc(lab, pid, "task") : NULL;

	while (dir && state == 'T' && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "task/%.20s/stat", entry->d_name);
		thread = state_of(lab, pid, name);
		state = thread == '?' ? state : thread;
	}
	if (dir)
		closedir(dir);
	return state;
}

bool
lab_is_stopped(const struct talker *talker)
{
	const struct process *p = talker->process;

	return p && lab_process_state(p->lab, p->pid) == 'T';
}

/*
 * Signals act some time after kill(2): a stop is only one when seen.  -1, that
 * its children are next; 0 if it cannot be stopped.
 */
static int
signal_one(const struct lab *lab, pid_t pid, void *data)
{
	int number = *(int *)data, ms;

	/* one that ended meanwhile is as good as stopped */
	if (kill(pid, number) == -1)
		return errno == ESRCH ? -1 : 0;
	for (ms = 0; number == SIGSTOP && ms < STOPPED_MS; ms++) {
		if (strchr("TZX?", lab_process_state(lab, pid)))
			return -1;
		lab_wait(ms > 10 ? lab_now() + LAB_MS : 0, NULL, 0);
	}
	return number == SIGSTOP ? 0 : -1;
}

int
lab_signal_tree(const struct lab *lab, pid_t pid, int signal)
{
	if (visit_tree(lab, pid, signal_one, &signal, DEPTH) == -1)
		return 0;
	errno = EBUSY;
	return -1;
}

/* What all threads of one process waited. */
static int
add_waits(const struct lab *lab, pid_t pid, void *data)
{
	int64_t *all = data, one;
	char name[64], text[128];
	struct dirent *entry;
	DIR *dir = lab_open_proc(lab, pid, "task");

	while (dir && (entry = readdir(dir))) {
		snprintf(
		    name, sizeof(name), "task/%.20s/schedstat", entry->d_name);
		if (entry->d_name[0] != '.' &&
		    lab_read_proc(lab, pid, name, text, sizeof(text)) == 0 &&
		    sscanf(text, "%*d %" SCNd64, &one) == 1)
			*all += one;
	}
	if (dir)
		closedir(dir);
	return -1;
}

int64_t
lab_waited_ns(const struct lab *lab, const struct talker *talker)
{
	const struct process *p = talker->process;
	int64_t all = 0;

	add_waits(lab, getpid(), &all);
	if (p && p->pid > 0)
		visit_tree(lab, p->pid, add_waits, &all, DEPTH);
	return all;
}
