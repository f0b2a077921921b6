/* talker.c - what is told lines and answers lines, whatever it is inside. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "lab/private.h"

int
lab_new_talker(
    const struct lab *lab, struct talker *talker, char error[LAB_ERROR])
{
	*talker = (struct talker) { .in = -1, .out = -1, .err = -1 };
	talker->process = calloc(1, sizeof(*talker->process));
	if (!talker->process)
		return lab_failed(error, "calloc");
	talker->process->lab = lab;
	talker->process->holder = -1;
	return 0;
}

void
lab_free_talker(struct talker *talker)
{
	int *fd[] = { &talker->in, &talker->out, &talker->err };
	size_t i;

	for (i = 0; i < sizeof(fd) / sizeof(fd[0]); i++) {
		if (*fd[i] != -1)
			close(*fd[i]);
		*fd[i] = -1;
	}
	free(talker->process);
	talker->process = NULL;
}

int
lab_tell(const struct talker *talker, const char *line)
{
	char end[] = "\n";
	struct iovec text[] = { { (void *)(uintptr_t)line, strlen(line) },
		{ end, 1 } };
	ssize_t n;

	errno = ESRCH;
	if (!talker->process)
		return -1;
	n = writev(talker->in, text, 2);
	if (n >= 0 && n <= (ssize_t)text[0].iov_len)
		errno = EAGAIN; /* a part of it: there was no room for more */
	return n > (ssize_t)text[0].iov_len ? 0 : -1;
}
