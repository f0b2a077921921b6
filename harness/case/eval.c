/* eval.c - blocks of words: evaluate, and say FILE:LINE when it fails. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

#define PLACE "hangup-place" /* the interpreter's associated data */
#define WORDS 64	     /* of a block, at most */

/* Whether what stands before the block at is "word {". */
static bool
opened_by(const char *text, const char *at, const char *word)
{
	size_t n = strlen(word);

	if (at == text || *--at != '{')
		return false;
	while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	return (size_t)(at - text) >= n && memcmp(at - n, word, n) == 0;
}

/* The same text may stand elsewhere: the one behind the word is meant. */
static int
line_within(const char *text, const char *word, const char *block)
{
	const char *first = strstr(text, block), *at = first, *p;
	int line = 0;

	/* an empty block is found at the end of the text, too */
	while (at && *at && !opened_by(text, at, word))
		at = strstr(at + 1, block);
	if (!at || !*at)
		at = first;
	for (p = text; at && p < at; p++)
		line += *p == '\n';
	return line;
}

int
case_line_of(const struct source *source, const char *word, const char *block)
{
	return 1 + line_within(source->text, word, block);
}

/* What a bound word needs when it is called. */
struct binding {
	const struct word_of *word;
	void *data;
};

static int
call_word(
    ClientData client_data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const struct binding *b = client_data;
	char what[CASE_FAULT];
	const char *text;
	int n, i;

	if (case_limit_command(interp, objc, objv) != TCL_OK)
		return TCL_ERROR;
	/* what becomes a name, a title, a line of a protocol, is text */
	for (i = 1; i < objc; i++) {
		text = Tcl_GetStringFromObj(objv[i], &n);
		if (case_text_fault(text, (size_t)n, what) != NO_FAULT)
			return case_error(
			    interp, "%s: %s", b->word->name, what);
	}
	if (objc - 1 < b->word->min ||
	    (b->word->max >= 0 && objc - 1 > b->word->max))
		return case_error(interp, "%s: expected %s %s", b->word->name,
		    b->word->name, b->word->usage);
	/* "::peer" is the same command, and no word of a file */
	if (strcmp(Tcl_GetString(objv[0]), b->word->name) != 0)
		return case_error(interp, "%s: expected %s",
		    Tcl_GetString(objv[0]), b->word->name);
	return b->word->run(b->data, interp, objc, objv);
}

static size_t
edit_distance(const char *a, const char *b)
{
	size_t n = strlen(b), row[64], i, j, left, diagonal, best;

	if (n >= 64)
		return 64;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; a[i - 1]; i++) {
		left = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			diagonal = left +
			    (tolower((unsigned char)a[i - 1]) !=
				tolower((unsigned char)b[j - 1]));
			left = row[j];
			best = row[j] < row[j - 1] ? row[j] : row[j - 1];
			row[j] = diagonal < best + 1 ? diagonal : best + 1;
		}
	}
	return row[n];
}

const char *
case_nearest(const char *text, const char *const *names, size_t n)
{
	/* a transposition, 2, is near even in a word of three letters */
	size_t best = strlen(text) < 4 ? 3 : strlen(text) / 2 + 1;
	size_t distance, i;
	const char *nearest = NULL;

	for (i = 0; i < n; i++) {
		distance = edit_distance(text, names[i]);
		if (distance < best) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}

/* "invalid command name" becomes what was expected instead. */
static void
explain_unknown(Tcl_Interp *interp, const struct word_of *words)
{
	static const char prefix[] = "invalid command name \"";
	char message[CASE_ERROR], name[128];
	const char *names[64], *near, *found;
	size_t used, n;

	found = Tcl_GetStringResult(interp);
	if (strncmp(found, prefix, sizeof(prefix) - 1) != 0 ||
	    sscanf(found + sizeof(prefix) - 1, "%127[^\"]", name) != 1)
		return;
	for (n = 0; n < 64 && words[n].name; n++)
		names[n] = words[n].name;
	near = case_nearest(name, names, n);
	used = (size_t)snprintf(message, sizeof(message),
	    "no word \"%s\"%s%s%s, expected one of", name,
	    near ? ", nearest is \"" : "", near ? near : "", near ? "\"" : "");
	for (n = 0; words[n].name && used < sizeof(message); n++)
		used += (size_t)snprintf(message + used, sizeof(message) - used,
		    " %s", words[n].name);
	case_error(interp, "%s", message);
}

/*
 * Where a body is no part of the compiled block - foreach, for one - Tcl
 * counts its lines apart, and tells them in its trace: ("foreach" body line 3).
 */
static int
lines_within_bodies(Tcl_Interp *interp)
{
	Tcl_Obj *options = Tcl_GetReturnOptions(interp, TCL_ERROR), *info;
	Tcl_Obj *key = Tcl_NewStringObj("-errorinfo", -1);
	const char *at;
	int lines = 0, line;

	Tcl_IncrRefCount(options);
	Tcl_IncrRefCount(key);
	if (Tcl_DictObjGet(NULL, options, key, &info) == TCL_OK && info)
		for (at = strstr(Tcl_GetString(info), "\n    (\""); at;
		     at = strstr(at + 1, "\n    (\""))
			/* no file has more; a trace can be made up */
			if (sscanf(at, "\n (\"%*[^\"]\"%*[a-z ]%7d)", &line) ==
				1 &&
			    line > 0 && lines < 1 << 24)
				lines += line - 1;
	Tcl_DecrRefCount(key);
	Tcl_DecrRefCount(options);
	return lines;
}

/*
 * Tcl tells a missing brace where the outermost was opened.  Who wrote the
 * file closes a brace on its own line, as deep as the line that opened it: the
 * first that is closed by a line less deep is the one that is not closed.
 * How many lines below the block's first; 0: it cannot be told.
 */
#define BRACES 64
#define TAB 8

/* In columns. */
static size_t
depth_of(const char *line)
{
	size_t depth = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		depth += *line == '\t' ? TAB - depth % TAB : 1;
	return depth;
}

static int
lines_to_open_brace(const char *block)
{
	size_t depths[BRACES], depth = 0, n = 0;
	int lines[BRACES], line = 0;
	const char *p = block;

	for (; *p; p++) {
		if (p == block || p[-1] == '\n')
			depth = depth_of(p);
		line += *p == '\n';
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '{' && n == BRACES)
			return 0;
		else if (*p == '{') {
			depths[n] = depth;
			lines[n++] = line;
		} else if (*p == '}' && n > 0 && depths[--n] > depth)
			return lines[n];
	}
	return 0;
}

