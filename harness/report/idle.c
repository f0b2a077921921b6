/* idle.c - what it costs to watch a connection on which nothing happens. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

#define HOUR_US 3600e6
#define ONCE 4 /* of a window, the part in which one sends once */

/* Has its own end sent a FIN, as the packets imply? */
static bool
shuts(const json_t *cell)
{
	const json_t *states = json_object_get(cell, "states"), *state;
	size_t i;

	json_array_foreach (states, i, state)
		if (strcmp(field(state, "who"), "subject") == 0 &&
		    strcmp(field(state, "state"), "FIN-WAIT-1") == 0)
			return true;
	return false;
}

/* A byte or a probe of its own, to which the other end answers. */
static bool
begins_round(const json_t *packet)
{
	return !json_is_true(json_object_get(packet, "to_subject")) &&
	    (json_integer_value(json_object_get(packet, "len")) > 0 ||
		strcmp(field(packet, "note"), "keep-alive") == 0);
}

/*
 * What it would be over an hour, both ways: rounds from the first to the last,
 * each with its answers, for a window holds a broken number of them.  0: it
 * sent once, all in a small part of the window, or never.
 */
static double
packets_an_hour(const json_t *cell)
{
	const json_t *packet;
	json_int_t first = 0, last = 0, end = 0, t;
	size_t i, rounds = 0, packets = 0;

	json_array_foreach (json_object_get(cell, "packets"), i, packet) {
		t = json_integer_value(json_object_get(packet, "t_us"));
		end = t;
		if (strcmp(field(packet, "note"), "proof") == 0)
			break;
		if (begins_round(packet)) {
			first = rounds == 0 ? t : first;
			last = t;
			rounds++;
		}
		packets += rounds > 0;
	}
	if (rounds < 2 || last - first < end / ONCE)
		return 0;
	return HOUR_US * (double)(rounds - 1) / (double)(last - first) *
	    (double)packets / (double)rounds;
}

json_t *
idle_cost(const json_t *cells, const char *subject)
{
	json_int_t bytes = 0, probes = 0, n = 0;
	const json_t *cell, *effects;
	bool ends = false, seen = true;
	double packets = 0;
	json_t *made;
	size_t i;

	json_array_foreach (cells, i, cell) {
		if (strcmp(field(cell, "subject"), subject) != 0 ||
		    strcmp(field(cell, "scenario"), "alive/idle") != 0 ||
		    cell_outcome(cell) == NO_OUTCOME)
			continue;
		effects = json_object_get(cell, "effects");
		bytes += json_integer_value(
		    json_object_get(effects, "bytes_sent"));
		probes += json_integer_value(
		    json_object_get(effects, "probes"));
		packets += packets_an_hour(cell);
		seen = seen && json_object_get(cell, "packets");
		ends = ends || shuts(cell);
		n++;
	}
	if (n == 0)
		return json_null();
	made = json_pack("{s:f, s:f, s:b}", "bytes", (double)bytes / (double)n,
	    "probes", (double)probes / (double)n, "shuts", ends);
	if (seen)
		json_object_set_new(
		    made, "packets_an_hour", json_real(packets / (double)n));
	return made;
}
