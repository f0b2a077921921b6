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
	    "    used-by {a\\ \\}b}\n"
	    "    unsupported c\\\\\n"
	    "}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_declaration),
		cmocka_unit_test(test_words_stay_one_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
