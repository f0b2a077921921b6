/* test_choose.c - which cells the patterns of a run choose. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "command/run.h"

/* Two groups; two strategies, a subject of cases/subjects, a --subject. */
static struct scenario scenarios[] = { { .name = "close/a" },
	{ .name = "close/b" }, { .name = "reset/a" } };
static struct subject subjects[] = { { .name = "k", .says.kind = WAITS },
	{ .name = "p", .says.kind = ASKS },
	{ .name = "lib", .says.kind = EXTERNAL, .from_file = true },
	{ .name = "mine", .says.kind = EXTERNAL } };
static const struct cases cases = { .scenarios = scenarios,
	.n_scenarios = 3,
	.subjects = subjects,
	.n_subjects = 3 };
static const struct cases with_mine = { .scenarios = scenarios,
	.n_scenarios = 3,
	.subjects = subjects,
	.n_subjects = 4 };

/* The words of a command line: patterns, --union, --external, --subject. */
static const struct cases *
command_line(char *line)
{
	static char *patterns[16];
	char *word, *rest = NULL;

	run_options = (struct run_options) {
		.family = 4, .repeat = 1, .patterns = patterns
	};
	for (word = strtok_r(line, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		if (strcmp(word, "--union") == 0)
			run_options.each = true;
		else if (strcmp(word, "--external") == 0)
			run_options.external = true;
		else if (strcmp(word, "--subject") == 0)
			run_options.n_commands = 1;
		else
			patterns[run_options.n_patterns++] = word;
	return run_options.n_commands ? &with_mine : &cases;
}

/* "close/a/k close/b/k ", in the order of the results. */
static void
chooses(const char *line, const char *expected)
{
	char copy[256], got[1024] = "";
	const struct cases *c;
	struct spec *specs;
	size_t n, i, used = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	c = command_line(copy);
	specs = make_specs(c, &n);
	for (i = 0; i < n; i++)
		used += (size_t)snprintf(got + used, sizeof(got) - used,
		    "%s%s/%s", i ? " " : "", specs[i].scenario->name,
		    specs[i].subject->name);
	free(specs);
	if (strcmp(got, expected) != 0)
		fail_msg(
		    "\"%s\": got \"%s\", expected \"%s\"", line, got, expected);
}

/* Scenarios and subjects cross; a cell comes on top. */
static void
test_crossing(void **state)
{
	(void)state;
	chooses("",
	    "close/a/k close/a/p close/b/k close/b/p reset/a/k "
	    "reset/a/p");
	chooses("close", "close/a/k close/a/p close/b/k close/b/p");
	chooses("k", "close/a/k close/b/k reset/a/k");
	chooses("k close/a", "close/a/k");
	chooses("*/a p", "close/a/p reset/a/p");
	chooses("k close/a reset/a/p", "close/a/k reset/a/p");
	chooses("reset/a/p", "reset/a/p");
	chooses("close/b/*", "close/b/k close/b/p");
}

static void
test_union(void **state)
{
	(void)state;
	chooses("--union k close/a", "close/a/k close/a/p close/b/k reset/a/k");
	chooses("--union",
	    "close/a/k close/a/p close/b/k close/b/p "
	    "reset/a/k reset/a/p");
}

/* One of cases/subjects runs if it is named. */
static void
test_from_file(void **state)
{
	(void)state;
	chooses("lib", "close/a/lib close/b/lib reset/a/lib");
	chooses("lib reset/a", "reset/a/lib");
	chooses("close/a/lib", "close/a/lib");
	chooses("close/*/*", "close/a/k close/a/p close/b/k close/b/p");
	chooses("--external reset/a", "reset/a/lib");
	chooses("--external", "close/a/lib close/b/lib reset/a/lib");
}

/* Beside a --subject a built-in one runs in the same scenarios. */
static void
test_beside(void **state)
{
	(void)state;
	chooses("--subject", "close/a/mine close/b/mine reset/a/mine");
	chooses("--subject reset/a", "reset/a/mine");
	chooses("--subject reset/a k", "reset/a/k reset/a/mine");
	chooses("--subject k",
	    "close/a/k close/a/mine close/b/k close/b/mine "
	    "reset/a/k reset/a/mine");
	chooses("--subject mine close/a k", "close/a/k close/a/mine");
	chooses("--subject close/a lib", "close/a/lib close/a/mine");
}

/* Family, then run; a shard has some, all shards have all, none twice. */
static void
test_families_runs_shards(void **state)
{
	char line[] = "close/a k";
	struct spec *specs;
	size_t n, kept = 0;

	(void)state;
	(void)command_line(line);
	run_options.family = 0;
	run_options.repeat = 2;
	specs = make_specs(&cases, &n);
	assert_int_equal(n, 4);
	assert_int_equal(specs[1].family, 4);
	assert_int_equal(specs[1].run, 2);
	assert_int_equal(specs[2].family, 6);
	assert_int_equal(specs[2].run, 1);
	free(specs);
	run_options.shards = 3;
	for (run_options.shard = 1; run_options.shard <= 3;
	     run_options.shard++) {
		specs = make_specs(&cases, &n);
		kept += keep_shard(specs, n);
		free(specs);
	}
	assert_int_equal(kept, 4);
}

/* Would a file that is broken have had cells? */
static void
test_left_out(void **state)
{
	char all[] = "", other[] = "k reset", group[] = "close k", name[] = "z";
	const struct left_out scenario = { .kind = FILE_SCENARIO,
		.name = (char[]) { "close/c" } };
	const struct left_out subject = { .kind = FILE_SUBJECT,
		.name = (char[]) { "z" } };

	(void)state;
	(void)command_line(all);
	assert_true(run_is_about(&cases, &scenario));
	assert_false(run_is_about(&cases, &subject));
	(void)command_line(other);
	assert_false(run_is_about(&cases, &scenario));
	(void)command_line(group);
	assert_true(run_is_about(&cases, &scenario));
	(void)command_line(name);
	assert_true(run_is_about(&cases, &subject));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crossing),
		cmocka_unit_test(test_union),
		cmocka_unit_test(test_from_file),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_families_runs_shards),
		cmocka_unit_test(test_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
