/* words.c - the tables of peer and relay, for who only reads what is said. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "peers/words.h"

#define WORD(name, usage, what, run, ...) \
	{ name, usage, what, NULL, .by_usage = true, __VA_ARGS__ },

const struct command peer_words[] = {
#include "peers/peer-words.h"
	{ .name = NULL }
};

const struct command relay_words[] = {
#include "peers/relay-words.h"
	{ .name = NULL }
};
