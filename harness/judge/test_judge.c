/* test_judge.c - word, outcome and result: their tables, whole. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/judge.h"

#define MS 1000000LL
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* open from 0, the form from 100 ms. */
static struct truth
truth_of(enum form form)
{
	struct truth t = { .n = 2,
		.rst_ns = WIRE_NEVER,
		.moments = { { FORM_OPEN, 0, 0 }, { form, 100 * MS, 5 } } };

	if (form == FORM_OPEN)
		t.n = 1;
	return t;
}

static struct word
word_at(enum verdict verdict, int64_t t_ns)
{
	return (struct word) { verdict,
		verdict_terminal(verdict) ? t_ns : WIRE_NEVER, 0, 0 };
}

static enum outcome
outcome(enum form form, enum verdict verdict, int64_t t_ns)
{
	struct truth truth = truth_of(form);
	struct word word = word_at(verdict, t_ns);

	return judge_outcome(&truth, &word);
}

/* Forms by verdicts: which name is right, written out. */
static void
test_every_verdict_of_every_truth(void **state)
{
#define R RIGHT
#define V VAGUE
#define X MISNAMED
#define O MISSED
#define Q INCONCLUSIVE
#define A FALSE_ALARM
	static const enum outcome table[VERDICTS][FORMS] = {
		/*		  open closed half reset silent */
		[UNSAID] = { R, O, O, O, O },
		[OPEN] = { R, O, O, O, O },
		[CLOSED] = { A, R, R, X, X },
		[HALF_CLOSED] = { A, R, R, X, X },
		[RESET] = { A, X, X, R, X },
		[TIMEOUT] = { A, X, X, X, R },
		[UNREACHABLE] = { A, X, X, X, R },
		[GONE] = { A, V, V, V, V },
		[QUIET] = { R, Q, Q, Q, Q },
		[ERROR] = { A, V, V, V, V },
	};
#undef R
#undef V
#undef X
#undef O
#undef Q
#undef A
	(void)state;
	for (enum verdict v = UNSAID; v < VERDICTS; v++)
		for (enum form f = FORM_OPEN; f < FORMS; f++)
			if (outcome(f, v, 150 * MS) != table[v][f])
				fail_msg("%s said of %s: %s, expected %s",
				    verdict_name(v), form_name(f),
				    outcome_name(outcome(f, v, 150 * MS)),
				    outcome_name(table[v][f]));
}

/* Before the fault the truth is open, whatever it becomes. */
static void
test_a_verdict_too_soon_is_an_alarm(void **state)
{
	(void)state;
	for (enum verdict v = CLOSED; v < VERDICTS; v++)
		for (enum form f = FORM_OPEN; f < FORMS; f++)
			if (verdict_terminal(v))
				assert_int_equal(
				    outcome(f, v, 98 * MS), FALSE_ALARM);
}

static void
test_tolerance(void **state)
{
	(void)state;
	assert_int_equal(
	    outcome(FORM_CLOSED, CLOSED, 99 * MS - 1), FALSE_ALARM);
	assert_int_equal(outcome(FORM_CLOSED, CLOSED, 99 * MS), RIGHT);
	assert_int_equal(outcome(FORM_CLOSED, GONE, 99 * MS), VAGUE);
	assert_int_equal(outcome(FORM_CLOSED, RESET, 99 * MS), MISNAMED);
}

/* half-closed is right of a close, until our byte drew a RST. */
static void
test_half_closed_until_answered(void **state)
{
	struct truth truth = truth_of(FORM_CLOSED);
	struct word word = { HALF_CLOSED, 200 * MS, 0, 0 };

	(void)state;
	truth.rst_ns = 199 * MS; /* the tolerance is 1 ms */
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
	truth.rst_answers_us = true;
	assert_int_equal(judge_outcome(&truth, &word), MISNAMED);
	word.t_ns = 200 * MS - 1;
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
	word.verdict = CLOSED;
	word.t_ns = 300 * MS;
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
	/* asked before the RST came, however late it was said */
	word.verdict = HALF_CLOSED;
	word.asked_ns = 199 * MS - 1;
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
	word.asked_ns = 199 * MS;
	assert_int_equal(judge_outcome(&truth, &word), MISNAMED);
	/* of a half-close it is right whatever came */
	truth.moments[1].form = FORM_HALF_CLOSED;
	word.verdict = HALF_CLOSED;
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
}

/* "Silent until we send, then reset". */
static const struct truth silent_then_reset = { .n = 3,
	.rst_ns = 500 * MS,
	.rst_answers_us = true,
	.moments = { { FORM_OPEN, 10 * MS, 0 }, { FORM_SILENT, 100 * MS, 0 },
	    { FORM_RESET, 500 * MS, 9 } } };

