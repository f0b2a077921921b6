/* contract.c - reads contracts/NAME.tcl: what is asked of who declares nothing. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

/* A sign of death by its name, or -1 and a message. */
static int
death_sign(Tcl_Interp *interp, const char *word, const char *name)
{
	const char *names[DEATH_SIGNS], *near;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++) {
		names[s] = sign_name(s);
		if (strcmp(names[s], name) == 0)
			return (int)s;
	}
	near = case_nearest(name, names, DEATH_SIGNS);
	case_error(interp,
	    "%s: expected a sign of death (\"hangup list signs\"), got "
	    "\"%s\"%s%s",
	    word, name, near ? "; nearest is " : "", near ? near : "");
	return -1;
}

/* Of WORD SIGN MS. */
static int
read_time(Tcl_Interp *interp, Tcl_Obj *const objv[], int *ms)
{
	if (Tcl_GetIntFromObj(NULL, objv[2], ms) == TCL_OK && *ms >= 1 &&
	    *ms <= CASE_LONGEST_MS)
		return TCL_OK;
	return case_error(interp,
	    "%s %s: expected 1 to 10800000 ms, or nothing for as long as "
	    "the cell lasts, got \"%s\"",
	    Tcl_GetString(objv[0]), Tcl_GetString(objv[1]),
	    Tcl_GetString(objv[2]));
}

/* must, should, may SIGN ?MS?: without a time while the cell lasts. */
static int
word_duty(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct cases *cases = data;
	const char *word = Tcl_GetString(objv[0]);
	int sign = death_sign(interp, word, Tcl_GetString(objv[1])), ms = 0;
	struct demand *d;

	if (sign == -1)
		return TCL_ERROR;
	if (objc > 2 && read_time(interp, objv, &ms) != TCL_OK)
		return TCL_ERROR;
	d = &cases->contract.of[sign];
	d->duty = (enum duty)duty_value(word);
	d->within_ms = ms;
	return TCL_OK;
}

/*
 * drop SIGN ?MS?: this sign of life is to be called an end.  Of the others no
 * packet says when they came.
 */
static int
word_drop(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct cases *cases = data;
	int sign = sign_value(Tcl_GetString(objv[1])), ms = 0;

	if (sign != DATA && sign != URGENT)
		return case_error(interp,
		    "drop: expected data or urgent, got \"%s\"",
		    Tcl_GetString(objv[1]));
	if (objc > 2 && read_time(interp, objv, &ms) != TCL_OK)
		return TCL_ERROR;
	cases->contract.of[sign].duty = MUST;
	cases->contract.of[sign].within_ms = ms;
	return TCL_OK;
}

static int
word_ignore(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct cases *cases = data;
	int sign = death_sign(interp, "ignore", Tcl_GetString(objv[1]));

	(void)objc;
	if (sign == -1)
		return TCL_ERROR;
	cases->contract.of[sign].duty = NO_DUTY;
	return TCL_OK;
}

static int
word_accept(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct cases *cases = data;
	int sign = death_sign(interp, "accept", Tcl_GetString(objv[1]));
	int verdict, i;

	if (sign == -1)
		return TCL_ERROR;
	for (i = 2; i < objc; i++) {
		verdict = verdict_value(Tcl_GetString(objv[i]));
		if (verdict == -1 || !verdict_terminal((enum verdict)verdict))
			return case_error(interp,
			    "accept: expected of closed, half-closed, reset, "
			    "timeout, unreachable, gone, error, got \"%s\"",
			    Tcl_GetString(objv[i]));
		cases->contract.of[sign].accept |= 1u << verdict;
	}
	return TCL_OK;
}

int
case_add_reasons(
    Tcl_Interp *interp, struct reasons *to, int objc, Tcl_Obj *const objv[])
{
	const char *why = Tcl_GetString(objv[objc - 1]);
	struct reason *of = realloc(
	    to->of, (to->n + (size_t)objc) * sizeof(*of));
	bool wavers = strcmp(Tcl_GetString(objv[0]), "sometimes") == 0;
	int i;

	if (!of)
		return case_error(interp, "out of memory");
	to->of = of;
	for (i = 1; i < objc - 1; i++)
		of[to->n++] = (struct reason) { strdup(Tcl_GetString(objv[i])),
			strdup(why), wavers };
	if (why[strspn(why, " \t\n")] == '\0')
		return case_error(interp,
		    "%s %s: expected a reason and its source",
		    Tcl_GetString(objv[0]), Tcl_GetString(objv[1]));
	return TCL_OK;
}

