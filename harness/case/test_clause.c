/* test_clause.c - the words of clauses.tcl, and what is wrong in them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>

#include "case/testing.h"

#define SCENARIO HEAD "}\n"

static void
put_clauses(const char *text)
{
	char path[512];
	FILE *f;

	put_file("close/fin", SCENARIO);
	snprintf(path, sizeof(path), "%s/clauses.tcl", tree);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static struct cases *
load_clauses(const char *text)
{
	put_clauses(text);
	return load("");
}

/* "FILE:LINE: message"; the message may go on. */
static void
expect_error(const char *text, int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases;

	put_clauses(text);
	cases = load_strictly("", error);
	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected), "%s/clauses.tcl:%d: %s", tree,
	    line, message);
	if (strncmp(error, expected, strlen(expected)) != 0)
		assert_string_equal(error, expected);
}

/* A clause whose test holds one condition, on line 4. */
static const char *
with(const char *condition)
{
	static char text[1024];

	snprintf(text, sizeof(text),
	    "clause MUST-1 3.1 {\n    text {T}\n    test close/fin/* {\n"
	    "\t%s\n    }\n}\n",
	    condition);
	return text;
}

static struct condition *
only_condition(const struct cases *cases)
{
	assert_int_equal(cases->n_clauses, 1);
	assert_int_equal(cases->clauses[0].n_trials, 1);
	assert_int_equal(cases->clauses[0].trials[0].n_conditions, 1);
	return &cases->clauses[0].trials[0].conditions[0];
}

static void
test_no_file(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", SCENARIO);
	cases = load("");
	assert_int_equal(cases->n_clauses, 0);
	cases_free(cases);
}

static void
test_clause(void **state)
{
	struct cases *cases = load_clauses(
	    "clause \"3.5.2 group 1\" 3.5.2 {\n    text {One\n\tline}\n"
	    "    remark {R}\n    test a/* close/fin/x ipv6-only {\n"
	    "\tsays open\n\tstate CLOSED\n    }\n    test b/* {\n"
	    "\tsays open\n    }\n}\n"
	    "clause SHLD-2 3.5.3 {\n    text {T}\n    untested {why}\n}\n");
	const struct clause *c = &cases->clauses[0];

	(void)state;
	assert_int_equal(cases->n_clauses, 2);
	assert_string_equal(c->id, "3.5.2 group 1");
	assert_string_equal(c->ref, "3.5.2");
	assert_string_equal(c->text, "One line");
	assert_string_equal(c->remark, "R");
	assert_null(c->untested);
	assert_int_equal(c->n_trials, 2);
	assert_int_equal(c->trials[0].n_patterns, 2);
	assert_string_equal(c->trials[0].patterns[1], "close/fin/x");
	assert_int_equal(c->trials[0].family, 6);
	assert_int_equal(c->trials[0].n_conditions, 2);
	assert_int_equal(c->trials[1].family, 0);
	assert_string_equal(cases->clauses[1].untested, "why");
	cases_free(cases);
}

static void
test_choice(void **state)
{
	struct cases *cases = load_clauses(
	    "clause A 1 {\n    text {T}\n    test close/*/peek reset/* "
	    "ipv4-only {\n\tsays open\n    }\n}\n");
	const struct trial *t = &cases->clauses[0].trials[0];

	(void)state;
	assert_true(trial_chooses(t, "close/fin", "peek", 4));
	assert_true(trial_chooses(t, "reset/lost", "keepalive", 4));
	assert_false(trial_chooses(t, "close/fin", "keepalive", 4));
	assert_false(trial_chooses(t, "close/fin", "peek", 6));
	cases_free(cases);
}

static void
test_packets(void **state)
{
	struct cases *cases = load_clauses(
	    with("never to-peer {DATA} after reset with-proof first noted x"));
	const struct condition *c = only_condition(cases);

	(void)state;
	assert_int_equal(c->regard, COUNTED);
	assert_false(c->check.seen);
	assert_int_equal(c->after, FORM_RESET);
	assert_true(c->first);
	assert_int_equal(c->check.when, WITH_PROOF);
	assert_string_equal(c->check.noted, "x");
	assert_string_equal(
	    c->text, "never to-peer DATA after reset with-proof first noted x");
	cases_free(cases);
}

static void
test_answered(void **state)
{
	struct cases *cases = load_clauses(
	    with("answered to-subject {DATA} forged by {RST} taking-seq in "
		 "0..50"));
	const struct condition *c = only_condition(cases);

	(void)state;
	assert_int_equal(c->regard, ANSWERED);
	assert_int_equal(c->check.legs, SUBJECT_LEG);
	assert_int_equal(c->after, FORMS);
	assert_string_equal(c->reply.filter, "RST");
	assert_false(c->reply.to_subject);
	assert_true(c->reply.any_leg);
	assert_true(c->takes_seq);
	assert_int_equal(c->to, 50);
	cases_free(cases);
}

