/* test_check.c - where, when and how often a check looks. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#define OUT .flags = TCP_ACK
#define IN .in = true, .flags = TCP_ACK
#define BYTE .data = "x", .len = 1

static char all[] = "", fin[] = "FIN", rst[] = "RST", data[] = "DATA";

/*
 * Packets 1-3 handshake; the fault is at 5 ms; the horizon at 9.5 ms.
 * 4 data in at 3 ms, 5 FIN in lost at 4 ms, 6 FIN in at 5 ms, 7 a forged
 * RST in at 6 ms, 8 data out lost at 7 ms, 9 RST in at 8 ms, 10 RST out at
 * 9 ms, 11 data out at 10 ms.
 */
static const struct plot plot = {
	.ready_ns = 3 * MS, .fault_ns = 5 * MS, .horizon_ns = 9 * MS + MS / 2
};

static int
open_story(void **state)
{
	static struct story s;

	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, IN, .seq = 1, .ack = 1, BYTE);
	DROPS(&s, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 2, .ack = 1);
	ARRIVES(&s, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 2, .ack = 1);
	FORGES(&s, .in = true, .flags = TCP_RST, .seq = 9000);
	DROPS(&s, OUT, .seq = 1, .ack = 3, BYTE);
	ARRIVES(&s, .in = true, .flags = TCP_RST, .seq = 3);
	ARRIVES(&s, .flags = TCP_RST, .seq = 2);
	ARRIVES(&s, OUT, .seq = 2, .ack = 3, BYTE);
	story_join(&s);
	*state = &s;
	return 0;
}

static int
close_story(void **state)
{
	story_close(*state);
	return 0;
}

static long
count(void **state, struct check c)
{
	const struct story *s = *state;
	char error[WIRE_ERROR] = "";
	long n = check_count(&c, &s->packets, &plot, 4, error);

	assert_string_equal(error, "");
	return n;
}

#define COUNT(...) count(state, (struct check) { __VA_ARGS__ })
#define ANYWHERE .any_direction = true, .any_leg = true
#define ARRIVED_IN .to_subject = true, .legs = BOTH_LEGS

static void
test_where(void **state)
{
	assert_int_equal(COUNT(.filter = all, ANYWHERE), 10);
	assert_int_equal(COUNT(.filter = fin, ANYWHERE), 2);
	assert_int_equal(COUNT(.filter = fin, ARRIVED_IN), 1);
	assert_int_equal(
	    COUNT(.filter = fin, .to_subject = true, .legs = PEER_LEG), 1);
	assert_int_equal(
	    COUNT(.filter = fin, .to_subject = true, .legs = SUBJECT_LEG), 0);
	assert_int_equal(
	    COUNT(.filter = fin, .to_subject = false, .any_leg = true), 0);
	assert_int_equal(
	    COUNT(.filter = rst, .to_subject = true, .legs = SUBJECT_LEG), 1);
	assert_int_equal(
	    COUNT(.filter = rst, .any_direction = true, .legs = BOTH_LEGS), 2);
}

static void
test_when(void **state)
{
	assert_int_equal(
	    COUNT(.filter = fin, ANYWHERE, .when = BEFORE_FAULT), 1);
	assert_int_equal(
	    COUNT(.filter = fin, ANYWHERE, .when = AFTER_FAULT), 1);
	assert_int_equal(
	    COUNT(.filter = rst, ANYWHERE, .when = AFTER_FAULT), 3);
	/* the subject's lost data ends it: two RSTs come later */
	assert_int_equal(
	    COUNT(.filter = rst, ANYWHERE, .when = BEFORE_SENDING), 1);
	assert_int_equal(
	    COUNT(.filter = data, ANYWHERE, .when = BEFORE_SENDING), 1);
	/* packet 11 is behind the horizon */
	assert_int_equal(COUNT(.filter = data, ANYWHERE), 2);
}

/* Without a fault, its place is taken by "ready"; a horizon need not be. */
static void
test_without_fault(void **state)
{
	const struct story *s = *state;
	struct plot bare = { .ready_ns = 3 * MS,
		.fault_ns = WIRE_NEVER,
		.horizon_ns = WIRE_NEVER };
	struct check c = { .filter = data, ANYWHERE, .when = AFTER_FAULT };
	char error[WIRE_ERROR];

	assert_int_equal(check_count(&c, &s->packets, &bare, 4, error), 3);
	c.when = BEFORE_FAULT;
	assert_int_equal(check_count(&c, &s->packets, &bare, 4, error), 0);
}

