/* test_delegated.c - an ordinary user's lab has another id than its guests. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include "lab/confine.h"
#include "lab/testing-children.h"

/* Root becomes somebody to whom ids were delegated; false: there is nobody. */
static bool
be_ordinary(void)
{
	const struct passwd *user;
	struct delegated d;

	setpwent();
	while (geteuid() == 0 && (user = getpwent())) {
		if (user->pw_uid == 0 || seteuid(user->pw_uid) == -1)
			continue;
		if (!lab_find_delegated(&d)) {
			(void)seteuid(0);
			continue;
		}
		if (seteuid(0) == -1 || setgroups(1, &user->pw_gid) == -1 ||
		    setresgid(user->pw_gid, user->pw_gid, user->pw_gid) == -1 ||
		    setresuid(user->pw_uid, user->pw_uid, user->pw_uid) == -1)
			return false;
	}
	endpwent();
	/* as after an exec: newuidmap(1) asks whose the process is */
	prctl(PR_SET_DUMPABLE, 1);
	return lab_find_delegated(&d);
}

static bool is_delegated;
static char error[LAB_ERROR];

static void
play_apart(struct lab *lab)
{
	/* without any wall, so that it is the id that keeps them apart */
	static const struct walls none = { .which = WALLS_NONE };
	const char *const sleeper[] = { "sleep", "1000", NULL };
	const char *const argv[] = { "sh", "-c",
		"for p in /proc/[0-9]*; do "
		"read -r name <$p/comm; test \"$name\" = sleep || continue; "
		"kill -0 ${p#/proc/} && echo signalled; "
		"head -c 1 $p/environ >/dev/null && echo looked into; "
		"echo seen; done 2>/dev/null; id -u; read x",
		NULL };
	struct talker peer = spawn(lab, HOST_PEER, false, sleeper), guest;
	struct stat of_peer, of_guest;
	char name[32];

	if (lab_spawn(
		lab, &guest, HOST_SUBJECT, &none, argv, standard, error) == -1)
		complain(__LINE__, error);
	CHECK(strcmp(read_from(guest.out, "000\n"), "seen\n1000\n") == 0);
	/* the namespace maps no two to one: they differ outside, too */
	snprintf(name, sizeof(name), "%d", (int)peer.process->pid);
	CHECK(fstatat(lab->host_proc, name, &of_peer, 0) == 0);
	snprintf(name, sizeof(name), "%d", (int)guest.process->pid);
	CHECK(fstatat(lab->host_proc, name, &of_guest, 0) == 0);
	CHECK(of_peer.st_uid == 0 && of_guest.st_uid == LAB_GUEST);
	CHECK(of_peer.st_gid == 0 && of_guest.st_gid == LAB_GUEST);
	lab_end(&guest);
	lab_end(&peer);
	lab_close(lab);
}

static void
test_apart(void **state)
{
	(void)state;
	if (!is_delegated)
		skip();
	in_lab(4, play_apart);
}

/* What is his alone a guest of his can read, and what the lab writes is his. */
static void
play_files(struct lab *lab)
{
	char folder[] = "/tmp/hangup-delegated-XXXXXX", file[64];
	const struct place places[] = { { folder, folder, PLACE_SHOWN },
		{ NULL, NULL, PLACE_SHOWN } };
	const struct walls held = { .places = places };
	const char *const argv[] = { "cat", file, NULL };
	struct talker child;
	struct stat st;
	int fd;

	CHECK(mkdtemp(folder) && chmod(folder, 0700) == 0);
	snprintf(file, sizeof(file), "%s/file", folder);
	fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	CHECK(fd != -1 && write(fd, "mine\n", 5) == 5);
	CHECK(fstat(fd, &st) == 0 && st.st_uid == LAB_GUEST &&
	    st.st_gid == LAB_GUEST);
	close(fd);
	if (lab_spawn(
		lab, &child, HOST_SUBJECT, &held, argv, standard, error) == -1)
		complain(__LINE__, error);
	CHECK(strcmp(read_from(child.out, NULL), "mine\n") == 0);
	lab_end(&child);
	CHECK(unlink(file) == 0 && rmdir(folder) == 0);
	lab_close(lab);
}

static void
test_files(void **state)
{
	(void)state;
	if (!is_delegated)
		skip();
	in_lab(4, play_files);
}

/* Where newuidmap(1) is missing all is as if nothing were delegated. */
static void
test_missing(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	if (!is_delegated)
		skip();
	need_lab();
	pid = fork();
	if (pid == 0) {
		setenv("PATH", "/nowhere", 1);
		_exit(
		    lab_prepare(false, error) == 0 && lab_delegated_id() == 0 ?
			0 :
			1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_missing),
	};
	int pid = be_ordinary() ? fork() : -1, status = 0;

	if (pid == 0)
		_exit(
		    lab_prepare(false, error) == -1 || lab_delegated_id() == 0);
	is_delegated = pid > 0 && waitpid(pid, &status, 0) == pid &&
	    status == 0;
	if (!is_delegated)
		print_message("no ids are delegated here to an ordinary user "
			      "(subuid(5), newuidmap(1)): not tried\n");
	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
