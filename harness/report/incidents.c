/* incidents.c - incidents with their figures, from what was measured. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * The sentences of an incident (case/incident.c) name facts; here these are
 * looked up in the two measurements that are in the program: of the whole
 * matrix with fast timers, and of few cells with those of the stock over many
 * minutes.  What nobody measured is called so: no figure is made up.
 */
#include <stdlib.h>
#include <string.h>

#include "report/measured.h"
#include "report/private.h"

#define NOT_MEASURED "(not measured)"

struct measurements {
	const json_t *fast, *stock;
};

static const json_t *
subject_in(const json_t *table, const char *name)
{
	const json_t *subject;
	size_t i;

	json_array_foreach (json_object_get(table, "subjects"), i, subject)
		if (strcmp(field(subject, "name"), name) == 0)
			return subject;
	return NULL;
}

/* A cell's subject, and which of its cells; NULL: it is not in the table. */
static const json_t *
cell_in(const json_t *table, const char *cell, size_t *at)
{
	const json_t *names = json_object_get(table, "scenarios"), *subject;
	const char *slash = strrchr(cell, '/'), *name;

	subject = subject_in(table, slash + 1);
	for (*at = 0; *at < json_array_size(names); (*at)++) {
		name = json_string_value(json_array_get(names, *at));
		if (strlen(name) == (size_t)(slash - cell) &&
		    strncmp(name, cell, strlen(name)) == 0)
			break;
	}
	return *at < strlen(field(subject, "cells")) &&
		field(subject, "cells")[*at] != '-' ?
	    subject :
	    NULL;
}

static json_t *
of_cell(const json_t *subject, const char *list, size_t at)
{
	return json_array_get(json_object_get(subject, list), at);
}

/*
 * As a person says it: 41 ms, 2.2 s, 15 min 27 s, 2 h 11 min.  The unit is that
 * of what is rounded already; timeText in page/use.js says the same.
 */
static void
say_time(json_int_t us, char *text, size_t size)
{
	long long ms = (us + 500) / 1000, tenths = (us + 50000) / 100000,
		  s = (us + 500000) / 1000000, min = (us + 30000000) / 60000000;

	/* of microseconds each run has others */
	if (us < 1000)
		snprintf(text, size, "< 1 ms");
	else if (ms < 1000)
		snprintf(text, size, "%lld ms", ms);
	else if (tenths < 600)
		snprintf(text, size, "%lld.%lld s", tenths / 10, tenths % 10);
	else if (s < 3600)
		snprintf(text, size, s % 60 ? "%lld min %lld s" : "%lld min",
		    s / 60, s % 60);
	else
		snprintf(text, size, min % 60 ? "%lld h %lld min" : "%lld h",
		    min / 60, min % 60);
}

static void
say_of_cell(
    const json_t *table, const struct fact *fact, char *text, size_t size)
{
	size_t at;
	const json_t *subject = cell_in(table, fact->of, &at), *latency;

	if (!subject)
		return;
	latency = of_cell(subject, "latency_us", at);
	if (fact->kind == FACT_LATENCY && json_is_integer(latency))
		say_time(json_integer_value(latency), text, size);
	else if (fact->kind == FACT_OUTCOME)
		snprintf(text, size, "%s",
		    outcome_name(
			measured_outcome(field(subject, "cells")[at])));
	else if (fact->kind == FACT_SAYS)
		snprintf(text, size, "\"%s\"",
		    json_string_value(of_cell(subject, "says", at)));
}

static void
say_window(const json_t *table, char *text, size_t size)
{
	say_time(json_integer_value(json_object_get(table, "window_ms")) * 1000,
	    text, size);
}

/* The kernel's, or how long the run looked at each cell. */
static void
say_setting(const json_t *table, const char *name, char *text, size_t size)
{
	const char *kernel = field(json_object_get(table, "tcp"), name);

	if (kernel[0])
		snprintf(text, size, "%s", kernel);
	else if (strcmp(name, "window") == 0)
		say_window(table, text, size);
}

static void
say_subject(const json_t *table, const char *name, char *text, size_t size)
{
	const json_t *subject = subject_in(table, name);

	if (subject)
		snprintf(text, size, "\"%s\"", field(subject, "title"));
}

/* What others said or are called stands between quotes. */
static void
say_fact(const struct measurements *m, const struct fact *fact, char *text,
    size_t size)
{
	const json_t *table = fact->stock ? m->stock : m->fast;

	snprintf(text, size, NOT_MEASURED);
	switch (fact->kind) {
	case FACT_LATENCY:
	case FACT_OUTCOME:
	case FACT_SAYS:
		say_of_cell(table, fact, text, size);
		break;
	case FACT_SUBJECT:
		say_subject(table, fact->of, text, size);
		break;
	case FACT_SETTING:
		say_setting(table, fact->of, text, size);
		break;
	case FACTS:
		break;
	}
}

