/* advise.c - hangup advise: what to use, with which timers, for a wish. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/advise.h"
#include "pool/pool.h"

#define MOST_SEEN 16
#define NAME_ROOM 128
#define TOOL_FIRST "c"
#define MOST_MS 2700000 /* 45 min */
_Static_assert(4LL * MOST_MS <= CASE_LONGEST_MS, "a cell plays it four times");

static struct options {
	struct wish wish;
	const char *see[MOST_SEEN], *tool, *only;
	size_t n_see;
	bool verify;
} options;

enum {
	KEY_PROTOCOL = 256,
	KEY_WITHIN,
	KEY_SURVIVE,
	KEY_SEE,
	KEY_STRATEGY,
	KEY_FOR,
	KEY_VERIFY
};

static const struct argp_option table[] = {
	{ "within", KEY_WITHIN, "TIME", 0,
	    "to know so soon that the other end is gone: 30s, 1500ms, 2m", 0 },
	{ "survive", KEY_SURVIVE, "TIME", 0,
	    "an outage of this length is no end (none need be survived)", 0 },
	{ "protocol", KEY_PROTOCOL, "yes|no", 0,
	    "the application has a protocol of its own in which a byte may be "
	    "sent and is answered (no)",
	    0 },
	{ "see", KEY_SEE, "SCENARIO", 0,
	    "this, or a sign, must be noticed besides silence: no-answer, "
	    "stall/zero-window; may be repeated",
	    0 },
	{ "strategy", KEY_STRATEGY, "SUBJECT", 0, "only this one", 0 },
	{ "for", KEY_FOR, "TOOL", 0,
	    "the lines to paste for this one of cases/settings (" TOOL_FIRST
	    "; \"list\" names them)",
	    0 },
	{ "verify", KEY_VERIFY, NULL, 0,
	    "play the advice with its real timers, and say what was measured",
	    0 },
	{ 0 }
};

/* "30s" in ms. */
static int
read_time(struct argp_state *state, const char *name, const char *text)
{
	static const struct {
		const char *name;
		double ms;
	} units[] = { { "ms", 1 }, { "s", 1000 }, { "m", 60000 },
		{ "h", 3600000 } };
	double n = -1;
	char *unit;
	size_t i;

	n = strtod(text, &unit);
	for (i = 0; i < sizeof(units) / sizeof(units[0]) && unit > text; i++)
		if (strcmp(unit, units[i].name) == 0 && n * units[i].ms >= 1 &&
		    n * units[i].ms <= (double)MOST_MS)
			return (int)(n * units[i].ms);
	argp_error(state,
	    "--%s: expected 1ms to 45m with its unit, as 1500ms, 30s or 2m, "
	    "got \"%s\"",
	    name, text);
	return 0;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_PROTOCOL:
		options.wish.may_speak = strcmp(arg, "yes") == 0;
		if (strcmp(arg, "yes") != 0 && strcmp(arg, "no") != 0)
			argp_error(state,
			    "--protocol: expected yes or no, got \"%s\"", arg);
		return 0;
	case KEY_WITHIN:
		options.wish.within_ms = read_time(state, "within", arg);
		return 0;
	case KEY_SURVIVE:
		options.wish.survive_ms = read_time(state, "survive", arg);
		return 0;
	case KEY_SEE:
		if (options.n_see == MOST_SEEN)
			argp_error(state, "--see: at most %d", MOST_SEEN);
		options.see[options.n_see++] = arg;
		return 0;
	case KEY_STRATEGY:
		options.only = arg;
		return 0;
	case KEY_FOR:
		options.tool = arg;
		return 0;
	case KEY_VERIFY:
		options.verify = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "expected options only, got \"%s\"", arg);
		return 0;
	case ARGP_KEY_END:
		if (options.wish.within_ms == 0 &&
		    !(options.tool && strcmp(options.tool, "list") == 0))
			argp_error(state,
			    "--within: expected how soon you must know, as "
			    "30s");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp advise_argp = { table, parse_option, NULL,
	"What to use so that a peer that is gone is noticed in time and an "
	"outage is not taken for its end: which strategies do it, by the "
	"measurement that is in the program; with which timers, by the rules "
	"that predict every cell; what that costs, what it does not see, and "
	"the lines to paste.\v"
	"The longest timers that are in time are given: they cost least and "
	"survive most. Exit status: 0; 1 there is nothing that does it, or "
	"--verify found that it does not; 2 usage; 3 --verify can say nothing; "
	"4 this machine cannot run a lab.",
	NULL, NULL, NULL };

