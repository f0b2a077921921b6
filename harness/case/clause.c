/* clause.c - the words of clauses.tcl: what RFC 9293 asks, and its trials. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 *	clause ID SECTION {
 *		text {one line, in our own words}
 *		remark {what a reader must know of the result}
 *		test PATTERN... ?ipv4-only|ipv6-only? { CONDITION... }
 *		untested {why}
 *	}
 *
 * Either tests or untested.  The conditions: condition.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

/* A file being read, and where in it we are. */
struct reading {
	struct source source;
	struct cases *cases;
	struct clause *clause;
	struct trial *trial; /* whose block is being read, or NULL */
};

bool
trial_chooses(const struct trial *t, const char *scenario, const char *subject,
    int family)
{
	size_t i;

	if (t->family != 0 && t->family != family)
		return false;
	for (i = 0; i < t->n_patterns; i++)
		if (pattern_matches(t->patterns[i], scenario, subject))
			return true;
	return false;
}

/* "text", "remark" or "untested". */
static int
word_text(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *word = Tcl_GetString(objv[0]);
	char **text = strcmp(word, "text") == 0 ? &r->clause->text :
	    strcmp(word, "remark") == 0		? &r->clause->remark :
						  &r->clause->untested;

	(void)objc;
	if (*text)
		return case_error(
		    interp, "%s: expected once, it is there already", word);
	*text = case_paragraph(Tcl_GetString(objv[1]));
	if (**text == '\0')
		return case_error(interp, "%s: expected a text", word);
	return TCL_OK;
}

static void *
grow(void *list, size_t n, size_t size)
{
	char *grown = realloc(list, (n + 1) * size);

	if (!grown)
		abort();
	memset(grown + n * size, 0, size);
	return grown;
}

static int
word_condition(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct trial *t = r->trial;

	if (!t)
		return case_error(interp,
		    "%s: expected within test PATTERN... { ... }",
		    Tcl_GetString(objv[0]));
	t->conditions = grow(
	    t->conditions, t->n_conditions, sizeof(*t->conditions));
	return case_parse_condition(
	    interp, t->family, objc, objv, &t->conditions[t->n_conditions++]);
}

/* [timer NAME]: what is set for the strategies of this run, in its unit. */
static int
word_timer(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct reading *r = data;
	const char *name = Tcl_GetString(objv[1]);
	size_t i;

	(void)objc;
	for (i = 0; i < r->cases->n_timers; i++)
		if (strcmp(r->cases->timers[i].name, name) == 0) {
			Tcl_SetObjResult(
			    interp, Tcl_NewIntObj(r->cases->timers[i].value));
			return TCL_OK;
		}
	return case_error(interp,
	    "timer: no \"%s\"; \"hangup-subject --timers\" lists them", name);
}

static int
word_needs(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct reading *r = data;
	int ms;

	(void)objc;
	if (!r->trial)
		return case_error(
		    interp, "needs: expected within test PATTERN... { ... }");
	if (Tcl_GetIntFromObj(NULL, objv[1], &ms) != TCL_OK || ms < 1)
		return case_error(interp,
		    "needs: expected a number of ms, got \"%s\"",
		    Tcl_GetString(objv[1]));
	r->trial->needs_ms = ms;
	return TCL_OK;
}

static void
free_trial(struct trial *t)
{
	size_t i;

	for (i = 0; i < t->n_patterns; i++)
		free(t->patterns[i]);
	for (i = 0; i < t->n_conditions; i++)
		case_free_condition(&t->conditions[i]);
	free(t->patterns);
	free(t->conditions);
}

/* The family, if the last word before the block names one. */
static int
family_of(const char *word)
{
	if (strcmp(word, "ipv4-only") == 0)
		return 4;
	return strcmp(word, "ipv6-only") == 0 ? 6 : 0;
}

/* PATTERN... ?FAMILY?, of which n words. */
static int
take_patterns(Tcl_Interp *interp, struct trial *t, int n, Tcl_Obj *const objv[])
{
	int i;

	t->family = family_of(Tcl_GetString(objv[n - 1]));
	n -= t->family != 0;
	if (n == 0)
		return case_error(interp, "test: expected a PATTERN");
	t->patterns = calloc((size_t)n, sizeof(*t->patterns));
	for (i = 0; i < n; i++)
		t->patterns[t->n_patterns++] = strdup(Tcl_GetString(objv[i]));
	return TCL_OK;
}

