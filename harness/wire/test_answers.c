/* test_answers.c - heartbeats and their echoes; what was sent at all. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OPEN(s) story_open((s), 4, 1000, 2000)
#define OUT .flags = TCP_ACK
#define IN .in = true, .flags = TCP_ACK
#define BYTES(text) .data = (text), .len = sizeof(text) - 1

static struct truth
close_story(struct story *s)
{
	struct truth t = story_truth(s, (struct plot) { .end = FORM_OPEN });

	story_close(s);
	return t;
}

static void
test_answered(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0")); /* at 3 ms */
	s.now += 20 * MS;
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0")); /* at 24 ms */
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, WIRE_NEVER);
	assert_int_equal(t.slowest_answer_ns, 21 * MS + 10000);
	assert_int_equal(t.bytes_in, 1);
	assert_int_equal(t.bytes_out, 1);
}

/* Of two beats one is answered, and the peer's own bytes are no answer. */
static void
test_unanswered(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\1\2\0\3"));
	ARRIVES(&s, OUT, .seq = 2, .ack = 5, BYTES("\0")); /* at 5 ms */
	ARRIVES(&s, IN, .seq = 5, .ack = 3, BYTES("\4\5"));
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, 5 * MS);
	assert_int_equal(t.slowest_answer_ns, 1 * MS + 10000);
}

/* Two beats in one segment want two answers. */
static void
test_half_answered(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\7\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 4, BYTES("\0\7"));
	t = story_truth(&s, (struct plot) { .end = FORM_OPEN });
	assert_int_equal(t.unanswered_ns, 3 * MS);
	ARRIVES(&s, IN, .seq = 3, .ack = 4, BYTES("\0"));
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, WIRE_NEVER);
	assert_int_equal(t.slowest_answer_ns, 2 * MS + 10000);
}

/* The time counts from the first transmission, though that one was lost. */
static void
test_retransmitted(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	DROPS(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0"));  /* again */
	ARRIVES(&s, OUT, .seq = 2, .ack = 2, BYTES("\0")); /* at 7 ms */
	t = close_story(&s);
	assert_int_equal(t.slowest_answer_ns, 2 * MS + 10000);
	assert_int_equal(t.unanswered_ns, 7 * MS);
	assert_int_equal(t.bytes_out, 2);
	assert_int_equal(t.bytes_in, 1);
}

/* An answer that overtook what stands before it counts when that came. */
static void
test_out_of_order(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\0"));
	ARRIVES(&s, IN, .seq = 2, .ack = 3, BYTES("\2\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\0"));
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, WIRE_NEVER);
	assert_int_equal(t.slowest_answer_ns, 2 * MS + 10000);
	assert_int_equal(t.bytes_in, 3);
}

/* Beats before "ready" are answered in their turn, but not judged. */
static void
test_before_ready(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	s.now = 500 * MS;
	ARRIVES(&s, OUT, .seq = 2, .ack = 1, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 3, BYTES("\0"));
	t = story_truth(&s, (struct plot) { .ready_ns = 400 * MS });
	assert_int_equal(t.unanswered_ns, 500 * MS);
	assert_int_equal(t.slowest_answer_ns, 0);
	ARRIVES(&s, IN, .seq = 2, .ack = 3, BYTES("\0"));
	t = story_truth(&s, (struct plot) { .ready_ns = 400 * MS });
	assert_int_equal(t.unanswered_ns, WIRE_NEVER);
	assert_int_equal(t.slowest_answer_ns, 2 * MS + 10000);
	story_close(&s);
}

/* An echo that came outside the window, or behind the horizon, is none. */
static void
test_not_an_answer(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	OPEN(&s);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0"));
	FORGES(&s, IN, .seq = 5000, .ack = 2, BYTES("\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 2, BYTES("\0")); /* at 5 ms */
	t = story_truth(&s, (struct plot) { .horizon_ns = 5 * MS });
	assert_int_equal(t.unanswered_ns, 3 * MS);
	assert_int_equal(t.bytes_in, 0);
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, WIRE_NEVER);
}

/* Answers across the point where sequence numbers begin again. */
static void
test_wrap(void **state)
{
	struct story s;
	struct truth t;

	(void)state;
	story_open(&s, 6, 0xfffffffe, 0xfffffffe);
	ARRIVES(&s, OUT, .seq = 1, .ack = 1, BYTES("\0\0\0"));
	ARRIVES(&s, IN, .seq = 2, .ack = 4, BYTES("\0\0"));
	ARRIVES(&s, IN, .seq = 1, .ack = 4, BYTES("\0"));
	ARRIVES(&s, OUT, .seq = 4, .ack = 4, BYTES("\0"));
	t = close_story(&s);
	assert_int_equal(t.unanswered_ns, 6 * MS);
	assert_int_equal(t.bytes_in, 3);
	assert_int_equal(t.bytes_out, 4);
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
	t = close_story(&s);
	assert_int_equal(t.probes_out, 2);
	assert_int_equal(t.bytes_out, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_unanswered),
		cmocka_unit_test(test_half_answered),
		cmocka_unit_test(test_retransmitted),
		cmocka_unit_test(test_out_of_order),
		cmocka_unit_test(test_before_ready),
		cmocka_unit_test(test_not_an_answer),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_probes),
	};

	return cmocka_run_group_tests_name("wire/answers", tests, NULL, NULL);
}
