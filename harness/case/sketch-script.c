/* sketch-script.c - a script's words, as they change a sketch. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "case/sketch.h"

#define MS 1000LL /* in us */
#define SETTLE_US (5 * MS)
#define BEGIN_NS 1000000000LL

static int
only_packets(const char *who, const char *what, char *error)
{
	snprintf(error, CASE_ERROR, "%s %s", who, what);
	return -1;
}

static bool
starts(const char *line, const char *word)
{
	return strncmp(line, word, strlen(word)) == 0;
}

/* drop DIRECTION ?DATA?, pass */
static const char *
tell_path(struct sketch *k, const char *line)
{
	enum passes to_peer = k->to_peer, to_subject = k->to_subject, drops;
	char direction[16], filter[16] = "", rest;

	if (strcmp(line, "pass") == 0)
		return sketch_path(k, PASSES_ALL, PASSES_ALL);
	if (sscanf(line, "drop %15s %15s %c", direction, filter, &rest) == 3 ||
	    !starts(line, "drop ") ||
	    (filter[0] && strcmp(filter, "DATA") != 0))
		return line;
	drops = filter[0] ? DROPS_DATA : DROPS_ALL;
	if (strcmp(direction, "to-subject") != 0 && to_peer < drops)
		to_peer = drops;
	if (strcmp(direction, "to-peer") != 0 && to_subject < drops)
		to_subject = drops;
	return sketch_path(k, to_peer, to_subject);
}

static const char *
tell_peer(struct sketch *k, const char *line)
{
	unsigned n;
	char end;

	if (sscanf(line, "send %u%c", &n, &end) == 1)
		sketch_peer_sends(k, n, 0);
	else if (strcmp(line, "close") == 0 || strcmp(line, "exit") == 0 ||
	    strcmp(line, "shutdown both") == 0)
		return sketch_peer_closes(k, false);
	else if (strcmp(line, "shutdown wr") == 0)
		return sketch_peer_closes(k, true);
	else if (strcmp(line, "vanish") == 0)
		k->gone = true;
	else if (strcmp(line, "linger 0") == 0)
		k->lingers = true;
	else if (strcmp(line, "echo off") == 0)
		k->mute = true;
	else if (strcmp(line, "read off") == 0)
		k->deaf = true;
	else if (strcmp(line, "probe") == 0)
		sketch_peer_nudges(k);
	else
		return line;
	return NULL;
}

static const char *
tell_signal(struct sketch *k, const char *line)
{
	if (strcmp(line, "KILL peer") == 0)
		return sketch_peer_closes(k, false);
	if (strcmp(line, "STOP peer") != 0)
		return line;
	k->deaf = true;
	return NULL;
}

static const char *
tell_subject(struct sketch *k, const char *line)
{
	unsigned n;
	char end;

	if (sscanf(line, "send %u%c", &n, &end) != 1)
		return line;
	sketch_subject_sends(k, n, 0);
	return NULL;
}

static int
sketch_tell(
    void *data, enum actor who, const char *line, char *answer, char *error)
{
	struct sketch *k = data;
	const char *unknown = line;

	(void)answer;
	switch (who) {
	case ACTOR_PATH:
		unknown = tell_path(k, line);
		break;
	case ACTOR_PEER:
		unknown = tell_peer(k, line);
		break;
	case ACTOR_SUBJECT:
		unknown = tell_subject(k, line);
		break;
	case ACTOR_SIGNAL:
		unknown = tell_signal(k, line);
		break;
	case ACTOR_LAB:
	case ACTOR_RELAY:
	case ACTOR_CALL:
	case ACTOR_PROMPT:
	case ACTORS:
		break;
	}
	return unknown ? only_packets(actor_name(who), unknown, error) : 0;
}

/* What waits for a retransmission comes with it. */
static int
sketch_await(void *data, const struct check *check, char *error)
{
	struct sketch *k = data;
	int64_t until_us = k->now_us + MS;

	(void)error;
	if (check->to_subject && k->to_subject == PASSES_ALL &&
	    k->theirs.bytes > 0 && k->theirs.next_us > until_us)
		until_us = k->theirs.next_us;
	sketch_until(k, until_us);
	return 0;
}

