/* test_says.c - errno has a verdict, a statement its detail. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "strategies/strategy.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void
test_verdict_of_errno(void **state)
{
	static const struct {
		int error;
		const char *name;
		enum verdict verdict;
	} table[] = {
		{ ECONNRESET, "ECONNRESET", RESET },
		{ ECONNABORTED, "ECONNABORTED", RESET },
		{ ETIMEDOUT, "ETIMEDOUT", TIMEOUT },
		{ EHOSTUNREACH, "EHOSTUNREACH", UNREACHABLE },
		{ ENETUNREACH, "ENETUNREACH", UNREACHABLE },
		{ ENETDOWN, "ENETDOWN", UNREACHABLE },
		{ EHOSTDOWN, "EHOSTDOWN", UNREACHABLE },
		{ ECONNREFUSED, "ECONNREFUSED", UNREACHABLE },
		{ EACCES, "EACCES", UNREACHABLE },
		{ ENOPROTOOPT, "ENOPROTOOPT", UNREACHABLE },
		{ EPROTO, "EPROTO", UNREACHABLE },
		{ EPIPE, "EPIPE", GONE },
		{ ENOTCONN, "ENOTCONN", GONE },
		{ EAGAIN, "EAGAIN", ERROR },
		{ EINVAL, "EINVAL", ERROR },
		{ 9999, "9999", ERROR },
		{ 0, "0", OPEN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(
		    verdict_of_errno(table[i].error), table[i].verdict);
		assert_string_equal(errno_name(table[i].error), table[i].name);
	}
}

static void
test_statements(void **state)
{
	struct said said = says(GONE, "%d %s", 7, "words");

	(void)state;
	assert_int_equal(said.verdict, GONE);
	assert_string_equal(said.detail, "7 words");
	said = says_errno("send", EPIPE);
	assert_int_equal(said.verdict, GONE);
	assert_string_equal(said.detail, "send EPIPE");
	said = says_recv(0, ECONNRESET);
	assert_int_equal(said.verdict, CLOSED);
	assert_string_equal(said.detail, "recv 0");
	said = says_recv(5, ECONNRESET);
	assert_int_equal(said.verdict, OPEN);
	assert_string_equal(said.detail, "recv 5");
	said = says_recv(-1, ECONNRESET);
	assert_int_equal(said.verdict, RESET);
	assert_string_equal(said.detail, "recv ECONNRESET");
}

/* Only what would block is surely alive; a byte is, to those who say so. */
static void
test_alive(void **state)
{
	static const struct {
		long n;
		int error;
		bool data_is_alive;
		enum verdict verdict;
		const char *detail;
	} table[] = {
		{ -1, EAGAIN, false, OPEN, "recv EAGAIN" },
		{ -1, ECONNRESET, true, GONE, "recv ECONNRESET" },
		{ 0, EAGAIN, true, GONE, "recv 0" },
		{ 1, EAGAIN, true, OPEN, "recv 1" },
		{ 1, EAGAIN, false, GONE, "recv 1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct said said;

		errno = table[i].error;
		said = says_alive(table[i].n, table[i].data_is_alive);
		assert_int_equal(said.verdict, table[i].verdict);
		assert_string_equal(said.detail, table[i].detail);
	}
}

static void
test_a_long_detail_is_cut(void **state)
{
	struct said said = says(OPEN, "%200s", "x");

	(void)state;
	assert_int_equal(strlen(said.detail), sizeof(said.detail) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdict_of_errno),
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_alive),
		cmocka_unit_test(test_a_long_detail_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
