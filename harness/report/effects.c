/* effects.c - what a strategy did to what it watched, as letters. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
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

static bool
sends(const json_t *cell)
{
	return effect(cell, "bytes_sent") > 0;
}

static bool
probes(const json_t *cell)
{
	return effect(cell, "probes") > 0;
}

static bool
eats(const json_t *cell)
{
	return effect(cell, "bytes_eaten") > 0;
}

static bool
consumes(const json_t *cell)
{
	return json_is_true(json_object_get(
	    json_object_get(cell, "effects"), "error_consumed"));
}

const struct effect_row effect_rows[] = {
	{ 's', "sends bytes", "sent bytes", "it put bytes on the wire", sends },
	{ 'p', "sends probes", "made the kernel send probes",
	    "it made the kernel send probes", probes },
	{ 'e', "eats unread bytes", "took unread bytes",
	    "it took unread bytes, which others wanted", eats },
	{ 'c', "consumes the error", "consumed the socket's error",
	    "it consumed the socket's error: the next reader sees a clean end",
	    consumes },
	{ 'w', "asked again, says otherwise", "asked again, it said otherwise",
	    "asked again after its verdict it said something else", wavers },
	{ 0, NULL, NULL, NULL, NULL },
};

const char *
effects_legend(void)
{
	static char text[512];
	size_t used = 0, i;

	for (i = 0; effect_rows[i].letter && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%c %s", i ? "   " : "", effect_rows[i].letter,
		    effect_rows[i].does);
	return text;
}

bool
effects_have(unsigned effects, char letter)
{
	size_t i;

	for (i = 0; effect_rows[i].letter; i++)
		if (effect_rows[i].letter == letter)
			return effects >> i & 1;
	return false;
}

unsigned
effects_of(const json_t *cell)
{
	unsigned all = 0, i;

	if (!cell || cell_outcome(cell) == NO_OUTCOME)
		return 0;
	for (i = 0; effect_rows[i].letter; i++)
		all |= effect_rows[i].has(cell) ? 1u << i : 0;
	return all;
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
effects_letters(unsigned effects, char letters[EFFECTS_ROOM])
{
	size_t i, n = 0;

	for (i = 0; effect_rows[i].letter; i++)
		if (effects >> i & 1)
			letters[n++] = effect_rows[i].letter;
	letters[n] = '\0';
	return letters;
}