static void
test_ranges(void **state)
{
	static const struct {
		const char *condition;
		unsigned long from, to;
	} table[] = {
		{ "option SO_KEEPALIVE 0", 0, 0 },
		{ "option TCP_KEEPIDLE 7200..", 7200, ULONG_MAX },
		{ "setting tcp_retries2 8..15", 8, 15 },
		{ "spaced to-peer {ACK} in 950..1300", 950, 1300 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct cases *cases = load_clauses(with(table[i].condition));
		const struct condition *c = only_condition(cases);

		assert_true(c->from == table[i].from);
		assert_true(c->to == table[i].to);
		cases_free(cases);
	}
}

static void
test_names(void **state)
{
	struct cases *cases = load_clauses(with("says reset gone"));

	(void)state;
	assert_int_equal(only_condition(cases)->mask, 1u << RESET | 1u << GONE);
	cases_free(cases);
	cases = load_clauses(with("state CLOSE-WAIT"));
	assert_int_equal(only_condition(cases)->mask, 1u << STATE_CLOSE_WAIT);
	cases_free(cases);
}

static void
test_wrong_clauses(void **state)
{
	(void)state;
	expect_error("\ncluase A 1 {}\n", 2,
	    "no word \"cluase\", nearest is \"clause\", expected one of "
	    "clause");
	expect_error(
	    "clause A {}\n", 1, "clause: expected clause ID SECTION { ... }");
	expect_error("clause A 1 {\n    txet {T}\n}\n", 2,
	    "no word \"txet\", nearest is \"text\", expected one of text "
	    "remark untested test timer needs seen");
	expect_error("clause A 1 {\n    text {T}\n    text {T}\n}\n", 3,
	    "text: expected once, it is there already");
	expect_error(
	    "clause A 1 {\n    text { }\n}\n", 2, "text: expected a text");
	expect_error("clause A 1 {\n    untested {w}\n}\n", 1, "A has no text");
	expect_error("clause A 1 {\n    text {T}\n}\n", 1,
	    "A: expected a test, or untested {why}");
	expect_error("clause A 1 {\n    text {T}\n    untested {w}\n"
		     "    test x {\n\tsays open\n    }\n}\n",
	    1, "A: tested or untested, not both");
	expect_error("clause A 1 {\n    text {T}\n    untested {w}\n}\n"
		     "clause A 1 {\n    text {U}\n}\n",
	    5, "clause A is there already");
}

static void
test_wrong_tests(void **state)
{
	(void)state;
	expect_error("clause A 1 {\n    text {T}\n    test x {}\n}\n", 3,
	    "test: expected conditions");
	expect_error("clause A 1 {\n    text {T}\n    test {\n\tsays open\n"
		     "    }\n}\n",
	    3, "test: expected test PATTERN...");
	expect_error("clause A 1 {\n    test ipv4-only {\n\tsays open\n"
		     "    }\n}\n",
	    2, "test: expected a PATTERN");
	expect_error("clause A 1 {\n    says open\n}\n", 2,
	    "says: expected within test PATTERN... { ... }");
	expect_error("clause A 1 {\n    test x {\n\ttest y {\n\t}\n    }\n}\n",
	    3, "test: one cannot hold another");
}

static void
test_wrong_conditions(void **state)
{
	static const struct {
		const char *condition, *expected;
	} table[] = {
		{ "sais open", "no word \"sais\", nearest is \"says\"" },
		{ "says opne", "says: expected open, closed, half-closed, " },
		{ "says -", "says: expected open" },
		{ "state OPEN", "state: expected a state of RFC 9293 3.3.2" },
		{ "seen to-peer {FNI}", "filter \"FNI\", column 1: FNI is " },
		{ "seen to-peer {icmp[0] = 4}",
		    "over IPv6: filter \"icmp[0] = 4\", column 1: " },
		{ "seen to-paar {FIN}", "expected to-peer, to-subject or " },
		{ "seen to-peer {FIN} after dead",
		    "after: expected open, closed, half-closed, reset or "
		    "silent, got \"dead\"" },
		{ "seen to-peer {FIN} after", "after: expected open" },
		{ "answered to-peer {FIN} in 0..50 by {ACK}",
		    "answered: expected in MS at its end" },
		{ "answered to-peer {FIN} {ACK} 50 in 0..50",
		    "answered: expected by FILTER ?taking-seq? before in MS" },
		{ "answered both {FIN} by {ACK} in 0..50",
		    "answered: expected to-peer or to-subject, got \"both\"" },
		{ "answered to-peer {FIN} by {ACK} seq in 0..50",
		    "answered: expected taking-seq, got \"seq\"" },
		{ "spaced to-peer {FIN} in 50..0",
		    "expected a range N, N..M or N.., got \"50..0\"" },
		{ "spaced to-peer {FIN} in -1", "expected a range" },
		{ "option SO_LINGER 0", "option: expected SO_KEEPALIVE, " },
		{ "option SO_KEEPALIVE 0.5", "expected a range" },
		{ "setting ../core 1", "setting: expected a name in net/ipv4" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_error(with(table[i].condition), 4, table[i].expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_file),
		TEST(test_clause),
		TEST(test_choice),
		TEST(test_packets),
		TEST(test_answered),
		TEST(test_ranges),
		TEST(test_names),
		TEST(test_wrong_clauses),
		TEST(test_wrong_tests),
		TEST(test_wrong_conditions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
