/* scenario.c - the words of a scenario file. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

/* A file being read and the scenario it makes. */
struct reading {
	struct source source;
	const char *expected; /* the name the file's place gives */
	struct scenario *scenario;
	bool done;
};

/* "a, b, c" of what name(0), name(1)... say. */
static void
list_names(const char *(*name)(int), int n, char *out, size_t size)
{
	size_t used = 0;
	int i;

	out[0] = '\0';
	for (i = 0; i < n && used < size; i++)
		used += (size_t)snprintf(
		    out + used, size - used, "%s%s", i ? ", " : "", name(i));
}

static const char *
sign_word(int i)
{
	return sign_name((enum sign)i);
}

static const char *
form_word(int i)
{
	return form_name((enum form)i);
}

/* What would be lost without a word. */
static int
expect_once(Tcl_Interp *interp, Tcl_Obj *word, bool there)
{
	return there ? case_error(interp,
			   "%s: expected once, it is there "
			   "already",
			   Tcl_GetString(word)) :
		       TCL_OK;
}

static int
word_why(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *p = Tcl_GetString(objv[1]);
	char *out;

	(void)objc;
	if (expect_once(interp, objv[0], r->scenario->why) != TCL_OK)
		return TCL_ERROR;
	out = r->scenario->why = malloc(strlen(p) + 1);
	/* a text over several lines is one paragraph */
	for (p += strspn(p, " \t\n"); *p;) {
		if (strchr(" \t\n", *p)) {
			p += strspn(p, " \t\n");
			if (*p)
				*out++ = ' ';
		} else
			*out++ = *p++;
	}
	*out = '\0';
	return TCL_OK;
}

static int
word_refs(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	Tcl_Obj **v;
	int n, i;

	(void)objc;
	if (expect_once(interp, objv[0], r->scenario->refs) != TCL_OK ||
	    Tcl_ListObjGetElements(interp, objv[1], &n, &v) != TCL_OK)
		return TCL_ERROR;
	r->scenario->refs = calloc((size_t)n + 1, sizeof(char *));
	for (i = 0; i < n; i++)
		r->scenario->refs[i] = strdup(Tcl_GetString(v[i]));
	r->scenario->n_refs = (size_t)n;
	return TCL_OK;
}

static int
word_truth(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	char names[256];
	int i, form;

	if (expect_once(interp, objv[0], r->scenario->n_truth) != TCL_OK)
		return TCL_ERROR;
	for (i = 1; i < objc; i++) {
		form = form_value(Tcl_GetString(objv[i]));
		if (form == -1) {
			list_names(form_word, FORMS, names, sizeof(names));
			return case_error(interp,
			    "truth: expected of %s, got "
			    "\"%s\"",
			    names, Tcl_GetString(objv[i]));
		}
		r->scenario->truth[i - 1] = (enum form)form;
	}
	r->scenario->n_truth = (size_t)objc - 1;
	return TCL_OK;
}

static int
word_signs(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	char names[512];
	Tcl_Obj **v;
	int n, i, sign;

	(void)objc;
	if (expect_once(interp, objv[0], r->scenario->signs) != TCL_OK ||
	    Tcl_ListObjGetElements(interp, objv[1], &n, &v) != TCL_OK)
		return TCL_ERROR;
	for (i = 0; i < n; i++) {
		sign = sign_value(Tcl_GetString(v[i]));
		if (sign == -1) {
			list_names(sign_word, SIGNS, names, sizeof(names));
			return case_error(interp,
			    "signs: expected of %s, got "
			    "\"%s\"",
			    names, Tcl_GetString(v[i]));
		}
		r->scenario->signs |= 1u << sign;
	}
	return TCL_OK;
}

static int
word_script(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct scenario *s = r->scenario;

	(void)objc;
	if (expect_once(interp, objv[0], s->script) != TCL_OK)
		return TCL_ERROR;
	s->script = strdup(Tcl_GetString(objv[1]));
	s->script_line = case_line_of(&r->source, "script", s->script);
	return TCL_OK;
}

