/* test_verdict.c - what is said of somebody's program, and what would help. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/private.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* Two that see a FIN behind data, of which one takes data for the end. */
static struct subject built_in[] = {
	{ .name = (char[]) { "any-data" },
	    .says = { .kind = WAITS,
		.sees = { [FIN_BEHIND_DATA] = { CLOSED, AT_ONCE },
		    [DATA] = { GONE, AT_ONCE } } } },
	{ .name = (char[]) { "beats" },
	    .title = (char[]) { "its beats" },
	    .says = { .kind = WAITS,
		.speaks = true,
		.sees = { [FIN_BEHIND_DATA] = { CLOSED, AT_ONCE },
		    [SILENCE] = { TIMEOUT, TIMER(SINCE_SENT, 1500) } } } },
	{ .name = (char[]) { "waits" },
	    .title = (char[]) { "its waits" },
	    .says = { .kind = WAITS,
		.sees = { [FIN_BEHIND_DATA] = { CLOSED, AT_ONCE } } } },
};

static void
add(json_t *root, const char *scenario, const char *result, const char *duty,
    const char *sign, const char *notice)
{
	json_array_append_new(json_object_get(root, "cells"),
	    json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s}}", "scenario",
		scenario, "subject", "mine", "result", result, "reason", "why",
		"contract", "duty", duty, "sign", sign, "notice", notice));
}

static void
blame(json_t *root, size_t i, const char *who, const char *reason)
{
	json_t *cell = json_array_get(json_object_get(root, "cells"), i);

	json_object_set_new(cell, "blame", json_string(who));
	json_object_set_new(cell, "reason", json_string(reason));
}

static json_t *
new_root(void)
{
	return json_pack("{s:[{s:s, s:s}, {s:s, s:s}], s:[], s:[]}", "subjects",
	    "name", "mine", "kind", "external", "name", "waits", "kind",
	    "waits", "cells", "profiles");
}

static void
expect(json_t *root, const char *expected)
{
	char *text = NULL, *p;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	report_verdicts(root, built_in, COUNT(built_in));
	report_print_verdicts(root, out);
	fclose(out);
	/* how it is cut into lines is another matter */
	while ((p = strstr(text, "\n    ")) != NULL) {
		*p = ' ';
		memmove(p + 1, p + 5, strlen(p + 5) + 1);
	}
	assert_string_equal(text, expected);
	free(text);
	json_decref(root);
}

static void
test_kept(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "close/fin", "PASS", "must", "fin", "noticed");
	add(root, "alive/idle", "PASS", "none", "", "nothing");
	expect(root, "\nmine: keeps the contract in all of 2 cells.\n");
}

static void
test_broken(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "FAIL", "must", "fin-behind-data", "missed");
	add(root, "a/2", "FAIL", "must", "fin-behind-data", "missed");
	add(root, "a/2", "FAIL", "must", "fin-behind-data", "missed");
	add(root, "a/3", "FAIL", "must", "fin", "late");
	add(root, "a/4", "FAIL", "must", "rst", "misnamed");
	add(root, "a/5", "FAIL", "none", "", "cried-wolf");
	add(root, "a/6", "PASS", "should", "silence", "missed");
	add(root, "a/7", "PASS", "must", "fin", "vaguely");
	add(root, "a/8", "PASS", "may", "zero-window", "missed");
	add(root, "a/9", "UNRESOLVED", "none", "", "nothing");
	expect(root,
	    "\nmine: breaks the contract in 6 of 10 cells. Misses a FIN behind "
	    "unread data (a/1, a/2). Late for a FIN (a/3). Gives a wrong name "
	    "to a RST (a/4). Cries wolf: a/5. No statement in 1 scenario "
	    "(a/9), the first: why. Should notice, too: silence (a/6). No "
	    "look at a socket can see these: only who asks the other end finds "
	    "out. Notices, but cannot name: a FIN. Need not notice, and does "
	    "not: a peer that no longer reads (a/8). What would help: waits "
	    "(its waits) sees fin-behind-data; beats (its beats) sees "
	    "silence.\n");
}

