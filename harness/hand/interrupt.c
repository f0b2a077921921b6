/* interrupt.c - a signal that ends a wait, or what is being evaluated. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "hand/hand.h"

volatile sig_atomic_t session_interrupted;

void
session_interrupt(void)
{
	session_interrupted = 1;
	case_interrupt();
}

void
session_resume(void)
{
	session_interrupted = 0;
}

bool
session_was_interrupted(void)
{
	return session_interrupted != 0;
}
