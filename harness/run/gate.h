/* gate.h - how a cell speaks with the runner: turns, and its record. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_GATE_H
#define HANGUP_RUN_GATE_H

#include <stddef.h>

/*
 * A machine has few cores; so that latencies measure the subject and not the
 * scheduler, the runner bounds how many cells do this at the same time.  Those
 * that only wait are not bounded.
 */
enum gate {
	GATE_SETUP,  /* making the network: work, under one kernel lock */
	GATE_FAULT,  /* from connect to 50 ms after the fault */
	GATE_FINISH, /* proof, record: work again */
	GATES
};

/* One byte each on the socket between cell and runner. */
#define GATE_ENTER "abc" /* cell: may I? by enum gate */
#define GATE_LEAVE "ABC" /* cell: done */
#define GATE_GO 'g'	 /* runner: go on */
#define GATE_LASTS 'w'	 /* cell: 4 bytes, ms that it now waits by nature */
#define GATE_LATE 't'	 /* cell: the machine was late for it */
#define GATE_RECORD 'r'	 /* cell: 4 bytes of length, then JSON */

/* All end the process when the runner is gone. */
void gate_enter(int runner, enum gate gate);
void gate_leave(int runner, enum gate gate);
void gate_lasts(int runner, int ms);
void gate_late(int runner);
void gate_send_record(int runner, const char *text, size_t length);

#endif
