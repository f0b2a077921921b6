/* results.c - results.json: made, and its totals. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "report/private.h"
#include "report/schema.h"
#include "wire/wire.h"

static json_t *
scenario_json(const struct scenario *s)
{
	json_t *signs = json_array(), *refs = json_array();
	enum sign sign;
	size_t i;

	for (sign = FIN; sign < SIGNS; sign++)
		if (s->signs >> sign & 1)
			json_array_append_new(
			    signs, json_string(sign_name(sign)));
	for (i = 0; i < s->n_refs; i++)
		json_array_append_new(refs, json_string(s->refs[i]));
	return json_pack("{s:s, s:s#, s:s, s:s, s:o, s:o}", "name", s->name,
	    "group", s->name, (int)strcspn(s->name, "/"), "title", s->title,
	    "why", s->why, "signs", signs, "refs", refs);
}

static json_t *
sees_json(const struct declaration *d)
{
	json_t *sees = json_object();
	const struct seen *seen;
	enum sign sign;

	for (sign = FIN; sign < SIGNS; sign++) {
		seen = &d->sees[sign];
		if (seen->verdict != UNSAID)
			json_object_set_new(sees, sign_name(sign),
			    json_pack("{s:s, s:s, s:i, s:i}", "verdict",
				verdict_name(seen->verdict), "since",
				since_name(seen->when.since), "from_ms",
				seen->when.from_ms, "to_ms", seen->when.to_ms));
	}
	return sees;
}

/* "Redis, grpc-go", one by one. */
static json_t *
names_json(const char *names)
{
	json_t *list = json_array();
	size_t length;

	for (; *names; names += length, names += strspn(names, ", ")) {
		length = strcspn(names, ",");
		json_array_append_new(list, json_stringn(names, length));
	}
	return list;
}

static json_t *
subject_json(const struct subject *s)
{
	/* a command may name files whose names are no UTF-8 */
	return json_pack("{s:s, s:o, s:s, s:b, s:o, s:s*, s:o}", "name",
	    s->name, "title", harmless_string(s->title), "kind",
	    kind_name(s->says.kind), "speaks", s->says.speaks, "used_by",
	    names_json(s->used_by), "relies", s->relies, "sees",
	    sees_json(&s->says));
}

/* The settings that decide timing: with others, other times. */
static json_t *
tcp_settings(void)
{
	static const char *const names[] = { "tcp_congestion_control",
		"tcp_retries1", "tcp_retries2", "tcp_rto_min_us",
		"tcp_rto_max_ms", "tcp_syn_retries", "tcp_keepalive_time",
		"tcp_keepalive_intvl", "tcp_keepalive_probes",
		"tcp_fin_timeout", "tcp_sack", "tcp_timestamps",
		"tcp_window_scaling" };
	json_t *all = json_object();
	char file[128], value[128];
	size_t i;
	FILE *f;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(file, sizeof(file), "/proc/sys/net/ipv4/%s", names[i]);
		f = fopen(file, "re");
		if (f && fgets(value, sizeof(value), f)) {
			value[strcspn(value, "\n")] = '\0';
			json_object_set_new(all, names[i], json_string(value));
		}
		if (f)
			fclose(f);
	}
	return all;
}

static json_t *
host_json(void)
{
	struct utsname u;

	uname(&u);
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:o}", "os", u.sysname,
	    "release", u.release, "arch", u.machine, "libpcap",
	    capture_library(), "cores",
	    (json_int_t)sysconf(_SC_NPROCESSORS_ONLN), "clock_ticks",
	    (json_int_t)sysconf(_SC_CLK_TCK), "tcp", tcp_settings());
}

