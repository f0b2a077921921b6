/* condition.c - what a clause demands of a cell: its words. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 *	seen, never ...			as in a scenario's wire block
 *	answered DIRECTION FILTER ?QUALIFIER...? by FILTER ?taking-seq? in MS
 *	doubling DIRECTION FILTER ?QUALIFIER...?
 *	spaced   DIRECTION FILTER ?QUALIFIER...? in MS
 *	says     VERDICT...
 *	state    STATE...
 *	option   NAME VALUE
 *	setting  NAME VALUE
 *
 * QUALIFIER	those of seen, and: after FORM, only what came after the truth
 *		took that form; first, and of that only the first
 * MS, VALUE	a range: N, N..M or N.. without an end
 */
#include <ctype.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "case/private.h"

#define MAX_WORDS 32

void
case_free_condition(struct condition *c)
{
	case_free_check(&c->check);
	case_free_check(&c->reply);
	free(c->text);
	free(c->setting);
	memset(c, 0, sizeof(*c));
}

/* N, N..M or N.. */
static int
parse_range(Tcl_Interp *interp, const char *text, struct condition *c)
{
	unsigned long from, to = ULONG_MAX;
	char end;
	int n = isdigit((unsigned char)text[0]) ?
	    sscanf(text, "%lu..%lu%c", &from, &to, &end) :
	    0;
	size_t digits = strspn(text, "0123456789");

	if (n == 1 && text[digits] == '\0')
		to = from;
	else if (n < 1 || n > 2 || from > to ||
	    (n == 1 && strcmp(text + digits, "..") != 0))
		return case_error(interp,
		    "expected a range N, N..M or N.., got \"%s\"", text);
	c->from = from;
	c->to = to;
	return TCL_OK;
}

static int
parse_after(Tcl_Interp *interp, Tcl_Obj *word, struct condition *c)
{
	int form = word ? form_value(Tcl_GetString(word)) : -1;

	if (form == -1)
		return case_error(interp,
		    "after: expected open, closed, half-closed, reset or "
		    "silent, got \"%s\"",
		    word ? Tcl_GetString(word) : "");
	c->after = (enum form)form;
	return TCL_OK;
}

/* Takes "after FORM" and "first" out of the words; n of them are left. */
static int
take_after(Tcl_Interp *interp, Tcl_Obj **words, int *n, struct condition *c)
{
	int i, kept = 3;

	for (i = 3; i < *n; i++)
		if (strcmp(Tcl_GetString(words[i]), "first") == 0)
			c->first = true;
		else if (strcmp(Tcl_GetString(words[i]), "after") != 0)
			words[kept++] = words[i];
		else if (parse_after(interp, ++i < *n ? words[i] : NULL, c) !=
		    TCL_OK)
			return TCL_ERROR;
	*n = kept;
	return TCL_OK;
}

/* case_parse_check has tried IPv4. */
static int
try_ipv6(Tcl_Interp *interp, int family, const struct check *check)
{
	char error[WIRE_ERROR];
	struct filter *f;

	if (family == 4)
		return TCL_OK;
	f = filter_compile(check->filter, 6, error);
	if (!f)
		return case_error(interp, "over IPv6: %s", error);
	filter_free(f);
	return TCL_OK;
}

static int
parse_packets(Tcl_Interp *interp, int family, int n, Tcl_Obj *const objv[],
    struct condition *c)
{
	Tcl_Obj *words[MAX_WORDS];

	if (n < 3 || n > MAX_WORDS)
		return case_error(interp, "%s: expected DIRECTION FILTER",
		    Tcl_GetString(objv[0]));
	memcpy(words, objv, (size_t)n * sizeof(*words));
	if (take_after(interp, words, &n, c) != TCL_OK ||
	    case_parse_check(interp, n, words, &c->check) != TCL_OK)
		return TCL_ERROR;
	return try_ipv6(interp, family, &c->check);
}

/* Ends the words before "in MS"; how many are left, or -1. */
static int
take_in(
    Tcl_Interp *interp, int objc, Tcl_Obj *const objv[], struct condition *c)
{
	if (objc < 5 || strcmp(Tcl_GetString(objv[objc - 2]), "in") != 0) {
		case_error(interp, "%s: expected in MS at its end",
		    Tcl_GetString(objv[0]));
		return -1;
	}
	if (parse_range(interp, Tcl_GetString(objv[objc - 1]), c) != TCL_OK)
		return -1;
	return objc - 2;
}

static int
parse_spaced(Tcl_Interp *interp, int family, int objc, Tcl_Obj *const objv[],
    struct condition *c)
{
	int n = take_in(interp, objc, objv, c);

	return n == -1 ? TCL_ERROR : parse_packets(interp, family, n, objv, c);
}

/* by FILTER ?taking-seq?: from the other side, wherever it got to. */
static int
parse_reply(Tcl_Interp *interp, int family, int n, Tcl_Obj *const by[],
    struct condition *c)
{
	Tcl_Obj *words[] = { by[0],
		Tcl_NewStringObj(
		    c->check.to_subject ? "to-peer" : "to-subject", -1),
		by[1], Tcl_NewStringObj("anywhere", -1),
		Tcl_NewStringObj("with-proof", -1) };
	int result, i;

