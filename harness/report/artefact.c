/* artefact.c - the files of results: opened and made where nobody misleads. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "report/artefact-private.h"
#include "report/harmless.h"

#define DIRECTORY (O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

int
artefact_refuse(char error[ARTEFACT_ERROR], const char *name, const char *why)
{
	snprintf(error, ARTEFACT_ERROR, "%.300s: %.200s", name, why);
	harmless_text(error, false);
	return -1;
}

int
artefact_refuse_errno(char error[ARTEFACT_ERROR], const char *name)
{
	int e = errno;

	artefact_refuse(error, name,
	    e == ELOOP	    ? "a link, which is not followed" :
		e == ENXIO  ? "no regular file" :
		e == ENODEV ? "no regular file" :
			      strerror(e));
	errno = e;
	return -1;
}

/* Of parts that are names: it leads nowhere but down. */
static bool
leads_down(const char *name)
{
	size_t n;

	if (name[0] == '\0' || strlen(name) >= PATH_MAX)
		return false;
	for (;; name += n + 1) {
		n = strcspn(name, "/");
		if (n == 0 || (n == 1 && name[0] == '.') ||
		    (n == 2 && name[0] == '.' && name[1] == '.'))
			return false;
		if (name[n] == '\0')
			return true;
	}
}

int
artefact_directory(const char *dir)
{
	return open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static bool
is_link(int dir, const char *name)
{
	struct stat st;
	int e = errno;
	bool link = fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISLNK(st.st_mode);

	errno = e;
	return link;
}

/*
 * Into the directory above what name ends in, part by part; make those that
 * are missing.  last: what it ends in.  A descriptor, or -1 and errno.
 */
static int
walk(int dir, const char *name, bool make, const char **last)
{
	int at = fcntl(dir, F_DUPFD_CLOEXEC, 0), next, e;
	char part[NAME_MAX + 1];
	size_t n;

	for (; at != -1 && strchr(name, '/'); name += n + 1) {
		n = strcspn(name, "/");
		if (n > NAME_MAX) {
			close(at);
			errno = ENAMETOOLONG;
			return -1;
		}
		snprintf(part, sizeof(part), "%.*s", (int)n, name);
		next = openat(at, part, O_PATH | DIRECTORY);
		if (next == -1 && errno == ENOENT && make) {
			(void)mkdirat(at, part, 0777);
			next = openat(at, part, O_PATH | DIRECTORY);
		}
		e = next == -1 && is_link(at, part) ? ELOOP : errno;
		close(at);
		errno = e;
		at = next;
	}
	*last = name;
	return at;
}

/* As openat2 below: for kernels before 5.6, and where a filter forbids it. */
static int
open_parts(int dir, const char *name, int flags)
{
	const char *last;
	int above = walk(dir, name, false, &last), fd, e;

	if (above == -1)
		return -1;
	fd = openat(above, last, flags | O_NOFOLLOW);
	e = errno;
	close(above);
	errno = e;
	return fd;
}

static int
open_below(int dir, const char *name, int flags)
{
	struct open_how how = { .flags = (unsigned)flags,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
		    RESOLVE_NO_MAGICLINKS };
	long fd = syscall(SYS_openat2, dir, name, &how, sizeof(how));

	if (fd == -1 && (errno == ENOSYS || errno == EPERM))
		return open_parts(dir, name, flags);
	return (int)fd;
}

/* Of what is open: a regular file, and no longer than that?  Closed if not. */
static int
check_regular(int fd, const char *name, size_t most, size_t *size,
    char error[ARTEFACT_ERROR])
{
	struct stat st;
	char why[80];

	if (fd == -1)
		return artefact_refuse_errno(error, name);
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		snprintf(why, sizeof(why), "no regular file");
	else if ((size_t)st.st_size > most)
		snprintf(why, sizeof(why),
		    "%lld bytes, more than the %zu that are read",
		    (long long)st.st_size, most);
	else {
		*size = (size_t)st.st_size;
		return fd;
	}
	close(fd);
	errno = EINVAL;
	return artefact_refuse(error, name, why);
}

int
artefact_open(int dir, const char *name, size_t most, size_t *size,
    char error[ARTEFACT_ERROR])
{
	errno = EINVAL;
	if (!leads_down(name))
		return artefact_refuse(
		    error, name, "a name that leads elsewhere");
	/* a FIFO must not hold us up until somebody writes */
	return check_regular(
	    open_below(dir, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC),
	    name, most, size, error);
}

int
artefact_open_named(
    const char *file, size_t most, size_t *size, char error[ARTEFACT_ERROR])
{
	return check_regular(
	    open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), file,
	    most, size, error);
}

unsigned char *
artefact_read_all(int fd, const char *name, size_t size, size_t *n,
    char error[ARTEFACT_ERROR])
{
	unsigned char *bytes = malloc(size + 1);
	ssize_t got = 1;

	for (*n = 0; bytes && *n < size && got > 0; *n += (size_t)got)
		if ((got = read(fd, bytes + *n, size - *n)) == -1)
			break;
	if (bytes && got != -1)
		return bytes;
	artefact_refuse_errno(error, name);
	free(bytes);
	return NULL;
}

unsigned char *
artefact_read(int dir, const char *name, size_t most, size_t *n,
    char error[ARTEFACT_ERROR])
{
	unsigned char *bytes;
	size_t size = 0;
	int fd = artefact_open(dir, name, most, &size, error);

	if (fd == -1)
		return NULL;
	bytes = artefact_read_all(fd, name, size, n, error);
	close(fd);
	return bytes;
}

int
artefact_make_room(
    int dir, const char *name, const char **last, char error[ARTEFACT_ERROR])
{
	int above, e;

	errno = EINVAL;
	if (!leads_down(name))
		return artefact_refuse(
		    error, name, "a name that leads elsewhere");
	above = walk(dir, name, true, last);
	if (above == -1)
		return artefact_refuse_errno(error, name);
	if (unlinkat(above, *last, 0) == 0 || errno == ENOENT)
		return above;
	e = errno;
	close(above);
	errno = e;
	return artefact_refuse_errno(error, name);
}

int
artefact_create_in(int above, const char *last)
{
	return openat(above, last,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
}

int
artefact_create(int dir, const char *name, char error[ARTEFACT_ERROR])
{
	const char *last;
	int above = artefact_make_room(dir, name, &last, error), fd, e;

	if (above == -1)
		return -1;
	fd = artefact_create_in(above, last);
	e = errno;
	close(above);
	errno = e;
	return fd == -1 ? artefact_refuse_errno(error, name) : fd;
}

/* What is in the directory, and it; not what links in it lead to. */
static int
remove_all(int above, const char *name)
{
	const struct dirent *entry;
	int fd, result = 0;
	DIR *dir;

	if (unlinkat(above, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return -1;
	fd = openat(above, name, O_RDONLY | DIRECTORY);
	dir = fd == -1 ? NULL : fdopendir(fd);
	if (!dir) {
		if (fd != -1)
			close(fd);
		return -1;
	}
	while (result == 0 && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			result = remove_all(fd, entry->d_name);
	closedir(dir);
	return result == 0 ? unlinkat(above, name, AT_REMOVEDIR) : -1;
}

int
artefact_remove(int dir, const char *name, char error[ARTEFACT_ERROR])
{
	return remove_all(dir, name) == -1 ?
	    artefact_refuse_errno(error, name) :
	    0;
}
