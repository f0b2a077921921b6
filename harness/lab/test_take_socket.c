/* test_take_socket.c - the subject's socket, taken wherever it is held. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "lab/testing-children.h"

#define PORT 7777

static int
listen_at(int family)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons(PORT),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(family == 6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);

	CHECK(fd != -1);
	if (family == 6)
		CHECK(bind(fd, (struct sockaddr *)&a6, sizeof(a6)) == 0);
	else
		CHECK(bind(fd, (struct sockaddr *)&a4, sizeof(a4)) == 0);
	CHECK(listen(fd, 5) == 0);
	return fd;
}

/* The duplicate is the socket itself: what goes in arrives at its peer. */
static void
check_taken(int listener, struct talker *child)
{
	char error[LAB_ERROR] = "", c = 0;
	int accepted, fd;

	CHECK(readable(listener));
	accepted = accept(listener, NULL, NULL);
	CHECK(accepted != -1);
	read_from(child->out, "up\n");
	fd = lab_take_socket(child, PORT, error);
	if (fd == -1)
		complain(__LINE__, error);
	CHECK(write(fd, "z", 1) == 1);
	CHECK(readable(accepted) && read(accepted, &c, 1) == 1 && c == 'z');
	CHECK(lab_take_socket(child, PORT + 1, error) == -1);
	close(fd);
	close(accepted);
	lab_end(child);
}

static void
play_take_socket(struct lab *lab)
{
	char four[] = "4", six[] = "6", script[8192], error[LAB_ERROR];
	const char *argv[] = { self, "connect", lab->family == 6 ? six : four,
		NULL };
	struct talker child;
	int listener;

	CHECK(lab_enter(lab, HOST_SUBJECT, error) == 0);
	listener = listen_at(lab->family);
	child = spawn(lab, HOST_SUBJECT, true, argv);
	check_taken(listener, &child);
	/* a grandchild's; the shell waits for it and has none itself */
	snprintf(script, sizeof(script), "sh -c '%s connect %s; :'; :", self,
	    argv[2]);
	child = shell(lab, script);
	check_taken(listener, &child);
	/* behind descriptors that are no such socket */
	snprintf(script, sizeof(script),
	    "exec 3</dev/null 4>/dev/null "
	    "5</dev/null; exec %s connect %s",
	    self, argv[2]);
	child = shell(lab, script);
	check_taken(listener, &child);
	close(listener);
	lab_close(lab);
}

static void
test_take_socket(void **state)
{
	(void)state;
	in_lab(4, play_take_socket);
	in_lab(6, play_take_socket);
}

static void
play_no_socket(struct lab *lab)
{
	char error[LAB_ERROR], expected[LAB_ERROR];
	struct talker child = shell(lab, "echo up; exec sleep 1000");
	size_t before = count_descriptors();

	read_from(child.out, "up\n");
	CHECK(lab_take_socket(&child, PORT, error) == -1);
	snprintf(expected, sizeof(expected),
	    "pid %d: no TCP socket connected "
	    "to port 7777: it said ready too early, or closed it",
	    (int)child.process->pid);
	CHECK(strcmp(error, expected) == 0);
	/* of a process that is gone, too */
	CHECK(lab_signal(&child, SIGKILL) == 0);
	CHECK(lab_take_socket(&child, PORT, error) == -1);
	CHECK(strcmp(error, expected) == 0);
	CHECK(count_descriptors() == before);
	lab_end(&child);
	lab_close(lab);
}

static void
test_no_socket(void **state)
{
	(void)state;
	in_lab(4, play_no_socket);
}

/*
 * What this program does as a child in a lab.
 */
static int
connect_and_wait(int family)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons(PORT),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(family == 6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);

	if ((family == 6 ?
		    connect(fd, (struct sockaddr *)&a6, sizeof(a6)) :
		    connect(fd, (struct sockaddr *)&a4, sizeof(a4))) == -1)
		return 1;
	puts("up");
	fflush(stdout);
	for (;;)
		pause();
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_take_socket),
		cmocka_unit_test(test_no_socket),
	};

	if (argc > 2 && strcmp(argv[1], "connect") == 0)
		return connect_and_wait(atoi(argv[2]));
	find_self();
	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
