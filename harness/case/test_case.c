/* test_case.c - case files: what they say, and where a mistake stands. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "case/case.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* The tree of one test: cases/scenarios/GROUP/NAME.tcl below it. */
static char tree[] = "/tmp/hangup-test-case-XXXXXX";

static int
make_tree(void **state)
{
	(void)state;
	strcpy(tree + strlen(tree) - 6, "XXXXXX");
	return mkdtemp(tree) ? 0 : -1;
}

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static int
remove_tree(void **state)
{
	(void)state;
	return nftw(tree, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* name is group/name. */
static void
put_file(const char *name, const char *text)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/scenarios", tree);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/scenarios/%.*s", tree,
	    (int)strcspn(name, "/"), name);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/scenarios/%s.tcl", tree, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static struct cases *
load(const char *subjects)
{
	char error[CASE_ERROR] = "";
	struct cases *cases = cases_load(tree, subjects, error);

	if (!cases)
		fail_msg("%s", error);
	return cases;
}

/* "FILE:LINE: message" is what the tree's one mistake is told as. */
static void
expect_error(const char *text, int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases;

	put_file("close/fin", text);
	cases = cases_load(tree, "", error);
	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/close/fin.tcl:%d: %s", tree, line, message);
	assert_string_equal(error, expected);
}

/* Lines 1 to 6 of a file; what is wrong begins on line 7. */
#define HEAD \
	"# a scenario for tests\n" \
	"scenario close/fin {A title} {\n" \
	"    why {why}\n" \
	"    refs {ref}\n" \
	"    truth closed\n" \
	"    signs {fin}\n"
#define SCRIPT_WORDS "peer path subject signal await hold fault"
#define QUALIFIERS \
	"expected arrived, lost, forged, anywhere, before-fault, " \
	"after-fault, before-sending, N or N..M, got "
#define OUR_WORDS "FIN SYN RST ACK URG DATA EMPTY WIN0 ICMP"

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
	assert_string_equal(s->script,
	    "\n        peer send 5\n"
	    "        fault { peer close }\n    ");
	assert_int_equal(s->script_line, 8);
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

/* Nothing is to be done, nothing is checked: that, too, is a scenario. */
static void
test_without_script(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", HEAD "}\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].script, "");
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
	assert_null(cases_load(tree, "", error));
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/*/*.tcl: no "
	    "scenario found",
	    tree);
	assert_string_equal(error, expected);
}

static void
test_mistyped_words(void **state)
{
	(void)state;
	expect_error("scenarioo close/fin T {}\n", 1,
	    "no word \"scenarioo\", "
	    "nearest is \"scenario\", expected one of scenario");
	expect_error("\n\nset a\nclose\n", 3,
	    "can't read \"a\": no such "
	    "variable");
	expect_error(HEAD "    scirpt {}\n}\n", 7,
	    "no word \"scirpt\", "
	    "nearest is \"script\", expected one of why refs truth signs "
	    "script wire");
	expect_error(HEAD "    xyzzy-plugh {}\n}\n", 7,
	    "no word "
	    "\"xyzzy-plugh\", expected one of why refs truth signs script "
	    "wire");
	expect_error(HEAD "    wire {\n\n\tsen to-peer {FIN}\n    }\n}\n", 9,
	    "no word \"sen\", nearest is \"seen\", expected one of seen "
	    "never");
	expect_error(HEAD "    script {\n\tpeer x\n\tpeeer y\n    }\n}\n", 9,
	    "no word \"peeer\", nearest is \"peer\", expected one of " SCRIPT_WORDS);
	expect_error(HEAD "    script {\n\tfault {\n\n\t    pat x\n\t}\n"
			  "    }\n}\n",
	    10,
	    "no word \"pat\", nearest is \"path\", expected "
	    "one of " SCRIPT_WORDS);
	/* a word of another block is none here */
	expect_error(HEAD "    signal STOP x\n}\n", 7,
	    "no word "
	    "\"signal\", nearest is \"signs\", expected one of why refs truth signs "
	    "script wire");
}

