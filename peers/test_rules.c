/* test_rules.c - the path's rules: what they take, and what is lost. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "control.h"
#include "rules.h"

#define DRAWS 20000

/* The rule that the line makes, or NULL. */
static struct rule *
parse(enum action action, const char *line)
{
	static char copy[4096];
	char *argv[CONTROL_WORDS + 1], *rest;
	int argc = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (argv[argc] = strtok_r(copy, " ", &rest); argv[argc];
	     argv[argc] = strtok_r(NULL, " ", &rest))
		argc++;
	return rules_parse(action, argc, argv);
}

static struct rule *
good(enum action action, const char *line)
{
	struct rule *r = parse(action, line);

	if (!r)
		fail_msg("\"%s\" was not understood", line);
	return r;
}

/* What is answered to a line that is wrong has this in it. */
static void
bad(enum action action, const char *line, const char *expected)
{
	char said[4096] = "";
	int out[2], saved;
	ssize_t n;
	struct rule *r;

	fflush(stdout);
	assert_int_equal(pipe(out), 0);
	saved = dup(1);
	dup2(out[1], 1);
	r = parse(action, line);
	fflush(stdout);
	dup2(saved, 1);
	close(saved);
	close(out[1]);
	n = read(out[0], said, sizeof(said) - 1);
	close(out[0]);
	assert_null(r);
	if (n <= 0 || strncmp(said, "error ", 6) != 0 ||
	    !strstr(said, expected))
		fail_msg("\"%s\": \"%s\" lacks \"%s\"", line, said, expected);
}

/* An IPv4 or IPv6 frame that carries TCP with those flags. */
static size_t
segment(uint8_t *p, int family, uint8_t flags)
{
	size_t ip = family == 6 ? 40 : 20;

	memset(p, 0, 14 + ip + 20);
	memcpy(p + 12, family == 6 ? "\x86\xdd\x60" : "\x08\0\x45", 3);
	p[family == 6 ? 19 : 17] = (uint8_t)(family == 6 ? 20 : 40);
	p[family == 6 ? 20 : 23] = 6;
	p[14 + ip + 12] = 5 << 4;
	p[14 + ip + 13] = flags;
	return 14 + ip + 20;
}

static bool
takes(struct rule *rules, enum direction d, int family, uint8_t flags)
{
	uint8_t frame[128];
	size_t n = segment(frame, family, flags);

	return rules_match(rules, d, frame, n, false) != NULL;
}

static void
test_either_family(void **state)
{
	struct rule *r = good(DROP, "drop to-subject FIN");

	(void)state;
	for (int family = 4; family <= 6; family += 2) {
		assert_true(takes(r, TO_SUBJECT, family, FORGE_FIN));
		assert_false(takes(r, TO_SUBJECT, family, FORGE_ACK));
		assert_false(takes(r, TO_PEER, family, FORGE_FIN));
	}
	rules_forget(&r);
	assert_null(r);
}

static void
test_bounds(void **state)
{
	struct rule *r = good(HOLD, "hold both FIN count 2 skip 1");

	(void)state;
	assert_false(takes(r, TO_PEER, 4, FORGE_FIN)); /* skipped */
	assert_true(takes(r, TO_PEER, 4, FORGE_FIN));
	assert_false(takes(r, TO_PEER, 4, FORGE_ACK));
	assert_true(takes(r, TO_SUBJECT, 4, FORGE_FIN));
	assert_false(takes(r, TO_PEER, 4, FORGE_FIN));
	rules_forget(&r);
	r = good(DUPLICATE, "duplicate both skip 3 after 20 copies 2 count 4");
	assert_int_equal(r->skip, 3);
	assert_int_equal(r->ms, 20);
	assert_int_equal(r->copies, 2);
	assert_int_equal(r->count, 4);
	assert_null(r->filter);
	rules_forget(&r);
	r = good(DELAY, "delay to-peer 300 DATA and not RST count 1");
	assert_int_equal(r->ms, 300);
	assert_non_null(r->filter);
	rules_forget(&r);
}

static void
test_answers(void **state)
{
	struct rule *r = good(ANSWER_ICMP, "answer to-peer rst DATA");

	(void)state;
	assert_int_equal(r->action, ANSWER_RST);
	assert_non_null(r->filter);
	rules_forget(&r);
	r = good(ANSWER_ICMP, "answer to-peer icmp time-exceeded count 1");
	assert_int_equal(r->action, ANSWER_ICMP);
	assert_int_equal(r->icmp.type[0], 11);
	assert_int_equal(r->count, 1);
	rules_forget(&r);
	r = good(ANSWER_ICMP, "answer to-peer icmp type 3 code 4 DATA");
	assert_int_equal(r->icmp.code[1], 4);
	assert_non_null(r->filter);
	rules_forget(&r);
}

