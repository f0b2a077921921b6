/* test_process.c - who runs in a lab: its rights, streams, signals. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>

#include "lab/testing-children.h"

static const char *const no_environment[] = { NULL };

static void
play_guest(struct lab *lab)
{
	const char *const argv[] = { "cat", "/proc/self/status", NULL };
	const char *const down[] = { self, "set-down", NULL };
	struct talker child;
	const char *text;

	child = spawn(lab, HOST_SUBJECT, true, argv);
	text = read_from(child.out, NULL);
	CHECK(strstr(text, "\nUid:\t1000\t1000\t1000\t1000\n"));
	CHECK(strstr(text, "\nGid:\t1000\t1000\t1000\t1000\n"));
	CHECK(strstr(text, "\nCapPrm:\t0000000000000000\n"));
	CHECK(strstr(text, "\nCapEff:\t0000000000000000\n"));
	CHECK(strstr(text, "\nSigBlk:\t0000000000000000\n"));
	lab_end(&child);
	child = spawn(lab, HOST_SUBJECT, true, down);
	CHECK(strcmp(read_from(child.out, NULL), "EPERM\n") == 0);
	lab_end(&child);
	/* our own programs are root there, and can */
	child = spawn(lab, HOST_SUBJECT, false, argv);
	text = read_from(child.out, NULL);
	CHECK(strstr(text, "\nUid:\t0\t0\t0\t0\n"));
	CHECK(!strstr(text, "\nCapEff:\t0000000000000000\n"));
	lab_end(&child);
	child = spawn(lab, HOST_SUBJECT, false, down);
	CHECK(strcmp(read_from(child.out, NULL), "done\n") == 0);
	lab_end(&child);
	lab_close(lab);
}

static void
test_guest(void **state)
{
	(void)state;
	in_lab(4, play_guest);
}

/* Its three streams, its environment, and no descriptor but those. */
static void
play_surroundings(struct lab *lab)
{
	static const char *const environment[] = { "A=1", "B=two", NULL };
	static const char *const env[] = { "/usr/bin/env", NULL };
	const char *const fds[] = { self, "list-descriptors", NULL };
	char error[LAB_ERROR];
	struct talker child;

	CHECK(lab_spawn(lab, &child, HOST_PEER, &walls, env, environment,
		  error) == 0);
	CHECK(strcmp(read_from(child.out, NULL), "A=1\nB=two\n") == 0);
	CHECK(lab_ended(&child, INT64_MAX));
	CHECK(child.status == 0 && child.signal == 0);
	lab_end(&child);
	CHECK(dup2(0, 40) == 40 && dup2(0, 200) == 200);
	child = spawn(lab, HOST_SUBJECT, true, fds);
	CHECK(strcmp(read_from(child.out, NULL), "0 1 2\n") == 0);
	lab_end(&child);
	child = shell(lab, "read line; echo \"got $line\"; echo bad >&2");
	CHECK(lab_tell(&child, "words") == 0);
	CHECK(strcmp(read_from(child.out, NULL), "got words\n") == 0);
	CHECK(strcmp(read_from(child.err, NULL), "bad\n") == 0);
	CHECK(fcntl(child.out, F_GETFL) & O_NONBLOCK);
	CHECK(fcntl(child.err, F_GETFL) & O_NONBLOCK);
	lab_end(&child);
	lab_close(lab);
}

static void
test_surroundings(void **state)
{
	(void)state;
	in_lab(4, play_surroundings);
}

static bool thread_has_ended;

/* A part of ours: what it hears, it says; first its name and its network. */
static void
echo_part(int in, FILE *out)
{
	char name[16] = "", c;

	prctl(PR_GET_NAME, name);
	fprintf(out, "%s %d\n", name, if_nametoindex(LAB_TO_PEER) != 0);
	fflush(out);
	while (read(in, &c, 1) == 1) {
		putc(c, out);
		fflush(out);
	}
	thread_has_ended = true;
}

static void
play_thread(struct lab *lab)
{
	char error[LAB_ERROR] = "";
	struct talker child;
	size_t before = count_descriptors();

	CHECK(
	    lab_thread(lab, &child, HOST_PATH, "echo", echo_part, error) == 0);
	enter(lab, HOST_SUBJECT); /* its network is its own */
	CHECK(if_nametoindex(LAB_TO_PEER) == 0);
	CHECK(strcmp(read_from(child.out, "\n"), "echo 1\n") == 0);
	CHECK(lab_tell(&child, "words") == 0);
	CHECK(strcmp(read_from(child.out, "\n"), "words\n") == 0);
	/* no process that could be signalled; kill(-1) would be all of them */
	CHECK(lab_signal(&child, SIGSTOP) == -1 && errno == ESRCH);
	CHECK(lab_waited_ns(lab, &child) >= 0);
	CHECK(!thread_has_ended);
	lab_end(&child);
	CHECK(thread_has_ended);
	CHECK(count_descriptors() == before - 2); /* its line */
	/* a lab has one */
	CHECK(
	    lab_thread(lab, &child, HOST_PEER, "echo", echo_part, error) == -1);
	CHECK(errno == EBUSY && !child.process);
	lab_close(lab);
}

