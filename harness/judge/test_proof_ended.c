/* test_proof_ended.c - proof that it ended: FIN, RST, a reboot. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/testing-trial.h"

/* The peer's FIN came at 10 ms, before our byte. */
static struct trial *
set_up_fin(enum form end)
{
	struct trial *t = set_up(end);

	t->story.now = 10 * MS;
	ARRIVES(&t->story, .in = true, .flags = TCP_FIN | TCP_ACK, .seq = 1,
	    .ack = 1);
	ARRIVES(&t->story, .flags = TCP_ACK, .seq = 1, .ack = 2);
	t->story.now = 20 * MS;
	return t;
}

static void
test_closed(void **state)
{
	struct trial *t = set_up_fin(FORM_CLOSED);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 2);
	expect_proven(t, SIGN(FIN) | SIGN(RST_AFTER_FIN_ON_SEND));

	t = set_up_fin(FORM_CLOSED); /* acknowledged: half-closed only */
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 2));
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte answered by "
	    "RST; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged");
}

/* Our FIN meets the peer's and draws no RST: its record is the witness. */
static void
test_closed_behind_our_fin(void **state)
{
	static const char reason[] =
	    "not proven: expected our byte answered by RST; "
	    "after the fault 1 segments were sent, 0 lost, "
	    "acknowledged";
	struct trial *t;
	int connected;

	(void)state;
	for (connected = 0; connected < 2; connected++) {
		t = set_up_fin(FORM_CLOSED);
		t->witness.peer_connected = connected;
		ARRIVES(
		    &t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 2);
		ARRIVES(&t->story, ACKED(2, 2));
		if (connected)
			expect_not(t, SIGN(FIN), reason);
		else
			expect_proven(t, SIGN(FIN));
	}
	t = set_up_fin(FORM_CLOSED); /* a byte, RST, whatever else */
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 2);
	expect_proven(t, SIGN(FIN));
}

static void
test_half_closed(void **state)
{
	struct trial *t = set_up_fin(FORM_HALF_CLOSED);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 2));
	expect_proven(t, SIGN(FIN));

	/* who has closed acknowledges our FIN, too */
	t = set_up_fin(FORM_HALF_CLOSED);
	t->witness.peer_connected = false;
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 2);
	ARRIVES(&t->story, ACKED(2, 2));
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte acknowledged, not echoed; after "
	    "the fault 1 segments were sent, 0 lost, acknowledged");

	t = set_up_fin(FORM_HALF_CLOSED);
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 2);
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte "
	    "acknowledged, not echoed; after the fault "
	    "1 segments were sent, 0 lost, answered by RST");
}

/* An acknowledgement of less than all is none. */
static void
test_partly_acknowledged(void **state)
{
	struct trial *t = set_up_fin(FORM_HALF_CLOSED);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, OURS(2, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 2));
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte "
	    "acknowledged, not echoed; after the fault "
	    "2 segments were sent, 0 lost");
	t = set_up_fin(FORM_HALF_CLOSED);
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, OURS(2, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 3));
	expect_proven(t, SIGN(FIN));
}

/* The RST was acceptable, and no more can be asked. */
static void
test_reset(void **state)
{
	struct trial *t = set_up(FORM_RESET);

	(void)state;
	t->story.now = 10 * MS;
	ARRIVES(&t->story, .in = true, .flags = TCP_RST | TCP_ACK, .seq = 1,
	    .ack = 1);
	t->witness.subject_dead = true;
	expect_proven(t, SIGN(RST));
}

static void
test_reboot(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 1);
	expect_proven(t, SIGN(RST_ON_SEND));
	t = set_up(FORM_SILENT);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ACKED(1, 2));
	expect_not(t, SIGN(RST_ON_SEND),
	    "not proven: expected our byte "
	    "answered by RST; after the fault 1 segments were sent, 0 lost, "
	    "acknowledged");
}

/* An acknowledgement that was due drew the RST: our byte never left. */
static void
test_reboot_answers_an_ack(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	t->story.now = 10 * MS;
	ARRIVES(&t->story, .flags = TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 1);
	expect_proven(t, SIGN(RST_ON_SEND));
	/* one that the peer sent of itself is no answer */
	t = set_up(FORM_SILENT);
	t->story.now = 10 * MS;
	ARRIVES(&t->story, .in = true, .flags = TCP_RST | TCP_ACK, .seq = 1,
	    .ack = 1);
	expect_not(t, SIGN(RST_ON_SEND),
	    "not proven: expected our byte "
	    "answered by RST; after the fault 0 segments were sent, 0 lost");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_closed_behind_our_fin),
		cmocka_unit_test(test_half_closed),
		cmocka_unit_test(test_partly_acknowledged),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_reboot),
		cmocka_unit_test(test_reboot_answers_an_ack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
