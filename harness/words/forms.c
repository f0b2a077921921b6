/* forms.c - what a connection is, by the packets, and its right name. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <assert.h>
#include <stddef.h>

#include "words/names.h"
#include "words/words.h"

static const char *const forms[FORMS] = {
	[FORM_OPEN] = "open",
	[FORM_CLOSED] = "closed",
	[FORM_HALF_CLOSED] = "half-closed",
	[FORM_RESET] = "reset",
	[FORM_SILENT] = "silent",
};

static const enum verdict rightly[FORMS] = {
	[FORM_OPEN] = OPEN,
	[FORM_CLOSED] = CLOSED,
	[FORM_HALF_CLOSED] = HALF_CLOSED,
	[FORM_RESET] = RESET,
	[FORM_SILENT] = TIMEOUT,
};

const char *
form_name(enum form f)
{
	return names_word(NAMES(forms), (int)f);
}

int
form_value(const char *name)
{
	return names_value(NAMES(forms), name);
}

enum verdict
form_verdict(enum form f)
{
	assert(f < FORMS);
	return rightly[f];
}
