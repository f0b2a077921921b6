/* advise-plan.c - timers for a wish: tried on timelines, judged as cells are. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * All timers follow from one number, the scale: about how long it takes to
 * notice.  Whether a scale will do is no formula: the strategy declares itself
 * with the timers, the scenarios are thought through (scenario_sketch), and
 * judge_predict says by when it says what, as it does for cells that are
 * played.  Each scenario begins at many moments of the timers' turn; an outage
 * lasts a little longer, and the retransmission after it is as late as it can
 * be.  The longest
 * scale that is in time costs least and survives most.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "command/advise.h"

#define PHASES_LEAST 16
#define PHASES_MOST 256
#define LEAST_MS 100 /* a scale */
#define HOUR_MS 3600000
#define SOON_MS 10000
#define NEVER INT64_MAX
#define LONGEST_BEAT_MS 60000
#define LEAST_BEAT_MS 50
#define FIRST_RTO_MS 300 /* and its leeway, before an answer is late */

const char *const trial_names[TRIALS] = {
	[GONE_IDLE] = "silence/both-ways",
	[GONE_IN_FLIGHT] = "silence/with-data-in-flight",
	[OUT_IDLE] = "outages/idle",
	[OUT_IN_FLIGHT] = "outages/in-flight",
};

static const struct scenario *
scenario_of(const struct cases *cases, const char *name)
{
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name, name) == 0)
			return &cases->scenarios[i];
	return NULL;
}

const struct scenario *
trial_scenario(const struct cases *cases, enum trial_of t)
{
	return scenario_of(cases, trial_names[t]);
}

/* What is to be survived may last a little longer: no clock is exact. */
static int
longer_ms(const struct wish *w)
{
	return w->survive_ms > 0 ? 100 + w->survive_ms / 20 : 0;
}

static int
add_outage(struct cases *cases, const struct wish *w, enum trial_of t,
    char error[CASE_ERROR])
{
	char name[] = "survive", file[PATH_MAX], *text, *filled;
	const struct timer_value value = { name, w->survive_ms };
	int result;

	snprintf(
	    file, sizeof(file), "%s/%s.tcl", cases_directory(), trial_names[t]);
	text = case_read_file(file, error);
	filled = text ? case_fill(text, &value, 1) : NULL;
	result = filled ? cases_add_scenario(cases, file, filled, error) : -1;
	free(text);
	free(filled);
	return result;
}

int
plan_outages(struct cases *cases, const struct wish *w, char error[CASE_ERROR])
{
	const char *missing = NULL;
	enum trial_of t;

	for (t = GONE_IDLE; t < OUT_IDLE; t++)
		if (!scenario_of(cases, trial_names[t]))
			missing = trial_names[t];
	if (!scenario_of(cases, IDLE))
		missing = IDLE;
	if (missing) {
		snprintf(
		    error, CASE_ERROR, "advise needs the scenario %s", missing);
		return -1;
	}
	if (w->survive_ms == 0)
		return 0;
	return add_outage(cases, w, OUT_IDLE, error) == 0 ?
	    add_outage(cases, w, OUT_IN_FLIGHT, error) :
	    -1;
}

static int
within(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

/*
 * Keepalive: three probes, whose loss an outage may cause but for the last.
 * The user timeout falls half an interval before the third one's answer is
 * due, so that this tick ends it.  A heartbeat waits for its answer as long as
 * the retransmission after the outage may need, at least half of the time.
 */
static void
set_timers(struct plan *p, int scale_ms, int survive_ms)
{
	int s = within(scale_ms / 1000, 2, 32767), probes = 3;
	int every = within(
		(survive_ms + 1999) / 2000, s / 6 > 0 ? s / 6 : 1, s),
	    idle;
	int patience = within(2 * survive_ms + FIRST_RTO_MS, scale_ms / 2,
	    scale_ms - scale_ms / 6);

	while (every > 1 && s - probes * every < 1)
		every--;
	while (probes > 1 && s - probes * every < 1)
		probes--;
	idle = within(s - probes * every, 1, 32767);
	snprintf(p->timers, sizeof(p->timers),
	    "keepalive.idle=%d,keepalive.interval=%d,keepalive.probes=%d,"
	    "user-timeout=%d,heartbeat.interval=%d,heartbeat.patience=%d,"
	    "heartbeat.misses=1,receive-timeout=%d",
	    idle, every, probes, (idle + probes * every) * 1000 - every * 500,
	    within(scale_ms - patience, LEAST_BEAT_MS, LONGEST_BEAT_MS),
	    within(patience, LEAST_BEAT_MS, LONGEST_BEAT_MS),
	    within(scale_ms, LEAST_BEAT_MS, LONGEST_BEAT_MS));
}

const struct subject *
find_subject(const struct cases *cases, const char *name)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (strcmp(cases->subjects[i].name, name) == 0)
			return &cases->subjects[i];
	return NULL;
}

