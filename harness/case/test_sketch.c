/* test_sketch.c - what a script would put on a timeline, without a packet. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#define MS 1000000LL

/* Waits; its kernel probes after 2 s, then every second. */
static const struct declaration quiet = { .kind = WAITS,
	.sees = { [SILENCE] = {
		      TIMEOUT, { SINCE_SEGMENT, 4998, 5850, TIMER_FIXED } } } };
static const struct declaration heart = { .kind = WAITS,
	.speaks = true,
	.beat_ms = 500,
	.patience_ms = 1000,
	.misses = 1,
	.sees = {
	    [SILENCE] = { TIMEOUT, { SINCE_SENT, 998, 1250, TIMER_FIXED } } } };

static int
try_sketch(const char *script, const struct declaration *d,
    const struct sketching *how, struct timeline *tl, char error[CASE_ERROR])
{
	char text[1024];
	struct cases *cases;
	int result;

	snprintf(text, sizeof(text),
	    "scenario own/one T {\nwhy w\nrefs r\ntruth silent\nsigns "
	    "silence\nscript {\n%s\n}\n}\n",
	    script);
	put_file("own/one", text);
	cases = load("");
	assert_int_equal(cases->n_left_out, 0);
	result = scenario_sketch(&cases->scenarios[0], d, how, tl, error);
	cases_free(cases);
	return result;
}

static struct timeline
sketch(const char *script, const struct declaration *d,
    const struct sketching *how)
{
	char error[CASE_ERROR] = "";
	struct timeline tl;

	if (try_sketch(script, d, how, &tl, error) == -1)
		fail_msg("%s", error);
	return tl;
}

static size_t
count(const struct timeline *tl, enum mark_kind kind)
{
	const struct mark *m;
	size_t n = 0;

	for (m = tl->v; (m = timeline_next(tl, m, kind)) != NULL; m++)
		n++;
	return n;
}

/* Of the first of that kind, in ms since the fault. */
static double
when(const struct timeline *tl, enum mark_kind kind)
{
	const struct mark *m = timeline_first(tl, kind);

	assert_non_null(m);
	return (double)(m->t_ns - tl->plot.fault_ns) / 1e6;
}

static const struct sketching ten_s = {
	.window_ms = 10000, .idle_ms = 2000, .every_ms = 1000
};

static void
test_silence(void **state)
{
	struct timeline tl = sketch("fault { path drop both }", &quiet, &ten_s);

	(void)state;
	assert_int_equal(count(&tl, SEGMENT_IN), 0);
	assert_int_equal(count(&tl, FAULT), 1);
	assert_true(tl.v[tl.n - 1].is_clear);
	assert_int_equal((tl.plot.horizon_ns - tl.plot.fault_ns) / MS, 10000);
	timeline_free(&tl);
	/* a probe carries nothing */
	tl = sketch("fault { path drop both DATA }", &quiet, &ten_s);
	assert_int_equal(count(&tl, SEGMENT_IN), 5);
	timeline_free(&tl);
}

static void
test_in_flight(void **state)
{
	struct timeline tl = sketch("path drop to-subject\nsubject send 1\n"
				    "fault { path drop both }",
	    &quiet, &ten_s);

	(void)state;
	assert_int_equal(count(&tl, DATA_OUT), 1);
	assert_int_equal(count(&tl, CLEAR), 0);
	assert_false(tl.v[tl.n - 1].is_clear);
	timeline_free(&tl);
}

/* Retransmissions after 200, 400, 800, 1600 ms; or as late as can be. */
static void
test_outage(void **state)
{
	static const char script[] = "fault { path drop both\nsubject send 1\n"
				     "hold 1500 {w}\npath pass }";
	struct sketching how = ten_s;
	struct timeline tl = sketch(script, &quiet, &how);

	(void)state;
	assert_in_range((int)when(&tl, CLEAR), 1600, 1601);
	assert_in_range((int)when(&tl, DATA_IN), 1600, 1601);
	timeline_free(&tl);
	how.unlucky = true;
	tl = sketch(script, &quiet, &how);
	assert_in_range((int)when(&tl, CLEAR), 3200, 3201);
	timeline_free(&tl);
	how.longer_ms = 500;
	tl = sketch(script, &quiet, &how);
	assert_in_range((int)when(&tl, CLEAR), 4200, 4201);
	timeline_free(&tl);
}

