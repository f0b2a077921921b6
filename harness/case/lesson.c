/* lesson.c - reads a lesson: cases/lessons/NAME.tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case/private.h"

/* A file being read and the lesson it makes. */
struct reading {
	struct source source;
	const struct cases *cases;
	const char *expected; /* the name the file's place gives */
	struct lesson *lesson;
	bool done;
};

static struct step *
new_step(struct lesson *l, enum step_kind kind, const char *text)
{
	struct step *grown = realloc(
	    l->steps, (l->n_steps + 1) * sizeof(*grown));

	if (!grown)
		abort();
	l->steps = grown;
	grown[l->n_steps] = (struct step) { .kind = kind,
		.text = case_paragraph(text) };
	return &grown[l->n_steps++];
}

static int
word_scenario(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *name = Tcl_GetString(objv[1]);
	size_t i;

	(void)objc;
	for (i = 0; i < r->cases->n_scenarios; i++)
		if (strcmp(r->cases->scenarios[i].name, name) == 0)
			r->lesson->scenario = &r->cases->scenarios[i];
	return r->lesson->scenario ?
	    TCL_OK :
	    case_error(interp, "scenario: there is no \"%s\"", name);
}

static int
word_text(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	(void)interp, (void)objc;
	(void)new_step(r->lesson, STEP_TEXT, Tcl_GetString(objv[1]));
	return TCL_OK;
}

/* All words of it are tried without effect. */
static int
take_commands(struct reading *r, Tcl_Interp *interp, struct step *step,
    const char *word, const char *commands)
{
	char value[CASE_ERROR], error[CASE_ERROR];
	bool has_fault;
	struct dry dry;
	const struct stage stage = case_dry_stage(&dry, &has_fault, NULL);

	step->commands = strdup(commands);
	if (!r->lesson->scenario)
		return case_error(interp, "%s: expected scenario before", word);
	if (scenario_type(r->lesson->scenario, "", 1, commands, &stage, value,
		error) == -1)
		return case_error(interp, "%s: %s", word, error);
	return TCL_OK;
}

static int
word_play(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;

	(void)objc;
	return take_commands(r, interp, new_step(r->lesson, STEP_PLAY, ""),
	    "play", Tcl_GetString(objv[1]));
}

/* {QUESTION} {PATTERN TEXT...} {COMMAND} */
static int
word_predict(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	struct step *step = new_step(
	    r->lesson, STEP_PREDICT, Tcl_GetString(objv[1]));
	Tcl_Obj **v;
	int n, i;

	(void)objc;
	if (Tcl_ListObjGetElements(interp, objv[2], &n, &v) != TCL_OK)
		return TCL_ERROR;
	if (n < 4 || n > 2 * 8 || n % 2 != 0)
		return case_error(interp,
		    "predict: expected 2 to 8 choices, each PATTERN {TEXT}");
	step->choices = calloc((size_t)n / 2, sizeof(*step->choices));
	if (!step->choices)
		abort();
	for (i = 0; i < n; i += 2)
		step->choices[step->n_choices++] = (struct choice) {
			strdup(Tcl_GetString(v[i])),
			case_paragraph(Tcl_GetString(v[i + 1])), NULL
		};
	return take_commands(
	    r, interp, step, "predict", Tcl_GetString(objv[3]));
}

/* Of the predict before it, with its explanations, the choice of a pattern. */
static struct choice *
find_choice(const struct lesson *l, const char *pattern)
{
	const struct step *asked;
	size_t n = l->n_steps, i;

	while (n > 0 && l->steps[n - 1].kind == STEP_EXPLAIN)
		n--;
	asked = n > 0 ? &l->steps[n - 1] : NULL;
	for (i = 0; asked && i < asked->n_choices; i++)
		if (strcmp(asked->choices[i].pattern, pattern) == 0)
			return &asked->choices[i];
	return NULL;
}

static int
no_choice(Tcl_Interp *interp, const char *word, const char *pattern)
{
	return case_error(interp,
	    "%s: expected behind a predict, with the pattern of one of its "
	    "choices, got \"%s\"",
	    word, pattern);
}

