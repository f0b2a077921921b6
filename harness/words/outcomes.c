/* outcomes.c - what came of a cell: its words, a table each. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "words/names.h"
#include "words/words.h"

static const char *const outcomes[OUTCOMES] = {
	[NO_OUTCOME] = NULL,
	[RIGHT] = "right",
	[VAGUE] = "vague",
	[MISNAMED] = "misnamed",
	[MISSED] = "missed",
	[INCONCLUSIVE] = "inconclusive",
	[FALSE_ALARM] = "false-alarm",
};

static const char *const results[RESULTS] = {
	[PASS] = "PASS",
	[FAIL] = "FAIL",
	[XFAIL] = "XFAIL",
	[XPASS] = "XPASS",
	[UNRESOLVED] = "UNRESOLVED",
	[UNSUPPORTED] = "UNSUPPORTED",
};

static const char *const fates[PROOF_FATES] = {
	[PROOF_ANY] = "any",
	[PROOF_ECHOED] = "echoed",
	[PROOF_ACKNOWLEDGED] = "acknowledged",
	[PROOF_ARRIVED] = "arrived",
	[PROOF_RESET] = "reset",
	[PROOF_LOST] = "lost",
	[PROOF_PAYLOAD_LOST] = "payload-lost",
	[PROOF_UNSENT] = "unsent",
};

static const char *const fate_phrases[PROOF_FATES] = {
	[PROOF_ANY] = "anywhere",
	[PROOF_ECHOED] = "echoed",
	[PROOF_ACKNOWLEDGED] = "acknowledged, not echoed",
	[PROOF_ARRIVED] = "at the other end",
	[PROOF_RESET] = "answered by RST",
	[PROOF_LOST] = "lost on the path, and all else that was sent",
	[PROOF_PAYLOAD_LOST] = "lost on the path, as all payload and no more",
	[PROOF_UNSENT] = "not to leave the host",
};

static const char *const duties[DUTIES] = {
	[NO_DUTY] = "none",
	[MAY] = "may",
	[SHOULD] = "should",
	[MUST] = "must",
};

static const char *const notices[NOTICES] = {
	[NOTHING_TO_NOTICE] = "nothing",
	[NOTICED] = "noticed",
	[NOTICED_VAGUELY] = "vaguely",
	[NOTICED_BADLY] = "misnamed",
	[NOTICED_LATE] = "late",
	[NOT_NOTICED] = "missed",
	[CRIED_WOLF] = "cried-wolf",
};

static const char *const sights[SIGHTS] = {
	[NOT_TESTED] = "not-tested",
	[BLIND] = "blind",
	[PARTLY] = "partly",
	[SEEN_BADLY] = "misnamed",
	[SEEN_VAGUE] = "vague",
	[SEEN_RIGHT] = "right",
};

const char *
outcome_name(enum outcome o)
{
	return names_word(NAMES(outcomes), (int)o);
}

int
outcome_value(const char *name)
{
	return names_value(NAMES(outcomes), name);
}

const char *
result_name(enum result r)
{
	return names_word(NAMES(results), (int)r);
}

int
result_value(const char *name)
{
	return names_value(NAMES(results), name);
}

const char *
proof_fate_name(enum proof_fate f)
{
	return names_word(NAMES(fates), (int)f);
}

const char *
proof_fate_phrase(enum proof_fate f)
{
	return names_word(NAMES(fate_phrases), (int)f);
}

int
proof_fate_value(const char *name)
{
	return names_value(NAMES(fates), name);
}

const char *
duty_name(enum duty d)
{
	return names_word(NAMES(duties), (int)d);
}

int
duty_value(const char *name)
{
	int d = names_value(NAMES(duties), name);

	return d == NO_DUTY ? -1 : d;
}

const char *
notice_name(enum notice n)
{
	return names_word(NAMES(notices), (int)n);
}

int
notice_value(const char *name)
{
	return names_value(NAMES(notices), name);
}

const char *
sight_name(enum sight s)
{
	return names_word(NAMES(sights), (int)s);
}

int
sight_value(const char *name)
{
	return names_value(NAMES(sights), name);
}
