/* delegated.c - ids besides his own that an ordinary user was given. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/private.h"

extern char **environ;

/* The first that subuid(5) or subgid(5) gives to him, or 0. */
static unsigned
first_of(const char *file, const struct passwd *me)
{
	char line[512], number[16], *count, *first;
	FILE *f = fopen(file, "re");
	unsigned found = 0;

	snprintf(number, sizeof(number), "%u", (unsigned)me->pw_uid);
	while (f && found == 0 && fgets(line, sizeof(line), f)) {
		first = strchr(line, ':');
		count = first ? strchr(first + 1, ':') : NULL;
		if (!count || strtoul(count + 1, NULL, 10) == 0)
			continue;
		*first = '\0';
		if (strcmp(line, me->pw_name) == 0 || strcmp(line, number) == 0)
			found = (unsigned)strtoul(first + 1, NULL, 10);
	}
	if (f)
		fclose(f);
	return found;
}

bool
lab_find_delegated(struct delegated *d)
{
	const struct passwd *me = geteuid() != 0 ? getpwuid(geteuid()) : NULL;

	*d = (struct delegated) { 0, 0 };
	if (!me)
		return false;
	d->uid = first_of("/etc/subuid", me);
	d->gid = first_of("/etc/subgid", me);
	return d->uid != 0 && d->gid != 0;
}

/* newuidmap(1), and its twin: 0 of theirs, and guests have the caller's own. */
static int
map(const char *program, pid_t pid, unsigned first, unsigned own)
{
	char numbers[4][16];
	char *argv[] = { (char *)(uintptr_t)program, numbers[0],
		(char[]) { "0" }, numbers[1], (char[]) { "1" }, numbers[2],
		numbers[3], (char[]) { "1" }, NULL };
	posix_spawn_file_actions_t quiet;
	int status = 0, failed;
	pid_t child;

	snprintf(numbers[0], sizeof(numbers[0]), "%d", (int)pid);
	snprintf(numbers[1], sizeof(numbers[1]), "%u", first);
	snprintf(numbers[2], sizeof(numbers[2]), "%d", LAB_GUEST);
	snprintf(numbers[3], sizeof(numbers[3]), "%u", own);
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(
	    &quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	failed = posix_spawnp(&child, program, &quiet, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&quiet);
	if (failed)
		return -1;
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	return status == 0 ? 0 : -1;
}

int
lab_map_delegated(pid_t pid, const struct delegated *d)
{
	return map("newuidmap", pid, d->uid, (unsigned)geteuid()) == -1 ||
		map("newgidmap", pid, d->gid, (unsigned)getegid()) == -1 ?
	    -1 :
	    0;
}
