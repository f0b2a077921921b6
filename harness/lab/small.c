/* small.c - what the lab's files all need: errors, files of the kernel. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lab/confine.h"
#include "lab/private.h"

#define WATCHFUL_NS 100000 /* the kernel's least */

int
lab_failed(char error[LAB_ERROR], const char *what)
{
	int saved = errno;

	snprintf(error, LAB_ERROR, "%s: %s", what, strerror(saved));
	errno = saved;
	return -1;
}

int
lab_write_at(int folder, const char *file, const char *text)
{
	int fd = openat(folder, file, O_WRONLY | O_CLOEXEC);
	ssize_t n;
	int saved;

	if (fd == -1)
		return -1;
	n = write(fd, text, strlen(text));
	saved = errno;
	close(fd);
	errno = saved;
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

int
lab_write_file(const char *file, const char *text)
{
	return lab_write_at(AT_FDCWD, file, text);
}

int
confine_cannot(char error[LAB_ERROR], const char *what, const char *path)
{
	snprintf(error, LAB_ERROR, "confinement: %s %s: %s", what, path,
	    strerror(errno));
	return -1;
}

static int
open_proc(const struct lab *lab, pid_t pid, const char *name)
{
	char file[64];

	snprintf(file, sizeof(file), "%d/%s", (int)pid, name);
	return openat(lab->host_proc, file, O_RDONLY | O_CLOEXEC);
}

DIR *
lab_open_proc(const struct lab *lab, pid_t pid, const char *name)
{
	int fd = open_proc(lab, pid, name);

	DIR *dir = fd == -1 ? NULL : fdopendir(fd);

	if (!dir && fd != -1)
		close(fd);
	return dir;
}

int
lab_read_proc(
    const struct lab *lab, pid_t pid, const char *name, char *buf, size_t size)
{
	int fd = open_proc(lab, pid, name);
	ssize_t n;

	if (fd == -1)
		return -1;
	n = read(fd, buf, size - 1);
	close(fd);
	if (n < 0)
		return -1;
	buf[n] = '\0';
	return 0;
}

void __attribute__((no_sanitize("address"))) lab_be_watchful(void)
{
	/* struct sched_attr of sched_setattr(2), which libc does not declare */
	static const struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
	} attr = { .size = 48, .runtime = WATCHFUL_NS };

	(void)syscall(SYS_sched_setattr, 0, &attr, 0);
}
