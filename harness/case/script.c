/* script.c - the words of a scenario's script, bound to a stage. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

#define LINE 2048

/* The words joined to one line of a control protocol. */
static void
join(int objc, Tcl_Obj *const objv[], char line[LINE])
{
	size_t used = 0;
	int i;

	line[0] = '\0';
	for (i = 1; i < objc && used < LINE; i++)
		used += (size_t)snprintf(line + used, LINE - used, "%s%s",
		    i > 1 ? " " : "", Tcl_GetString(objv[i]));
}

int
case_tell(case_tell_fn *fn, const struct stage *stage, Tcl_Interp *interp,
    int objc, Tcl_Obj *const objv[])
{
	char line[LINE], answer[CASE_ERROR] = "", error[CASE_ERROR] = "";

	join(objc, objv, line);
	if (fn(stage->data, line, answer, error) == -1)
		return case_error(
		    interp, "%s %s: %s", Tcl_GetString(objv[0]), line, error);
	Tcl_SetObjResult(interp, Tcl_NewStringObj(answer, -1));
	return TCL_OK;
}

static int
word_peer(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;

	return case_tell(stage->peer, stage, interp, objc, objv);
}

static int
word_path(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;

	return case_tell(stage->path, stage, interp, objc, objv);
}

static int
word_lab(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;

	return case_tell(stage->lab, stage, interp, objc, objv);
}

static int
word_relay(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;

	return case_tell(stage->relay, stage, interp, objc, objv);
}

static int
word_subject(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct stage *stage = data;

	return case_tell(stage->subject, stage, interp, objc, objv);
}

static int
word_signal(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	static const struct {
		const char *name;
		int number;
	} known[] = {
		{ "STOP", SIGSTOP },
		{ "CONT", SIGCONT },
		{ "KILL", SIGKILL },
		{ "TERM", SIGTERM },
		{ "INT", SIGINT },
	};
	const struct stage *stage = data;
	const char *who = Tcl_GetString(objv[2]);
	char error[CASE_ERROR] = "";
	size_t i;

	(void)objc;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].name, Tcl_GetString(objv[1])) == 0)
			break;
	if (i == sizeof(known) / sizeof(known[0]))
		return case_error(interp,
		    "signal: expected STOP, CONT, KILL, "
		    "TERM or INT, got \"%s\"",
		    Tcl_GetString(objv[1]));
	if (strcmp(who, "peer") != 0 && strcmp(who, "subject") != 0)
		return case_error(interp,
		    "signal: expected peer or subject, "
		    "got \"%s\"",
		    who);
	if (stage->signal(stage->data, known[i].number, who, error) == -1)
		return case_error(
		    interp, "signal %s %s: %s", known[i].name, who, error);
	return TCL_OK;
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
	begins = stage->fault_begins(stage->data, error);
	if (begins == -1)
		return case_error(interp, "fault: %s", error);
	if (begins)
		result = case_eval_part(
		    interp, "fault", Tcl_GetString(objv[1]));
	if (result == TCL_OK && stage->fault_ended(stage->data, error) == -1)
		result = case_error(interp, "fault: %s", error);
	return result;
}

const struct word_of script_words[] = { { "peer", "COMMAND...", 1, -1,
					    word_peer },
	{ "path", "COMMAND...", 1, -1, word_path },
	{ "lab", "link down|...", 1, -1, word_lab },
	{ "relay", "COMMAND...", 1, -1, word_relay },
	{ "subject", "send N|fill|shutdown wr|port", 1, -1, word_subject },
	{ "signal", "STOP|CONT|KILL|TERM|INT peer|subject", 2, 2, word_signal },
	{ "await", "DIRECTION FILTER ?QUALIFIER...?", 2, -1, word_await },
	{ "hold", "MS {why this duration is the scenario}", 2, 2,
	    case_word_hold },
	{ "fault", "{ SCRIPT }", 1, 1, case_word_fault },
	{ NULL, NULL, 0, 0, NULL } };

const char *const lab_lines[] = { "link down", "route withdraw",
	"address remove", "neighbour forget", "socket destroy", "host other",
	"take over", "connect", NULL };

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
