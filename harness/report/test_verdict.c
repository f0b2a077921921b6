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

#include "report/measured.h"
#include "report/private.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/*
 * Scenarios a/1 to a/3, and who noticed what there.  "loud" takes data for the
 * end, "eats" reads it; "beats" reads too, but what it reads is its own.
 */
static const char table[] =
    "{\"host\": \"here\", \"scenarios\": [\"a/1\", \"a/2\", \"a/3\"],"
    "\"subjects\": ["
    "{\"name\": \"loud\", \"title\": \"any data\", \"kind\": \"waits\","
    " \"speaks\": false, \"effects\": \"\", \"signs\": \"-+\","
    " \"cells\": \"rrf\"},"
    "{\"name\": \"eats\", \"title\": \"its reads\", \"kind\": \"asks\","
    " \"speaks\": false, \"effects\": \"ec\", \"signs\": \"++\","
    " \"cells\": \"rrr\"},"
    "{\"name\": \"half\", \"title\": \"its half\", \"kind\": \"asks\","
    " \"speaks\": false, \"effects\": \"\", \"signs\": \"--\","
    " \"cells\": \"rim\"},"
    "{\"name\": \"beats\", \"title\": \"its beats\", \"kind\": \"waits\","
    " \"speaks\": true, \"effects\": \"sec\", \"signs\": \"-+------+\","
    " \"cells\": \"vvr\"},"
    "{\"name\": \"waits\", \"title\": \"its waits\", \"kind\": \"waits\","
    " \"speaks\": false, \"effects\": \"\", \"signs\": \"-+\","
    " \"cells\": \"vrn\"}]}";

static struct subject built_in[] = {
	{ .name = (char[]) { "waits" } },
	{ .name = (char[]) { "beats" } },
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
	json_t *measured = json_loads(table, 0, NULL);

	assert_non_null(out);
	assert_non_null(measured);
	verdicts_by(root, measured, built_in, COUNT(built_in));
	json_decref(measured);
	report_print_verdicts(root, PROSE, out);
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
	    "to a RST (a/4). False alarms: a/5. No statement in 1 scenario "
	    "(a/9), the first: why. Should notice, too: silence (a/6). No "
	    "look at a socket can see these: only who asks the other end finds "
	    "out. Notices, but cannot name: a FIN. Need not notice, and does "
	    "not: a peer that no longer reads (a/8). What would help: waits "
	    "(its waits) sees fin-behind-data; beats (its beats) sees "
	    "silence.\n");
}

static void
add_own(json_t *root, const char *scenario, const char *subject,
    const char *outcome)
{
	json_array_append_new(json_object_get(root, "cells"),
	    json_pack("{s:s, s:s, s:s, s:s}", "scenario", scenario, "subject",
		subject, "result", "PASS", "outcome", outcome));
}

/* What was measured beside it has the last word over what was published. */
static void
test_measured_here(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "FAIL", "must", "fin-behind-data", "missed");
	add_own(root, "a/1", "waits", "missed");
	add_own(root, "a/1", "half", "inconclusive");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a FIN behind "
	    "unread data (a/1). What would help: beats (its beats) sees "
	    "fin-behind-data.\n");
}

/* Who missed it, or said nothing certain, in one of the cells is no help. */
static void
test_in_each_cell(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/1", "FAIL", "must", "rst-on-send", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a peer that "
	    "forgot the connection (a/1). What would help: half (its half) "
	    "sees rst-on-send.\n");
	root = new_root();
	add(root, "a/1", "FAIL", "must", "rst-on-send", "missed");
	add(root, "a/2", "FAIL", "must", "rst-on-send", "missed");
	add(root, "a/3", "FAIL", "must", "rst-on-send", "missed");
	expect(root,
	    "\nmine: breaks the contract in 3 of 3 cells. Misses a peer that "
	    "forgot the connection (a/1, a/2, a/3). What would help: beats "
	    "(its beats) sees rst-on-send.\n");
}

/* One that gives false alarms comes last, and is named with them. */
static void
test_alarms_are_named(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "a/2", "FAIL", "must", "rst", "missed");
	add_own(root, "a/2", "waits", "missed");
	add_own(root, "a/2", "beats", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a RST (a/2). "
	    "What would help: loud (any data) sees rst, with false "
	    "alarms in a/3.\n");
}