/* What it explains is one of the choices before it. */
static int
word_explain(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *pattern = Tcl_GetString(objv[1]);

	(void)objc;
	if (!find_choice(r->lesson, pattern))
		return no_choice(interp, "explain", pattern);
	new_step(r->lesson, STEP_EXPLAIN, Tcl_GetString(objv[2]))->pattern =
	    strdup(pattern);
	return TCL_OK;
}

/* Why one of the choices before it is not what comes. */
static int
word_wrong(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *pattern = Tcl_GetString(objv[1]);
	struct choice *choice = find_choice(r->lesson, pattern);

	(void)objc;
	if (!choice)
		return no_choice(interp, "wrong", pattern);
	if (choice->wrong)
		return case_error(
		    interp, "wrong: a second one for \"%s\"", pattern);
	choice->wrong = case_paragraph(Tcl_GetString(objv[2]));
	return TCL_OK;
}

/* Is there a lesson of that name beside this one? */
static int
word_after(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *name = Tcl_GetString(objv[1]), *file = r->lesson->file;
	char path[PATH_MAX];

	(void)objc;
	snprintf(path, sizeof(path), "%.*s/%s.tcl",
	    (int)(strrchr(file, '/') - file), file, name);
	if (access(path, F_OK) == -1 || strcmp(path, file) == 0)
		return case_error(
		    interp, "after: expected another lesson, got \"%s\"", name);
	free(r->lesson->after);
	r->lesson->after = strdup(name);
	return TCL_OK;
}

static const struct word_of lesson_words[] = { { "scenario", "GROUP/NAME", 1, 1,
						   word_scenario },
	{ "after", "LESSON", 1, 1, word_after },
	{ "text", "{TEXT}", 1, 1, word_text },
	{ "play", "{ ... }", 1, 1, word_play },
	{ "predict", "{QUESTION} {PATTERN {CHOICE}...} { COMMAND }", 3, 3,
	    word_predict },
	{ "explain", "PATTERN {TEXT}", 2, 2, word_explain },
	{ "wrong", "PATTERN {TEXT}", 2, 2, word_wrong },
	{ NULL, NULL, 0, 0, NULL } };

static int
word_lesson(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[3]);

	(void)objc;
	if (case_only_one(interp, objv, r->expected, &r->done) != TCL_OK)
		return TCL_ERROR;
	r->lesson->title = strdup(Tcl_GetString(objv[2]));
	return case_eval(interp, &r->source, block,
	    case_line_of(&r->source, "lesson", block), lesson_words, r);
}

int
lesson_read(struct lesson *l, const struct cases *cases, const char *file,
    const char *text, char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "lesson", "NAME {TITLE} { ... }", 3, 3, word_lesson },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading r = { { file, text, false }, cases, l->name, l, false };
	Tcl_Interp *interp = cases->interp;
	int result = case_eval(interp, &r.source, text, 1, words, &r);

	if (result == TCL_OK && r.done)
		return 0;
	if (result == TCL_OK)
		case_error(interp, "%s:1: expected a lesson %s", file, l->name);
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(interp));
	return -1;
}

static void
free_step(struct step *s)
{
	size_t i;

	for (i = 0; i < s->n_choices; i++) {
		free(s->choices[i].pattern);
		free(s->choices[i].text);
		free(s->choices[i].wrong);
	}
	free(s->choices);
	free(s->text);
	free(s->commands);
	free(s->pattern);
}

void
lesson_free(struct lesson *l)
{
	size_t k;

	for (k = 0; k < l->n_steps; k++)
		free_step(&l->steps[k]);
	free(l->steps);
	free(l->name);
	free(l->title);
	free(l->file);
	free(l->after);
	memset(l, 0, sizeof(*l));
}

int
step_outcome(const struct step *step, const char *value)
{
	size_t i;

	for (i = 0; i < step->n_choices; i++)
		if (fnmatch(step->choices[i].pattern, value, 0) == 0)
			return (int)i;
	return -1;
}

bool
step_explains(const struct step *step, const char *value)
{
	return fnmatch(step->pattern, value, 0) == 0;
}

const char *
step_command(const char **at, size_t *length)
{
	const char *line = *at + strspn(*at, " \t\n");

	*length = strcspn(line, "\n");
	*at = line + *length;
	while (*length > 0 && line[*length - 1] == ' ')
		--*length;
	return *length > 0 ? line : NULL;
}
