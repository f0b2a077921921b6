/* test_capture.c - real frames, on the loopback of a namespace of its own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* cmocka runs all tests in one process: what is entered here stays. */
static int
enter_namespace(void **state)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd;

	*state = NULL;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0)
		return 0;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo) < 0)
		return -1;
	*state = &"in it";
	return close(fd);
}

static void
send_bytes(size_t n)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	static const uint8_t bytes[1400];
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(
	    sendto(fd, bytes, n, 0, (struct sockaddr *)&to, sizeof(to)), n);
	close(fd);
}

static int64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec * 1000 * MS + ts.tv_nsec;
}

/* Of a loopback libpcap shows one direction.  The answer is an ICMP error. */
static void
test_capture(void **state)
{
	char error[WIRE_ERROR] = "";
	struct trace t = { 0 };
	struct capture *c;
	struct pollfd pfd;
	int64_t before;

	if (*state == NULL)
		skip();
	c = capture_open("lo", error);
	assert_string_equal(error, "");
	assert_non_null(c);
	assert_int_equal(capture_read(c, &t), 0); /* does not block */
	before = now_ns();
	send_bytes(100);
	pfd = (struct pollfd) { capture_fd(c), POLLIN, 0 };
	assert_int_equal(poll(&pfd, 1, 5000), 1);
	assert_int_equal(capture_read(c, &t), 2);
	assert_int_equal(t.n, 2);
	assert_int_equal(t.v[0].len, 14 + 20 + 8 + 100);
	assert_int_equal(t.v[0].caplen, t.v[0].len);
	assert_true(t.v[0].t_ns >= before && t.v[0].t_ns <= now_ns());
	assert_int_equal(t.v[1].bytes[23], 1); /* ICMP */
	assert_int_equal(capture_read(c, &t), 0);
	assert_int_equal(capture_dropped(c), 0);
	capture_close(c);
	trace_free(&t);
}

/* A ring that nobody empties overflows, and says so. */
static void
test_dropped(void **state)
{
	char error[WIRE_ERROR] = "";
	struct trace t = { 0 };
	struct capture *c;
	long dropped;
	int got;

	if (*state == NULL)
		skip();
	c = capture_open("lo", error);
	assert_non_null(c);
	for (int i = 0; i < 500; i++)
		send_bytes(1400);
	got = capture_read(c, &t);
	dropped = capture_dropped(c);
	assert_true(got >= 50); /* the other half went the other way */
	assert_true(dropped > 0);
	assert_int_equal(capture_dropped(c), dropped);
	capture_close(c);
	trace_free(&t);
}

static void
test_no_device(void **state)
{
	char error[WIRE_ERROR] = "";

	if (*state == NULL)
		skip();
	assert_null(capture_open("nosuch0", error));
	assert_non_null(strstr(error, "nosuch0"));
	assert_true(strlen(error) > strlen("nosuch0: capture: "));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_capture),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_no_device),
	};

	return cmocka_run_group_tests_name(
	    "wire/capture", tests, enter_namespace, NULL);
}