/* Once: an inner block has a nearer line than an outer one. */
static void
locate_error(Tcl_Interp *interp, const struct source *source, int line)
{
	const char *message = Tcl_GetStringResult(interp);
	size_t length = strlen(source->name);
	char text[CASE_ERROR];

	if (strncmp(message, source->name, length) == 0 &&
	    message[length] == ':')
		return;
	snprintf(text, sizeof(text), "%s:%d: %s", source->name, line, message);
	case_error(interp, "%s", text);
}

#define NO_BRACE "missing close-brace"

static int
line_of_brace(int line, int first, const char *block)
{
	int below = lines_to_open_brace(block);

	return below > 0 ? first + below : line;
}

/* The block that is being evaluated, for the blocks within it. */
struct place {
	const struct source *source;
	const char *block;
	int line;
	const struct word_of *words;
	size_t n; /* words that are bound */
	struct binding bindings[WORDS];
	Tcl_CmdInfo before[WORDS];
	bool had[WORDS];
};

static int
eval_at(
    Tcl_Interp *interp, const struct place *place, int line, const char *block)
{
	Tcl_Obj *compiled;
	int result, first = line;

	case_limit_place(place->source->name, line);
	result = case_limit_text(interp, block, strlen(block));
	if (result == TCL_OK) {
		compiled = Tcl_NewStringObj(block, -1);
		Tcl_IncrRefCount(compiled);
		result = Tcl_EvalObjEx(interp, compiled, 0);
		Tcl_DecrRefCount(compiled);
		if (result == TCL_ERROR)
			line += Tcl_GetErrorLine(interp) - 1 +
			    lines_within_bodies(interp);
		if (result == TCL_ERROR &&
		    strncmp(Tcl_GetStringResult(interp), NO_BRACE,
			strlen(NO_BRACE)) == 0)
			line = line_of_brace(line, first, block);
	}
	if (result == TCL_OK)
		return result;
	if (result == TCL_ERROR)
		explain_unknown(interp, place->words);
	else
		case_error(interp, "break, continue or return out of place");
	locate_error(interp, place->source, line);
	return TCL_ERROR;
}

int
case_eval_part(Tcl_Interp *interp, const char *word, const char *part)
{
	const struct place *place = Tcl_GetAssocData(interp, PLACE, NULL);

	return eval_at(interp, place,
	    place->line + line_within(place->block, word, part), part);
}

static void
bind_words(Tcl_Interp *interp, struct place *place)
{
	size_t i;

	for (i = 0; i < place->n; i++) {
		place->had[i] = Tcl_GetCommandInfo(
		    interp, place->words[i].name, &place->before[i]);
		Tcl_CreateObjCommand(interp, place->words[i].name, call_word,
		    &place->bindings[i], NULL);
	}
}

/* What a word meant outside the block it means again. */
static void
unbind_words(Tcl_Interp *interp, const struct place *place)
{
	const Tcl_CmdInfo *before;
	size_t i;

	for (i = 0; i < place->n; i++) {
		before = &place->before[i];
		if (place->had[i])
			Tcl_CreateObjCommand(interp, place->words[i].name,
			    before->objProc, before->objClientData,
			    before->deleteProc);
		else
			Tcl_DeleteCommand(interp, place->words[i].name);
	}
}

/* Blocks hold blocks: in each of them only its own words are there. */
static int
eval_within(Tcl_Interp *interp, struct place *place)
{
	struct place *outer = Tcl_GetAssocData(interp, PLACE, NULL);
	int result;

	if (outer)
		unbind_words(interp, outer);
	else
		case_limit_begin(!place->source->played);
	bind_words(interp, place);
	Tcl_SetAssocData(interp, PLACE, NULL, place);
	result = eval_at(interp, place, place->line, place->block);
	Tcl_SetAssocData(interp, PLACE, NULL, outer);
	unbind_words(interp, place);
	if (outer)
		bind_words(interp, outer);
	else
		case_limit_end();
	return result;
}

int
case_eval(Tcl_Interp *interp, const struct source *source, const char *block,
    int line, const struct word_of *words, void *data)
{
	struct place place = { source, block, line, words, .n = 0 };

	for (; place.n < WORDS && words[place.n].name; place.n++)
		place.bindings[place.n] = (struct binding) { &words[place.n],
			data };
	return eval_within(interp, &place);
}
