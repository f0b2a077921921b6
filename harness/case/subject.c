/* subject.c - the words by which subjects declare themselves. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

static int
word_kind(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	int kind = kind_value(Tcl_GetString(objv[1]));

	(void)objc;
	if (kind == -1)
		return case_error(interp,
		    "kind: expected waits, asks, once "
		    "or external, got \"%s\"",
		    Tcl_GetString(objv[1]));
	s->says.kind = (enum kind)kind;
	return TCL_OK;
}

int
case_word_speaks(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	int speaks;

	(void)objc;
	if (Tcl_GetBooleanFromObj(interp, objv[1], &speaks) != TCL_OK)
		return TCL_ERROR;
	s->says.speaks = speaks;
	return TCL_OK;
}

static int
word_eats(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)objc;
	return Tcl_GetIntFromObj(interp, objv[1], &s->says.eats);
}

static int
word_patience(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)objc;
	return Tcl_GetIntFromObj(interp, objv[1], &s->says.patience_ms);
}

static int
word_beat(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)objc;
	return Tcl_GetIntFromObj(interp, objv[1], &s->says.beat_ms);
}

static int
word_misses(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)objc;
	return Tcl_GetIntFromObj(interp, objv[1], &s->says.misses);
}

static int
word_suspends(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	int suspends;

	(void)objc;
	if (Tcl_GetBooleanFromObj(interp, objv[1], &suspends) != TCL_OK)
		return TCL_ERROR;
	s->says.suspends = suspends;
	return TCL_OK;
}

/* {{Redis} {grpc-go}} is kept as "Redis, grpc-go". */
int
case_word_used_by(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	char names[512] = "";
	size_t used = 0;
	Tcl_Obj **v;
	int n, i;

	(void)objc;
	if (Tcl_ListObjGetElements(interp, objv[1], &n, &v) != TCL_OK)
		return TCL_ERROR;
	for (i = 0; i < n && used < sizeof(names); i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used,
		    "%s%s", i ? ", " : "", Tcl_GetString(v[i]));
	free(s->used_by);
	s->used_by = strdup(names);
	return TCL_OK;
}

int
case_word_unsupported(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)interp, (void)objc;
	free(s->unsupported);
	s->unsupported = strdup(Tcl_GetString(objv[1]));
	return TCL_OK;
}

static int
word_sees(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	int sign = sign_value(Tcl_GetString(objv[1]));
	int verdict = verdict_value(Tcl_GetString(objv[2]));
	int since = since_value(Tcl_GetString(objv[3]));
	struct seen *seen;

	(void)objc;
	if (sign == -1)
		return case_error(
		    interp, "sees: no sign \"%s\"", Tcl_GetString(objv[1]));
	if (verdict == -1)
		return case_error(
		    interp, "sees: no verdict \"%s\"", Tcl_GetString(objv[2]));
	if (since == -1)
		return case_error(interp,
		    "sees: expected sign, data, "
		    "segment, traffic, no-room, sent, unacked or check, got \"%s\"",
		    Tcl_GetString(objv[3]));
	seen = &s->says.sees[sign];
	seen->verdict = (enum verdict)verdict;
	seen->when.since = (enum since)since;
	if (Tcl_GetIntFromObj(interp, objv[4], &seen->when.from_ms) != TCL_OK)
		return TCL_ERROR;
	return Tcl_GetIntFromObj(interp, objv[5], &seen->when.to_ms);
}

static const struct word_of subject_words[] = {
	{ "kind", "waits|asks|once|external", 1, 1, word_kind },
	{ "speaks", "0|1", 1, 1, case_word_speaks },
	{ "eats", "BYTES", 1, 1, word_eats },
	{ "patience", "MS", 1, 1, word_patience },
	{ "beat", "MS", 1, 1, word_beat }, { "misses", "N", 1, 1, word_misses },
	{ "suspends", "0|1", 1, 1, word_suspends },
	{ "used-by", "{SOFTWARE}", 1, 1, case_word_used_by },
	{ "unsupported", "{WHY}", 1, 1, case_word_unsupported },
	{ "sees", "SIGN VERDICT SINCE FROM_MS TO_MS", 5, 5, word_sees },
	{ NULL, NULL, 0, 0, NULL }
};

