/* test_cgroup.c - guests in a cgroup of their own, where one was handed over. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/confine.h"
#include "lab/lab.h"

static char cell[64];

static bool
is_there(const char *name)
{
	struct stat st;

	return fstatat(cgroup_kept(), name, &st, 0) == 0;
}

static void
read_in(const char *file, char text[64])
{
	char name[128];
	FILE *f;

	snprintf(name, sizeof(name), "/proc/self/fd/%d/%s/%s", cgroup_kept(),
	    cell, file);
	f = fopen(name, "r");
	assert_non_null(f);
	assert_non_null(fgets(text, 64, f));
	text[strcspn(text, "\n")] = '\0';
	fclose(f);
}

/* A process that opens a lab and waits; as a cell of a run does. */
static pid_t
start_cell(int *go, int *ready)
{
	int in[2], out[2];
	pid_t pid;

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		char error[LAB_ERROR], byte = 'x';
		struct lab *lab;

		close(in[1]);
		lab = lab_open(4, error);
		(void)!write(out[1], &byte, 1);
		(void)!read(in[0], &byte, 1);
		lab_close(lab);
		_exit(lab ? 0 : 1);
	}
	close(in[0]);
	close(out[1]);
	*go = in[1];
	*ready = out[0];
	return pid;
}

/*
 * Where the caller's cgroup is its own, a cell has one below it, with limits,
 * until it is forgotten; elsewhere there is none, and a lab is a lab.
 */
static void
test_cell(void **state)
{
	char error[LAB_ERROR] = "", text[64], byte;
	int go, ready, status;
	pid_t pid;

	(void)state;
	if (lab_prepare(true, error) == -1)
		fail_msg("%s", error);
	pid = start_cell(&go, &ready);
	snprintf(cell, sizeof(cell), "cell-%d", (int)pid);
	assert_int_equal(read(ready, &byte, 1), 1);
	if (cgroup_kept() != -1) {
		assert_true(is_there("self"));
		assert_true(is_there(cell));
		read_in("memory.max", text);
		assert_true(strtoull(text, NULL, 10) ==
		    (unsigned long long)confine_memory_mb() << 20);
		read_in("pids.max", text);
		assert_int_equal(atoi(text), LAB_MOST_PROCESSES);
	}
	close(go);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	lab_forget(pid);
	if (cgroup_kept() == -1) {
		print_message("no cgroup of version 2 was handed over here\n");
		skip();
	}
	assert_false(is_there(cell));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
