/* incident.c - reads incidents: cases/incidents/NAME.tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * An incident is what a person comes with, in their words, and the cells that
 * are it.  Its sentences hold no figure of their own: where one belongs stands
 * {FACT NAME}, which is filled from what was measured.  Here is checked only
 * that there can be such a fact; what it is, the report knows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case/private.h"

static const char *const facts[FACTS] = {
	[FACT_LATENCY] = "latency",
	[FACT_OUTCOME] = "outcome",
	[FACT_SAYS] = "says",
	[FACT_SUBJECT] = "subject",
	[FACT_SETTING] = "setting",
};

#define FACT_USAGE \
	"expected {latency CELL}, {outcome CELL}, {says CELL}, " \
	"{subject NAME} or {setting NAME}, perhaps with stock behind it"

int
incident_fact(const char *text, struct fact *fact, char error[CASE_ERROR])
{
	char kind[32] = "", stock[32] = "", more[2] = "";
	const char *end = strchr(text, '}');
	char inner[300];
	int n;

	snprintf(inner, sizeof(inner), "%.*s",
	    end ? (int)(end - text - 1) : (int)strlen(text + 1), text + 1);
	fact->of[0] = '\0';
	n = sscanf(inner, "%31s %255s %31s %1s", kind, fact->of, stock, more);
	fact->stock = n == 3;
	for (fact->kind = 0; fact->kind < FACTS; fact->kind++)
		if (strcmp(facts[fact->kind], kind) == 0)
			break;
	if (end && fact->kind < FACTS &&
	    (n == 2 || (n == 3 && strcmp(stock, "stock") == 0)))
		return (int)(end + 1 - text);
	snprintf(error, CASE_ERROR, FACT_USAGE ", got \"{%.200s}\"", inner);
	return -1;
}

/* A file being read and the incident it makes. */
struct reading {
	struct source source;
	const struct cases *cases;
	char *expected; /* the name the file's place gives */
	struct incident *incident;
	bool done;
};

/* All there are; scenarios that are broken have their names nevertheless. */
static size_t
names_of(const struct cases *cases, bool subjects, const char **names)
{
	size_t n = 0, i;

	for (i = 0; subjects && i < cases->n_subjects; i++)
		names[n++] = cases->subjects[i].name;
	for (i = 0; !subjects && i < cases->n_scenarios; i++)
		names[n++] = cases->scenarios[i].name;
	for (i = 0; !subjects && i < cases->n_left_out; i++)
		if (cases->left_out[i].kind == FILE_SCENARIO)
			names[n++] = cases->left_out[i].name;
	return n;
}

