/* test_proof_silent.c - proof of silence: what is lost, or never answered. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-trial.h"

static void
test_no_answer(void **state)
{
	static const char reason[] =
	    "not proven: expected our byte acknowledged, not "
	    "echoed; after the fault 1 "
	    "segments were sent, 0 lost, acknowledged, echoed";
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ACKED(1, 2));
	expect_proven(t, SIGN(NO_ANSWER));
	t = set_up(FORM_SILENT);
	t->witness.peer_told = false;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NO_ANSWER), reason);
	t = set_up(FORM_SILENT);
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(NO_ANSWER),
	    "not proven: expected our byte acknowledged, not "
	    "echoed; after the fault 1 "
	    "segments were sent, 1 lost");
}

/* A FIN is never echoed: it proves a mute peer only if that cannot speak. */
static void
test_no_answer_to_our_fin(void **state)
{
	struct trial *t;
	int alive;

	(void)state;
	for (alive = 0; alive < 2; alive++) {
		t = set_up(FORM_SILENT);
		t->witness.peer_alive = alive;
		ARRIVES(
		    &t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
		ARRIVES(&t->story, ACKED(1, 2));
		if (alive)
			expect_not(t, SIGN(NO_ANSWER),
			    "not proven: expected our byte acknowledged, not "
			    "echoed; after the fault 1 "
			    "segments were sent, 0 lost, acknowledged");
		else
			expect_proven(t, SIGN(NO_ANSWER));
	}
}

static void
test_lost_both_ways(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	DROPS(&t->story, THEIRS(1, 1));
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_proven(t, SIGN(SILENCE));
	/* a peer that could not be asked need not speak */
	t = set_up(FORM_SILENT);
	t->witness.peer_told = false;
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_proven(t, SIGN(SILENCE));
}

static void
test_lost_one_way(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, THEIRS(1, 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected the peer's byte lost on the "
	    "path, and all else that was sent; after the fault "
	    "1 segments were sent, 0 lost");
	t = set_up(FORM_SILENT);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	DROPS(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected our byte lost on the path, "
	    "and all else that was sent; after the fault 1 "
	    "segments were sent, 0 lost");
	/* told to speak, and nothing left it */
	t = set_up(FORM_SILENT);
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected the peer's byte lost on the "
	    "path, and all else that was sent; after the fault "
	    "0 segments were sent, 0 lost");
}

static void
test_some_lost(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected our byte lost on the path, "
	    "and all else that was sent; after the fault 2 "
	    "segments were sent, 1 lost");
}

/* A keep-alive probe carries nothing, and asks all the same. */
static void
test_probes_count(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	t->witness.peer_told = false;
	t->story.now = 10 * MS;
	DROPS(&t->story, .flags = TCP_ACK, .seq = 0, .ack = 1);
	expect_proven(t, SIGN(SILENCE));
	t = set_up(FORM_SILENT);
	t->story.now = 10 * MS;
	ARRIVES(&t->story, .flags = TCP_ACK, .seq = 0, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 1));
	expect_proven(t, SIGN(NO_ANSWER));
}

/* A frame that the path made is not ours, but what it says is heard. */
static void
test_forged(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	FORGES(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected our byte lost on the path, "
	    "and all else that was sent; after the fault 0 "
	    "segments were sent, 0 lost");
	t = set_up(FORM_OPEN);
	t->witness.peer_told = false;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	FORGES(&t->story, .in = true, .flags = TCP_RST, .seq = 1);
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(DATA),
	    "not proven: expected our byte echoed; "
	    "after the fault 1 segments were sent, 0 lost, acknowledged, "
	    "echoed, answered by RST");
}

static void
test_silent_of_no_kind(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: expected the peer's byte lost on the path, and all "
	    "else that was sent; after the fault 0 segments were sent, 0 "
	    "lost");
}

/* Sequence numbers are compared around the end of their range. */
static void
test_around_zero(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	story_close(&t->story);
	story_open(&t->story, 6, 0xfffffffe, 0xffffffff);
	t->story.now = 20 * MS;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ACKED(1, 2));
	expect_proven(t, SIGN(NO_ANSWER));
}

static void
test_fates(void **state)
{
	struct trial *t = set_up(FORM_SILENT);
	struct fate_of out, in;

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	DROPS(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 2, .ack = 2);
	story_truth(&t->story, t->plot);
	t->witness.peer_told = false;
	judge_fates(t->story.packets.connections.watched, &t->plot, &t->witness,
	    &out, &in);
	assert_int_equal(out.sent, 2);
	assert_int_equal(out.lost, 1);
	assert_true(out.echoed);
	assert_true(out.shut);
	assert_false(out.acknowledged); /* the FIN is not */
	assert_false(out.reset);
	assert_int_equal(in.sent, 1);
	assert_int_equal(in.lost, 0);
	assert_false(in.acknowledged); /* the FIN that does it was lost */
	assert_false(in.shut);
	assert_false(in.echoed);
	story_close(&t->story);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_no_answer_to_our_fin),
		cmocka_unit_test(test_lost_both_ways),
		cmocka_unit_test(test_lost_one_way),
		cmocka_unit_test(test_some_lost),
		cmocka_unit_test(test_probes_count),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_silent_of_no_kind),
		cmocka_unit_test(test_around_zero),
		cmocka_unit_test(test_fates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