/* It declares itself with the timers of the plan. */
static void
describe(struct cases *cases, struct plan *p)
{
	char program[PATH_MAX], error[CASE_ERROR], *text;
	const char *argv[] = { program, "--describe", p->subject->name, NULL };
	int status;

	setenv("HANGUP_TIMERS", p->timers, 1);
	snprintf(program, sizeof(program), "%s/hangup-subject",
	    programs_directory());
	text = start_and_read(argv, &status);
	if (!text || status != 0)
		snprintf(error, sizeof(error), "it failed");
	else if (cases_retime(cases, text, error) == 0)
		error[0] = '\0';
	if (error[0] != '\0') {
		fprintf(stderr, "hangup: %s --describe %s: %s\n", program,
		    argv[2], error);
		exit(STATUS_USAGE);
	}
	free(text);
	p->subject = find_subject(cases, argv[2]);
}

/* By when an end is said at the latest, from the fault; NEVER: perhaps not. */
static int64_t
said_by(const struct prediction *p, const struct timeline *tl)
{
	int64_t to_ns = p->to_ns;
	size_t i;

	if (!verdict_terminal(p->verdict))
		return NEVER;
	for (i = 0; i < p->n_also; i++)
		if (!verdict_terminal(p->also[i].verdict))
			return NEVER;
		else if (p->also[i].to_ns > to_ns)
			to_ns = p->also[i].to_ns;
	return (to_ns - timeline_zero(tl) + 999999) / 1000000;
}

static bool
may_say(const struct prediction *p)
{
	size_t i;

	for (i = 0; i < p->n_also; i++)
		if (verdict_terminal(p->also[i].verdict))
			return true;
	return verdict_terminal(p->verdict);
}

/* How long until all turns anew: the longest that it waits to send. */
static int
turn_ms(const struct declaration *d, const struct sketching *how)
{
	return d->beat_ms > 0 ? d->beat_ms : how->idle_ms;
}

/*
 * By when it is said in the worst phase; of what is alive NEVER, or less if it
 * may be called dead.  -1: it cannot be calculated.
 */
static int64_t
worst_of(struct cases *cases, const struct plan *p, enum trial_of t,
    struct sketching how)
{
	const struct scenario *s = trial_scenario(cases, t);
	const struct declaration *d = &p->subject->says;
	/* an outage is silence while it lasts */
	uint32_t signs = scenario_signs(s, 4) | 1u << SILENCE;
	int64_t worst = t >= OUT_IDLE ? NEVER : 0, by;
	struct prediction predicted;
	char error[CASE_ERROR];
	struct timeline tl;
	int turn = turn_ms(d, &how), n = PHASES_LEAST, i;

	/* so many that what lasts longer cannot fall between two of them */
	if (how.longer_ms > 0)
		n = within(2 * turn / how.longer_ms, PHASES_LEAST, PHASES_MOST);
	for (i = 0; i < n; i++) {
		how.phase_ms = (int)((int64_t)turn * i / n);
		if (scenario_sketch(s, d, &how, &tl, error) == -1)
			return -1;
		predicted = judge_predict(d, signs, &tl);
		by = said_by(&predicted, &tl);
		if (t < OUT_IDLE && by > worst)
			worst = by;
		if (t >= OUT_IDLE && may_say(&predicted))
			worst = 0;
		timeline_free(&tl);
	}
	return worst;
}

/* In the worse of both silences, looked at for so long; as worst_of. */
static int64_t
worse_of(struct cases *cases, const struct plan *p, int window_ms)
{
	struct sketching how = cases_sketching(cases, window_ms);
	int64_t idle = worst_of(cases, p, GONE_IDLE, how);
	int64_t flying = worst_of(cases, p, GONE_IN_FLIGHT, how);

	if (idle == -1 || flying == -1)
		return -1;
	return idle > flying ? idle : flying;
}

/* Most notice it soon after their scale: looking for long takes long. */
static int64_t
noticed_by(
    struct cases *cases, struct plan *p, int scale_ms, const struct wish *w)
{
	int64_t by;

