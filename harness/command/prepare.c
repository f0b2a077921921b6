/* prepare.c - what a subject of others needs: looked for, built. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/command.h"
#include "lab/guests.h"

/* What the compiler says goes beside what it makes.  Its wait status. */
static int
run_build(const struct subject *s, const char *build)
{
	const char *argv[] = { "/bin/sh", "-c", build, NULL };
	int out, status;
	char *log;

	if (asprintf(&log, "%s.log", s->program) == -1)
		err(STATUS_USAGE, "%s", s->name);
	out = open(
	    log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (out == -1)
		err(STATUS_USAGE, "%s", log);
	status = start_and_wait(argv, out);
	(void)close(out);
	free(log);
	return status;
}

static void
make_directory(const char *dir)
{
	if (mkdir(dir, 0777) == -1 && errno != EEXIST)
		err(STATUS_USAGE, "%s", dir);
}

static void
build_subject(struct subject *s, const char *dir)
{
	char *build;

	make_directory(dir);
	if (asprintf(&s->program, "%s/%s", dir, s->name) == -1)
		err(STATUS_USAGE, "%s", s->name);
	(void)unlink(s->program);
	build = subject_command(s, s->build, NULL, NULL);
	if (!build)
		err(STATUS_USAGE, "%s", s->name);
	if (run_build(s, build) != 0) {
		if (asprintf(&s->broken,
			"subject: it could not be built (%s); %s.log says why",
			build, s->program) == -1)
			err(STATUS_USAGE, "%s", s->name);
		harmless_text(s->broken, false);
	}
	free(build);
}

/* Empty on the disk: each lab mounts a file system of its own there. */
static void
make_data(struct subject *s, const char *dir)
{
	make_directory(dir);
	if (asprintf(&s->data, "%s/%s.data", dir, s->name) == -1 ||
	    (mkdir(s->data, 0777) == -1 && errno != EEXIST))
		err(STATUS_USAGE, "%s/%s.data", dir, s->name);
}

void
prepare_subject(struct subject *s, const char *dir)
{
	char error[CASE_ERROR];

	if (s->unsupported)
		return;
	if (subject_lacks(s, error))
		s->unsupported = strdup(error);
	else {
		if (s->server)
			make_data(s, dir);
		if (s->build) {
			build_subject(s, dir);
			lab_give(s->program);
		}
		if (!s->broken && subject_misses(s, error)) {
			if (asprintf(&s->broken,
				"subject: its program is not here: %s",
				error) == -1)
				err(STATUS_USAGE, "%s", s->name);
			harmless_text(s->broken, false);
		}
	}
}

void
prepare_apart(struct subject *s, char dir[APART])
{
	snprintf(dir, APART, "/tmp/hangup-subject-XXXXXX");
	if (!mkdtemp(dir))
		err(STATUS_USAGE, "%s", dir);
	if (s->says.kind == EXTERNAL)
		prepare_subject(s, dir);
}

bool
misses_program(const struct subject *s, char error[CASE_ERROR])
{
	char lacks[CASE_ERROR];

	/* what it needs may take longer to find out */
	return s->says.kind == EXTERNAL && !s->unsupported && !s->build &&
	    subject_misses(s, error) && !subject_lacks(s, lacks);
}

bool
program_is_here(const struct subject *s)
{
	char error[CASE_ERROR];

	if (!misses_program(s, error))
		return true;
	fprintf(stderr, "hangup: %s: its program is not here: %s\n", s->name,
	    error);
	return false;
}

static int
remove_entry(
    const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	(void)remove(path);
	return 0;
}

void
remove_apart(const char dir[APART])
{
	(void)nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