json_t *
report_new(const struct scenario *const *scenarios, size_t n_scenarios,
    const struct subject *const *subjects, size_t n_subjects, json_t *options)
{
	json_t *rows = json_array(), *columns = json_array();
	char started[40];
	time_t now = time(NULL);
	struct tm tm;
	json_t *root;
	size_t i;

	strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ",
	    gmtime_r(&now, &tm));
	for (i = 0; i < n_scenarios; i++)
		json_array_append_new(rows, scenario_json(scenarios[i]));
	for (i = 0; i < n_subjects; i++)
		json_array_append_new(columns, subject_json(subjects[i]));
	root = json_pack("{s:s, s:i, s:s, s:f, s:b, s:o, s:s, s:o, s:o, s:o, "
			 "s:o}",
	    "hangup", HANGUP_VERSION, "format", 1, "started", started, "wall_s",
	    0.0, "complete", 0, "host", host_json(), "lab", "netns", "options",
	    options, "scenarios", rows, "subjects", columns, "cells",
	    json_array());
	/* titles are of files that anybody may have written */
	(void)harmless_json(root, SCHEMA_DEPTH);
	return root;
}

void
report_stock(
    json_t *root, const char *timers, const struct subject *subjects, size_t n)
{
	json_t *all = json_object();
	size_t i;

	for (i = 0; i < n; i++)
		if (subjects[i].says.kind != EXTERNAL)
			json_object_set_new(
			    all, subjects[i].name, subject_json(&subjects[i]));
	json_object_set_new(root, "stock",
	    json_pack("{s:s, s:o}", "timers", timers, "subjects", all));
}

static void
count_word(json_t *counts, const char *word)
{
	json_object_set_new(counts, word,
	    json_integer(
		1 + json_integer_value(json_object_get(counts, word))));
}

static json_t *
totals_json(const json_t *cells, double cpu_s)
{
	json_t *results = json_object(), *outcomes = json_object();
	const json_t *cell;
	size_t i, n = json_array_size(cells);
	json_int_t again = 0;
	enum result r;

	for (r = PASS; r < RESULTS; r++)
		json_object_set_new(results, result_name(r), json_integer(0));
	json_array_foreach (cells, i, cell) {
		count_word(results, field(cell, "result"));
		again += json_array_size(json_object_get(cell, "tried")) > 0;
		if (field(cell, "outcome")[0] != '\0')
			count_word(outcomes, field(cell, "outcome"));
	}
	return json_pack("{s:o, s:o, s:I, s:f}", "results", results, "outcomes",
	    outcomes, "tried_again", again, "cpu_ms_a_cell",
	    n ? cpu_s * 1000 / (double)n : 0.0);
}

void
report_left_out(json_t *root, const struct left_out *left_out)
{
	json_t *list = json_object_get(root, "left_out"), *entry;

	if (!list) {
		list = json_array();
		json_object_set_new(root, "left_out", list);
	}
	entry = json_pack(
	    "{s:s, s:s}", "name", left_out->name, "why", left_out->why);
	(void)harmless_json(entry, SCHEMA_DEPTH);
	json_array_append_new(list, entry);
}

void
report_finish(json_t *root, double wall_s, double cpu_s, bool complete)
{
	const json_t *cells = json_object_get(root, "cells");

	json_object_set_new(root, "wall_s", json_real(wall_s));
	json_object_set_new(root, "complete", json_boolean(complete));
	json_object_set_new(root, "totals", totals_json(cells, cpu_s));
	json_object_set_new(root, "profiles", report_profiles(root));
	json_object_set_new(root, "repeats", repeats_json(cells));
	judge_clauses(root);
}

int
report_status(const json_t *root)
{
	const json_t *cell;
	bool unresolved = false;
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		switch (cell_result(cell)) {
		case FAIL:
		case XPASS:
			return 1;
		case UNRESOLVED:
			unresolved = true;
			break;
		case PASS:
		case XFAIL:
		case UNSUPPORTED:
		case RESULTS:
			break;
		}
	/* of what is in a broken file nothing can be said */
	if (json_array_size(json_object_get(root, "left_out")) > 0)
		unresolved = true;
	return unresolved ? 3 : 0;
}
