/* safe.c - the interpreter of case files: it can say, and nothing else. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A case file may be anybody's: a pull request's, or written by a subject that
 * ran before.  To read one must not run anything, nor read or reach what is
 * outside.  So there is a list of the commands that stay, and every other
 * command that Tcl has, in whatever namespace, is replaced by one that tells
 * what it was.  Of those that stay, the ones that make texts are counted and
 * measured first: limit.c.
 *
 * Nor stay: catch, for what exceeds a limit ends the file; proc, for then no
 * command is theirs, and words come and go with their blocks; lset, lsearch,
 * switch and string match, which can be made to call themselves until the
 * stack ends.
 */
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

/* Tcl compiles these: its messages count the lines in their blocks. */
static const char *const kept[] = { "break", "continue", "error", "expr", "for",
	"foreach", "if", "lmap", "return", "string", "while", NULL };

/* These make texts, as do those of the ensemble string. */
static const char *const makers[] = { "append", "concat", "format", "incr",
	"join", "lappend", "lassign", "lindex", "linsert", "list", "llength",
	"lrange", "lrepeat", "lreplace", "lreverse", "lsort", "set", "split",
	"unset", NULL };

#define FUNCTIONS "tcl::mathfunc::"
#define STRING "tcl::string::"

/* All commands of all namespaces, and those that Tcl_MakeSafe has hidden. */
static const char list_commands[] =
    "set left ::; set found [interp hidden {}]\n"
    "while {[llength $left]} {\n"
    "    set left [lassign $left n]\n"
    "    lappend left {*}[namespace children $n]\n"
    "    lappend found {*}[info commands [string trimright $n :]::*]\n"
    "}\n"
    "unset left n; set found";

static int
refuse(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	(void)data, (void)objc;
	return case_error(interp,
	    "%s is not a word of case files: they are declarations and start "
	    "nothing",
	    Tcl_GetString(objv[0]));
}

static bool
is_among(const char *const *names, const char *name)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static bool
starts(const char *name, const char *with)
{
	return strncmp(name, with, strlen(with)) == 0;
}

/*
 * What makes much of little: each number is held to a length, before it asks
 * for more memory than there is.
 */
#define LONGEST_NUMBER 5 /* digits, those of hexadecimal, too */

static bool
is_bounded(const char *word)
{
	size_t n;

	for (; *word; word += n ? n : 1) {
		n = strspn(word, "0123456789abcdefxABCDEFX");
		if (*word == '*' || (n > LONGEST_NUMBER && *word <= '9'))
			return false;
	}
	return true;
}

/* Which of its words is a number of times, or of columns; 0: none. */
static int
times_of(const char *name)
{
	if (strcmp(name, STRING "repeat") == 0)
		return 2;
	return strcmp(name, "lrepeat") == 0 || strcmp(name, "format") == 0;
}

struct maker {
	Tcl_CmdInfo own;
	int times;
};

static int
call_maker(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct maker *m = data;

	if (case_limit_command(interp, objc, objv) != TCL_OK)
		return TCL_ERROR;
	if (m->times > 0 && objc > m->times &&
	    !is_bounded(Tcl_GetString(objv[m->times])))
		return case_error(interp,
		    "%s: expected small numbers and no *, got \"%.40s\"",
		    Tcl_GetString(objv[0]), Tcl_GetString(objv[m->times]));
	return m->own.objProc(m->own.objClientData, interp, objc, objv);
}

static void
free_maker(ClientData data)
{
	free(data);
}

static void
measure(Tcl_Interp *interp, const char *name)
{
	struct maker *m = calloc(1, sizeof(*m));

	if (!m || !Tcl_GetCommandInfo(interp, name, &m->own))
		abort();
	m->times = times_of(name);
	Tcl_CreateObjCommand(interp, name, call_maker, m, free_maker);
}

/* Commands of namespaces, too: whoever names them is told. */
static void
settle(Tcl_Interp *interp, const char *name)
{
	name += strspn(name, ":");
	if (is_among(makers, name) ||
	    (starts(name, STRING) && strcmp(name, STRING "match") != 0))
		measure(interp, name);
	else if (!is_among(kept, name) && !starts(name, FUNCTIONS))
		Tcl_CreateObjCommand(interp, name, refuse, NULL, NULL);
}

static bool
prune(Tcl_Interp *interp)
{
	Tcl_Obj *list, **v;
	int n, i;

	if (Tcl_Eval(interp, list_commands) != TCL_OK)
		return false;
	list = Tcl_GetObjResult(interp);
	Tcl_IncrRefCount(list);
	if (Tcl_ListObjGetElements(interp, list, &n, &v) != TCL_OK)
		n = 0;
	for (i = 0; i < n; i++)
		settle(interp, Tcl_GetString(v[i]));
	Tcl_DecrRefCount(list);
	Tcl_UnsetVar(interp, "found", TCL_GLOBAL_ONLY);
	return n > 0;
}

Tcl_Interp *
case_safe_interp(void)
{
	Tcl_Interp *interp = Tcl_CreateInterp();

	if (Tcl_MakeSafe(interp) != TCL_OK || !prune(interp))
		abort();
	case_limit_interp(interp);
	return interp;
}