static int
word_check(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct scenario *s = r->scenario;
	struct check *grown = realloc(
	    s->checks, (s->n_checks + 1) * sizeof(*grown));

	if (!grown)
		return case_error(interp, "out of memory");
	s->checks = grown;
	if (case_parse_check(interp, objc, objv, &grown[s->n_checks]) !=
	    TCL_OK) {
		case_free_check(&grown[s->n_checks]);
		return TCL_ERROR;
	}
	s->n_checks++;
	return TCL_OK;
}

static const struct word_of wire_words[] = {
	{ "seen", "DIRECTION FILTER ?QUALIFIER...?", 2, -1, word_check },
	{ "never", "DIRECTION FILTER ?QUALIFIER...?", 2, -1, word_check },
	{ NULL, NULL, 0, 0, NULL }
};

static int
word_wire(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[1]);

	(void)objc;
	return case_eval(interp, &r->source, block,
	    case_line_of(&r->source, "wire", block), wire_words, r);
}

static const struct word_of scenario_words[] = { { "why", "{TEXT}", 1, 1,
						     word_why },
	{ "refs", "{REF...}", 1, 1, word_refs },
	{ "truth", "FORM ?FORM...?", 1, 4, word_truth },
	{ "signs", "{SIGN...}", 1, 1, word_signs },
	{ "script", "{ ... }", 1, 1, word_script },
	{ "wire", "{ ... }", 1, 1, word_wire }, { NULL, NULL, 0, 0, NULL } };

/* What a scenario cannot do without. */
static int
complete(Tcl_Interp *interp, const struct scenario *s)
{
	if (!s->why)
		return case_error(interp, "%s has no why", s->name);
	if (s->n_refs == 0)
		return case_error(interp, "%s has no refs", s->name);
	if (s->n_truth == 0)
		return case_error(interp, "%s has no truth", s->name);
	if (s->signs == 0)
		return case_error(interp, "%s has no signs", s->name);
	return TCL_OK;
}

static int
word_scenario(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct scenario *s = r->scenario;
	const char *block = Tcl_GetString(objv[3]);
	char error[CASE_ERROR];

	(void)objc;
	if (strcmp(Tcl_GetString(objv[1]), r->expected) != 0)
		return case_error(interp,
		    "scenario: expected the name %s, as "
		    "the file's, got \"%s\"",
		    r->expected, Tcl_GetString(objv[1]));
	if (r->done)
		return case_error(interp, "a file holds one scenario");
	r->done = true;
	s->title = strdup(Tcl_GetString(objv[2]));
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "scenario", block), scenario_words,
		r) != TCL_OK ||
	    complete(interp, s) != TCL_OK)
		return TCL_ERROR;
	if (!s->script)
		s->script = strdup("");
	if (scenario_run(s, case_dry_stage(&s->has_fault), error) == -1)
		return case_error(interp, "%s", error);
	return TCL_OK;
}

int
case_read_scenario(Tcl_Interp *interp, const char *file, const char *text,
    const char *name, struct scenario *s, char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "scenario", "GROUP/NAME {TITLE} { ... }", 3, 3,
		    word_scenario },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading r = { { file, text }, name, s, false };
	int result;

	memset(s, 0, sizeof(*s));
	s->interp = interp;
	s->name = strdup(name);
	s->file = strdup(file);
	result = case_eval(interp, &r.source, text, 1, words, &r);
	if (result == TCL_OK && !r.done) {
		case_error(interp, "%s:1: expected a scenario %s", file, name);
		result = TCL_ERROR;
	}
	if (result != TCL_OK)
		snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return result == TCL_OK ? 0 : -1;
}

void
case_free_scenario(struct scenario *s)
{
	size_t i;

	for (i = 0; i < s->n_refs; i++)
		free(s->refs[i]);
	for (i = 0; i < s->n_checks; i++)
		case_free_check(&s->checks[i]);
	free(s->refs);
	free(s->checks);
	free(s->name);
	free(s->title);
	free(s->why);
	free(s->script);
	free(s->file);
}
