/* script.c - the words of a scenario's script, bound to a stage. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

#define LINE 2048

static const char *const actors[ACTORS] = {
	[ACTOR_PEER] = "peer",
	[ACTOR_PATH] = "path",
	[ACTOR_LAB] = "lab",
	[ACTOR_RELAY] = "relay",
	[ACTOR_SUBJECT] = "subject",
	[ACTOR_SIGNAL] = "signal",
};

const char *
actor_name(enum actor who)
{
	return actors[who];
}

int
case_signal(const char *name)
{
	static const int known[] = { SIGSTOP, SIGCONT, SIGKILL, SIGTERM,
		SIGINT };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(sigabbrev_np(known[i]), name) == 0)
			return known[i];
	return 0;
}

/* The words joined to one line of a control protocol. */
static void
join(int from, int objc, Tcl_Obj *const objv[], char line[LINE])
{
	size_t used = 0;
	int i;

	line[0] = '\0';
	for (i = from; i < objc && used < LINE; i++)
		used += (size_t)snprintf(line + used, LINE - used, "%s%s",
		    i > from ? " " : "", Tcl_GetString(objv[i]));
}

int
case_tell(const struct stage *stage, enum actor who, Tcl_Interp *interp,
    int from, int objc, Tcl_Obj *const objv[])
{
	char line[LINE], answer[CASE_ERROR] = "", error[CASE_ERROR] = "";

	join(from, objc, objv, line);
	if (stage->tell(stage->data, who, line, answer, error) == -1)
		return case_error(interp, "%s%s%s: %s",
		    from > 0 ? actor_name(who) : "", from > 0 ? " " : "", line,
		    error);
	Tcl_SetObjResult(interp, Tcl_NewStringObj(answer, -1));
	return TCL_OK;
}

/* The word is the actor's name. */
static int
word_tell(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	enum actor who = ACTOR_PEER;

	while (strcmp(actors[who], Tcl_GetString(objv[0])) != 0)
		who++;
	return case_tell(data, who, interp, 1, objc, objv);
}

static int
word_signal(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const char *who = Tcl_GetString(objv[2]);

	if (case_signal(Tcl_GetString(objv[1])) == 0)
		return case_error(interp,
		    "signal: expected STOP, CONT, KILL, "
		    "TERM or INT, got \"%s\"",
		    Tcl_GetString(objv[1]));
	if (strcmp(who, "peer") != 0 && strcmp(who, "subject") != 0)
		return case_error(interp,
		    "signal: expected peer or subject, "
		    "got \"%s\"",
		    who);
	return case_tell(data, ACTOR_SIGNAL, interp, 1, objc, objv);
}

static int
word_await(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;
	char error[CASE_ERROR] = "";
	struct check check;
	int result;

	result = case_parse_check(interp, objc, objv, &check);
	if (result == TCL_OK && stage->await(stage->data, &check, error) == -1)
		result = case_error(interp, "%s: %s", check.text, error);
	case_free_check(&check);
	return result;
}

int
case_word_hold(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;
	char error[CASE_ERROR] = "";
	int ms;

	(void)objc;
	if (Tcl_GetIntFromObj(NULL, objv[1], &ms) != TCL_OK || ms < 1 ||
	    ms > CASE_LONGEST_MS)
		return case_error(interp,
		    "hold: expected 1 to 10800000 ms (3 hours), got "
		    "\"%s\"",
		    Tcl_GetString(objv[1]));
	if (stage->hold(stage->data, ms, error) == -1)
		return case_error(interp, "hold: %s", error);
	return TCL_OK;
}

int
case_word_fault(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;
	char error[CASE_ERROR] = "";
	int begins, result = TCL_OK;

	(void)objc;
	begins = stage->fault(stage->data, false, error);
	if (begins == -1)
		return case_error(interp, "fault: %s", error);
	if (begins)
		result = case_eval_part(
		    interp, "fault", Tcl_GetString(objv[1]));
	if (result == TCL_OK && stage->fault(stage->data, true, error) == -1)
		result = case_error(interp, "fault: %s", error);
	return result;
}

const struct word_of script_words[] = { { "peer", "COMMAND...", 1, -1,
					    word_tell },
	{ "path", "COMMAND...", 1, -1, word_tell },
	{ "lab", "link down|...", 1, -1, word_tell },
	{ "relay", "COMMAND...", 1, -1, word_tell },
	{ "subject", "send N|fill|shutdown wr|port", 1, -1, word_tell },
	{ "signal", "STOP|CONT|KILL|TERM|INT peer|subject", 2, 2, word_signal },
	{ "await", "DIRECTION FILTER ?QUALIFIER...?", 2, -1, word_await },
	{ "hold", "MS {why this duration is the scenario}", 2, 2,
	    case_word_hold },
	{ "fault", "{ SCRIPT }", 1, 1, case_word_fault },
	{ NULL, NULL, 0, 0, NULL } };

const char *const lab_lines[] = {
#define LAB_LINE(text, deed) text,
#include "case/lab-lines.h"
	NULL
};

#define SEND_MOST 4096

bool
subject_line(const char *line, unsigned *bytes, char error[CASE_ERROR])
{
	char end;

	*bytes = 0;
	if (strcmp(line, "fill") == 0 || strcmp(line, "shutdown wr") == 0 ||
	    strcmp(line, "port") == 0 ||
	    (sscanf(line, "send %u%c", bytes, &end) == 1 && *bytes > 0 &&
		*bytes <= SEND_MOST))
		return true;
	snprintf(error, CASE_ERROR,
	    "expected send N (1 to %d), fill, shutdown wr or port", SEND_MOST);
	return false;
}

int
scenario_run(const struct scenario *s, const struct script *script,
    const struct stage *stage, char error[CASE_ERROR])
{
	Tcl_Interp *interp = s->interp;
	struct source source = { s->file, script->text, true };
	void *data;
	int result;

	memcpy(&data, &stage, sizeof(data)); /* the words take it back */
	result = case_eval(
	    interp, &source, script->text, script->line, script_words, data);
	if (result != TCL_OK)
		snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return result == TCL_OK ? 0 : -1;
}
