/* test_contract.c - must, should and may, held against what was said. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

#define BIT(s) (1u << (s))

static const struct contract
    contract = { .of = {
		     [FIN] = { MUST, 1000, 0 },
		     [FIN_BEHIND_DATA] = { MUST, 500, 0 },
		     [RST] = { MUST, 1000, BIT(CLOSED) },
		     [RST_AFTER_FIN] = { MAY, 0, 0 },
		     [RST_ON_SEND] = { SHOULD, 2000, 0 },
		     [SILENCE] = { SHOULD, 0, 0 },
		     [ZERO_WINDOW] = { MAY, 0, 0 },
		 } };

/* A cell of 5 s, whose fault is at 100 ms, FIN and RST at 110 ms. */
static struct set *
cell_of(uint32_t signs)
{
	struct set *s = set_up(signs);

	s->tl.plot.fault_ns = 100 * MS;
	mark(s, FIN_IN, 110, 0);
	mark(s, RST_IN, 110, 0);
	return s;
}

static struct owed
owed_of(const struct set *s)
{
	return judge_owed(&contract, s->signs, &s->tl);
}

static struct owed
owed(uint32_t signs)
{
	return owed_of(cell_of(signs));
}

static void
test_owed(void **state)
{
	static const struct {
		uint32_t signs;
		enum duty duty;
		enum sign because;
		int64_t by_ms;
	} table[] = {
		{ 0, NO_DUTY, SIGNS, -1 },
		{ BIT(NOTHING_HEARD) | BIT(DATA), NO_DUTY, SIGNS, -1 },
		{ BIT(FIN), MUST, FIN, 1110 },
		/* of two that must, the one that is due first */
		{ BIT(FIN) | BIT(FIN_BEHIND_DATA), MUST, FIN_BEHIND_DATA, 610 },
		/* the strictest, whatever else is there */
		{ BIT(FIN) | BIT(RST_AFTER_FIN), MUST, FIN, 1110 },
		{ BIT(SILENCE) | BIT(ZERO_WINDOW), SHOULD, SILENCE, 5000 },
		{ BIT(ZERO_WINDOW), MAY, ZERO_WINDOW, 5000 },
		/* nothing was sent: from the fault */
		{ BIT(RST_ON_SEND), SHOULD, RST_ON_SEND, 2100 },
		/* not in the contract */
		{ BIT(NO_ANSWER), NO_DUTY, SIGNS, -1 },
	};
	struct owed o;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		o = owed(table[i].signs);
		assert_int_equal(o.duty, table[i].duty);
		assert_int_equal(o.because, table[i].because);
		if (table[i].by_ms == -1)
			assert_true(o.by_ns == WIRE_NEVER);
		else
			assert_int_equal(o.by_ns, table[i].by_ms * MS);
	}
}

/* A subject that was stopped when the FIN came has its second afterwards. */
static void
test_stopped(void **state)
{
	struct set *s = cell_of(BIT(FIN));

	(void)state;
	stop(s, 90, 2000);
	assert_int_equal(owed_of(s).by_ns, 3050 * MS);
}

/* Who reads a byte a call has its time to reach the FIN. */
static void
test_behind_much_data(void **state)
{
	struct set *s = cell_of(BIT(FIN_BEHIND_DATA));

	(void)state;
	mark(s, DATA_IN, 105, 50000);
	assert_int_equal(owed_of(s).by_ns, (610 + 1000) * MS);
}

/* Who is asked cannot notice before it is asked. */
static void
test_asked(void **state)
{
	struct set *s = cell_of(BIT(FIN));

	(void)state;
	ask(s, 3000, 3001);
	assert_int_equal(owed_of(s).by_ns, 4000 * MS);
	/* again and again: it has its time, and the answer after it */
	ask(s, 105, 106);
	ask(s, 205, 206);
	assert_int_equal(owed_of(s).by_ns, 3050 * MS);
	ask(s, 1000, 1001);
	assert_int_equal(owed_of(s).by_ns, 1110 * MS);
}

/* Bytes that nobody asked for: a pool drops what is alive, and in time. */
static void
test_drops(void **state)
{
	static const struct contract pool = { .of = {
						  [DATA] = { MUST, 500, 0 } } };
	static const struct {
		int64_t t_ms; /* -1: never */
		enum outcome outcome;
		enum notice notice;
		enum result result;
	} table[] = {
		{ -1, RIGHT, NOT_NOTICED, FAIL },
		{ 300, FALSE_ALARM, NOTICED, PASS },
		{ 700, FALSE_ALARM, NOTICED_LATE, FAIL },
		{ 100, FALSE_ALARM, CRIED_WOLF, FAIL }, /* before they came */
		{ 300, RIGHT, NOTICED, PASS },		/* it was an end, too */
	};
	char reason[JUDGE_REASON];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct set *s = set_up(BIT(DATA));
		struct word word = { table[i].t_ms < 0 ? OPEN : GONE,
			table[i].t_ms < 0 ? WIRE_NEVER : table[i].t_ms * MS, 0,
			0 };
		struct owed o;
		enum notice n;

		mark(s, DATA_IN, 110, 5);
		o = judge_owed(&pool, s->signs, &s->tl);
		assert_int_equal(o.because, DATA);
		n = judge_notice(&o, &word, table[i].outcome);
		assert_int_equal(n, table[i].notice);
		assert_int_equal(judge_contract(&o, &word, n, 0, false, reason),
		    table[i].result);
	}
}

