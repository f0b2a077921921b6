/* check.c - seen and never: what must, or must not, be on the wire. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 *	seen  DIRECTION FILTER ?QUALIFIER...?
 *	never DIRECTION FILTER ?QUALIFIER...?
 *
 * DIRECTION	to-peer, to-subject or both
 * FILTER	pcap-filter(7) and FIN RST SYN ACK URG DATA EMPTY WIN0 ICMP
 * QUALIFIER	arrived (default), lost (sender's leg only), forged (receiver's
 *		leg only), anywhere; N or N..M times; before-fault,
 *		after-fault, before-sending, with-proof (those packets, too);
 *		another (a connection that is not the watched one);
 *		noted TEXT: the packet's note holds it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

void
case_free_check(struct check *check)
{
	free(check->text);
	free(check->filter);
	free(check->noted);
	memset(check, 0, sizeof(*check));
}

static int
parse_direction(Tcl_Interp *interp, const char *word, struct check *c)
{
	if (strcmp(word, "to-subject") == 0)
		c->to_subject = true;
	else if (strcmp(word, "both") == 0)
		c->any_direction = true;
	else if (strcmp(word, "to-peer") != 0)
		return case_error(interp,
		    "expected to-peer, to-subject or "
		    "both, got \"%s\"",
		    word);
	return TCL_OK;
}

/* Needs the direction: the leg of the sender is the other's of the taker. */
static int
parse_qualifier(Tcl_Interp *interp, const char *word, struct check *c)
{
	enum leg senders = c->to_subject ? PEER_LEG : SUBJECT_LEG;
	enum leg takers = c->to_subject ? SUBJECT_LEG : PEER_LEG;
	/* sscanf(3) would take a sign, too */
	bool number = word[strspn(word, "0123456789.")] == '\0';
	unsigned min, max;
	char end;

	if (strcmp(word, "arrived") == 0)
		c->legs = BOTH_LEGS;
	else if (strcmp(word, "anywhere") == 0)
		c->any_leg = true;
	else if (strcmp(word, "lost") == 0 && !c->any_direction)
		c->legs = senders;
	else if (strcmp(word, "forged") == 0 && !c->any_direction)
		c->legs = takers;
	else if (strcmp(word, "another") == 0)
		c->another = true;
	else if (strcmp(word, "before-fault") == 0)
		c->when = BEFORE_FAULT;
	else if (strcmp(word, "after-fault") == 0)
		c->when = AFTER_FAULT;
	else if (strcmp(word, "before-sending") == 0)
		c->when = BEFORE_SENDING;
	else if (strcmp(word, "with-proof") == 0)
		c->when = WITH_PROOF;
	else if (number && sscanf(word, "%u..%u%c", &min, &max, &end) == 2 &&
	    min <= max && max > 0) {
		c->min = min;
		c->max = max;
	} else if (number && sscanf(word, "%u%c", &min, &end) == 1 && min > 0)
		c->min = c->max = min;
	else
		return case_error(interp,
		    "expected arrived, lost, forged, "
		    "anywhere, before-fault, after-fault, before-sending, "
		    "with-proof, another, noted TEXT, N or N..M, got \"%s\"%s",
		    word,
		    c->any_direction ? " (lost and forged need one direction)" :
				       "");
	return TCL_OK;
}

static int
try_filter(Tcl_Interp *interp, const char *text)
{
	char error[WIRE_ERROR];
	struct filter *f = filter_compile(text, 4, error);

	if (!f)
		return case_error(interp, "%s", error);
	filter_free(f);
	return TCL_OK;
}

int
case_parse_check(
    Tcl_Interp *interp, int objc, Tcl_Obj *const objv[], struct check *c)
{
	char text[CASE_ERROR] = "";
	size_t used = 0;
	int i;

	memset(c, 0, sizeof(*c));
	c->legs = BOTH_LEGS;
	c->min = 1;
	c->seen = strcmp(Tcl_GetString(objv[0]), "never") != 0;
	if (parse_direction(interp, Tcl_GetString(objv[1]), c) != TCL_OK ||
	    try_filter(interp, Tcl_GetString(objv[2])) != TCL_OK)
		return TCL_ERROR;
	for (i = 3; i < objc; i++) {
		if (strcmp(Tcl_GetString(objv[i]), "noted") == 0 &&
		    i + 1 < objc && !c->noted)
			c->noted = strdup(Tcl_GetString(objv[++i]));
		else if (parse_qualifier(interp, Tcl_GetString(objv[i]), c) !=
		    TCL_OK)
			return TCL_ERROR;
	}
	for (i = 0; i < objc && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s", i ? " " : "", Tcl_GetString(objv[i]));
	c->text = strdup(text);
	c->filter = strdup(Tcl_GetString(objv[2]));
	return TCL_OK;
}
