/* test_timeline.c - what of packets, stops and questions matters, by time. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OPEN(s) story_open((s), 4, 1000, 2000)
#define OUT .flags = TCP_ACK
#define IN .in = true, .flags = TCP_ACK
#define BYTES(text) .data = (text), .len = sizeof(text) - 1

/* "DATA_OUT 1@3 ...", in ms; what only says that segments came is left out. */
static const char *
line_of(struct story *s, struct plot plot, const struct question *q, size_t n)
{
	static char text[4096];
	struct truth t = story_truth(s, plot);
	struct timeline tl;
	size_t used = 0;

	if (plot.horizon_ns == 0)
		plot.horizon_ns = INT64_MAX;
	if (plot.stopped_ns == 0)
		plot.stopped_ns = plot.continued_ns = WIRE_NEVER;
	plot.ready_ns = 3 * MS;
	plot.fault_ns = WIRE_NEVER;
	assert_int_equal(
	    timeline_make(&tl, s->packets.connections.watched, &t, &plot, q, n),
	    0);
	text[0] = '\0';
	for (size_t i = 0; i < tl.n; i++)
		if (tl.v[i].kind != SEGMENT_IN && tl.v[i].kind != READY &&
		    used < sizeof(text))
			used += (size_t)snprintf(text + used,
			    sizeof(text) - used, "%s%s %u@%d", used ? ", " : "",
			    mark_name(tl.v[i].kind), tl.v[i].n,
			    (int)(tl.v[i].t_ns / MS));
	timeline_free(&tl);
	return text;
}

static void
expect(struct story *s, const char *expected)
{
	assert_string_equal(
	    line_of(s, (struct plot) { .end = FORM_OPEN }, NULL, 0), expected);
}

static void
test_nothing(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	expect(&s, "");
	story_close(&s);
}

static void
test_answered(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	s.now += 20 * MS;
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0"));
	expect(&s,
	    "DATA_OUT 1@3, BEAT 1@3, DATA_IN 1@24, ECHO 1@24, "
	    "CLEAR 0@24");
	story_close(&s);
}

/* The peer's own bytes are no answer, and none comes unacknowledged. */
static void
test_unanswered(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTES("\1\0\3"));
	ARRIVES(&s, IN, .seq = 4, .ack = 2);
	expect(&s, "DATA_OUT 1@3, BEAT 1@3, DATA_IN 3@4, CLEAR 0@5");
	story_close(&s);
}

/* Two beats in one segment want two answers. */
static void
test_half_answered(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\7\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0\7"));
	ARRIVES(&s, IN, .seq = 3, .ack = 4, BYTES("\0"));
	expect(&s,
	    "DATA_OUT 3@3, BEAT 1@3, BEAT 2@3, DATA_IN 2@4, ECHO 1@4, "
	    "PROGRESS 0@4, DATA_IN 1@5, ECHO 2@5, CLEAR 0@5");
	story_close(&s);
}

/* Bytes count when they leave first, though they are lost, and come first. */
static void
test_again(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	DROPS(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\5"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\0"));
	expect(&s,
	    "DATA_OUT 1@3, BEAT 1@3, DATA_OUT 1@4, DATA_IN 1@5, "
	    "ECHO 1@5, CLEAR 0@5");
	story_close(&s);
}

/* An answer that overtook what stands before it counts when that came. */
static void
test_out_of_order(void **state)
{
	struct story s;

	(void)state;
	story_open(&s, 6, 0xfffffffe, 0xfffffffe);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\0"));
	ARRIVES(&s, IN, .seq = 2, .ack = 3, BYTES("\2\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\0"));
	expect(&s,
	    "DATA_OUT 2@3, BEAT 1@3, BEAT 2@3, CLEAR 0@4, DATA_IN 3@5, "
	    "ECHO 1@5, ECHO 2@5");
	story_close(&s);
}

/* What is thrown away, or comes behind the horizon, is not there. */
static void
test_not_there(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	FORGES(&s, IN, .seq = 5000, .ack = 2, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0"));
	assert_string_equal(
	    line_of(&s, (struct plot) { .horizon_ns = 5 * MS }, NULL, 0),
	    "DATA_OUT 1@3, BEAT 1@3");
	story_close(&s);
}

static void
test_window_and_ends(void **state)
{
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, IN, .seq = 1, .ack = 1);
	ARRIVES(&s, .flags = TCP_ACK | TCP_FIN, .seq = 1, .ack = 1);
	ARRIVES(&s, IN, .seq = 1, .ack = 2);
	ARRIVES(&s, .in = true, .flags = TCP_ACK | TCP_FIN, .seq = 1, .ack = 2);
	expect(&s, "SHUT 0@3, ROOM 0@5, FIN_OUT 0@6, CLEAR 0@7, FIN_IN 0@8");
	story_close(&s);
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\1"));
	ARRIVES(&s, .in = true, .flags = TCP_RST, .seq = 1);
	expect(&s, "DATA_OUT 1@3, RST_IN 1@4");
	story_close(&s);
}

