/* test_notebook.c - what was seen comes back as it was, or is refused. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "notes/notebook.h"

/* Each member has a value of its own. */
static void
fill(struct notebook *b)
{
	notebook_open(b, FORM_RESET);
	memcpy(b->subject_mac, "\1\2\3\4\5\6", 6);
	b->lost = 7;
	b->flooded = true;
	b->lab_port = 40000;
	b->script_sent = 4000000000U;
	b->path_waits = 3;
	b->plot = (struct plot) { 11, 12, 13, 14, FORM_RESET, 15, 16,
		WIRE_NEVER };
	notebook_deed(b, 21, "peer", "send 5");
	notebook_deed(b, 22, "script", "fault");
	b->ready = true;
	b->watches = ASKS;
	*notebook_report(
	    b) = (struct report) { 31, true, { OPEN, "recv \"0\"" }, 30, 1 };
	*notebook_report(
	    b) = (struct report) { 33, false, { RESET, "" }, 0, -2 };
	*notebook_report(
	    b) = (struct report) { 34, false, { GONE, "x" }, 0, 0 };
	b->n_heard = 2;
	b->n_first = 1;
	b->again_ns = 35;
	*notebook_question(b) = (struct question) { 41, 43, 42 };
	b->state = 8;
	b->left = 5;
	b->pending_error = 104;
	*notebook_option(b) = (struct option_found) { 6, 4, -1, 0 };
	notebook_setting(b, "tcp_retries2", 15);
	b->witness = (struct witness) {
		.subject_dead = true, .peer_told = true, .peer_own = 9
	};
	b->waited_ns = 50;
	b->late_ns = 51;
	b->clock_was_set = true;
	b->took_ms = 51;
	strcpy(b->limit, "a share");
	trouble_is(&b->trouble, BLAME_LAB, "lab: %d", 1);
	b->allowed = json_pack("[{s:s}]", "wall", "setns");
}

static void
test_round_trip(void **state)
{
	struct notebook a, b;
	char error[CASE_ERROR] = "";
	unsigned char *bytes, *again;
	size_t n, m;

	(void)state;
	fill(&a);
	bytes = notebook_pack(&a, &n);
	assert_non_null(bytes);
	notebook_open(&b, FORM_OPEN);
	if (notebook_unpack(&b, bytes, n, error) == -1)
		fail_msg("%s", error);
	again = notebook_pack(&b, &m);
	assert_int_equal(n, m);
	assert_memory_equal(bytes, again, n);
	assert_memory_equal(&a.plot, &b.plot, sizeof(a.plot));
	assert_memory_equal(a.subject_mac, b.subject_mac, 6);
	assert_string_equal(b.reports[0].said.detail, "recv \"0\"");
	assert_int_equal(b.reports[1].lag_ns, -2);
	assert_int_equal(b.questions[0].answered_ns, 43);
	assert_string_equal(b.deeds[1].text, "fault");
	assert_int_equal(notebook_find_option(&b, 6, 4)->value, -1);
	assert_null(notebook_find_option(&b, 6, 5));
	assert_int_equal(notebook_find_setting(&b, "tcp_retries2")->value, 15);
	assert_null(notebook_find_setting(&b, "tcp_retries1"));
	assert_int_equal(b.witness.peer_own, 9);
	assert_string_equal(b.trouble.text, "lab: 1");
	assert_int_equal(b.trouble.blame, BLAME_LAB);
	assert_true(json_equal(a.allowed, b.allowed));
	free(bytes);
	free(again);
	notebook_close(&a);
	notebook_close(&b);
}

static void
refused(const char *text, const char *what)
{
	uLongf n = compressBound(strlen(text));
	unsigned char *bytes = malloc(n);
	char error[CASE_ERROR] = "";
	struct notebook b;

	compress(bytes, &n, (const Bytef *)text, strlen(text));
	notebook_open(&b, FORM_OPEN);
	assert_int_equal(notebook_unpack(&b, bytes, n, error), -1);
	if (!strstr(error, what))
		fail_msg("\"%s\" lacks \"%s\"", error, what);
	notebook_close(&b);
	free(bytes);
}

/* Whole, but for one member that is text, too large, or not there. */
static void
with(const char *from, const char *to, const char *what)
{
	struct notebook a;
	unsigned char *bytes;
	char text[8192], other[8192], *at;
	uLongf size = sizeof(text) - 1;
	size_t n;

	fill(&a);
	bytes = notebook_pack(&a, &n);
	assert_int_equal(uncompress((Bytef *)text, &size, bytes, n), Z_OK);
	text[size] = '\0';
	at = strstr(text, from);
	if (!at)
		fail_msg("no %s in %s", from, text);
	snprintf(other, sizeof(other), "%.*s%s%s", (int)(at - text), text, to,
	    at + strlen(from));
	refused(other, what);
	free(bytes);
	notebook_close(&a);
}

static void
test_refused(void **state)
{
	struct notebook b;
	char error[CASE_ERROR] = "";

	(void)state;
	notebook_open(&b, FORM_OPEN);
	assert_int_equal(
	    notebook_unpack(&b, (const unsigned char *)"no", 2, error), -1);
	assert_string_equal(error, "no zlib stream, or not all of it");
	notebook_close(&b);
	refused("", "");
	refused("[]", "subject_mac");
	refused("{}", "subject_mac");
	with("[1,2,3,4,5,6]", "[1,2,3,4,5]", "subject_mac");
	with("[1,2,3,4,5,6]", "[1,2,3,4,5,256]", "subject_mac");
	with("\"own\":[7,", "\"own\":[\"7\",", "own.lost");
	with("\"own\":[7,", "\"own\":[-1,", "own.lost");
	with("40000,", "70000,", "own.lab_port");
	with("\"plot\":[11,", "\"plot\":[null,", "plot.ready_ns");
	with("[41,42,43]", "[41,42]", "questions.answered_ns");
	with("[41,42,43]", "[41,42,43,44]", "questions: of another hangup");
	with("[\"tcp_retries2\",15]", "[15,15]", "settings.name");
	with("[21,\"peer\",\"send 5\"]", "7", "deeds.t_ns");
	with(",2,1,35,", ",4,1,35,", "more reports");
}

/* The first trouble stays; blame has names. */
static void
test_trouble(void **state)
{
	struct trouble t = { 0 };
	enum blame b;

	(void)state;
	trouble_is(&t, BLAME_MACHINE, "first");
	trouble_is(&t, BLAME_SUBJECT, "second");
	assert_string_equal(t.text, "first");
	assert_int_equal(t.blame, BLAME_MACHINE);
	for (b = 0; b < BLAMES; b++)
		assert_int_equal(blame_value(blame_name(b)), b);
	assert_int_equal(blame_value("nobody"), -1);
}

static void
test_questions(void **state)
{
	struct notebook b;

	(void)state;
	notebook_open(&b, FORM_OPEN);
	assert_null(notebook_open_question(&b));
	for (int i = 1; i <= 1000; i++) {
		*notebook_question(&b) = (struct question) { .asked_ns = i };
		assert_int_equal(notebook_open_question(&b)->asked_ns, i);
		b.questions[b.n_questions - 1].answered_ns = i;
		assert_null(notebook_open_question(&b));
	}
	assert_int_equal(b.n_questions, 1000);
	assert_int_equal(b.questions[64].asked_ns, 65);
	assert_int_equal(notebook_zero_ns(&b), b.plot.ready_ns);
	b.plot.fault_ns = 5;
	assert_int_equal(notebook_zero_ns(&b), 5);
	notebook_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
