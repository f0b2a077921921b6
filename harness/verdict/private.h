/* private.h - what the files of verdict share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_VERDICT_PRIVATE_H
#define HANGUP_VERDICT_PRIVATE_H

#include "verdict/verdict.h"

/* A notebook, what it is held against, and what its packets show. */
struct hearing {
	const struct notebook *book;
	const struct spec *spec;
	const struct cases *cases;
	struct packets packets;
	struct truth truth; /* of the watched connection */
	size_t n_judged;    /* reports, before the proof and the coming back */
	struct word word;   /* that of these to which the subject is held */
	struct trouble trouble; /* the book's, or what is found here */
};

/* result.c: the scenario's signs; and what came of it, into the record. */
uint32_t hearing_signs(const struct hearing *h);
void hearing_judge(struct hearing *h, json_t *record);
/* clauses.c: what of RFC 9293 this cell upholds, for its record. */
json_t *hearing_clauses(const struct hearing *h);
/* evidence.c: what it saw, into the record. */
void hearing_evidence(const struct hearing *h, json_t *record);
/* The bytes of its own that it sent, at least; the script's are others. */
int64_t hearing_sent(const struct hearing *h);
/* Microseconds since zero, rounded down; null for WIRE_NEVER. */
json_t *hearing_since_zero(const struct hearing *h, int64_t t_ns);
/* The same since another time. */
json_t *hearing_since(int64_t zero_ns, int64_t t_ns);
/* recovery.c: "recovery" into the record, if it tried to come back. */
void hearing_recovery(const struct hearing *h, json_t *record);

#endif