/* A name among them, or -1 and the nearest. */
static int
check_name(Tcl_Interp *interp, const struct cases *cases, bool subject,
    const char *name)
{
	const char **names = calloc(cases->n_scenarios + cases->n_subjects +
			   cases->n_left_out + 1,
		       sizeof(*names)),
		   *near;
	size_t n = names ? names_of(cases, subject, names) : 0, i;

	for (i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			break;
	near = i == n ? case_nearest(name, names, n) : NULL;
	free(names);
	return i < n ? TCL_OK :
		       case_error(interp, "there is no %s \"%s\"%s%s",
			   subject ? "subject" : "scenario", name,
			   near ? ", nearest is " : "", near ? near : "");
}

static int
check_cell(Tcl_Interp *interp, const struct cases *cases, const char *cell)
{
	const char *slash = strrchr(cell, '/');
	char scenario[256];

	if (!slash || slash == strchr(cell, '/'))
		return case_error(
		    interp, "expected GROUP/NAME/SUBJECT, got \"%s\"", cell);
	snprintf(scenario, sizeof(scenario), "%.*s", (int)(slash - cell), cell);
	return check_name(interp, cases, false, scenario) == TCL_OK ?
	    check_name(interp, cases, true, slash + 1) :
	    TCL_ERROR;
}

static bool
is_among(const struct texts *texts, const char *text)
{
	size_t i;

	for (i = 0; i < texts->n; i++)
		if (strcmp(texts->v[i], text) == 0)
			return true;
	return false;
}

static int
add_texts(Tcl_Interp *interp, struct texts *to, int objc, Tcl_Obj *const objv[])
{
	char **grown = realloc(to->v, (to->n + (size_t)objc) * sizeof(*grown));
	const char *word = Tcl_GetString(objv[0]);
	char *text;
	int i;

	if (!grown)
		return case_error(interp, "out of memory");
	to->v = grown;
	for (i = 1; i < objc; i++) {
		text = case_paragraph(Tcl_GetString(objv[i]));
		if (text[0] == '\0' || is_among(to, text)) {
			case_error(interp, "%s: expected each once, got \"%s\"",
			    word, text);
			free(text);
			return TCL_ERROR;
		}
		to->v[to->n++] = text;
	}
	return TCL_OK;
}

static int
word_words(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	return add_texts(interp, &r->incident->words, objc, objv);
}

static int
word_cells(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	int i;

	for (i = 1; i < objc; i++)
		if (check_cell(interp, r->cases, Tcl_GetString(objv[i])) !=
		    TCL_OK)
			return TCL_ERROR;
	return add_texts(interp, &r->incident->cells, objc, objv);
}

static int
word_command(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	if (strncmp(Tcl_GetString(objv[1]), "hangup ", 7) != 0)
		return case_error(interp,
		    "command: expected {hangup ...}, got \"%s\"",
		    Tcl_GetString(objv[1]));
	return add_texts(interp, &r->incident->commands, objc, objv);
}

/* Those that are read later count, too: there is a file of that name. */
static bool
has_file(const struct reading *r, const char *name)
{
	const char *slash = strrchr(r->source.name, '/');
	char *file = NULL;
	bool has = asprintf(&file, "%.*s/%s.tcl", (int)(slash - r->source.name),
		       r->source.name, name) != -1 &&
	    access(file, F_OK) == 0;

	free(file);
	return has;
}

static int
word_see(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	int i;

	for (i = 1; i < objc; i++)
		if (!has_file(r, Tcl_GetString(objv[i])))
			return case_error(interp,
			    "see: there is no incident \"%s\"",
			    Tcl_GetString(objv[i]));
	return add_texts(interp, &r->incident->see, objc, objv);
}

/* What the sentence asks for must be there to be measured. */
static int
check_fact(const struct reading *r, Tcl_Interp *interp, const struct fact *fact)
{
	if (fact->kind == FACT_SUBJECT)
		return check_name(interp, r->cases, true, fact->of);
	if (fact->kind == FACT_SETTING)
		return TCL_OK;
	if (fact->stock)
		return check_cell(interp, r->cases, fact->of);
	return is_among(&r->incident->cells, fact->of) ?
	    TCL_OK :
	    case_error(interp, "%s is not among the cells above", fact->of);
}

static int
take_text(struct reading *r, Tcl_Interp *interp, enum incident_text which,
    Tcl_Obj *const objv[])
{
	char **to = &r->incident->texts[which], error[CASE_ERROR];
	struct fact fact;
	const char *at;
	int length;

	if (*to)
		return case_error(interp,
		    "%s: expected once, it is there already",
		    Tcl_GetString(objv[0]));
	*to = case_paragraph(Tcl_GetString(objv[1]));
	for (at = strchr(*to, '{'); at; at = strchr(at + length, '{')) {
		length = incident_fact(at, &fact, error);
		if (length == -1)
			return case_error(
			    interp, "%s: %s", Tcl_GetString(objv[0]), error);
		if (check_fact(r, interp, &fact) != TCL_OK)
			return TCL_ERROR;
	}
	return TCL_OK;
}

static const char *const text_words[INCIDENT_TEXTS] = {
	[INCIDENT_WIRE] = "wire",
	[INCIDENT_NOTICES] = "notices",
	[INCIDENT_SETTINGS] = "settings",
	[INCIDENT_COSTS] = "costs",
	[INCIDENT_UNSEEN] = "unseen",
};

static int
word_text(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	enum incident_text which = INCIDENT_WIRE;

	(void)objc;
	while (strcmp(text_words[which], Tcl_GetString(objv[0])) != 0)
		which++;
	return take_text(data, interp, which, objv);
}

#define TEXT_USAGE "{SENTENCES, with {latency CELL} and the like}"
static const struct word_of incident_words[] = {
	{ "words", "{WORD OR PHRASE} ...", 1, -1, word_words },
	{ "cells", "SCENARIO/SUBJECT ...", 1, -1, word_cells },
	{ "wire", TEXT_USAGE, 1, 1, word_text },
	{ "notices", TEXT_USAGE, 1, 1, word_text },
	{ "settings", TEXT_USAGE, 1, 1, word_text },
	{ "costs", TEXT_USAGE, 1, 1, word_text },
	{ "unseen", TEXT_USAGE, 1, 1, word_text },
	{ "see", "INCIDENT ...", 1, -1, word_see },
	{ "command", "{hangup ...}", 1, 1, word_command },
	{ NULL, NULL, 0, 0, NULL }
};

/* What a reader looks for in each of them is in this one, too. */
static int
check_whole(Tcl_Interp *interp, const struct incident *incident)
{
	enum incident_text which;

	if (incident->words.n == 0 || incident->cells.n == 0)
		return case_error(interp, "incident %s has no %s",
		    incident->name, incident->words.n ? "cells" : "words");
	for (which = 0; which < INCIDENT_TEXTS; which++)
		if (!incident->texts[which])
			return case_error(interp, "incident %s has no %s",
			    incident->name, text_words[which]);
	return TCL_OK;
}

static int
word_incident(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[3]);

	(void)objc;
	if (case_only_one(interp, objv, r->expected, &r->done) != TCL_OK)
		return TCL_ERROR;
	r->incident->name = strdup(Tcl_GetString(objv[1]));
	r->incident->title = case_paragraph(Tcl_GetString(objv[2]));
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "incident", block), incident_words,
		r) != TCL_OK)
		return TCL_ERROR;
	return check_whole(interp, r->incident);
}

