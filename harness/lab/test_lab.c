/* test_lab.c - real labs: three hosts, their processes, and nothing left. */
/* SPDX-License-Identifier: BSD-2-Clause */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lab/testing.h"

#define PORT 7777

static char self[4096]; /* this program: it plays children, too */
static const char *const no_environment[] = { NULL };
static const char *const standard[] = { "PATH=/usr/bin:/bin", NULL };

/*
 * The keeper's side.
 */
static int list_descriptors(void);

/* What the child wrote until stop was in it, or until it closed fd. */
static const char *
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

static struct child
spawn(struct lab *lab, enum host host, bool guest, const char *const argv[])
{
	char error[LAB_ERROR] = "";
	struct child child;

	if (lab_spawn(lab, &child, host, guest, argv, standard, error) == -1)
		complain(__LINE__, error);
	return child;
}

static struct child
shell(struct lab *lab, const char *script)
{
	const char *const argv[] = { "sh", "-c", script, NULL };

	return spawn(lab, HOST_SUBJECT, true, argv);
}

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
 * The network.
 */
static int
bind_to(int family, const char *address, int port)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)port) };
	int fd = socket(family == 6 ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);

	CHECK(fd != -1);
	if (family == 6) {
		CHECK(inet_pton(AF_INET6, address, &a6.sin6_addr) == 1);
		if (bind(fd, (struct sockaddr *)&a6, sizeof(a6)) == 0)
			return fd;
	} else {
		CHECK(inet_pton(AF_INET, address, &a4.sin_addr) == 1);
		if (bind(fd, (struct sockaddr *)&a4, sizeof(a4)) == 0)
			return fd;
	}
	CHECK(errno == EADDRNOTAVAIL);
	close(fd);
	return -1;
}

static short
device_flags(const char *name)
{
	struct ifreq ifr = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	strcpy(ifr.ifr_name, name);
	CHECK(fd != -1);
	CHECK(ioctl(fd, SIOCGIFFLAGS, &ifr) == 0);
	close(fd);
	return ifr.ifr_flags;
}

static void
check_mac(const char *name, const uint8_t *mac)
{
	struct ifreq ifr = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	strcpy(ifr.ifr_name, name);
	CHECK(ioctl(fd, SIOCGIFHWADDR, &ifr) == 0);
	CHECK(memcmp(ifr.ifr_hwaddr.sa_data, mac, 6) == 0);
	close(fd);
}

/* A host has its own address and no other's, and its device is up. */
static void
check_end_host(struct lab *lab, enum host host, enum host other)
{
	char error[LAB_ERROR];
	int fd;

	CHECK(lab_enter(lab, host, error) == 0);
	fd = bind_to(lab->family, lab_address(lab, host), 0);
	CHECK(fd != -1);
	close(fd);
	CHECK(bind_to(lab->family, lab_address(lab, other), 0) == -1);
	CHECK((device_flags(LAB_DEVICE) & (IFF_UP | IFF_RUNNING)) ==
	    (IFF_UP | IFF_RUNNING));
	CHECK(device_flags("lo") & IFF_UP);
	check_mac(LAB_DEVICE, lab_mac(lab, host));
	CHECK(if_nametoindex(LAB_TO_PEER) == 0);
}

static void
play_hosts(struct lab *lab)
{
	struct ifaddrs *addresses, *a;
	char error[LAB_ERROR];

	check_end_host(lab, HOST_SUBJECT, HOST_PEER);
	check_end_host(lab, HOST_PEER, HOST_SUBJECT);
	CHECK(lab_enter(lab, HOST_PATH, error) == 0);
	CHECK(device_flags(LAB_TO_SUBJECT) & IFF_RUNNING);
	CHECK(device_flags(LAB_TO_PEER) & IFF_RUNNING);
	CHECK(device_flags(LAB_TO_PEER) & IFF_NOARP);
	CHECK(if_nametoindex(LAB_DEVICE) == 0);
	CHECK(getifaddrs(&addresses) == 0);
	for (a = addresses; a; a = a->ifa_next)
		CHECK(!a->ifa_addr || a->ifa_addr->sa_family == AF_PACKET);
	freeifaddrs(addresses);
	lab_close(lab);
}

