/* test_forms.c - TAP, JUnit XML, annotations, and what repeats come to. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "report/private.h"

/* A cell; latency -1: nothing was said. */
static void
add(json_t *root, const char *scenario, const char *subject, int run,
    const char *result, const char *verdict, int latency)
{
	bool judged = strcmp(result, "UNRESOLVED") != 0 &&
	    strcmp(result, "UNSUPPORTED") != 0;
	json_t *cell = json_pack(
	    "{s:s, s:s, s:i, s:i, s:s, s:s, s:o, s:o, s:s, s:o, s:i, "
	    "s:{s:s, s:s}}",
	    "scenario", scenario, "subject", subject, "family", 4, "run", run,
	    "result", result, "reason", "say # why \001", "outcome",
	    judged ? json_string("right") : json_null(), "verdict",
	    judged ? json_string(verdict) : json_null(), "detail", "a,b%",
	    "latency_us", latency < 0 ? json_null() : json_integer(latency),
	    "took_ms", 1500, "wire", "pcap", "cells/x.pcap", "peer_pcap",
	    "peer-leg/x.pcap");

	assert_non_null(cell);
	if (judged)
		json_object_set_new(cell, "expected",
		    json_pack("{s:s, s:n}", "verdict", "open", "from_ms"));
	json_array_append_new(json_object_get(root, "cells"), cell);
}

static json_t *
new_root(void)
{
	return json_pack("{s:s, s:i, s:s, s:{s:s}, s:[], s:[], s:[]}", "hangup",
	    "0.1.0", "format", 1, "started", "2026-01-02T03:04:05Z", "host",
	    "os", "Linux", "scenarios", "subjects", "cells");
}

static json_t *
every_result(bool complete)
{
	json_t *root = new_root();

	add(root, "alive/idle", "a", 1, "PASS", "open", -1);
	add(root, "alive/idle", "b", 1, "FAIL", "closed", 1200);
	add(root, "close/fin", "a", 1, "XFAIL", "closed", 100);
	add(root, "close/fin", "b", 1, "XPASS", "closed", 100);
	add(root, "close/fin", "c", 1, "UNRESOLVED", "", -1);
	add(root, "close/fin", "d", 1, "UNSUPPORTED", "", -1);
	report_finish(root, 1, 1, complete);
	return root;
}

/* What put writes of root, which it takes. */
static char *
written(json_t *root, int (*put)(const json_t *, FILE *))
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	assert_int_equal(put(root, f), 0);
	fclose(f);
	json_decref(root);
	return text;
}

#define WHY(r, e, g) \
	"  ---\n  result: \"" r "\"\n  expected: \"" e "\"\n  got: \"" g \
	"\"\n  pcap: \"cells/x.pcap\"\n  peer_pcap: \"peer-leg/x.pcap\"\n" \
	"  ...\n"

static void
test_tap(void **state)
{
	char *text = written(every_result(true), report_tap);

	(void)state;
	assert_string_equal(text,
	    "TAP version 13\n1..6\nok 1 - alive/idle/a\n"
	    "not ok 2 - alive/idle/b\n" WHY("FAIL", "open, nothing terminal",
		"closed after 1.2 ms (a,b%); say # why ?") "not ok 3 - close/fin/a # TODO say \\# why ?\n" WHY("XFAIL",
		"open, nothing terminal",
		"closed after 0.1 ms (a,b%); say # why ?") "not ok 4 - close/fin/b\n" WHY("XPASS",
		"open, nothing terminal",
		"closed after 0.1 ms (a,b%); say # why ?") "not ok 5 - close/fin/c\n" WHY("UNRESOLVED",
		"a scenario that took place, proven on the wire",
		"say # why ?") "ok 6 - close/fin/d # SKIP say \\# why ?\n");
	free(text);
}

