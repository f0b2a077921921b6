/* test_proof.c - what the packets must show for a scenario to be proven. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "judge/judge.h"
#include "wire/testing.h"

#define SIGN(s) (1u << (s))
#define PSH_ACK (TCP_PSH | TCP_ACK)

/* The handshake ends at 3 ms; fault at 4 ms; proof from 20 ms on. */
struct trial {
	struct story story;
	struct plot plot;
	struct witness witness;
	struct proof proof;
	char reason[JUDGE_REASON];
};

static struct trial *
set_up(enum form end)
{
	static struct trial t;

	memset(&t, 0, sizeof(t));
	story_open(&t.story, 4, 1000, 9000);
	t.story.now = 20 * MS;
	t.plot = PLOT(end);
	t.plot.ready_ns = 3 * MS;
	t.plot.fault_ns = 4 * MS;
	t.plot.horizon_ns = 19 * MS;
	t.witness = (struct witness) {
		.peer_alive = true, .peer_connected = true, .peer_told = true
	};
	memset(t.reason, 'x', sizeof(t.reason) - 1);
	return &t;
}

/* Our byte number n, and a byte of the peer's own, number m. */
#define OURS(n, ...) \
	.flags = PSH_ACK, .seq = (n), .data = "P", .len = 1, __VA_ARGS__
#define THEIRS(m, a) \
	.in = true, .flags = PSH_ACK, .seq = (m), .ack = (a), .data = "\1", \
	.len = 1
#define ECHOED(m, a) \
	.in = true, .flags = PSH_ACK, .seq = (m), .ack = (a), .data = "P", \
	.len = 1
#define ACKED(m, a) .in = true, .flags = TCP_ACK, .seq = (m), .ack = (a)

static bool
proven(struct trial *t, uint32_t signs)
{
	struct truth truth = story_truth(&t->story, t->plot);

	return judge_proof(&t->proof, signs, &truth, &t->story.packets,
	    &t->plot, &t->witness, t->reason);
}

static void
expect_proven(struct trial *t, uint32_t signs)
{
	if (!proven(t, signs))
		fail_msg("%s", t->reason);
	assert_string_equal(t->reason, "");
	story_close(&t->story);
}

static void
expect_not(struct trial *t, uint32_t signs, const char *reason)
{
	assert_false(proven(t, signs));
	assert_string_equal(t->reason, reason);
	story_close(&t->story);
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
		t->witness.carried = table[i].carried;
		ARRIVES(&t->story, OURS(1, .ack = 1));
		if (table[i].acknowledged)
			ARRIVES(&t->story, ACKED(1, 2));
		assert_int_equal(proven(t, table[i].signs), table[i].proven);
		story_close(&t->story);
	}
}

static void
test_echoed(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_proven(t, SIGN(NOTHING_HEARD));
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

/* What the peer says of itself is no echo of ours. */
static void
test_the_peers_own_byte_is_no_echo(void **state)
{
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, THEIRS(1, 2));
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
	    "not proven: expected all that we sent "
	    "lost on the path; after the fault 0 segments were sent, 0 lost");
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
	    "not proven: expected our FIN "
	    "acknowledged and the peer's byte too; after the fault 1 "
	    "segments were sent, 0 lost, acknowledged";
	struct trial *t = set_up(FORM_OPEN);

	(void)state;
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	ARRIVES(&t->story, THEIRS(1, 2));
	ARRIVES(&t->story, .flags = TCP_ACK, .seq = 2, .ack = 2);
	expect_proven(t, SIGN(NOTHING_HEARD));

	t = set_up(FORM_OPEN); /* the peer's byte is not acknowledged */
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	ARRIVES(&t->story, THEIRS(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD), reason);

	t = set_up(FORM_OPEN); /* the peer was never asked */
	ARRIVES(&t->story, .flags = TCP_FIN | TCP_ACK, .seq = 1, .ack = 1);
	ARRIVES(&t->story, ACKED(1, 2));
	expect_not(t, SIGN(NOTHING_HEARD), reason);
}

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
	    "not proven: expected our FIN "
	    "acknowledged, no connection left at the peer; after the fault "
	    "1 segments were sent, 0 lost, acknowledged";
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

	t = set_up_fin(FORM_HALF_CLOSED);
	t->witness.peer_connected = false;
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, ACKED(2, 2));
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte "
	    "acknowledged, not echoed, the peer still there; after the fault "
	    "1 segments were sent, 0 lost, acknowledged");

	t = set_up_fin(FORM_HALF_CLOSED);
	ARRIVES(&t->story, OURS(1, .ack = 2));
	ARRIVES(&t->story, .in = true, .flags = TCP_RST, .seq = 2);
	expect_not(t, SIGN(FIN),
	    "not proven: expected our byte "
	    "acknowledged, not echoed, the peer still there; after the fault "
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
	    "acknowledged, not echoed, the peer still there; after the fault "
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
			    "not proven: expected "
			    "our byte acknowledged, not echoed; after the "
			    "fault 1 segments were sent, 0 lost, "
			    "acknowledged");
		else
			expect_proven(t, SIGN(NO_ANSWER));
	}
}

