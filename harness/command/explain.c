/* explain.c - hangup explain: why this verdict is predicted. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
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

/* A RST that only what is sent draws: who sends nothing draws none. */
static bool
draws_none(const struct subject *subject, enum sign sign)
{
	return judge_known_as(&subject->says, sign) != sign &&
	    sign_rows[sign].comes == DRAWN && sign_rows[sign].known_as == sign;
}

static bool
is_the_end(const struct subject *subject, enum sign sign)
{
	enum sign known = judge_known_as(&subject->says, sign);

	return !draws_none(subject, sign) &&
	    verdict_terminal(subject->says.sees[known].verdict);
}

static void
explain_sign(const struct subject *subject, enum sign sign)
{
	enum sign known = judge_known_as(&subject->says, sign);
	const struct seen *seen = &subject->says.sees[known];

	printf("  %-24s ", sign_name(sign));
	if (seen->verdict == UNSAID) {
		printf("%s is blind to it\n", subject->name);
		return;
	}
	if (known != sign)
		printf("is %s to it%s: ", sign_name(known),
		    draws_none(subject, sign) ? ", who draws none itself" : "");
	if (!verdict_terminal(seen->verdict))
		printf("says %s: not the end\n", verdict_name(seen->verdict));
	else
		printf("says %s, %d to %d ms after %s\n",
		    verdict_name(seen->verdict), seen->when.from_ms,
		    seen->when.to_ms, since_event(seen->when.since));
}

/* What the packets may show though the scenario does not say so. */
static bool
may_show(const struct subject *subject, enum sign sign)
{
	return sign == NOTHING_HEARD || sign == DATA || sign == LATE ||
	    sign == UNACKED || sign == OUR_FIN ||
	    subject->says.sees[sign].when.since == SINCE_NO_ROOM;
}

static void
explain_shown(const struct scenario *scenario, const struct subject *subject)
{
	bool first = true;
	enum sign sign;

	for (sign = FIN; sign < SIGNS; sign++) {
		if (scenario->signs >> sign & 1 || !may_show(subject, sign) ||
		    subject->says.sees[sign].verdict == UNSAID)
			continue;
		if (first)
			printf("What else matters to it, if the packets "
			       "show it:\n");
		first = false;
		explain_sign(subject, sign);
	}
	if (subject->says.suspends)
		printf("The first byte of data ends its watching.\n");
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
		d = sign < DEATH_SIGNS ? &contract->of[sign] : NULL;
		printf("  %-24s ", sign_name(sign));
		if (!d)
			printf("is none of death: it must not call it one\n");
		else if (d->duty == NO_DUTY)
			printf("nothing\n");
		else if (d->within_ms > 0)
			printf("it %s notice it within %d ms\n",
			    duty_name(d->duty), d->within_ms);
		else
			printf("it %s notice it while the cell lasts\n",
			    duty_name(d->duty));
	}
	printf("The strictest of these is what the cell asks.\n");
}

static void
explain(const struct scenario *scenario, const struct subject *subject,
    const struct contract *contract)
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
	if (subject->says.kind == EXTERNAL) {
		printf("\n%s: %s\n  it declares nothing\n", subject->name,
		    subject->title);
		explain_contract(contract, scenario->signs);
		return;
	}
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
			terminal = terminal || is_the_end(subject, sign);
		}
	explain_shown(scenario, subject);
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
			explain(&cases->scenarios[i], &cases->subjects[j],
			    &cases->contract);
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
