/* verdicts.c - what a subject may say. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "words/names.h"
#include "words/words.h"

static const char *const verdicts[VERDICTS] = {
	[UNSAID] = "-",
	[OPEN] = "open",
	[CLOSED] = "closed",
	[HALF_CLOSED] = "half-closed",
	[RESET] = "reset",
	[TIMEOUT] = "timeout",
	[UNREACHABLE] = "unreachable",
	[GONE] = "gone",
	[QUIET] = "quiet",
	[ERROR] = "error",
};

const char *
verdict_name(enum verdict v)
{
	return names_word(NAMES(verdicts), (int)v);
}

int
verdict_value(const char *name)
{
	return names_value(NAMES(verdicts), name);
}

bool
verdict_terminal(enum verdict v)
{
	return v != UNSAID && v != OPEN && v != QUIET;
}
