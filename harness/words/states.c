/* states.c - the states of a TCP connection. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stddef.h>

#include "words/names.h"
#include "words/words.h"

static const char *const states[TCP_STATES] = {
	[STATE_ESTABLISHED] = "ESTABLISHED",
	[STATE_SYN_SENT] = "SYN-SENT",
	[STATE_SYN_RECEIVED] = "SYN-RECEIVED",
	[STATE_FIN_WAIT_1] = "FIN-WAIT-1",
	[STATE_FIN_WAIT_2] = "FIN-WAIT-2",
	[STATE_TIME_WAIT] = "TIME-WAIT",
	[STATE_CLOSED] = "CLOSED",
	[STATE_CLOSE_WAIT] = "CLOSE-WAIT",
	[STATE_LAST_ACK] = "LAST-ACK",
	[STATE_LISTEN] = "LISTEN",
	[STATE_CLOSING] = "CLOSING",
};

const char *
state_name(int state)
{
	return names_word(NAMES(states), state);
}

int
state_value(const char *name)
{
	return names_value(NAMES(states), name);
}
