/* words.h - the words of a prompt: what each means, how it goes on. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_WORDS_H
#define HANGUP_COMMAND_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* What only the programs of the lab know: the lines of their "help". */
struct words {
	char *peer, *path; /* owned by who asked */
	char *options;	   /* of setopt and getopt, parted by blanks */
};

/*
 * What the first n bytes of a line can go on with: add is what is sure, list
 * what there is to choose from; "" if there is none.
 */
void words_complete(const struct words *w, const char *line, size_t n,
    char *add, size_t add_size, char *list, size_t list_size);
/* One line a word. */
void words_help(void);
/* Of one of them; false: there is no such word. */
bool words_help_on(const char *name);
/* The word that was meant, or NULL. */
const char *words_nearest(const char *name);

#endif