static void
test_thread(void **state)
{
	(void)state;
	in_lab(4, play_thread);
}

static void
play_missing_program(struct lab *lab)
{
	const char *argv[] = { "/nowhere/program", "x", NULL };
	char error[LAB_ERROR];
	struct talker child, never = { 0 };
	size_t before = count_descriptors();

	CHECK(lab_spawn(lab, &child, HOST_SUBJECT, &walls, argv, no_environment,
		  error) == -1);
	CHECK(
	    strcmp(error, "/nowhere/program: No such file or directory") == 0);
	CHECK(!child.process && child.in == -1 && child.out == -1 &&
	    child.err == -1);
	argv[0] = "/no-such-program-anywhere";
	CHECK(lab_spawn(lab, &child, HOST_SUBJECT, &walls, argv, standard,
		  error) == -1);
	CHECK(strcmp(error,
		  "/no-such-program-anywhere: No such file or "
		  "directory") == 0);
	argv[0] = "/";
	CHECK(lab_spawn(lab, &child, HOST_PEER, NULL, argv, standard, error) ==
	    -1);
	CHECK(strcmp(error, "/: Permission denied") == 0);
	/* harmless where there is none, or never was, and nothing is closed */
	lab_end(&child);
	lab_end(&never);
	CHECK(lab_signal(&child, SIGTERM) == -1 && errno == ESRCH);
	CHECK(lab_tell(&child, "words") == -1 && errno == ESRCH);
	CHECK(!lab_is_stopped(&child));
	CHECK(lab_ended(&child, INT64_MAX));
	CHECK(count_descriptors() == before);
	lab_close(lab);
}

static void
test_missing_program(void **state)
{
	(void)state;
	in_lab(4, play_missing_program);
}

static void
play_signals(struct lab *lab)
{
	struct talker child = shell(lab, "echo up; exec sleep 1000");
	int64_t begun_ns;

	read_from(child.out, "up\n");
	CHECK(!lab_is_stopped(&child));
	CHECK(!lab_ended(&child, 0));
	CHECK(lab_signal(&child, SIGSTOP) == 0);
	CHECK(lab_is_stopped(&child));
	CHECK(!lab_ended(&child, 0));
	CHECK(lab_signal(&child, SIGCONT) == 0);
	CHECK(!lab_is_stopped(&child));
	CHECK(lab_signal(&child, SIGSTOP) == 0);
	CHECK(lab_signal(&child, SIGKILL) == 0);
	CHECK(child.ended && child.signal == SIGKILL);
	CHECK(lab_process_state(lab, child.process->pid) == '?');
	CHECK(!lab_is_stopped(&child));
	CHECK(lab_signal(&child, SIGCONT) == -1 && errno == ESRCH);
	CHECK(lab_ended(&child, 0) && lab_ended(&child, INT64_MAX));
	lab_end(&child);
	CHECK(!child.process && child.in == -1);
	/* it is waited for as long as is said, and no longer */
	child = shell(lab, "read line; exit 3");
	begun_ns = lab_now();
	CHECK(!lab_ended(&child, begun_ns + 30 * LAB_MS));
	CHECK(lab_now() >= begun_ns + 30 * LAB_MS);
	CHECK(lab_tell(&child, "") == 0);
	CHECK(lab_ended(&child, lab_now() + PATIENCE_MS * LAB_MS));
	CHECK(child.status == 3);
	lab_end(&child);
	/* one that ended by itself cannot be stopped */
	child = shell(lab, "exit 7");
	read_from(child.out, NULL);
	CHECK(lab_ended(&child, INT64_MAX));
	CHECK(child.status == 7 && child.signal == 0);
	CHECK(lab_signal(&child, SIGSTOP) == -1 && errno == ESRCH);
	lab_end(&child);
	lab_close(lab);
}

static void
test_signals(void **state)
{
	(void)state;
	in_lab(4, play_signals);
}

/*
 * What this program does as a child in a lab.
 */
static int
set_down(void)
{
	struct ifreq ifr = { .ifr_name = LAB_DEVICE };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (ioctl(fd, SIOCSIFFLAGS, &ifr) == 0)
		puts("done");
	else
		puts(errno == EPERM ? "EPERM" : strerror(errno));
	return 0;
}

static int
list_descriptors(void)
{
	const char *gap = "";

	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) != -1) {
			printf("%s%d", gap, fd);
			gap = " ";
		}
	putchar('\n');
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guest),
		cmocka_unit_test(test_surroundings),
		cmocka_unit_test(test_thread),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_signals),
	};

	if (argc > 1 && strcmp(argv[1], "set-down") == 0)
		return set_down();
	if (argc > 1 && strcmp(argv[1], "list-descriptors") == 0)
		return list_descriptors();
	find_self();
	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
