/* test_path.c - the path at work: real sockets, and what it does to them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "lab/testing.h"
#include "wire/wire.h"

/* One datagram a letter. */
static void
send_each(int fd, const char *letters)
{
	for (; *letters; letters++)
		CHECK(send(fd, letters, 1, 0) == 1);
}

/* The letters that come, in their order; then nothing. */
static void
expect_each(int fd, const char *letters)
{
	char c;

	for (; *letters; letters++) {
		CHECK(readable(fd));
		CHECK(recv(fd, &c, 1, 0) == 1);
		if (c != *letters) {
			char what[64];

			snprintf(
			    what, sizeof(what), "%c came, not %s", c, letters);
			complain(__LINE__, what);
		}
	}
	CHECK(!comes(fd, 20));
}

static void
play_delay(struct lab *lab)
{
	struct live l;
	int64_t begin;

	go_live(lab, &l, SOCK_DGRAM);
	tell_ok(&l, "delay to-peer 80");
	begin = lab_now() / LAB_MS;
	send_each(l.client, "abc");
	send_each(l.server, "x");
	expect_each(l.client, "x");
	CHECK(readable(l.server));
	CHECK(lab_now() / LAB_MS - begin >= 80);
	expect_each(l.server, "abc");
	/* what waits leaves at once when nothing is delayed any more */
	begin = lab_now() / LAB_MS;
	tell_ok(&l, "delay both 60000");
	send_each(l.client, "de");
	tell_ok(&l, "status");
	tell_ok(&l, "pass");
	send_each(l.client, "f");
	expect_each(l.server, "def");
	CHECK(lab_now() / LAB_MS - begin < 10000);
	lab_close(lab);
}

static void
play_order(struct lab *lab)
{
	struct live l;

	go_live(lab, &l, SOCK_DGRAM);
	tell_ok(&l, "reorder to-peer udp");
	send_each(l.client, "abcd");
	expect_each(l.server, "badc");
	tell_ok(&l, "pass");
	tell_ok(&l, "reorder to-peer count 1 skip 1");
	send_each(l.client, "abcd");
	expect_each(l.server, "acbd");
	tell_ok(&l, "pass");
	tell_ok(&l, "hold to-peer");
	send_each(l.client, "abc");
	CHECK(!comes(l.server, 20));
	tell_ok(&l, "release");
	send_each(l.client, "d");
	expect_each(l.server, "abcd");
	/* a frame that is held is no next one; two that are let go are */
	tell_ok(&l, "reorder to-peer count 1");
	tell_ok(&l, "hold to-peer count 1");
	send_each(l.client, "abc");
	expect_each(l.server, "ca");
	tell_ok(&l, "release");
	expect_each(l.server, "b");
	lab_close(lab);
}

static void
play_duplicate(struct lab *lab)
{
	struct live l;

	go_live(lab, &l, SOCK_DGRAM);
	tell_ok(&l, "duplicate to-peer copies 2 count 2");
	send_each(l.client, "abc");
	expect_each(l.server, "aaabbbc");
	tell_ok(&l, "pass");
	tell_ok(&l, "duplicate to-peer after 250 count 1");
	send_each(l.client, "ab");
	expect_each(l.server, "ab"); /* and nothing for 20 ms */
	expect_each(l.server, "a");
	tell_ok(&l, "pass");
	tell_ok(&l, "duplicate to-peer after 60000");
	send_each(l.client, "c");
	expect_each(l.server, "c");
	tell_ok(&l, "down");
	tell_ok(&l, "pass");
	send_each(l.client, "d");
	expect_each(l.server, "d");
	CHECK(strcmp(tell(&l, "status"),
		  "ok forwarded 8 1 dropped 0 0 forged 5 0 waiting 0") == 0);
	lab_close(lab);
}