static void
test_the_form_in_force(void **state)
{
	static const struct {
		enum verdict verdict;
		int64_t t_ns;
		enum outcome outcome;
	} table[] = {
		{ TIMEOUT, 98 * MS, FALSE_ALARM },
		{ TIMEOUT, 99 * MS, RIGHT },
		{ TIMEOUT, 499 * MS, RIGHT },
		{ TIMEOUT, 499 * MS + 500000, RIGHT },
		{ RESET, 400 * MS, MISNAMED },
		{ RESET, 500 * MS, RIGHT },
		{ TIMEOUT, 500 * MS, MISNAMED },
		{ OPEN, WIRE_NEVER, MISSED },
		{ QUIET, WIRE_NEVER, INCONCLUSIVE },
	};
	struct word word;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		word = word_at(table[i].verdict, table[i].t_ns);
		assert_int_equal(
		    judge_outcome(&silent_then_reset, &word), table[i].outcome);
	}
}

/* A FIN named rightly is not spoilt by a RST 0.5 ms behind it. */
static void
test_tolerance_only_out_of_open(void **state)
{
	struct truth truth = truth_of(FORM_CLOSED);
	struct word word = { CLOSED, 100 * MS + 100000, 0, 0 };

	(void)state;
	truth.moments[truth.n++] = (struct moment) { FORM_RESET,
		100 * MS + 500000, 6 };
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
	assert_int_equal(judge_moment(&truth, word.t_ns)->form, FORM_CLOSED);
	word = (struct word) { RESET, 100 * MS + 500000, 0, 0 };
	assert_int_equal(judge_outcome(&truth, &word), RIGHT);
}

static void
test_moment(void **state)
{
	const struct truth *t = &silent_then_reset;

	(void)state;
	assert_ptr_equal(judge_moment(t, 0), &t->moments[0]);
	assert_ptr_equal(judge_moment(t, 99 * MS - 1), &t->moments[0]);
	assert_ptr_equal(judge_moment(t, 99 * MS), &t->moments[1]);
	assert_ptr_equal(judge_moment(t, 500 * MS - 1), &t->moments[1]);
	assert_ptr_equal(judge_moment(t, 500 * MS), &t->moments[2]);
	assert_ptr_equal(judge_moment(t, WIRE_NEVER), &t->moments[2]);
}

static struct report
report_at(int64_t t_ns, enum verdict verdict)
{
	return (struct report) { t_ns, true, { verdict, "" }, 0, 0 };
}

static void
test_word(void **state)
{
	struct report r[4] = { report_at(10, OPEN), report_at(20, QUIET),
		report_at(30, CLOSED), report_at(40, RESET) };
	struct word word;

	(void)state;
	word = judge_word(r, 0);
	assert_int_equal(word.verdict, OPEN);
	assert_int_equal(word.index, 0);
	assert_int_equal(word.t_ns, WIRE_NEVER);
	word = judge_word(r, 2);
	assert_int_equal(word.verdict, QUIET);
	assert_int_equal(word.index, 1);
	assert_int_equal(word.t_ns, WIRE_NEVER);
	word = judge_word(r, 4);
	assert_int_equal(word.verdict, CLOSED);
	assert_int_equal(word.index, 2);
	assert_int_equal(word.t_ns, 30);
	/* a later "open" takes nothing back */
	r[3] = report_at(40, OPEN);
	assert_int_equal(judge_word(r, 4).verdict, CLOSED);
}

/* What a result follows from, in ms and ns; and what it is, and says. */
struct trial {
	enum verdict predicted, said;
	int64_t t_ns, waited_ns;
	enum result result;
	const char *reason;
};

/* closed is due from 100 to 150 ms. */
static void
try(const struct trial *trial)
{
	struct prediction p = { .verdict = trial->predicted,
		.from_ns = 100 * MS,
		.to_ns = 150 * MS,
		.because = FIN };
	struct word word = word_at(trial->said, trial->t_ns);
	char reason[JUDGE_REASON];

	if (!verdict_terminal(trial->predicted))
		p.from_ns = p.to_ns = WIRE_NEVER;
	memset(reason, 'x', sizeof(reason));
	assert_int_equal(
	    judge_result(&p, &word, trial->waited_ns, reason), trial->result);
	assert_string_equal(reason, trial->reason);
}

