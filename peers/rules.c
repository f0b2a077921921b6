/* rules.c - what happens to which frames: the path's rules, read and held. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "rules.h"

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control.h"
#include "wire/wire.h"

#define LONGEST_MS 600000
#define MOST_COPIES 100

bool
rules_direction(const char *word, bool applies[DIRECTIONS])
{
	if (word && strcmp(word, "both") == 0)
		applies[TO_PEER] = applies[TO_SUBJECT] = true;
	else if (word && strcmp(word, "to-peer") == 0)
		applies[TO_PEER] = true;
	else if (word && strcmp(word, "to-subject") == 0)
		applies[TO_SUBJECT] = true;
	else {
		control_error("expected to-peer, to-subject or both, got "
			      "\"%s\"",
		    word ? word : "");
		return false;
	}
	return true;
}

/* "type T code C", the same numbers whatever the family. */
static bool
icmp_numbers(char **argv, int *at, struct icmp *icmp)
{
	long type = control_number("type", argv[*at + 1], 0, 255), code;

	if (type == -1)
		return false;
	code = control_number("code", argv[*at + 3], 0, 255);
	if (code == -1)
		return false;
	memset(icmp, 0, sizeof(*icmp));
	icmp->type[0] = icmp->type[1] = (uint8_t)type;
	icmp->code[0] = icmp->code[1] = (uint8_t)code;
	*at += 4;
	return true;
}

bool
rules_icmp(int argc, char **argv, int *at, struct icmp *icmp)
{
	if (*at + 3 < argc && strcmp(argv[*at], "type") == 0 &&
	    strcmp(argv[*at + 2], "code") == 0)
		return icmp_numbers(argv, at, icmp);
	if (*at < argc && icmp_named(argv[*at], icmp)) {
		(*at)++;
		return true;
	}
	control_error("no ICMP error \"%s\"; expected type T code C, or one "
		      "of %s",
	    *at < argc ? argv[*at] : "", icmp_names());
	return false;
}

/* Takes "count N" and its like off the end; what remains is the filter. */
static bool
parse_bounds(int *argc, char **argv, int from, struct rule *r)
{
	struct {
		const char *word;
		long *value, min, max;
	} known[] = {
		{ "count", &r->count, 1, INT_MAX },
		{ "skip", &r->skip, 1, INT_MAX },
		{ "copies", &r->copies, 1, MOST_COPIES },
		{ "after", &r->ms, 0, LONGEST_MS },
	};
	size_t n = r->action == DUPLICATE ? 4 : 2, i;

	while (*argc >= from + 2) {
		for (i = 0; i < n; i++)
			if (strcmp(argv[*argc - 2], known[i].word) == 0)
				break;
		if (i == n)
			break;
		*known[i].value = control_number(
		    known[i].word, argv[*argc - 1], known[i].min, known[i].max);
		if (*known[i].value == -1)
			return false;
		*argc -= 2;
	}
	return true;
}

