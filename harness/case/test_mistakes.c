/* test_mistakes.c - what is wrong in a case file, and where it stands. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#define SCRIPT_WORDS "peer path lab relay subject signal await hold fault"
#define SCENARIO_WORDS \
	"why refs truth signs ipv6-signs prepare script proof record host " \
	"mute ipv4-only wire"
#define QUALIFIERS \
	"expected arrived, lost, forged, anywhere, before-fault, " \
	"after-fault, before-sending, with-proof, another, noted TEXT, N or N..M, got "
#define SUBJECT_LINES "expected send N (1 to 4096), fill, shutdown wr or port"
#define OUR_WORDS "FIN SYN RST ACK URG DATA EMPTY WIN0 ICMP"

/* "FILE:LINE: message" is what the tree's one mistake is told as. */
static void
expect_error(const char *text, int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases;

	put_file("close/fin", text);
	cases = load_strictly("", error);
	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/close/fin.tcl:%d: %s", tree, line, message);
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
	    "nearest is \"script\", expected one of " SCENARIO_WORDS);
	expect_error(HEAD "    xyzzy-plugh {}\n}\n", 7,
	    "no word "
	    "\"xyzzy-plugh\", expected one of " SCENARIO_WORDS);
	expect_error(HEAD "    wire {\n\n\tsen to-peer {FIN}\n    }\n}\n", 9,
	    "no word \"sen\", nearest is \"seen\", expected one of seen "
	    "never");
	expect_error(HEAD "    script {\n\tpeer oob\n\tpeeer y\n    }\n}\n", 9,
	    "no word \"peeer\", nearest is \"peer\", expected one of " SCRIPT_WORDS);
	expect_error(HEAD "    script {\n\tfault {\n\n\t    pat x\n\t}\n"
			  "    }\n}\n",
	    10,
	    "no word \"pat\", nearest is \"path\", expected "
	    "one of " SCRIPT_WORDS);
	/* a word of another block is none here */
	expect_error(HEAD "    signal STOP x\n}\n", 7,
	    "no word "
	    "\"signal\", nearest is \"signs\", expected one of " SCENARIO_WORDS);
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
		{ "truth", "truth: expected truth FORM ?or FORM? ?FORM...?" },
		{ "truth open open open open open open open open open", "truth: expected truth "
		    "FORM ?or FORM? ?FORM...?" },
		{ "signs", "signs: expected signs {SIGN...}" },
		{ "script", "script: expected script { ... }" },
		{ "wire {} {}", "wire: expected wire { ... }" },
	}, script[] = {
		{ "peer", "peer: expected peer COMMAND..." },
		{ "path", "path: expected path COMMAND..." },
		{ "subject", "subject: expected subject "
		    "send N|fill|shutdown wr|port" },
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
	    "truth: expected up to 4 of open, closed, "
	    "half-closed, reset, silent, got \"dead\"");
	expect_error("scenario close/fin T {\n    signs {fin FIN}\n}\n", 2,
	    "signs: no sign \"FIN\", nearest is fin, expected of fin, "
	    "fin-behind-data, fin-both, rst, "
	    "rst-behind-data, "
	    "rst-after-fin, rst-after-fin-on-send, rst-on-send, silence, "
	    "no-answer, zero-window, unreachable, no-way-out, link-lost, "
	    "local-abort, quiet, data, urgent, soft-error, late, "
	    "unacknowledged, our-fin");
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
	assert_null(load_strictly("", error));
	assert_non_null(strstr(error, start));
	assert_true(strlen(strstr(error, start)) > strlen(start));
}

static void
test_wrong_script(void **state)
{
	static const struct {
		const char *line, *expected;
	} table[] = {
		{ "hold x {y}",
		    "hold: expected 1 to 10800000 ms (3 hours), got \"x\"" },
		{ "hold 0 {y}",
		    "hold: expected 1 to 10800000 ms (3 hours), got \"0\"" },
		{ "hold -5 {y}",
		    "hold: expected 1 to 10800000 ms (3 hours), got \"-5\"" },
		{ "hold 1.5 {y}",
		    "hold: expected 1 to 10800000 ms (3 hours), got "
		    "\"1.5\"" },
		{ "hold 10800001 {y}",
		    "hold: expected 1 to 10800000 ms (3 hours), got "
		    "\"10800001\"" },
		{ "signal HUP peer",
		    "signal: expected STOP, CONT, KILL, TERM "
		    "or INT, got \"HUP\"" },
		{ "signal STOP path",
		    "signal: expected peer or subject, got "
		    "\"path\"" },
		{ "subject snd 5", "subject snd 5: " SUBJECT_LINES },
		{ "subject send 0", "subject send 0: " SUBJECT_LINES },
		{ "subject send 5 6", "subject send 5 6: " SUBJECT_LINES },
		{ "peer $x", "can't read \"x\": no such variable" },
		{ "return", "break, continue or return out of place" },
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    script {\n\tpeer oob\n"
			 "\tfault { %s }\n    }\n}\n",
		    table[i].line);
		expect_error(text, 9, table[i].expected);
	}
	expect_error(HEAD "    script {\n\tfault { peer oob }\n\n"
			  "\tfault { peer y }\n    }\n}\n",
	    10, "fault: a script has one fault block");
	expect_error(HEAD "    script {\n\tfault {\n\t    fault {}\n\t}\n"
			  "    }\n}\n",
	    9, "fault: a script has one fault block");
}

