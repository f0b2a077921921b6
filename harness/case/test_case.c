/* test_case.c - what case files and descriptions say. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

static const char good[] =
    "# first line\n"
    "scenario close/fin \"The peer closes\" {\n"
    "    why {The peer closes\n"
    "         and\tthat is   all.  }\n"
    "    refs {\"RFC 9293 3.6\" MUST-12}\n"
    "    truth silent reset\n"
    "    signs {fin rst-after-fin-on-send}\n"
    "    script {\n"
    "        peer send 5\n"
    "        fault { peer close }\n"
    "    }\n"
    "    wire {\n"
    "        seen  to-subject {FIN} after-fault\n"
    "        never to-peer    {RST} before-sending anywhere\n"
    "        seen  both       {DATA} 2..7\n"
    "        seen  to-peer    {SYN} lost 3 before-fault\n"
    "        seen  to-subject {RST} forged\n"
    "        seen  to-peer    {RST} forged\n"
    "    }\n"
    "}\n";

static void
test_every_field(void **state)
{
	struct cases *cases;
	struct scenario *s;
	char file[512];

	(void)state;
	put_file("close/fin", good);
	cases = load("");
	assert_int_equal(cases->n_scenarios, 1);
	assert_int_equal(cases->n_subjects, 0);
	s = &cases->scenarios[0];
	assert_string_equal(s->name, "close/fin");
	assert_string_equal(s->title, "The peer closes");
	assert_string_equal(s->why, "The peer closes and that is all.");
	assert_int_equal(s->n_refs, 2);
	assert_string_equal(s->refs[0], "RFC 9293 3.6");
	assert_string_equal(s->refs[1], "MUST-12");
	assert_int_equal(s->n_truth, 2);
	assert_int_equal(s->truth[0], FORM_SILENT);
	assert_int_equal(s->truth[1], FORM_RESET);
	assert_int_equal(s->signs, 1 << FIN | 1 << RST_AFTER_FIN_ON_SEND);
	assert_true(s->has_fault);
	assert_string_equal(s->script.text,
	    "\n        peer send 5\n"
	    "        fault { peer close }\n    ");
	assert_int_equal(s->script.line, 8);
	snprintf(file, sizeof(file), "%s/scenarios/close/fin.tcl", tree);
	assert_string_equal(s->file, file);
	assert_int_equal(s->n_checks, 6);
	cases_free(cases);
}

static void
test_every_check(void **state)
{
	static const struct check table[] = {
		{ .text = "seen to-subject FIN after-fault",
		    .filter = "FIN",
		    .seen = true,
		    .to_subject = true,
		    .legs = BOTH_LEGS,
		    .min = 1,
		    .when = AFTER_FAULT },
		{ .text = "never to-peer RST before-sending anywhere",
		    .filter = "RST",
		    .legs = BOTH_LEGS,
		    .any_leg = true,
		    .min = 1,
		    .when = BEFORE_SENDING },
		{ .text = "seen both DATA 2..7",
		    .filter = "DATA",
		    .seen = true,
		    .any_direction = true,
		    .legs = BOTH_LEGS,
		    .min = 2,
		    .max = 7 },
		{ .text = "seen to-peer SYN lost 3 before-fault",
		    .filter = "SYN",
		    .seen = true,
		    .legs = SUBJECT_LEG,
		    .min = 3,
		    .max = 3,
		    .when = BEFORE_FAULT },
		{ .text = "seen to-subject RST forged",
		    .filter = "RST",
		    .seen = true,
		    .to_subject = true,
		    .legs = SUBJECT_LEG,
		    .min = 1 },
		{ .text = "seen to-peer RST forged",
		    .filter = "RST",
		    .seen = true,
		    .legs = PEER_LEG,
		    .min = 1 },
	};
	struct cases *cases;
	const struct check *c;

	(void)state;
	put_file("close/fin", good);
	cases = load("");
	for (size_t i = 0; i < COUNT(table); i++) {
		c = &cases->scenarios[0].checks[i];
		assert_string_equal(c->text, table[i].text);
		assert_string_equal(c->filter, table[i].filter);
		assert_int_equal(c->seen, table[i].seen);
		assert_int_equal(c->to_subject, table[i].to_subject);
		assert_int_equal(c->any_direction, table[i].any_direction);
		assert_int_equal(c->legs, table[i].legs);
		assert_int_equal(c->any_leg, table[i].any_leg);
		assert_int_equal(c->min, table[i].min);
		assert_int_equal(c->max, table[i].max);
		assert_int_equal(c->when, table[i].when);
	}
	cases_free(cases);
}

/* What would spoil the conversation of a program with a real server. */
static void
test_writes(void **state)
{
	static const struct {
		const char *script, *writes;
	} table[] = {
		{ "fault { peer close }", NULL },
		{ "fault { peer send 5; peer fill }", "peer send 5" },
		{ "peer fill", "peer fill" },
		{ "peer oob", "peer oob" },
		{ "subject send 2; peer close", "subject send 2" },
		{ "subject shutdown wr; peer probe", NULL },
		/* nobody reads these */
		{ "peer read off; subject send 5; peer close", NULL },
		{ "peer read off; subject fill; peer shutdown wr", NULL },
		{ "peer read off; subject fill; peer read on", "peer read on" },
		{ "peer read off; peer read on; subject fill", "subject fill" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct cases *cases;
		const char *writes;

		snprintf(text, sizeof(text), HEAD "script { %s }\n}\n",
		    table[i].script);
		put_file("close/fin", text);
		cases = load("");
		writes = cases->scenarios[0].writes;
		if (table[i].writes)
			assert_string_equal(writes, table[i].writes);
		else
			assert_null(writes);
		cases_free(cases);
	}
}

/* Nothing is to be done, nothing is checked: that, too, is a scenario. */
static void
test_without_script(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", HEAD "}\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].script.text, "");
	assert_false(cases->scenarios[0].has_fault);
	assert_int_equal(cases->scenarios[0].n_checks, 0);
	cases_free(cases);
}

