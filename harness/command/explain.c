/* explain.c - hangup explain: why a verdict was predicted. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"

/*
 * Theory of operation
 *
 * A prediction follows from what reached the subject, and when: it is made
 * after a cell was played, and its steps are kept in the record.  This prints
 * them.  Of a cell that was not played, or not with these timers, the script is
 * thought through instead (case/sketch.c), and the same functions predict from
 * that; where only packets can show what comes, it says what the scenario gives
 * and what the subject declares, and no more.
 */
static struct options {
	const char *cell, *results, *contract;
	int family, run, window_ms;
} options;

enum { KEY_FAMILY = 256, KEY_RUN, KEY_CONTRACT, KEY_WINDOW };

static const struct argp_option table[] = { { "family", KEY_FAMILY, "4|6", 0,
						"address family (4)", 0 },
	{ "window", KEY_WINDOW, "MS", 0,
	    "without packets: how long it is watched (3 hours)", 0 },
	{ "run", KEY_RUN, "N", 0, "of a cell that ran several times (1)", 0 },
	{ "contract", KEY_CONTRACT, "CONTRACT", 0,
	    "by which a program is judged that declares nothing: a name or a "
	    "file (default)",
	    0 },
	{ 0 } };

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_FAMILY:
		options.family = option_family(state, arg, "4 or 6");
		return 0;
	case KEY_RUN:
		options.run = option_number(state, "run", arg, 1, 10000);
		return 0;
	case KEY_WINDOW:
		options.window_ms = option_number(
		    state, "window", arg, 100, CASE_LONGEST_MS);
		return 0;
	case KEY_CONTRACT:
		options.contract = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num == 0)
			options.cell = arg;
		else if (state->arg_num == 1)
			options.results = arg;
		else
			argp_error(state, "one cell at a time");
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected a cell: close/fin/keepalive");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = { { &timers_argp, 0, NULL, 0 },
	{ NULL, 0, NULL, 0 } };

static const struct argp explain_argp = { table, parse_option, "CELL [RESULTS]",
	"Says why a verdict was predicted of SCENARIO/SUBJECT; nothing is run."
	"\v"
	"RESULTS is a results.json or its directory (reports/latest). The times "
	"are counted from the fault, or from ready where there is none. Of a "
	"cell that is not in it, or with --set and --timers, the script is "
	"thought through without a packet, and the same rules predict what it "
	"would do; of scripts that do more than two ends and a path would by "
	"themselves only what is declared is said.",
	children, NULL, NULL };

static void
put_demand(enum sign sign, const struct demand *d)
{
	printf("it %s %s", duty_name(d->duty),
	    sign < DEATH_SIGNS ? "notice it" : "be dropped");
	if (d->within_ms > 0)
		printf(" within %d ms\n", d->within_ms);
	else
		printf(" while the cell lasts\n");
}

/* What is asked of who declares nothing. */
static void
explain_contract(const struct contract *contract, uint32_t signs)
{
	const struct demand *d;
	enum sign sign;

	printf("The signs of the scenario, and what the contract asks:\n");
	for (sign = FIN; sign < SIGNS; sign++) {
		if (!(signs >> sign & 1))
			continue;
		d = &contract->of[sign];
		printf("  %-24s ", sign_name(sign));
		if (sign >= DEATH_SIGNS && d->duty == NO_DUTY)
			printf("is none of death: it must not call it one\n");
		else if (d->duty == NO_DUTY)
			printf("nothing\n");
		else
			put_demand(sign, d);
	}
	printf("The strictest of these is what the cell asks.\n");
}

/* The steps that were kept; false: there are none. */
static bool
explain_run(void)
{
	const char *file = options.results ? options.results : LATEST;
	const json_t *how, *line;
	char error[REPORT_ERROR];
	json_t *root;
	size_t i;

	if (!options.results && access(file, R_OK) == -1)
		return false;
	root = report_read(file, error);
	if (!root && options.results)
		errx(STATUS_USAGE, "%s", error);
	how = json_object_get(
	    json_object_get(root ? find_record(root, options.cell,
				       options.family, options.run) :
				   NULL,
		"expected"),
	    "how");
	if (json_array_size(how) > 0)
		printf("Over IPv%d, by %s:\n", options.family, file);
	json_array_foreach (how, i, line)
		printf("  %s\n", json_string_value(line));
	json_decref(root);
	return i > 0;
}

