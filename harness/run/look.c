/* look.c - tells an onlooker what is new: packets, deeds, reports, states. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "run/cell.h"
#include "verdict/verdict.h"

#define LAG_NS (30 * MS)   /* by then a frame was captured on both legs */
#define LOST_NS (400 * MS) /* or will not come, in a cell that runs */

/* What was told of a packet, known by when it was first seen. */
struct told {
	int64_t t_ns;
	bool to_subject, arrived;
};

struct shown {
	struct told *v;
	size_t n, room;
	size_t reports, states, events;
	const char *state[2]; /* by hand: of subject and peer, as told last */
};

static json_int_t
since_ready(const struct cell *c, int64_t t_ns)
{
	int64_t ns = t_ns - c->book.plot.ready_ns;

	return ns / 1000 - (ns % 1000 < 0);
}

static int64_t
first_seen_ns(const struct packet *p)
{
	return p->to_subject && p->peer_t_ns != WIRE_NEVER ? p->peer_t_ns :
							     p->t_ns;
}

static struct told *
find_told(struct shown *shown, const struct packet *p)
{
	size_t i;

	for (i = shown->n; i > 0; i--)
		if (shown->v[i - 1].t_ns == first_seen_ns(p) &&
		    shown->v[i - 1].to_subject == p->to_subject)
			return &shown->v[i - 1];
	return NULL;
}

static struct told *
new_told(struct shown *shown, const struct packet *p)
{
	if (shown->n == shown->room) {
		shown->room = shown->room ? 2 * shown->room : 256;
		shown->v = realloc(shown->v, shown->room * sizeof(*shown->v));
		if (!shown->v)
			abort();
	}
	shown->v[shown->n] = (struct told) { first_seen_ns(p), p->to_subject,
		false };
	return &shown->v[shown->n++];
}

/* Is its fate certain, as far as it can be? */
static bool
is_settled(const struct cell *c, const struct packet *p, int64_t before_ns)
{
	int64_t lag = c->hand.is || before_ns == INT64_MAX ? 0 :
	    p->fate == DROPPED				   ? LOST_NS :
							     LAG_NS;

	return p->fate == ARRIVED || p->t_ns < before_ns - lag;
}

static void
tell_packet(struct cell *c, const struct packet *p, json_t *list)
{
	struct told *told = find_told(c->shown, p);
	json_t *row;

	if (told && (told->arrived || p->fate != ARRIVED))
		return;
	row = verdict_packet(p, c->book.plot.ready_ns);
	if (p->fate == DROPPED && c->book.path_waits > 0)
		json_object_set_new(row, "fate", json_string("waiting"));
	if (told) {
		/* told as missing before: now it stands where it arrived */
		json_object_set_new(row, "note", json_string("arrives now"));
		json_object_set(row, "t_us",
		    json_object_get(row, p->to_subject ? "t_us" : "peer_t_us"));
		json_object_set_new(row, "peer_t_us", json_null());
	} else
		told = new_told(c->shown, p);
	told->arrived = p->fate == ARRIVED;
	json_array_append_new(list, row);
}

static void
tell_state(json_t *list, json_int_t t_us, const char *who, const char *name)
{
	json_array_append_new(list,
	    json_pack(
		"{s:I, s:s, s:s}", "t_us", t_us, "who", who, "state", name));
}

/* Those that the packets imply. */
static void
tell_implied(struct cell *c, const struct connection *watched, json_t *list)
{
	const struct state_change *change;
	struct states found;
	const char *name;
	bool peer;

	if (states_find(&found, watched) == -1)
		return;
	for (; c->shown->states < found.n; c->shown->states++) {
		change = &found.v[c->shown->states];
		name = state_name(change->state);
		peer = change->who == PEER;
		if (!c->shown->state[peer] ||
		    strcmp(c->shown->state[peer], name) != 0)
			tell_state(list, since_ready(c, change->t_ns),
			    peer ? "peer" : "subject", name);
		c->shown->state[peer] = name;
	}
}

/*
 * By hand each kernel is asked, too: what ended without a packet, and what did
 * not end in spite of one, only it knows.
 */
static void
tell_known(struct cell *c, json_t *list)
{
	static const enum host host[2] = { HOST_SUBJECT, HOST_PEER };
	char error[LAB_ERROR];
	const char *name;
	int i, state;

	for (i = 0; i < 2; i++) {
		state = lab_tcp_state(
		    c->lab, host[i], (uint16_t)c->hand.port, PORT, error);
		if (state == -1)
			continue;
		name = state_name(state) ? state_name(state) : "CLOSED";
		if (c->shown->state[i] && strcmp(name, c->shown->state[i]) == 0)
			continue;
		c->shown->state[i] = name;
		tell_state(list, since_ready(c, lab_wall()),
		    i == 0 ? "subject" : "peer", name);
	}
}

static void
tell_events(struct cell *c, json_t *list)
{
	const struct deed *d;

	for (; c->shown->events < c->book.n_deeds; c->shown->events++) {
		d = &c->book.deeds[c->shown->events];
		json_array_append_new(list,
		    json_pack("{s:I, s:s, s:o}", "t_us",
			since_ready(c, d->t_ns), "who", d->who, "text",
			harmless_string(d->text)));
	}
}

static void
tell_reports(struct cell *c, json_t *list)
{
	const struct report *r;

	for (; c->shown->reports < c->book.n_reports; c->shown->reports++) {
		r = &c->book.reports[c->shown->reports];
		json_array_append_new(list,
		    json_pack("{s:I, s:s, s:o}", "t_us",
			since_ready(c, r->t_ns), "verdict",
			verdict_name(r->said.verdict), "detail",
			harmless_string(r->said.detail)));
	}
}

static void
tell_packets(struct cell *c, int64_t before_ns, json_t *news)
{
	json_t *packets = json_object_get(news, "packets"),
	       *states = json_object_get(news, "states");
	struct packets joined;
	struct truth truth;
	size_t i;

	if (notebook_packets(&c->book, &joined) == -1)
		return;
	truth_establish(&truth, joined.connections.watched, &c->book.plot);
	packets_note_proof(&joined, &c->book.plot);
	for (i = 0; i < joined.n; i++)
		if (is_settled(c, &joined.v[i], before_ns))
			tell_packet(c, &joined.v[i], packets);
	tell_implied(c, joined.connections.watched, states);
	packets_free(&joined);
}

void
cell_look(struct cell *c, int64_t before_ns)
{
	const struct onlooker *o = c->setting->onlooker;
	json_t *news;

	if (!o || !c->lab || !c->book.ready)
		return;
	if (!c->shown)
		c->shown = calloc(1, sizeof(*c->shown));
	news = json_pack("{s:[], s:[], s:[], s:[]}", "events", "packets",
	    "states", "reports");
	if (!c->shown || !news)
		abort();
	tell_events(c, json_object_get(news, "events"));
	tell_packets(c, before_ns, news);
	if (c->hand.is)
		tell_known(c, json_object_get(news, "states"));
	tell_reports(c, json_object_get(news, "reports"));
	o->look(o->data, news);
	json_decref(news);
}

const char *
cell_state_told(const struct cell *c, enum host host)
{
	const char *name = c->shown ? c->shown->state[host == HOST_PEER] : NULL;

	return name ? name : "CLOSED";
}

void
cell_look_on(struct cell *c)
{
	if (c->setting->onlooker && !c->hand.is)
		cell_look(c, lab_wall());
}
