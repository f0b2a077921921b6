/* thread.c - a part of ours that runs on a host of the lab, as a thread. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The kernel refuses threads to a process whose children live in another pid
 * namespace: clone(2), EINVAL.  So the lab's one thread is made before that
 * namespace is, and reads from its line what it shall be.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab/private.h"

struct order {
	lab_part *part;
	int netns;
	char name[16];
};

static void
obey(const struct order *order, int line, FILE *out)
{
	pthread_setname_np(pthread_self(), order->name);
	lab_be_watchful();
	if (setns(order->netns, CLONE_NEWNET) == -1)
		fprintf(out, "error setns: %s\n", strerror(errno));
	else
		order->part(line, out);
}

static void *
run(void *data)
{
	int line = (int)(intptr_t)data;
	FILE *out = fdopen(line, "w");
	struct order order;

	if (!out) {
		close(line);
		return NULL;
	}
	if (read(line, &order, sizeof(order)) == (ssize_t)sizeof(order))
		obey(&order, line, out);
	fclose(out);
	return NULL;
}

int
lab_park_thread(struct lab *lab, char error[LAB_ERROR])
{
	sigset_t all, before;
	int line[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) == -1)
		return lab_failed(error, "socketpair");
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	errno = pthread_create(
	    &lab->thread, NULL, run, (void *)(intptr_t)line[1]);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (errno == 0) {
		lab->line = line[0];
		return 0;
	}
	lab_failed(error, "a thread");
	close(line[0]);
	close(line[1]);
	return -1;
}

void
lab_dismiss_thread(struct lab *lab)
{
	if (lab->line == -1)
		return;
	close(lab->line);
	pthread_join(lab->thread, NULL);
	lab->line = -1;
}

int
lab_thread(struct lab *lab, struct talker *talker, enum host host,
    const char *name, lab_part *part, char error[LAB_ERROR])
{
	struct order order = { .part = part, .netns = lab->netns[host] };

	if (lab_new_talker(lab, talker, error) == -1)
		return -1;
	strncpy(order.name, name, sizeof(order.name) - 1);
	errno = EBUSY;
	if (lab->line != -1)
		talker->out = fcntl(lab->line, F_DUPFD_CLOEXEC, 0);
	if (talker->out == -1 ||
	    write(lab->line, &order, sizeof(order)) != (ssize_t)sizeof(order)) {
		lab_failed(error, name);
		lab_free_talker(talker);
		return -1;
	}
	fcntl(talker->out, F_SETFL, O_NONBLOCK);
	talker->in = lab->line;
	lab->line = -1;
	return 0;
}
