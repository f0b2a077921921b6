/* test_leftovers.c - a lab that ends, however it ends, leaves nothing. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sched.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

#include "lab/testing-children.h"

/* All descendants of pid, as the machine sees them. */
struct family {
	pid_t pid[32];
	size_t n;
};

static void
find_family(struct family *f, pid_t pid)
{
	char file[64];
	FILE *children;
	int child;

	snprintf(file, sizeof(file), "/proc/%d/task/%d/children", (int)pid,
	    (int)pid);
	children = fopen(file, "re");
	assert_non_null(children);
	while (fscanf(children, "%d", &child) == 1) {
		assert_true(f->n < 32);
		f->pid[f->n++] = child;
		find_family(f, child);
	}
	fclose(children);
}

/*
 * The keeper's orphans come to us, and we reap them at once: the lab's pid 1
 * cannot end before, and who else would reap them may take its time.
 */
static int
adopt(void **state)
{
	(void)state;
	signal(SIGCHLD, SIG_IGN);
	return prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static int
abandon(void **state)
{
	(void)state;
	signal(SIGCHLD, SIG_DFL);
	return prctl(PR_SET_CHILD_SUBREAPER, 0);
}

/* Waits for the end of each: a pidfd becomes readable. */
static void
expect_end(const struct family *f, const int *pidfd)
{
	for (size_t i = 0; i < f->n; i++) {
		if (readable(pidfd[i]))
			continue;
		/* what this test finds left it does not leave */
		for (size_t j = 0; j < f->n; j++)
			(void)syscall(
			    SYS_pidfd_send_signal, pidfd[j], SIGKILL, NULL, 0);
		fail_msg("pid %d still runs", (int)f->pid[i]);
	}
	for (size_t i = 0; i < f->n; i++)
		close(pidfd[i]);
}

static void
watch_family(const struct family *f, int *pidfd)
{
	for (size_t i = 0; i < f->n; i++) {
		pidfd[i] = (int)syscall(SYS_pidfd_open, f->pid[i], 0);
		assert_true(pidfd[i] >= 0);
	}
}

/*
 * Ends.  All kinds of children that do not end by themselves.
 */
#define LINGERERS 13 /* descendants of the keeper, init and holders, too */

static void
start_lingerers(struct lab *lab)
{
	static const char *const scripts[] = {
		/* hangs, and will not listen to reason */
		"trap '' TERM HUP INT; echo up; while :; do sleep 1000; done",
		/* floods its standard output, which nobody reads */
		"echo up; exec yes",
		/* dies; its child, with a session of its own, runs on */
		"setsid sleep 1000 >/dev/null 2>&1 & echo up",
		/* waits for a child and a grandchild */
		"sh -c 'sleep 1000; :' & echo up; wait",
	};
	struct talker child;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		child = shell(lab, scripts[i]);
		read_from(child.out, "up\n");
	}
	/* the third has died by now, and waits to be reaped */
}

/* Until all that the scripts start is there. */
static struct family
meet(pid_t keeper, size_t n)
{
	struct family f = { .n = 0 };
	time_t end = time(NULL) + PATIENCE_MS / 1000;

	while (f.n != n && time(NULL) <= end) {
		sched_yield();
		f.n = 0;
		find_family(&f, keeper);
	}
	assert_int_equal(f.n, n);
	return f;
}

static void
play_close(struct lab *lab)
{
	char c;

	start_lingerers(lab);
	dprintf(teller, "up\n");
	CHECK(read(teller, &c, 1) == 1);
	lab_close(lab);
	dprintf(teller, "closed\n");
	CHECK(read(teller, &c, 1) == 1);
}

/* When lab_close returns they are gone, though nobody ended them one by one. */
static void
test_close_ends_all(void **state)
{
	struct keeper k;
	struct family f;

	(void)state;
	need_lab();
	k = keep(4, play_close);
	assert_string_equal(hear(&k), "up");
	f = meet(k.pid, LINGERERS);
	assert_int_equal(write(k.fd, "c", 1), 1);
	assert_string_equal(hear(&k), "closed");
	for (size_t i = 0; i < f.n; i++)
		if (kill(f.pid[i], 0) == 0 || errno != ESRCH)
			fail_msg("pid %d is still there", (int)f.pid[i]);
	assert_int_equal(write(k.fd, "q", 1), 1);
	finish(&k);
}

static void
play_until_killed(struct lab *lab)
{
	start_lingerers(lab);
	dprintf(teller, "%d\n", (int)getpid());
	for (;;)
		pause();
}

static void
test_killed_keeper_leaves_nothing(void **state)
{
	struct keeper k;
	struct family f;
	int pidfd[32];

	(void)state;
	need_lab();
	k = keep(4, play_until_killed);
	assert_int_equal(atoi(hear(&k)), k.pid);
	f = meet(k.pid, LINGERERS);
	f.pid[f.n++] = k.pid;
	watch_family(&f, pidfd);
	assert_int_equal(kill(k.pid, SIGKILL), 0);
	expect_end(&f, pidfd);
	close(k.fd);
}

/* The keeper dies when its parent dies, whatever kills that one. */
static void
test_killed_parent_leaves_nothing(void **state)
{
	struct keeper parent;
	struct family f;
	int pidfd[32], fd[2];

	(void)state;
	need_lab();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	parent.pid = fork();
	if (parent.pid == 0) {
		teller = fd[1];
		signal(SIGCHLD, SIG_DFL);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (fork() == 0)
			be_keeper(4, play_until_killed);
		for (;;)
			pause();
	}
	assert_true(parent.pid > 0);
	close(fd[1]);
	parent.fd = fd[0];
	assert_true(atoi(hear(&parent)) > 0);
	f = meet(parent.pid, LINGERERS + 1);
	f.pid[f.n++] = parent.pid;
	watch_family(&f, pidfd);
	assert_int_equal(kill(parent.pid, SIGKILL), 0);
	expect_end(&f, pidfd);
	close(fd[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_close_ends_all),
		cmocka_unit_test_setup_teardown(
		    test_killed_keeper_leaves_nothing, adopt, abandon),
		cmocka_unit_test_setup_teardown(
		    test_killed_parent_leaves_nothing, adopt, abandon),
	};

	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
