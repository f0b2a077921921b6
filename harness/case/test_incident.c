/* test_incident.c - incidents: what they hold, and mistakes in them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#define SUBJECTS "subject mine {Title} {\n    kind waits\n}\n"
#define CELLS \
	"incident one {A title} {\n" \
	"    words {two words} word\n" \
	"    cells close/fin/mine\n"
#define REST "    settings s\n    costs c\n    unseen u\n}\n"
#define WHOLE \
	CELLS "    wire w\n    notices {after {latency close/fin/mine},\n" \
	      "\t{says close/fin/mine stock}}\n" REST

static void
put_incident(const char *text)
{
	char path[512];
	FILE *f;

	put_file("close/fin", HEAD "    script { fault { peer close } }\n}\n");
	snprintf(path, sizeof(path), "%s/incidents", tree);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/incidents/one.tcl", tree);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
expect_mistake(const char *text, int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases;

	put_incident(text);
	cases = load_strictly(SUBJECTS, error);
	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected), "%s/incidents/one.tcl:%d: %s",
	    tree, line, message);
	assert_string_equal(error, expected);
}

static void
test_incident_is_read(void **state)
{
	struct cases *cases;
	const struct incident *one;

	(void)state;
	put_incident(WHOLE);
	cases = load(SUBJECTS);
	assert_int_equal(cases->n_left_out, 0);
	assert_int_equal(cases->n_incidents, 1);
	one = &cases->incidents[0];
	assert_string_equal(one->name, "one");
	assert_string_equal(one->title, "A title");
	assert_int_equal(one->words.n, 2);
	assert_string_equal(one->words.v[0], "two words");
	assert_int_equal(one->cells.n, 1);
	assert_int_equal(one->commands.n, 0);
	assert_string_equal(one->texts[INCIDENT_NOTICES],
	    "after {latency close/fin/mine}, {says close/fin/mine stock}");
	cases_free(cases);
}

/* The tree's own mistakes are told, not those that follow from them. */
static void
test_cell_of_broken_scenario(void **state)
{
	struct cases *cases;

	(void)state;
	put_incident(WHOLE);
	put_file("close/fin", "scenario close/fin {A title} {\n}\n");
	put_file("reset/rst",
	    "scenario reset/rst {A title} {\n    why why\n"
	    "    refs ref\n    truth reset\n    signs rst\n"
	    "    script { fault { peer close } }\n}\n");
	cases = load(SUBJECTS);
	assert_int_equal(cases->n_left_out, 1);
	assert_int_equal(cases->left_out[0].kind, FILE_SCENARIO);
	assert_int_equal(cases->n_incidents, 1);
	cases_free(cases);
}

static void
test_incident_mistakes(void **state)
{
	(void)state;
	expect_mistake("\nincident two T {}\n", 2,
	    "incident: expected the name one, as the file's, got \"two\"");
	expect_mistake("\n", 1, "expected an incident one");
	expect_mistake("incident one T {\n    word x\n}\n", 2,
	    "no word \"word\", nearest is \"words\", expected one of words "
	    "cells wire notices settings costs unseen see command");
	expect_mistake("incident one T {\n    words\n}\n", 2,
	    "words: expected words {WORD OR PHRASE} ...");
	expect_mistake("incident one T {\n\n    words a A a\n}\n", 3,
	    "words: expected each once, got \"a\"");
	expect_mistake("incident one T {\n    cells close/fni/mine\n}\n", 2,
	    "there is no scenario \"close/fni\", nearest is close/fin");
	expect_mistake("incident one T {\n    cells close/fin/mien\n}\n", 2,
	    "there is no subject \"mien\", nearest is mine");
	expect_mistake("incident one T {\n    cells close/fin\n}\n", 2,
	    "expected GROUP/NAME/SUBJECT, got \"close/fin\"");
	expect_mistake("incident one T {\n    command {rm -rf /}\n}\n", 2,
	    "command: expected {hangup ...}, got \"rm -rf /\"");
	expect_mistake(CELLS "    wire w\n    wire w\n}\n", 5,
	    "wire: expected once, it is there already");
	expect_mistake(CELLS "    wire w\n    notices n\n    settings s\n}\n",
	    1, "incident one has no costs");
	expect_mistake(CELLS "    see one\n    see none\n}\n", 5,
	    "see: there is no incident \"none\"");
	expect_mistake(CELLS "    wire w\n    notices n\n" REST
			     "incident one T {}\n",
	    10, "a file holds one incident");
}

#define FACTS_THERE \
	"expected {latency CELL}, {outcome CELL}, {says CELL}, {subject " \
	"NAME} or {setting NAME}, perhaps with stock behind it, got "

/* A figure that cannot be measured is no figure. */
static void
test_fact_mistakes(void **state)
{
	(void)state;
	expect_mistake(CELLS "    wire {{late close/fin/mine}}\n}\n", 4,
	    "wire: " FACTS_THERE "\"{late close/fin/mine}\"");
	expect_mistake(CELLS "    wire {{latency close/fin/mine soon}}\n}\n", 4,
	    "wire: " FACTS_THERE "\"{latency close/fin/mine soon}\"");
	expect_mistake(CELLS "    wire {{latency}}\n}\n", 4,
	    "wire: " FACTS_THERE "\"{latency}\"");
	expect_mistake(CELLS "    wire \"\\{says\"\n}\n", 4,
	    "wire: " FACTS_THERE "\"{says}\"");
	expect_mistake(CELLS "    wire {{outcome close/fin/other}}\n}\n", 4,
	    "close/fin/other is not among the cells above");
	expect_mistake(CELLS "    wire {{outcome close/fin/other stock}}\n}\n",
	    4, "there is no subject \"other\"");
	expect_mistake(CELLS "    wire {{subject other}}\n}\n", 4,
	    "there is no subject \"other\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_incident_is_read),
		TEST(test_cell_of_broken_scenario),
		TEST(test_incident_mistakes),
		TEST(test_fact_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
