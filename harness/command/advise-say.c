/* advise-say.c - an advice in words. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "command/advise.h"

#define LABEL "  %-11s"
#define TEXT 2048

static void
put(const char *label, const char *text)
{
	char padded[32];

	snprintf(padded, sizeof(padded), LABEL, label);
	report_paragraph(stdout, false, padded, text);
}

/* "NAME, NAME". */
static const char *
list_names(const json_t *names, char text[TEXT])
{
	const json_t *name;
	size_t i, used = 0;

	text[0] = '\0';
	json_array_foreach (names, i, name)
		if (used < TEXT)
			used += (size_t)snprintf(text + used, TEXT - used,
			    "%s%s", i ? ", " : "", json_string_value(name));
	return text;
}

/* Those names, or a text where there are none. */
static void
put_names(const char *label, const json_t *names, const char *none)
{
	char text[TEXT];

	put(label, json_array_size(names) > 0 ? list_names(names, text) : none);
}

/* "NAME=N" of those that it follows, each behind before. */
static const char *
timers_of(const struct cases *cases, const struct plan *p, const char *before,
    char text[TEXT])
{
	const struct timer_value *t = cases->timers;
	size_t i, used = 0;

	text[0] = '\0';
	for (i = 0; i < cases->n_timers && used < TEXT; i++)
		if (plan_follows(p, t[i].name))
			used += (size_t)snprintf(text + used, TEXT - used,
			    "%s%s=%d", used ? before : before + 1, t[i].name,
			    t[i].value);
	return text;
}

void
say_plan(const struct cases *cases, const struct wish *w, const struct plan *p,
    const json_t *able, const struct tool *tool)
{
	char timers[TEXT], text[TEXT + 256];

	snprintf(text, sizeof(text), "%s: ", p->subject->name);
	putchar('\n');
	report_paragraph(stdout, false, text, p->subject->title);
	put("timers", timers_of(cases, p, " ", timers));
	snprintf(text, sizeof(text),
	    "at the latest %.1f s after the other end fell silent, idle or "
	    "with data in flight; or as long after the first byte that is "
	    "sent into the silence",
	    (double)p->latest_ms / 1e3);
	put("notices", text);
	snprintf(text, sizeof(text),
	    "the lines for %s set no TCP_USER_TIMEOUT: by them this is not so "
	    "with data in flight",
	    tool ? tool->title : "");
	if (tool && paste_lacks_user_timeout(tool, p))
		put("but", text);
	snprintf(text, sizeof(text),
	    "an outage of %.1f s, idle or with data in flight, whenever it "
	    "begins",
	    w->survive_ms / 1e3);
	if (w->survive_ms > 0)
		put("survives", text);
	snprintf(text, sizeof(text),
	    "%ld packets an hour on an idle connection", p->packets);
	put("costs", text);
	put_names("misses", json_object_get(able, "misses"),
	    "nothing of what was played");
	put_names("calls dead", json_object_get(able, "false_alarms"),
	    "no healthy connection that was played");
	/* in one line, to be copied */
	fprintf(unfolded_stdout(),
	    "  %-11shangup run --window %lld %s '*/%s'\n", "play it",
	    (long long)p->latest_ms + 1000,
	    timers_of(cases, p, " --set ", timers), p->subject->name);
}

void
say_wish(const struct wish *w)
{
	json_t *host = report_measured_on();
	char text[TEXT], survive[128] = "";

	if (w->survive_ms > 0)
		snprintf(survive, sizeof(survive),
		    ", and to survive an outage of %.1f s",
		    w->survive_ms / 1e3);
	snprintf(text, sizeof(text),
	    "within %.1f s that the other end is gone%s, %s. Strategies as "
	    "measured on %s; timers by the rules of the predictions.",
	    w->within_ms / 1e3, survive,
	    w->may_speak ? "with a protocol in which a byte is answered" :
			   "without a byte of the application's own",
	    json_string_value(host));
	report_paragraph(stdout, false, "To know ", text);
	json_decref(host);
	if (w->survive_ms < w->within_ms)
		return;
	snprintf(text, sizeof(text),
	    "outage of %.1f s and a peer that is gone look the same for %.1f "
	    "s: within %.1f s nobody can tell which it is.",
	    w->survive_ms / 1e3, w->survive_ms / 1e3, w->within_ms / 1e3);
	report_paragraph(stdout, false, "An ", text);
}