static void
test_wrong_number_of_arguments(void **state)
{
	static const struct {
		const char *text, *expected;
	} head[] = {
		{ "why", "why: expected why {TEXT}" },
		{ "why two words", "why: expected why {TEXT}" },
		{ "refs", "refs: expected refs {REF...}" },
		{ "truth", "truth: expected truth FORM ?FORM...?" },
		{ "truth open open open open open", "truth: expected truth "
		    "FORM ?FORM...?" },
		{ "signs", "signs: expected signs {SIGN...}" },
		{ "script", "script: expected script { ... }" },
		{ "wire {} {}", "wire: expected wire { ... }" },
	}, script[] = {
		{ "peer", "peer: expected peer COMMAND..." },
		{ "path", "path: expected path COMMAND..." },
		{ "subject", "subject: expected subject send N" },
		{ "signal STOP", "signal: expected signal "
		    "STOP|CONT|KILL|TERM|INT peer|subject" },
		{ "await to-peer", "await: expected await DIRECTION FILTER "
		    "?QUALIFIER...?" },
		{ "hold 5", "hold: expected hold MS {why this duration is the "
		    "scenario}" },
		{ "hold 5 a b", "hold: expected hold MS {why this duration is "
		    "the scenario}" },
		{ "fault", "fault: expected fault { SCRIPT }" },
		{ "fault {} {}", "fault: expected fault { SCRIPT }" },
	};
	char text[512];

	(void)state;
	expect_error("scenario close/fin {}\n", 1,
	    "scenario: expected "
	    "scenario GROUP/NAME {TITLE} { ... }");
	for (size_t i = 0; i < COUNT(head); i++) {
		snprintf(
		    text, sizeof(text), HEAD "\n    %s\n}\n", head[i].text);
		expect_error(text, 8, head[i].expected);
	}
	for (size_t i = 0; i < COUNT(script); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    script {\n\tfault {\n"
			 "\t}\n\t%s\n    }\n}\n",
		    script[i].text);
		expect_error(text, 10, script[i].expected);
	}
	expect_error(HEAD "    wire {\n\tseen to-peer\n    }\n}\n", 8,
	    "seen: expected seen DIRECTION FILTER ?QUALIFIER...?");
	expect_error(HEAD "    wire { never }\n}\n", 7,
	    "never: expected never DIRECTION FILTER ?QUALIFIER...?");
}

static void
test_unknown_values(void **state)
{
	(void)state;
	expect_error("scenario close/fin T {\n    why w\n    refs r\n"
		     "    truth open dead\n}\n",
	    4,
	    "truth: expected of open, closed, "
	    "half-closed, reset, silent, got \"dead\"");
	expect_error("scenario close/fin T {\n    signs {fin FIN}\n}\n", 2,
	    "signs: expected of fin, fin-behind-data, rst, rst-behind-data, "
	    "rst-after-fin, rst-after-fin-on-send, rst-on-send, silence, "
	    "no-answer, zero-window, unreachable, local-abort, quiet, data, "
	    "urgent, soft-error, late, got \"FIN\"");
	expect_error("scenario close/fin T {\n    signs \"\\{fin\"\n}\n", 2,
	    "unmatched open brace in list");
	expect_error("scenario close/fin T {\n    refs \"\\{x\"\n}\n", 2,
	    "unmatched open brace in list");
}

static void
test_wrong_checks(void **state)
{
	static const struct {
		const char *check, *expected;
	} table[] = {
		{ "seen to-both {FIN}",
		    "expected to-peer, to-subject or "
		    "both, got \"to-both\"" },
		{ "seen to-peer {FIN} never", QUALIFIERS "\"never\"" },
		{ "seen to-peer {FIN} arrived often", QUALIFIERS "\"often\"" },
		{ "seen to-peer {FIN} 0", QUALIFIERS "\"0\"" },
		{ "seen to-peer {FIN} -1", QUALIFIERS "\"-1\"" },
		{ "seen to-peer {FIN} 1..-1", QUALIFIERS "\"1..-1\"" },
		{ "seen to-peer {FIN} 3..2", QUALIFIERS "\"3..2\"" },
		{ "seen to-peer {FIN} 0..0", QUALIFIERS "\"0..0\"" },
		{ "seen to-peer {FIN} 2..", QUALIFIERS "\"2..\"" },
		{ "seen to-peer {FIN} 2x", QUALIFIERS "\"2x\"" },
		{ "seen both {FIN} lost",
		    QUALIFIERS "\"lost\" (lost and "
			       "forged need one direction)" },
		{ "never both {FIN} forged",
		    QUALIFIERS "\"forged\" (lost and "
			       "forged need one direction)" },
		{ "seen to-peer {tcp and FNI}",
		    "filter \"tcp and FNI\", "
		    "column 9: FNI is none of our words: " OUR_WORDS },
		{ "seen to-peer {fin}",
		    "filter \"fin\", column 1: fin is "
		    "none of our words: " OUR_WORDS },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    wire {\n"
			 "\tseen to-peer {SYN}\n\t%s\n    }\n}\n",
		    table[i].check);
		expect_error(text, 9, table[i].expected);
	}
	/* await is a check, too, and its message is the same */
	expect_error(HEAD "    script {\n\tawait to-peer {FIN} nver\n"
			  "    }\n}\n",
	    8, QUALIFIERS "\"nver\"");
}

/* libpcap's own complaint, behind the place. */
static void
test_filter_libpcap_refuses(void **state)
{
	static const char start[] = ":8: filter \"tcp and and\", column 5: ";
	char error[CASE_ERROR] = "";

	(void)state;
	put_file("close/fin",
	    HEAD "    wire {\n\tseen to-peer {tcp and and}\n"
		 "    }\n}\n");
	assert_null(cases_load(tree, "", error));
	assert_non_null(strstr(error, start));
	assert_true(strlen(strstr(error, start)) > strlen(start));
}

static void
test_wrong_script(void **state)
{
	static const struct {
		const char *line, *expected;
	} table[] = {
		{ "hold x {y}", "hold: expected 1 to 60000 ms, got \"x\"" },
		{ "hold 0 {y}", "hold: expected 1 to 60000 ms, got \"0\"" },
		{ "hold -5 {y}", "hold: expected 1 to 60000 ms, got \"-5\"" },
		{ "hold 1.5 {y}",
		    "hold: expected 1 to 60000 ms, got "
		    "\"1.5\"" },
		{ "hold 60001 {y}",
		    "hold: expected 1 to 60000 ms, got "
		    "\"60001\"" },
		{ "signal HUP peer",
		    "signal: expected STOP, CONT, KILL, TERM "
		    "or INT, got \"HUP\"" },
		{ "signal STOP path",
		    "signal: expected peer or subject, got "
		    "\"path\"" },
		{ "subject snd 5", "subject snd 5: expected send N" },
		{ "subject send 0", "subject send 0: expected send N" },
		{ "subject send 5 6", "subject send 5 6: expected send N" },
		{ "peer $x", "can't read \"x\": no such variable" },
		{ "return", "break, continue or return out of place" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    script {\n\tpeer x\n"
			 "\tfault { %s }\n    }\n}\n",
		    table[i].line);
		expect_error(text, 9, table[i].expected);
	}
	expect_error(HEAD "    script {\n\tfault { peer x }\n\n"
			  "\tfault { peer y }\n    }\n}\n",
	    10, "fault: a script has one fault block");
	expect_error(HEAD "    script {\n\tfault {\n\t    fault {}\n\t}\n"
			  "    }\n}\n",
	    9, "fault: a script has one fault block");
}

/* Lines within the bodies of Tcl's own commands, however they are nested. */
static void
test_lines_in_bodies(void **state)
{
	(void)state;
	expect_error(HEAD "    script {\n\tfor {set i 0} {$i < 2} {incr i} {\n"
			  "\t    peer x\n\t    hold x {y}\n\t}\n    }\n}\n",
	    10, "hold: expected 1 to 60000 ms, got \"x\"");
	expect_error(HEAD "    script {\n\tfault {\n\t    if {1} {\n"
			  "\t\tpeer x\n\t\tforeach x {1 2} {\n\t\t    peer x\n"
			  "\t\t    hodl\n\t\t}\n\t    }\n\t}\n    }\n}\n",
	    13,
	    "no word \"hodl\", nearest is \"hold\", expected one of " SCRIPT_WORDS);
	expect_error(HEAD "    script {\n\tif {1} {\n\t    fault {\n"
			  "\t\tpeer x\n\t\tpeer\n\t    }\n\t}\n    }\n}\n",
	    11, "peer: expected peer COMMAND...");
}

/* A line that goes on behind a backslash keeps the count. */
static void
test_lines_behind_continuation(void **state)
{
	struct cases *cases;

	(void)state;
	expect_error(HEAD "    script {\n\tpeer send \\\n\t    1\n\tpath x \\\n"
			  "\t    y\n\tpeer\n    }\n}\n",
	    12, "peer: expected peer COMMAND...");
	expect_error(HEAD "    wire {\n\tseen to-peer {FIN} \\\n\t    lost\n"
			  "\tseen to-peer {FIN} bad\n    }\n}\n",
	    10, QUALIFIERS "\"bad\"");
	put_file("close/fin",
	    HEAD "    script {\n\tpeer send \\\n\t    7\n"
		 "\tpeer \\\\\n    }\n    wire {\n\tseen to-peer \\\n"
		 "\t    {FIN} 2\n    }\n}\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].script,
	    "\n\tpeer send  7\n\n\tpeer \\\\\n    ");
	assert_string_equal(
	    cases->scenarios[0].checks[0].text, "seen to-peer FIN 2");
	cases_free(cases);
}

/* The text of a block may stand somewhere before it. */
static void
test_lines_of_equal_text(void **state)
{
	(void)state;
	expect_error("scenario close/fin T {\n    why { peer }\n"
		     "    refs { peer }\n    truth open\n    signs data\n"
		     "    script { peer }\n}\n",
	    6, "peer: expected peer COMMAND...");
	expect_error(HEAD "    script {\n\thold 1 { peer }\n"
			  "\tfault { peer }\n    }\n}\n",
	    9, "peer: expected peer COMMAND...");
}

static void
test_broken_syntax(void **state)
{
	(void)state;
	expect_error(
	    HEAD "    script {\n\tpeer x\n    }\n", 2, "missing close-brace");
	expect_error(HEAD "    script {\n\tfault {\n\t    peer \"x\n\t}\n"
			  "    }\n}\n",
	    9, "missing \"");
	expect_error(HEAD "    script { peer x }x\n}\n", 7,
	    "extra characters after close-brace");
	expect_error("", 1, "expected a scenario close/fin");
	expect_error("# nothing else\n", 1, "expected a scenario close/fin");
}

static void
test_name_and_number(void **state)
{
	(void)state;
	expect_error("\nscenario close/fni T {}\n", 2,
	    "scenario: expected "
	    "the name close/fin, as the file's, got \"close/fni\"");
	expect_error(HEAD "}\nscenario close/fin T {}\n", 8,
	    "a file holds one scenario");
}

static void
test_incomplete(void **state)
{
	static const char *const words[] = { "why", "refs", "truth", "signs" };
	static const char *const lines[] = { "why w\n", "refs r\n",
		"truth open\n", "signs data\n" };
	char text[512], expected[64];

	(void)state;
	for (size_t missing = 0; missing < COUNT(words); missing++) {
		strcpy(text, "scenario close/fin T {\n");
		for (size_t i = 0; i < COUNT(words); i++)
			if (i != missing)
				strcat(text, lines[i]);
		strcat(text, "}\n");
		snprintf(expected, sizeof(expected), "close/fin has no %s",
		    words[missing]);
		expect_error(text, 1, expected);
	}
}

/* What a second one would silently replace. */
static void
test_given_twice(void **state)
{
	static const char *const lines[] = { "why w", "refs r", "truth open",
		"signs data", "script {}" };
	char text[512], expected[64];

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		snprintf(text, sizeof(text), HEAD "    script {}\n    %s\n}\n",
		    lines[i]);
		snprintf(expected, sizeof(expected),
		    "%.*s: expected once, it "
		    "is there already",
		    (int)strcspn(lines[i], " "), lines[i]);
		expect_error(text, 8, expected);
	}
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
		    "\"subject\", expected one of subject" },
		{ "subject a {}", 1,
		    "subject: expected subject NAME {TITLE} "
		    "{ ... }" },
		{ "subject a {} {\n\n kinds asks\n}", 3,
		    "no word \"kinds\", "
		    "nearest is \"kind\", expected one of kind speaks eats "
		    "patience used-by unsupported sees" },
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
		    "expected sign, data, segment, sent or check, got "
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
		assert_null(cases_load(tree, table[i].text, error));
		snprintf(expected, sizeof(expected),
		    "hangup-subject "
		    "--describe:%d: %s",
		    table[i].line, table[i].expected);
		assert_string_equal(error, expected);
	}
}

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
stage_peer(void *data, const char *line, char *answer, char *error)
{
	snprintf(answer, CASE_ERROR, "answer");
	return note(data, error, "peer %s", line);
}