static json_t *
need_of(const char *sign, json_t *scenarios)
{
	return json_pack("{s:s, s:o}", "sign", sign, "scenarios", scenarios);
}

/* Is it there, and a scenario in which there is something to notice? */
static bool
ends(const struct cases *cases, const char *name)
{
	const struct scenario *s = find_scenario(cases, name);

	if (s && s->n_truth == 1 && s->truth[0] == FORM_OPEN)
		fprintf(stderr,
		    "hangup: --see: in %s nothing ends that could be seen\n",
		    name);
	return s && (s->n_truth > 1 || s->truth[0] != FORM_OPEN);
}

/*
 * Silence, on a connection that is not called dead while nothing happens on it,
 * and what was asked for besides.  NULL: no such thing, told.
 */
static json_t *
needs_of(const struct cases *cases)
{
	json_t *needs = json_array();
	const char *see;
	size_t i;

	json_array_append_new(needs,
	    need_of(sign_name(SILENCE),
		json_pack("[s, s]", trial_names[GONE_IDLE],
		    trial_names[GONE_IN_FLIGHT])));
	json_array_append_new(needs, need_of("", json_pack("[s]", IDLE)));
	for (i = 0; i < options.n_see; i++) {
		see = options.see[i];
		if (!strchr(see, '/') && sign_value(see) >= 0 &&
		    sign_value(see) < DEATH_SIGNS)
			json_array_append_new(
			    needs, need_of(see, json_array()));
		else if (strchr(see, '/') && ends(cases, see))
			json_array_append_new(
			    needs, need_of("", json_pack("[s]", see)));
		else {
			if (!strchr(see, '/'))
				fprintf(stderr,
				    "hangup: --see: expected a sign of death "
				    "(\"hangup list signs\") or a scenario, got "
				    "\"%s\"\n",
				    see);
			json_decref(needs);
			return NULL;
		}
	}
	return needs;
}

/* Those that were measured to do it, each with its timers; how many fit. */
static size_t
propose(struct cases *cases, const json_t *able, const struct tool *tool,
    char best[NAME_ROOM])
{
	char why[PLAN_ERROR];
	const json_t *one;
	struct plan p;
	const char *name;
	size_t i, n = 0;

	json_array_foreach (able, i, one) {
		name = json_string_value(json_object_get(one, "subject"));
		if (!plan_make(cases, &options.wish, name, &p, why)) {
			printf("\nNot %s: %s.\n", name, why);
			continue;
		}
		say_plan(cases, &options.wish, &p, one, tool);
		if (tool)
			paste_lines(cases, tool, &options.wish, name);
		if (n++ == 0)
			snprintf(best, NAME_ROOM, "%s", name);
	}
	return n;
}

/* The least time in which it would do by this strategy; 0: none. */
static int
shortest(struct cases *cases, const char *name)
{
	struct wish w = options.wish;
	int low = w.within_ms, high = low, middle;
	char why[PLAN_ERROR];
	struct plan p;

	do {
		if (high == MOST_MS)
			return 0;
		low = high;
		high = 2 * high + 100 < MOST_MS ? 2 * high + 100 : MOST_MS;
		w.within_ms = high;
	} while (!plan_make(cases, &w, name, &p, why));
	while (high - low > high / 50) {
		middle = low + (high - low) / 2;
		w.within_ms = middle;
		*(plan_make(cases, &w, name, &p, why) ? &high : &low) = middle;
	}
	return high;
}

/* Of those that could, who could soonest. */
static bool
say_shortest(struct cases *cases, const json_t *able)
{
	const char *name, *first = NULL;
	int least = 0, ms;
	const json_t *one;
	size_t i;

	json_array_foreach (able, i, one) {
		name = json_string_value(json_object_get(one, "subject"));
		ms = shortest(cases, name);
		if (ms > 0 && (least == 0 || ms < least)) {
			least = ms;
			first = name;
		}
	}
	least = (least + 99) / 100; /* tenths of a second */
	if (first)
		printf("\nThis cannot be had. With --within %d.%ds it could, "
		       "by %s.\n",
		    least / 10, least % 10, first);
	return first != NULL;
}

