/* schema.h - what results.json must be like for all that reads it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_SCHEMA_H
#define HANGUP_REPORT_SCHEMA_H

#include "report/report.h"

/* How deep results are nested at most; hangup run needs 9. */
#define SCHEMA_DEPTH 32

enum type { TEXT, WORD, FAMILY, INTEGER, NUMBER, FLAG, OBJECT, LIST, MAP };

struct member {
	const char *name;
	enum type type;
	bool must;
	/* a number's range, a text's length, how many are in a list */
	long long least, most;
	int (*value)(const char *word); /* -1: not known */
	const struct member *of; /* an object's members; what a list has */
};

/* Of the whole; a table ends with a NULL name.  Each is of schema-tables.c. */
extern const struct member schema_root[];

/*
 * 0, or -1 and what is where, and what was expected: "cell 3, wire.checks[2]
 * .text: expected a text".
 */
int schema_check(json_t *results, char error[REPORT_ERROR]);

#endif
