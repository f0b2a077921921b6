/* test_conditions.c - each word of a clause can hold, and can fail. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "verdict/private.h"

/* A notebook whose packets are a story's, held to one condition. */
static struct notebook book;
static struct hearing hearing;
static struct story story;

static void
set_up(const struct plot *plot)
{
	book = (struct notebook) { .plot = *plot, .state = -1 };
	book.leg[0] = story.subject_leg;
	book.leg[1] = story.peer_leg;
	hearing = (struct hearing) { .book = &book };
	hearing.truth = story_truth(&story, *plot);
	hearing.packets = story.packets;
}

/* What the notebook was given; its legs are the story's. */
static void
tear_down(void)
{
	free(book.reports);
	free(book.options);
	if (book.n_settings > 0)
		free(book.settings[0].name);
	free(book.settings);
	story_close(&story);
}

static const struct plot closing = { .end = FORM_CLOSED,
	.horizon_ns = INT64_MAX };

/* The finding on a test of just that condition, or NULL. */
static json_t *
held(const char *condition)
{
	static char name[] = "close/fin", subject[] = "peek";
	const struct scenario scenario = { .name = name };
	const struct subject who = { .name = subject };
	const struct spec spec = { &scenario, &who, 4, 1 };
	char tree[] = "/tmp/hangup-test-conditions-XXXXXX", file[128];
	char error[CASE_ERROR] = "", command[256];
	struct cases *cases;
	json_t *list, *first;
	FILE *f;

	assert_non_null(mkdtemp(tree));
	snprintf(command, sizeof(command), "mkdir -p %s/scenarios/close", tree);
	assert_int_equal(system(command), 0);
	snprintf(file, sizeof(file), "%s/scenarios/close/fin.tcl", tree);
	f = fopen(file, "w");
	fputs("scenario close/fin T {\nwhy w\nrefs r\ntruth open\nsigns fin\n}",
	    f);
	fclose(f);
	snprintf(file, sizeof(file), "%s/clauses.tcl", tree);
	f = fopen(file, "w");
	fprintf(f, "clause A 1 {\ntext T\ntest close/fin/* {\n%s\n}\n}\n",
	    condition);
	fclose(f);
	cases = cases_load(tree, "", error);
	assert_string_equal(error, "");
	hearing.cases = cases;
	hearing.spec = &spec;
	hearing.word = judge_word(book.reports, hearing.n_judged);
	list = hearing_clauses(&hearing);
	first = json_incref(json_array_get(list, 0));
	json_decref(list);
	cases_free(cases);
	snprintf(command, sizeof(command), "rm -r %s", tree);
	assert_int_equal(system(command), 0);
	return first;
}

enum { FAILS = false, HOLDS = true };

/* packet 0: none shows it. */
static void
expect(const char *condition, bool ok, int packet)
{
	json_t *found = held(condition);

	if (!found)
		fail_msg("%s: does not apply", condition);
	if (json_is_true(json_object_get(found, "ok")) != ok ||
	    json_integer_value(json_object_get(found, "packet")) != packet)
		fail_msg("%s: got %s", condition, json_dumps(found, 0));
	json_decref(found);
}

static void
expect_nothing(const char *condition)
{
	assert_null(held(condition));
}

static void
test_counted(void **state)
{
	(void)state;
	story_open(&story, 4, 100, 200);
	ARRIVES(
	    &story, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&story, .flags = TCP_ACK, .seq = 1, .ack = 2);
	DROPS(&story, .flags = TCP_PSH | TCP_ACK, .seq = 1, .ack = 2,
	    .data = "x", .len = 1);
	set_up(&closing);
	expect("seen to-subject {FIN}", HOLDS, 4);
	expect("seen to-subject {FIN} 2", FAILS, 4);
	expect("never to-subject {FIN}", FAILS, 4);
	expect("never to-peer {RST}", HOLDS, 0);
	expect("seen to-peer {DATA} lost after closed", HOLDS, 6);
	expect("seen to-subject {SYN} after closed", FAILS, 0);
	expect("seen to-peer {ACK} 2..9", HOLDS, 5);
	story_close(&story);
}

