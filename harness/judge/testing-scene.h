/* testing-scene.h - a timeline to predict from; for tests only. */
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
 * A cell: connected at 95, ready at 100, fault at 200, horizon at 5000 ms.
 * What came is added by the test, in any order.
 */
struct set {
	uint32_t signs;
	struct mark v[1024];
	struct timeline tl;
	struct declaration d;
};

static inline void
mark_ns(struct set *s, enum mark_kind kind, int64_t t_ns, uint32_t n)
{
	size_t i = s->tl.n++;

	for (; i > 0 && s->v[i - 1].t_ns > t_ns; i--)
		s->v[i] = s->v[i - 1];
	s->v[i] = (struct mark) { t_ns, kind, n, 0, true };
	for (i = 0; i < s->tl.n; i++)
		s->v[i].is_clear = (s->v[i].kind == CLEAR ||
				       (i > 0 && s->v[i - 1].is_clear) ||
				       i == 0) &&
		    s->v[i].kind != DATA_OUT;
}

static inline void
mark(struct set *s, enum mark_kind kind, int t_ms, uint32_t n)
{
	mark_ns(s, kind, t_ms * MS, n);
}

static inline struct set *
set_up(uint32_t signs)
{
	static struct set s;

	memset(&s, 0, sizeof(s));
	s.signs = signs;
	s.tl.v = s.v;
	s.tl.plot = PLOT(FORM_OPEN);
	s.tl.plot.ready_ns = 100 * MS;
	s.tl.plot.fault_ns = 200 * MS;
	s.tl.plot.horizon_ns = 5000 * MS;
	s.tl.began_ns = 95 * MS;
	mark(&s, READY, 100, 0);
	mark(&s, FAULT, 200, 0);
	return &s;
}

/* n bytes of payload become readable. */
static inline void
deliver(struct set *s, int t_ms, uint32_t n)
{
	mark(s, SEGMENT_IN, t_ms, 0);
	mark(s, DATA_IN, t_ms, n);
}

/* A question; answered_ms 0: it was not. */
static inline void
ask(struct set *s, int t_ms, int answered_ms)
{
	mark(s, CHECK, t_ms, 0);
	if (answered_ms)
		mark(s, ANSWER, answered_ms, 0);
}

static inline void
stop(struct set *s, int from_ms, int to_ms)
{
	s->tl.plot.stopped_ns = from_ms * MS;
	s->tl.plot.continued_ns = to_ms * MS;
	mark(s, STOP, from_ms, 0);
	mark(s, CONT, to_ms, 0);
}

/* Forgets what came at that time and later. */
static inline void
forget_from(struct set *s, int t_ms)
{
	while (s->tl.n > 0 && s->v[s->tl.n - 1].t_ns >= t_ms * MS)
		s->tl.n--;
}

static inline void
sees(struct set *s, enum sign sign, enum verdict verdict, enum since since,
    int from_ms, int to_ms)
{
	s->d.sees[sign] = (struct seen) { verdict,
		{ since, from_ms, to_ms, TIMER_FIXED } };
}

static inline struct prediction
predicted(const struct set *s)
{
	return judge_predict(&s->d, s->signs, &s->tl);
}

static inline bool
is_admitted(const struct set *s, enum verdict verdict)
{
	struct prediction p = predicted(s);
	bool is = p.verdict == verdict;

	for (size_t i = 0; i < p.n_also; i++)
		is = is || p.also[i].verdict == verdict;
	return is;
}

static inline void
expect_ns(const struct set *s, enum verdict verdict, int64_t from_ns,
    int64_t to_ns, enum sign because)
{
	struct prediction p = predicted(s);

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

/* That verdict, and no other is admissible. */
static inline void
expect_only(const struct set *s, enum verdict verdict, int from_ms, int to_ms,
    enum sign because)
{
	expect(s, verdict, from_ms, to_ms, because);
	assert_int_equal(predicted(s).n_also, 0);
}

static inline void
expect_nothing(const struct set *s, enum verdict word)
{
	expect_ns(s, word, WIRE_NEVER, WIRE_NEVER, SIGNS);
	assert_int_equal(predicted(s).n_also, 0);
}

#endif