static int
sketch_hold(void *data, int ms, char *error)
{
	struct sketch *k = data;

	(void)error;
	sketch_ask_on(k);
	sketch_until(k, k->now_us + (ms + k->how->longer_ms) * MS);
	return 0;
}

static int
sketch_fault(void *data, bool done, char *error)
{
	struct sketch *k = data;
	struct plot *p = &k->tl->plot;

	(void)error;
	*(done ? &p->fault_ended_ns : &p->fault_ns) = BEGIN_NS +
	    k->now_us * 1000;
	if (done)
		sketch_ask_on(k);
	else
		sketch_mark(k, FAULT, 0);
	return 1;
}

/* What it sends, and when: a declaration tells it of some. */
static const char *
untold(const struct declaration *d, const struct sketching *how)
{
	if (d->sees[SILENCE].when.since == SINCE_SEGMENT &&
	    (how->idle_ms <= 0 || how->every_ms <= 0))
		return "has a keepalive whose times are not known";
	if (d->kind == EXTERNAL)
		return "declares nothing";
	if (d->kind == ONCE && d->speaks &&
	    d->sees[SILENCE].when.since != SINCE_UNACKED)
		return "does not declare what it sends";
	if ((d->kind == WAITS && d->speaks && d->beat_ms == 0) ||
	    (d->kind == ASKS && d->speaks && d->patience_ms == 0))
		return "does not declare when it sends";
	return NULL;
}

static void
begin(struct sketch *k)
{
	const struct declaration *d = k->d;

	k->beat_us = d->kind == WAITS && d->beat_ms > 0 ? 0 : NO_TIME;
	k->check_us = d->kind == ASKS ? 0 : NO_TIME;
	k->answer_us = k->probe_us = NO_TIME;
	if (d->sees[SILENCE].when.since == SINCE_SEGMENT)
		k->probe_us = k->how->idle_ms * MS;
	sketch_mark(k, READY, 0);
	sketch_until(k, SETTLE_US + k->how->phase_ms * MS);
}

static int
play(struct sketch *k, const struct scenario *s, char error[CASE_ERROR])
{
	const struct stage stage = { k, sketch_tell, sketch_await, sketch_hold,
		sketch_fault };
	/* where nothing ends, time counts from the script's beginning */
	bool lives = s->n_truth > 0 && s->truth[0] == FORM_OPEN;
	int64_t from_us;

	if (s->prepare.text[0] != '\0' || s->mute)
		return only_packets("script", "prepare", error);
	begin(k);
	from_us = k->now_us;
	k->held = s->has_fault && k->d->speaks;
	if (scenario_run(s, &s->script, &stage, error) == -1)
		return -1;
	sketch_ask_on(k);
	if (k->d->kind == ONCE) {
		sketch_mark(k, CHECK, 0);
		if (k->d->speaks)
			sketch_subject_sends(k, 1, 1);
	}
	sketch_until(k, (lives ? from_us : k->now_us) + k->how->window_ms * MS);
	return 0;
}

int
scenario_sketch(const struct scenario *s, const struct declaration *d,
    const struct sketching *how, struct timeline *tl, char error[CASE_ERROR])
{
	struct sketch k = { .d = d, .how = how, .tl = tl };
	const char *why = untold(d, how);

	*tl = (struct timeline) { .plot = PLOT(FORM_OPEN),
		.began_ns = BEGIN_NS };
	tl->plot.ready_ns = BEGIN_NS;
	if (why)
		return only_packets("the subject", why, error);
	if (play(&k, s, error) == 0 && !k.no_memory) {
		tl->plot.horizon_ns = BEGIN_NS + k.now_us * 1000;
		timeline_settle(tl);
		return 0;
	}
	if (k.no_memory)
		snprintf(error, CASE_ERROR, "out of memory");
	timeline_free(tl);
	return -1;
}

static int
timer_of(const struct cases *cases, const char *name)
{
	size_t i;

	for (i = 0; i < cases->n_timers; i++)
		if (strcmp(cases->timers[i].name, name) == 0)
			return cases->timers[i].value;
	return 0;
}

struct sketching
cases_sketching(const struct cases *cases, int window_ms)
{
	return (struct sketching) { .window_ms = window_ms,
		.idle_ms = 1000 * timer_of(cases, "keepalive.idle"),
		.every_ms = 1000 * timer_of(cases, "keepalive.interval") };
}
