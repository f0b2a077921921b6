/* reserve.c - room on the disk for the results, kept while captures fill it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/run.h"

/* A matrix takes 7,300 bytes a cell in all forms; who talks much, more. */
#define A_CELL 12000
#define ANY_RUN 100000

static int reserved = -1;

/* A file without a name: whatever ends us, its room is free again. */
bool
reserve_room(const char *dir, size_t cells)
{
	off_t size = ANY_RUN + (off_t)cells * A_CELL;
	char name[4096];

	snprintf(name, sizeof(name), "%s/.room", dir);
	reserved = open(
	    name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (reserved == -1)
		return true; /* then without: results may fit all the same */
	(void)unlink(name);
	if (fallocate(reserved, 0, 0, size) == 0 ||
	    (errno != ENOSPC && errno != EDQUOT))
		return true; /* not every file system can */
	fprintf(stderr,
	    "hangup: %s: %s: the results of %zu cells need some %lld kB\n", dir,
	    strerror(errno), cells, (long long)size / 1000);
	reserve_release();
	return false;
}

void
reserve_release(void)
{
	if (reserved != -1)
		close(reserved);
	reserved = -1;
}
