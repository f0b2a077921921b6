/* rules.h - what happens to which frames; the path's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RULES_H
#define HANGUP_RULES_H

#include "forge.h"

struct filter;

enum action {
	DROP,
	LOSE,
	DELAY,
	DUPLICATE,
	REORDER,
	HOLD,
	ANSWER_ICMP,
	ANSWER_RST
};

struct rule {
	enum action action;
	bool applies[DIRECTIONS];
	struct filter *filter; /* NULL: every frame */
	long skip;	       /* matches to let pass first */
	long count;	       /* matches left to act on; -1: all */
	long ms;	       /* DELAY; DUPLICATE: when the copies come */
	long copies;	       /* DUPLICATE */
	long percent;	       /* LOSE */
	long seed;
	uint64_t seen[DIRECTIONS]; /* LOSE: frames that matched */
	struct icmp icmp;	   /* ANSWER_ICMP */
	struct rule *next;
};

/*
 * The command as a rule, to be freed by rules_forget; NULL when it is wrong,
 * and then answered.
 */
struct rule *rules_parse(enum action action, int argc, char **argv);
void rules_append(struct rule **rules, struct rule *rule);
/* Frees all rules. */
void rules_forget(struct rule **rules);
void rules_forget_first(struct rule **rules); /* the oldest, if any */
/* Frees those with that action. */
void rules_forget_action(struct rule **rules, enum action action);

/*
 * The first rule that holds for the frame and takes it, counting, or NULL.  A
 * REORDER takes none while one is kept back.
 */
const struct rule *rules_match(struct rule *rules, enum direction d,
    const uint8_t *bytes, size_t len, bool kept_back);

/* Is the n-th frame (from 0) of a stream with this seed lost? */
bool rules_loses(long seed, enum direction d, uint64_t n, long percent);

/* Both answer the command when they fail, and return false. */
bool rules_direction(const char *word, bool applies[DIRECTIONS]);
/* argv[*at] names an ICMP error; moves *at behind it. */
bool rules_icmp(int argc, char **argv, int *at, struct icmp *icmp);

#endif
