/* quote.c - a subject's command with {host}, {dir} and so on replaced. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The text of a command is a shell's, by its author.  What is put into it is
 * not: a directory may be called anything.  So the text is followed as a shell
 * would read it, and a value is quoted for where it stands; {dir}/x, '{dir}/x'
 * and "{dir}/x" are the same file.
 *
 *	plain		'it'\''s'	a comment: nothing matters
 *	'...'		it'\''s
 *	"...", <<END	\$it\`s		a here-document whose END is quoted
 *					takes it as it is
 *	"$(...)", `...`	plain again
 *
 * A shell within the shell - sh -c '{dir}/x' - reads it once more: there "$1"
 * is what is meant.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

#define DEEPEST 16

enum quoting {
	PLAIN,	/* and within $(...) */
	TICKED, /* within `...`, the same */
	SINGLE,
	DOUBLE,
	COMMENT,
	DOCUMENT,
	RAW_DOCUMENT
};

/* Where in the text we are. */
struct reader {
	const char *text, *at;
	FILE *out;
	enum quoting within[DEEPEST];
	int depth, rounds[DEEPEST]; /* parentheses that are open in $( */
	char end[64];		    /* of the here-document that comes */
	bool comes, raw;
};

static bool
is_safe(const char *value)
{
	return value[0] != '\0' &&
	    value[strspn(value,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_./:@%+,-")] == '\0';
}

/* A line's end would end what cannot be quoted; no such file is found. */
static void
put_value(FILE *out, const char *value, enum quoting within)
{
	bool plain = within == PLAIN || within == TICKED;
	bool bare = plain && !is_safe(value);
	bool lines = plain || within == SINGLE || within == DOUBLE;

	if (bare)
		fputc('\'', out);
	for (; *value; value++) {
		if ((plain || within == SINGLE) && *value == '\'')
			fputs("'\\'", out);
		else if ((within == DOUBLE && strchr("\\\"$`", *value)) ||
		    (within == DOCUMENT && strchr("\\$`", *value)))
			fputc('\\', out);
		fputc(*value == '\n' && !lines ? ' ' : *value, out);
	}
	if (bare)
		fputc('\'', out);
}

static void
enter(struct reader *r, enum quoting within)
{
	/* deeper than anybody writes: quoted as what is around it */
	if (r->depth + 1 == DEEPEST)
		return;
	r->within[++r->depth] = within;
	r->rounds[r->depth] = 0;
}

static void
leave(struct reader *r)
{
	r->depth -= r->depth > 0;
}

/* <<END, <<-END, <<'END': where it ends, and whether it is taken as it is. */
static void
note_document(struct reader *r)
{
	const char *p = r->at + 2;
	size_t n = 0;

	if (*p == '<') /* <<< is a word */
		return;
	p += *p == '-';
	p += strspn(p, " \t");
	r->raw = *p == '\'' || *p == '"' || *p == '\\';
	for (; *p && !strchr(" \t\n;|&()<>", *p) && n + 1 < sizeof(r->end); p++)
		if (!strchr("'\"\\", *p))
			r->end[n++] = *p;
	r->end[n] = '\0';
	r->comes = n > 0;
}

/* Does a line begin here that ends the here-document? */
static bool
document_ends(const struct reader *r)
{
	const char *line = r->at + strspn(r->at, "\t");
	size_t n = strlen(r->end);

	return (r->at == r->text || r->at[-1] == '\n') &&
	    strncmp(line, r->end, n) == 0 &&
	    (line[n] == '\n' || line[n] == '\0');
}

static bool
begins_word(const struct reader *r)
{
	return r->at == r->text || strchr(" \t\n;|&(", r->at[-1]) != NULL;
}

/* In PLAIN and TICKED. */
static void
follow_plain(struct reader *r)
{
	switch (*r->at) {
	case '\'':
		enter(r, SINGLE);
		break;
	case '"':
		enter(r, DOUBLE);
		break;
	case '#':
		if (begins_word(r))
			enter(r, COMMENT);
		break;
	case '<':
		if (r->at[1] == '<' && (r->at == r->text || r->at[-1] != '<'))
			note_document(r);
		break;
	case '\n':
		if (r->comes)
			enter(r, r->raw ? RAW_DOCUMENT : DOCUMENT);
		r->comes = false;
		break;
	case '(':
		r->rounds[r->depth]++;
		break;
	case ')':
		if (r->rounds[r->depth] > 0)
			r->rounds[r->depth]--;
		else if (r->within[r->depth] == PLAIN)
			leave(r);
		break;
	case '`':
		if (r->within[r->depth] == TICKED)
			leave(r);
		else
			enter(r, TICKED);
		break;
	}
}

/* Takes one character, and its backslash. */
static void
follow(struct reader *r)
{
	enum quoting within = r->within[r->depth];
	bool plain = within == PLAIN || within == TICKED;
	bool escapes = plain || within == DOUBLE || within == DOCUMENT;

	if (escapes && r->at[0] == '\\' && r->at[1] != '\0')
		fputc(*r->at++, r->out);
	else if (plain)
		follow_plain(r);
	else if ((within == SINGLE && *r->at == '\'') ||
	    (within == DOUBLE && *r->at == '"') ||
	    (within == COMMENT && *r->at == '\n'))
		leave(r);
	else if (within == DOUBLE && *r->at == '`')
		enter(r, TICKED);
	else if (within == DOUBLE && r->at[0] == '$' && r->at[1] == '(') {
		fputc(*r->at++, r->out);
		enter(r, PLAIN);
	}
	fputc(*r->at++, r->out);
	within = r->within[r->depth];
	if ((within == DOCUMENT || within == RAW_DOCUMENT) && document_ends(r))
		leave(r);
}

char *
subject_command(const struct subject *s, const char *text, const char *host,
    const char *port)
{
	const struct {
		const char *name, *value;
	} places[] = { { "{host}", host }, { "{port}", port },
		{ "{dir}", s->dir }, { "{program}", s->program },
		{ "{data}", s->data } };
	size_t size, i, n = sizeof(places) / sizeof(places[0]);
	char *made = NULL;
	struct reader r = {
		.text = text, .at = text, .out = open_memstream(&made, &size)
	};

	if (!r.out)
		return NULL;
	while (*r.at) {
		for (i = 0; i < n; i++)
			if (places[i].value &&
			    strncmp(r.at, places[i].name,
				strlen(places[i].name)) == 0)
				break;
		if (i < n) {
			put_value(r.out, places[i].value, r.within[r.depth]);
			r.at += strlen(places[i].name);
		} else
			follow(&r);
	}
	if (fclose(r.out) == 0)
		return made;
	free(made);
	return NULL;
}