/* What was measured has the last word over what is declared. */
static void
test_measured(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "FAIL", "must", "fin-behind-data", "missed");
	json_array_append_new(json_object_get(root, "profiles"),
	    json_pack("{s:s, s:{s:{s:s}}, s:[]}", "subject", "waits", "signs",
		"fin-behind-data", "sight", "blind", "false_alarms"));
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a FIN behind "
	    "unread data (a/1). What would help: beats (its "
	    "beats) sees fin-behind-data.\n");
}

/* What it did wrong itself is not the machine's. */
static void
test_falls(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "UNRESOLVED", "none", "", "nothing");
	add(root, "a/2", "UNRESOLVED", "none", "", "nothing");
	blame(root, 1, "subject", "subject: it ended by itself");
	expect(root,
	    "\nmine: Fails itself in a/2: it ended by itself. No statement in 1 "
	    "scenario (a/1), the first: why.\n");
}

/* Who is to blame is a member of the record, not how its reason begins. */
static void
test_blame(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "UNRESOLVED", "none", "", "nothing");
	blame(root, 0, "machine", "subject: hardly, it had no CPU");
	add(root, "a/2", "UNRESOLVED", "none", "", "nothing");
	blame(root, 1, "subject", "it wrote 2 MB to stderr");
	expect(root,
	    "\nmine: Fails itself in a/2: it wrote 2 MB to stderr. No "
	    "statement in 1 scenario (a/1), the first: subject: hardly, it "
	    "had no CPU.\n");
}

/* What is excused is not kept; an excuse too many breaks nothing. */
static void
test_excused(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "XFAIL", "must", "fin", "missed");
	add(root, "a/2", "XFAIL", "must", "fin", "missed");
	expect(root,
	    "\nmine: breaks the contract in all of 2 cells, and is excused. "
	    "Misses a FIN (a/1, a/2).\n");
	root = new_root();
	add(root, "a/1", "XFAIL", "must", "fin", "missed");
	add(root, "a/2", "PASS", "must", "fin", "noticed");
	expect(root,
	    "\nmine: keeps the contract in 1 of 2 cells; in 1 it is excused. "
	    "Misses a FIN (a/1).\n");
	root = new_root();
	add(root, "a/1", "XPASS", "must", "fin", "noticed");
	add(root, "a/2", "PASS", "must", "fin", "noticed");
	expect(root,
	    "\nmine: keeps the contract in all of 2 cells. Its excuse is no "
	    "longer needed in a/1.\n");
	root = new_root();
	add(root, "a/1", "XPASS", "must", "fin", "noticed");
	add(root, "a/2", "FAIL", "must", "fin", "missed");
	add(root, "a/3", "XFAIL", "must", "fin", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 3 cells; in 1 more that is "
	    "excused. Its excuse is no longer needed in a/1. Misses a FIN "
	    "(a/2, a/3).\n");
}

static void
test_not_run(void **state)
{
	json_t *root = new_root();

	(void)state;
	json_array_append_new(json_object_get(root, "cells"),
	    json_pack("{s:s, s:s, s:s, s:s}", "scenario", "a/1", "subject",
		"mine", "result", "UNSUPPORTED", "reason", "needs node"));
	expect(root, "\nmine: was not run: it needs node.\n");
}

/* Of those that declare what they see there is no such verdict. */
static void
test_built_in_only(void **state)
{
	json_t *root = new_root();

	(void)state;
	json_array_remove(json_object_get(root, "subjects"), 0);
	expect(root, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_measured),
		cmocka_unit_test(test_falls),
		cmocka_unit_test(test_blame),
		cmocka_unit_test(test_excused),
		cmocka_unit_test(test_not_run),
		cmocka_unit_test(test_built_in_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