static int
stage_path(void *data, const char *line, char *answer, char *error)
{
	(void)answer;
	return note(data, error, "path %s", line);
}

static int
stage_subject(void *data, const char *line, char *answer, char *error)
{
	(void)answer;
	return note(data, error, "subject %s", line);
}

static int
stage_signal(void *data, int number, const char *who, char *error)
{
	return note(data, error, "signal %d %s", number, who);
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
stage_begins(void *data, char *error)
{
	struct notes *notes = data;

	return note(data, error, "begins") == -1 ? -1 : !notes->without_fault;
}

static int
stage_ended(void *data, char *error)
{
	return note(data, error, "ended");
}

static int
play(const struct scenario *s, struct notes *notes, char *error)
{
	struct stage stage = { notes, stage_peer, stage_path, stage_subject,
		stage_signal, stage_await, stage_hold, stage_begins,
		stage_ended };

	notes->text[0] = '\0';
	return scenario_run(s, &stage, error);
}

static const char all_words[] = HEAD
    "    script {\n"
    "        peer send [peer who are you]\n"
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
	char expected[256], error[CASE_ERROR] = "";
	struct cases *cases;

	(void)state;
	put_file("close/fin", all_words);
	cases = load("");
	assert_int_equal(play(&cases->scenarios[0], &notes, error), 0);
	snprintf(expected, sizeof(expected),
	    "peer who are you;"
	    "peer send answer;path drop to-peer tcp and DATA;subject send 3;"
	    "await in FIN;hold 20;begins;signal %d peer;signal %d peer;ended;"
	    "signal %d subject;",
	    SIGSTOP, SIGCONT, SIGKILL);
	assert_string_equal(notes.text, expected);
	cases_free(cases);
}

