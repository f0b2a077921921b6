/* judged.c - captures of results: only those that were judged are taken. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/artefact-private.h"

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
	bytes = artefact_read_all(*fd, name, size, n, error);
	if (bytes && want &&
	    strcmp(want, artefact_sha256(bytes, *n, hex)) != 0) {
		artefact_refuse(error, name,
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
	copy = artefact_create_in(above, last);
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
	above = artefact_make_room(to, name, &last, error);
	if (above != -1) {
		result = link_or_copy(fd, bytes, n, above, last);
		if (result == -1)
			artefact_refuse_errno(error, name);
		close(above);
	}
	close(fd);
	free(bytes);
	return result;
}
