/* test_record.c - stored cells, judged; and what another notebook would be. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "notes/stored.h"
#include "report/artefact.h"
#include "verdict/verdict.h"

#define STORED "harness/test/stored"
#define MS 1000000LL

static struct cases *cases;
static json_t *results;
static int dir;

/* "anybody", a program that declares nothing, is in them. */
static int
open_all(void **state)
{
	char error[CASE_ERROR] = "";
	json_error_t wrong;

	(void)state;
	cases = cases_load("cases", "", error);
	if (!cases)
		fail_msg("%s", error);
	assert_int_equal(
	    cases_add_subject(cases, "x {host}", "anybody", error), 0);
	results = json_load_file(STORED "/results.json", 0, &wrong);
	if (!results)
		fail_msg("%s", wrong.text);
	dir = artefact_directory(STORED);
	assert_int_not_equal(dir, -1);
	return 0;
}

static int
close_all(void **state)
{
	(void)state;
	json_decref(results);
	cases_free(cases);
	return 0;
}

static const char *
text(const json_t *o, const char *member)
{
	const char *value = json_string_value(json_object_get(o, member));

	return value ? value : "";
}

static const struct subject *
anybody(void)
{
	return &cases->subjects[cases->n_subjects - 1];
}

static struct spec spec;
static struct notebook book;

/* The stored cell of that scenario and anybody, over IPv4. */
static const json_t *
open_cell(const char *scenario)
{
	const json_t *cell, *found = NULL;
	char error[CASE_ERROR] = "";
	size_t i;

	spec = (struct spec) { NULL, anybody(), 4, 1 };
	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name, scenario) == 0)
			spec.scenario = &cases->scenarios[i];
	assert_non_null(spec.scenario);
	json_array_foreach (json_object_get(results, "cells"), i, cell)
		if (strcmp(text(cell, "scenario"), scenario) == 0 &&
		    strcmp(text(cell, "subject"), "anybody") == 0 &&
		    json_integer_value(json_object_get(cell, "family")) == 4)
			found = cell;
	assert_non_null(found);
	notebook_open(&book, FORM_OPEN);
	if (stored_read(dir, found, &book, error) == -1)
		fail_msg("%s", error);
	return found;
}

/* Judges it, and holds some members of the record against that. */
static json_t *
judged(const char *result, const char *outcome, const char *blame)
{
	json_t *record = verdict_record(&book, &spec, cases);

	assert_non_null(record);
	assert_string_equal(text(record, "result"), result);
	assert_string_equal(text(record, "outcome"), outcome);
	assert_string_equal(text(record, "blame"), blame);
	return record;
}

static void
test_as_stored(void **state)
{
	static const char *const scenarios[] = { "close/fin",
		"silence/both-ways", "alive/icmp-hard" };
	static const char *const same[] = { "truth", "reports", "effects",
		"events", "states", "packets", "contract", "clauses",
		"socket_state", "took_ms" };
	const json_t *cell;
	json_t *record;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
		cell = open_cell(scenarios[i]);
		record = judged(
		    text(cell, "result"), text(cell, "outcome"), "");
		for (k = 0; k < sizeof(same) / sizeof(same[0]); k++)
			if (!json_equal(json_object_get(cell, same[k]),
				json_object_get(record, same[k])))
				fail_msg(
				    "%s: %s differs", scenarios[i], same[k]);
		json_decref(record);
		notebook_close(&book);
	}
}

/* A word of before the FIN, be it by a microsecond, is a false alarm. */
static void
test_too_soon(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	book.reports[book.n_reports - 1].t_ns = book.plot.fault_ns - 1000;
	record = judged("FAIL", "false-alarm", "");
	assert_non_null(strstr(text(record, "reason"), "false alarm"));
	json_decref(record);
	notebook_close(&book);
}

static void
test_nothing_said(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	book.n_reports = book.n_heard = book.n_first = 0;
	record = judged("FAIL", "missed", "");
	assert_string_equal(text(record, "verdict"), "open");
	json_decref(record);
	/* what was received after the horizon is not heard */
	notebook_close(&book);
	open_cell("close/fin");
	book.n_heard = 0;
	json_decref(judged("FAIL", "missed", ""));
	notebook_close(&book);
}

/* A trouble stands, with its blame; a share that was used up is told. */
static void
test_trouble(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	trouble_is(&book.trouble, BLAME_LAB, "lab: %s", "no network");
	strcpy(book.limit, "it had all its processes");
	record = judged("UNRESOLVED", "", "lab");
	assert_string_equal(text(record, "reason"),
	    "lab: no network; it had all its processes");
	assert_string_equal(text(record, "limit"), "it had all its processes");
	assert_null(json_object_get(record, "clauses"));
	json_decref(record);
	notebook_close(&book);
}

/* Who never was ready leaves a record without evidence. */
static void
test_never_ready(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	book.ready = false;
	trouble_is(&book.trouble, BLAME_SUBJECT, "subject: never said ready");
	record = judged("UNRESOLVED", "", "subject");
	assert_null(json_object_get(record, "packets"));
	assert_null(json_object_get(record, "wire"));
	json_decref(record);
	notebook_close(&book);
}

