/* explain.c - hangup explain: why this verdict is predicted. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

static struct options {
	const char *cell;
} options;

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_ARG:
		if (options.cell)
			argp_error(state, "one cell at a time");
		options.cell = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "expected a cell: close/fin/keepalive");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp explain_argp = { NULL, parse_option,
	"SCENARIO/SUBJECT", "Says why a verdict is predicted; nothing is run.",
	NULL, NULL, NULL };

static const char *
since_text(enum since since)
{
	switch (since) {
	case SINCE_SIGN:
		return "after the sign arrived";
	case SINCE_DATA:
		return "after the last data (or the start)";
	case SINCE_SEGMENT:
		return "after the last segment of any kind";
	case SINCE_TRAFFIC:
		return "after the last data either way (or the start)";
	case SINCE_SENT:
		return "after our first byte that was never answered";
	case SINCE_NO_ROOM:
		return "after the peer's window had shut";
	case SINCE_UNACKED:
		return "after our oldest unacknowledged byte";
	case SINCE_CHECK:
		return "after it was asked to act";
	}
	return "";
}

static void
explain_sign(const struct subject *subject, enum sign sign)
{
	const struct seen *seen = &subject->says.sees[sign];

	if (seen->verdict == UNSAID)
		printf("  %-24s %s is blind to it\n", sign_name(sign),
		    subject->name);
	else if (!verdict_terminal(seen->verdict))
		printf("  %-24s says %s: not the end\n", sign_name(sign),
		    verdict_name(seen->verdict));
	else
		printf("  %-24s says %s, %d to %d ms %s\n", sign_name(sign),
		    verdict_name(seen->verdict), seen->when.from_ms,
		    seen->when.to_ms, since_text(seen->when.since));
}

static void
explain_quiet(const struct scenario *scenario, const struct subject *subject)
{
	const struct seen *seen = &subject->says.sees[NOTHING_HEARD];

	if (seen->verdict == UNSAID || scenario->signs >> NOTHING_HEARD & 1)
		return;
	printf("Apart from the scenario's signs, quiet matters to it:\n");
	explain_sign(subject, NOTHING_HEARD);
}

static void
explain(const struct scenario *scenario, const struct subject *subject)
{
	bool terminal = false;
	enum sign sign;
	size_t i;

	printf(
	    "%s: %s\n  %s\n", scenario->name, scenario->title, scenario->why);
	printf("  truth:");
	for (i = 0; i < scenario->n_truth; i++)
		printf(
		    "%s %s", i ? ", then" : "", form_name(scenario->truth[i]));
	printf("\n%s: %s\n  %s%s\n", subject->name, subject->title,
	    subject->says.kind == WAITS	   ? "waits for news" :
		subject->says.kind == ASKS ? "is asked again and again, 100 ms "
					     "after each answer" :
					     "acts once, right after the fault",
	    subject->says.speaks ? "; it puts bytes on the wire" : "");
	printf("The signs of the scenario, and what it says to each:\n");
	for (sign = FIN; sign < SIGNS; sign++)
		if (scenario->signs >> sign & 1) {
			explain_sign(subject, sign);
			terminal = terminal ||
			    verdict_terminal(subject->says.sees[sign].verdict);
		}
	explain_quiet(scenario, subject);
	printf(terminal ? "The earliest of these is the prediction.\n" :
			  "No sign of the scenario is the end to it.\n");
}

static int
run_explain(int argc, char **argv)
{
	struct cases *cases;
	char whole[512];
	size_t i, j;

	options.cell = NULL;
	argp_parse(&explain_argp, argc, argv, 0, NULL, NULL);
	cases = load_cases();
	for (i = 0; i < cases->n_scenarios; i++)
		for (j = 0; j < cases->n_subjects; j++) {
			snprintf(whole, sizeof(whole), "%s/%s",
			    cases->scenarios[i].name, cases->subjects[j].name);
			if (strcmp(whole, options.cell) != 0)
				continue;
			explain(&cases->scenarios[i], &cases->subjects[j]);
			cases_free(cases);
			return STATUS_OK;
		}
	complain_unmatched(cases, options.cell);
	cases_free(cases);
	return STATUS_USAGE;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "why a verdict is predicted; nothing is run",
	.argp = &explain_argp,
	.run = run_explain,
};
