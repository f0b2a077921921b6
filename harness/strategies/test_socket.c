/* test_socket.c - what a real connection's socket says, on loopback. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "strategies/strategy.h"

static int ours, theirs;

/* Two ends of one connection; the kernel chooses the port. */
static int
set_up(void **state)
{
	struct sockaddr_in sin = { .sin_family = AF_INET };
	socklen_t len = sizeof(sin);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)&sin, len), 0);
	assert_int_equal(listen(listener, 1), 0);
	getsockname(listener, (struct sockaddr *)&sin, &len);
	ours = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(ours, (struct sockaddr *)&sin, len), 0);
	theirs = accept(listener, NULL, NULL);
	assert_true(theirs >= 0);
	close(listener);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(ours);
	if (theirs >= 0)
		close(theirs);
	return 0;
}

static void
hang_up(bool reset)
{
	struct linger linger = { .l_onoff = reset };
	struct pollfd pollfd = { .fd = ours, .events = POLLRDHUP };

	setsockopt(theirs, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	close(theirs);
	theirs = -1;
	assert_int_equal(poll(&pollfd, 1, 5000), 1);
}

static void
expect(struct said said, enum verdict verdict, const char *detail)
{
	assert_string_equal(verdict_name(said.verdict), verdict_name(verdict));
	assert_string_equal(said.detail, detail);
}

static void
test_open(void **state)
{
	(void)state;
	assert_int_equal(socket_poll(ours, POLLIN | POLLRDHUP), 0);
	assert_int_equal(socket_unread(ours), 0);
	expect(says_alive(socket_peek(ours), false), OPEN, "recv EAGAIN");
	expect(says_state(state_of(ours)), OPEN, "ESTABLISHED");
	expect(says_so_error(ours), OPEN, "SO_ERROR 0");
}

/* A peek leaves the byte where it is. */
static void
test_unread(void **state)
{
	struct pollfd pollfd = { .fd = ours, .events = POLLIN };

	(void)state;
	assert_int_equal(socket_send(theirs, "abc", 3, 0), 3);
	assert_int_equal(poll(&pollfd, 1, 5000), 1);
	assert_int_equal(socket_peek(ours), 1);
	assert_int_equal(socket_unread(ours), 3);
	expect(says_revents(ours, socket_poll(ours, POLLIN)), OPEN,
	    "revents 0x0001");
}

static void
test_fin(void **state)
{
	(void)state;
	hang_up(false);
	expect(says_revents(ours, socket_poll(ours, POLLRDHUP)), CLOSED,
	    "revents 0x2000");
	expect(says_state(state_of(ours)), CLOSED, "CLOSE-WAIT");
	expect(socket_read_to_end(ours), CLOSED, "recv 0");
}

/* Who asks first eats the error; POLLHUP stays. */
static void
test_rst(void **state)
{
	(void)state;
	hang_up(true);
	expect(says_state(state_of(ours)), GONE, "CLOSED");
	expect(says_revents(ours, socket_poll(ours, 0)), RESET,
	    "revents 0x0018, SO_ERROR ECONNRESET");
	expect(
	    says_revents(ours, socket_poll(ours, 0)), GONE, "revents 0x0010");
	expect(socket_read_to_end(ours), CLOSED, "recv 0");
}

static void
test_states(void **state)
{
	(void)state;
	/* the words' numbers are this kernel's, in its order */
	assert_int_equal(STATE_ESTABLISHED, TCP_ESTABLISHED);
	assert_int_equal(STATE_SYN_RECEIVED, TCP_SYN_RECV);
	assert_int_equal(STATE_FIN_WAIT_2, TCP_FIN_WAIT2);
	assert_int_equal(STATE_TIME_WAIT, TCP_TIME_WAIT);
	assert_int_equal(STATE_CLOSED, TCP_CLOSE);
	assert_int_equal(STATE_CLOSE_WAIT, TCP_CLOSE_WAIT);
	assert_int_equal(STATE_LAST_ACK, TCP_LAST_ACK);
	assert_int_equal(STATE_LISTEN, TCP_LISTEN);
	assert_int_equal(STATE_CLOSING, TCP_CLOSING);
	expect(says_state(99), ERROR, "tcpi_state 99");
}

static void
test_timers(void **state)
{
	int on = 0;
	socklen_t len = sizeof(on);

	(void)state;
	socket_keepalive(ours);
	getsockopt(ours, SOL_SOCKET, SO_KEEPALIVE, &on, &len);
	assert_int_equal(on, 1);
	socket_user_timeout(ours);
	getsockopt(ours, IPPROTO_TCP, TCP_USER_TIMEOUT, &on, &len);
	assert_int_equal(on, timer_setting(USER_TIMEOUT));
}

static struct said
look(int fd, unsigned events)
{
	char byte;

	if (events & EPOLLIN && recv(fd, &byte, 1, MSG_DONTWAIT) == 1)
		return says(OPEN, "a byte");
	return says(CLOSED, "events 0x%04x", events);
}

/* It goes on until there is something terminal to say. */
static void
test_epoll(void **state)
{
	(void)state;
	assert_int_equal(socket_send(theirs, "ab", 2, 0), 2);
	hang_up(false);
	expect(epoll_until_end(ours, EPOLLIN, look), CLOSED, "events 0x0001");
	expect(epoll_until_end(-1, EPOLLIN, look), ERROR, "epoll_ctl EBADF");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unread, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_fin, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_rst, set_up, tear_down),
		cmocka_unit_test(test_states),
		cmocka_unit_test_setup_teardown(test_timers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_epoll, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
