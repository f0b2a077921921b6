/* testing.h - tests in real labs: each plays in a keeper of its own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_TESTING_H
#define HANGUP_LAB_TESTING_H

/*
 * Theory of operation
 *
 * Who opens a lab cannot go back, so each test forks a keeper, which plays
 * its part and complains over a socket.  The test itself stays outside and
 * looks at the keeper's processes as the machine sees them.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/private.h"
#include "peers/path.h"

#define PATIENCE_MS 20000 /* for what comes at once on an idle machine */

/*
 * The keeper's side.
 */
static int teller; /* the keeper's end of the socket */

static inline void
complain(int line, const char *what)
{
	dprintf(
	    teller, "! line %d: %s (errno: %s)\n", line, what, strerror(errno));
	_exit(1);
}

#define CHECK(c) ((c) ? (void)0 : complain(__LINE__, #c))

static inline bool
readable(int fd)
{
	struct pollfd pfd = { fd, POLLIN, 0 };

	return poll(&pfd, 1, PATIENCE_MS) == 1;
}

/*
 * A connection across the path, both ends in the keeper's hands.
 */
#define LIVE_PORT 7777

struct live {
	struct lab *lab;
	struct talker path;
	int client, server; /* the subject's end, the peer's */
};

static inline void
enter(struct lab *lab, enum host host)
{
	char error[LAB_ERROR];

	if (lab_enter(lab, host, error) == -1)
		complain(__LINE__, error);
}

/* What the path answers. */
static inline const char *
tell(struct live *l, const char *line)
{
	static char text[4096];
	size_t have = 0;
	ssize_t n;

	CHECK(dprintf(l->path.in, "%s\n", line) > 0);
	do {
		CHECK(readable(l->path.out));
		n = read(l->path.out, text + have, sizeof(text) - 1 - have);
		CHECK(n > 0);
		have += (size_t)n;
	} while (text[have - 1] != '\n');
	text[have - 1] = '\0';
	return text;
}

static inline void
tell_ok(struct live *l, const char *line)
{
	const char *said = tell(l, line);

	if (strncmp(said, "ok", 2) != 0)
		complain(__LINE__, said);
}

/* A socket's address on a host; its length. */
static inline socklen_t
place(struct lab *lab, enum host host, struct sockaddr_storage *ss)
{
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;

	memset(ss, 0, sizeof(*ss));
	if (lab->family == 6) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(LIVE_PORT);
		inet_pton(AF_INET6, lab_address(lab, host), &in6->sin6_addr);
		return sizeof(*in6);
	}
	in->sin_family = AF_INET;
	in->sin_port = htons(LIVE_PORT);
	inet_pton(AF_INET, lab_address(lab, host), &in->sin_addr);
	return sizeof(*in);
}

/* A socket of that type on the host, bound, and listening if it can. */
static inline int
open_on(struct lab *lab, enum host host, int type)
{
	struct sockaddr_storage ss;
	socklen_t len = place(lab, host, &ss);
	int fd;

	enter(lab, host);
	fd = socket(ss.ss_family, type, 0);
	CHECK(fd != -1);
	CHECK(bind(fd, (struct sockaddr *)&ss, len) == 0);
	if (type == SOCK_STREAM)
		CHECK(listen(fd, 5) == 0);
	return fd;
}

/* The same there, connected to the peer's. */
static inline int
connect_on(struct lab *lab, int type)
{
	struct sockaddr_storage ss;
	socklen_t len = place(lab, HOST_PEER, &ss);
	int fd;

	enter(lab, HOST_SUBJECT);
	fd = socket(ss.ss_family, type, 0);
	CHECK(fd != -1);
	CHECK(connect(fd, (struct sockaddr *)&ss, len) == 0);
	return fd;
}

static inline void
be_path(int in, FILE *out)
{
	path_run(in, out, LAB_TO_SUBJECT, LAB_TO_PEER);
}

/* A path that forwards. */
static inline void
start_path(struct lab *lab, struct live *l)
{
	char error[LAB_ERROR];

	*l = (struct live) { .lab = lab, .client = -1, .server = -1 };
	if (lab_thread(lab, &l->path, HOST_PATH, "path", be_path, error) == -1)
		complain(__LINE__, error);
	tell_ok(l, ""); /* what it says when it forwards */
}

/* A path, and a connection across it that has carried a byte each way. */
static inline void
go_live(struct lab *lab, struct live *l, int type)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	int listener;
	char c;

	start_path(lab, l);
	listener = open_on(lab, HOST_PEER, type);
	l->client = connect_on(lab, type);
	if (type == SOCK_STREAM) {
		l->server = accept(listener, NULL, NULL);
		close(listener);
		CHECK(l->server != -1);
	} else
		l->server = listener;
	CHECK(send(l->client, "c", 1, 0) == 1 && readable(l->server));
	CHECK(recvfrom(l->server, &c, 1, 0, (struct sockaddr *)&ss, &len) == 1);
	if (type == SOCK_DGRAM)
		CHECK(connect(l->server, (struct sockaddr *)&ss, len) == 0);
	CHECK(send(l->server, "s", 1, 0) == 1 && readable(l->client));
	CHECK(recv(l->client, &c, 1, 0) == 1);
}

/* Does something come within so many ms? */
static inline bool
comes(int fd, int ms)
{
	struct pollfd pfd = { fd, POLLIN, 0 };

	return poll(&pfd, 1, ms) == 1;
}

/*
 * The test's side.
 */
struct keeper {
	pid_t pid;
	int fd;
};

typedef void play_fn(struct lab *lab);

static inline void
be_keeper(int family, play_fn *play)
{
	char error[LAB_ERROR] = "";
	struct lab *lab;

	signal(SIGCHLD, SIG_DFL);
	lab = lab_open(family, error);
	if (!lab)
		complain(__LINE__, error);
	play(lab);
	_exit(0);
}

static inline struct keeper
keep(int family, play_fn *play)
{
	struct keeper k;
	int fd[2];

	assert_int_equal(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd), 0);
	k.pid = fork();
	assert_true(k.pid >= 0);
	if (k.pid == 0) {
		close(fd[0]);
		teller = fd[1];
		be_keeper(family, play);
	}
	close(fd[1]);
	k.fd = fd[0];
	return k;
}

/* A line of the keeper's; a complaint fails the test.  "" at its end. */
static inline const char *
hear(struct keeper *k)
{
	static char line[1024];
	size_t n = 0;

	do {
		if (!readable(k->fd)) {
			kill(k->pid, SIGKILL);
			fail_msg("the keeper hangs");
		}
		if (read(k->fd, line + n, 1) != 1)
			break;
	} while (line[n] != '\n' && ++n < sizeof(line) - 1);
	line[n] = '\0';
	if (line[0] == '!')
		fail_msg("%s", line);
	return line;
}

static inline void
finish(struct keeper *k)
{
	int status;

	assert_string_equal(hear(k), "");
	close(k->fd);
	assert_int_equal(waitpid(k->pid, &status, 0), k->pid);
	assert_int_equal(status, 0);
}

static bool labs_possible;
static char why_not[LAB_ERROR];

static inline void
need_lab(void)
{
	if (labs_possible)
		return;
	print_message("this machine cannot make a lab: %s\n", why_not);
	skip();
}

static inline void
in_lab(int family, play_fn *play)
{
	struct keeper k;

	need_lab();
	k = keep(family, play);
	finish(&k);
}

static inline void
look_for_labs(void)
{
	char mend[1024];

	labs_possible = lab_possible(why_not, mend) == 0;
}

#endif
