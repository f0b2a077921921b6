/* homes.c - whose a folder is: somebody's home, or many people's. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/homes.h"

#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/run.h"

bool
path_is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	while (n > 1 && folder[n - 1] == '/')
		n--;
	return strncmp(path, folder, n) == 0 &&
	    (path[n] == '/' || path[n] == '\0' || n == 1);
}

/* The caller's by the machine's word; "" if it knows of none. */
static struct {
	bool known;
	char path[PATH_MAX];
} home_of_user;

void
cell_find_home(void)
{
	const struct passwd *me = getpwuid(getuid());

	home_of_user.known = true;
	if (!me || !realpath(me->pw_dir, home_of_user.path))
		home_of_user.path[0] = '\0';
}

/* The caller's, by his word and by the machine's; NULL: there is none. */
static const char *
find_home(int which)
{
	static char by_word[PATH_MAX];
	const char *name = getenv("HOME");

	if (which == 0)
		return name ? realpath(name, by_word) : NULL;
	if (!home_of_user.known)
		cell_find_home();
	return home_of_user.path[0] ? home_of_user.path : NULL;
}

bool
folder_is_home(const char *folder)
{
	const char *home;
	int which;

	for (which = 0; which < 2; which++) {
		home = find_home(which);
		if (home && path_is_below(home, folder))
			return true;
	}
	/* another's */
	return strncmp(folder, "/home/", 6) == 0 && !strchr(folder + 6, '/');
}

bool
path_is_in_a_home(const char *path)
{
	const char *home;
	int which;

	for (which = 0; which < 2; which++) {
		home = find_home(which);
		if (home && strcmp(home, "/") != 0 && path_is_below(path, home))
			return true;
	}
	return path_is_below(path, "/home");
}

bool
folder_is_common(const char *folder)
{
	static const char *const folders[] = { "/", "/tmp", "/var", "/var/tmp",
		"/home", "/root", "/srv", "/mnt", "/media", "/boot" };
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strcmp(folder, folders[i]) == 0)
			return true;
	return folder_is_home(folder);
}
