/* testing-trial.h - a short story, and whether it is proven; for tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_TESTING_TRIAL_H
#define HANGUP_JUDGE_TESTING_TRIAL_H

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

static inline struct trial *
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

static inline bool
proven(struct trial *t, uint32_t signs)
{
	struct truth truth = story_truth(&t->story, t->plot);

	return judge_proof(&t->proof, signs, &truth,
	    t->story.packets.connections.watched, &t->plot, &t->witness,
	    t->reason);
}

static inline void
expect_proven(struct trial *t, uint32_t signs)
{
	if (!proven(t, signs))
		fail_msg("%s", t->reason);
	assert_string_equal(t->reason, "");
	story_close(&t->story);
}

static inline void
expect_not(struct trial *t, uint32_t signs, const char *reason)
{
	assert_false(proven(t, signs));
	assert_string_equal(t->reason, reason);
	story_close(&t->story);
}

#endif
