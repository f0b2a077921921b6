/* test_walls.c - what a command names, and so is shown; and what never is. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/guests.h"
#include "run/cell.h"

/*
 * BASE/home/.ssh/key, home/project/check.py, home/.tool/bin/tool, .tool/token,
 * home/out/cells, elsewhere/file; links in the project lead out of it.
 */
static char base[] = "/tmp/hangup-walls-XXXXXX";
static char text[16384];

static const char *
in(const char *name)
{
	static char path[8][256];
	static int i;

	i = (i + 1) % 8;
	snprintf(path[i], sizeof(path[i]), "%s/%s", base, name);
	return path[i];
}

static void
make(const char *name)
{
	char path[256], *slash;
	FILE *f;

	snprintf(path, sizeof(path), "%s", in(name));
	for (slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0755);
		*slash = '/';
	}
	f = fopen(path, "we");
	assert_non_null(f);
	fclose(f);
	assert_int_equal(chmod(path, 0755), 0);
}

/* "shown:PATH hidden:PATH ...", BASE left out. */
static const char *
places(const char *command, const char *out, const char *data)
{
	static const char *const how[] = { "shown", "writable", "hidden" };
	struct subject subject = { .data = (char *)(uintptr_t)data };
	const struct spec spec = { .subject = &subject };
	const struct setting setting = { .out = out, .programs = "/usr/bin" };
	static struct cell cell;
	const struct walls *walls;
	const struct place *p;
	size_t n = 0, skip = strlen(base);

	cell = (struct cell) { .spec = &spec, .setting = &setting };
	walls = cell_walls(&cell, command);
	assert_int_equal(walls->which, WALLS_ALL);
	text[0] = '\0';
	for (p = walls->places; p->path; p++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s:%s ",
		    how[p->how],
		    strncmp(p->path, base, skip) == 0 ? p->path + skip :
							p->path);
	return text;
}

static int
make_tree(void **state)
{
	(void)state;
	if (!mkdtemp(base))
		return -1;
	make("home/.ssh/key");
	make("home/note");
	make("home/project/check.py");
	make("home/project/sub/other.py");
	make("home/.tool/bin/tool");
	make("home/.tool/token");
	make("home/project/out/cells");
	make("elsewhere/file");
	make("prefix/bin/thing");
	make("data/ready");
	if (symlink("../.ssh/key", in("home/project/config")) == -1 ||
	    symlink("../.ssh", in("home/project/keys")) == -1 ||
	    symlink(in("home/project"), in("link")) == -1)
		return -1;
	setenv("HOME", in("home"), 1);
	setenv("PATH", "/usr/bin:/bin", 1);
	return chdir(in("home/project"));
}

static int
remove_tree(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", base);
	return system(command);
}

/* The folder of the run, those of the files that are named; not the home. */
static void
test_named(void **state)
{
	char command[1024];

	(void)state;
	assert_string_equal(
	    places("python3 check.py 10.77.0.2 7777", NULL, NULL),
	    "shown:/home/project ");
	snprintf(command, sizeof(command), "exec '%s' \"%s\"",
	    in("elsewhere/file"), in("home/note"));
	assert_string_equal(places(command, NULL, NULL),
	    "shown:/home/project shown:/elsewhere shown:/home/note ");
	snprintf(command, sizeof(command), "X=%s/sub/other.py sh -c true",
	    in("home/project"));
	assert_string_equal(places(command, NULL, NULL),
	    "shown:/home/project shown:/home/project/sub ");
	snprintf(command, sizeof(command), "ls %s / /tmp /root %s", in("home"),
	    base);
	assert_string_equal(
	    places(command, NULL, NULL), "shown:/home/project ");
}

/* From a home, or where HOME says otherwise, a file alone is shown. */
static void
test_home(void **state)
{
	(void)state;
	assert_int_equal(chdir(in("home")), 0);
	assert_string_equal(places("sh note", NULL, NULL), "shown:/home/note ");
	assert_int_equal(chdir("/"), 0);
	assert_string_equal(places("sh -c true", NULL, NULL), "");
	assert_int_equal(chdir(in("home/project")), 0);
}

/* Whoever wrote the project chooses nothing outside of it. */
static void
test_links(void **state)
{
	(void)state;
	assert_string_equal(places("sh check.py config keys", NULL, NULL),
	    "shown:/home/project ");
}

/* Programs, and what belongs to them; not what lies beside them in a home. */
static void
test_programs(void **state)
{
	char path[512];

	(void)state;
	snprintf(path, sizeof(path), "%s:%s:/usr/bin", in("home/.tool/bin"),
	    in("prefix/bin"));
	setenv("PATH", path, 1);
	places("tool; thing; ls", NULL, NULL);
	setenv("PATH", "/usr/bin:/bin", 1);
	assert_non_null(strstr(text, "shown:/home/.tool/bin "));
	assert_null(strstr(text, "shown:/home/.tool "));
	assert_null(strstr(text, "token"));
	assert_non_null(strstr(text, "shown:/prefix "));
}

/* Wherever they can be seen, and by whatever name they were given. */
static void
test_results(void **state)
{
	char command[512];

	(void)state;
	assert_string_equal(places("sh check.py", "out", NULL),
	    "shown:/home/project hidden:/home/project/out ");
	assert_string_equal(places("sh check.py", in("link/out"), NULL),
	    "shown:/home/project hidden:/home/project/out ");
	snprintf(command, sizeof(command), "sh %s/check.py", in("link"));
	places(command, "out", NULL);
	assert_non_null(strstr(text, "hidden:/home/project/out "));
	assert_non_null(strstr(text, "hidden:/link/out "));
	assert_string_equal(places("sh check.py", in("elsewhere"), NULL),
	    "shown:/home/project ");
}

/* A server writes there before the subject's words are looked at. */
static void
test_data(void **state)
{
	char command[512];

	(void)state;
	snprintf(command, sizeof(command), "cat %s", in("data/ready"));
	assert_string_equal(places(command, NULL, in("data")),
	    "shown:/home/project writable:/data ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_home),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_data),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
