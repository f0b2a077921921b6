/* protocol.h - the report protocol, runner's side: one line, parsed. Pure. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_PROTOCOL_H
#define HANGUP_RUN_PROTOCOL_H

#include <stdbool.h>
#include <stdint.h>

#include "strategies/strategy.h"

#define PROTOCOL_LINE 4096 /* the longest line a subject may say */
#define PROTOCOL_ERROR 256

enum line_kind { LINE_READY, LINE_REPORT, LINE_WRONG };

struct line {
	enum line_kind kind;
	enum kind watches; /* ready: WAITS, ASKS or ONCE */
	bool stamped;	   /* report: t_ns is the subject's stamp */
	int64_t t_ns;
	struct said said;
	char error[PROTOCOL_ERROR]; /* wrong: what, and what was expected */
};

/*
 *	ready [ask|once] [hangup/1]
 *	[@NS ]report VERDICT [DETAIL]
 */
void protocol_parse(struct line *line, const char *text);

#endif
