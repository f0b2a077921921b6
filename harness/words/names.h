/* names.h - a value by its name, and back; words' own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_WORDS_NAMES_H
#define HANGUP_WORDS_NAMES_H

/* NULL if out of range. */
const char *names_word(const char *const *names, int n, int value);
/* -1 if none has it; an entry may be NULL: it has no name. */
int names_value(const char *const *names, int n, const char *name);

#define NAMES(a) (a), (int)(sizeof(a) / sizeof(*(a)))

#endif