/* The block is left out; what comes after it is not. */
static void
test_run_without_fault(void **state)
{
	struct notes notes = { .without_fault = true };
	char expected[256], error[CASE_ERROR] = "";
	struct cases *cases;

	(void)state;
	put_file("close/fin", all_words);
	cases = load("");
	assert_int_equal(play(&cases->scenarios[0], &notes, error), 0);
	snprintf(expected, sizeof(expected),
	    "peer who are you;"
	    "peer send answer;path drop to-peer tcp and DATA;subject send 3;"
	    "await in FIN;hold 20;begins;ended;signal %d subject;",
	    SIGKILL);
	assert_string_equal(notes.text, expected);
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
		{ "peer who", 8, "peer who are you: refused" },
		{ "peer send", 8, "peer send answer: refused" },
		{ "path", 9, "path drop to-peer tcp and DATA: refused" },
		{ "subject", 10, "subject send 3: refused" },
		{ "await", 11, "await to-subject FIN 2: refused" },
		{ "hold", 12, "hold: refused" },
		{ "begins", 13, "fault: refused" },
		{ "signal 18", 15, "signal CONT peer: refused" },
		{ "ended", 13, "fault: refused" },
		{ "signal 9", 17, "signal KILL subject: refused" },
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

static void
test_nearest(void **state)
{
	static const char *const names[] = { "keepalive", "poll-rdhup",
		"recv-blocking",
		"a-name-that-is-longer-than-sixty-three-"
		"characters-xxxxxxxxxxxxxxxxxxx" };
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_tree, remove_tree)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_field),
		TEST(test_every_check),
		TEST(test_without_script),
		TEST(test_order),
		TEST(test_no_files),
		TEST(test_mistyped_words),
		TEST(test_wrong_number_of_arguments),
		TEST(test_unknown_values),
		TEST(test_wrong_checks),
		TEST(test_filter_libpcap_refuses),
		TEST(test_wrong_script),
		TEST(test_lines_in_bodies),
		TEST(test_lines_behind_continuation),
		TEST(test_lines_of_equal_text),
		TEST(test_broken_syntax),
		TEST(test_name_and_number),
		TEST(test_incomplete),
		TEST(test_given_twice),
		TEST(test_subjects),
		TEST(test_used_by),
		TEST(test_wrong_subjects),
		TEST(test_run_in_order),
		TEST(test_run_without_fault),
		TEST(test_run_refused),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
