/* subjects.c - how a subject watches, and from when its latencies count. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "words/names.h"
#include "words/words.h"

static const char *const kinds[] = {
	[WAITS] = "waits",
	[ASKS] = "asks",
	[ONCE] = "once",
	[EXTERNAL] = "external",
};

static const char *const sinces[SINCES] = {
	[SINCE_SIGN] = "sign",
	[SINCE_DATA] = "data",
	[SINCE_SEGMENT] = "segment",
	[SINCE_TRAFFIC] = "traffic",
	[SINCE_SENT] = "sent",
	[SINCE_NO_ROOM] = "no-room",
	[SINCE_UNACKED] = "unacked",
	[SINCE_REPEATED] = "repeated",
	[SINCE_CHECK] = "check",
};

static const char *const events[SINCES] = {
	[SINCE_SIGN] = "the sign came",
	[SINCE_DATA] = "the last data that came, or the start",
	[SINCE_SEGMENT] = "the last segment that came, of whatever kind",
	[SINCE_TRAFFIC] = "the last data that went either way, or the start",
	[SINCE_SENT] = "its own data that was never answered",
	[SINCE_NO_ROOM] = "the peer's window shut",
	[SINCE_UNACKED] = "data that stays unacknowledged",
	[SINCE_REPEATED] = "data that the kernel repeats",
	[SINCE_CHECK] = "it was asked",
};

const char *
kind_name(enum kind k)
{
	return names_word(NAMES(kinds), (int)k);
}

int
kind_value(const char *name)
{
	return names_value(NAMES(kinds), name);
}

const char *
since_name(enum since s)
{
	return names_word(NAMES(sinces), (int)s);
}

int
since_value(const char *name)
{
	return names_value(NAMES(sinces), name);
}

const char *
since_event(enum since s)
{
	return names_word(NAMES(events), (int)s);
}
