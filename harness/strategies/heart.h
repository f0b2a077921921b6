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

/* What who beats like that sees, and says of it. */
#define HEART_SEES \
	{ \
		[FIN] = { CLOSED, AT_ONCE }, \
		[FIN_BEHIND_DATA] = { CLOSED, AT_ONCE }, \
		[RST] = { RESET, AT_ONCE }, \
		[RST_BEHIND_DATA] = { RESET, AT_ONCE }, \
		[RST_ON_SEND] = { RESET, AT_ONCE }, \
		[SILENCE] = { TIMEOUT, TIMED(SINCE_SENT, TIMER_HEARTBEAT) }, \
		[NO_ANSWER] = { TIMEOUT, TIMED(SINCE_SENT, TIMER_HEARTBEAT) }, \
		[ZERO_WINDOW] = { TIMEOUT, \
			TIMED(SINCE_SENT, TIMER_HEARTBEAT) }, \
		[LOCAL_ABORT] = { RESET, AT_ONCE }, \
		[LATE] = { TIMEOUT, TIMED(SINCE_SENT, TIMER_HEARTBEAT) }, \
		[OUR_FIN] = { \
			GONE, \
			TIMED(SINCE_SIGN, TIMER_NEXT_BEAT) \
		} \
	}

#define HEART_WIDE "that our side sent a FIN it learns at its next beat"

#endif