/* The first that acts decides; one that lets a frame go is no obstacle. */
static void
test_order(void **state)
{
	struct rule *rules = NULL;
	uint8_t frame[128];
	size_t n = segment(frame, 4, FORGE_FIN);

	(void)state;
	rules_append(&rules, good(LOSE, "lose both 0 seed 1"));
	rules_append(&rules, good(REORDER, "reorder both FIN"));
	rules_append(&rules, good(HOLD, "hold both"));
	rules_append(&rules, good(DROP, "drop both"));
	assert_int_equal(
	    rules_match(rules, TO_PEER, frame, n, false)->action, REORDER);
	/* one is kept back already */
	assert_int_equal(
	    rules_match(rules, TO_PEER, frame, n, true)->action, HOLD);
	rules_forget_action(&rules, HOLD);
	assert_int_equal(
	    rules_match(rules, TO_PEER, frame, n, true)->action, DROP);
	rules_forget(&rules);
	assert_null(rules_match(rules, TO_PEER, frame, n, false));
}

static void
test_refused(void **state)
{
	(void)state;
	bad(DROP, "drop", "expected to-peer, to-subject or both");
	bad(DROP, "drop up", "got \"up\"");
	bad(DROP, "drop both count 0", "count: expected a number from 1");
	bad(DROP, "drop both FIN adn RST", "column 5");
	bad(DROP, "drop both tcp[13] & 1 != 0", "use FIN");
	bad(DROP, "drop both copies 2", "column 1");
	bad(DELAY, "delay both", "milliseconds: expected a number");
	bad(DELAY, "delay both FIN", "milliseconds: expected a number");
	bad(LOSE, "lose both 20", "lose DIRECTION PERCENT seed N");
	bad(LOSE, "lose both 120 seed 1", "percent: expected a number");
	bad(LOSE, "lose both 20 seed x", "seed: expected a number");
	bad(ANSWER_ICMP, "answer both", "rst|icmp NAME");
	bad(ANSWER_ICMP, "answer both icmp gone", "host-unreachable");
	bad(ANSWER_ICMP, "answer both icmp type 300 code 1", "type: expected");
}

static long
lost_of(long seed, enum direction d, long percent)
{
	long lost = 0;

	for (uint64_t n = 0; n < DRAWS; n++)
		lost += rules_loses(seed, d, n, percent);
	return lost;
}

/*
 * Within the 99 % interval of a binomial: 2.576 standard deviations.  Fixed
 * seeds: what passes today passes always.
 */
static void
test_share(void **state)
{
	static const long percents[] = { 1, 5, 20, 50, 80, 99 };

	(void)state;
	for (long seed = 1; seed <= 4; seed++)
		for (size_t i = 0; i < 6; i++)
			for (enum direction d = 0; d < DIRECTIONS; d++) {
				double p = (double)percents[i] / 100,
				       off = (double)lost_of(
						 seed, d, percents[i]) -
				    p * DRAWS,
				       variance = DRAWS * p * (1 - p);

				assert_true(
				    off * off <= 2.576 * 2.576 * variance);
			}
	assert_int_equal(lost_of(1, TO_PEER, 0), 0);
	assert_int_equal(lost_of(1, TO_PEER, 100), DRAWS);
}

/* How often two streams agree about a frame. */
static long
alike(long seed_a, enum direction a, long seed_b, enum direction b)
{
	long same = 0;

	for (uint64_t n = 0; n < DRAWS; n++)
		same += rules_loses(seed_a, a, n, 50) ==
		    rules_loses(seed_b, b, n, 50);
	return same;
}

static void
test_seeds(void **state)
{
	struct rule *a = good(LOSE, "lose both 30 seed 7"),
		    *b = good(LOSE, "lose both 30 seed 7");
	bool lost[1000];

	(void)state;
	assert_int_equal(alike(7, TO_PEER, 7, TO_PEER), DRAWS);
	/* others know nothing of each other: half, give or take 4 sigma */
	assert_in_range(alike(7, TO_PEER, 7, TO_SUBJECT), 9717, 10283);
	assert_in_range(alike(7, TO_PEER, 8, TO_PEER), 9717, 10283);
	assert_in_range(alike(0, TO_SUBJECT, 1, TO_PEER), 9717, 10283);
	/* whatever crosses the other way in between */
	for (int n = 0; n < 1000; n++)
		lost[n] = takes(a, TO_PEER, 4, FORGE_ACK);
	for (int n = 0; n < 1000; n++) {
		if (n % 3 == 0)
			takes(b, TO_SUBJECT, 4, FORGE_ACK);
		assert_int_equal(takes(b, TO_PEER, 4, FORGE_ACK), lost[n]);
	}
	rules_forget(&a);
	rules_forget(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_either_family),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_seeds),
	};
	const struct command none = { 0 };

	control_init(&none, STDIN_FILENO, stdout);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
