/* test_differ.c - where two records differ is named, and nothing else is. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"

/* What is said of these two; "" if they are the same. */
static void
expect(const char *old, const char *new, const char *want)
{
	json_t *a = json_loads(old, 0, NULL), *b = json_loads(new, 0, NULL);
	char text[1024];

	assert_non_null(a);
	assert_non_null(b);
	assert_int_equal(
	    report_differs(a, b, text, sizeof(text)), want[0] != '\0');
	assert_string_equal(text, want);
	json_decref(a);
	json_decref(b);
}

static void
test_same(void **state)
{
	(void)state;
	expect("{}", "{}", "");
	expect("{\"a\": null}", "{}", "");
	expect("{\"a\": 1.0000000001}", "{\"a\": 1}", "");
	expect(
	    "{\"a\": [1, {\"b\": \"c\"}]}", "{\"a\": [1, {\"b\": \"c\"}]}", "");
}

static void
test_where(void **state)
{
	(void)state;
	expect("{\"a\": 1}", "{\"a\": 2}", "a");
	expect("{\"a\": 1}", "{\"a\": 1.0001}", "a");
	expect("{\"a\": 1}", "{\"a\": \"1\"}", "a");
	expect(
	    "{\"a\": {\"b\": [1, 2]}}", "{\"a\": {\"b\": [1, 3]}}", "a.b[1]");
	expect("{\"a\": [1]}", "{\"a\": [1, 2]}", "a");
	expect("{\"a\": 1}", "{\"a\": 1, \"b\": 2}", "b");
	expect("{\"b\": 2}", "{}", "b");
}

/* Whatever else differs: what people look at first is said. */
static void
test_first(void **state)
{
	(void)state;
	expect("{\"a\": 1, \"outcome\": \"right\", \"result\": \"PASS\"}",
	    "{\"a\": 2, \"outcome\": \"vague\", \"result\": \"PASS\"}",
	    "outcome was \"right\" and is now \"vague\"");
	expect("{\"result\": \"PASS\"}", "{}",
	    "result was \"PASS\" and is now not there");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
