/* start.c - programs of the runner's own: argument vectors, and descriptors. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case/case.h"

extern char **environ;

/* out and err become its descriptors 1 and 2; -1 as err: ours. */
static int
start(pid_t *pid, const char *const argv[], int out, int err)
{
	posix_spawn_file_actions_t actions;
	int error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(
	    &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (err != -1)
		posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
	error = posix_spawnp(pid, argv[0], &actions, NULL,
	    (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	errno = error;
	return error ? -1 : 0;
}

static int
await_end(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return status;
}

int
start_and_wait(const char *const argv[], int out)
{
	int to = out == -1 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : out;
	int status = -1;
	pid_t pid;

	if (to != -1 && start(&pid, argv, to, to) == 0)
		status = await_end(pid);
	if (out == -1 && to != -1)
		(void)close(to);
	return status;
}

/* To the end of what is said. */
static char *
read_text(int fd)
{
	FILE *f = fdopen(fd, "r");
	char *text = NULL;
	size_t room = 0;

	if (!f) {
		(void)close(fd);
		return NULL;
	}
	if (getdelim(&text, &room, '\0', f) == -1) {
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}

char *
start_and_read(const char *const argv[], int *status)
{
	int ends[2], started;
	char *text;
	pid_t pid;

	*status = -1;
	if (pipe2(ends, O_CLOEXEC) == -1)
		return NULL;
	started = start(&pid, argv, ends[1], -1);
	(void)close(ends[1]);
	if (started == -1) {
		(void)close(ends[0]);
		return NULL;
	}
	text = read_text(ends[0]);
	*status = await_end(pid);
	return text;
}
