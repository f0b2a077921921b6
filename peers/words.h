/* words.h - what may be said to peer, relay and path, for who reads a script. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PEERS_WORDS_H
#define HANGUP_PEERS_WORDS_H

#include "peers/control.h"

/* For control_check; of the first two nothing can be run here. */
extern const struct command peer_words[], relay_words[], path_words[];

#endif