static void
explain_declared(const struct scenario *scenario, const struct subject *subject)
{
	uint32_t signs = scenario_signs(scenario, options.family);
	const struct seen *seen;
	enum sign s, known;

	printf("\"hangup run %s%s\" shows what comes first.\nWhat it declares "
	       "of signs that the scenario gives, or the packets may show:\n",
	    options.cell, options.family == 6 ? " --family 6" : "");
	for (s = FIN; s < SIGNS; s++) {
		known = judge_known_as(&subject->says, s);
		seen = &subject->says.sees[known];
		if (!(signs >> s & 1) &&
		    (sign_rows[s].source == GIVEN || seen->verdict == UNSAID))
			continue;
		printf("  %-24s ", sign_name(s));
		if (known != s)
			printf("is %s to it: ", sign_name(known));
		if (seen->verdict == UNSAID)
			printf("%s is blind to it\n", subject->name);
		else if (!verdict_terminal(seen->verdict))
			printf("says %s: not the end\n",
			    verdict_name(seen->verdict));
		else
			printf("says %s, %d to %d ms after %s\n",
			    verdict_name(seen->verdict), seen->when.from_ms,
			    seen->when.to_ms, since_event(seen->when.since));
	}
}

/* Without packets: false, and why, where only these can show what comes. */
static bool
explain_sketch(const struct cases *cases, const struct scenario *scenario,
    const struct subject *subject)
{
	struct sketching how = cases_sketching(cases, options.window_ms);
	char error[CASE_ERROR];
	struct timeline tl;

	printf("%s over IPv%d here: ",
	    timers_chosen[0] ? "By these timers it was not played" :
			       "It was not played",
	    options.family);
	if (scenario_sketch(scenario, &subject->says, &how, &tl, error) == -1) {
		printf(
		    "what comes of it only packets can show\n  (%s).\n", error);
		return false;
	}
	printf("a prediction without packets,\nby the script and the kernel's "
	       "timers, watched for %g s:\n",
	    options.window_ms / 1e3);
	judge_explain(&subject->says, scenario_signs(scenario, options.family),
	    &tl, stdout);
	timeline_free(&tl);
	return true;
}

static const char *
way_of(enum kind kind)
{
	switch (kind) {
	case WAITS:
		return "waits for news";
	case ASKS:
		return "is asked again and again, 100 ms after each answer";
	case ONCE:
		return "acts once, right after the fault";
	case EXTERNAL:
		return "declares nothing";
	}
	return "";
}

static void
explain(const struct cases *cases, const struct scenario *scenario,
    const struct subject *subject)
{
	size_t i;

	printf(
	    "%s: %s\n  %s\n", scenario->name, scenario->title, scenario->why);
	printf("  truth:");
	for (i = 0; i < scenario->n_truth; i++)
		printf(
		    "%s %s", i ? ", then" : "", form_name(scenario->truth[i]));
	printf("\n%s: %s\n  it %s%s\n", subject->name, subject->title,
	    way_of(subject->says.kind),
	    subject->says.speaks ? "; it puts bytes on the wire" : "");
	if (subject->says.kind != EXTERNAL && options.contract)
		contract_is_idle(options.contract);
	if (subject->says.kind == EXTERNAL)
		explain_contract(
		    &cases->contract, scenario_signs(scenario, options.family));
	else if ((timers_chosen[0] || !explain_run()) &&
	    !explain_sketch(cases, scenario, subject))
		explain_declared(scenario, subject);
	if (subject->says.suspends)
		printf("The first byte of data ends its watching.\n");
}

static int
run_explain(int argc, char **argv)
{
	struct cases *cases;
	char whole[512];
	size_t i, j;

	options = (struct options) {
		.family = 4, .run = 1, .window_ms = CASE_LONGEST_MS
	};
	argp_parse(&explain_argp, argc, argv, 0, NULL, NULL);
	cases = load_cases();
	if (options.contract && !contract_choose(cases, options.contract)) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	for (i = 0; i < cases->n_scenarios; i++)
		for (j = 0; j < cases->n_subjects; j++) {
			snprintf(whole, sizeof(whole), "%s/%s",
			    cases->scenarios[i].name, cases->subjects[j].name);
			if (strcmp(whole, options.cell) != 0)
				continue;
			explain(
			    cases, &cases->scenarios[i], &cases->subjects[j]);
			cases_free(cases);
			return STATUS_OK;
		}
	complain_no_cell(cases, options.cell);
	cases_free(cases);
	return STATUS_USAGE;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "why a verdict is predicted; nothing is run",
	.argp = &explain_argp,
	.run = run_explain,
};
