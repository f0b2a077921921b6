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

/* Those names, or a text where there are none. */
static void
put_names(const char *label, const json_t *names, const char *none)
{
	char text[TEXT] = "";
	const json_t *name;
	size_t i, used = 0;

	json_array_foreach (names, i, name)
		if (used < sizeof(text))
			used += (size_t)snprintf(text + used,
			    sizeof(text) - used, "%s%s", i ? ", " : "",
			    json_string_value(name));
	put(label, i > 0 ? text : none);
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
    const json_t *able)
{
	char timers[TEXT], text[TEXT + 256];

	snprintf(text, sizeof(text), "%s: ", p->subject->name);
	putchar('\n');
	report_paragraph(stdout, false, text, p->subject->title);
	put("timers", timers_of(cases, p, " ", timers));
	snprintf(text, sizeof(text),
	    "at the latest %.1f s after the other end fell silent, idle or "
	    "with data in flight",
	    (double)p->latest_ms / 1e3);
	put("notices", text);
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

/* Who has a protocol could; or nobody can. */
void
say_nobody(const struct cases *cases, const struct wish *w, const json_t *needs,
    const json_t *able)
{
	json_t *others = w->may_speak ?
	    json_array() :
	    report_able(needs, true, cases->subjects, cases->n_subjects);
	const json_t *one;
	size_t i;

	printf("\nThis cannot be had%s: %s.\n",
	    w->may_speak ? "" : " without a byte of the application's own",
	    json_array_size(able) > 0 ?
		"not within any time up to 45 min" :
		"nothing that was measured notices all of it");
	json_array_foreach (others, i, one)
		printf("%s%s",
		    i ? ", " :
			"With --protocol yes there are, by measurement: ",
		    json_string_value(json_object_get(one, "subject")));
	if (i > 0)
		putchar('\n');
	json_decref(others);
}