/* Bytes that others want are read only by who reads them anyway. */
static void
test_eaters(void **state)
{
	json_t *root = new_root(), *cell;

	(void)state;
	add(root, "a/3", "FAIL", "must", "rst", "missed");
	add_own(root, "a/3", "beats", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a RST (a/3). "
	    "In all of these cells nothing that was measured and takes no "
	    "bytes of others sees rst.\n");
	root = new_root();
	add(root, "a/3", "FAIL", "must", "rst", "missed");
	add_own(root, "a/3", "beats", "missed");
	cell = json_array_get(json_object_get(root, "cells"), 0);
	json_object_set_new(cell, "outcome", json_string("missed"));
	json_object_set_new(
	    cell, "effects", json_pack("{s:i}", "bytes_eaten", 5));
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a RST (a/3). "
	    "What would help: eats (its reads) sees rst.\n");
}

/* A scenario that was not published: who saw that sign wherever it was. */
static void
test_unknown_scenario(void **state)
{
	json_t *root = new_root();

	(void)state;
	add(root, "own/1", "FAIL", "must", "fin-behind-data", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a FIN behind "
	    "unread data (own/1). What would help: waits (its waits) sees "
	    "fin-behind-data.\n");
}

/* What cannot run here helps nobody here. */
static void
test_unsupported_helper(void **state)
{
	json_t *root = new_root();

	(void)state;
	built_in[0].unsupported = (char[]) { "not here" };
	add(root, "own/1", "FAIL", "must", "fin-behind-data", "missed");
	expect(root,
	    "\nmine: breaks the contract in 1 of 1 cells. Misses a FIN behind "
	    "unread data (own/1). What would help: beats (its beats) sees "
	    "fin-behind-data.\n");
	built_in[0].unsupported = NULL;
}

/*
 * What ships: no advice that does not hold for each cell of the published
 * matrix, and the one strategy that sees all of it without a false alarm.
 */
static void
test_shipped(void **state)
{
	json_t *measured = measured_shipped(), *root = new_root(), *help;
	const json_t *names = json_object_get(measured, "scenarios"), *name;
	const char *text;
	size_t i, silent = 0;

	(void)state;
	assert_true(json_array_size(names) >= 80);
	assert_true(
	    json_array_size(json_object_get(measured, "subjects")) >= 60);
	json_array_foreach (names, i, name) {
		text = json_string_value(name);
		if (strncmp(text, "silence/", 8) != 0)
			continue;
		add(root, text, "PASS", "should", "silence", "missed");
		silent++;
	}
	assert_true(silent > 10);
	report_verdicts(root, built_in, 0);
	help = json_object_get(
	    json_array_get(json_object_get(root, "verdicts"), 0), "help");
	assert_int_equal(json_array_size(help), 1);
	help = json_array_get(help, 0);
	assert_string_equal(field(help, "subject"), "heartbeat-answered");
	assert_int_equal(
	    json_array_size(json_object_get(help, "false_alarms")), 0);
	json_decref(root);
	json_decref(measured);
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
	    "Misses a FIN (a/1, a/2). What would help: waits (its waits) "
	    "sees fin.\n");
	root = new_root();
	add(root, "a/1", "XFAIL", "must", "fin", "missed");
	add(root, "a/2", "PASS", "must", "fin", "noticed");
	expect(root,
	    "\nmine: keeps the contract in 1 of 2 cells; in 1 it is excused. "
	    "Misses a FIN (a/1). What would help: half (its half) sees "
	    "fin.\n");
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
	    "(a/2, a/3). What would help: beats (its beats) sees fin.\n");
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
		cmocka_unit_test(test_measured_here),
		cmocka_unit_test(test_in_each_cell),
		cmocka_unit_test(test_alarms_are_named),
		cmocka_unit_test(test_eaters),
		cmocka_unit_test(test_unknown_scenario),
		cmocka_unit_test(test_unsupported_helper),
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_falls),
		cmocka_unit_test(test_blame),
		cmocka_unit_test(test_excused),
		cmocka_unit_test(test_not_run),
		cmocka_unit_test(test_built_in_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