/* What the talkers would refuse, each time it is played. */
static void
test_wrong_talk(void **state)
{
	static const struct {
		const char *line, *what;
	} table[] = {
		{ "peer clsoe", "no command \"clsoe\", nearest is \"close\"" },
		{ "peer xyzzy", "no command \"xyzzy\"; \"help\" lists them" },
		{ "peer send", "expected: send N (1 to 1048576)" },
		{ "peer send 5k", "expected: send N (1 to 1048576)" },
		{ "peer send 5 6", "expected: send N (1 to 1048576)" },
		{ "peer read", "expected: read on|off" },
		{ "peer shutdown write", "expected: shutdown rd|wr|both" },
		{ "peer echo after x",
		    "expected: echo on|off|after MS (0 to 600000)" },
		{ "peer close now", "expected: close" },
		{ "path drpo both",
		    "no command \"drpo\", nearest is \"drop\"" },
		{ "path drop",
		    "expected to-peer, to-subject or both, got \"\"" },
		{ "path drop to-pere",
		    "expected to-peer, to-subject or both, got \"to-pere\"" },
		{ "path drop both FINN",
		    "filter \"FINN\", column 1: FINN is none of our words: "
		    "FIN SYN RST ACK URG DATA EMPTY WIN0 ICMP" },
		{ "path drop both count none",
		    "count: expected a number from 1 to 2147483647, got "
		    "\"none\"" },
		{ "path lose both 50",
		    "expected: lose DIRECTION PERCENT seed N [FILTER]" },
		{ "path pass all", "expected: pass [first]" },
		{ "path inject rts to-peer",
		    "expected rst, fin, syn or icmp, got \"rts\"" },
		{ "relay strat", "no command \"strat\", nearest is \"start\"" },
		{ "lab link up",
		    "expected one of: link down, route withdraw, "
		    "address remove, neighbour forget, socket "
		    "destroy, host other, take over, connect" },
	};
	char text[512], expected[CASE_ERROR];

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    script {\n\t%s\n    }\n}\n", table[i].line);
		snprintf(expected, sizeof(expected), "%s: %s", table[i].line,
		    table[i].what);
		expect_error(text, 8, expected);
	}
}

/* What it uses of an answer stands there in the end, not yet now. */
static void
test_right_talk(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin",
	    HEAD "    script {\n\tpath drop both tcp port [subject port]\n"
		 "\tpath drop both tcp port [peer listen] count 2\n"
		 "\tpeer send [peer fill]\n\tpeer linger [peer fork]\n"
		 "\tpath inject icmp type 3 code 1 to-subject\n"
		 "\tpath answer both icmp host-unreachable DATA skip 1\n"
		 "\trelay start\n\trelay status\n    }\n}\n");
	cases = load("");
	assert_int_equal(cases->n_left_out, 0);
	cases_free(cases);
}

/* Lines within the bodies of Tcl's own commands, however they are nested. */
static void
test_lines_in_bodies(void **state)
{
	(void)state;
	expect_error(HEAD "    script {\n\tfor {set i 0} {$i < 2} {incr i} {\n"
			  "\t    peer oob\n\t    hold x {y}\n\t}\n    }\n}\n",
	    10, "hold: expected 1 to 10800000 ms (3 hours), got \"x\"");
	expect_error(HEAD
	    "    script {\n\tfault {\n\t    if {1} {\n"
	    "\t\tpeer oob\n\t\tforeach x {1 2} {\n\t\t    peer oob\n"
	    "\t\t    hodl\n\t\t}\n\t    }\n\t}\n    }\n}\n",
	    13,
	    "no word \"hodl\", nearest is \"hold\", expected one of " SCRIPT_WORDS);
	expect_error(HEAD "    script {\n\tif {1} {\n\t    fault {\n"
			  "\t\tpeer oob\n\t\tpeer\n\t    }\n\t}\n    }\n}\n",
	    11, "peer: expected peer COMMAND...");
}