/* Without its FIN on the wire the scenario did not take place. */
static void
test_not_proven(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	trace_cut(&book.leg[0], 3);
	trace_cut(&book.leg[1], 3);
	record = judged("UNRESOLVED", "", "scenario");
	assert_non_null(strstr(text(record, "reason"), "not proven"));
	json_decref(record);
	notebook_close(&book);
}

/*
 * Who was asked late by the machine's doing is not held to it; who was asked in
 * time is, however long the script took.
 */
static void
test_asked_late(void **state)
{
	struct question *q;

	(void)state;
	open_cell("close/fin");
	book.watches = ASKS;
	book.n_reports = book.n_heard = book.n_first = 0;
	q = notebook_question(&book);
	*q = (struct question) { book.plot.fault_ended_ns + 900 * MS, 0, 0 };
	json_decref(judged("FAIL", "missed", ""));
	q->late_ns = 800 * MS;
	json_decref(judged("UNRESOLVED", "", "machine"));
	/* before the fault was done it does not matter */
	q->asked_ns = book.plot.fault_ns - 1;
	json_decref(judged("FAIL", "missed", ""));
	notebook_close(&book);
}

/* The script was behind: told from 50 ms on, for who tries again or compares. */
static void
test_behind(void **state)
{
	static const struct {
		int64_t late_ns;
		int told;
	} all[] = { { 0, -1 }, { 50 * MS - 1, -1 }, { 50 * MS, 50 } };
	json_t *record, *late;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		open_cell("close/fin");
		book.late_ns = all[i].late_ns;
		record = judged("PASS", "right", "");
		late = json_object_get(record, "late_ms");
		assert_int_equal(
		    late ? json_integer_value(late) : -1, all[i].told);
		json_decref(record);
		notebook_close(&book);
	}
}

/* The last frame that the subject sent, on both legs, has so much payload. */
static void
grow_last_frame(uint16_t bytes)
{
	const struct frame *f;
	uint8_t frame[128];
	size_t leg, i, n = 0;

	for (i = 0; i < book.leg[0].n; i++) {
		f = &book.leg[0].v[i];
		if (f->caplen == 54 + 12 && /* IPv4 with time stamps */
		    memcmp(f->bytes + 6, book.subject_mac, 6) == 0) {
			n = f->caplen;
			memcpy(frame, f->bytes, n);
		}
	}
	assert_int_not_equal(n, 0);
	frame[16] = (uint8_t)((n - 14 + bytes) >> 8);
	frame[17] = (uint8_t)(n - 14 + bytes);
	for (leg = 0; leg < 2; leg++)
		assert_int_equal(
		    trace_add(&book.leg[leg], book.plot.horizon_ns - MS, frame,
			(uint32_t)n, (uint32_t)n + bytes),
		    0);
}

/* Frames that a flood of the subject's cost are its own doing. */
static void
test_flood(void **state)
{
	json_t *record;

	(void)state;
	open_cell("alive/icmp-hard");
	book.lost = 1;
	trouble_is(&book.trouble, BLAME_MACHINE, "capture: frames were lost");
	json_decref(judged("UNRESOLVED", "", "machine"));
	/* what the script wrote, and the window held back, is no flood */
	book.script_sent = 20000;
	record = judged("UNRESOLVED", "", "machine");
	assert_int_equal(json_integer_value(json_object_get(
			     json_object_get(record, "effects"), "bytes_sent")),
	    0);
	json_decref(record);
	book.script_sent = 0;
	grow_last_frame(20000);
	record = judged("UNRESOLVED", "", "subject");
	assert_string_equal(text(record, "reason"),
	    "subject: it floods: capture: frames were lost");
	json_decref(record);
	/* but where the clock was set nothing is known of time */
	book.clock_was_set = true;
	json_decref(judged("UNRESOLVED", "", "machine"));
	notebook_close(&book);
}

static void
test_without(void **state)
{
	json_t *record;

	(void)state;
	open_cell("close/fin");
	record = verdict_without(&spec, UNSUPPORTED, NULL, "no kqueue");
	assert_string_equal(text(record, "result"), "UNSUPPORTED");
	assert_string_equal(text(record, "reason"), "no kqueue");
	assert_null(json_object_get(record, "blame"));
	json_decref(record);
	notebook_close(&book);
}

/* A capture that is not the one that was judged is not taken. */
static void
test_another_capture(void **state)
{
	const json_t *cell = open_cell("close/fin");
	json_t *other = json_deep_copy(cell);
	char error[CASE_ERROR] = "";

	(void)state;
	notebook_close(&book);
	json_object_set_new(
	    json_object_get(other, "wire"), "pcap_sha256", json_string("0"));
	notebook_open(&book, FORM_OPEN);
	assert_int_equal(stored_read(dir, other, &book, error), -1);
	assert_non_null(strstr(error, "SHA-256"));
	notebook_close(&book);
	json_object_set_new(json_object_get(other, "wire"), "notes",
	    json_string("notes/no-such.json.z"));
	notebook_open(&book, FORM_OPEN);
	assert_int_equal(stored_read(dir, other, &book, error), -1);
	notebook_close(&book);
	json_decref(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_stored),
		cmocka_unit_test(test_too_soon),
		cmocka_unit_test(test_nothing_said),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_never_ready),
		cmocka_unit_test(test_not_proven),
		cmocka_unit_test(test_asked_late),
		cmocka_unit_test(test_behind),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_another_capture),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
