/* clauses.c - holds the clauses of RFC 9293 against what a cell shows. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verdict/private.h"

/* RFC 6298 5.5, with room for the granularity of timers. */
#define DOUBLED_FROM 1.7
#define DOUBLED_TO 2.3
#define LONGEST_NS 60e9
#define MS 1000000LL
#define DOUBLING_LEAST 4 /* transmissions: three waits, two of them ratios */

/* What became of one condition. */
struct finding {
	bool applies; /* else: nothing here that it speaks of */
	bool ok;
	size_t packet; /* 1-based, that shows it; 0: no packet does */
	char got[128]; /* what was found instead */
};

static struct finding finding(bool ok, size_t packet, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static struct finding
finding(bool ok, size_t packet, const char *format, ...)
{
	struct finding f = { true, ok, packet, "" };
	va_list args;

	va_start(args, format);
	vsnprintf(f.got, sizeof(f.got), format, args);
	va_end(args);
	return f;
}

static struct finding
nothing(void)
{
	return (struct finding) { false, true, 0, "" };
}

/* The packets that a condition speaks of, as indices; -1: broken filter. */
static long
look(const struct hearing *h, const struct condition *d,
    const struct check *check, size_t *which)
{
	char error[WIRE_ERROR];
	long n = check_find(
	    check, &h->packets, &h->book->plot, h->spec->family, which, error);
	int64_t from = INT64_MAX;
	long i, kept = 0;
	size_t k;

	if (n == -1 || d->after == FORMS)
		return d->first && n > 1 ? 1 : n;
	/* what left as the segment came in is no answer to it */
	for (k = h->truth.n; k-- > 0;)
		if (h->truth.moments[k].form == d->after)
			from = h->truth.moments[k].t_ns +
			    (check->seen ? 0 : MS);
	for (i = 0; i < n; i++)
		if (h->packets.v[which[i]].t_ns > from)
			which[kept++] = which[i];
	return d->first && kept > 1 ? 1 : kept;
}

static struct finding
count(const struct hearing *h, const struct condition *d, size_t *which)
{
	long n = look(h, d, &d->check, which), last = (long)d->check.min;

	if (n == -1)
		return nothing();
	/* of "3..9" the third is what shows it */
	last = !d->check.seen ? 1 : last < n ? last : n;
	return finding(check_holds(&d->check, n),
	    n > 0 ? which[last - 1] + 1 : 0, "counted %ld", n);
}

/* By the clock of the leg of who answers. */
static int64_t
time_at(const struct packet *p, bool subject)
{
	return subject || p->peer_t_ns == WIRE_NEVER ? p->t_ns : p->peer_t_ns;
}

/* The first reply that its host sent in time; p->n if there is none. */
static size_t
reply_to(const struct hearing *h, const struct condition *d, size_t asked,
    const size_t *replies, long n)
{
	bool subject = d->check.to_subject;
	enum leg leg = subject ? SUBJECT_LEG : PEER_LEG;
	const struct packet *p = &h->packets.v[asked], *q;
	int64_t waited;
	long i;

	for (i = 0; i < n; i++) {
		q = &h->packets.v[replies[i]];
		waited = time_at(q, subject) - time_at(p, subject);
		if ((q->legs & leg) != 0 && waited >= 0 &&
		    waited >= (int64_t)d->from * MS &&
		    waited / MS <= (int64_t)d->to &&
		    (!d->takes_seq || q->seg.seq == p->seg.ack))
			return replies[i];
	}
	return h->packets.n;
}

/* What came too late to be answered before the captures end is not asked. */
static bool
in_time(
    const struct hearing *h, const struct condition *d, const struct packet *p)
{
	return d->check.when == WITH_PROOF ||
	    h->book->plot.horizon_ns == INT64_MAX ||
	    p->t_ns + (int64_t)d->to * MS <= h->book->plot.horizon_ns;
}

static struct finding
answered(const struct hearing *h, const struct condition *d, size_t *which)
{
	size_t *replies = which + h->packets.n, found = 0;
	long n = look(h, d, &d->check, which), i;
	char error[WIRE_ERROR];
	long m = check_find(&d->reply, &h->packets, &h->book->plot,
	    h->spec->family, replies, error);

	if (n == -1 || m == -1)
		return nothing();
	for (i = 0; i < n; i++) {
		size_t reply = reply_to(h, d, which[i], replies, m);

		if (reply == h->packets.n &&
		    in_time(h, d, &h->packets.v[which[i]]))
			return finding(
			    false, which[i] + 1, "this was not answered so");
		found = reply == h->packets.n ? found : reply + 1;
	}
	return found == 0 ? nothing() : finding(true, found, "all were");
}

/*
 * The waits between which[0], which[1]...: each twice the one before, up to a
 * longest, which is at least 60 s (RFC 6298 2.5).
 */
static struct finding
doubles(const struct hearing *h, const size_t *which, long n)
{
	const struct packet *v = h->packets.v;
	double wait, before = 0, ratio;
	long i;

	for (i = 1; i < n; i++) {
		wait = (double)(v[which[i]].t_ns - v[which[i - 1]].t_ns);
		ratio = before > 0 ? wait / before : 2;
		/* the first may have been a tail loss probe's (RFC 8985) */
		if (ratio > DOUBLED_TO ||
		    (i > 2 && ratio < DOUBLED_FROM && wait < LONGEST_NS))
			return finding(false, which[i] + 1,
			    "waited %.0f ms, %.2f times as long as before",
			    wait / MS, ratio);
		before = wait;
	}
	return finding(
	    true, which[n - 1] + 1, "after %.0f ms, the last", before / MS);
}

/* Each run of packets with one sequence number. */
static struct finding
doubling(const struct hearing *h, const struct condition *d, size_t *which)
{
	const struct packet *v = h->packets.v;
	long n = look(h, d, &d->check, which), first, end;
	struct finding f, last = nothing();

	for (first = 0; first < n; first = end) {
		for (end = first + 1; end < n &&
		     v[which[end]].seg.seq == v[which[first]].seg.seq;
		     end++)
			;
		if (end - first < DOUBLING_LEAST)
			continue;
		f = doubles(h, which + first, end - first);
		if (!f.ok)
			return f;
		last = f;
	}
	return last;
}

static struct finding
spaced(const struct hearing *h, const struct condition *d, size_t *which)
{
	long n = look(h, d, &d->check, which), i;
	int64_t gap = 0;

	for (i = 1; i < n; i++) {
		gap = h->packets.v[which[i]].t_ns -
		    h->packets.v[which[i - 1]].t_ns;
		if (gap < (int64_t)d->from * MS || gap / MS > (int64_t)d->to)
			return finding(false, which[i] + 1,
			    "%.1f ms after the one before", (double)gap / MS);
	}
	return n < 2 ? nothing() :
		       finding(true, which[n - 1] + 1,
			   "%.1f ms after the one before", (double)gap / MS);
}

/* What showed the subject what it said: the truth's last packet by then. */
static struct finding
said(const struct hearing *h, const struct condition *d)
{
	const struct word word = h->word;
	enum verdict v = word.verdict == UNSAID ? OPEN : word.verdict;

	return finding(d->mask >> v & 1,
	    judge_moment(&h->truth, word.t_ns)->packet, "%s%s%s%s",
	    verdict_name(v), word.index < h->n_judged ? " (" : "",
	    word.index < h->n_judged ?
		h->book->reports[word.index].said.detail :
		"",
	    word.index < h->n_judged ? ")" : "");
}

static struct finding
in_state(const struct hearing *h, const struct condition *d)
{
	if (h->book->state == -1 || !state_name(h->book->state))
		return nothing();
	return finding(d->mask >> h->book->state & 1,
	    judge_moment(&h->truth, WIRE_NEVER)->packet, "%s",
	    state_name(h->book->state));
}

static struct finding
option(const struct hearing *h, const struct condition *d)
{
	const struct option_found *o = notebook_find_option(
	    h->book, d->level, d->option);

	if (!o)
		return nothing();
	if (o->error)
		return finding(false, 0, "%s", strerror(o->error));
	return finding((unsigned long)o->value >= d->from &&
		(unsigned long)o->value <= d->to,
	    0, "%d", o->value);
}

/* Another kernel may have no such setting. */
static struct finding
setting(const struct hearing *h, const struct condition *d)
{
	const struct setting_found *s = notebook_find_setting(
	    h->book, d->setting);

	if (!s)
		return nothing();
	return finding(
	    s->value >= d->from && s->value <= d->to, 0, "%lu", s->value);
}

static struct finding
find(const struct hearing *h, const struct condition *d, size_t *which)
{
	switch (d->regard) {
	case SAYS:
		return said(h, d);
	case IN_STATE:
		return in_state(h, d);
	case OPTION:
		return option(h, d);
	case SETTING:
		return setting(h, d);
	case COUNTED:
		return count(h, d, which);
	case ANSWERED:
		return answered(h, d, which);
	case DOUBLING:
		return doubling(h, d, which);
	case SPACED:
		return spaced(h, d, which);
	}
	return nothing();
}

/* Where the packet stands in which capture. */
static void
add_frame(const struct hearing *h, json_t *entry, size_t packet)
{
	const struct packet *p = &h->packets.v[packet - 1];
	int leg = (p->legs & SUBJECT_LEG) != 0 ? 0 : 1;

	json_object_set_new(entry, "packet", json_integer((json_int_t)packet));
	json_object_set_new(
	    entry, "frame", json_integer(p->frame - h->book->leg[leg].v + 1));
	json_object_set_new(
	    entry, "leg", json_string(leg == 0 ? "subject" : "peer"));
}

static void
add_finding(const struct hearing *h, json_t *list, const struct clause *clause,
    const struct condition *d, const struct finding *f)
{
	json_t *entry = json_pack("{s:s, s:b, s:s, s:n}", "id", clause->id,
	    "ok", f->ok, "check", d->text, "packet");
	json_t *got = json_string(f->got);

	if (f->packet != 0)
		add_frame(h, entry, f->packet);
	json_object_set_new(entry, "got", got ? got : json_string("?"));
	json_array_append_new(list, entry);
}

/* Where no packet shows a thing, the one before it in the test does. */
static void
try(const struct hearing *h, json_t *list, const struct clause *clause,
    const struct trial *t, size_t *which)
{
	const struct plot *p = &h->book->plot;
	size_t i, shown = 0;
	struct finding f;

	/* what had no time to happen is neither upheld nor violated */
	if (t->needs_ms > 0 && h->word.t_ns == WIRE_NEVER &&
	    p->horizon_ns < INT64_MAX &&
	    p->horizon_ns - p->ready_ns < t->needs_ms * MS)
		return;
	for (i = 0; i < t->n_conditions; i++) {
		f = find(h, &t->conditions[i], which);
		if (!f.applies)
			continue;
		f.packet = f.packet ? f.packet : shown;
		shown = f.packet;
		add_finding(h, list, clause, &t->conditions[i], &f);
	}
}

json_t *
hearing_clauses(const struct hearing *h)
{
	const struct spec *s = h->spec;
	const struct cases *cases = h->cases;
	/* the packets asked about, and the replies */
	size_t *which = calloc(2 * h->packets.n + 1, sizeof(*which));
	json_t *list = json_array();
	const struct clause *clause;
	size_t i, k;

	if (!which)
		return list;
	for (i = 0; i < cases->n_clauses; i++) {
		clause = &cases->clauses[i];
		for (k = 0; k < clause->n_trials; k++)
			if (trial_chooses(&clause->trials[k], s->scenario->name,
				s->subject->name, s->family))
				try(h, list, clause, &clause->trials[k], which);
	}
	free(which);
	return list;
}