/* A line that goes on behind a backslash keeps the count. */
static void
test_lines_behind_continuation(void **state)
{
	struct cases *cases;

	(void)state;
	expect_error(HEAD
	    "    script {\n\tpeer send \\\n\t    1\n\tpath pass \\\n"
	    "\t    first\n\tpeer\n    }\n}\n",
	    12, "peer: expected peer COMMAND...");
	expect_error(HEAD "    wire {\n\tseen to-peer {FIN} \\\n\t    lost\n"
			  "\tseen to-peer {FIN} bad\n    }\n}\n",
	    10, QUALIFIERS "\"bad\"");
	put_file("close/fin",
	    HEAD "    script {\n\tpeer send \\\n\t    7\n"
		 "\t# \\\\\n    }\n    wire {\n\tseen to-peer \\\n"
		 "\t    {FIN} 2\n    }\n}\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].script.text,
	    "\n\tpeer send  7\n\n\t# \\\\\n    ");
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
	    HEAD "    script {\n\tpeer oob\n    }\n", 2, "missing close-brace");
	expect_error(HEAD "    script {\n\tfault {\n\t    peer \"x\n\t}\n"
			  "    }\n}\n",
	    9, "missing \"");
	expect_error(HEAD "    script { peer oob }x\n}\n", 7,
	    "extra characters after close-brace");
	expect_error("", 1, "expected a scenario close/fin");
	expect_error("# nothing else\n", 1, "expected a scenario close/fin");
}

/* The line whose brace it is, not the first of the file. */
static void
test_missing_brace(void **state)
{
	(void)state;
	expect_error(HEAD "    script {\n\tfault { peer close\n    }\n}\n", 8,
	    "missing close-brace");
	expect_error(HEAD "    script {\n\t# with a brace {\n    }\n}\n", 8,
	    "missing close-brace: possible unbalanced brace in comment");
	expect_error(HEAD
	    "    script {\n\tfault {\n\t}\n    }\n    wire {\n}\n",
	    11, "missing close-brace");
}

/* What an editor elsewhere puts before the text, or makes of it. */
static void
test_other_encodings(void **state)
{
	struct cases *cases;

	(void)state;
	put_file("close/fin", "\xef\xbb\xbf" HEAD "}\r\n");
	cases = load("");
	assert_string_equal(cases->scenarios[0].title, "A title");
	cases_free(cases);
	expect_error("# gr\xfcn\n", 1,
	    "expected text in UTF-8, got the byte 0xfc: save it as UTF-8");
	expect_error("\xff\xfe#x\n", 1,
	    "expected text in UTF-8, got UTF-16: save it as UTF-8");
}

/* It stops nothing else, and its name is known. */
static void
test_left_out(void **state)
{
	struct cases *cases;
	const struct left_out *l;

	(void)state;
	put_file("close/fin", HEAD "}\n");
	put_file("close/bad", "scenario close/bad T {\n hwy x\n}\n");
	put_file("reset/bad", "");
	cases = load("");
	assert_int_equal(cases->n_scenarios, 1);
	assert_int_equal(cases->n_left_out, 2);
	l = case_left_out(cases, FILE_SCENARIO, "close/bad");
	assert_non_null(strstr(l->why, "/scenarios/close/bad.tcl:2: no word"));
	assert_non_null(case_left_out(cases, FILE_SCENARIO, "reset/bad"));
	assert_null(case_left_out(cases, FILE_SCENARIO, "close/fin"));
	assert_null(case_left_out(cases, FILE_SUBJECT, NULL));
	cases_free(cases);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_mistyped_words),
		TEST(test_wrong_number_of_arguments),
		TEST(test_unknown_values),
		TEST(test_wrong_checks),
		TEST(test_filter_libpcap_refuses),
		TEST(test_wrong_script),
		TEST(test_wrong_talk),
		TEST(test_right_talk),
		TEST(test_lines_in_bodies),
		TEST(test_lines_behind_continuation),
		TEST(test_lines_of_equal_text),
		TEST(test_broken_syntax),
		TEST(test_missing_brace),
		TEST(test_other_encodings),
		TEST(test_left_out),
		TEST(test_name_and_number),
		TEST(test_incomplete),
		TEST(test_given_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
