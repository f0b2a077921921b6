/* test_script.c - a script acts on its stage, in order, or says where not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <signal.h>

#include "case/stage.h"
#include "case/testing.h"

/*
 * A stage that notes what it is told.
 */
struct notes {
	char text[2048];
	const char *refuse; /* the note at which it fails, or NULL */
	bool without_fault;
};

static int note(void *data, char *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int
note(void *data, char *error, const char *format, ...)
{
	struct notes *notes = data;
	size_t used = strlen(notes->text);
	va_list args;

	va_start(args, format);
	vsnprintf(notes->text + used, sizeof(notes->text) - used, format, args);
	va_end(args);
	strcat(notes->text, ";");
	if (!notes->refuse ||
	    strncmp(notes->text + used, notes->refuse, strlen(notes->refuse)) !=
		0)
		return 0;
	snprintf(error, CASE_ERROR, "refused");
	return -1;
}

static int
stage_tell(
    void *data, enum actor who, const char *line, char *answer, char *error)
{
	if (who == ACTOR_PEER)
		snprintf(answer, CASE_ERROR, "answer");
	return note(data, error, "%s %s", actor_name(who), line);
}

static int
stage_await(void *data, const struct check *check, char *error)
{
	return note(data, error, "await %s %s",
	    check->to_subject ? "in" : "out", check->filter);
}

static int
stage_hold(void *data, int ms, char *error)
{
	return note(data, error, "hold %d", ms);
}

static int
stage_fault(void *data, bool done, char *error)
{
	struct notes *notes = data;

	if (done)
		return note(data, error, "ended");
	return note(data, error, "begins") == -1 ? -1 : !notes->without_fault;
}

static int
play(const struct scenario *s, struct notes *notes, char *error)
{
	struct stage stage = { notes, stage_tell, stage_await, stage_hold,
		stage_fault };

	notes->text[0] = '\0';
	return scenario_run(s, &s->script, &stage, error);
}

static const char all_words[] = HEAD
    "    script {\n"
    "        peer send [peer listen 7]\n"
    "        path drop to-peer {tcp and DATA}\n"
    "        subject send 3\n"
    "        await to-subject {FIN} 2\n"
    "        hold 20 {the scenario}\n"
    "        fault {\n"
    "            signal STOP peer\n"
    "            signal CONT peer\n"
    "        }\n"
    "        signal KILL subject\n"
    "    }\n"
    "}\n";

static void
test_run_in_order(void **state)
{
	struct notes notes = { .refuse = NULL };
	char error[CASE_ERROR] = "";
	struct cases *cases;

	(void)state;
	put_file("close/fin", all_words);
	cases = load("");
	assert_int_equal(play(&cases->scenarios[0], &notes, error), 0);
	assert_string_equal(notes.text,
	    "peer listen 7;"
	    "peer send answer;path drop to-peer tcp and DATA;subject send 3;"
	    "await in FIN;hold 20;begins;signal STOP peer;signal CONT peer;"
	    "ended;signal KILL subject;");
	cases_free(cases);
}

/* The block is left out; what comes after it is not. */
static void
test_run_without_fault(void **state)
{
	struct notes notes = { .without_fault = true };
	char error[CASE_ERROR] = "";
	struct cases *cases;

	(void)state;
	put_file("close/fin", all_words);
	cases = load("");
	assert_int_equal(play(&cases->scenarios[0], &notes, error), 0);
	assert_string_equal(notes.text,
	    "peer listen 7;"
	    "peer send answer;path drop to-peer tcp and DATA;subject send 3;"
	    "await in FIN;hold 20;begins;ended;signal KILL subject;");
	cases_free(cases);
}

/* Whoever refuses, the script ends there and the line is told. */
static void
test_run_refused(void **state)
{
	static const struct {
		const char *refuse;
		int line;
		const char *what;
	} table[] = {
		{ "peer listen", 8, "peer listen 7: refused" },
		{ "peer send", 8, "peer send answer: refused" },
		{ "path", 9, "path drop to-peer tcp and DATA: refused" },
		{ "subject", 10, "subject send 3: refused" },
		{ "await", 11, "await to-subject FIN 2: refused" },
		{ "hold", 12, "hold: refused" },
		{ "begins", 13, "fault: refused" },
		{ "signal CONT", 15, "signal CONT peer: refused" },
		{ "ended", 13, "fault: refused" },
		{ "signal KILL", 17, "signal KILL subject: refused" },
	};
	char error[CASE_ERROR], expected[CASE_ERROR];
	struct notes notes = { .refuse = NULL };
	struct cases *cases;
	const char *last;

	(void)state;
	assert_int_equal(SIGCONT, 18);
	put_file("close/fin", all_words);
	cases = load("");
	for (size_t i = 0; i < COUNT(table); i++) {
		notes.refuse = table[i].refuse;
		assert_int_equal(play(&cases->scenarios[0], &notes, error), -1);
		snprintf(expected, sizeof(expected),
		    "%s/scenarios/close/fin.tcl:%d: %s", tree, table[i].line,
		    table[i].what);
		assert_string_equal(error, expected);
		last = strstr(notes.text, table[i].refuse);
		assert_non_null(last);
		assert_string_equal(strchr(last, ';'), ";");
	}
	/* one failure leaves nothing behind that harms the next run */
	notes.refuse = NULL;
	assert_int_equal(play(&cases->scenarios[0], &notes, error), 0);
	cases_free(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_run_in_order),
		TEST(test_run_without_fault),
		TEST(test_run_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
