/* test_words.c - every word has a name, every name a value, errno a verdict. */
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
test_signs_round_trip(void **state)
{
	(void)state;
	for (enum sign i = 0; i < SIGNS; i++)
		assert_int_equal(sign_value(sign_name(i)), i);
	assert_null(sign_name(SIGNS));
	assert_int_equal(sign_value("FIN"), -1);
}

static void
test_verdicts_round_trip(void **state)
{
	(void)state;
	for (enum verdict i = 0; i < VERDICTS; i++)
		assert_int_equal(verdict_value(verdict_name(i)), i);
	assert_null(verdict_name(VERDICTS));
	assert_int_equal(verdict_value(""), -1);
}

static void
test_kinds_round_trip(void **state)
{
	(void)state;
	for (enum kind i = WAITS; i <= EXTERNAL; i++)
		assert_int_equal(kind_value(kind_name(i)), i);
	assert_null(kind_name(EXTERNAL + 1));
	assert_int_equal(kind_value("ask"), -1);
}

static void
test_sinces_round_trip(void **state)
{
	(void)state;
	for (enum since i = SINCE_SIGN; i <= SINCE_CHECK; i++)
		assert_int_equal(since_value(since_name(i)), i);
	assert_null(since_name(SINCE_CHECK + 1));
	assert_int_equal(since_value("signs"), -1);
}

static void
test_names_of_the_design(void **state)
{
	(void)state;
	assert_string_equal(sign_name(FIN_BEHIND_DATA), "fin-behind-data");
	assert_string_equal(sign_name(NO_ROUTE), "unreachable");
	assert_string_equal(sign_name(NOTHING_HEARD), "quiet");
	assert_string_equal(verdict_name(UNSAID), "-");
	assert_string_equal(verdict_name(HALF_CLOSED), "half-closed");
}

static void
test_terminal(void **state)
{
	(void)state;
	assert_false(verdict_terminal(UNSAID));
	assert_false(verdict_terminal(OPEN));
	assert_false(verdict_terminal(QUIET));
	for (enum verdict v = CLOSED; v <= GONE; v++)
		assert_true(verdict_terminal(v));
	assert_true(verdict_terminal(ERROR));
}

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
		cmocka_unit_test(test_signs_round_trip),
		cmocka_unit_test(test_verdicts_round_trip),
		cmocka_unit_test(test_kinds_round_trip),
		cmocka_unit_test(test_sinces_round_trip),
		cmocka_unit_test(test_names_of_the_design),
		cmocka_unit_test(test_terminal),
		cmocka_unit_test(test_verdict_of_errno),
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_alive),
		cmocka_unit_test(test_a_long_detail_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