static void
test_tap_parts(void **state)
{
	json_t *root = new_root();
	char *text;

	(void)state;
	text = written(every_result(false), report_tap);
	assert_non_null(strstr(text, "\nBail out! Incomplete: "));
	free(text);
	report_finish(root, 1, 1, true);
	text = written(root, report_tap);
	assert_string_equal(
	    text, "TAP version 13\n1..0 # SKIP no cell was chosen\n");
	free(text);
}

static void
test_junit(void **state)
{
	char *text = written(every_result(false), report_junit);
	xmlDocPtr doc = xmlReadMemory(
	    text, (int)strlen(text), "junit.xml", NULL, XML_PARSE_NONET);

	(void)state;
	assert_non_null(doc); /* well-formed, whatever a subject said */
	xmlFreeDoc(doc);
	assert_non_null(strstr(text,
	    "<testsuite name=\"alive\" package=\"hangup\" id=\"0\" "
	    "timestamp=\"2026-01-02T03:04:05\" hostname=\"localhost\" "
	    "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" "
	    "time=\"3.000\">"));
	assert_non_null(strstr(text,
	    "name=\"close\" package=\"hangup\" id=\"1\" "
	    "timestamp=\"2026-01-02T03:04:05\" hostname=\"localhost\" "
	    "tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"2\""));
	assert_non_null(strstr(text,
	    "<testcase classname=\"alive/idle\" name=\"a\" "
	    "time=\"1.500\"/>"));
	assert_non_null(strstr(text,
	    "<failure message=\"closed after 1.2 ms (a,b%); say # why ?\" "
	    "type=\"FAIL\">expected open, nothing terminal\ngot closed after "
	    "1.2 ms (a,b%); say # why ?\npcap cells/x.pcap\npeer's pcap "
	    "peer-leg/x.pcap\n</failure>"));
	assert_non_null(strstr(text, "<skipped message=\"say # why ?\"/>"));
	assert_non_null(strstr(text,
	    "<testcase classname=\"hangup\" name=\"complete\" "
	    "time=\"0.000\">"));
	free(text);
}

static int
put_github(const json_t *root, FILE *out)
{
	report_github(root, out, "DIR");
	return 0;
}

static void
test_github(void **state)
{
	static const char first[] =
	    "::error title=FAIL alive/idle/b::expected open, nothing "
	    "terminal%0Agot closed after 1.2 ms (a,b%25); say # why ?"
	    "%0Apackets: DIR/cells/x.pcap\n::error title=XPASS ";
	json_t *root = new_root();
	char *text = written(every_result(true), put_github), name[8];
	size_t lines = 0;
	int i;

	(void)state;
	assert_int_equal(strncmp(text, first, strlen(first)), 0);
	free(text);
	for (i = 0; i < 30; i++) {
		snprintf(name, sizeof(name), "a,%d", i);
		add(root, "close/fin", name, 1, "FAIL", "open", -1);
		/* one annotation a reason: here each has its own */
		json_object_set_new(
		    json_array_get(json_object_get(root, "cells"), (size_t)i),
		    "reason", json_sprintf("reason %d", i));
	}
	text = written(root, put_github);
	for (i = 0; text[i]; i++)
		lines += text[i] == '\n';
	assert_int_equal(lines, 10);
	assert_non_null(strstr(text, "title=FAIL close/fin/a%2C8::"));
	assert_non_null(strstr(text, "::21 more are not as predicted; "));
	free(text);
}

static void
test_github_equal_reasons(void **state)
{
	json_t *root = new_root(), *cells;
	char *text, name[8];
	int i;

	(void)state;
	for (i = 0; i < 30; i++) {
		snprintf(name, sizeof(name), "a,%d", i);
		add(root, "close/fin", name, 1, "UNRESOLVED", "", -1);
	}
	cells = json_object_get(root, "cells");
	for (i = 0; i < 30; i++)
		json_object_set_new(json_array_get(cells, (size_t)i), "reason",
		    json_string("it died"));
	text = written(root, put_github);
	assert_string_equal(text,
	    "::error title=UNRESOLVED 30 cells (the first%3A close/fin/a%2C0)"
	    "::it died\n");
	free(text);
}