static int
word_test(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct clause *c = r->clause;
	struct trial t = { .n_conditions = 0 };
	int result;

	if (r->trial)
		return case_error(interp, "test: one cannot hold another");
	result = take_patterns(interp, &t, objc - 2, objv + 1);
	if (result == TCL_OK) {
		r->trial = &t;
		result = case_eval_part(
		    interp, "test", Tcl_GetString(objv[objc - 1]));
		r->trial = NULL;
	}
	if (result == TCL_OK && t.n_conditions == 0)
		result = case_error(interp, "test: expected conditions");
	if (result != TCL_OK) {
		free_trial(&t);
		return result;
	}
	c->trials = grow(c->trials, c->n_trials, sizeof(*c->trials));
	c->trials[c->n_trials++] = t;
	return TCL_OK;
}

#define PACKETS "DIRECTION FILTER ?QUALIFIER...?"

static const struct word_of clause_words[] = { { "text", "{TEXT}", 1, 1,
						   word_text },
	{ "remark", "{TEXT}", 1, 1, word_text },
	{ "untested", "{WHY}", 1, 1, word_text },
	{ "test", "PATTERN... ?ipv4-only|ipv6-only? { ... }", 2, -1,
	    word_test },
	{ "timer", "NAME", 1, 1, word_timer },
	{ "needs", "MS", 1, 1, word_needs },
	{ "seen", PACKETS, 2, 28, word_condition },
	{ "never", PACKETS, 2, 28, word_condition },
	{ "answered", PACKETS " by FILTER ?taking-seq? in MS", 6, 28,
	    word_condition },
	{ "doubling", PACKETS, 2, 28, word_condition },
	{ "spaced", PACKETS " in MS", 4, 28, word_condition },
	{ "says", "VERDICT...", 1, -1, word_condition },
	{ "state", "STATE...", 1, -1, word_condition },
	{ "option", "NAME VALUE", 2, 2, word_condition },
	{ "setting", "NAME VALUE", 2, 2, word_condition },
	{ NULL, NULL, 0, 0, NULL } };

static int
complete(Tcl_Interp *interp, const struct clause *c)
{
	if (!c->text)
		return case_error(interp, "%s has no text", c->id);
	if (!c->untested && c->n_trials == 0)
		return case_error(
		    interp, "%s: expected a test, or untested {why}", c->id);
	if (c->untested && c->n_trials > 0)
		return case_error(interp,
		    "%s: tested or untested, not both; what a test leaves "
		    "open is a remark",
		    c->id);
	return TCL_OK;
}

static int
word_clause(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct cases *cases = r->cases;
	const char *id = Tcl_GetString(objv[1]);
	const char *block = Tcl_GetString(objv[3]);
	struct clause c = { .n_trials = 0 };
	size_t i;

	(void)objc;
	for (i = 0; i < cases->n_clauses; i++)
		if (strcmp(cases->clauses[i].id, id) == 0)
			return case_error(
			    interp, "clause %s is there already", id);
	c.id = strdup(id);
	c.ref = strdup(Tcl_GetString(objv[2]));
	r->clause = &c;
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "clause", block), clause_words,
		r) != TCL_OK ||
	    complete(interp, &c) != TCL_OK) {
		case_free_clause(&c);
		return TCL_ERROR;
	}
	cases->clauses = grow(
	    cases->clauses, cases->n_clauses, sizeof(*cases->clauses));
	cases->clauses[cases->n_clauses++] = c;
	return TCL_OK;
}

int
case_read_clauses(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "clause", "ID SECTION { ... }", 3, 3, word_clause },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading r = { { file, text, false }, cases, NULL, NULL };
	Tcl_Interp *interp = cases->interp;

	if (case_eval(interp, &r.source, text, 1, words, &r) == TCL_OK)
		return 0;
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return -1;
}

void
case_free_clause(struct clause *c)
{
	size_t i;

	for (i = 0; i < c->n_trials; i++)
		free_trial(&c->trials[i]);
	free(c->trials);
	free(c->id);
	free(c->ref);
	free(c->text);
	free(c->untested);
	free(c->remark);
}
