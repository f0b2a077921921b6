/* evidence.c - what a cell saw, for its record: packets, words, deeds. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "run/cell.h"

void
cell_note_at(struct cell *c, int64_t t_ns, const char *who, const char *text)
{
	if (!c->events)
		c->events = json_array();
	if (json_array_size(c->events) < MAX_EVENTS)
		json_array_append_new(c->events,
		    json_pack("{s:I, s:s, s:o}", "t_us", (json_int_t)t_ns,
			"who", who, "text", cell_text(text)));
}

void
cell_note(struct cell *c, const char *who, const char *format, ...)
{
	char text[CASE_ERROR];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	cell_note_at(c, clock_wall_ns(), who, text);
}

/* Whole microseconds, rounded down on both sides of zero. */
static json_t *
since(int64_t zero_ns, int64_t t_ns)
{
	int64_t ns;

	if (t_ns == WIRE_NEVER)
		return json_null();
	ns = t_ns - zero_ns;
	return json_integer(ns / 1000 - (ns % 1000 < 0));
}

json_t *
cell_since_zero(const struct cell *c, int64_t t_ns)
{
	return since(cell_zero_ns(c), t_ns);
}

static json_t *
truth_json(const struct cell *c)
{
	json_t *list = json_array();
	const struct moment *m;
	size_t i;

	for (i = 0; i < c->truth.n; i++) {
		m = &c->truth.moments[i];
		json_array_append_new(list,
		    json_pack("{s:s, s:o, s:o}", "form", form_name(m->form),
			"t_us", cell_since_zero(c, m->t_ns), "packet",
			m->packet ? json_integer((json_int_t)m->packet) :
				    json_null()));
	}
	return list;
}

/* A detail is the subject's: it may hold anything, where JSON may not. */
json_t *
cell_text(const char *text)
{
	return harmless_string(text);
}

static json_t *
reports_json(const struct cell *c)
{
	json_t *list = json_array();
	const struct report *r;
	size_t i;

	for (i = 0; i < c->n_judged; i++) {
		r = &c->reports[i];
		json_array_append_new(list,
		    json_pack("{s:o, s:s, s:o, s:I}", "t_us",
			cell_since_zero(c, r->t_ns), "verdict",
			verdict_name(r->said.verdict), "detail",
			cell_text(r->said.detail), "lag_us",
			(json_int_t)(r->lag_ns / 1000)));
	}
	return list;
}

/* What is not of the connection, in words; NULL for what is. */
static const char *
other_protocol(const struct packet *p, char *text, size_t size)
{
	const struct segment *s = &p->seg;

	switch (s->proto) {
	case PROTO_TCP:
		return p->watched ? NULL : "another connection";
	case PROTO_ICMP:
	case PROTO_ICMPV6:
		snprintf(text, size, "%s type %u code %u",
		    s->proto == PROTO_ICMP ? "ICMP" : "ICMPv6", s->icmp_type,
		    s->icmp_code);
		return text;
	case PROTO_ARP:
		return s->arp_op == 1 ? "ARP request" : "ARP reply";
	case PROTO_OTHER:
		break;
	}
	return "not TCP";
}

json_t *
cell_packet(const struct packet *p, int64_t zero_ns)
{
	static const char *const party[] = { "subject", "peer", "path" };
	static const char *const fate[] = { "arrived", "dropped", "forged" };
	char flags[40], text[40];

	return json_pack("{s:o, s:o, s:s, s:s, s:b, s:s, s:s*, s:I, s:I, s:i, "
			 "s:i, s:s}",
	    "t_us", since(zero_ns, p->t_ns), "peer_t_us",
	    since(zero_ns, p->peer_t_ns), "from", party[p->from], "fate",
	    fate[p->fate], "to_subject", p->to_subject, "flags",
	    p->seg.proto == PROTO_TCP ?
		flags_text(p->seg.flags, flags, sizeof(flags)) :
		"",
	    "other", other_protocol(p, text, sizeof(text)), "seq",
	    (json_int_t)p->rel_seq, "ack", (json_int_t)p->rel_ack, "len",
	    (int)p->seg.payload_len, "win", (int)p->seg.window, "note",
	    p->note);
}

void
cell_ask_path(struct cell *c)
{
	char answer[CASE_ERROR] = "";
	const char *waiting;

	c->path_waits = 0;
	if (!in_step(c, &c->path, answer))
		return;
	waiting = strstr(answer, "waiting ");
	if (waiting)
		c->path_waits = (unsigned)strtoul(waiting + 8, NULL, 10);
}

/*
 * What is on its sender's leg only was dropped, but for the last ones, as many
 * as the path still had when it was asked at the end.
 */
static json_t *
packets_json(const struct cell *c)
{
	json_t *list = json_array(), *row;
	unsigned waiting = c->path_waits;
	size_t i;

	for (i = 0; i < c->packets.n; i++)
		json_array_append_new(
		    list, cell_packet(&c->packets.v[i], cell_zero_ns(c)));
	while (i-- > 0 && waiting > 0) {
		if (c->packets.v[i].fate != DROPPED)
			continue;
		row = json_array_get(list, i);
		json_object_set_new(row, "fate", json_string("waiting"));
		waiting--;
	}
	return list;
}

static json_t *
effects_json(const struct cell *c)
{
	bool reset = c->truth.rst_ns != WIRE_NEVER;
	int64_t eaten = c->left < 0 ? 0 : (int64_t)c->truth.bytes_in - c->left;

	return json_pack("{s:I, s:I, s:i, s:I, s:o}", "bytes_sent",
	    (json_int_t)c->truth.bytes_out - c->script_sent, "bytes_eaten",
	    (json_int_t)eaten, "bytes_left", c->left, "probes",
	    (json_int_t)c->truth.probes_out, "error_consumed",
	    reset ? json_boolean(c->pending_error == 0) : json_null());
}

/* Noted in absolute time: zero was not known then. */
static json_t *
events_json(const struct cell *c)
{
	json_t *event, *t;
	size_t i;

	json_array_foreach (c->events, i, event) {
		t = cell_since_zero(
		    c, json_integer_value(json_object_get(event, "t_us")));
		json_object_set_new(event, "t_us", t);
	}
	return c->events ? json_incref(c->events) : json_array();
}

static json_t *
states_json(const struct cell *c)
{
	json_t *list = json_array();
	struct states found;
	size_t i;

	if (states_find(&found, &c->packets) == -1)
		return list;
	for (i = 0; i < found.n; i++)
		json_array_append_new(list,
		    json_pack("{s:o, s:s, s:s}", "t_us",
			cell_since_zero(c, found.v[i].t_ns), "who",
			found.v[i].who == SUBJECT ? "subject" : "peer", "state",
			tcp_state_name(found.v[i].state)));
	return list;
}

void
cell_evidence(const struct cell *c, json_t *record)
{
	json_object_set_new(record, "zero_ns", json_integer(cell_zero_ns(c)));
	json_object_set_new(record, "truth", truth_json(c));
	json_object_set_new(record, "reports", reports_json(c));
	json_object_set_new(record, "effects", effects_json(c));
	json_object_set_new(record, "events", events_json(c));
	json_object_set_new(record, "states", states_json(c));
	json_object_set_new(record, "socket_state",
	    state_name(c->state) ? json_string(state_name(c->state)) :
				   json_null());
	json_object_set_new(record, "packets", packets_json(c));
	recovery_record(c, record);
}
