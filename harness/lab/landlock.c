/* landlock.c - the second wall of a guest: it writes to its own places only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lab/confine.h"

/* Of linux/landlock.h, which may be older than the kernel. */
struct landlock_ruleset {
	uint64_t handled_fs, handled_net, scoped;
};
struct __attribute__((packed)) landlock_beneath {
	uint64_t allowed;
	int32_t parent;
};
#define LANDLOCK_WRITES \
	(1 << 1 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9 | \
	    1 << 10 | 1 << 11 | 1 << 12)
#define LANDLOCK_REFER (1 << 13)    /* from its version 2 on */
#define LANDLOCK_TRUNCATE (1 << 14) /* 3 */
#define LANDLOCK_SCOPES 3	    /* 6: abstract sockets, signals */

static int
landlock_allow(int rules, const char *path, uint64_t writes)
{
	struct landlock_beneath b = { writes, -1 };
	long result;

	b.parent = (int)syscall(
	    SYS_openat, AT_FDCWD, path, O_PATH | O_CLOEXEC, 0);
	if (b.parent == -1)
		return 0; /* not there: nothing to write to */
	result = syscall(SYS_landlock_add_rule, rules, 1, &b, 0);
	syscall(SYS_close, b.parent);
	return (int)result;
}

static long
version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
}

bool
lab_has_landlock(void)
{
	return version() >= 1;
}

int
confine_writing(const struct walls *walls)
{
	struct landlock_ruleset set = { LANDLOCK_WRITES, 0, 0 };
	long has = version(), rules;
	const struct place *p;
	int result = 0;

	/* it would allow no mounting; and older kernels have none */
	if (has < 1 || walls->allowed & (ALLOW_MOUNT | ALLOW_UNSHARE))
		return 0;
	if (has >= 2)
		set.handled_fs |= LANDLOCK_REFER;
	if (has >= 3)
		set.handled_fs |= LANDLOCK_TRUNCATE;
	if (has >= 6)
		set.scoped = LANDLOCK_SCOPES;
	rules = syscall(SYS_landlock_create_ruleset, &set,
	    has >= 6 ? sizeof(set) : sizeof(set.handled_fs), 0);
	if (rules == -1)
		return -1;
	/* its own; a program of ours has none, and writes nothing */
	if (walls->which == WALLS_ALL &&
	    (landlock_allow((int)rules, "/tmp", set.handled_fs) == -1 ||
		landlock_allow((int)rules, "/dev", set.handled_fs) == -1))
		result = -1;
	for (p = walls->places; p && p->path && result == 0; p++)
		if (p->how == PLACE_WRITABLE)
			result = landlock_allow(
			    (int)rules, p->path, set.handled_fs);
	if (result == 0)
		result = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	syscall(SYS_close, rules);
	return result;
}
