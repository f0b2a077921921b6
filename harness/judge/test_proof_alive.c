/* test_proof_alive.c - proof that a connection is open: our byte comes back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-trial.h"

static void
test_echoed(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	t->witness.peer_told = false;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_proven(t, SIGN(NOTHING_HEARD));
	/* and one of its own */
	t = set_up(FORM_OPEN);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, THEIRS(1, 2));
	ARRIVES(&t->story, ECHOED(2, 2));
	expect_proven(t, SIGN(NOTHING_HEARD));
}

/* Behind the peer a server, which does not echo. */
static void
test_served(void **state)
{
	static const struct {
		uint32_t signs;
		bool acknowledged, carried, proven;
	} table[] = {
		{ SIGN(NOTHING_HEARD), true, true, true },
		{ SIGN(NOTHING_HEARD), true, false, false },
		{ SIGN(NOTHING_HEARD), false, true, false },
		{ SIGN(NO_ANSWER), true, false, true },
		{ SIGN(NO_ANSWER), true, true, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct trial *t = set_up(table[i].signs == SIGN(NO_ANSWER) ?
			FORM_SILENT :
			FORM_OPEN);

		t->witness.served = true;
		t->witness.peer_told = false;
		t->witness.carried = table[i].carried;
		ARRIVES(&t->story, OURS(1, .ack = 1));
		if (table[i].acknowledged)
			ARRIVES(&t->story, ACKED(1, 2));
		assert_int_equal(proven(t, table[i].signs), table[i].proven);
		story_close(&t->story);
	}
}

/* Which sends no more, and has our byte all the same. */
static void
test_served_half_closed(void **state)
{
	struct trial *t = set_up(FORM_HALF_CLOSED);

	(void)state;
	t->witness.served = t->witness.carried = true;
	t->witness.peer_told = false;
	ARRIVES(&t->story, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1,
	    .ack = 1);
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 2));
	expect_proven(t, SIGN(FIN));
}

static void
test_acknowledged_is_not_alive(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ACKED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged");
}

/* What the peer says of itself is no echo of ours, be it the same byte. */
static void
test_the_peers_own_byte_is_no_echo(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged");
	/* and spoils no proof of a mute application: it was made to speak */
	t = set_up(FORM_SILENT);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, THEIRS(1, 2));
	expect_proven(t, SIGN(NO_ANSWER));
}

/*
 * All that we sent was lost, and the peer sends bytes as ours are: where a byte
 * stands in its stream, and what it acknowledges, say that none is an echo.
 */
static void
test_lost_is_not_echoed(void **state)
{
	struct trial *t = set_up(FORM_OPEN);
	uint32_t i;

	(void)state;
	t->witness.peer_own = 1;
	for (i = 0; i < 8; i++)
		DROPS(&t->story, OURS(1 + i, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 1));
	ARRIVES(&t->story, ECHOED(2, 1));
	ARRIVES(&t->story, ECHOED(3, 1));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 8 segments were sent, 8 lost");
}

/* Who cannot be asked how much of it was its own gives no proof of life. */
static void
test_nobody_knows(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	t->witness.peer_told = false;
	t->witness.peer_own = -1;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged");
}

static void
test_nothing_sent(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 0 segments were sent, 0 lost");
	t = set_up(FORM_SILENT);
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected our byte lost on the path, "
	    "and all else that was sent; after the fault 0 "
	    "segments were sent, 0 lost");
}

/* What was answered before the fault proves nothing after it. */
static void
test_before_the_fault(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	t->plot.fault_ns = 30 * MS;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 0 segments were sent, 0 lost");
	t = set_up(FORM_OPEN);
	t->witness.peer_told = false;
	t->plot.fault_ns = WIRE_NEVER; /* without a fault all counts */
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_proven(t, SIGN(NOTHING_HEARD));
}

static void
test_reset_is_not_alive(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	t->witness.peer_told = false;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 2);
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged, echoed, answered by RST");
}

/* Who shut its sending half is alive when both ways are acknowledged. */
static void
test_alive_behind_our_fin(void **state)
{
	static const char reason[] =
	    "not proven: expected the peer's byte at the other "
	    "end; after the fault 0 segments were sent, 0 lost";
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	ARRIVES(&t->story, THEIRS(1, 2));
	ARRIVES(&t->story, .flags = TCP_ACK, .seq = 2, .ack = 2);
	expect_proven(t, SIGN(NOTHING_HEARD));

	t = set_up(FORM_OPEN); /* the peer's byte is lost */
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	DROPS(&t->story, THEIRS(1, 2));
	assert_false(proven(t, SIGN(NOTHING_HEARD)));
	story_close(&t->story);

	t = set_up(FORM_OPEN); /* the peer was never asked */
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD), reason);
}

/* An answer that was lost on its way was not heard. */
static void
test_lost_answer(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	DROPS(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected our byte "
	    "echoed; after the fault 1 segments were sent, 0 lost");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_echoed),
		cmocka_unit_test(test_served),
		cmocka_unit_test(test_served_half_closed),
		cmocka_unit_test(test_acknowledged_is_not_alive),
		cmocka_unit_test(test_the_peers_own_byte_is_no_echo),
		cmocka_unit_test(test_lost_is_not_echoed),
		cmocka_unit_test(test_nobody_knows),
		cmocka_unit_test(test_nothing_sent),
		cmocka_unit_test(test_before_the_fault),
		cmocka_unit_test(test_reset_is_not_alive),
		cmocka_unit_test(test_alive_behind_our_fin),
		cmocka_unit_test(test_lost_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