static void
test_frame(void **state)
{
	json_t *found;

	(void)state;
	story_open(&story, 4, 100, 200);
	DROPS(&story, .in = true, .flags = TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(
	    &story, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	set_up(&closing);
	/* packet 4 never reached the subject's leg */
	found = held("seen to-subject {FIN}");
	assert_int_equal(
	    json_integer_value(json_object_get(found, "packet")), 5);
	assert_int_equal(
	    json_integer_value(json_object_get(found, "frame")), 4);
	json_decref(found);
	found = held("seen to-subject {EMPTY} lost");
	assert_int_equal(
	    json_integer_value(json_object_get(found, "frame")), 4);
	assert_string_equal(
	    json_string_value(json_object_get(found, "leg")), "peer");
	json_decref(found);
	story_close(&story);
}

static void
test_answered(void **state)
{
	(void)state;
	story_open(&story, 4, 100, 200);
	ARRIVES(&story, .flags = TCP_PSH | TCP_ACK, .seq = 1, .ack = 1,
	    .data = "x", .len = 1);
	ARRIVES(&story, .in = true, .flags = TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(&story, .flags = TCP_PSH | TCP_ACK, .seq = 2, .ack = 1,
	    .data = "x", .len = 1);
	story.now += 30 * MS;
	ARRIVES(&story, .in = true, .flags = TCP_RST, .seq = 1);
	set_up(&closing);
	expect("answered to-peer {DATA} first by {ACK} in 0..10", HOLDS, 5);
	expect("answered to-peer {DATA} by {ACK} in 0..10", FAILS, 6);
	expect("answered to-peer {DATA} by {ACK or RST} in 0..10", FAILS, 6);
	expect("answered to-peer {DATA} by {ACK or RST} in 0..40", HOLDS, 7);
	expect("answered to-peer {DATA} first by {RST} in 20..40", HOLDS, 7);
	expect("answered to-peer {DATA} first by {RST} in 36..40", FAILS, 4);
	expect(
	    "answered to-peer {DATA} by {RST} taking-seq in 0..40", HOLDS, 7);
	expect("answered to-peer {DATA} first by {ACK} taking-seq in 0..10",
	    HOLDS, 5);
	expect("answered to-subject {RST} by {ACK} in 0..10", FAILS, 7);
	expect_nothing("answered to-peer {FIN} by {ACK} in 0..10");
	story_close(&story);
}

/* The other end's RST does not take our ACK for its SEQ. */
static void
test_answered_wrongly(void **state)
{
	(void)state;
	story_open(&story, 4, 100, 200);
	ARRIVES(&story, .flags = TCP_PSH | TCP_ACK, .seq = 1, .ack = 1,
	    .data = "x", .len = 1);
	ARRIVES(&story, .in = true, .flags = TCP_RST, .seq = 5);
	FORGES(&story, .in = true, .flags = TCP_RST, .seq = 1);
	set_up(&closing);
	expect("answered to-peer {DATA} by {RST} in 0..10", HOLDS, 5);
	/* what the path forged is nobody's answer */
	expect(
	    "answered to-peer {DATA} by {RST} taking-seq in 0..10", FAILS, 4);
	story_close(&story);
}

/* Transmissions of one segment, so many ms after each other. */
static void
transmit(const int *waits_ms, size_t n)
{
	story_open(&story, 4, 100, 200);
	for (size_t i = 0; i <= n; i++) {
		DROPS(&story, .flags = TCP_PSH | TCP_ACK, .seq = 1, .ack = 1,
		    .data = "x", .len = 1);
		if (i < n)
			story.now += (waits_ms[i] - 1) * MS;
	}
	set_up(&closing);
}

static void
test_doubling(void **state)
{
	static const int good[] = { 200, 400, 800 };
	static const int probe[] = { 200, 200, 400, 800 };
	static const int flat[] = { 200, 200, 200, 200 };
	static const int leap[] = { 200, 400, 1600 };
	static const int bound[] = { 15000, 30000, 60000, 90000, 90000 };
	static const int soon[] = { 15000, 30000, 55000, 55000 };

	(void)state;
	transmit(good, 3);
	expect("doubling to-peer {DATA} lost", HOLDS, 7);
	expect("spaced to-peer {DATA} lost in 190..900", HOLDS, 7);
	expect("spaced to-peer {DATA} lost in 190..500", FAILS, 7);
	expect("spaced to-peer {DATA} lost in 300..900", FAILS, 5);
	story_close(&story);
	transmit(probe, 4);
	expect("doubling to-peer {DATA} lost", HOLDS, 8);
	story_close(&story);
	transmit(flat, 4);
	expect("doubling to-peer {DATA} lost", FAILS, 7);
	story_close(&story);
	transmit(leap, 3);
	expect("doubling to-peer {DATA} lost", FAILS, 7);
	story_close(&story);
	transmit(bound, 5);
	expect("doubling to-peer {DATA} lost", HOLDS, 9);
	story_close(&story);
	transmit(soon, 4);
	expect("doubling to-peer {DATA} lost", FAILS, 8);
	story_close(&story);
	transmit(good, 2);
	expect_nothing("doubling to-peer {DATA} lost");
	expect_nothing("spaced to-peer {FIN} in 1..2");
	story_close(&story);
}

static void
test_subject(void **state)
{
	(void)state;
	story_open(&story, 4, 100, 200);
	ARRIVES(
	    &story, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	set_up(&closing);
	expect("says open", HOLDS, 4);
	*notebook_report(&book) = (struct report) { .t_ns = 9 * MS,
		.said = { CLOSED, "recv 0" } };
	hearing.n_judged = 1;
	expect("says reset closed", HOLDS, 4);
	expect("says open quiet", FAILS, 4);
	expect_nothing("state CLOSED");
	book.state = 8;
	expect("state CLOSE-WAIT", HOLDS, 4);
	expect("state ESTABLISHED CLOSED", FAILS, 4);
	tear_down();
}

/* Of the socket and the kernel only what was found there counts. */
static void
test_found(void **state)
{
	struct option_found *option;

	(void)state;
	story_open(&story, 4, 100, 200);
	set_up(&closing);
	expect_nothing("option SO_KEEPALIVE 0");
	option = notebook_option(&book);
	*option = (struct option_found) { SOL_SOCKET, SO_KEEPALIVE, 0, 0 };
	expect("option SO_KEEPALIVE 0", HOLDS, 0);
	option->value = 1;
	expect("option SO_KEEPALIVE 0", FAILS, 0);
	expect("option SO_KEEPALIVE 1..", HOLDS, 0);
	option->error = EBADF;
	expect("option SO_KEEPALIVE 0", FAILS, 0);
	notebook_setting(&book, "tcp_retries2", 15);
	expect("setting tcp_retries2 100000..", FAILS, 0);
	expect("setting tcp_retries2 0..", HOLDS, 0);
	expect_nothing("setting tcp_no_such_thing 1");
	tear_down();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_frame),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_answered_wrongly),
		cmocka_unit_test(test_doubling),
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
