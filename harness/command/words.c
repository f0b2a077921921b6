/* words.c - the words of a prompt: what each means, how it goes on. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "case/stage.h"
#include "report/report.h"

#define COLUMN 26 /* of help */
#define DIRECTIONS "to-peer|to-subject|both"

/* The words that begin with the part that stands there. */
struct candidates {
	const char *part;
	size_t length, n;
	char common[64];
	char *list;
	size_t size;
};

static void
consider(struct candidates *c, const char *word, size_t length)
{
	size_t used = strlen(c->list), same = 0;

	if (length < c->length ||
	    (c->length > 0 && memcmp(word, c->part, c->length) != 0))
		return;
	snprintf(c->list + used, c->size - used, "%s%.*s", used ? "  " : "",
	    (int)length, word);
	if (c->n++ == 0) {
		snprintf(
		    c->common, sizeof(c->common), "%.*s", (int)length, word);
		return;
	}
	while (same < length && c->common[same] == word[same])
		same++;
	c->common[same] = '\0';
}

/* All of "a|b|c", but for what stands for something: N, NAME. */
static void
consider_all(struct candidates *c, const char *words, const char *between)
{
	bool several = strpbrk(words, between) != NULL;
	size_t length;

	if (strcmp(words, "DIRECTION") == 0 || strcmp(words, "DIR") == 0)
		consider_all(c, DIRECTIONS, "|");
	else
		for (; *words;
		     words += length, words += strspn(words, between)) {
			length = strcspn(words, between);
			if (islower((unsigned char)words[0]) ||
			    (several && length > 2))
				consider(c, words, length);
		}
}

/* The k-th word of a usage, without brackets. */
static bool
usage_word(const char *usage, size_t k, char *word, size_t size)
{
	size_t length;

	for (;; k--) {
		usage += strspn(usage, " []");
		length = strcspn(usage, " []");
		if (length == 0)
			return false;
		if (k == 0)
			break;
		usage += length;
	}
	snprintf(word, size, "%.*s", (int)length, usage);
	return true;
}

/*
 * In the lines of a help, "  NAME USAGE   WHAT": the usage behind the name;
 * or with no name, every name.
 */
static bool
find_usage(struct candidates *c, const char *help, const char *name,
    char *usage, size_t size)
{
	const char *line, *end;
	size_t length;

	for (line = help; line && *line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (strncmp(line, "  ", 2) != 0 ||
		    !islower((unsigned char)line[2]))
			continue;
		line += 2;
		length = strcspn(line, " \n");
		if (!name)
			consider(c, line, length);
		else if (strncmp(line, name, length) == 0 && !name[length]) {
			line += length;
			snprintf(usage, size, "%.*s",
			    (int)(strstr(line + 1, "  ") - line), line);
			return true;
		}
	}
	return false;
}

/* "link down" when "link" stands there. */
static void
consider_lab(struct candidates *c, char *const *typed, size_t n)
{
	char first[64], word[64];
	size_t i;

	for (i = 0; lab_lines[i]; i++)
		if (usage_word(lab_lines[i], 0, first, sizeof(first)) &&
		    (n == 1 || strcmp(first, typed[1]) == 0) &&
		    usage_word(lab_lines[i], n - 1, word, sizeof(word)))
			consider(c, word, strlen(word));
}

static void
consider_words(struct candidates *c)
{
	size_t i;

	for (i = 0; prompt_words[i].name; i++)
		consider(c, prompt_words[i].name, strlen(prompt_words[i].name));
}

/* What may follow the n words that stand there. */
static void
consider_next(
    struct candidates *c, const struct words *w, char *const *typed, size_t n)
{
	const char *help = strcmp(typed[0], "peer") == 0 ? w->peer :
	    strcmp(typed[0], "path") == 0		 ? w->path :
							   NULL;
	char usage[256], word[128];
	size_t i;

	if (strcmp(typed[0], "lab") == 0)
		consider_lab(c, typed, n);
	else if (n == 1 && strcmp(typed[0], "help") == 0)
		consider_words(c);
	else if (n == 1 && w->options &&
	    (strcmp(typed[0], "setopt") == 0 ||
		strcmp(typed[0], "getopt") == 0))
		consider_all(c, w->options, " ");
	else if (help && n == 1)
		(void)find_usage(c, help, NULL, NULL, 0);
	else if (help) {
		if (find_usage(c, help, typed[1], usage, sizeof(usage)) &&
		    usage_word(usage, n - 2, word, sizeof(word)))
			consider_all(c, word, "|");
	} else
		for (i = 0; prompt_words[i].name; i++)
			if (strcmp(prompt_words[i].name, typed[0]) == 0 &&
			    usage_word(prompt_words[i].usage, n - 1, word,
				sizeof(word)))
				consider_all(c, word, "|");
}

#define TYPED_MOST 8

void
words_complete(const struct words *w, const char *line, size_t n, char *add,
    size_t add_size, char *list, size_t list_size)
{
	char text[256], *typed[TYPED_MOST], *word, *rest = NULL;
	struct candidates c = { .list = list, .size = list_size };
	size_t count = 0;

	snprintf(text, sizeof(text), "%.*s", (int)n, line);
	add[0] = list[0] = '\0';
	c.part = ""; /* behind a blank a new one begins */
	for (word = strtok_r(text, " ", &rest); word && count < TYPED_MOST;
	     word = strtok_r(NULL, " ", &rest))
		typed[count++] = word;
	if (count > 0 && line[n - 1] != ' ')
		c.part = typed[--count];
	c.length = strlen(c.part);
	if (count == 0)
		consider_words(&c);
	else
		consider_next(&c, w, typed, count);
	if (c.n > 0 && (strlen(c.common) > c.length || c.n == 1))
		snprintf(add, add_size, "%s%s", c.common + c.length,
		    c.n == 1 ? " " : "");
}

static void
help_on(const struct prompt_word *w)
{
	char label[80];

	snprintf(label, sizeof(label), "  %s %s", w->name, w->usage);
	if (strlen(label) > COLUMN + 2) {
		printf("%s\n", label);
		label[0] = '\0';
	}
	printf("%-*s ", COLUMN + 2, label);
	(void)report_fold(
	    stdout, report_prose(), COLUMN + 3, COLUMN + 3, w->what);
	putchar('\n');
}

void
words_help(void)
{
	size_t i;

	for (i = 0; prompt_words[i].name; i++)
		help_on(&prompt_words[i]);
}

bool
words_help_on(const char *name)
{
	size_t i;

	for (i = 0; prompt_words[i].name; i++)
		if (strcmp(prompt_words[i].name, name) == 0)
			break;
	if (!prompt_words[i].name)
		return false;
	help_on(&prompt_words[i]);
	for (i = 0; strcmp(name, "lab") == 0 && lab_lines[i]; i++)
		printf("    lab %s\n", lab_lines[i]);
	return true;
}

const char *
words_nearest(const char *name)
{
	const char *names[64];
	size_t n;

	for (n = 0; prompt_words[n].name; n++)
		names[n] = prompt_words[n].name;
	return case_nearest(name, names, n);
}