/* Twenty runs of one cell, one of which heard nothing. */
static json_t *
twenty(void)
{
	json_t *root = new_root(), *cells, *last;
	int run;

	for (run = 1; run <= 20; run++)
		add(root, "close/fin", "x", run, run == 7 ? "FAIL" : "PASS",
		    run == 7 ? "open" : "closed", run == 7 ? -1 : 100 * run);
	add(root, "close/fin", "y", 1, "PASS", "open", -1);
	add(root, "close/fin", "y", 2, "UNRESOLVED", "", -1);
	add(root, "close/fin", "z", 1, "PASS", "open", -1);
	/* the same word, once too early */
	add(root, "close/fin", "zz", 1, "PASS", "gone", 100);
	add(root, "close/fin", "zz", 2, "FAIL", "gone", 10);
	cells = json_object_get(root, "cells");
	last = json_array_get(cells, json_array_size(cells) - 1);
	json_object_set_new(last, "outcome", json_string("false-alarm"));
	json_object_set_new(last, "reason", json_string("too early"));
	report_finish(root, 1, 1, true);
	return root;
}

static void
test_repeats(void **state)
{
	json_t *root = twenty(), *repeat, *want;

	(void)state;
	assert_int_equal(json_array_size(json_object_get(root, "repeats")), 3);
	repeat = json_array_get(json_object_get(root, "repeats"), 0);
	want = json_pack("{s:s, s:s, s:i, s:i, s:{s:i, s:i}, s:{s:i, s:i}, "
			 "s:{s:i}, s:{s:i, s:i, s:i}}",
	    "scenario", "close/fin", "subject", "x", "family", 4, "runs", 20,
	    "verdicts", "closed", 19, "open", 1, "results", "PASS", 19, "FAIL",
	    1, "outcomes", "right", 20, "latency_us", "min", 100, "median",
	    1100, "max", 2000);
	assert_true(json_equal(repeat, want));
	json_decref(want);
	json_decref(root);
}

static int
put_repeats(const json_t *root, FILE *out)
{
	report_deviations(root, out, "DIR", 9);
	report_repeats(root, out);
	return 0;
}

static void
test_k_of_n(void **state)
{
	char *text = written(twenty(), put_repeats);

	(void)state;
	assert_string_equal(text,
	    "FAIL close/fin/x (run 7), 1 of 20 runs   DIR/cells/x.pcap\n"
	    "  ! expected open, nothing terminal\n"
	    "  ! got      open (a,b%); say # why \001\n"
	    "UNRESOLVED close/fin/y (run 2), 1 of 2 runs   DIR/cells/x.pcap\n"
	    "  ! expected a scenario that took place, proven on the wire\n"
	    "  ! got      say # why \001\n"
	    "FAIL close/fin/zz (run 2), 1 of 2 runs   DIR/cells/x.pcap\n"
	    "  ! expected open, nothing terminal\n"
	    "  ! got      gone after 0.0 ms (a,b%); too early\n"
	    "3 cells, several times each: 0 said the same every time, 3 did "
	    "not:\n"
	    "  close/fin/x: closed 19 of 20, open 1\n"
	    "  close/fin/y: open 1 of 2, UNRESOLVED 1\n"
	    "  close/fin/zz: gone 2 of 2: right 1 of 2, false-alarm 1\n"
	    "  widest in time: close/fin/x, 0.1 to 2.0 ms, median 1.1\n");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tap),
		cmocka_unit_test(test_tap_parts),
		cmocka_unit_test(test_junit),
		cmocka_unit_test(test_github),
		cmocka_unit_test(test_github_equal_reasons),
		cmocka_unit_test(test_repeats),
		cmocka_unit_test(test_k_of_n),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
