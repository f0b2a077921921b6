/* clauses.c - holds the clauses of RFC 9293 against what a cell shows. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "run/cell.h"

/* RFC 6298 5.5, with room for the granularity of timers. */
#define DOUBLED_FROM 1.7
#define DOUBLED_TO 2.3
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

/* A program that connects anew begins a connection of its own. */
static bool
of_another(const struct packet *p)
{
	return p->seg.proto == PROTO_TCP && !p->watched;
}

/* The packets that a condition speaks of, as indices; -1: broken filter. */
static long
look(const struct cell *c, const struct condition *d, const struct check *check,
    size_t *which)
{
	char error[WIRE_ERROR];
	long n = check_find(
	    check, &c->packets, &c->plot, c->spec->family, which, error);
	int64_t from = INT64_MAX;
	long i, kept = 0;
	size_t k;

	if (n == -1 || d->after == FORMS)
		return d->first && n > 1 ? 1 : n;
	/* what left as the segment came in is no answer to it */
	for (k = c->truth.n; k-- > 0;)
		if (c->truth.moments[k].form == d->after)
			from = c->truth.moments[k].t_ns +
			    (check->seen ? 0 : MS);
	for (i = 0; i < n; i++)
		if (c->packets.v[which[i]].t_ns > from &&
		    !of_another(&c->packets.v[which[i]]))
			which[kept++] = which[i];
	return d->first && kept > 1 ? 1 : kept;
}

