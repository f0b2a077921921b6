/* test_tree.c - what a process started is stopped with it; a private disk. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "lab/testing.h"

static char directory[] = "/tmp/hangup-private-XXXXXX";
static const struct place places[] = { { directory, directory, PLACE_WRITABLE },
	{ NULL, NULL, PLACE_SHOWN } };
static const struct walls walls = { .places = places };

/* A shell on the subject's host; its first line is read. */
static struct talker
shell(struct lab *lab, const char *script, char line[64])
{
	static char path[] = "PATH=/usr/bin:/bin";
	const char *const argv[] = { "sh", "-c", script, NULL };
	const char *const envp[] = { path, NULL };
	char error[LAB_ERROR];
	struct talker child;
	size_t n = 0;

	if (lab_spawn(lab, &child, HOST_SUBJECT, &walls, argv, envp, error) ==
	    -1)
		complain(__LINE__, error);
	do {
		CHECK(readable(child.out));
		CHECK(n < 63 && read(child.out, line + n, 1) == 1);
	} while (line[n] != '\n' && ++n);
	line[n] = '\0';
	return child;
}

/* The first that it started, by the machine's number. */
static pid_t
first_child(struct lab *lab, pid_t pid)
{
	char name[64], list[256];

	snprintf(name, sizeof(name), "task/%d/children", (int)pid);
	CHECK(lab_read_proc(lab, pid, name, list, sizeof(list)) == 0);
	return (pid_t)strtol(list, NULL, 10);
}

/* A program at a terminal is in a session of its own. */
static void
play_stop(struct lab *lab)
{
	char line[64];
	struct talker child = shell(
	    lab, "setsid sh -c 'echo up; exec sleep 1000' & wait", line);
	pid_t program = first_child(lab, child.process->pid);

	CHECK(program > 0);
	CHECK(lab_process_state(lab, program) != 'T');
	CHECK(lab_signal(&child, SIGSTOP) == 0);
	CHECK(lab_is_stopped(&child));
	CHECK(lab_process_state(lab, program) == 'T');
	CHECK(lab_signal(&child, SIGCONT) == 0);
	CHECK(!lab_is_stopped(&child));
	CHECK(lab_process_state(lab, program) != 'T');
	lab_end(&child);
	lab_close(lab);
}

/*
 * Three that want one CPU wait for it, whoever started them: the first of all
 * only waits for them, which is no wait for a CPU.
 */
static void
play_waits(struct lab *lab)
{
	char line[64];
	struct talker child = shell(lab,
	    "for i in 1 2 3; do taskset -c 0 sh -c 'while :; do :; done' & done; "
	    "echo up; wait",
	    line);
	int64_t before = lab_waited_ns(lab, &child);

	(void)poll(NULL, 0, 200);
	CHECK(lab_waited_ns(lab, &child) - before >= 100 * 1000000LL);
	lab_end(&child);
	lab_close(lab);
}

static void
test_waits(void **state)
{
	(void)state;
	in_lab(4, play_waits);
}

static void
test_stop(void **state)
{
	(void)state;
	in_lab(4, play_stop);
}

/* A guest that is shown it can write there. */
static void
play_private_directory(struct lab *lab)
{
	char script[128], line[64], error[LAB_ERROR];
	struct talker child;

	CHECK(lab_private_directory(lab, directory, error) == 0);
	snprintf(script, sizeof(script), "cd %s && echo mine >file && cat file",
	    directory);
	child = shell(lab, script, line);
	CHECK(strcmp(line, "mine") == 0);
	lab_end(&child);
	CHECK(lab_private_directory(lab, "/nowhere", error) == -1);
	CHECK(strcmp(error,
		  "mount: a tmpfs on /nowhere: No such file or "
		  "directory") == 0);
	lab_close(lab);
}

/* What was written is seen by nobody else: the directory is empty outside. */
static void
test_private_directory(void **state)
{
	(void)state;
	in_lab(4, play_private_directory);
	assert_int_equal(rmdir(directory), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_private_directory),
	};

	look_for_labs();
	if (!mkdtemp(directory))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