/* By group as they are told, then by name; other groups come last. */
static void
test_order(void **state)
{
	static const char *const names[] = { "alive/b", "close/a", "close/z",
		"closed/a", "zoo/a" };
	static const int written[] = { 4, 2, 3, 0, 1 };
	struct cases *cases;
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(written); i++) {
		snprintf(text, sizeof(text),
		    "scenario %s T {\nwhy w\nrefs r\n"
		    "truth open\nsigns data\n}\n",
		    names[written[i]]);
		put_file(names[written[i]], text);
	}
	cases = load("");
	assert_int_equal(cases->n_scenarios, COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(cases->scenarios[i].name, names[i]);
	cases_free(cases);
}

static void
test_no_files(void **state)
{
	char error[CASE_ERROR], expected[CASE_ERROR];

	(void)state;
	assert_null(load_strictly("", error));
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/*/*.tcl: no "
	    "scenario found",
	    tree);
	assert_string_equal(error, expected);
}

/*
 * Subjects, from their own descriptions.
 */
static const char subjects[] = "subject one {The first} {\n"
			       "    kind asks\n"
			       "    speaks 1\n"
			       "    eats 2\n"
			       "    patience 1000\n"
			       "    unsupported {not here}\n"
			       "    sees fin closed sign 0 150\n"
			       "    sees quiet quiet data 498 675\n"
			       "}\n"
			       "subject two {} {\n"
			       "    kind waits\n"
			       "}\n";

static void
test_subjects(void **state)
{
	const struct subject *s;
	struct cases *cases;

	(void)state;
	put_file("close/fin", good);
	cases = load(subjects);
	assert_int_equal(cases->n_subjects, 2);
	s = &cases->subjects[0];
	assert_string_equal(s->name, "one");
	assert_string_equal(s->title, "The first");
	assert_string_equal(s->unsupported, "not here");
	assert_int_equal(s->says.kind, ASKS);
	assert_true(s->says.speaks);
	assert_int_equal(s->says.eats, 2);
	assert_int_equal(s->says.patience_ms, 1000);
	assert_int_equal(s->says.sees[FIN].verdict, CLOSED);
	assert_int_equal(s->says.sees[FIN].when.since, SINCE_SIGN);
	assert_int_equal(s->says.sees[FIN].when.to_ms, 150);
	assert_int_equal(s->says.sees[NOTHING_HEARD].verdict, QUIET);
	assert_int_equal(s->says.sees[NOTHING_HEARD].when.since, SINCE_DATA);
	assert_int_equal(s->says.sees[NOTHING_HEARD].when.from_ms, 498);
	assert_int_equal(s->says.sees[RST].verdict, UNSAID);
	s = &cases->subjects[1];
	assert_string_equal(s->name, "two");
	assert_int_equal(s->says.kind, WAITS);
	assert_null(s->unsupported);
	assert_string_equal(s->used_by, "");
	cases_free(cases);
}

static void
test_used_by(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", good);
	cases = load(
	    "subject a {} { used-by {{Redis} {grpc-go} a\\ \\}\\ b} }\n"
	    "subject b {} { used-by {} }\n");
	assert_string_equal(
	    cases->subjects[0].used_by, "Redis, grpc-go, a } b");
	assert_string_equal(cases->subjects[1].used_by, "");
	cases_free(cases);
}

static void
test_wrong_subjects(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *expected;
	} table[] = {
		{ "subejct a {} {}", 1,
		    "no word \"subejct\", nearest is "
		    "\"subject\", expected one of timer subject" },
		{ "subject a {}", 1,
		    "subject: expected subject NAME {TITLE} "
		    "{ ... }" },
		{ "subject a {} {\n\n kinds asks\n}", 3,
		    "no word \"kinds\", "
		    "nearest is \"kind\", expected one of kind speaks eats "
		    "patience beat misses suspends used-by unsupported sees" },
		{ "subject a {} {\n kind ask\n}", 2,
		    "kind: expected waits, "
		    "asks, once or external, got \"ask\"" },
		{ "subject a {} {\n speaks perhaps\n}", 2,
		    "expected boolean "
		    "value but got \"perhaps\"" },
		{ "subject a {} {\n eats all\n}", 2,
		    "expected integer but "
		    "got \"all\"" },
		{ "subject a {} {\n sees FIN closed sign 0 5\n}", 2,
		    "sees: no sign \"FIN\"" },
		{ "subject a {} {\n sees fin shut sign 0 5\n}", 2,
		    "sees: no verdict \"shut\"" },
		{ "subject a {} {\n sees fin closed then 0 5\n}", 2,
		    "sees: "
		    "expected sign, data, segment, traffic, no-room, sent, unacked or check, "
		    "got "
		    "\"then\"" },
		{ "subject a {} {\n sees fin closed sign 0\n}", 2,
		    "sees: "
		    "expected sees SIGN VERDICT SINCE FROM_MS TO_MS" },
		{ "subject a {} {\n sees fin closed sign 0 soon\n}", 2,
		    "expected integer but got \"soon\"" },
	};
	char error[CASE_ERROR], expected[CASE_ERROR];

	(void)state;
	put_file("close/fin", good);
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_null(load_strictly(table[i].text, error));
		snprintf(expected, sizeof(expected),
		    "hangup-subject "
		    "--describe:%d: %s",
		    table[i].line, table[i].expected);
		assert_string_equal(error, expected);
	}
}

static void
test_nearest(void **state)
{
	static const char longer[] = "a-name-that-is-longer-than-sixty-three-"
				     "characters-xxxxxxxxxxxxxxxxxxx";
	static const char *const names[] = { "keepalive", "poll-rdhup",
		"recv-blocking", longer };
	size_t n = COUNT(names);

	(void)state;
	assert_string_equal(case_nearest("keepalive", names, n), "keepalive");
	assert_string_equal(case_nearest("kepalive", names, n), "keepalive");
	assert_string_equal(case_nearest("poll-hup", names, n), "poll-rdhup");
	assert_string_equal(
	    case_nearest("recv-bolcking", names, n), "recv-blocking");
	assert_null(case_nearest("xyz", names, n));
	assert_null(case_nearest("", names, n));
	assert_null(case_nearest("keepalive", names, 0));
	/* what is longer than its table is near to nothing, and harmless */
	assert_null(case_nearest(names[3], names, n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_field),
		TEST(test_every_check),
		TEST(test_writes),
		TEST(test_without_script),
		TEST(test_order),
		TEST(test_no_files),
		TEST(test_subjects),
		TEST(test_used_by),
		TEST(test_wrong_subjects),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
