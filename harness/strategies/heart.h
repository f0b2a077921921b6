/* heart.h - heartbeats that must be answered: of more than one strategy. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_HEART_H
#define HANGUP_HEART_H

#include "strategies/strategy.h"

/*
 * Messages of the subject's own, numbered 0x80, 0x81... 0xff, 0x80: one with
 * each beat, kept until its echo came.  Those that wait are first, first + 1...
 */
#define MESSAGE_FIRST 0x80
#define MESSAGE_MASK 0x7f
#define MESSAGES_WAITING 64 /* more are not made before some are answered */

struct messages {
	unsigned first;	  /* that was not echoed yet */
	unsigned waiting; /* that were made and not echoed */
	unsigned sent;	  /* of these: on this connection */
};

/*
 * Beats and listens until there is a terminal verdict.  messages may be NULL;
 * what waits in them is sent again.
 */
struct said heart_watch(int fd, struct messages *messages);

#endif
