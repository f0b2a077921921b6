/* testing-scene.h - a scene to predict from; for tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_TESTING_SCENE_H
#define HANGUP_JUDGE_TESTING_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "judge/judge.h"

#define MS 1000000LL
#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SIGN(s) (1u << (s))

/*
 * A cell: established at 95, ready at 100, fault at 200, horizon at 5000 ms,
 * first check after the fault at 210.  What came is added by the test.
 */
struct set {
	struct truth truth;
	struct packet packet[8];
	struct packets packets;
	struct plot plot;
	struct scene scene;
	struct declaration d;
};

static inline struct set *
set_up(uint32_t signs)
{
	static struct set s;

	memset(&s, 0, sizeof(s));
	s.truth = (struct truth) { .n = 1,
		.moments = { { FORM_OPEN, 100 * MS, 0 } },
		.established_ns = 95 * MS,
		.fin_ns = WIRE_NEVER,
		.rst_ns = WIRE_NEVER,
		.first_data_ns = WIRE_NEVER,
		.last_data_ns = WIRE_NEVER,
		.last_segment_ns = 95 * MS,
		.unanswered_ns = WIRE_NEVER,
		.unacked_ns = WIRE_NEVER,
		.own_fin_ns = WIRE_NEVER,
		.icmp_ns = WIRE_NEVER };
	s.packets.v = s.packet;
	s.plot = PLOT(FORM_OPEN);
	s.plot.ready_ns = 100 * MS;
	s.plot.fault_ns = 200 * MS;
	s.plot.horizon_ns = 5000 * MS;
	s.scene = (struct scene) { .signs = signs,
		.truth = &s.truth,
		.packets = &s.packets,
		.plot = &s.plot,
		.check_ns = 210 * MS };
	return &s;
}

/* n bytes of payload become readable. */
static inline void
deliver(struct set *s, int64_t t_ms, uint32_t n)
{
	s->packet[s->packets.n++] = (struct packet) {
		.t_ns = t_ms * MS, .to_subject = true, .delivered = n
	};
	if (s->truth.first_data_ns == WIRE_NEVER)
		s->truth.first_data_ns = t_ms * MS;
	s->truth.last_data_ns = t_ms * MS;
	s->truth.last_segment_ns = t_ms * MS;
	s->truth.bytes_in += n;
}

static inline void
sees(struct set *s, enum sign sign, enum verdict verdict, enum since since,
    int from_ms, int to_ms)
{
	s->d.sees[sign] = (struct seen) { verdict,
		{ since, from_ms, to_ms, TIMER_FIXED } };
}

static inline void
expect_ns(const struct set *s, enum verdict verdict, int64_t from_ns,
    int64_t to_ns, enum sign because)
{
	struct prediction p = judge_predict(&s->d, &s->scene);

	if (p.verdict != verdict)
		fail_msg("%s, expected %s", verdict_name(p.verdict),
		    verdict_name(verdict));
	assert_int_equal(p.from_ns, from_ns);
	assert_int_equal(p.to_ns, to_ns);
	assert_int_equal(p.because, because);
}

static inline void
expect(const struct set *s, enum verdict verdict, int from_ms, int to_ms,
    enum sign because)
{
	expect_ns(s, verdict, from_ms * MS, to_ms * MS, because);
}

static inline void
expect_nothing(const struct set *s, enum verdict word)
{
	expect_ns(s, word, WIRE_NEVER, WIRE_NEVER, SIGNS);
}

#endif
