/* testing-children.h - what a test starts in its lab; for tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_TESTING_CHILDREN_H
#define HANGUP_LAB_TESTING_CHILDREN_H

#include <fcntl.h>

#include "lab/testing.h"

static char self[4096]; /* this program: it plays children, too */
static const char *const standard[] = { "PATH=/usr/bin:/bin", NULL };

/* Before the first child: where this program is. */
static inline void
find_self(void)
{
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n > 0)
		self[n] = '\0';
}

/* What the child wrote until stop was in it, or until it closed fd. */
static inline const char *
read_from(int fd, const char *stop)
{
	static char text[8192];
	size_t have = 0;
	ssize_t n;

	do {
		text[have] = '\0';
		if (stop && strstr(text, stop))
			return text;
		CHECK(readable(fd));
		n = read(fd, text + have, sizeof(text) - 1 - have);
		CHECK(n >= 0);
		have += (size_t)n;
	} while (n > 0);
	text[have] = '\0';
	CHECK(stop == NULL);
	return text;
}

/* A guest that is shown this program. */
static const struct place shown[] = { { self, self, PLACE_SHOWN },
	{ NULL, NULL, PLACE_SHOWN } };
/* it may be built with a sanitizer */
static const struct walls walls = { .places = shown,
	.allowed = ALLOW_MEMORY | ALLOW_PTRACE },
			  bare;

static inline struct talker
spawn(struct lab *lab, enum host host, bool guest, const char *const argv[])
{
	char error[LAB_ERROR] = "";
	struct talker child;

	const struct walls *held = self[0] ? &walls : &bare;

	if (lab_spawn(lab, &child, host, guest ? held : NULL, argv, standard,
		error) == -1)
		complain(__LINE__, error);
	return child;
}

static inline struct talker
shell(struct lab *lab, const char *script)
{
	const char *const argv[] = { "sh", "-c", script, NULL };

	return spawn(lab, HOST_SUBJECT, true, argv);
}

static inline size_t
count_descriptors(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
}

#endif