static bool
parse_filter(int argc, char **argv, int from, struct rule *r)
{
	char text[2048] = "", error[WIRE_ERROR];
	size_t used = 0;
	int i;

	for (i = from; i < argc && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s", i > from ? " " : "", argv[i]);
	if (used == 0)
		return true;
	if (used >= sizeof(text)) {
		control_error(
		    "a filter is longer than %zu bytes", sizeof(text) - 1);
		return false;
	}
	r->filter = filter_compile(text, EITHER_FAMILY, error);
	if (!r->filter)
		control_error("%s", error);
	return r->filter != NULL;
}

static bool
parse_lose(int argc, char **argv, int *at, struct rule *r)
{
	if (argc < 5 || strcmp(argv[3], "seed") != 0) {
		control_error("expected: lose DIRECTION PERCENT seed N "
			      "[FILTER]");
		return false;
	}
	r->percent = control_number("percent", argv[2], 0, 100);
	if (r->percent == -1)
		return false;
	r->seed = control_number("seed", argv[4], 0, LONG_MAX);
	*at = 5;
	return r->seed != -1;
}

static bool
parse_answer(int argc, char **argv, int *at, struct rule *r)
{
	const char *with = argc > 2 ? argv[2] : "";

	*at = 3;
	if (strcmp(with, "rst") == 0) {
		r->action = ANSWER_RST;
		return true;
	}
	if (strcmp(with, "icmp") == 0)
		return rules_icmp(argc, argv, at, &r->icmp);
	control_error("expected: answer DIRECTION rst|icmp NAME [FILTER]");
	return false;
}

/* What stands between the direction and the filter; *at goes behind it. */
static bool
parse_own(int argc, char **argv, int *at, struct rule *r)
{
	switch (r->action) {
	case LOSE:
		return parse_lose(argc, argv, at, r);
	case DELAY:
		r->ms = control_number(
		    "milliseconds", argc > 2 ? argv[2] : "", 1, LONGEST_MS);
		*at = 3;
		return r->ms != -1;
	case ANSWER_ICMP:
	case ANSWER_RST:
		return parse_answer(argc, argv, at, r);
	case DROP:
	case DUPLICATE:
	case REORDER:
	case HOLD:
		break;
	}
	return true;
}

struct rule *
rules_parse(enum action action, int argc, char **argv)
{
	struct rule *r = calloc(1, sizeof(*r));
	int at = 2;

	if (!r)
		err(1, "calloc");
	r->action = action;
	r->count = -1;
	r->copies = 1;
	if (rules_direction(argv[1], r->applies) &&
	    parse_own(argc, argv, &at, r) && parse_bounds(&argc, argv, at, r) &&
	    parse_filter(argc, argv, at, r))
		return r;
	free(r);
	return NULL;
}

void
rules_append(struct rule **rules, struct rule *rule)
{
	while (*rules)
		rules = &(*rules)->next;
	*rules = rule;
}

void
rules_forget_first(struct rule **rules)
{
	struct rule *r = *rules;

	if (!r)
		return;
	*rules = r->next;
	filter_free(r->filter);
	free(r);
}

void
rules_forget(struct rule **rules)
{
	while (*rules)
		rules_forget_first(rules);
}

void
rules_forget_action(struct rule **rules, enum action action)
{
	while (*rules)
		if ((*rules)->action == action)
			rules_forget_first(rules);
		else
			rules = &(*rules)->next;
}

/* splitmix64, Steele, Lea and Flood 2014: its n-th output, from n alone. */
static uint64_t
draw(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + (n + 1) * 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/*
 * Streams that start beside each other would be one stream, shifted: where
 * each starts is drawn, too.
 */
bool
rules_loses(long seed, enum direction d, uint64_t n, long percent)
{
	uint64_t stream = draw((uint64_t)seed, (uint64_t)d);

	return (draw(stream, n) >> 32) * 100 < (uint64_t)percent << 32;
}

static bool
holds(const struct rule *r, const uint8_t *bytes, size_t len)
{
	struct frame frame = { .len = (uint32_t)len,
		.caplen = (uint32_t)len,
		.bytes = (uint8_t *)(uintptr_t)bytes };

	return !r->filter || filter_matches(r->filter, &frame);
}

/* A match: does the rule act on this one? */
static bool
takes(struct rule *r, enum direction d)
{
	uint64_t n = r->seen[d]++;

	if (r->skip > 0) {
		r->skip--;
		return false;
	}
	if (r->action == LOSE && !rules_loses(r->seed, d, n, r->percent))
		return false;
	if (r->count > 0)
		r->count--;
	return true;
}

const struct rule *
rules_match(struct rule *rules, enum direction d, const uint8_t *bytes,
    size_t len, bool kept_back)
{
	struct rule *r;

	for (r = rules; r; r = r->next)
		if (r->applies[d] && r->count != 0 &&
		    !(r->action == REORDER && kept_back) &&
		    holds(r, bytes, len) && takes(r, d))
			return r;
	return NULL;
}
