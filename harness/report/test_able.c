/* test_able.c - who can do it, by a table of what was measured. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/measured.h"
#include "report/report.h"

/* Of a/life, b/dark and c/hang; signs: none but silence, then no-answer. */
static const char table_text[] =
    "{\"host\": \"h\", \"scenarios\": [\"a/life\", \"b/dark\", \"c/hang\"],"
    "\"subjects\": ["
    "{\"name\": \"asks\", \"kind\": \"asks\", \"speaks\": false, \"effects\":"
    "\"\", \"signs\": \"--------++\", \"cells\": \"rrr\"},"
    "{\"name\": \"wolf\", \"kind\": \"waits\", \"speaks\": false, \"effects\":"
    "\"e\", \"signs\": \"--------++\", \"cells\": \"frr\"},"
    "{\"name\": \"beats\", \"kind\": \"waits\", \"speaks\": true, \"effects\":"
    "\"se\", \"signs\": \"--------++\", \"cells\": \"rrr\"},"
    "{\"name\": \"probes\", \"kind\": \"waits\", \"speaks\": false,"
    "\"effects\": \"pe\", \"signs\": \"--------+-\", \"cells\": \"rvm\"}]}";

/* "NAME NAME": those that are able, best first. */
static const char *
able(const char *needs_text, bool may_speak)
{
	static char names[128];
	json_t *table = json_loads(table_text, 0, NULL), *list, *one;
	json_t *needs = json_loads(needs_text, 0, NULL);
	size_t i;

	assert_non_null(table);
	assert_non_null(needs);
	list = measured_able(table, needs, may_speak, NULL, 0);
	names[0] = '\0';
	json_array_foreach (list, i, one)
		snprintf(names + strlen(names), sizeof(names) - strlen(names),
		    "%s%s", i ? " " : "",
		    json_string_value(json_object_get(one, "subject")));
	json_decref(list);
	json_decref(needs);
	json_decref(table);
	return names;
}

#define DARK "{\"sign\": \"silence\", \"scenarios\": [\"b/dark\"]}"

/* No false alarm first; then who sends nothing; nobody who must be asked. */
static void
test_order(void **state)
{
	(void)state;
	assert_string_equal(able("[" DARK "]", true), "probes beats wolf");
	assert_string_equal(able("[" DARK "]", false), "probes wolf");
}

static void
test_all_needs(void **state)
{
	(void)state;
	assert_string_equal(able("[" DARK ", {\"sign\": \"\", \"scenarios\":"
				 "[\"c/hang\"]}]",
				true),
	    "beats wolf");
	/* a sign, wherever it was */
	assert_string_equal(able("[" DARK ", {\"sign\": \"no-answer\", "
				 "\"scenarios\": []}]",
				true),
	    "beats wolf");
	assert_string_equal(able("[{\"sign\": \"\", \"scenarios\": [\"d/none\"]"
				 "}]",
				true),
	    "");
}

/* What is printed of it is from the table, too. */
static void
test_told(void **state)
{
	json_t *table = json_loads(table_text, 0, NULL);
	json_t *needs = json_loads("[" DARK "]", 0, NULL);
	json_t *list = measured_able(table, needs, false, NULL, 0), *one;

	(void)state;
	one = json_array_get(list, 0);
	assert_string_equal(json_string_value(json_array_get(
				json_object_get(one, "misses"), 0)),
	    "c/hang");
	one = json_array_get(list, 1);
	assert_string_equal(json_string_value(json_array_get(
				json_object_get(one, "false_alarms"), 0)),
	    "a/life");
	json_decref(list);
	json_decref(needs);
	json_decref(table);
}

/* Who has no protocol finds what is in the program. */
static void
test_shipped(void **state)
{
	json_t *needs = json_loads(
	    "[{\"sign\": \"silence\", \"scenarios\": [\"silence/both-ways\", "
	    "\"silence/with-data-in-flight\"]}]",
	    0, NULL);
	json_t *list = report_able(needs, false, NULL, 0), *first;

	(void)state;
	first = json_array_get(list, 0);
	assert_string_equal(
	    json_string_value(json_object_get(first, "subject")),
	    "keepalive-user-timeout");
	assert_int_equal(
	    json_array_size(json_object_get(first, "false_alarms")), 0);
	json_decref(list);
	json_decref(needs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_all_needs),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
