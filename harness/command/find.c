/* find.c - which incidents a person means by the words that they have. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * What was asked, and what an incident is called, are cut into the same pieces:
 * letters or digits, all small, between blanks.  So "TCP_KEEPIDLE" and "tcp
 * keepidle" are alike, and so are "15min" and "15 min".  A piece may be the
 * beginning of another, and nearly so: "hanging" means "hangs".
 *
 * A piece that few incidents have counts for more than one that many have; so
 * nothing need be known here of "the" and "our".  A name that an incident is
 * known by, as CLOSE_WAIT, 502 or "load balancer", counts for more than any
 * number of everyday words beside it.
 */
#include <assert.h>
#include <ctype.h>
#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command/find.h"

#define NAMED 10000 /* by a name that is its own */
#define TITLED 5    /* a word of its title */
#define EXACT 4	    /* a word of it */
#define BEGUN 3	    /* the beginning of one */
#define NEARLY 2    /* but for the last letters */
#define TOLD 1	    /* it stands in its sentences */
#define SHARE 1000  /* of a piece that one alone has */
#define MUCH_LESS 3
#define FEW 2 /* one of so many, at most */

#define LEAST 3	 /* letters that can be a beginning */
#define ENDING 3 /* letters that a word may have instead: -ing, -ed, -s */

/* An incident as it is searched. */
struct searched {
	char *title, *names, *sentences;
	int weight; /* of the piece that is being looked for */
	long score;
	bool meant;
};

/* A change from one sort to the other ends a piece. */
static int
sort_of(char c)
{
	return isdigit((unsigned char)c) ? 1 :
	    isalpha((unsigned char)c)	 ? 2 :
					   0;
}

/* Of parts, with digits, or with capitals inside: no everyday word. */
static bool
is_name(const char *text)
{
	const char *at;

	for (at = text; *at; at++)
		if (sort_of(*at) != 2 ||
		    (at > text && isupper((unsigned char)*at)))
			return true;
	return false;
}

/* ";= tcp keepidle ; hang ": marks keep phrases apart, and tell names. */
static void
add_pieces(FILE *out, const char *text)
{
	int last = 0, sort;

	fputs(is_name(text) ? ";= " : "; ", out);
	for (; *text; text++) {
		sort = sort_of(*text);
		if (sort != last && last != 0)
			fputc(' ', out);
		if (sort != 0)
			fputc(tolower((unsigned char)*text), out);
		last = sort;
	}
	fputs(last ? " " : "", out);
}

static char *
pieces_of(const json_t *incident, const char *const *members)
{
	char *text = NULL;
	size_t size = 0, i;
	FILE *out = open_memstream(&text, &size);
	const json_t *value, *entry;

	if (!out)
		err(2, "open_memstream");
	for (; *members; members++) {
		value = json_object_get(incident, *members);
		if (json_is_string(value))
			add_pieces(out, json_string_value(value));
		json_array_foreach (value, i, entry)
			if (json_is_string(entry))
				add_pieces(out, json_string_value(entry));
	}
	fputs(";", out);
	fclose(out);
	return text;
}

static bool
has_piece(const char *pieces, const char *piece, size_t n, bool whole)
{
	const char *at = pieces;

	while ((at = strchr(at, ' ')) != NULL) {
		at++;
		if (strncmp(at, piece, n) == 0 && (!whole || at[n] == ' '))
			return true;
	}
	return false;
}

static int
weight_of(const struct searched *s, const char *piece, size_t n)
{
	size_t kept;

	if (has_piece(s->title, piece, n, true))
		return TITLED;
	if (has_piece(s->names, piece, n, true))
		return EXACT;
	if (n >= LEAST && sort_of(*piece) == 2 &&
	    has_piece(s->names, piece, n, false))
		return BEGUN;
	for (kept = n;
	     sort_of(*piece) == 2 && kept > LEAST + 1 && kept + ENDING > n;)
		if (has_piece(s->names, piece, --kept, false))
			return NEARLY;
	return has_piece(s->sentences, piece, n, true) ? TOLD : 0;
}

/* How much of something one has that so many have. */
static long
share(int weight, long have)
{
	assert(have > 0);
	return (long)weight * SHARE / (have * have);
}

