/* artefact.c - the files of results: opened and made where nobody misleads. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "report/artefact.h"
#include "report/harmless.h"

#define DIRECTORY (O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* "cells/x.pcap: why" */
static int
refuse(char error[ARTEFACT_ERROR], const char *name, const char *why)
{
	snprintf(error, ARTEFACT_ERROR, "%.300s: %.200s", name, why);
	harmless_text(error, false);
	return -1;
}

static int
refuse_errno(char error[ARTEFACT_ERROR], const char *name)
{
	int e = errno;

	refuse(error, name,
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
		return refuse_errno(error, name);
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
	return refuse(error, name, why);
}

int
artefact_open(int dir, const char *name, size_t most, size_t *size,
    char error[ARTEFACT_ERROR])
{
	errno = EINVAL;
	if (!leads_down(name))
		return refuse(error, name, "a name that leads elsewhere");
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

/* What is appended meanwhile is none of it. */
static unsigned char *
read_all(int fd, const char *name, size_t size, size_t *n,
    char error[ARTEFACT_ERROR])
{
	unsigned char *bytes = malloc(size + 1);
	ssize_t got = 1;

	for (*n = 0; bytes && *n < size && got > 0; *n += (size_t)got)
		if ((got = read(fd, bytes + *n, size - *n)) == -1)
			break;
	if (bytes && got != -1)
		return bytes;
	refuse_errno(error, name);
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
	bytes = read_all(fd, name, size, n, error);
	close(fd);
	return bytes;
}

/* The directory for a file of that name, in which it is no more. */
static int
make_room(
    int dir, const char *name, const char **last, char error[ARTEFACT_ERROR])
{
	int above, e;

	errno = EINVAL;
	if (!leads_down(name))
		return refuse(error, name, "a name that leads elsewhere");
	above = walk(dir, name, true, last);
	if (above == -1)
		return refuse_errno(error, name);
	if (unlinkat(above, *last, 0) == 0 || errno == ENOENT)
		return above;
	e = errno;
	close(above);
	errno = e;
	return refuse_errno(error, name);
}

static int
create_in(int above, const char *last)
{
	return openat(above, last,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
}

int
artefact_create(int dir, const char *name, char error[ARTEFACT_ERROR])
{
	const char *last;
	int above = make_room(dir, name, &last, error), fd, e;

	if (above == -1)
		return -1;
	fd = create_in(above, last);
	e = errno;
	close(above);
	errno = e;
	return fd == -1 ? refuse_errno(error, name) : fd;
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
	return remove_all(dir, name) == -1 ? refuse_errno(error, name) : 0;
}

const char *
artefact_sha256(const void *bytes, size_t n, char hex[ARTEFACT_HASH])
{
	return SHA256Data(bytes, n, hex);
}

/* With its descriptor, which is the caller's if there are bytes. */
static unsigned char *
open_capture(int dir, const json_t *cell, const char *leg, size_t *n, int *fd,
    char error[ARTEFACT_ERROR])
{
	const json_t *wire = json_object_get(cell, "wire");
	const char *name = json_string_value(json_object_get(wire, leg)), *want;
	char member[32], hex[ARTEFACT_HASH];
	unsigned char *bytes;
	size_t size = 0;

	error[0] = '\0';
	if (!name)
		return NULL;
	*fd = artefact_open(dir, name, ARTEFACT_CAPTURE, &size, error);
	if (*fd == -1) {
		if (errno == ENOENT)
			error[0] = '\0';
		return NULL;
	}
	snprintf(member, sizeof(member), "%s_sha256", leg);
	want = json_string_value(json_object_get(wire, member));
	bytes = read_all(*fd, name, size, n, error);
	if (bytes && want &&
	    strcmp(want, artefact_sha256(bytes, *n, hex)) != 0) {
		refuse(error, name,
		    "not the capture that was judged: its SHA-256 is another "
		    "than results.json has");
		free(bytes);
		bytes = NULL;
	}
	if (!bytes)
		close(*fd);
	return bytes;
}

unsigned char *
artefact_capture(int dir, const json_t *cell, const char *leg, size_t *n,
    char error[ARTEFACT_ERROR])
{
	unsigned char *bytes;
	int fd;

	bytes = open_capture(dir, cell, leg, n, &fd, error);
	if (bytes)
		close(fd);
	return bytes;
}

static int
write_all(int fd, const unsigned char *bytes, size_t n)
{
	size_t done = 0;
	ssize_t put;
	int e;

	while (done < n && (put = write(fd, bytes + done, n - done)) != -1)
		done += (size_t)put;
	e = errno;
	if (close(fd) == -1)
		return -1;
	errno = e;
	return done == n ? 0 : -1;
}

/* The very file that was looked at, or its bytes anew: one is much faster. */
static int
link_or_copy(
    int fd, const unsigned char *bytes, size_t n, int above, const char *last)
{
	char same[40];
	int copy;

	snprintf(same, sizeof(same), "/proc/self/fd/%d", fd);
	if (linkat(AT_FDCWD, same, above, last, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	copy = create_in(above, last);
	return copy == -1 ? -1 : write_all(copy, bytes, n);
}

int
artefact_bring(int from, const json_t *cell, const char *leg, int to,
    char error[ARTEFACT_ERROR])
{
	const char *name = json_string_value(
		       json_object_get(json_object_get(cell, "wire"), leg)),
		   *last;
	unsigned char *bytes;
	int fd, above, result = -1;
	size_t n;

	bytes = open_capture(from, cell, leg, &n, &fd, error);
	if (!bytes)
		return -1;
	above = make_room(to, name, &last, error);
	if (above != -1) {
		result = link_or_copy(fd, bytes, n, above, last);
		if (result == -1)
			refuse_errno(error, name);
		close(above);
	}
	close(fd);
	free(bytes);
	return result;
}
