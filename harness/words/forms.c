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

static const struct proof proofs[FORMS] = {
	[FORM_OPEN] = { true, PROOF_ECHOED, PROOF_ARRIVED },
	[FORM_CLOSED] = { true, PROOF_RESET, PROOF_ANY },
	[FORM_HALF_CLOSED] = { true, PROOF_ACKNOWLEDGED, PROOF_ANY },
	/* the RST itself was seen, and acceptable */
	[FORM_RESET] = { true, PROOF_ANY, PROOF_ANY },
	[FORM_SILENT] = { true, PROOF_LOST, PROOF_LOST },
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

struct proof
proof_of(uint32_t signs, enum form end)
{
	enum sign s;

	assert(end < FORMS);
	for (s = FIN; s < SIGNS; s++)
		if (signs >> s & 1 && sign_rows[s].proof.said)
			return sign_rows[s].proof;
	return proofs[end];
}