static bool
has(const json_t *able, const char *name)
{
	const json_t *one;
	size_t i;

	json_array_foreach (able, i, one)
		if (strcmp(json_string_value(json_object_get(one, "subject")),
			name) == 0)
			return true;
	return false;
}

/* With a protocol others are able, for whom there are timers. */
static void
say_speakers(struct cases *cases, const struct wish *w, const json_t *needs,
    const json_t *able)
{
	struct wish speaking = *w;
	json_t *all = report_able(
	    needs, true, cases->subjects, cases->n_subjects);
	const char *name, *gap = "\nWith --protocol yes it can be had: ";
	char why[PLAN_ERROR];
	const json_t *one;
	struct plan p;
	size_t i;

	speaking.may_speak = true;
	json_array_foreach (all, i, one) {
		name = json_string_value(json_object_get(one, "subject"));
		if (has(able, name) ||
		    !plan_make(cases, &speaking, name, &p, why))
			continue;
		printf("%s%s", gap, name);
		gap = ", ";
	}
	json_decref(all);
}

void
say_nobody(struct cases *cases, const struct wish *w, const json_t *needs,
    const json_t *able, const char *only)
{
	printf("\nThis cannot be had%s%s%s: %s.", only ? " by " : "",
	    only ? only : "",
	    w->may_speak ? "" : " without a byte of the application's own",
	    json_array_size(able) > 0 ?
		"not within any time up to 45 min" :
		"nothing that was measured notices all of it");
	if (!w->may_speak && !only)
		say_speakers(cases, w, needs, able);
	putchar('\n');
}

/* Was it measured to do this much?  NULL: in all scenarios of the sign. */
static bool
does(const struct cases *cases, const char *name, const char *sign,
    const json_t *scenario)
{
	json_t *scenarios = json_array(), *needs, *able;
	bool found;

	if (scenario)
		json_array_append(scenarios, (json_t *)(uintptr_t)scenario);
	needs = json_pack("[{s:s, s:o}]", "sign", sign, "scenarios", scenarios);
	able = report_able(needs, true, cases->subjects, cases->n_subjects);
	found = has(able, name);
	json_decref(able);
	json_decref(needs);
	return found;
}

/* The scenarios, and signs of which all are needed, that it is not good at. */
static json_t *
missed_by(const struct cases *cases, const json_t *needs, const char *name)
{
	const json_t *need, *scenario, *scenarios;
	json_t *missed = json_array();
	const char *sign;
	size_t i, k;

	json_array_foreach (needs, i, need) {
		sign = json_string_value(json_object_get(need, "sign"));
		scenarios = json_object_get(need, "scenarios");
		if (json_array_size(scenarios) == 0 &&
		    !does(cases, name, sign, NULL))
			json_array_append_new(missed, json_string(sign));
		json_array_foreach (scenarios, k, scenario)
			if (!does(cases, name, sign, scenario))
				json_array_append(
				    missed, (json_t *)(uintptr_t)scenario);
	}
	return missed;
}

void
say_unable(
    const struct cases *cases, const json_t *needs, const struct subject *s)
{
	json_t *missed = missed_by(cases, needs, s->name);
	char names[TEXT], misses[TEXT + 64], text[2 * TEXT];
	const char *why = misses;

	snprintf(misses, sizeof(misses),
	    "it was not measured to be right in %s", list_names(missed, names));
	if (s->unsupported)
		why = s->unsupported;
	else if (s->says.kind == EXTERNAL)
		why = "it is a program, of which no measurement is in here";
	else if (s->says.kind != WAITS)
		why = "it does not watch, it looks when it is asked";
	else if (json_array_size(missed) == 0)
		why = "it sends bytes of the application's own, for which "
		      "there is --protocol yes";
	snprintf(text, sizeof(text), "cannot be had by %s: %s.", s->name, why);
	putchar('\n');
	report_paragraph(stdout, false, "This ", text);
	json_decref(missed);
}