static json_t *
filled(const struct measurements *m, const char *text)
{
	char error[CASE_ERROR], said[300], *whole = NULL;
	struct fact fact;
	size_t n, size = 0;
	FILE *out = open_memstream(&whole, &size);
	json_t *made;
	int length;

	if (!out)
		abort();
	for (; *text; text += n) {
		n = strcspn(text, "{");
		fwrite(text, 1, n, out);
		length = text[n] ? incident_fact(text + n, &fact, error) : 0;
		if (length <= 0) {
			fputs(text + n, out);
			break;
		}
		say_fact(m, &fact, said, sizeof(said));
		fputs(said, out);
		n += (size_t)length;
	}
	fclose(out);
	made = json_string(whole);
	free(whole);
	return made;
}

static json_t *
texts_json(const struct texts *texts)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < texts->n; i++)
		json_array_append_new(list, json_string(texts->v[i]));
	return list;
}

static json_t *
cell_json(const struct measurements *m, const char *cell)
{
	size_t at;
	const json_t *subject = cell_in(m->fast, cell, &at);
	json_t *latency, *made = json_pack("{s:s}", "cell", cell);
	char after[32];

	if (!subject)
		return made;
	latency = of_cell(subject, "latency_us", at);
	json_object_set(made, "how", json_object_get(subject, "title"));
	json_object_set_new(made, "outcome",
	    json_string(
		outcome_name(measured_outcome(field(subject, "cells")[at]))));
	json_object_set(made, "says", of_cell(subject, "says", at));
	json_object_set(made, "latency_us", latency);
	if (json_is_integer(latency)) {
		say_time(json_integer_value(latency), after, sizeof(after));
		json_object_set_new(made, "after", json_string(after));
	} else if (strcmp(field(made, "outcome"), "missed") == 0) {
		say_window(m->fast, after, sizeof(after));
		json_object_set_new(made, "watched", json_string(after));
	}
	return made;
}

static json_t *
cells_json(const struct measurements *m, const struct texts *cells)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < cells->n; i++)
		json_array_append_new(list, cell_json(m, cells->v[i]));
	return list;
}

/* What to run to see it: all of its cells, the first of them told. */
static json_t *
commands_json(const struct incident *incident)
{
	const struct texts *cells = &incident->cells;
	json_t *list = json_array(), *more = texts_json(&incident->commands);
	char all[2048] = "hangup run";
	size_t i;

	for (i = 0; i < cells->n; i++)
		snprintf(all + strlen(all), sizeof(all) - strlen(all), " %s",
		    cells->v[i]);
	json_array_append_new(list, json_string(all));
	json_array_append_new(
	    list, json_sprintf("hangup show %s", cells->v[0]));
	json_array_append_new(
	    list, json_sprintf("hangup explain %s", cells->v[0]));
	json_array_extend(list, more);
	json_decref(more);
	return list;
}

/* Where, and for how long each cell was watched. */
static json_t *
measured_on(const json_t *table)
{
	char window[32];

	say_window(table, window, sizeof(window));
	return json_sprintf("%s, %s a cell", field(table, "host"), window);
}

/* Those that are near, with their titles; one that is broken is left out. */
static json_t *
see_json(const struct cases *cases, const struct texts *see)
{
	const struct incident *near;
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < see->n; i++)
		for (near = cases->incidents;
		     near < cases->incidents + cases->n_incidents; near++)
			if (strcmp(near->name, see->v[i]) == 0)
				json_array_append_new(list,
				    json_pack("{s:s, s:s}", "name", near->name,
					"title", near->title));
	return list;
}

static json_t *
incident_json(const struct measurements *m, const struct cases *cases,
    const struct incident *incident)
{
	char *const *texts = incident->texts;

	return json_pack(
	    "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
	    "name", incident->name, "title", incident->title, "words",
	    texts_json(&incident->words), "wire",
	    filled(m, texts[INCIDENT_WIRE]), "cells",
	    cells_json(m, &incident->cells), "measured", measured_on(m->fast),
	    "notices", filled(m, texts[INCIDENT_NOTICES]), "set",
	    filled(m, texts[INCIDENT_SETTINGS]), "cost",
	    filled(m, texts[INCIDENT_COSTS]), "unseen",
	    filled(m, texts[INCIDENT_UNSEEN]), "see",
	    see_json(cases, &incident->see), "commands",
	    commands_json(incident));
}

json_t *
incidents_by(const struct cases *cases, const json_t *fast, const json_t *stock)
{
	const struct measurements m = { fast, stock };
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < cases->n_incidents; i++)
		json_array_append_new(
		    list, incident_json(&m, cases, &cases->incidents[i]));
	return list;
}

json_t *
report_incidents(const struct cases *cases)
{
	json_t *fast = measured_shipped(), *stock = measured_stock();
	json_t *list = incidents_by(cases, fast, stock);

	json_decref(fast);
	json_decref(stock);
	return list;
}
