/* prompt.c - the words one may type: a script's, calls, the prompt's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

#define TYPING "hangup-typing" /* the interpreter's associated data */

const struct prompt_word prompt_words[] = {
	/* calls, made by the program at the subject's end */
	{ "recv", "[N] [wait]", "recv(2); it waits only if told to" },
	{ "peek", "[N] [wait]", "recv(2) with MSG_PEEK" },
	{ "send", "[N] [oob]", "send(2) N bytes: 1, 2, 3..." },
	{ "poll", "[MS]", "poll(2), at once or for so long" },
	{ "so-error", "", "getsockopt(2) SO_ERROR, which clears it" },
	{ "tcp-info", "", "getsockopt(2) TCP_INFO" },
	{ "setopt", "NAME VALUE", "setsockopt(2): setopt TCP_KEEPIDLE 1" },
	{ "getopt", "NAME", "getsockopt(2)" },
	{ "fionread", "", "ioctl(2): bytes that wait to be read" },
	{ "outq", "", "ioctl(2): bytes that nobody acknowledged" },
	{ "shutdown", "rd|wr|both", "shutdown(2)" },
	{ "close", "", "close(2)" },
	/* those of scenario files */
	{ "peer", "COMMAND...", "the other end: peer send 5, peer close" },
	{ "path", "COMMAND...", "the path: path drop both, path pass" },
	{ "lab", "COMMAND...", "this host's network: lab link down" },
	{ "relay", "COMMAND...", "the relay, where the scenario has one" },
	{ "subject", "send|fill|shutdown|port",
	    "the subject's socket: subject fill" },
	{ "signal", "STOP|CONT|KILL peer|subject", "a signal to the process" },
	{ "await", "DIRECTION FILTER", "until a packet comes: {FIN}" },
	{ "hold", "MS", "let time pass" },
	{ "fault", "[{...}]", "play the scenario's fault, or your own" },
	{ "script", "", "play the scenario's whole script" },
	/* the prompt's */
	{ "story", "", "all that happened so far" },
	{ "states", "", "the TCP states of both ends" },
	{ "source", "FILE", "type what stands in a file" },
	{ "save", "FILE", "what was typed, as a scenario that can be run" },
	{ "help", "[WORD]",
	    "of all words; of one: peer and path say what they can" },
	{ "quit", "", "leave; the lab goes with you (Ctrl-D)" },
	{ NULL, NULL, NULL }
};

/* What fault and script mean in the lab that is typed to. */
struct typing {
	const struct scenario *scenario;
	char *fault; /* the block in its script, or NULL */
};

static int
word_call(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	return case_tell(data, ACTOR_CALL, interp, 0, objc, objv);
}

static int
word_own(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	return case_tell(data, ACTOR_PROMPT, interp, 0, objc, objv);
}

static int
eval_text(Tcl_Interp *interp, const char *text)
{
	Tcl_Obj *compiled = Tcl_NewStringObj(text, -1);
	int result;

	Tcl_IncrRefCount(compiled);
	result = Tcl_EvalObjEx(interp, compiled, 0);
	Tcl_DecrRefCount(compiled);
	return result;
}

static int
word_fault(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct typing *t = Tcl_GetAssocData(interp, TYPING, NULL);
	Tcl_Obj *words[2] = { objv[0], NULL };
	int result;

	if (objc == 2)
		return case_word_fault(data, interp, objc, objv);
	if (!t->fault)
		return case_error(interp,
		    "fault: %s has none; \"script\" plays what it has, "
		    "\"fault {...}\" one of your own",
		    t->scenario->name);
	words[1] = Tcl_NewStringObj(t->fault, -1);
	Tcl_IncrRefCount(words[1]);
	result = case_word_fault(data, interp, 2, words);
	Tcl_DecrRefCount(words[1]);
	return result;
}

static int
word_script(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct typing *t = Tcl_GetAssocData(interp, TYPING, NULL);

	(void)data;
	return eval_text(interp,
	    objc == 2 ? Tcl_GetString(objv[1]) : t->scenario->script.text);
}

/* What a file of the case tree says besides what it does. */
static int
word_ignored(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	(void)data, (void)interp, (void)objc, (void)objv;
	return TCL_OK;
}

/* A block that is played: the last argument; of "scenario NAME" nothing. */
static int
word_played(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	(void)data;
	return objc == 2 && strcmp(Tcl_GetString(objv[0]), "play") != 0 ?
	    TCL_OK :
	    eval_text(interp, Tcl_GetString(objv[objc - 1]));
}