	set_timers(p, scale_ms, w->survive_ms + longer_ms(w));
	describe(cases, p);
	by = worse_of(cases, p, 4 * scale_ms + SOON_MS);
	return by == NEVER && scale_ms < w->within_ms ?
	    worse_of(cases, p, 4 * w->within_ms + SOON_MS) :
	    by;
}

/* The longest scale that is in time: 0, there is none; -1, nobody can say. */
static int
find_scale(struct cases *cases, struct plan *p, const struct wish *w)
{
	int low = LEAST_MS, high = w->within_ms, middle, unit;
	int64_t by = noticed_by(cases, p, low, w);

	p->latest_ms = by;
	if (by == -1 || by > w->within_ms)
		return by == -1 ? -1 : 0;
	while (high - low > low / 100 + 1) {
		middle = low + (high - low) / 2;
		by = noticed_by(cases, p, middle, w);
		*(by <= w->within_ms ? &low : &high) = middle;
	}
	/* three digits are enough */
	for (unit = 1; low / unit >= 1000; unit *= 10)
		;
	low = within(low / unit * unit, LEAST_MS, low);
	p->latest_ms = noticed_by(cases, p, low, w);
	return low;
}

static bool
survives(struct cases *cases, const struct plan *p, const struct wish *w)
{
	struct sketching how = cases_sketching(
	    cases, 4 * w->survive_ms + 4 * w->within_ms);
	enum trial_of t;
	int luck;

	how.longer_ms = longer_ms(w);
	for (t = OUT_IDLE; t < TRIALS && w->survive_ms > 0; t++)
		for (luck = 0; luck < 2; luck++) {
			how.unlucky = luck == 0;
			if (worst_of(cases, p, t, how) != NEVER)
				return false;
		}
	return true;
}

/*
 * An hour of nothing: each segment that came answers one of ours, or is
 * acknowledged by one.  -1: it calls that dead.
 */
static long
idle_packets(struct cases *cases, const struct plan *p)
{
	const struct scenario *idle = scenario_of(cases, IDLE);
	struct sketching how = cases_sketching(cases, HOUR_MS);
	char error[CASE_ERROR];
	struct prediction predicted;
	struct timeline tl;
	long n = 0;
	size_t i;

	if (!idle ||
	    scenario_sketch(idle, &p->subject->says, &how, &tl, error) == -1)
		return -1;
	for (i = 0; i < tl.n; i++)
		n += 2 * (tl.v[i].kind == SEGMENT_IN);
	predicted = judge_predict(
	    &p->subject->says, scenario_signs(idle, 4), &tl);
	timeline_free(&tl);
	return may_say(&predicted) ? -1 : n;
}

bool
plan_make(struct cases *cases, const struct wish *w, const char *name,
    struct plan *p, char why[PLAN_ERROR])
{
	int scale_ms;

	*p = (struct plan) { .subject = find_subject(cases, name) };
	if (!p->subject)
		return snprintf(why, PLAN_ERROR, "it is not here"), false;
	scale_ms = find_scale(cases, p, w);
	if (scale_ms == -1)
		snprintf(why, PLAN_ERROR,
		    "when it sends is its own, and cannot be calculated");
	else if (scale_ms == 0 && p->latest_ms == NEVER)
		snprintf(why, PLAN_ERROR,
		    "with no timers it surely notices both kinds of silence");
	else if (scale_ms == 0)
		snprintf(why, PLAN_ERROR,
		    "with its shortest timers it may take %.1f s",
		    (double)p->latest_ms / 1e3);
	else if (!survives(cases, p, w))
		snprintf(why, PLAN_ERROR,
		    "with the longest timers that are in time it may take an "
		    "outage of %.1f s for the end",
		    w->survive_ms / 1e3);
	else if ((p->packets = idle_packets(cases, p)) == -1)
		snprintf(
		    why, PLAN_ERROR, "it would call an idle connection dead");
	else
		return true;
	return false;
}

bool
plan_follows(const struct plan *p, const char *timer)
{
	const struct declaration *d = &p->subject->says;

	if (strncmp(timer, "keepalive.", strlen("keepalive.")) == 0)
		return d->sees[SILENCE].when.since == SINCE_SEGMENT;
	if (strcmp(timer, "user-timeout") == 0)
		return d->sees[UNACKED].when.since == SINCE_UNACKED;
	return strncmp(timer, "heartbeat.", strlen("heartbeat.")) == 0 &&
	    d->beat_ms > 0;
}