/* Scenarios that are broken have their names nevertheless. */
static size_t
scenario_names(const struct cases *cases, const char **names)
{
	size_t n = 0, i;

	for (i = 0; i < cases->n_scenarios; i++)
		names[n++] = cases->scenarios[i].name;
	for (i = 0; i < cases->n_left_out; i++)
		if (cases->left_out[i].kind == FILE_SCENARIO)
			names[n++] = cases->left_out[i].name;
	return n;
}

/* Of any subject: one that comes with the command line has a name, too. */
static bool
chooses_any(
    const struct cases *cases, const char *pattern, const char *scenario)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (pattern_matches(pattern, scenario, cases->subjects[i].name))
			return true;
	return pattern_begins(pattern, scenario);
}

static int
check_pattern(Tcl_Interp *interp, const struct cases *cases,
    const struct subject *s, const char *word, const char *pattern)
{
	const char **names = calloc(
	    cases->n_scenarios + cases->n_left_out + 1, sizeof(*names));
	const char *near;
	bool chooses = false;
	size_t n, i;

	if (!names)
		return case_error(interp, "out of memory");
	n = scenario_names(cases, names);
	for (i = 0; i < n && !chooses; i++)
		chooses = s ? pattern_matches(pattern, names[i], s->name) :
			      chooses_any(cases, pattern, names[i]);
	near = chooses ? NULL : case_nearest(pattern, names, n);
	free(names);
	if (chooses)
		return TCL_OK;
	return case_error(interp, "%s %s: there is no such scenario%s%s%s",
	    word, pattern, near ? ", nearest is " : "", near ? near : "",
	    near ? "" : "; \"hangup list scenarios\" shows them");
}

int
case_check_patterns(Tcl_Interp *interp, const struct subject *s, int objc,
    Tcl_Obj *const objv[])
{
	const struct cases *cases = Tcl_GetAssocData(interp, CASES, NULL);
	int result = TCL_OK, i;

	for (i = 1; i < objc - 1 && result == TCL_OK; i++)
		result = check_pattern(interp, cases, s, Tcl_GetString(objv[0]),
		    Tcl_GetString(objv[i]));
	return result;
}

void
case_free_reasons(struct reasons *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->of[i].pattern);
		free(r->of[i].why);
	}
	free(r->of);
}

static int
word_excuse(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct cases *cases = data;

	if (case_check_patterns(interp, NULL, objc, objv) != TCL_OK)
		return TCL_ERROR;
	return case_add_reasons(interp, &cases->excuses, objc, objv);
}

static const struct word_of contract_words[] = { { "must", "SIGN ?MS?", 1, 2,
						     word_duty },
	{ "should", "SIGN ?MS?", 1, 2, word_duty },
	{ "may", "SIGN ?MS?", 1, 2, word_duty },
	{ "drop", "SIGN ?MS?", 1, 2, word_drop },
	{ "ignore", "SIGN", 1, 1, word_ignore },
	{ "accept", "SIGN VERDICT ?VERDICT ...?", 2, -1, word_accept },
	{ "excuse", "PATTERN ?PATTERN ...? {WHY}", 2, -1, word_excuse },
	{ "sometimes", "PATTERN ?PATTERN ...? {WHY}", 2, -1, word_excuse },
	{ NULL, NULL, 0, 0, NULL } };

int
case_read_contract(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	struct source source = { file, text, false };

	if (case_eval(cases->interp, &source, text, 1, contract_words, cases) ==
	    TCL_OK)
		return 0;
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(cases->interp));
	return -1;
}

const struct reason *
reason_for(const struct reasons *r, const char *scenario, const char *subject)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (pattern_matches(r->of[i].pattern, scenario, subject))
			return &r->of[i];
	return NULL;
}

const struct reason *
contract_excuse(const struct cases *cases, const char *scenario,
    const struct subject *subject)
{
	const struct reason *own = reason_for(
	    &subject->excuses, scenario, subject->name);

	return own ? own : reason_for(&cases->excuses, scenario, subject->name);
}