static void
test_no_answer(void **state)
{
	static const char reason[] =
	    "not proven: expected our byte "
	    "acknowledged, not echoed; after the fault 1 segments were sent, "
	    "0 lost, acknowledged, echoed";
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ACKED(1, 2));
	expect_proven(t, SIGN(NO_ANSWER));
	t = set_up(FORM_SILENT);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(NO_ANSWER), reason);
	t = set_up(FORM_SILENT);
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(NO_ANSWER),
	    "not proven: expected our byte "
	    "acknowledged, not echoed; after the fault 1 segments were sent, "
	    "1 lost");
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
	    "not proven: expected all that the peer "
	    "sent lost on the path; after the fault 1 segments were sent, "
	    "0 lost");
	t = set_up(FORM_SILENT);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	DROPS(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected all that we sent "
	    "lost on the path; after the fault 1 segments were sent, 0 lost");
	/* told to speak, and nothing left it */
	t = set_up(FORM_SILENT);
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected all that the peer "
	    "sent lost on the path; after the fault 0 segments were sent, "
	    "0 lost");
}

static void
test_some_lost(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	ARRIVES(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(SILENCE),
	    "not proven: expected all that we sent "
	    "lost on the path; after the fault 2 segments were sent, 1 lost");
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
	    "not proven: expected all that we sent "
	    "lost on the path; after the fault 0 segments were sent, 0 lost");
	t = set_up(FORM_OPEN);
	ARRIVES(&t->story, OURS(1, .ack = 1));
	FORGES(&t->story, .in = true, .flags = TCP_RST, .seq = 1);
	ARRIVES(&t->story, ECHOED(1, 2));
	expect_not(t, SIGN(DATA),
	    "not proven: expected our byte echoed; "
	    "after the fault 1 segments were sent, 0 lost, acknowledged, "
	    "echoed, answered by RST");
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

static void
test_silent_of_no_kind(void **state)
{
	struct trial *t = set_up(FORM_SILENT);

	(void)state;
	DROPS(&t->story, OURS(1, .ack = 1));
	expect_not(t, SIGN(NOTHING_HEARD),
	    "not proven: silent, but no sign "
	    "says of what kind");
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
	judge_fates(&t->story.packets, &t->plot, &out, &in);
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
		cmocka_unit_test(test_echoed),
		cmocka_unit_test(test_served),
		cmocka_unit_test(test_acknowledged_is_not_alive),
		cmocka_unit_test(test_the_peers_own_byte_is_no_echo),
		cmocka_unit_test(test_nothing_sent),
		cmocka_unit_test(test_before_the_fault),
		cmocka_unit_test(test_reset_is_not_alive),
		cmocka_unit_test(test_alive_behind_our_fin),
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_closed_behind_our_fin),
		cmocka_unit_test(test_half_closed),
		cmocka_unit_test(test_partly_acknowledged),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_reboot),
		cmocka_unit_test(test_reboot_answers_an_ack),
		cmocka_unit_test(test_no_answer),
		cmocka_unit_test(test_no_answer_to_our_fin),
		cmocka_unit_test(test_lost_both_ways),
		cmocka_unit_test(test_lost_one_way),
		cmocka_unit_test(test_some_lost),
		cmocka_unit_test(test_probes_count),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_lost_answer),
		cmocka_unit_test(test_silent_of_no_kind),
		cmocka_unit_test(test_around_zero),
		cmocka_unit_test(test_fates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
