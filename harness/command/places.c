/* places.c - where the programs, the cases and the results are. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/command.h"

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

/* Cuts off the last name; what lies below / ends as "". */
static void
go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash)
		*slash = '\0';
}

/* The directory of this program: build/ in a checkout, else PREFIX/bin. */
static const char *
own_directory(void)
{
	static char path[PATH_MAX];
	ssize_t n;

	if (path[0] == '\0') {
		n = readlink("/proc/self/exe", path, sizeof(path) - 1);
		if (n == -1)
			err(STATUS_USAGE, "/proc/self/exe");
		path[n] = '\0';
		go_up(path);
	}
	return path;
}

const char *
programs_directory(void)
{
	static char path[PATH_MAX];

	if (getenv("HANGUP_PROGRAMS"))
		return getenv("HANGUP_PROGRAMS");
	snprintf(path, sizeof(path), "%s/hangup-subject", own_directory());
	if (access(path, X_OK) == 0)
		return own_directory();
	/* PREFIX/bin, wherever that came to be */
	snprintf(path, sizeof(path), "%s/../libexec/hangup", own_directory());
	return access(path, X_OK) == 0 ? path : PREFIX "/libexec/hangup";
}

/* Upwards from build/ or build/VARIANT/; else where it was installed. */
const char *
cases_directory(void)
{
	static char path[PATH_MAX];
	int up;

	if (getenv("HANGUP_CASES"))
		return getenv("HANGUP_CASES");
	for (up = 1; up <= 2; up++) {
		snprintf(path, sizeof(path), "%s", own_directory());
		go_up(path);
		if (up == 2)
			go_up(path);
		strncat(path, "/cases", sizeof(path) - strlen(path) - 1);
		if (access(path, R_OK) == 0)
			return path;
	}
	snprintf(
	    path, sizeof(path), "%s/../share/hangup/cases", own_directory());
	return access(path, R_OK) == 0 ? path : PREFIX "/share/hangup/cases";
}

json_t *
need_results(const char *file)
{
	char error[REPORT_ERROR];
	json_t *root = report_read(file, error);

	if (!root)
		fprintf(stderr,
		    "hangup: %s\n\"hangup run\" writes such results\n", error);
	return root;
}

void
results_directory(const char *file, char dir[PATH_MAX])
{
	char copy[PATH_MAX];
	struct stat st;

	snprintf(copy, sizeof(copy), "%s", file);
	snprintf(dir, PATH_MAX, "%s",
	    stat(file, &st) == 0 && S_ISDIR(st.st_mode) ? file : dirname(copy));
}
