/* test_find.c - words as people have them, and the incidents they mean. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command/find.h"

static json_t *incidents;

static int
make_incidents(void **state)
{
	(void)state;
	incidents = json_pack("[{s:s, s:s, s:[s, s, s], s:s},"
			      " {s:s, s:s, s:[s, s, s], s:s},"
			      " {s:s, s:s, s:[s, s], s:s}]",
	    "name", "long", "title", "A request hangs", "words", "15 minutes",
	    "tcp_retries2", "timeout", "wire", "the kernel repeats", "name",
	    "nat", "title", "An idle connection dies", "words", "NAT",
	    "idle timeout", "TCP_KEEPIDLE", "wire", "the box forgets", "name",
	    "hang-up", "title", "The other end", "words", "hang", "502", "wire",
	    "the end");
	return incidents ? 0 : -1;
}

static int
free_incidents(void **state)
{
	(void)state;
	json_decref(incidents);
	return 0;
}

/* The numbers of those that were found, the best first: "02". */
static void
expect_found(const char *words, const char *expected)
{
	char found[4] = "";
	size_t order[3], n = find_incidents(incidents, words, order), i;

	for (i = 0; i < n; i++)
		found[i] = (char)('0' + order[i]);
	if (n < 3)
		found[n] = '\0';
	assert_string_equal(found, expected);
}

static void
test_spellings(void **state)
{
	(void)state;
	expect_found("15 minutes", "0");
	expect_found("15min", "0");
	expect_found("15 MIN", "0");
	expect_found("TCP_RETRIES2", "0");
	expect_found("tcp retries2", "0");
	expect_found("(tcp_retries2)!", "0");
	expect_found("nat", "1");
	expect_found("hanging", "02");
	expect_found("tcp-keepidle", "1");
	expect_found("502", "2");
}

/* A number is no beginning of another, two letters are of nothing. */
static void
test_no_beginning(void **state)
{
	(void)state;
	expect_found("50", "");
	expect_found("1", "");
	expect_found("tc", "");
	expect_found("", "");
	expect_found(" . ", "");
	expect_found("nothing", "");
}

static void
test_order(void **state)
{
	(void)state;
	/* a phrase of its own before a word in a phrase */
	expect_found("timeout", "01");
	expect_found("idle timeout", "1");
	expect_found("hang", "2");
	/* what all have counts for little */
	expect_found("timeout of the box", "10");
	/* by its sentences, if few tell of it */
	expect_found("repeats", "0");
}

/* A name that is given, whatever everyday words are beside it. */
static void
test_names(void **state)
{
	(void)state;
	expect_found("our request hangs: the kernel repeats, NAT", "1");
	expect_found("the request hangs at an end, TCP_KEEPIDLE", "1");
	expect_found("the request hangs, the kernel repeats, 502", "2");
	/* two of them; its plural; part of another word */
	expect_found("tcp_retries2 behind a NAT", "01");
	expect_found("the end hangs, and idle timeouts", "1");
	expect_found("native", "");
	/* as small letters, too: the incident spells it */
	expect_found("an end hangs, tcp keepidle", "1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_no_beginning),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, make_incidents, free_incidents);
}
