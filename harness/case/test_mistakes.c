/* test_mistakes.c - words of a case file that are wrong. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#define SCENARIO_WORDS \
	"why refs truth signs ipv6-signs prepare script proof record host " \
	"mute ipv4-only wire"
#define SUBJECT_LINES "expected send N (1 to 4096), fill, shutdown wr or port"
#define OUR_WORDS "FIN SYN RST ACK URG DATA EMPTY WIN0 ICMP"

static void
test_mistyped_words(void **state)
{
	(void)state;
	expect_wrong("scenarioo close/fin T {}\n", 1,
	    "no word \"scenarioo\", "
	    "nearest is \"scenario\", expected one of scenario");
	expect_wrong("\n\nset a\nclose\n", 3,
	    "can't read \"a\": no such "
	    "variable");
	expect_wrong(HEAD "    scirpt {}\n}\n", 7,
	    "no word \"scirpt\", "
	    "nearest is \"script\", expected one of " SCENARIO_WORDS);
	expect_wrong(HEAD "    xyzzy-plugh {}\n}\n", 7,
	    "no word "
	    "\"xyzzy-plugh\", expected one of " SCENARIO_WORDS);
	expect_wrong(HEAD "    wire {\n\n\tsen to-peer {FIN}\n    }\n}\n", 9,
	    "no word \"sen\", nearest is \"seen\", expected one of seen "
	    "never");
	expect_wrong(HEAD "    script {\n\tpeer oob\n\tpeeer y\n    }\n}\n", 9,
	    "no word \"peeer\", nearest is \"peer\", expected one of " SCRIPT_WORDS);
	expect_wrong(HEAD "    script {\n\tfault {\n\n\t    pat x\n\t}\n"
			  "    }\n}\n",
	    10,
	    "no word \"pat\", nearest is \"path\", expected "
	    "one of " SCRIPT_WORDS);
	/* a word of another block is none here */
	expect_wrong(HEAD "    signal STOP x\n}\n", 7,
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
	expect_wrong("scenario close/fin {}\n", 1,
	    "scenario: expected "
	    "scenario GROUP/NAME {TITLE} { ... }");
	for (size_t i = 0; i < COUNT(head); i++) {
		snprintf(
		    text, sizeof(text), HEAD "\n    %s\n}\n", head[i].text);
		expect_wrong(text, 8, head[i].expected);
	}
	for (size_t i = 0; i < COUNT(script); i++) {
		snprintf(text, sizeof(text),
		    HEAD "    script {\n\tfault {\n"
			 "\t}\n\t%s\n    }\n}\n",
		    script[i].text);
		expect_wrong(text, 10, script[i].expected);
	}
	expect_wrong(HEAD "    wire {\n\tseen to-peer\n    }\n}\n", 8,
	    "seen: expected seen DIRECTION FILTER ?QUALIFIER...?");
	expect_wrong(HEAD "    wire { never }\n}\n", 7,
	    "never: expected never DIRECTION FILTER ?QUALIFIER...?");
}

static void
test_unknown_values(void **state)
{
	(void)state;
	expect_wrong("scenario close/fin T {\n    why w\n    refs r\n"
		     "    truth open dead\n}\n",
	    4,
	    "truth: expected up to 4 of open, closed, "
	    "half-closed, reset, silent, got \"dead\"");
	expect_wrong("scenario close/fin T {\n    signs {fin FIN}\n}\n", 2,
	    "signs: no sign \"FIN\", nearest is fin, expected of fin, "
	    "fin-behind-data, fin-both, rst, "
	    "rst-behind-data, "
	    "rst-after-fin, rst-after-fin-on-send, rst-on-send, silence, "
	    "no-answer, zero-window, unreachable, no-way-out, link-lost, "
	    "local-abort, quiet, data, urgent, soft-error, late, "
	    "unacknowledged, our-fin");
	expect_wrong("scenario close/fin T {\n    signs \"\\{fin\"\n}\n", 2,
	    "unmatched open brace in list");
	expect_wrong("scenario close/fin T {\n    refs \"\\{x\"\n}\n", 2,
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
		expect_wrong(text, 9, table[i].expected);
	}
	/* await is a check, too, and its message is the same */
	expect_wrong(HEAD "    script {\n\tawait to-peer {FIN} nver\n"
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
		expect_wrong(text, 9, table[i].expected);
	}
	expect_wrong(HEAD "    script {\n\tfault { peer oob }\n\n"
			  "\tfault { peer y }\n    }\n}\n",
	    10, "fault: a script has one fault block");
	expect_wrong(HEAD "    script {\n\tfault {\n\t    fault {}\n\t}\n"
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
		expect_wrong(text, 8, expected);
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

static void
test_name_and_number(void **state)
{
	(void)state;
	expect_wrong("\nscenario close/fni T {}\n", 2,
	    "scenario: expected "
	    "the name close/fin, as the file's, got \"close/fni\"");
	expect_wrong(HEAD "}\nscenario close/fin T {}\n", 8,
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
		expect_wrong(text, 1, expected);
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
		expect_wrong(text, 8, expected);
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
		TEST(test_name_and_number),
		TEST(test_incomplete),
		TEST(test_given_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