/* BEFORE_SENDING: the subject's FIN or RST ends it like data, no ACK does. */
static void
test_before_closing(void **state)
{
	static const uint8_t ends[] = { TCP_FIN | TCP_ACK, TCP_RST, TCP_ACK };
	struct check c = { .filter = rst, ARRIVED_IN, .when = BEFORE_SENDING };
	char error[WIRE_ERROR];

	(void)state;
	for (size_t i = 0; i < sizeof(ends); i++) {
		struct story s;

		story_open(&s, 6, 1000, 2000);
		s.now = plot.fault_ns;
		ARRIVES(&s, .flags = ends[i], .seq = 1, .ack = 1);
		ARRIVES(&s, .in = true, .flags = TCP_RST, .seq = 1);
		story_join(&s);
		assert_int_equal(check_count(&c, &s.packets, &plot, 6, error),
		    ends[i] == TCP_ACK);
		story_close(&s);
	}
}

/* A packet at the very time of the fault is after it, of the horizon not. */
static void
test_borders(void **state)
{
	const struct story *s = *state;
	struct plot at = { .fault_ns = s->packets.v[5].t_ns,
		.horizon_ns = s->packets.v[5].t_ns };
	struct check c = { .filter = fin, ANYWHERE, .when = AFTER_FAULT };
	char error[WIRE_ERROR];

	assert_int_equal(check_count(&c, &s->packets, &at, 4, error), 1);
	at.horizon_ns--;
	assert_int_equal(check_count(&c, &s->packets, &at, 4, error), 0);
	at.horizon_ns = INT64_MAX;
	c.when = BEFORE_FAULT;
	assert_int_equal(check_count(&c, &s->packets, &at, 4, error), 1);
}

/* Of another connection, or only of those that are not. */
static void
test_another(void **state)
{
	struct check c = { .filter = rst, ANYWHERE };
	char error[WIRE_ERROR];
	struct story s;

	(void)state;
	story_open(&s, 4, 1000, 2000);
	ARRIVES(&s, .in = true, .flags = TCP_RST, .seq = 1);
	ARRIVES(&s, .flags = TCP_SYN, .port = 40001);
	ARRIVES(&s, .in = true, .flags = TCP_RST, .port = 40001);
	ARRIVES(&s, .in = true, .flags = TCP_RST, .port = 40002);
	story_join(&s);
	assert_int_equal(check_count(&c, &s.packets, &plot, 4, error), 1);
	c.another = true;
	assert_int_equal(check_count(&c, &s.packets, &plot, 4, error), 2);
	story_close(&s);
}

static void
test_broken(void **state)
{
	const struct story *s = *state;
	static char text[] = "FIN and";
	struct check c = { .filter = text, ANYWHERE };
	char error[WIRE_ERROR] = "";

	assert_int_equal(check_count(&c, &s->packets, &plot, 4, error), -1);
	assert_non_null(strstr(error, "column 5"));
	assert_false(check_holds(&c, -1));
	c.seen = true;
	assert_false(check_holds(&c, -1));
}

static void
test_holds(void **state)
{
	struct check never = { .seen = false }, seen = { .seen = true };
	struct check some = { .seen = true, .min = 2, .max = 3 };

	(void)state;
	assert_true(check_holds(&never, 0));
	assert_false(check_holds(&never, 1));
	assert_false(check_holds(&seen, 0));
	assert_true(check_holds(&seen, 1));
	assert_true(check_holds(&seen, 1000));
	assert_false(check_holds(&some, 1));
	assert_true(check_holds(&some, 2));
	assert_true(check_holds(&some, 3));
	assert_false(check_holds(&some, 4));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_without_fault),
		cmocka_unit_test(test_another),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_holds),
		cmocka_unit_test(test_before_closing),
		cmocka_unit_test(test_borders),
	};

	return cmocka_run_group_tests_name(
	    "wire/check", tests, open_story, close_story);
}