/* Which of 50 datagrams come. */
static void
which_come(struct live *l, bool came[50])
{
	unsigned char c;

	memset(came, 0, 50);
	for (c = 0; c < 50; c++)
		CHECK(send(l->client, &c, 1, 0) == 1);
	tell_ok(l, "status");
	while (recv(l->server, &c, 1, MSG_DONTWAIT) == 1)
		came[c] = true;
}

static void
play_lose(struct lab *lab)
{
	bool first[50], second[50];
	struct live l;
	int n = 0;

	go_live(lab, &l, SOCK_DGRAM);
	tell_ok(&l, "lose both 40 seed 5");
	which_come(&l, first);
	tell_ok(&l, "pass");
	tell_ok(&l, "lose to-peer 40 seed 5 udp");
	which_come(&l, second);
	CHECK(memcmp(first, second, sizeof(first)) == 0);
	for (int i = 0; i < 50; i++)
		n += first[i];
	CHECK(n > 15 && n < 45);
	tell_ok(&l, "pass");
	tell_ok(&l, "lose to-peer 40 seed 6 udp");
	which_come(&l, second);
	CHECK(memcmp(first, second, sizeof(first)) != 0);
	tell_ok(&l, "down");
	which_come(&l, second);
	for (int i = 0; i < 50; i++)
		CHECK(!second[i]);
	lab_close(lab);
}

static int
error_of(int fd)
{
	int error = 0;
	socklen_t len = sizeof(error);

	CHECK(getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0);
	return error;
}

static bool
is_open(struct live *l)
{
	char c;

	if (comes(l->client, 30))
		return false;
	if (send(l->client, "q", 1, MSG_NOSIGNAL) != 1 ||
	    !readable(l->server) || recv(l->server, &c, 1, 0) != 1)
		return false;
	return send(l->server, "r", 1, MSG_NOSIGNAL) == 1 &&
	    readable(l->client) && recv(l->client, &c, 1, 0) == 1;
}

/* A forged segment at RCV.NXT acts; one elsewhere does not. */
static void
play_not_exact(struct lab *lab)
{
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	tell_ok(&l, "inject rst to-subject outside");
	CHECK(is_open(&l));
	tell_ok(&l, "inject rst to-subject in-window data 10");
	CHECK(is_open(&l));
	tell_ok(&l, "inject syn to-subject");
	CHECK(is_open(&l));
	tell_ok(&l, "inject fin to-subject in-window");
	CHECK(is_open(&l));
	/* what is held was not handed over: RCV.NXT is before it */
	tell_ok(&l, "hold to-subject DATA");
	CHECK(send(l.server, "held", 4, 0) == 4);
	CHECK(!comes(l.client, 20));
	tell_ok(&l, "inject rst to-subject data 12");
	CHECK(readable(l.client));
	CHECK(error_of(l.client) == ECONNRESET);
	lab_close(lab);
}

static void
play_fin(struct lab *lab)
{
	struct live l;
	char buf[100];

	go_live(lab, &l, SOCK_STREAM);
	tell_ok(&l, "inject fin to-subject data 10");
	CHECK(readable(l.client));
	CHECK(recv(l.client, buf, sizeof(buf), MSG_WAITALL) == 10);
	CHECK(memcmp(buf, "\1\2\3\4\5\6\7\10\11\12", 10) == 0);
	CHECK(recv(l.client, buf, 1, 0) == 0);
	/* the FIN has moved RCV.NXT, where the next one stands */
	tell_ok(&l, "inject rst both");
	CHECK(readable(l.server));
	CHECK(error_of(l.server) == ECONNRESET);
	CHECK(send(l.client, "x", 1, MSG_NOSIGNAL) == -1 && errno == EPIPE);
	lab_close(lab);
}

