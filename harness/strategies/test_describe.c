/* test_describe.c - a strategy's declaration is valid Tcl, whatever it says. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "strategies/subject.h"

static void
expect(const struct strategy *s, const char *expected)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	describe(s, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static void
test_declaration(void **state)
{
	static const struct strategy s = {
		.name = "poll-rdhup",
		.summary = "poll(POLLRDHUP)",
		.used_by = "Redis, grpc-go",
		.kind = ONCE,
		.speaks = true,
		.eats = 1,
		.patience_ms = 1000,
		.beat_ms = 500,
		.misses = 2,
		.suspends = true,
		.sees = {
			[FIN] = { CLOSED, AT_ONCE },
			[SILENCE] = { TIMEOUT, TIMER(SINCE_SENT, 1000) },
		},
		.unsupported = "no POLLRDHUP",
	};

	(void)state;
	expect(&s,
	    "subject poll-rdhup {poll(POLLRDHUP)} {\n"
	    "    kind once\n"
	    "    speaks 1\n"
	    "    eats 1\n"
	    "    patience 1000\n"
	    "    beat 500\n"
	    "    misses 2\n"
	    "    suspends 1\n"
	    "    used-by {{Redis} {grpc-go}}\n"
	    "    sees fin closed sign 0 50\n"
	    "    sees silence timeout sent 998 1250\n"
	    "    unsupported {no POLLRDHUP}\n"
	    "}\n");
}

/* Balanced braces stand as they are; anything else is escaped. */
static void
test_words_stay_one_word(void **state)
{
	static const struct strategy s = {
		.name = "odd",
		.summary = "[exit] $x \"y\" {z}",
		.used_by = "a }b",
		.unsupported = "c\\",
	};

	(void)state;
	expect(&s,
	    "subject odd {[exit] $x \"y\" {z}} {\n"
	    "    kind waits\n"
	    "    speaks 0\n"
	    "    eats 0\n"
	    "    patience 0\n"
	    "    beat 0\n"
	    "    misses 0\n"
	    "    suspends 0\n"
	    "    used-by {a\\ \\}b}\n"
	    "    unsupported c\\\\\n"
	    "}\n");
}

static const char *
broken(void)
{
	return "io_uring_queue_init EPERM";
}

static const char *
fine(void)
{
	return NULL;
}

/* What this machine says counts where the build did not say no already. */
static void
test_probe(void **state)
{
	struct strategy s = { .name = "odd", .probe = broken };

	(void)state;
	assert_string_equal(unsupported(&s), "io_uring_queue_init EPERM");
	s.probe = fine;
	assert_null(unsupported(&s));
	s.unsupported = "built without it";
	s.probe = broken;
	assert_string_equal(unsupported(&s), "built without it");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_declaration),
		cmocka_unit_test(test_words_stay_one_word),
		cmocka_unit_test(test_probe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
