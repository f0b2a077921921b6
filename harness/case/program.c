/* program.c - is the program there that a command begins with? */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * The text of a command is a shell's.  Of its first word alone can be said
 * what it will start, and only if nothing in it must be expanded first: then a
 * program that is missing is told before a matrix of cells cannot start it.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case/private.h"

#define UNSURE "$`*?[]{}()<>;|&#~!\n"

/* Copies a word, its quotes off; NULL if a shell would do more with it. */
static const char *
take_word(const char *at, char *word, size_t size)
{
	char quote = '\0';
	size_t n = 0;

	for (; *at && (quote || !strchr(" \t", *at)); at++) {
		if (*at == quote || (!quote && (*at == '\'' || *at == '"')))
			quote = quote ? '\0' : *at;
		else if (n + 1 == size || *at == '\\' ||
		    (quote != '\'' && strchr(UNSURE, *at)))
			return NULL;
		else
			word[n++] = *at;
	}
	word[n] = '\0';
	return quote ? NULL : at + strspn(at, " \t");
}

/* NAME=VALUE, which a shell sets for the program behind it. */
static bool
is_setting(const char *word)
{
	size_t n = strspn(word,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_");

	return n > 0 && word[n] == '=' && !isdigit((unsigned char)word[0]);
}

/* Its builtins and reserved words, too. */
static bool
shell_knows(const char *word)
{
	const char *argv[] = { "/bin/sh", "-c", "command -v -- \"$1\"", "sh",
		word, NULL };

	return start_and_wait(argv, -1) == 0;
}

const char *
subject_misses(const struct subject *s, char error[CASE_ERROR])
{
	char *command = subject_command(s, s->command, NULL, NULL);
	char word[512] = "";
	const char *at = command ? command + strspn(command, " \t") : NULL;
	const char *missing = NULL;

	do
		at = at ? take_word(at, word, sizeof(word)) : NULL;
	while (at && *at && (is_setting(word) || strcmp(word, "exec") == 0));
	free(command);
	if (!at || word[0] == '\0' || is_setting(word))
		return NULL;
	if (!strchr(word, '/'))
		missing = shell_knows(word) ? NULL : "there is no such program";
	else if (access(word, X_OK) == -1)
		missing = errno == EACCES && access(word, F_OK) == 0 ?
		    "it is not executable" :
		    strerror(errno);
	if (!missing)
		return NULL;
	snprintf(error, CASE_ERROR, "%s: %s", word, missing);
	return error;
}
