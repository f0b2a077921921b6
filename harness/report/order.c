/* order.c - the strategies in the order in which they help: what to use. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "report/helpers.h"

/* Somebody who sees nothing yet, reads the connection, and can wait. */
static json_t *
every_sign(struct search *s)
{
	json_t *needs = json_array(), *need;
	enum sign sign;

	for (sign = FIN; sign < DEATH_SIGNS; sign++) {
		need = json_pack("{s:s}", "sign", sign_name(sign));
		json_array_append_new(needs, need);
		s->needs[s->n_needs++] = need;
	}
	return needs;
}

/* Rightly named, of all that was measured. */
static size_t
named_rightly(const struct helper *h)
{
	const char *cells = field(h->of, "cells");
	size_t n = 0;

	for (; *cells; cells++)
		n += measured_outcome(*cells) == RIGHT;
	return n;
}

/* By insertion: equal ones stay in their order. */
static void
put_in_order(const struct search *s, struct use *uses)
{
	struct use u;
	size_t i, at;

	for (i = 0; i < s->n; i++) {
		u = helper_use(s, &s->helpers[i]);
		u.right = named_rightly(u.h);
		for (at = i; at > 0 && helper_is_better(s, &u, &uses[at - 1]);
		     at--)
			uses[at] = uses[at - 1];
		uses[at] = u;
	}
}

json_t *
measured_order(const json_t *table)
{
	size_t room = json_array_size(json_object_get(table, "subjects")) + 1,
	       i;
	json_t *list = json_array(), *rows = helpers_rows(table),
	       *nothing = json_object(), *needs;
	struct search s = { .table = table, .rows = rows, .way = WAITS };
	struct use *uses = calloc(room, sizeof(*uses));

	s.helpers = calloc(room, sizeof(*s.helpers));
	if (!s.helpers || !uses)
		abort();
	needs = every_sign(&s);
	helpers_gather(&s, nothing, NULL, 0, true);
	put_in_order(&s, uses);
	for (i = 0; i < s.n; i++)
		json_array_append_new(list,
		    json_pack("{s:O, s:O}", "of", uses[i].h->of, "false_alarms",
			uses[i].h->alarms));
	for (i = 0; i < s.n; i++)
		json_decref(s.helpers[i].alarms);
	free(s.helpers);
	free(uses);
	json_decref(needs);
	json_decref(nothing);
	json_decref(rows);
	return list;
}