static void
test_hosts(void **state)
{
	(void)state;
	in_lab(4, play_hosts);
	in_lab(6, play_hosts);
}

static void
play_addresses(struct lab *lab)
{
	CHECK(strcmp(lab_address(lab, HOST_SUBJECT),
		  lab->family == 6 ? "fd77::1" : "10.77.0.1") == 0);
	CHECK(strcmp(lab_address(lab, HOST_PEER),
		  lab->family == 6 ? "fd77::2" : "10.77.0.2") == 0);
	/* a lab of one family knows nothing of the other */
	if (lab->family == 4)
		CHECK(bind_to(6, "::1", 0) == -1);
	lab_close(lab);
}

static void
test_addresses(void **state)
{
	(void)state;
	in_lab(4, play_addresses);
	in_lab(6, play_addresses);
}

/* A socket that sees all frames of the path's device. */
static int
listen_on_path(const char *device)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(device) };
	int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	CHECK(fd != -1);
	CHECK(bind(fd, (struct sockaddr *)&ll, sizeof(ll)) == 0);
	return fd;
}

static void
send_datagram(struct lab *lab)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET, .sin_port = htons(9) };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_port = htons(9) };
	int fd = bind_to(lab->family, lab_address(lab, HOST_SUBJECT), 0);

	inet_pton(AF_INET, lab_address(lab, HOST_PEER), &a4.sin_addr);
	inet_pton(AF_INET6, lab_address(lab, HOST_PEER), &a6.sin6_addr);
	if (lab->family == 6)
		CHECK(sendto(fd, "x", 1, 0, (struct sockaddr *)&a6,
			  sizeof(a6)) == 1);
	else
		CHECK(sendto(fd, "x", 1, 0, (struct sockaddr *)&a4,
			  sizeof(a4)) == 1);
	close(fd);
}

/*
 * Nobody speaks unasked (an MLD report would come after some 10 ms), and a
 * datagram to the peer is the first frame: no neighbour is asked for.
 */
static void
play_quiet(struct lab *lab)
{
	char error[LAB_ERROR], frame[2048];
	struct pollfd pfd[2] = { { .events = POLLIN }, { .events = POLLIN } };

	CHECK(lab_enter(lab, HOST_PATH, error) == 0);
	pfd[0].fd = listen_on_path(LAB_TO_SUBJECT);
	pfd[1].fd = listen_on_path(LAB_TO_PEER);
	CHECK(poll(pfd, 2, 100) == 0);
	CHECK(lab_enter(lab, HOST_SUBJECT, error) == 0);
	send_datagram(lab);
	CHECK(readable(pfd[0].fd));
	CHECK(recv(pfd[0].fd, frame, sizeof(frame), 0) > 14);
	CHECK(memcmp(frame, lab_mac(lab, HOST_PEER), 6) == 0);
	CHECK(memcmp(frame + 6, lab_mac(lab, HOST_SUBJECT), 6) == 0);
	CHECK(frame[12] == (lab->family == 6 ? '\x86' : '\x08'));
	lab_close(lab);
}

static void
test_quiet(void **state)
{
	(void)state;
	in_lab(4, play_quiet);
	in_lab(6, play_quiet);
}

/*
 * Processes.
 */