static void
test_result(void **state)
{
	static const struct trial table[] = {
		/* two-sided bounds, both inclusive */
		{ CLOSED, CLOSED, 100 * MS, 0, PASS, "" },
		{ CLOSED, CLOSED, 150 * MS, 0, PASS, "" },
		{ CLOSED, CLOSED, 100 * MS - 1000, 0, FAIL,
		    "closed came 1 us too early" },
		{ CLOSED, CLOSED, 100 * MS - 1, 0, FAIL,
		    "closed came 0 us too early" },
		{ CLOSED, CLOSED, 40 * MS, 99 * MS, FAIL,
		    "closed came 60000 us too early" },
		/* the machine's own lateness: the wait for a CPU + 1 ms */
		{ CLOSED, CLOSED, 150 * MS + 1, 0, UNRESOLVED,
		    "the machine was too slow: closed came 0 us late, and "
		    "the subject waited 0 us for a CPU; fewer at once (--jobs) may help" },
		{ CLOSED, CLOSED, 151 * MS, 0, UNRESOLVED,
		    "the machine was too slow: closed came 1000 us late, and "
		    "the subject waited 0 us for a CPU; fewer at once (--jobs) may help" },
		{ CLOSED, CLOSED, 151 * MS + 1, 0, FAIL,
		    "closed came 1000 us late" },
		{ CLOSED, CLOSED, 158 * MS, 7 * MS, UNRESOLVED,
		    "the machine was too slow: closed came 8000 us late, and "
		    "the subject waited 7000 us for a CPU; fewer at once (--jobs) may help" },
		{ CLOSED, CLOSED, 158 * MS + 1, 7 * MS, FAIL,
		    "closed came 8000 us late" },
		/* the word itself */
		{ CLOSED, RESET, 120 * MS, 99 * MS, FAIL,
		    "said reset, predicted closed" },
		{ CLOSED, OPEN, 0, 0, FAIL, "said open, predicted closed" },
		{ OPEN, CLOSED, 120 * MS, 0, FAIL,
		    "said closed, predicted open" },
		{ OPEN, QUIET, 0, 0, FAIL, "said quiet, predicted open" },
		{ OPEN, OPEN, 0, 0, PASS, "" },
		{ QUIET, QUIET, 0, 0, PASS, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		try(&table[i]);
}

/* Of several that are admissible each has its own time. */
static void
test_either(void **state)
{
	struct prediction p = { .verdict = CLOSED,
		.from_ns = 0,
		.to_ns = 150 * MS,
		.also = { { HALF_CLOSED, 50 * MS, 200 * MS, FIN },
		    { CLOSED, 300 * MS, 400 * MS, FIN } },
		.n_also = 2 };
	static const struct {
		enum verdict verdict;
		int t_ms;
		enum result result;
	} table[] = {
		{ HALF_CLOSED, 100, PASS },
		{ HALF_CLOSED, 49, FAIL },
		{ HALF_CLOSED, 210, FAIL },
		{ CLOSED, 100, PASS },
		{ CLOSED, 350, PASS },
		{ CLOSED, 410, FAIL },
		{ RESET, 100, FAIL },
		{ OPEN, 100, FAIL },
	};
	char reason[JUDGE_REASON];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct word word = { table[i].verdict, table[i].t_ms * MS, 0,
			0 };

		assert_int_equal(
		    judge_result(&p, &word, 0, reason), table[i].result);
	}
}

/* A terminal verdict that is due at no particular time. */
static void
test_no_bounds(void **state)
{
	struct prediction p = { .verdict = TIMEOUT,
		.from_ns = WIRE_NEVER,
		.to_ns = WIRE_NEVER,
		.because = SIGNS };
	struct word word = { TIMEOUT, 1, 0, 0 };
	char reason[JUDGE_REASON];

	(void)state;
	assert_int_equal(judge_result(&p, &word, 0, reason), PASS);
	word.t_ns = INT64_MAX;
	assert_int_equal(judge_result(&p, &word, 0, reason), PASS);
}

static void
test_names(void **state)
{
	(void)state;
	assert_null(outcome_name(NO_OUTCOME));
	for (enum outcome o = RIGHT; o < OUTCOMES; o++)
		assert_int_equal(outcome_value(outcome_name(o)), o);
	for (enum result r = PASS; r < RESULTS; r++)
		assert_int_equal(result_value(result_name(r)), r);
	assert_string_equal(outcome_name(FALSE_ALARM), "false-alarm");
	assert_string_equal(result_name(XPASS), "XPASS");
	assert_int_equal(outcome_value("wrong"), -1);
	assert_int_equal(outcome_value(""), -1);
	assert_int_equal(result_value("pass"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_verdict_of_every_truth),
		cmocka_unit_test(test_a_verdict_too_soon_is_an_alarm),
		cmocka_unit_test(test_tolerance),
		cmocka_unit_test(test_half_closed_until_answered),
		cmocka_unit_test(test_the_form_in_force),
		cmocka_unit_test(test_tolerance_only_out_of_open),
		cmocka_unit_test(test_moment),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_result),
		cmocka_unit_test(test_either),
		cmocka_unit_test(test_no_bounds),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