/* Questions stand by time among the rest; one is not answered. */
static void
test_questions(void **state)
{
	static const struct question q[] = { { 3500000, 3600000, 0 },
		{ 5 * MS, 0, 2 * MS } };
	struct plot plot = { .stopped_ns = 4 * MS, .continued_ns = 6 * MS };
	struct story s;

	(void)state;
	OPEN(&s);
	s.now = 4 * MS;
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\1"));
	assert_string_equal(line_of(&s, plot, q, 2),
	    "CHECK 0@3, ANSWER 0@3, STOP 0@4, DATA_OUT 1@4, CHECK 2000@5, "
	    "CONT 0@6");
	story_close(&s);
}

/* However many there are. */
static void
test_many(void **state)
{
	struct story s;
	struct plot plot = { .end = FORM_OPEN };
	struct timeline tl;
	struct truth t;
	size_t echoes = 0;

	(void)state;
	OPEN(&s);
	for (uint32_t i = 1; i <= 300; i++) {
		ARRIVES(&s, OUT, .seq = i, .ack = i, BYTES("\0"));
		ARRIVES(&s, IN, .seq = i, .ack = i + 1, BYTES("\0"));
	}
	t = story_truth(&s, plot);
	plot = PLOT(FORM_OPEN);
	plot.ready_ns = 3 * MS;
	assert_int_equal(timeline_make(&tl, s.packets.connections.watched, &t,
			     &plot, NULL, 0),
	    0);
	for (size_t i = 0; i < tl.n; i++)
		echoes += tl.v[i].kind == ECHO;
	assert_int_equal(echoes, 300);
	timeline_free(&tl);
	story_close(&s);
}

/* Both ends of one nanosecond: they stand as the subject saw them. */
static void
test_one_nanosecond(void **state)
{
	static const int64_t at_ns = 50 * MS;
	struct story s;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTES("\1"));
	ARRIVES(&s, OUT, .seq = 1, .ack = 2);
	ARRIVES(&s, IN, .seq = 2, .ack = 1, BYTES("\2"));
	for (size_t i = 3; i < s.subject_leg.n; i++)
		s.subject_leg.v[i].t_ns = at_ns;
	for (size_t i = 3; i < s.peer_leg.n; i++)
		s.peer_leg.v[i].t_ns = i == 4 ? at_ns : at_ns - 1000;
	story_join(&s);
	assert_int_equal(s.packets.v[3].seg.payload_len, 1);
	assert_int_equal(s.packets.v[4].seg.payload_len, 0);
	assert_int_equal(s.packets.v[5].seg.payload_len, 1);
	story_close(&s);
}

static void
test_probes(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 0, .ack = 1); /* keep-alive */
	ARRIVES(&s, IN, .seq = 1, .ack = 1);
	ARRIVES(&s, OUT, .seq = 0, .ack = 1, BYTES("\0")); /* with junk */
	ARRIVES(&s, IN, .seq = 1, .ack = 1);
	DROPS(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	DROPS(&s, OUT, .seq = 1, .ack = 1, BYTES("\0")); /* again */
	ARRIVES(&s, IN, .seq = 1, .ack = 1, .shut = true);
	ARRIVES(&s, OUT, .seq = 2, .ack = 1, BYTES("\0")); /* not ours */
	t = story_truth(&s, (struct plot) { .end = FORM_OPEN });
	assert_int_equal(t.probes_out, 2);
	assert_int_equal(t.bytes_out, 2);
	story_close(&s);
}

static int64_t
rtt_ns(struct story *s)
{
	struct plot plot = PLOT(FORM_OPEN);
	struct truth t = story_truth(s, plot);
	struct timeline tl;
	int64_t ns;

	assert_int_equal(timeline_make(&tl, s->packets.connections.watched, &t,
			     &plot, NULL, 0),
	    0);
	ns = tl.rtt_ns;
	timeline_free(&tl);
	return ns;
}

/* The longest counts; of what was sent twice nobody knows which was answered. */
static void
test_round_trip(void **state)
{
	struct story s;
	int64_t opening_ns;

	(void)state;
	OPEN(&s);
	opening_ns = rtt_ns(&s); /* the SYN's */
	assert_in_range(opening_ns, 1, 3 * MS);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("1"));
	s.now += 20 * MS;
	ARRIVES(&s, IN, .seq = 1, .ack = 2);
	assert_in_range(rtt_ns(&s), 21 * MS, 22 * MS);
	DROPS(&s, OUT, .seq = 2, .ack = 1, BYTES("2"));
	s.now += 200 * MS;
	ARRIVES(&s, OUT, .seq = 2, .ack = 1, BYTES("2"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3);
	assert_in_range(rtt_ns(&s), 21 * MS, 22 * MS);
	story_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_unanswered),
		cmocka_unit_test(test_half_answered),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_out_of_order),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_window_and_ends),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_one_nanosecond),
		cmocka_unit_test(test_probes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
