/* measured.h - what was measured of our own strategies; the report's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_MEASURED_H
#define HANGUP_REPORT_MEASURED_H

#include <jansson.h>

#include "case/case.h"

/*
 * "host", "started", "timers" (those that were set, "" if none), "window_ms",
 * "tcp" (the kernel's settings), "scenarios" (names) and "subjects", each with
 * name, title, kind, speaks, effects (letters), signs (a + for each that it
 * sees), idle (its profile's cost); and for each scenario: cells, a letter;
 * latency_us, null if it noticed nothing; says.  The caller's.
 */
json_t *measured_table(const json_t *root);
/* The same of programs under test, which declare nothing. */
json_t *measured_programs(const json_t *root);
/* That which is in the program.  The caller's. */
json_t *measured_shipped(void);
/* Likewise, of few cells with stock timers, over a window of minutes. */
json_t *measured_stock(void);

/* report_incidents, of these two tables. */
json_t *incidents_by(
    const struct cases *cases, const json_t *fast, const json_t *stock);

enum outcome measured_outcome(char letter);
/* The letter of the worse of both. */
char measured_worse(char letter, enum outcome outcome);

/* report_able, by this table. */
json_t *measured_able(const json_t *table, const json_t *needs, bool may_speak,
    const struct subject *subjects, size_t n);

/*
 * What would help: of each sign that was missed and must or should be noticed,
 * the strategies that noticed it in each of those scenarios.  A list of
 * subject, title, signs, false_alarms; unhelped gets the signs that none did.
 */
json_t *
measured_help(const json_t *table, const json_t *root, const json_t *verdict,
    const struct subject *subjects, size_t n, json_t *unhelped);

/*
 * All subjects of a table in the same order, what helps most first: with every
 * sign of death, in a program that reads its connection and can wait.  A list
 * of "of", its line of the table, and "false_alarms".  The caller's.
 */
json_t *measured_order(const json_t *table);

#endif
