/* why.c - hangup why: incidents, and the cells that are them. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/find.h"

#define OTHERS 3 /* that are named besides the best */

enum { KEY_JSON = 256 };

static struct options {
	char words[1024];
	bool json;
} options;

static const struct argp_option table[] = {
	{ "json", KEY_JSON, NULL, 0,
	    "as JSON: a list of incidents, the best first", 0 },
	{ 0 }
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	size_t used = strlen(options.words);

	(void)state;
	switch (key) {
	case KEY_JSON:
		options.json = true;
		return 0;
	case ARGP_KEY_ARG:
		snprintf(options.words + used, sizeof(options.words) - used,
		    "%s%s", used ? " " : "", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp why_argp = { table, parse_option, "[INCIDENT...]",
	"Explains an incident: what happened on the wire, which way of "
	"watching a connection notices it, and how fast, what to set, and what "
	"that costs.  Any words will do that it is known by, as \"15 minutes\", "
	"NAT, ETIMEDOUT, \"broken pipe\", 502.  Without words lists the "
	"incidents.\v"
	"The figures are measured, with the strategies' fast timers unless a "
	"sentence says otherwise; the commands at the end show the same on "
	"this machine.\n\n"
	"Exit status: 0; 2 usage, no incident has such words, or a file of "
	"an incident is broken.",
	NULL, NULL, NULL };

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static void
put_line(const json_t *incident)
{
	char label[32];

	snprintf(label, sizeof(label), "  %-18s ", text_of(incident, "name"));
	report_paragraph(stdout, false, label, text_of(incident, "title"));
}

static void
list_all(const json_t *incidents)
{
	const json_t *incident;
	size_t i;

	json_array_foreach (incidents, i, incident)
		put_line(incident);
	printf("\nhangup why NAME, or any words: hangup why 15 minutes\n");
}

/* "keepalive: missed" and how it watched. */
static void
put_cell(const json_t *cell)
{
	const char *how = text_of(cell, "how"), *late = text_of(cell, "after"),
		   *watched = text_of(cell, "watched");
	char text[1024] = "not measured";

	if (how[0])
		snprintf(text, sizeof(text), "%s%s%s%s%s%s; %s (%s)",
		    text_of(cell, "outcome"), late[0] ? " after " : "", late,
		    watched[0] ? " in the " : "", watched,
		    watched[0] ? " that it was watched" : "",
		    text_of(cell, "says"), how);
	printf("  %s\n", text_of(cell, "cell"));
	report_paragraph(stdout, false, "      ", text);
}

static void
tell(const json_t *incident)
{
	const json_t *entry;
	size_t i;

	fputs(want_colour() ? "\033[1m" : "", stdout);
	(void)report_fold(
	    stdout, report_prose(), 0, 0, text_of(incident, "title"));
	fputs(want_colour() ? "\033[0m\n\n" : "\n\n", stdout);
	report_paragraph(
	    stdout, false, "On the wire  ", text_of(incident, "wire"));
	report_paragraph(
	    stdout, false, "Notices      ", text_of(incident, "notices"));
	report_paragraph(
	    stdout, false, "Set          ", text_of(incident, "set"));
	report_paragraph(
	    stdout, false, "Cost         ", text_of(incident, "cost"));
	report_paragraph(
	    stdout, false, "Unseen       ", text_of(incident, "unseen"));
	printf("\nMeasured for this (%s):\n", text_of(incident, "measured"));
	json_array_foreach (json_object_get(incident, "cells"), i, entry)
		put_cell(entry);
	printf("\nSee it:\n");
	json_array_foreach (json_object_get(incident, "commands"), i, entry)
		report_command(
		    unfolded_stdout(), "  ", json_string_value(entry));
	json_array_foreach (json_object_get(incident, "see"), i, entry) {
		if (i == 0)
			printf("\nSee also (hangup why NAME):\n");
		put_line(entry);
	}
}

static void
tell_others(const json_t *incidents, const size_t *order, size_t n)
{
	size_t i;

	for (i = 1; i < n && i <= OTHERS; i++) {
		if (i == 1)
			printf("\nOr do you mean (hangup why NAME):\n");
		put_line(json_array_get(incidents, order[i]));
	}
}
static void
put_words(const struct incident *incident)
{
	char label[32], *words = NULL;
	size_t size = 0, i;
	FILE *out = open_memstream(&words, &size);

	if (!out)
		err(STATUS_USAGE, "open_memstream");
	for (i = 0; i < incident->words.n; i++)
		fprintf(out, "%s%s", i ? ", " : "", incident->words.v[i]);
	fclose(out);
	snprintf(label, sizeof(label), "  %-18s ", incident->name);
	report_paragraph(stdout, false, label, words);
	free(words);
}

/* With the word that is nearest. */
static void
complain_none(const struct cases *cases)
{
	const struct incident *v = cases->incidents;
	const char **all = NULL, *near;
	size_t n = 0, i, k;

	for (i = 0; i < cases->n_incidents; i++)
		n += v[i].words.n;
	all = calloc(n + 1, sizeof(*all));
	if (!all)
		err(STATUS_USAGE, "calloc");
	for (n = i = 0; i < cases->n_incidents; i++)
		for (k = 0; k < v[i].words.n; k++)
			all[n++] = v[i].words.v[k];
	near = case_nearest(options.words, all, n);
	fprintf(stderr, "hangup: no incident is known by \"%s\"%s%s%s\n",
	    options.words, near ? "; nearest is \"" : "", near ? near : "",
	    near ? "\"" : "");
	free(all);
}

static void
list_words(const struct cases *cases)
{
	size_t i;

	printf("Incidents are known by these words:\n");
	for (i = 0; i < cases->n_incidents; i++)
		put_words(&cases->incidents[i]);
}

/* In the order in which they were found. */
static void
put_json(const json_t *incidents, const size_t *order, size_t n)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append(list, json_array_get(incidents, order[i]));
	json_dumpf(list, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(list);
}

static int
find(const struct cases *cases, const json_t *incidents)
{
	size_t n = json_array_size(incidents), i;
	size_t *order = calloc(n + 1, sizeof(*order));
	int status = STATUS_OK;

	if (!order)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < n; i++)
		order[i] = i;
	if (options.words[0])
		n = find_incidents(incidents, options.words, order);
	if (n == 0 && options.words[0]) {
		complain_none(cases);
		status = STATUS_USAGE;
	}
	if (options.json)
		put_json(incidents, order, n);
	else if (!options.words[0])
		list_all(incidents);
	else if (n == 0)
		list_words(cases);
	else {
		tell(json_array_get(incidents, order[0]));
		tell_others(incidents, order, n);
	}
	free(order);
	return status;
}

static int
run_why(int argc, char **argv)
{
	struct cases *cases;
	json_t *incidents;
	int status;

	options = (struct options) { .json = false };
	argp_parse(&why_argp, argc, argv, 0, NULL, NULL);
	cases = load_cases();
	incidents = report_incidents(cases);
	status = find(cases, incidents);
	if (case_left_out(cases, FILE_INCIDENT, NULL))
		status = STATUS_USAGE;
	json_decref(incidents);
	cases_free(cases);
	return status;
}

const struct command command_why = {
	.name = "why",
	.summary = "your incident: what happened, what notices it, what to set",
	.argp = &why_argp,
	.run = run_why,
};
