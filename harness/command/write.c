/* write.c - a page that a command makes: under its name it is whole. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "report/report.h"

/* Under another name first: a page that is there is whole. */
static int
put_whole(int dir, const char *name, put_page *put, void *data)
{
	char part[NAME_MAX + 32], error[ARTEFACT_ERROR];
	int fd, result = -1, why;
	FILE *out;

	/* of this process: two may make the same page at once */
	snprintf(part, sizeof(part), ".%s.%d.part", name, (int)getpid());
	fd = artefact_create(dir, part, error);
	out = fd == -1 ? NULL : fdopen(fd, "w");
	if (out) {
		result = put(data, out);
		if (fclose(out) != 0)
			result = -1;
	}
	if (result == 0 && renameat(dir, part, dir, name) == 0)
		return 0;
	/* of what is to be made, where a directory is: none takes it */
	why = errno == ENOENT ? EPERM : errno;
	(void)unlinkat(dir, part, 0);
	errno = why; /* the page's, not that of what was not there */
	return -1;
}

int
write_page(const char *path, const char *option, put_page *put, void *data)
{
	char above[PATH_MAX], base[PATH_MAX], error[REPORT_ERROR];
	int lock, result;

	snprintf(above, sizeof(above), "%s", path);
	snprintf(base, sizeof(base), "%s", path);
	/* not while a run writes there */
	lock = report_lock(dirname(above), false, error);
	result = lock == -1 ? -1 : put_whole(lock, basename(base), put, data);
	if (lock != -1 && result == -1)
		snprintf(error, sizeof(error), "%s", strerror(errno));
	if (result == -1)
		fprintf(stderr,
		    "hangup: cannot write %s: %s; name another place with "
		    "%s\n",
		    path, error, option);
	else
		printf("%s\n", path);
	if (lock != -1)
		close(lock);
	return result == -1 ? STATUS_USAGE : STATUS_OK;
}