/* One piece of what was asked, shared by all that have it. */
static void
weigh(struct searched *all, size_t n, const char *piece, size_t length)
{
	struct searched *s;
	long have = 0;

	for (s = all; s < all + n; s++) {
		s->weight = weight_of(s, piece, length);
		have += s->weight > 0;
	}
	for (s = all; s < all + n; s++) {
		if (s->weight > 0)
			s->score += share(s->weight, have);
		/* what many tell of does not mean one of them */
		s->meant |= s->weight > TOLD ||
		    (s->weight == TOLD && have * FEW <= (long)n);
	}
}

/* The phrase stands in what was asked, or its plural does. */
static bool
is_asked(const char *asked, const char *phrase, size_t n)
{
	while ((asked = strchr(asked, ' ')) != NULL) {
		asked++;
		if (strncmp(asked, phrase, n) == 0 &&
		    (asked[n] == ' ' ||
			(asked[n] == 's' && asked[n + 1] == ' ')))
			return true;
	}
	return false;
}

/* A name, as "= close wait ;", of those that have it. */
static long
weight_of_name(const struct searched *all, size_t n, const char *name)
{
	long have = 0;
	size_t i;

	for (i = 0; i < n; i++)
		have += strstr(all[i].names, name) != NULL;
	return share(NAMED, have);
}

static void
weigh_names(struct searched *all, size_t n, const char *asked)
{
	struct searched *s;
	const char *at, *end;
	char *name;

	for (s = all; s < all + n; s++)
		for (at = s->names; (at = strchr(at, '=')) != NULL; at = end) {
			end = strchr(at, ';');
			if (end - at <= 3 ||
			    !is_asked(asked, at + 2, (size_t)(end - at) - 3))
				continue;
			name = strndup(at, (size_t)(end - at) + 1);
			if (!name)
				err(2, "strndup");
			s->score += weight_of_name(all, n, name);
			s->meant = true;
			free(name);
		}
}

/* ";= 15 min ;" */
static char *
asked_pieces(const char *words)
{
	char *asked = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&asked, &size);

	if (!out)
		err(2, "open_memstream");
	add_pieces(out, words);
	fputc(';', out);
	fclose(out);
	return asked;
}

/* Piece by piece; all in a row count once more, and as a whole phrase twice. */
static void
weigh_all(struct searched *all, size_t n, const char *words)
{
	char *whole = asked_pieces(words),
	     *row = strdup(whole + strspn(whole, ";="));
	const char *at;
	size_t length, i;

	if (!row)
		err(2, "strdup");
	row[strlen(row) - 1] = '\0';
	for (at = row; at[0] && at[1]; at += length) {
		length = strcspn(++at, " ");
		weigh(all, n, at, length);
	}
	for (i = 0; i < n && strlen(row) > 1; i++)
		all[i].score += EXACT * SHARE *
		    ((strstr(all[i].names, row) != NULL) +
			(strstr(all[i].names, whole) != NULL));
	weigh_names(all, n, row);
	free(row);
	free(whole);
}

/* By insertion: equal ones stay in their order. */
static size_t
put_in_order(const struct searched *all, size_t n, size_t *order)
{
	size_t i, at, found = 0;

	for (i = 0; i < n; i++) {
		if (!all[i].meant)
			continue;
		for (at = found++;
		     at > 0 && all[order[at - 1]].score < all[i].score; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	while (found > 0 &&
	    all[order[found - 1]].score * MUCH_LESS < all[order[0]].score)
		found--;
	return found;
}

size_t
find_incidents(const json_t *incidents, const char *words, size_t *order)
{
	static const char *const title[] = { "title", NULL },
				 *const names[] = { "words", "title", "name",
					 NULL },
				 *const sentences[] = { "wire", "notices",
					 "set", "cost", NULL };
	size_t n = json_array_size(incidents), i, found;
	struct searched *all = calloc(n + 1, sizeof(*all));
	const json_t *incident;

	if (!all)
		err(2, "calloc");
	for (i = 0; i < n; i++) {
		incident = json_array_get(incidents, i);
		all[i].title = pieces_of(incident, title);
		all[i].names = pieces_of(incident, names);
		all[i].sentences = pieces_of(incident, sentences);
	}
	weigh_all(all, n, words);
	found = put_in_order(all, n, order);
	for (i = 0; i < n; i++) {
		free(all[i].title);
		free(all[i].names);
		free(all[i].sentences);
	}
	free(all);
	return found;
}