static void
play_guest(struct lab *lab)
{
	const char *const argv[] = { "cat", "/proc/self/status", NULL };
	const char *const down[] = { self, "set-down", NULL };
	struct child child;
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
	struct child child;

	CHECK(lab_spawn(
		  lab, &child, HOST_PEER, true, env, environment, error) == 0);
	CHECK(strcmp(read_from(child.out, NULL), "A=1\nB=two\n") == 0);
	CHECK(lab_ended(&child, true));
	CHECK(WIFEXITED(child.status) && WEXITSTATUS(child.status) == 0);
	lab_end(&child);
	CHECK(dup2(0, 40) == 40 && dup2(0, 200) == 200);
	child = spawn(lab, HOST_SUBJECT, true, fds);
	CHECK(strcmp(read_from(child.out, NULL), "0 1 2\n") == 0);
	lab_end(&child);
	child = shell(lab, "read line; echo \"got $line\"; echo bad >&2");
	CHECK(write(child.in, "words\n", 6) == 6);
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

static size_t
count_descriptors(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
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
	struct child child;
	size_t before = count_descriptors();

	CHECK(
	    lab_thread(lab, &child, HOST_PATH, "echo", echo_part, error) == 0);
	enter(lab, HOST_SUBJECT); /* its network is its own */
	CHECK(if_nametoindex(LAB_TO_PEER) == 0);
	CHECK(strcmp(read_from(child.out, "\n"), "echo 1\n") == 0);
	CHECK(write(child.in, "words\n", 6) == 6);
	CHECK(strcmp(read_from(child.out, "\n"), "words\n") == 0);
	/* no process that could be signalled; kill(-1) would be all of them */
	CHECK(lab_signal(&child, SIGSTOP) == -1 && errno == ESRCH);
	CHECK(!thread_has_ended);
	lab_end(&child);
	CHECK(thread_has_ended);
	CHECK(count_descriptors() == before - 2); /* its line */
	/* a lab has one */
	CHECK(
	    lab_thread(lab, &child, HOST_PEER, "echo", echo_part, error) == -1);
	CHECK(errno == EBUSY && child.pid == 0);
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
	struct child child;
	size_t before = count_descriptors();

	CHECK(lab_spawn(lab, &child, HOST_SUBJECT, true, argv, no_environment,
		  error) == -1);
	CHECK(
	    strcmp(error, "/nowhere/program: No such file or directory") == 0);
	CHECK(child.pid == 0 && child.in == -1 && child.out == -1 &&
	    child.err == -1);
	argv[0] = "/no-such-program-anywhere";
	CHECK(lab_spawn(lab, &child, HOST_SUBJECT, true, argv, standard,
		  error) == -1);
	CHECK(strcmp(error,
		  "/no-such-program-anywhere: No such file or "
		  "directory") == 0);
	argv[0] = "/";
	CHECK(lab_spawn(lab, &child, HOST_PEER, false, argv, standard, error) ==
	    -1);
	CHECK(strcmp(error, "/: Permission denied") == 0);
	/* harmless where there is none, and nothing was left open */
	lab_end(&child);
	CHECK(lab_signal(&child, SIGTERM) == -1 && errno == ESRCH);
	CHECK(lab_ended(&child, true));
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
	struct child child = shell(lab, "echo up; exec sleep 1000");

	read_from(child.out, "up\n");
	CHECK(lab_process_state(lab, &child) != 'T');
	CHECK(lab_process_waited_ns(lab, &child) >= 0);
	CHECK(!lab_ended(&child, false));
	CHECK(lab_signal(&child, SIGSTOP) == 0);
	CHECK(lab_process_state(lab, &child) == 'T');
	CHECK(!lab_ended(&child, false));
	CHECK(lab_signal(&child, SIGCONT) == 0);
	CHECK(lab_process_state(lab, &child) != 'T');
	CHECK(lab_signal(&child, SIGSTOP) == 0);
	CHECK(lab_signal(&child, SIGKILL) == 0);
	CHECK(child.ended && WIFSIGNALED(child.status) &&
	    WTERMSIG(child.status) == SIGKILL);
	CHECK(lab_process_state(lab, &child) == '?');
	CHECK(lab_process_waited_ns(lab, &child) == -1);
	CHECK(lab_signal(&child, SIGCONT) == -1 && errno == ESRCH);
	CHECK(lab_ended(&child, false) && lab_ended(&child, true));
	lab_end(&child);
	CHECK(child.pid == 0 && child.in == -1);
	/* one that ended by itself cannot be stopped */
	child = shell(lab, "exit 7");
	read_from(child.out, NULL);
	CHECK(lab_ended(&child, true));
	CHECK(WIFEXITED(child.status) && WEXITSTATUS(child.status) == 7);
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
 * Ends.  All kinds of children that do not end by themselves.
 */
#define LINGERERS 9 /* descendants of the keeper, init among them */

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
	struct child child;

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

/*
 * The subject's socket.
 */
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
check_taken(struct lab *lab, int listener, struct child *child)
{
	char error[LAB_ERROR] = "", c = 0;
	int accepted, fd;

	CHECK(readable(listener));
	accepted = accept(listener, NULL, NULL);
	CHECK(accepted != -1);
	read_from(child->out, "up\n");
	fd = lab_take_socket(lab, child, PORT, error);
	if (fd == -1)
		complain(__LINE__, error);
	CHECK(write(fd, "z", 1) == 1);
	CHECK(readable(accepted) && read(accepted, &c, 1) == 1 && c == 'z');
	CHECK(lab_take_socket(lab, child, PORT + 1, error) == -1);
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
	struct child child;
	int listener;

	CHECK(lab_enter(lab, HOST_SUBJECT, error) == 0);
	listener = listen_at(lab->family);
	child = spawn(lab, HOST_SUBJECT, true, argv);
	check_taken(lab, listener, &child);
	/* a grandchild's; the shell waits for it and has none itself */
	snprintf(script, sizeof(script), "sh -c '%s connect %s; :'; :", self,
	    argv[2]);
	child = shell(lab, script);
	check_taken(lab, listener, &child);
	/* behind descriptors that are no such socket */
	snprintf(script, sizeof(script),
	    "exec 3</dev/null 4>/dev/null "
	    "5</dev/null; exec %s connect %s",
	    self, argv[2]);
	child = shell(lab, script);
	check_taken(lab, listener, &child);
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
	struct child child = shell(lab, "echo up; exec sleep 1000");
	size_t before = count_descriptors();

	read_from(child.out, "up\n");
	CHECK(lab_take_socket(lab, &child, PORT, error) == -1);
	snprintf(expected, sizeof(expected),
	    "pid %d: no TCP socket connected "
	    "to port 7777: it said ready too early, or closed it",
	    (int)child.pid);
	CHECK(strcmp(error, expected) == 0);
	/* of a process that is gone, too */
	CHECK(lab_signal(&child, SIGKILL) == 0);
	CHECK(lab_take_socket(lab, &child, PORT, error) == -1);
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

static void
test_open_fails_clearly(void **state)
{
	struct rlimit none = { 0, 0 };
	char error[LAB_ERROR] = "";
	struct lab *lab;
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		setrlimit(RLIMIT_NOFILE, &none);
		lab = lab_open(4, error);
		_exit(lab == NULL &&
			    strcmp(error,
				"/proc: Too many open "
				"files") == 0 ?
			0 :
			1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	lab_close(NULL); /* harmless */
}

/* What lab_possible says is what lab_open does. */
static void
test_possible(void **state)
{
	char error[LAB_ERROR], mend[1024];

	(void)state;
	if (lab_possible(error, mend) == 0) {
		assert_string_equal(error, "");
		assert_string_equal(mend, "");
	} else {
		assert_true(strlen(error) > 0);
		assert_true(strlen(mend) > 0);
	}
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
		cmocka_unit_test(test_possible),
		cmocka_unit_test(test_open_fails_clearly),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_guest),
		cmocka_unit_test(test_surroundings),
		cmocka_unit_test(test_thread),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_close_ends_all),
		cmocka_unit_test_setup_teardown(
		    test_killed_keeper_leaves_nothing, adopt, abandon),
		cmocka_unit_test_setup_teardown(
		    test_killed_parent_leaves_nothing, adopt, abandon),
		cmocka_unit_test(test_take_socket),
		cmocka_unit_test(test_no_socket),
	};
	ssize_t n;

	if (argc > 1 && strcmp(argv[1], "set-down") == 0)
		return set_down();
	if (argc > 1 && strcmp(argv[1], "list-descriptors") == 0)
		return list_descriptors();
	if (argc > 2 && strcmp(argv[1], "connect") == 0)
		return connect_and_wait(atoi(argv[2]));
	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n > 0)
		self[n] = '\0';
	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
