/* able.c - who can do what is wished for: chosen by what was measured. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "report/helpers.h"

/* Where it said nothing of an end, or nothing clear. */
static json_t *
missed_by(const struct search *s, const struct helper *h)
{
	json_t *missed = json_array();
	const json_t *name;
	enum outcome o;
	size_t i;

	json_array_foreach (json_object_get(s->table, "scenarios"), i, name) {
		o = helper_outcome(s, h, json_string_value(name));
		if (o == MISSED || o == INCONCLUSIVE)
			json_array_append(missed, (json_t *)(uintptr_t)name);
	}
	return missed;
}

/* Takes the best of those that meet all that is needed and were not taken. */
static bool
take_able(struct search *s, bool *taken, json_t *list)
{
	struct use best = { NULL, 0, 0 }, u;
	size_t i;

	for (i = 0; i < s->n; i++) {
		u = helper_use(s, &s->helpers[i]);
		if (!taken[i] && u.met == s->n_needs &&
		    (!best.h || helper_is_better(s, &u, &best)))
			best = u;
	}
	if (!best.h)
		return false;
	taken[best.h - s->helpers] = true;
	json_array_append_new(list,
	    json_pack("{s:O, s:b, s:O, s:o}", "subject",
		json_object_get(best.h->of, "name"), "speaks", best.h->speaks,
		"false_alarms", best.h->alarms, "misses",
		missed_by(s, best.h)));
	return true;
}

json_t *
measured_able(const json_t *table, const json_t *needs, bool may_speak,
    const struct subject *subjects, size_t n)
{
	json_t *list = json_array(), *rows = helpers_rows(table),
	       *none = json_null();
	struct search s = { .table = table, .rows = rows, .way = WAITS };
	size_t room = json_array_size(json_object_get(table, "subjects")) + 1;
	bool *taken = calloc(room, sizeof(*taken));
	const json_t *need;
	size_t i, k = 0;

	s.helpers = calloc(room, sizeof(*s.helpers));
	if (!s.helpers || !taken)
		abort();
	helpers_gather(&s, none, subjects, n, true);
	/* by itself, and with no byte of its own if it may send none */
	for (i = 0; i < s.n; i++)
		if (s.helpers[i].kind == WAITS &&
		    (may_speak || !s.helpers[i].speaks))
			s.helpers[k++] = s.helpers[i];
		else
			json_decref(s.helpers[i].alarms);
	s.n = k;
	json_array_foreach (needs, i, need)
		if (s.n_needs < NEEDS)
			s.needs[s.n_needs++] = need;
	while (take_able(&s, taken, list))
		;
	for (i = 0; i < s.n; i++)
		json_decref(s.helpers[i].alarms);
	free(s.helpers);
	free(taken);
	json_decref(rows);
	return list;
}

json_t *
report_able(const json_t *needs, bool may_speak, const struct subject *subjects,
    size_t n)
{
	json_t *table = measured_shipped();
	json_t *list = measured_able(table, needs, may_speak, subjects, n);

	json_decref(table);
	return list;
}

json_t *
report_measured_on(void)
{
	json_t *table = measured_shipped();
	json_t *host = json_incref(json_object_get(table, "host"));

	json_decref(table);
	return host;
}
