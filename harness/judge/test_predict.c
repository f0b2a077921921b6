/* test_predict.c - signs x sees: which verdict is due. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-scene.h"

/* Who declares nothing of what comes says nothing. */
static void
test_blind(void **state)
{
	struct set *s = set_up(SIGN(FIN));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	expect_nothing(s, OPEN);
	sees(s, RST, RESET, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
	/* "sees" that is not terminal draws nothing either */
	sees(s, FIN, OPEN, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
}

/* The scenario's signs count, not what happens to be on the wire. */
static void
test_sign_not_given(void **state)
{
	struct set *s = set_up(SIGN(RST));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	mark(s, RST_IN, 202, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect_nothing(s, OPEN);
}

static void
test_earliest_wins(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	mark(s, RST_IN, 300, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	sees(s, RST_AFTER_FIN, RESET, SINCE_SIGN, 0, 50);
	expect(s, CLOSED, 201, 251, FIN);
	/* a slow reaction to the first, a quick one to the second */
	sees(s, FIN, CLOSED, SINCE_SIGN, 100, 150);
	expect(s, RESET, 300, 350, RST_AFTER_FIN);
	/* at the same moment the sign that is later in the table */
	sees(s, FIN, CLOSED, SINCE_SIGN, 99, 150);
	expect(s, RESET, 300, 350, RST_AFTER_FIN);
}

/* Claimed, and it never came: the verdict is owed within the window. */
static void
test_never_arriving(void **state)
{
	static const enum sign signs[] = { RST_ON_SEND, RST_AFTER_FIN_ON_SEND,
		DATA };
	static const enum sign by_themselves[] = { FIN, FIN_BEHIND_DATA,
		FIN_BOTH, RST, RST_BEHIND_DATA, RST_AFTER_FIN };
	struct set *s;

	(void)state;
	for (size_t i = 0; i < COUNT(signs); i++) {
		s = set_up(SIGN(signs[i]));
		sees(s, signs[i], RESET, SINCE_SIGN, 0, 50);
		expect(s, RESET, 200, 5000, signs[i]);
	}
	/* but nobody owes what the peer did not send */
	for (size_t i = 0; i < COUNT(by_themselves); i++) {
		s = set_up(SIGN(by_themselves[i]));
		sees(s, by_themselves[i], RESET, SINCE_SIGN, 0, 50);
		expect_nothing(s, OPEN);
	}
	s = set_up(SIGN(NO_ANSWER)); /* it sent no heartbeat at all */
	sees(s, NO_ANSWER, TIMEOUT, SINCE_SENT, 998, 1250);
	expect(s, TIMEOUT, 200, 5000, NO_ANSWER);
	/* a RST that answered nothing of ours is not the sign on-send */
	s = set_up(SIGN(RST_ON_SEND));
	mark(s, RST_IN, 300, 0);
	sees(s, RST_ON_SEND, RESET, SINCE_SIGN, 0, 50);
	expect(s, RESET, 200, 5000, RST_ON_SEND);
}

/* A debt does not stand before what did come. */
static void
test_debt_comes_last(void **state)
{
	struct set *s = set_up(SIGN(FIN) | SIGN(RST_AFTER_FIN_ON_SEND));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	sees(s, FIN, HALF_CLOSED, SINCE_SIGN, 0, 150);
	sees(s, RST_AFTER_FIN_ON_SEND, CLOSED, SINCE_SIGN, 0, 150);
	expect(s, HALF_CLOSED, 201, 351, FIN);
}

/* What is not declared of the special kinds is what is said to the common. */
static void
test_special_kinds(void **state)
{
	struct set *s = set_up(SIGN(FIN_BOTH));

	(void)state;
	mark(s, FIN_IN, 201, 0);
	sees(s, FIN, CLOSED, SINCE_SIGN, 0, 50);
	expect(s, CLOSED, 201, 251, FIN_BOTH);
	sees(s, FIN_BOTH, GONE, SINCE_SIGN, 0, 60);
	expect(s, GONE, 201, 261, FIN_BOTH);
	s = set_up(SIGN(NO_WAY_OUT));
	sees(s, NO_ROUTE, UNREACHABLE, SINCE_SIGN, 0, 50);
	expect(s, UNREACHABLE, 200, 250, NO_WAY_OUT);
	sees(s, NO_WAY_OUT, OPEN, SINCE_SIGN, 0, 0);
	expect_nothing(s, OPEN);
}

/* Every terminal verdict is predicted as it is declared. */
static void
test_every_verdict(void **state)
{
	struct set *s;

	(void)state;
	for (enum verdict v = UNSAID; v < VERDICTS; v++) {
		s = set_up(SIGN(LOCAL_ABORT));
		sees(s, LOCAL_ABORT, v, SINCE_SIGN, 0, 50);
		if (verdict_terminal(v))
			expect(s, v, 200, 250, LOCAL_ABORT);
		else
			expect_nothing(s, OPEN);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blind),
		cmocka_unit_test(test_sign_not_given),
		cmocka_unit_test(test_earliest_wins),
		cmocka_unit_test(test_never_arriving),
		cmocka_unit_test(test_debt_comes_last),
		cmocka_unit_test(test_special_kinds),
		cmocka_unit_test(test_every_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
