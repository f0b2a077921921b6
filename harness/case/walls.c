/* walls.c - the words by which a subject asks for more than others may. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/private.h"
#include "lab/guests.h"

/* allow WALL ?WALL ...? {WHY}: these walls are opened for it. */
int
case_word_allow(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	int i;

	for (i = 1; i < objc - 1; i++)
		if (lab_allowance(Tcl_GetString(objv[i])) == 0)
			return case_error(interp,
			    "allow: expected of unshare, mount, setns, "
			    "ptrace, tun, setuid, unix, io_uring, memory, got \"%s\"",
			    Tcl_GetString(objv[i]));
	return case_add_reasons(interp, &s->allowed, objc, objv);
}

/* readable, writable PATH ?PATH ...? {WHY}: what it sees of the machine. */
int
case_word_place(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	const char *word = Tcl_GetString(objv[0]);
	int i;

	for (i = 1; i < objc - 1; i++)
		if (Tcl_GetString(objv[i])[0] != '/')
			return case_error(interp,
			    "%s: expected a path from the root, /..., got "
			    "\"%s\"",
			    word, Tcl_GetString(objv[i]));
	return case_add_reasons(
	    interp, word[0] == 'r' ? &s->readable : &s->writable, objc, objv);
}
