/* names.c - a value by its name, and back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "words/names.h"

#include <stddef.h>
#include <string.h>

const char *
names_word(const char *const *names, int n, int value)
{
	return value < 0 || value >= n ? NULL : names[value];
}

int
names_value(const char *const *names, int n, const char *name)
{
	int i;

	for (i = 0; i < n; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return i;
	return -1;
}