static int
verify(struct cases *cases, const char *name)
{
	char why[PLAN_ERROR];
	struct plan p;

	/* the timers of the last that was tried are set now */
	return plan_make(cases, &options.wish, name, &p, why) ?
	    verify_plan(cases, &options.wish, &p) :
	    STATUS_FAIL;
}

/* Of those that can, the one that was named. */
static void
keep_only(json_t *able, const char *name)
{
	size_t i = json_array_size(able);

	while (i-- > 0)
		if (strcmp(json_string_value(json_object_get(
			       json_array_get(able, i), "subject")),
			name) != 0)
			json_array_remove(able, i);
}

/* A name with a mistake is told; false. */
static bool
knows_strategy(const struct cases *cases)
{
	const char **names = subject_names(cases), *near;
	bool known = !options.only || find_subject(cases, options.only);

	near = known ? NULL :
		       case_nearest(options.only, names, cases->n_subjects);
	if (!known)
		fprintf(stderr, "hangup: --strategy: no strategy \"%s\"%s%s\n",
		    options.only, near ? ", nearest is " : "",
		    near ? near : "");
	free(names);
	return known;
}

#define SPEAKER "heartbeat-answered" /* of whom lines are, if of any */

/* In any time, or for another reason: there is nothing that does it. */
static int
deny(struct cases *cases, const json_t *needs, const json_t *able,
    const struct tool *tool)
{
	if (options.only && json_array_size(able) == 0)
		say_unable(cases, needs, find_subject(cases, options.only));
	else if (!say_shortest(cases, able))
		say_nobody(cases, &options.wish, needs, able, options.only);
	if (options.tool && tool && !options.wish.may_speak &&
	    paste_has(tool, SPEAKER))
		printf("There are lines for %s, too: --protocol yes.\n",
		    tool->name);
	return STATUS_FAIL;
}

/* tool: NULL, no lines are at hand. */
static int
advise(struct cases *cases, const json_t *needs, const struct tool *tool)
{
	json_t *able = report_able(
	    needs, options.wish.may_speak, cases->subjects, cases->n_subjects);
	char best[NAME_ROOM];
	int status;

	if (options.only)
		keep_only(able, options.only);
	say_wish(&options.wish);
	if (propose(cases, able, tool, best) == 0)
		status = deny(cases, needs, able, tool);
	else {
		if (!options.tool)
			paste_tools(stdout, "\n--for has the lines for: ");
		status = options.verify ? verify(cases, best) : STATUS_OK;
	}
	json_decref(able);
	return status;
}

/* The lines to paste are read first: a broken file is told before all. */
static int
advise_with(struct cases *cases, const json_t *needs)
{
	const char *name = options.tool ? options.tool : TOOL_FIRST;
	bool pastes = options.tool || paste_is_there(name);
	char error[CASE_ERROR];
	struct tool tool;
	int status;

	if (plan_outages(cases, &options.wish, error) == -1) {
		fprintf(stderr, "hangup: %s\n", error);
		return STATUS_USAGE;
	}
	if (!pastes)
		return advise(cases, needs, NULL);
	if (!paste_open(&tool, cases, name))
		return STATUS_USAGE;
	status = advise(cases, needs, &tool);
	tool_free(&tool);
	return status;
}

static int
run_advise(int argc, char **argv)
{
	struct cases *cases;
	json_t *needs;
	int status = STATUS_USAGE;

	options = (struct options) { 0 };
	argp_parse(&advise_argp, argc, argv, 0, NULL, NULL);
	if (options.tool && strcmp(options.tool, "list") == 0) {
		paste_tools(stdout, "");
		return STATUS_OK;
	}
	if (options.tool && !paste_knows(options.tool))
		return STATUS_USAGE;
	if (options.verify) {
		require_lab();
		pool_guarded();
	}
	cases = load_cases();
	needs = knows_strategy(cases) ? needs_of(cases) : NULL;
	if (needs)
		status = advise_with(cases, needs);
	json_decref(needs);
	cases_free(cases);
	return status;
}

const struct command command_advise = {
	.name = "advise",
	.summary = "what to use, and with which timers, to know in time",
	.argp = &advise_argp,
	.run = run_advise,
};