/* The timer doubles to two minutes, no further: TCP_RTO_MAX. */
static void
test_long_outage(void **state)
{
	static const char script[] = "fault { path drop both\nsubject send 1\n"
				     "hold 60000 {w}\npath pass }";
	struct sketching how = { .window_ms = 1800000,
		.idle_ms = 2000,
		.every_ms = 1000,
		.longer_ms = 240000,
		.unlucky = true };
	struct timeline tl = sketch(script, &quiet, &how);

	(void)state;
	assert_in_range((int)when(&tl, CLEAR), 420000, 420001);
	timeline_free(&tl);
}

/* Every beat is answered, and none after the path is dark. */
static void
test_beats(void **state)
{
	struct sketching how = ten_s;
	struct timeline tl;

	(void)state;
	how.phase_ms = 1200;
	tl = sketch("fault { path drop both }", &heart, &how);
	assert_int_equal(count(&tl, ECHO), 3);
	assert_in_range(count(&tl, BEAT), 22, 23);
	timeline_free(&tl);
	/* the peer's kernel acknowledges what its application never answers */
	tl = sketch("fault { peer echo off }", &heart, &ten_s);
	assert_int_equal(count(&tl, ECHO), 1);
	assert_true(count(&tl, CLEAR) > 15);
	timeline_free(&tl);
}

static void
test_ends(void **state)
{
	static const struct {
		const char *script;
		enum mark_kind mark;
		uint32_t n;
	} table[] = {
		{ "fault { peer close }", FIN_IN, 0 },
		{ "fault { peer shutdown wr }", FIN_IN, 0 },
		{ "peer linger 0\nfault { peer close }", RST_IN, 0 },
		{ "peer read off\nsubject send 5\nfault { peer close }", RST_IN,
		    0 },
		{ "peer read off\nsubject send 5\nfault { signal KILL peer }",
		    RST_IN, 0 },
		/* only a probe finds out */
		{ "fault { peer vanish }", RST_IN, 1 },
	};
	struct timeline tl;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(table); i++) {
		tl = sketch(table[i].script, &quiet, &ten_s);
		assert_int_equal(count(&tl, table[i].mark), 1);
		assert_int_equal(
		    timeline_first(&tl, table[i].mark)->n, table[i].n);
		timeline_free(&tl);
	}
}

/* What only packets can show is no guess. */
static void
test_unknown(void **state)
{
	static const struct sketching none = { .window_ms = 100 };
	static const struct declaration other = { .kind = ONCE,
		.speaks = true };
	char error[CASE_ERROR];
	struct timeline tl;

	(void)state;
	assert_int_equal(try_sketch("fault { path answer both rst }", &quiet,
			     &ten_s, &tl, error),
	    -1);
	assert_non_null(strstr(error, "answer both rst"));
	assert_int_equal(try_sketch("fault { path drop both RST }", &quiet,
			     &ten_s, &tl, error),
	    -1);
	assert_int_equal(
	    try_sketch("fault { lab link down }", &quiet, &ten_s, &tl, error),
	    -1);
	assert_int_equal(
	    try_sketch("fault { peer close }", &other, &ten_s, &tl, error), -1);
	assert_string_equal(
	    error, "the subject does not declare what it sends");
	assert_int_equal(
	    try_sketch("fault { peer close }", &quiet, &none, &tl, error), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_silence),
		TEST(test_in_flight), TEST(test_outage), TEST(test_long_outage),
		TEST(test_beats), TEST(test_ends), TEST(test_unknown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