bool
case_new_subject(struct subject *s, const char *name, const char *title)
{
	*s = (struct subject) { .name = strdup(name),
		.title = strdup(title),
		.used_by = strdup("") };
	return s->name && s->title && s->used_by;
}

int
case_add_subject(struct cases *cases, struct subject *s)
{
	struct subject *grown = realloc(
	    cases->subjects, (cases->n_subjects + 1) * sizeof(*grown));

	if (!grown) {
		case_free_subject(s);
		return -1;
	}
	cases->subjects = grown;
	grown[cases->n_subjects++] = *s;
	return 0;
}

struct reading {
	struct source source;
	struct cases *cases;
};

static int
word_subject_declaration(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[3]);
	struct subject s;

	(void)objc;
	if (!case_new_subject(
		&s, Tcl_GetString(objv[1]), Tcl_GetString(objv[2]))) {
		case_free_subject(&s);
		return case_error(interp, "out of memory");
	}
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "subject", block), subject_words,
		&s) != TCL_OK) {
		case_free_subject(&s);
		return TCL_ERROR;
	}
	return case_add_subject(r->cases, &s) == -1 ?
	    case_error(interp, "out of memory") :
	    TCL_OK;
}

/* One that is set for the run, for clauses that depend on it. */
static int
word_timer(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct timer_value *all = realloc(
	    r->cases->timers, (r->cases->n_timers + 1) * sizeof(*all));
	int value;

	(void)objc;
	if (!all)
		return case_error(interp, "out of memory");
	r->cases->timers = all;
	if (Tcl_GetIntFromObj(interp, objv[2], &value) != TCL_OK)
		return TCL_ERROR;
	all[r->cases->n_timers++] = (struct timer_value) {
		strdup(Tcl_GetString(objv[1])), value
	};
	return TCL_OK;
}

int
case_load_subjects(Tcl_Interp *interp, struct cases *cases, const char *text,
    char error[CASE_ERROR])
{
	static const struct word_of words[] = { { "timer", "NAME NUMBER", 2, 2,
						    word_timer },
		{ "subject", "NAME {TITLE} { ... }", 3, 3,
		    word_subject_declaration },
		{ NULL, NULL, 0, 0, NULL } };
	struct reading r = { { "hangup-subject --describe", text, false },
		cases };

	if (case_eval(interp, &r.source, text, 1, words, &r) == TCL_OK)
		return 0;
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return -1;
}

/* What it says of itself by other timers. */
static void
take_over(struct cases *cases, struct subject *new)
{
	struct subject *old = cases->subjects;
	char *title = new->title;

	while (strcmp(old->name, new->name) != 0)
		old++;
	if (old == new)
		return;
	new->title = old->title;
	old->title = title;
	old->says = new->says;
}

int
cases_retime(struct cases *cases, const char *text, char error[CASE_ERROR])
{
	size_t before = cases->n_subjects;
	int result;

	while (cases->n_timers > 0)
		free(cases->timers[--cases->n_timers].name);
	result = case_load_subjects(cases->interp, cases, text, error);
	while (cases->n_subjects > before) {
		take_over(cases, &cases->subjects[cases->n_subjects - 1]);
		case_free_subject(&cases->subjects[--cases->n_subjects]);
	}
	return result;
}

void
case_free_subject(struct subject *s)
{
	size_t i;

	for (i = 0; i < s->n_needs; i++) {
		free(s->needs[i].program);
		free(s->needs[i].package);
	}
	free(s->needs);
	case_free_reasons(&s->excuses);
	case_free_reasons(&s->unfit);
	case_free_reasons(&s->allowed);
	case_free_reasons(&s->readable);
	case_free_reasons(&s->writable);
	free(s->relies);
	free(s->name);
	free(s->title);
	free(s->used_by);
	free(s->unsupported);
	free(s->command);
	free(s->server);
	free(s->answers);
	free(s->data);
	free(s->build);
	free(s->dir);
	free(s->program);
	free(s->broken);
}