static struct finding
count(const struct cell *c, const struct condition *d, size_t *which)
{
	long n = look(c, d, &d->check, which), last = (long)d->check.min;

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
reply_to(const struct cell *c, const struct condition *d, size_t asked,
    const size_t *replies, long n)
{
	bool subject = d->check.to_subject;
	enum leg leg = subject ? SUBJECT_LEG : PEER_LEG;
	const struct packet *p = &c->packets.v[asked], *q;
	int64_t waited;
	long i;

	for (i = 0; i < n; i++) {
		q = &c->packets.v[replies[i]];
		waited = time_at(q, subject) - time_at(p, subject);
		if ((q->legs & leg) != 0 && waited >= 0 &&
		    waited >= (int64_t)d->from * MS &&
		    waited / MS <= (int64_t)d->to &&
		    (!d->takes_seq || q->seg.seq == p->seg.ack))
			return replies[i];
	}
	return c->packets.n;
}

/* What came too late to be answered before the captures end is not asked. */
static bool
in_time(const struct cell *c, const struct condition *d, const struct packet *p)
{
	return d->check.when == WITH_PROOF || c->plot.horizon_ns == INT64_MAX ||
	    p->t_ns + (int64_t)d->to * MS <= c->plot.horizon_ns;
}

static struct finding
answered(const struct cell *c, const struct condition *d, size_t *which)
{
	size_t *replies = which + c->packets.n, found = 0;
	long n = look(c, d, &d->check, which), i;
	char error[WIRE_ERROR];
	long m = check_find(
	    &d->reply, &c->packets, &c->plot, c->spec->family, replies, error);

	if (n == -1 || m == -1)
		return nothing();
	for (i = 0; i < n; i++) {
		size_t reply = reply_to(c, d, which[i], replies, m);

		if (reply == c->packets.n &&
		    in_time(c, d, &c->packets.v[which[i]]))
			return finding(
			    false, which[i] + 1, "this was not answered so");
		found = reply == c->packets.n ? found : reply + 1;
	}
	return found == 0 ? nothing() : finding(true, found, "all were");
}

/* The waits between which[0], which[1]...: each twice the one before. */
static struct finding
doubles(const struct cell *c, const size_t *which, long n)
{
	const struct packet *v = c->packets.v;
	double wait, before = 0, ratio;
	long i;

	for (i = 1; i < n; i++) {
		wait = (double)(v[which[i]].t_ns - v[which[i - 1]].t_ns);
		ratio = before > 0 ? wait / before : 2;
		/* the first may have been a tail loss probe's (RFC 8985) */
		if (ratio > DOUBLED_TO || (i > 2 && ratio < DOUBLED_FROM))
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
doubling(const struct cell *c, const struct condition *d, size_t *which)
{
	const struct packet *v = c->packets.v;
	long n = look(c, d, &d->check, which), first, end;
	struct finding f, last = nothing();

	for (first = 0; first < n; first = end) {
		for (end = first + 1; end < n &&
		     v[which[end]].seg.seq == v[which[first]].seg.seq;
		     end++)
			;
		if (end - first < DOUBLING_LEAST)
			continue;
		f = doubles(c, which + first, end - first);
		if (!f.ok)
			return f;
		last = f;
	}
	return last;
}

static struct finding
spaced(const struct cell *c, const struct condition *d, size_t *which)
{
	long n = look(c, d, &d->check, which), i;
	int64_t gap = 0;

	for (i = 1; i < n; i++) {
		gap = c->packets.v[which[i]].t_ns -
		    c->packets.v[which[i - 1]].t_ns;
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
said(const struct cell *c, const struct condition *d)
{
	struct word word = judge_word(c->reports, c->n_judged);
	enum verdict v = word.verdict == UNSAID ? OPEN : word.verdict;

	return finding(d->mask >> v & 1,
	    judge_moment(&c->truth, word.t_ns)->packet, "%s%s%s%s",
	    verdict_name(v), word.index < c->n_judged ? " (" : "",
	    word.index < c->n_judged ? c->reports[word.index].said.detail : "",
	    word.index < c->n_judged ? ")" : "");
}

static struct finding
in_state(const struct cell *c, const struct condition *d)
{
	if (c->state == -1 || !state_name(c->state))
		return nothing();
	return finding(d->mask >> c->state & 1,
	    judge_moment(&c->truth, WIRE_NEVER)->packet, "%s",
	    state_name(c->state));
}

static struct finding
option(const struct cell *c, const struct condition *d)
{
	int value = 0;
	socklen_t len = sizeof(value);

	if (getsockopt(c->socket, d->level, d->option, &value, &len) == -1)
		return finding(false, 0, "%s", strerror(errno));
	return finding(
	    (unsigned long)value >= d->from && (unsigned long)value <= d->to, 0,
	    "%d", value);
}

static struct finding
setting(const struct condition *d)
{
	char file[256];
	unsigned long value;
	int n;
	FILE *f;

	snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", d->setting);
	f = fopen(file, "re");
	if (!f)
		return nothing(); /* another kernel, other settings */
	n = fscanf(f, "%lu", &value);
	fclose(f);
	if (n != 1)
		return nothing();
	return finding(value >= d->from && value <= d->to, 0, "%lu", value);
}

static struct finding
find(const struct cell *c, const struct condition *d, size_t *which)
{
	switch (d->regard) {
	case SAYS:
		return said(c, d);
	case IN_STATE:
		return in_state(c, d);
	case OPTION:
		return option(c, d);
	case SETTING:
		return setting(d);
	case COUNTED:
		return count(c, d, which);
	case ANSWERED:
		return answered(c, d, which);
	case DOUBLING:
		return doubling(c, d, which);
	case SPACED:
		return spaced(c, d, which);
	}
	return nothing();
}

/* Where the packet stands in which capture. */
static void
add_frame(const struct cell *c, json_t *entry, size_t packet)
{
	const struct packet *p = &c->packets.v[packet - 1];
	int leg = (p->legs & SUBJECT_LEG) != 0 ? 0 : 1;

	json_object_set_new(entry, "packet", json_integer((json_int_t)packet));
	json_object_set_new(
	    entry, "frame", json_integer(p->frame - c->trace[leg].v + 1));
	json_object_set_new(
	    entry, "leg", json_string(leg == 0 ? "subject" : "peer"));
}

static void
add_finding(const struct cell *c, json_t *list, const struct clause *clause,
    const struct condition *d, const struct finding *f)
{
	json_t *entry = json_pack("{s:s, s:b, s:s, s:n}", "id", clause->id,
	    "ok", f->ok, "check", d->text, "packet");
	json_t *got = json_string(f->got);

	if (f->packet != 0)
		add_frame(c, entry, f->packet);
	json_object_set_new(entry, "got", got ? got : json_string("?"));
	json_array_append_new(list, entry);
}

/* Where no packet shows a thing, the one before it in the test does. */
static void
try(const struct cell *c, json_t *list, const struct clause *clause,
    const struct trial *t, size_t *which)
{
	size_t i, shown = 0;
	struct finding f;

	for (i = 0; i < t->n_conditions; i++) {
		f = find(c, &t->conditions[i], which);
		if (!f.applies)
			continue;
		f.packet = f.packet ? f.packet : shown;
		shown = f.packet;
		add_finding(c, list, clause, &t->conditions[i], &f);
	}
}

json_t *
cell_clauses(struct cell *c)
{
	const struct spec *s = c->spec;
	const struct cases *cases = c->setting->cases;
	/* the packets asked about, and the replies */
	size_t *which = calloc(2 * c->packets.n + 1, sizeof(*which));
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
				try(c, list, clause, &clause->trials[k], which);
	}
	free(which);
	return list;
}
