/* recovery.c - how a subject came back, for the record. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "verdict/private.h"

#define STORM 10 /* more attempts a second are one */

static json_t *
numbered_json(const struct numbered *n)
{
	return json_pack("{s:i, s:i, s:i}", "sent", (int)n->sent, "lost",
	    (int)n->lost, "repeated", (int)n->repeated);
}

void
hearing_recovery(const struct hearing *h, json_t *record)
{
	struct recovery r;
	json_t *spacing, *recovery;
	int64_t from_ns = h->book->plot.fault_ns;
	unsigned i;

	if (from_ns == WIRE_NEVER)
		return;
	if (h->truth.n > 1)
		from_ns = h->truth.moments[1].t_ns;
	recovery_establish(&r, &h->packets.connections, &h->book->plot, from_ns,
	    h->book->lab_port);
	if (r.attempts == 0)
		return;
	spacing = json_array();
	for (i = 1; i < r.attempts && i < ATTEMPTS_KEPT; i++)
		json_array_append_new(spacing,
		    json_integer(
			(r.attempt_ns[i] - r.attempt_ns[i - 1]) / 1000));
	recovery = json_pack(
	    "{s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:b, s:o, s:o, s:o}", "syn_us",
	    hearing_since(from_ns, r.attempt_ns[0]), "established_us",
	    hearing_since(from_ns, r.established_ns), "ready_us",
	    hearing_since(from_ns, h->book->again_ns), "attempts",
	    (int)r.attempts, "repeated_syns", (int)r.repeated_syns, "refused",
	    (int)r.refused, "most_a_second", (int)r.most_a_second, "storm",
	    r.most_a_second > STORM, "spacing_us", spacing, "to_peer",
	    numbered_json(&r.to_peer), "to_subject",
	    numbered_json(&r.to_subject));
	json_object_set_new(record, "recovery", recovery);
}
