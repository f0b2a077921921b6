/* setting.c - reads settings/NAME.tcl: lines to paste, with their sources. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

struct reading {
	struct source source;
	struct tool *tool;
	struct setting_part *part;
};

char *
case_fill(const char *text, const struct timer_value *values, size_t n)
{
	char *out = NULL;
	size_t size, length, i;
	FILE *f = open_memstream(&out, &size);

	while (f && *text) {
		length = *text == '{' ? strcspn(text, "}") : 0;
		for (i = 0; i < n && length > 0; i++)
			if (strlen(values[i].name) == length - 1 &&
			    memcmp(values[i].name, text + 1, length - 1) == 0)
				break;
		if (length > 0 && i < n && text[length] == '}') {
			fprintf(f, "%d", values[i].value);
			text += length + 1;
		} else
			fputc(*text++, f);
	}
	if (!f || fclose(f) != 0)
		return NULL;
	return out;
}

/* line {TEXT} {SOURCE}, lacks {TEXT} {SOURCE} */
static int
word_item(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct setting_part *p = ((struct reading *)data)->part;
	struct setting_item *items = realloc(
	    p->items, (p->n_items + 1) * sizeof(*items));

	(void)objc;
	if (!items)
		return case_error(interp, "out of memory");
	p->items = items;
	items[p->n_items++] = (struct setting_item) {
		strcmp(Tcl_GetString(objv[0]), "lacks") == 0,
		strdup(Tcl_GetString(objv[1])), strdup(Tcl_GetString(objv[2]))
	};
	return TCL_OK;
}

/* A name with a mistake would never be found. */
static int
check_strategy(Tcl_Interp *interp, const char *pattern)
{
	const struct cases *cases = Tcl_GetAssocData(interp, CASES, NULL);
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (fnmatch(pattern, cases->subjects[i].name, 0) == 0)
			return TCL_OK;
	return case_error(
	    interp, "strategy: there is no strategy \"%s\"", pattern);
}

static const struct word_of part_words[] = { { "line", "{TEXT} {SOURCE}", 2, 2,
						 word_item },
	{ "lacks", "{TEXT} {SOURCE}", 2, 2, word_item },
	{ NULL, NULL, 0, 0, NULL } };

/* strategy NAME ?NAME ...? { ... } */
static int
word_strategy(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[objc - 1]);
	struct tool *t = r->tool;
	struct setting_part *grown = realloc(
	    t->parts, (t->n_parts + 1) * sizeof(*grown));
	int i;

	if (!grown)
		return case_error(interp, "out of memory");
	t->parts = grown;
	r->part = &grown[t->n_parts++];
	*r->part = (struct setting_part) { .strategies = calloc(
					       (size_t)objc, sizeof(char *)) };
	if (!r->part->strategies)
		return case_error(interp, "out of memory");
	for (i = 1; i < objc - 1; i++) {
		if (check_strategy(interp, Tcl_GetString(objv[i])) != TCL_OK)
			return TCL_ERROR;
		r->part->strategies[r->part->n_strategies++] = strdup(
		    Tcl_GetString(objv[i]));
	}
	return case_eval(interp, &r->source, block,
	    case_line_of(&r->source, "strategy", block), part_words, r);
}

static int
word_setting(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	static const struct word_of words[] = {
		{ "strategy", "NAME ?NAME ...? { ... }", 2, -1, word_strategy },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading *r = data;
	const char *block = Tcl_GetString(objv[3]);

	(void)objc;
	free(r->tool->name);
	free(r->tool->title);
	r->tool->name = strdup(Tcl_GetString(objv[1]));
	r->tool->title = strdup(Tcl_GetString(objv[2]));
	return case_eval(interp, &r->source, block,
	    case_line_of(&r->source, "setting", block), words, r);
}

int
tool_read(struct tool *t, struct cases *cases, const char *file,
    char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "setting", "NAME {TITLE} { ... }", 3, 3, word_setting },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading r = { { file, NULL, false }, t, NULL };
	char *text = case_read_file(file, error);
	int result;

	*t = (struct tool) { 0 };
	if (!text)
		return -1;
	r.source.text = text;
	case_limit_memory(true);
	result = case_eval(cases->interp, &r.source, text, 1, words, &r);
	case_limit_memory(false);
	if (result != TCL_OK)
		snprintf(error, CASE_ERROR, "%s",
		    Tcl_GetStringResult(cases->interp));
	else if (!t->name) {
		snprintf(
		    error, CASE_ERROR, "%s:1: expected setting NAME", file);
		result = TCL_ERROR;
	}
	free(text);
	if (result == TCL_OK)
		return 0;
	tool_free(t);
	return -1;
}

void
tool_free(struct tool *t)
{
	struct setting_part *p;
	size_t i;

	for (p = t->parts; p < t->parts + t->n_parts; p++) {
		for (i = 0; i < p->n_strategies; i++)
			free(p->strategies[i]);
		for (i = 0; i < p->n_items; i++) {
			free(p->items[i].text);
			free(p->items[i].source);
		}
		free(p->strategies);
		free(p->items);
	}
	free(t->parts);
	free(t->name);
	free(t->title);
	*t = (struct tool) { 0 };
}

const struct setting_part *
tool_part(const struct tool *t, const char *strategy)
{
	size_t i, k;

	for (i = 0; i < t->n_parts; i++)
		for (k = 0; k < t->parts[i].n_strategies; k++)
			if (fnmatch(t->parts[i].strategies[k], strategy, 0) ==
			    0)
				return &t->parts[i];
	return NULL;
}
