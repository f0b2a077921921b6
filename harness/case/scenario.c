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

char *
case_paragraph(const char *text)
{
	const char *p = text + strspn(text, " \t\n");
	char *paragraph = malloc(strlen(text) + 1), *out = paragraph;

	while (*p)
		if (strchr(" \t\n", *p)) {
			p += strspn(p, " \t\n");
			if (*p)
				*out++ = ' ';
		} else
			*out++ = *p++;
	*out = '\0';
	return paragraph;
}

static int
word_why(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	(void)objc;
	if (expect_once(interp, objv[0], r->scenario->why) != TCL_OK)
		return TCL_ERROR;
	r->scenario->why = case_paragraph(Tcl_GetString(objv[1]));
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

/* FORM ?or FORM? ?FORM...? */
static int
word_truth(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct scenario *s = r->scenario;
	char names[256];
	bool other;
	int i, form;

	if (expect_once(interp, objv[0], s->n_truth) != TCL_OK)
		return TCL_ERROR;
	for (i = 1; i < objc; i++) {
		other = s->n_truth > 0 && i + 1 < objc &&
		    strcmp(Tcl_GetString(objv[i]), "or") == 0;
		i += other;
		form = form_value(Tcl_GetString(objv[i]));
		if (form == -1 || s->n_truth - other == 4) {
			list_names(form_word, FORMS, names, sizeof(names));
			return case_error(interp,
			    "truth: expected up to 4 of %s, got "
			    "\"%s\"",
			    names, Tcl_GetString(objv[i]));
		}
		if (other) {
			s->or [s->n_truth - 1] = (enum form)form;
			continue;
		}
		s->truth[s->n_truth] = (enum form)form;
		s->or [s->n_truth++] = FORMS;
	}
	return TCL_OK;
}

static const char *
nearest_sign(const char *word)
{
	const char *names[SIGNS];
	enum sign s;

	for (s = FIN; s < SIGNS; s++)
		names[s] = sign_name(s);
	return case_nearest(word, names, SIGNS);
}

/* "signs", or "ipv6-signs" where they differ. */
static int
word_signs(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *word = Tcl_GetString(objv[0]);
	uint32_t *signs = strcmp(word, "signs") == 0 ? &r->scenario->signs :
						       &r->scenario->signs6;
	char names[512];
	const char *near;
	Tcl_Obj **v;
	int n, i, sign;

	(void)objc;
	if (expect_once(interp, objv[0], *signs) != TCL_OK ||
	    Tcl_ListObjGetElements(interp, objv[1], &n, &v) != TCL_OK)
		return TCL_ERROR;
	for (i = 0; i < n; i++) {
		sign = sign_value(Tcl_GetString(v[i]));
		if (sign == -1) {
			list_names(sign_word, SIGNS, names, sizeof(names));
			near = nearest_sign(Tcl_GetString(v[i]));
			return case_error(interp,
			    "%s: no sign \"%s\"%s%s, expected of %s", word,
			    Tcl_GetString(v[i]), near ? ", nearest is " : "",
			    near ? near : "", names);
		}
		*signs |= 1u << sign;
	}
	return TCL_OK;
}

/* "script" or "prepare". */
static int
word_script(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *word = Tcl_GetString(objv[0]);
	struct script *script = strcmp(word, "prepare") == 0 ?
	    &r->scenario->prepare :
	    &r->scenario->script;

	(void)objc;
	if (expect_once(interp, objv[0], script->text) != TCL_OK)
		return TCL_ERROR;
	script->text = strdup(Tcl_GetString(objv[1]));
	script->line = case_line_of(&r->source, word, script->text);
	return TCL_OK;
}

static const char *
fate_word(int i)
{
	return proof_fate_name((enum proof_fate)i);
}

static int
word_proof(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	enum proof_fate fates[2] = { PROOF_ANY, PROOF_ANY };
	char names[256];
	int i, fate;

	for (i = 1; i < objc; i++) {
		fate = proof_fate_value(Tcl_GetString(objv[i]));
		if (fate == -1) {
			list_names(
			    fate_word, PROOF_FATES, names, sizeof(names));
			return case_error(interp,
			    "proof: expected of %s, got \"%s\"", names,
			    Tcl_GetString(objv[i]));
		}
		fates[i - 1] = (enum proof_fate)fate;
	}
	r->scenario->proof = (struct proof) { true, fates[0], fates[1] };
	return TCL_OK;
}

/* "record" or "host": what one of the witnesses must say. */
static int
word_record(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	char **glob = strcmp(Tcl_GetString(objv[0]), "host") == 0 ?
	    &r->scenario->host :
	    &r->scenario->record;

	(void)objc;
	if (expect_once(interp, objv[0], *glob) != TCL_OK)
		return TCL_ERROR;
	*glob = strdup(Tcl_GetString(objv[1]));
	return TCL_OK;
}

static int
word_mute(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	(void)interp, (void)objc, (void)objv;
	r->scenario->mute = true;
	return TCL_OK;
}

static int
word_ipv4_only(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	(void)objc;
	if (expect_once(interp, objv[0], r->scenario->ipv4_only) != TCL_OK)
		return TCL_ERROR;
	r->scenario->ipv4_only = strdup(Tcl_GetString(objv[1]));
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
	{ "truth", "FORM ?or FORM? ?FORM...?", 1, 8, word_truth },
	{ "signs", "{SIGN...}", 1, 1, word_signs },
	{ "ipv6-signs", "{SIGN...}", 1, 1, word_signs },
	{ "prepare", "{ ... }", 1, 1, word_script },
	{ "script", "{ ... }", 1, 1, word_script },
	{ "proof", "FATE_OF_OURS ?FATE_OF_THEIRS?", 1, 2, word_proof },
	{ "record", "GLOB", 1, 1, word_record },
	{ "host", "GLOB", 1, 1, word_record },
	{ "mute", "{why nobody answers}", 1, 1, word_mute },
	{ "ipv4-only", "{why IPv6 has no such thing}", 1, 1, word_ipv4_only },
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
	struct stage stage;
	struct dry dry;

	(void)objc;
	if (case_only_one(interp, objv, r->expected, &r->done) != TCL_OK)
		return TCL_ERROR;
	s->title = case_paragraph(Tcl_GetString(objv[2]));
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "scenario", block), scenario_words,
		r) != TCL_OK ||
	    complete(interp, s) != TCL_OK)
		return TCL_ERROR;
	if (!s->script.text)
		s->script.text = strdup("");
	if (!s->prepare.text)
		s->prepare.text = strdup("");
	stage = case_dry_stage(&dry, &s->has_fault, &s->writes);
	if (scenario_run(s, &s->prepare, &stage, error) == -1)
		return case_error(interp, "%s", error);
	if (s->has_fault)
		return case_error(interp, "prepare: the fault is the script's");
	stage = case_dry_stage(&dry, &s->has_fault, &s->writes);
	if (scenario_run(s, &s->script, &stage, error) == -1)
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
	struct reading r = { { file, text, false }, name, s, false };
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

uint32_t
scenario_signs(const struct scenario *s, int family)
{
	return family == 6 && s->signs6 ? s->signs6 : s->signs;
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
	free(s->script.text);
	free(s->prepare.text);
	free(s->ipv4_only);
	free(s->writes);
	free(s->record);
	free(s->host);
	free(s->file);
}