	for (i = 0; i < 5; i++)
		Tcl_IncrRefCount(words[i]);
	c->takes_seq = n == 3;
	if (n == 3 && strcmp(Tcl_GetString(by[2]), "taking-seq") != 0)
		result = case_error(interp,
		    "answered: expected taking-seq, got \"%s\"",
		    Tcl_GetString(by[2]));
	else
		result = case_parse_check(interp, 5, words, &c->reply);
	for (i = 0; i < 5; i++)
		Tcl_DecrRefCount(words[i]);
	return result == TCL_OK ? try_ipv6(interp, family, &c->reply) : result;
}

static int
parse_answered(Tcl_Interp *interp, int family, int objc, Tcl_Obj *const objv[],
    struct condition *c)
{
	int n = take_in(interp, objc, objv, c), by = 3;

	if (n == -1)
		return TCL_ERROR;
	while (by < n && strcmp(Tcl_GetString(objv[by]), "by") != 0)
		by++;
	if (n - by != 2 && n - by != 3)
		return case_error(interp,
		    "answered: expected by FILTER ?taking-seq? before in MS");
	if (parse_packets(interp, family, by, objv, c) != TCL_OK)
		return TCL_ERROR;
	if (c->check.any_direction)
		return case_error(interp,
		    "answered: expected to-peer or to-subject, got \"both\"");
	return parse_reply(interp, family, n - by, objv + by, c);
}

/* "says" or "state": a set of names. */
static int
parse_names(Tcl_Interp *interp, int family, int objc, Tcl_Obj *const objv[],
    struct condition *c)
{
	const char *name;
	int i, value;

	(void)family;
	for (i = 1; i < objc; i++) {
		name = Tcl_GetString(objv[i]);
		value = c->regard == SAYS ? verdict_value(name) :
					    state_value(name);
		if (value <= 0)
			return case_error(interp, "%s: expected %s, got \"%s\"",
			    Tcl_GetString(objv[0]),
			    c->regard == SAYS ?
				"open, closed, half-closed, reset, timeout, "
				"unreachable, gone, quiet or error" :
				"a state of RFC 9293 3.3.2, as ESTABLISHED",
			    name);
		c->mask |= 1u << value;
	}
	return TCL_OK;
}

static int
parse_option(Tcl_Interp *interp, int family, int objc, Tcl_Obj *const objv[],
    struct condition *c)
{
	static const struct {
		const char *name;
		int level, option;
	} options[] = {
		{ "SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE },
		{ "TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE },
		{ "TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL },
		{ "TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT },
		{ "TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT },
	};
	size_t i, n = sizeof(options) / sizeof(options[0]);

	(void)family, (void)objc;
	for (i = 0; i < n; i++)
		if (strcmp(Tcl_GetString(objv[1]), options[i].name) == 0)
			break;
	if (i == n)
		return case_error(interp,
		    "option: expected SO_KEEPALIVE, TCP_KEEPIDLE, "
		    "TCP_KEEPINTVL, TCP_KEEPCNT or TCP_USER_TIMEOUT, got "
		    "\"%s\"",
		    Tcl_GetString(objv[1]));
	c->level = options[i].level;
	c->option = options[i].option;
	return parse_range(interp, Tcl_GetString(objv[2]), c);
}

static int
parse_setting(Tcl_Interp *interp, int family, int objc, Tcl_Obj *const objv[],
    struct condition *c)
{
	const char *name = Tcl_GetString(objv[1]);

	(void)family, (void)objc;
	if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")])
		return case_error(interp,
		    "setting: expected a name in net/ipv4, as tcp_retries2, "
		    "got \"%s\"",
		    name);
	c->setting = strdup(name);
	return parse_range(interp, Tcl_GetString(objv[2]), c);
}

/* As a person would write it: with braces where they are needed. */
static char *
text_of(int objc, Tcl_Obj *const objv[])
{
	Tcl_Obj *list = Tcl_NewListObj(objc, objv);
	char *text;

	Tcl_IncrRefCount(list);
	text = strdup(Tcl_GetString(list));
	Tcl_DecrRefCount(list);
	return text;
}

int
case_parse_condition(Tcl_Interp *interp, int family, int objc,
    Tcl_Obj *const objv[], struct condition *c)
{
	static const struct {
		const char *word;
		enum regard regard;
		int (*parse)(Tcl_Interp *, int, int, Tcl_Obj *const[],
		    struct condition *);
	} words[] = {
		{ "seen", COUNTED, parse_packets },
		{ "never", COUNTED, parse_packets },
		{ "answered", ANSWERED, parse_answered },
		{ "doubling", DOUBLING, parse_packets },
		{ "spaced", SPACED, parse_spaced },
		{ "says", SAYS, parse_names },
		{ "state", IN_STATE, parse_names },
		{ "option", OPTION, parse_option },
		{ "setting", SETTING, parse_setting },
	};
	size_t i = 0;

	memset(c, 0, sizeof(*c));
	c->after = FORMS;
	c->text = text_of(objc, objv);
	while (strcmp(words[i].word, Tcl_GetString(objv[0])) != 0)
		i++; /* it is bound to one of these */
	c->regard = words[i].regard;
	return words[i].parse(interp, family, objc, objv, c);
}