static const struct {
	uint32_t signs;
	enum verdict verdict;
	int64_t t_ms;
	enum outcome outcome;
	enum notice notice;
	enum result result;
} cells[] = {
	{ 0, OPEN, 0, RIGHT, NOTHING_TO_NOTICE, PASS },
	{ 0, RESET, 200, FALSE_ALARM, CRIED_WOLF, FAIL },
	{ BIT(SILENCE), TIMEOUT, 90, FALSE_ALARM, CRIED_WOLF, FAIL },
	{ BIT(FIN), CLOSED, 120, RIGHT, NOTICED, PASS },
	{ BIT(FIN), CLOSED, 1110, RIGHT, NOTICED, PASS },
	{ BIT(FIN), CLOSED, 1200, RIGHT, NOTICED_LATE, FAIL },
	{ BIT(FIN), GONE, 120, VAGUE, NOTICED_VAGUELY, PASS },
	{ BIT(FIN), GONE, 1200, VAGUE, NOTICED_LATE, FAIL },
	{ BIT(FIN), RESET, 120, MISNAMED, NOTICED_BADLY, FAIL },
	{ BIT(RST), CLOSED, 120, MISNAMED, NOTICED, PASS },
	{ BIT(RST), TIMEOUT, 120, MISNAMED, NOTICED_BADLY, FAIL },
	{ BIT(FIN), OPEN, 0, MISSED, NOT_NOTICED, FAIL },
	{ BIT(FIN), QUIET, 0, INCONCLUSIVE, NOT_NOTICED, FAIL },
	{ BIT(SILENCE), OPEN, 0, MISSED, NOT_NOTICED, PASS },
	{ BIT(SILENCE), TIMEOUT, 4000, RIGHT, NOTICED, PASS },
	{ BIT(SILENCE), CLOSED, 4000, MISNAMED, NOTICED_BADLY, PASS },
	{ BIT(RST_ON_SEND), RESET, 3000, RIGHT, NOTICED_LATE, PASS },
	{ BIT(ZERO_WINDOW), OPEN, 0, MISSED, NOT_NOTICED, PASS },
	/* no clause of the contract: whatever it says of a dead one */
	{ BIT(NO_ANSWER), OPEN, 0, MISSED, NOTHING_TO_NOTICE, PASS },
	{ BIT(NO_ANSWER), RESET, 200, MISNAMED, NOTHING_TO_NOTICE, PASS },
};

static struct word
word_of(size_t i)
{
	return (struct word) { cells[i].verdict,
		verdict_terminal(cells[i].verdict) ? cells[i].t_ms * MS :
						     WIRE_NEVER,
		0, 0 };
}

static void
test_every_way_to_keep_it(void **state)
{
	char reason[JUDGE_REASON];

	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++) {
		struct owed o = owed(cells[i].signs);
		struct word word = word_of(i);
		enum notice n = judge_notice(&o, &word, cells[i].outcome);

		assert_int_equal(n, cells[i].notice);
		assert_int_equal(judge_contract(&o, &word, n, 0, false, reason),
		    cells[i].result);
		assert_int_equal(
		    reason[0] == '\0', n == NOTHING_TO_NOTICE || n == NOTICED);
		assert_int_equal(judge_contract(&o, &word, n, 0, true, reason),
		    cells[i].result == PASS ? XPASS : XFAIL);
	}
}

static void
test_too_slow(void **state)
{
	struct owed o = owed(BIT(FIN));
	struct word word = { CLOSED, 1200 * MS, 0, 0 };
	char reason[JUDGE_REASON];

	(void)state;
	assert_int_equal(
	    judge_contract(&o, &word, NOTICED_LATE, 90 * MS, false, reason),
	    UNRESOLVED);
	assert_non_null(strstr(reason, "the machine was too slow"));
	assert_int_equal(
	    judge_contract(&o, &word, NOTICED_LATE, 80 * MS, false, reason),
	    FAIL);
	assert_string_equal(reason,
	    "closed came 90000 us late: a subject must notice fin in 1000 "
	    "ms");
}

static void
test_names(void **state)
{
	(void)state;
	for (int d = MAY; d < DUTIES; d++)
		assert_int_equal(duty_value(duty_name((enum duty)d)), d);
	assert_int_equal(duty_value("none"), -1);
	for (int n = 0; n < NOTICES; n++)
		assert_int_equal(notice_value(notice_name((enum notice)n)), n);
	assert_int_equal(notice_value("x"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_owed),
		cmocka_unit_test(test_stopped),
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_behind_much_data),
		cmocka_unit_test(test_drops),
		cmocka_unit_test(test_every_way_to_keep_it),
		cmocka_unit_test(test_too_slow),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