static void
free_texts(struct texts *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free(t->v[i]);
	free(t->v);
}

void
case_free_incident(struct incident *incident)
{
	size_t i;

	for (i = 0; i < INCIDENT_TEXTS; i++)
		free(incident->texts[i]);
	free_texts(&incident->words);
	free_texts(&incident->cells);
	free_texts(&incident->commands);
	free_texts(&incident->see);
	free(incident->name);
	free(incident->title);
}

static int
add_incident(struct cases *cases, const struct incident *incident)
{
	struct incident *grown = realloc(
	    cases->incidents, (cases->n_incidents + 1) * sizeof(*grown));

	if (!grown)
		return -1;
	cases->incidents = grown;
	grown[cases->n_incidents++] = *incident;
	return 0;
}

int
case_read_incident(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "incident", "NAME {TITLE} { ... }", 3, 3, word_incident },
		{ NULL, NULL, 0, 0, NULL }
	};
	const char *base = strrchr(file, '/') + 1;
	struct incident incident = { 0 };
	struct reading r = { { file, text, false }, cases,
		strndup(base, strlen(base) - strlen(".tcl")), &incident,
		false };
	Tcl_Interp *interp = cases->interp;
	int result = case_eval(interp, &r.source, text, 1, words, &r);

	if (result == TCL_OK && !r.done)
		result = case_error(
		    interp, "%s:1: expected an incident %s", file, r.expected);
	free(r.expected);
	if (result == TCL_OK && add_incident(cases, &incident) == 0)
		return 0;
	case_free_incident(&incident);
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return -1;
}
