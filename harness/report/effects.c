/* effects.c - what a check did to what it checked, as letters. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

static json_int_t
effect(const json_t *cell, const char *name)
{
	return json_integer_value(
	    json_object_get(json_object_get(cell, "effects"), name));
}

/* Asked again after its verdict, it says something else. */
static bool
wavers(const json_t *cell)
{
	const json_t *later;
	size_t i;

	json_array_foreach (json_object_get(cell, "afterwards"), i, later)
		if (strcmp(json_string_value(later), field(cell, "verdict")) !=
		    0)
			return true;
	return false;
}

unsigned
effects_of(const json_t *cell)
{
	const json_t *effects = json_object_get(cell, "effects");

	if (!cell || cell_outcome(cell) == NO_OUTCOME)
		return 0;
	return (effect(cell, "bytes_sent") > 0 ? EFFECT_SENDS : 0) |
	    (effect(cell, "probes") > 0 ? EFFECT_PROBES : 0) |
	    (effect(cell, "bytes_eaten") > 0 ? EFFECT_EATS : 0) |
	    (json_is_true(json_object_get(effects, "error_consumed")) ?
		    EFFECT_CONSUMES :
		    0) |
	    (wavers(cell) ? EFFECT_WAVERS : 0);
}

unsigned
effects_of_subject(const json_t *root, const char *subject)
{
	const json_t *cell;
	unsigned all = 0;
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		if (strcmp(field(cell, "subject"), subject) == 0)
			all |= effects_of(cell);
	return all;
}

const char *
effects_letters(unsigned effects, char letters[8])
{
	static const char all[] = "specw"; /* in the order of the bits */
	size_t i, n = 0;

	for (i = 0; all[i]; i++)
		if (effects >> i & 1)
			letters[n++] = all[i];
	letters[n] = '\0';
	return letters;
}
