/* check.c - how often something stood on the wire, and is that right? */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "wire/wire.h"

/* What the check's times are measured by, once for all packets. */
struct period {
	int64_t from_ns; /* this and later */
	int64_t to_ns;	 /* earlier than this */
};

static bool
is_sending(const struct packet *p)
{
	return p->from == SUBJECT &&
	    (p->seg.payload_len > 0 ||
		(p->seg.flags & (TCP_FIN | TCP_RST)) != 0);
}

static int64_t
first_sending(const struct connection *c, int64_t after_ns)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i]->t_ns >= after_ns && is_sending(c->v[i]))
			return c->v[i]->t_ns;
	return INT64_MAX;
}

/* Without a fault, time counts from "ready". */
static struct period
period(enum check_when when, const struct packets *p, const struct plot *plot)
{
	struct period all = { INT64_MIN, INT64_MAX };
	int64_t fault_ns = plot->fault_ns != WIRE_NEVER ? plot->fault_ns :
							  plot->ready_ns;

	if (plot->horizon_ns != WIRE_NEVER && plot->horizon_ns < INT64_MAX)
		all.to_ns = plot->horizon_ns + 1;
	switch (when) {
	case ANY_TIME:
		break;
	case WITH_PROOF:
		all.to_ns = INT64_MAX;
		break;
	case BEFORE_FAULT:
		all.to_ns = fault_ns < all.to_ns ? fault_ns : all.to_ns;
		break;
	case AFTER_FAULT:
		all.from_ns = fault_ns;
		break;
	case BEFORE_SENDING: {
		int64_t sent_ns = first_sending(
		    p->connections.watched, fault_ns);

		all.to_ns = sent_ns < all.to_ns ? sent_ns : all.to_ns;
		break;
	}
	}
	return all;
}

static bool
applies(
    const struct check *c, const struct packet *p, const struct period *when)
{
	return p->t_ns >= when->from_ns && p->t_ns < when->to_ns &&
	    c->another == packet_is_anothers(p) &&
	    (c->any_direction || c->to_subject == p->to_subject) &&
	    (c->any_leg || c->legs == p->legs) &&
	    (c->noted == NULL || strstr(p->note, c->noted) != NULL);
}

long
check_count(const struct check *c, const struct packets *p,
    const struct plot *plot, int family, char error[WIRE_ERROR])
{
	return check_find(c, p, plot, family, NULL, error);
}

long
check_find(const struct check *c, const struct packets *p,
    const struct plot *plot, int family, size_t *which, char error[WIRE_ERROR])
{
	struct filter *f = filter_compile(c->filter, family, error);
	struct period when;
	long n = 0;

	if (f == NULL)
		return -1;
	when = period(c->when, p, plot);
	for (size_t i = 0; i < p->n; i++)
		if (applies(c, &p->v[i], &when) &&
		    filter_matches(f, p->v[i].frame)) {
			if (which != NULL)
				which[n] = i;
			n++;
		}
	filter_free(f);
	return n;
}

bool
check_holds(const struct check *c, long count)
{
	if (count < 0)
		return false;
	if (!c->seen)
		return count == 0;
	return count >= 1 && (unsigned long)count >= c->min &&
	    (c->max == 0 || (unsigned long)count <= c->max);
}
