/* test_words.c - every word has a name, every name a value, a row its all. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/words.h"

static void
test_signs_round_trip(void **state)
{
	(void)state;
	for (enum sign i = 0; i < SIGNS; i++)
		assert_int_equal(sign_value(sign_name(i)), i);
	assert_null(sign_name(SIGNS));
	assert_int_equal(sign_value("FIN"), -1);
}

/* A sign is one row: nothing of it is left out, or said twice. */
static void
test_every_row_is_whole(void **state)
{
	const struct sign_row *row;

	(void)state;
	for (enum sign i = 0; i < SIGNS; i++) {
		row = &sign_rows[i];
		assert_non_null(row->phrase);
		assert_non_null(row->meaning);
		assert_non_null(row->declare);
		assert_int_equal(row->of_life, i >= DEATH_SIGNS);
		assert_true(row->rank > 0);
		/* known as itself, or as one that is not known as another */
		assert_int_equal(
		    sign_rows[row->known_as].known_as, row->known_as);
		assert_int_equal(sign_rows[row->common].common, row->common);
		/* only FIN may be named by a member that was left out */
		if (i != FIN && row->known_as == FIN)
			assert_int_equal(i, FIN_BOTH);
	}
}

static void
test_verdicts_round_trip(void **state)
{
	(void)state;
	for (enum verdict i = 0; i < VERDICTS; i++)
		assert_int_equal(verdict_value(verdict_name(i)), i);
	assert_null(verdict_name(VERDICTS));
	assert_int_equal(verdict_value(""), -1);
}

static void
test_states_round_trip(void **state)
{
	(void)state;
	for (int i = STATE_ESTABLISHED; i < TCP_STATES; i++)
		assert_int_equal(state_value(state_name(i)), i);
	assert_string_equal(state_name(STATE_FIN_WAIT_1), "FIN-WAIT-1");
	assert_null(state_name(-1));
	assert_null(state_name(0));
	assert_null(state_name(TCP_STATES));
	assert_int_equal(state_value("CLOSE_WAIT"), -1);
}

static void
test_kinds_round_trip(void **state)
{
	(void)state;
	for (enum kind i = WAITS; i <= EXTERNAL; i++)
		assert_int_equal(kind_value(kind_name(i)), i);
	assert_null(kind_name(EXTERNAL + 1));
	assert_int_equal(kind_value("ask"), -1);
}

static void
test_sinces_round_trip(void **state)
{
	(void)state;
	for (enum since i = SINCE_SIGN; i <= SINCE_CHECK; i++)
		assert_int_equal(since_value(since_name(i)), i);
	assert_null(since_name(SINCE_CHECK + 1));
	assert_int_equal(since_value("signs"), -1);
}

static void
test_names_of_the_design(void **state)
{
	(void)state;
	assert_string_equal(sign_name(FIN_BEHIND_DATA), "fin-behind-data");
	assert_string_equal(sign_name(NO_ROUTE), "unreachable");
	assert_string_equal(sign_name(NOTHING_HEARD), "quiet");
	assert_string_equal(verdict_name(UNSAID), "-");
	assert_string_equal(verdict_name(HALF_CLOSED), "half-closed");
}

static void
test_terminal(void **state)
{
	(void)state;
	assert_false(verdict_terminal(UNSAID));
	assert_false(verdict_terminal(OPEN));
	assert_false(verdict_terminal(QUIET));
	for (enum verdict v = CLOSED; v <= GONE; v++)
		assert_true(verdict_terminal(v));
	assert_true(verdict_terminal(ERROR));
}

#define ROUND_TRIP(word, first, n) \
	for (int i = (first); i < (n); i++) \
		assert_int_equal(word##_value(word##_name((enum word)i)), i); \
	assert_null(word##_name((enum word)(n))); \
	assert_int_equal(word##_value("no such word"), -1)

static void
test_what_came_of_it(void **state)
{
	(void)state;
	ROUND_TRIP(form, 0, FORMS);
	ROUND_TRIP(outcome, RIGHT, OUTCOMES);
	ROUND_TRIP(result, 0, RESULTS);
	ROUND_TRIP(proof_fate, 0, PROOF_FATES);
	ROUND_TRIP(duty, MAY, DUTIES);
	ROUND_TRIP(notice, 0, NOTICES);
	ROUND_TRIP(sight, 0, SIGHTS);
	assert_null(outcome_name(NO_OUTCOME));
	assert_string_equal(duty_name(NO_DUTY), "none");
	assert_int_equal(duty_value("none"), -1);
}

/* The verdict that is right of a form is one that a form can be called. */
static void
test_forms_have_verdicts(void **state)
{
	(void)state;
	assert_int_equal(form_verdict(FORM_OPEN), OPEN);
	assert_int_equal(form_verdict(FORM_HALF_CLOSED), HALF_CLOSED);
	for (enum form f = FORM_CLOSED; f < FORMS; f++)
		assert_true(verdict_terminal(form_verdict(f)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signs_round_trip),
		cmocka_unit_test(test_every_row_is_whole),
		cmocka_unit_test(test_verdicts_round_trip),
		cmocka_unit_test(test_states_round_trip),
		cmocka_unit_test(test_kinds_round_trip),
		cmocka_unit_test(test_sinces_round_trip),
		cmocka_unit_test(test_names_of_the_design),
		cmocka_unit_test(test_terminal),
		cmocka_unit_test(test_what_came_of_it),
		cmocka_unit_test(test_forms_have_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