/* The middlebox that forgot: dropped, and answered by RST. */
static void
play_answer_rst(struct lab *lab)
{
	struct live l;

	go_live(lab, &l, SOCK_STREAM);
	tell_ok(&l, "answer to-peer rst DATA");
	CHECK(send(l.client, "x", 1, 0) == 1);
	CHECK(readable(l.client));
	CHECK(error_of(l.client) == ECONNRESET);
	CHECK(!comes(l.server, 20));
	lab_close(lab);
}

static const struct error {
	const char *name;
	uint8_t type4, code4, type6, code6;
	bool host;
	int errno4, errno6;
} errors[] = {
	{ "host-unreachable", 3, 1, 1, 3, false, EHOSTUNREACH, EHOSTUNREACH },
	{ "net-unreachable", 3, 0, 1, 0, false, ENETUNREACH, ENETUNREACH },
	{ "port-unreachable", 3, 3, 1, 4, true, ECONNREFUSED, ECONNREFUSED },
	{ "protocol-unreachable", 3, 2, 4, 1, true, ENOPROTOOPT, EPROTO },
	{ "admin-prohibited", 3, 13, 1, 1, false, EHOSTUNREACH, EACCES },
	{ "time-exceeded", 11, 0, 3, 0, false, EHOSTUNREACH, EHOSTUNREACH },
	{ "type 3 code 0", 3, 0, 3, 0, false, ENETUNREACH, EHOSTUNREACH },
};

/* Sees all ICMP that comes to the subject. */
static int
open_raw(struct lab *lab)
{
	int fd;

	enter(lab, HOST_SUBJECT);
	fd = lab->family == 6 ? socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6) :
				socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	CHECK(fd != -1);
	return fd;
}

static void
check_source(struct lab *lab, const struct sockaddr_storage *ss, bool host)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)ss;
	const struct sockaddr_in *in = (const struct sockaddr_in *)ss;
	const char *router = lab->family == 6 ? "fd77::fe" : "10.77.0.254";
	char text[64] = "";

	if (lab->family == 6)
		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
	else
		inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text));
	CHECK(strcmp(text, host ? lab_address(lab, HOST_PEER) : router) == 0);
}

/* As the packet says, and as the kernel understood it. */
static void
expect_error(struct live *l, int raw, const struct error *e)
{
	struct pollfd pfd = { l->client, 0, 0 };
	bool six = l->lab->family == 6;
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	uint8_t packet[2048], *icmp = six ? packet : packet + 20;

	CHECK(readable(raw));
	CHECK(recvfrom(raw, packet, sizeof(packet), 0, (struct sockaddr *)&ss,
		  &len) > 48);
	check_source(l->lab, &ss, e->host);
	CHECK(icmp[0] == (six ? e->type6 : e->type4));
	CHECK(icmp[1] == (six ? e->code6 : e->code4));
	CHECK(poll(&pfd, 1, PATIENCE_MS) == 1 && (pfd.revents & POLLERR));
	CHECK(error_of(l->client) == (six ? e->errno6 : e->errno4));
}

/* IP_RECVERR: errors are told at once, not only when all tries have failed. */
static void
tell_errors(struct live *l)
{
	bool six = l->lab->family == 6;
	int on = 1;

	CHECK(setsockopt(l->client, six ? IPPROTO_IPV6 : IPPROTO_IP,
		  six ? IPV6_RECVERR : IP_RECVERR, &on, sizeof(on)) == 0);
}

static void
play_icmp(struct lab *lab)
{
	struct live l;
	char line[128];
	int raw;

	go_live(lab, &l, SOCK_STREAM);
	tell_errors(&l);
	raw = open_raw(lab);
	/* the error is about data in flight */
	tell_ok(&l, "hold to-peer DATA");
	CHECK(send(l.client, "in flight", 9, 0) == 9);
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		tell_ok(&l, "status");
		snprintf(line, sizeof(line), "inject icmp %s to-subject",
		    errors[i].name);
		tell_ok(&l, line);
		expect_error(&l, raw, &errors[i]);
	}
	if (lab->family == 6)
		CHECK(strstr(tell(&l, "inject icmp source-quench to-subject"),
		    "IPv4's only"));
	else
		tell_ok(&l, "inject icmp source-quench to-subject");
	tell_ok(&l, "release");
	CHECK(readable(l.server));
	lab_close(lab);
}

