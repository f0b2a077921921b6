/* evidence.c - what a cell saw, for its record: packets, words, deeds. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "verdict/private.h"

/* Whole microseconds, rounded down on both sides of zero. */
json_t *
hearing_since(int64_t zero_ns, int64_t t_ns)
{
	int64_t ns;

	if (t_ns == WIRE_NEVER)
		return json_null();
	ns = t_ns - zero_ns;
	return json_integer(ns / 1000 - (ns % 1000 < 0));
}

json_t *
hearing_since_zero(const struct hearing *h, int64_t t_ns)
{
	return hearing_since(notebook_zero_ns(h->book), t_ns);
}

static json_t *
truth_json(const struct hearing *h)
{
	json_t *list = json_array();
	const struct moment *m;
	size_t i;

	for (i = 0; i < h->truth.n; i++) {
		m = &h->truth.moments[i];
		json_array_append_new(list,
		    json_pack("{s:s, s:o, s:o}", "form", form_name(m->form),
			"t_us", hearing_since_zero(h, m->t_ns), "packet",
			m->packet ? json_integer((json_int_t)m->packet) :
				    json_null()));
	}
	return list;
}

static json_t *
reports_json(const struct hearing *h)
{
	json_t *list = json_array();
	const struct report *r;
	size_t i;

	for (i = 0; i < h->n_judged; i++) {
		r = &h->book->reports[i];
		json_array_append_new(list,
		    json_pack("{s:o, s:s, s:o, s:I}", "t_us",
			hearing_since_zero(h, r->t_ns), "verdict",
			verdict_name(r->said.verdict), "detail",
			harmless_string(r->said.detail), "lag_us",
			(json_int_t)(r->lag_ns / 1000)));
	}
	return list;
}

/* What is no segment of the watched connection, in words; NULL for one. */
static const char *
other_protocol(const struct packet *p, char *text, size_t size)
{
	const struct segment *s = &p->seg;

	switch (s->proto) {
	case PROTO_TCP:
		return packet_is_anothers(p) ? "another connection" : NULL;
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
verdict_packet(const struct packet *p, int64_t zero_ns)
{
	static const char *const party[] = { "subject", "peer", "path" };
	static const char *const fate[] = { "arrived", "dropped", "forged" };
	bool counts = !packet_is_anothers(p); /* else its numbers are 0 */
	char flags[40], text[40];

	return json_pack("{s:o, s:o, s:s, s:s, s:b, s:s, s:s*, s:I, s:I, s:i, "
			 "s:i, s:s}",
	    "t_us", hearing_since(zero_ns, p->t_ns), "peer_t_us",
	    hearing_since(zero_ns, p->peer_t_ns), "from", party[p->from],
	    "fate", fate[p->fate], "to_subject", p->to_subject, "flags",
	    p->seg.proto == PROTO_TCP ?
		flags_text(p->seg.flags, flags, sizeof(flags)) :
		"",
	    "other", other_protocol(p, text, sizeof(text)), "seq",
	    counts ? (json_int_t)p->rel_seq : 0, "ack",
	    counts ? (json_int_t)p->rel_ack : 0, "len", (int)p->seg.payload_len,
	    "win", (int)p->seg.window, "note", p->note);
}

/*
 * What is on its sender's leg only was dropped, but for the last ones, as many
 * as the path still had when it was asked at the end.
 */
static json_t *
packets_json(const struct hearing *h)
{
	json_t *list = json_array(), *row;
	unsigned waiting = h->book->path_waits;
	size_t i;

	for (i = 0; i < h->packets.n; i++)
		json_array_append_new(list,
		    verdict_packet(
			&h->packets.v[i], notebook_zero_ns(h->book)));
	while (i-- > 0 && waiting > 0) {
		if (h->packets.v[i].fate != DROPPED)
			continue;
		row = json_array_get(list, i);
		json_object_set_new(row, "fate", json_string("waiting"));
		waiting--;
	}
	return list;
}

/* What the window holds back of the script's bytes, no packet shows. */
int64_t
hearing_sent(const struct hearing *h)
{
	int64_t sent = (int64_t)h->truth.bytes_out - h->book->script_sent;

	return sent > 0 ? sent : 0;
}

static json_t *
effects_json(const struct hearing *h)
{
	bool reset = h->truth.rst_ns != WIRE_NEVER;
	int64_t eaten = h->book->left < 0 ?
	    0 :
	    (int64_t)h->truth.bytes_in - h->book->left;

	return json_pack("{s:I, s:I, s:i, s:I, s:o}", "bytes_sent",
	    (json_int_t)hearing_sent(h), "bytes_eaten", (json_int_t)eaten,
	    "bytes_left", h->book->left, "probes",
	    (json_int_t)h->truth.probes_out, "error_consumed",
	    reset ? json_boolean(h->book->pending_error == 0) : json_null());
}

static json_t *
events_json(const struct hearing *h)
{
	json_t *list = json_array();
	const struct deed *d;
	size_t i;

	for (i = 0; i < h->book->n_deeds; i++) {
		d = &h->book->deeds[i];
		json_array_append_new(list,
		    json_pack("{s:o, s:s, s:o}", "t_us",
			hearing_since_zero(h, d->t_ns), "who", d->who, "text",
			harmless_string(d->text)));
	}
	return list;
}

static json_t *
states_json(const struct hearing *h)
{
	json_t *list = json_array();
	struct states found;
	size_t i;

	if (states_find(&found, h->packets.connections.watched) == -1)
		return list;
	for (i = 0; i < found.n; i++)
		json_array_append_new(list,
		    json_pack("{s:o, s:s, s:s}", "t_us",
			hearing_since_zero(h, found.v[i].t_ns), "who",
			found.v[i].who == SUBJECT ? "subject" : "peer", "state",
			state_name(found.v[i].state)));
	return list;
}

void
hearing_evidence(const struct hearing *h, json_t *record)
{
	json_object_set_new(
	    record, "zero_ns", json_integer(notebook_zero_ns(h->book)));
	json_object_set_new(record, "truth", truth_json(h));
	json_object_set_new(record, "reports", reports_json(h));
	json_object_set_new(record, "effects", effects_json(h));
	json_object_set_new(record, "events", events_json(h));
	json_object_set_new(record, "states", states_json(h));
	json_object_set_new(record, "socket_state",
	    state_name(h->book->state) ?
		json_string(state_name(h->book->state)) :
		json_null());
	json_object_set_new(record, "packets", packets_json(h));
}
