/* testing-run.h - a run of two scenarios and two subjects; for tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_TESTING_RUN_H
#define HANGUP_REPORT_TESTING_RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/private.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/*
 * Two scenarios, two subjects.
 */
static char fin_name[] = "close/fin", idle_name[] = "alive/idle";
static char title[] = "A title", why[] = "Because";
static char ref1[] = "RFC 9293 3.6", ref2[] = "MUST-12";
static char *refs[] = { ref1, ref2 };
static char peek_name[] = "peek", keep_name[] = "keepalive";
static char summary[] = "recv 1 byte", software[] = "Redis, grpc-go";
static char nobody[] = "";

static const struct scenario idle = { .name = idle_name,
	.title = title,
	.why = why,
	.refs = refs,
	.n_refs = 1,
	.signs = 1u << NOTHING_HEARD };
static const struct scenario fin = { .name = fin_name,
	.title = title,
	.why = why,
	.refs = refs,
	.n_refs = 2,
	.signs = 1u << FIN | 1u << RST_AFTER_FIN_ON_SEND };
static const struct subject peek = { .name = peek_name,
	.title = summary,
	.used_by = nobody,
	.says = { .kind = ASKS,
	    .sees = { [FIN] = { CLOSED, { SINCE_SIGN, 0, 150, TIMER_FIXED } },
		[NOTHING_HEARD] = {
		    QUIET, { SINCE_DATA, 498, 675, TIMER_FIXED } } } } };
static const struct subject keepalive = { .name = keep_name,
	.title = summary,
	.used_by = software,
	.says = { .kind = WAITS, .speaks = true } };

static inline json_t *
new_root(void)
{
	const struct scenario *rows[] = { &idle, &fin };
	const struct subject *columns[] = { &peek, &keepalive };
	json_t *root = report_new(
	    rows, 2, columns, 2, json_pack("{s:i}", "jobs", 7));

	assert_non_null(root);
	return root;
}

static inline json_t *
add_cell(json_t *root, const char *scenario, const char *subject,
    const char *result, const char *outcome)
{
	json_t *cell = json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:o}",
	    "scenario", scenario, "subject", subject, "family", 4, "run", 1,
	    "result", result, "reason", "", "outcome",
	    outcome ? json_string(outcome) : json_null());

	assert_non_null(cell);
	json_array_append_new(json_object_get(root, "cells"), cell);
	return cell;
}

#endif