/* The others are the script's own. */
static const struct word_of typed_words[] = {
	{ "recv", "?N? ?wait?", 0, 2, word_call },
	{ "peek", "?N? ?wait?", 0, 2, word_call },
	{ "send", "?N? ?oob?", 0, 2, word_call },
	{ "poll", "?MS?", 0, 1, word_call },
	{ "so-error", "", 0, 0, word_call },
	{ "tcp-info", "", 0, 0, word_call },
	{ "setopt", "NAME VALUE", 2, 2, word_call },
	{ "getopt", "NAME", 1, 1, word_call },
	{ "fionread", "", 0, 0, word_call },
	{ "outq", "", 0, 0, word_call },
	{ "shutdown", "rd|wr|both", 1, 1, word_call },
	{ "close", "", 0, 0, word_call },
	{ "hold", "MS", 1, 2, case_word_hold },
	{ "fault", "?{ SCRIPT }?", 0, 1, word_fault },
	{ "script", "?{ SCRIPT }?", 0, 1, word_script },
	{ "story", "", 0, 0, word_own },
	{ "states", "", 0, 0, word_own },
	{ "source", "FILE", 1, 1, word_own },
	{ "save", "FILE", 1, 1, word_own },
	{ "help", "?WORD?", 0, 1, word_own },
	{ "quit", "", 0, 0, word_own },
	/* so that "source" replays a lesson, or a scenario that was saved */
	{ "lesson", "NAME TITLE { ... }", 3, 3, word_played },
	{ "scenario", "NAME TITLE { ... }", 1, 3, word_played },
	{ "play", "{ ... }", 1, 1, word_played },
	{ "predict", "QUESTION CHOICES { ... }", 3, 3, word_played },
	{ "text", "TEXT", 1, 1, word_ignored },
	{ "explain", "PATTERN TEXT", 2, 2, word_ignored },
	{ "wrong", "PATTERN TEXT", 2, 2, word_ignored },
	{ "after", "LESSON", 1, 1, word_ignored },
	{ "why", "TEXT", 1, 1, word_ignored },
	{ "refs", "LIST", 1, 1, word_ignored },
	{ "truth", "FORM...", 1, -1, word_ignored },
	{ "signs", "LIST", 1, 1, word_ignored },
	{ "ipv6-signs", "LIST", 1, 1, word_ignored },
	{ "prepare", "{ ... }", 1, 1, word_ignored },
	{ "proof", "FATE...", 1, 2, word_ignored },
	{ "record", "GLOB", 1, 1, word_ignored },
	{ "host", "GLOB", 1, 1, word_ignored },
	{ "mute", "WHY", 1, 1, word_ignored },
	{ "ipv4-only", "WHY", 1, 1, word_ignored },
	{ "wire", "{ ... }", 1, 1, word_ignored },
};

#define TYPED (sizeof(typed_words) / sizeof(typed_words[0]))

static void
gather_words(struct word_of words[64])
{
	size_t n, i, k;

	memcpy(words, typed_words, sizeof(typed_words));
	for (n = TYPED, i = 0; script_words[i].name; i++) {
		for (k = 0; k < TYPED; k++)
			if (strcmp(words[k].name, script_words[i].name) == 0)
				break;
		if (k == TYPED)
			words[n++] = script_words[i];
	}
	words[n] = (struct word_of) { NULL, NULL, 0, 0, NULL };
}

/* In a dry run of the script: the block is kept, not played. */
static int
keep_fault(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct typing *t = Tcl_GetAssocData(interp, TYPING, NULL);

	(void)data, (void)objc;
	free(t->fault);
	t->fault = strdup(Tcl_GetString(objv[1]));
	return TCL_OK;
}

static void
find_fault(Tcl_Interp *interp, struct typing *t)
{
	const struct script *script = &t->scenario->script;
	struct source source = { t->scenario->file, script->text, true };
	struct word_of words[64];
	bool has_fault;
	struct dry dry;
	const struct stage stage = case_dry_stage(&dry, &has_fault, NULL),
			   *given = &stage;
	void *data;
	size_t i;

	memcpy(&data, &given, sizeof(data));
	for (i = 0; script_words[i].name; i++) {
		words[i] = script_words[i];
		if (strcmp(words[i].name, "fault") == 0)
			words[i].run = keep_fault;
	}
	words[i] = script_words[i];
	(void)case_eval(
	    interp, &source, script->text, script->line, words, data);
}

/* A prompt's message needs no ":1: " before it, and help lists the words. */
static void
put_message(Tcl_Interp *interp, const char *file, char error[CASE_ERROR])
{
	static const char list[] = ", expected one of recv ";
	const char *text = Tcl_GetStringResult(interp), *rest;
	char *at;

	rest = file[0] == '\0' && text[0] == ':' ? strstr(text, ": ") : NULL;
	snprintf(error, CASE_ERROR, "%s", rest ? rest + 2 : text);
	at = strstr(error, list);
	if (at)
		snprintf(at, CASE_ERROR - (size_t)(at - error),
		    "; \"help\" lists the words");
}

/* What case_interrupt has marked: the evaluation ends in an error. */
static int
interrupt(ClientData data, Tcl_Interp *interp, int code)
{
	(void)data, (void)code;
	return interp ? case_error(interp, "interrupted") : TCL_ERROR;
}

static Tcl_AsyncHandler interruption;

void
case_interrupt(void)
{
	if (interruption)
		Tcl_AsyncMark(interruption);
}

int
scenario_type(const struct scenario *s, const char *file, int line,
    const char *text, const struct stage *stage, char value[CASE_ERROR],
    char error[CASE_ERROR])
{
	Tcl_Interp *interp = s->interp;
	struct source source = { file, text, true };
	struct typing typing = { s, NULL };
	struct word_of words[64];
	void *data;
	int result;

	if (!interruption)
		interruption = Tcl_AsyncCreate(interrupt, NULL);
	/* one that came while nothing was evaluated ends nothing */
	if (Tcl_AsyncReady())
		(void)Tcl_AsyncInvoke(NULL, TCL_OK);
	memcpy(&data, &stage, sizeof(data)); /* the words take it back */
	gather_words(words);
	Tcl_SetAssocData(interp, TYPING, NULL, &typing);
	if (s->has_fault)
		find_fault(interp, &typing);
	result = case_eval(interp, &source, text, line, words, data);
	Tcl_DeleteAssocData(interp, TYPING);
	free(typing.fault);
	if (result == TCL_OK)
		snprintf(value, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	else
		put_message(interp, file, error);
	return result == TCL_OK ? 0 : -1;
}

bool
case_is_whole(const char *text)
{
	return Tcl_CommandComplete(text);
}
