/* error.c - what is wrong, as the result of an interpreter. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "case/private.h"

/* A message is one line of text, whatever a file put into it. */
void
case_harmless(char *text)
{
	char what[CASE_FAULT];
	size_t at;

	for (at = 0; text[at]; at++)
		if (text[at] == '\n')
			text[at] = ' ';
	while ((at = case_text_fault(text, strlen(text), what)) != NO_FAULT)
		text[at] = '?';
}

int
case_only_one(
    Tcl_Interp *interp, Tcl_Obj *const objv[], const char *expected, bool *done)
{
	const char *what = Tcl_GetString(objv[0]);

	if (strcmp(Tcl_GetString(objv[1]), expected) != 0)
		return case_error(interp,
		    "%s: expected the name %s, as the file's, got \"%s\"", what,
		    expected, Tcl_GetString(objv[1]));
	if (*done)
		return case_error(interp, "a file holds one %s", what);
	*done = true;
	return TCL_OK;
}

int
case_error(Tcl_Interp *interp, const char *format, ...)
{
	char text[CASE_ERROR];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	case_harmless(text);
	Tcl_SetObjResult(interp, Tcl_NewStringObj(text, -1));
	return TCL_ERROR;
}