/* The first try is dropped and answered; the next gets through. */
static void
play_answer_icmp(struct lab *lab)
{
	struct live l;
	int raw;

	go_live(lab, &l, SOCK_STREAM);
	tell_errors(&l);
	raw = open_raw(lab);
	tell_ok(&l, "answer to-peer icmp host-unreachable DATA count 1");
	CHECK(send(l.client, "x", 1, 0) == 1);
	expect_error(&l, raw, &errors[0]);
	CHECK(readable(l.server));
	lab_close(lab);
}

static void
play_refused(struct lab *lab)
{
	struct live l;

	start_path(lab, &l);
	CHECK(strstr(tell(&l, "inject rst both"), "no TCP segment"));
	CHECK(strstr(tell(&l, "inject icmp host-unreachable to-peer"),
	    "could be quoted"));
	CHECK(strstr(tell(&l, "inject icmp host-unreachable"), "expected"));
	CHECK(strstr(tell(&l, "inject rst to-peer near"), "in-window"));
	CHECK(strstr(tell(&l, "inject rst to-peer data"), "got \"data\""));
	CHECK(strstr(tell(&l, "inject rst to-peer data 9999"), "data:"));
	CHECK(strstr(tell(&l, "inject psh to-peer"), "rst, fin, syn or icmp"));
	CHECK(strstr(tell(&l, "switch"), "attach DEVICE first"));
	CHECK(strstr(tell(&l, "attach nowhere"), "nowhere: "));
	lab_close(lab);
}

#define BOTH_FAMILIES(name) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		in_lab(4, play_##name); \
		in_lab(6, play_##name); \
	}

BOTH_FAMILIES(delay)
BOTH_FAMILIES(order)
BOTH_FAMILIES(duplicate)
BOTH_FAMILIES(lose)
BOTH_FAMILIES(not_exact)
BOTH_FAMILIES(fin)
BOTH_FAMILIES(answer_rst)
BOTH_FAMILIES(icmp)
BOTH_FAMILIES(answer_icmp)
BOTH_FAMILIES(refused)

/* Each port has the frames of its own leg, from the first on. */
static void
play_ports(struct lab *lab)
{
	char error[LAB_ERROR];
	struct capture *near = lab_port(lab, HOST_SUBJECT, error);
	struct capture *far = lab_port(lab, HOST_PEER, error);
	struct trace seen = { 0 };
	struct live l;

	CHECK(near && far);
	go_live(lab, &l, SOCK_DGRAM);
	CHECK(capture_read(near, &seen) == 2 && capture_read(far, &seen) == 2);
	tell_ok(&l, "drop to-peer");
	send_each(l.client, "abc");
	tell_ok(&l, "status"); /* it has handled what came before */
	CHECK(capture_read(near, &seen) == 3 && capture_read(far, &seen) == 0);
	CHECK(!lab_port(lab, HOST_OTHER, error));
	CHECK(strcmp(error, "setns: network namespace: Bad file descriptor") ==
	    0);
	trace_free(&seen);
	capture_close(near);
	capture_close(far);
	lab_close(lab);
}

static void
test_ports(void **state)
{
	(void)state;
	in_lab(4, play_ports);
	in_lab(6, play_ports);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ports),
		cmocka_unit_test(test_delay),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_duplicate),
		cmocka_unit_test(test_lose),
		cmocka_unit_test(test_not_exact),
		cmocka_unit_test(test_fin),
		cmocka_unit_test(test_answer_rst),
		cmocka_unit_test(test_icmp),
		cmocka_unit_test(test_answer_icmp),
		cmocka_unit_test(test_refused),
	};

	look_for_labs();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
