/* record.c - a cell, judged, as an object of results.json. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/cell.h"

#define CHECKED_SHOWN 20
#define FLOOD_BYTES 14600	  /* RFC 6928: what is sent before any answer */
#define LATE_NS (50 * MS)	  /* of asking: DESIGN "Times" allows as much */
#define HARDLY_LATE_NS (100 * MS) /* may be the machine: try again */

int64_t
cell_zero_ns(const struct cell *c)
{
	return c->plot.fault_ns != WIRE_NEVER ? c->plot.fault_ns :
						c->plot.ready_ns;
}

json_t *
spec_record(const struct spec *spec, enum result result, const char *blame,
    const char *reason)
{
	return json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:n, s:s*}",
	    "scenario", spec->scenario->name, "subject", spec->subject->name,
	    "family", spec->family, "run", spec->run, "result",
	    result_name(result), "reason", reason, "outcome", "blame", blame);
}

/* By their numbers, the first few. */
static json_t *
numbers_json(const size_t *which, long count)
{
	json_t *list = json_array();
	long i;

	for (i = 0; i < count && i < CHECKED_SHOWN; i++)
		json_array_append_new(
		    list, json_integer((json_int_t)which[i] + 1));
	return list;
}

/* Every check; one that fails makes the cell UNRESOLVED. */
static json_t *
checks_json(struct cell *c)
{
	const struct scenario *s = c->spec->scenario;
	json_t *list = json_array();
	size_t *which = calloc(c->packets.n + 1, sizeof(*which)), i;
	char error[WIRE_ERROR];
	long count;
	bool ok;

	for (i = 0; i < s->n_checks; i++) {
		count = check_find(&s->checks[i], &c->packets, &c->plot,
		    c->spec->family, which, error);
		ok = count >= 0 && check_holds(&s->checks[i], count);
		json_array_append_new(list,
		    json_pack("{s:s, s:b, s:I, s:o}", "text", s->checks[i].text,
			"ok", ok, "count", (json_int_t)count, "packets",
			numbers_json(which, which ? count : 0)));
		if (!ok && count < 0)
			cell_broke(c, BLAME_SCENARIO, "wire check: %s", error);
		else if (!ok)
			cell_broke(c, BLAME_SCENARIO,
			    "not proven: expected on the wire "
			    "\"%s\", counted %ld",
			    s->checks[i].text, count);
	}
	free(which);
	return list;
}

/* Is it the k-th form of the scenario?  All begin open. */
static bool
is_form(const struct scenario *s, size_t k, enum form form)
{
	if (s->truth[0] != FORM_OPEN && k-- == 0)
		return form == FORM_OPEN;
	return k < s->n_truth && (s->truth[k] == form || s->or [k] == form);
}

/* The forms that the packets show are those that the scenario declares. */
static void
check_truth(struct cell *c)
{
	const struct scenario *s = c->spec->scenario;
	size_t i, n = s->n_truth + (s->truth[0] != FORM_OPEN), used = 0;
	/* silent until we send, open until we read: not everybody does */
	size_t least = s->truth[0] == FORM_OPEN ? 1 :
	    s->truth[0] == FORM_SILENT		? 2 :
						  n;
	bool holds = c->truth.n >= least && c->truth.n <= n;
	char got[128] = "", want[128] = "";

	for (i = 0; i < c->truth.n; i++) {
		holds = holds && is_form(s, i, c->truth.moments[i].form);
		used += (size_t)snprintf(got + used, sizeof(got) - used, "%s ",
		    form_name(c->truth.moments[i].form));
	}
	if (holds)
		return;
	for (used = 0, i = 0; i < s->n_truth; i++)
		used += (size_t)snprintf(want + used, sizeof(want) - used,
		    "%s%s%s ", form_name(s->truth[i]),
		    s->or [i] == FORMS ? "" : " or ",
		    s->or [i] == FORMS ? "" : form_name(s->or [i]));
	cell_broke(c, BLAME_SCENARIO,
	    "not proven: the packets say %s- expected %s", got, want);
}

static uint32_t
cell_signs(const struct cell *c)
{
	return scenario_signs(c->spec->scenario, c->spec->family);
}

static json_t *
expected_json(const struct cell *c, const struct prediction *p)
{
	int64_t zero = judge_moment(&c->truth, p->from_ns)->t_ns;

	if (p->from_ns == WIRE_NEVER)
		return json_pack("{s:s, s:n, s:n, s:n}", "verdict",
		    verdict_name(p->verdict), "from_ms", "to_ms", "because");
	return json_pack("{s:s, s:f, s:f, s:s}", "verdict",
	    verdict_name(p->verdict), "from_ms",
	    (double)(p->from_ns - zero) / 1e6, "to_ms",
	    (double)(p->to_ns - zero) / 1e6, "because", sign_name(p->because));
}

/* The right name of the end that was in force at t_ns. */
static enum verdict
right_verdict(const struct cell *c, int64_t t_ns)
{
	return form_verdict(judge_moment(&c->truth, t_ns)->form);
}

/* What the contract asks, as a prediction; and how it was kept. */
static void
contract_into(
    struct cell *c, json_t *record, const struct owed *o, enum notice notice)
{
	struct prediction p = { .verdict = OPEN,
		.from_ns = WIRE_NEVER,
		.to_ns = WIRE_NEVER,
		.because = SIGNS };

	if (o->duty != NO_DUTY && notice != CRIED_WOLF)
		p = (struct prediction) { .verdict = right_verdict(
					      c, o->since_ns),
			.from_ns = o->since_ns,
			.to_ns = o->by_ns,
			.because = o->because };
	json_object_set_new(record, "expected", expected_json(c, &p));
	json_object_set_new(record, "contract",
	    json_pack("{s:s, s:s?, s:s}", "duty", duty_name(o->duty), "sign",
		o->because < SIGNS ? sign_name(o->because) : NULL, "notice",
		notice_name(notice)));
}

/* Of a subject that declares nothing. */
static enum result
judge_external(struct cell *c, const struct timeline *tl,
    const struct word *word, int64_t waited, json_t *record, char *reason)
{
	const struct spec *s = c->spec;
	const struct reason *excuse = contract_excuse(
	    c->setting->cases, s->scenario->name, s->subject);
	struct owed owed = judge_owed(
	    &c->setting->cases->contract, cell_signs(c), tl);
	enum notice notice = judge_notice(
	    &owed, word, judge_outcome(&c->truth, word));
	enum result result = judge_contract(
	    &owed, word, notice, waited, excuse != NULL, reason);
	size_t n = strlen(reason);

	if (excuse && result == XFAIL)
		snprintf(
		    reason + n, JUDGE_REASON - n, "; excused: %s", excuse->why);
	if (excuse && result == XPASS && excuse->wavers) {
		result = PASS;
		reason[0] = '\0';
	}
	contract_into(c, record, &owed, notice);
	return result;
}

/* Other words that the packets allow. */
static json_t *
also_json(const struct prediction *p)
{
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < p->n_also; i++)
		json_array_append_new(
		    names, json_string(verdict_name(p->also[i].verdict)));
	return names;
}

/* How that came to be predicted, line by line. */
static json_t *
how_json(const struct cell *c, const struct timeline *tl)
{
	json_t *lines = json_array();
	char *text = NULL, *line, *rest = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	if (!out)
		return lines;
	judge_explain(&c->spec->subject->says, cell_signs(c), tl, out);
	fclose(out);
	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		json_array_append_new(lines, json_string(line));
	free(text);
	return lines;
}

/* Of one that says what it will do. */
static enum result
judge_declared(struct cell *c, const struct timeline *tl,
    const struct word *word, int64_t waited, json_t *record, char *reason)
{
	struct prediction p = judge_predict(
	    &c->spec->subject->says, cell_signs(c), tl);
	enum result result = judge_result(&p, word, waited, reason);
	json_t *expected = expected_json(c, &p);

	if (p.n_also > 0)
		json_object_set_new(expected, "also", also_json(&p));
	json_object_set_new(expected, "how", how_json(c, tl));
	json_object_set_new(record, "expected", expected);
	/* a wait for a page from the disk is no wait for a CPU */
	if (result == FAIL && p.verdict == word->verdict &&
	    p.to_ns != WIRE_NEVER && word->t_ns > p.to_ns &&
	    word->t_ns - p.to_ns <= HARDLY_LATE_NS)
		json_object_set_new(record, "hardly_late", json_true());
	return result;
}

/* When each sign of death that the scenario gives reached the socket. */
static json_t *
onsets_json(const struct cell *c, const struct timeline *tl)
{
	json_t *all = json_object();
	int64_t t_ns;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++) {
		t_ns = judge_onset(cell_signs(c), tl, s);
		if (t_ns != WIRE_NEVER)
			json_object_set_new(
			    all, sign_name(s), cell_since_zero(c, t_ns));
	}
	return all;
}

/* What it said when it was asked again after the end. */
static json_t *
afterwards_json(const struct cell *c, const struct word *word)
{
	json_t *list = json_array();
	size_t i;

	for (i = word->index + 1; i < c->n_judged && i <= word->index + 2; i++)
		json_array_append_new(list,
		    json_string(verdict_name(c->reports[i].said.verdict)));
	return list;
}

/* Verdict, outcome and result, for a cell whose scenario took place. */
static void
judge_into(struct cell *c, json_t *record)
{
	struct word word = judge_word(c->reports, c->n_judged);
	struct timeline tl;
	const struct report *r = word.index < c->n_judged ?
	    &c->reports[word.index] :
	    NULL;
	int64_t waited = c->waited_end_ns - c->waited_ns;
	char reason[JUDGE_REASON];
	enum result result;
	enum outcome outcome = judge_outcome(&c->truth, &word);

	if (timeline_make(&tl, &c->packets, &c->truth, &c->plot, c->questions,
		c->n_asked) == -1) {
		cell_broke(c, BLAME_HARNESS, "harness: out of memory");
		return;
	}
	result = (cell_is_external(c) ? judge_external : judge_declared)(
	    c, &tl, &word, waited < 0 ? 0 : waited, record, reason);
	if (result == FAIL && outcome != FALSE_ALARM && c->watches == ASKS &&
	    c->latest_ns > LATE_NS) {
		/* what it would have said in time nobody knows */
		snprintf(reason, sizeof(reason),
		    "the machine was too slow: it was asked %lld ms late; "
		    "fewer at once (--jobs) may help",
		    (long long)(c->latest_ns / MS));
		result = UNRESOLVED;
	}
	json_object_set_new(record, "result", json_string(result_name(result)));
	json_object_set_new(record, "reason", json_string(reason));
	json_object_set_new(record, "outcome",
	    result == UNRESOLVED ? json_null() :
				   json_string(outcome_name(outcome)));
	json_object_set_new(
	    record, "verdict", json_string(verdict_name(word.verdict)));
	json_object_set_new(
	    record, "detail", cell_text(r ? r->said.detail : ""));
	json_object_set_new(record, "latency_us",
	    word.t_ns == WIRE_NEVER ?
		json_null() :
		json_integer(
		    (word.t_ns - judge_moment(&c->truth, word.t_ns)->t_ns) /
		    1000));
	json_object_set_new(
	    record, "watches", json_string(kind_name(c->watches)));
	json_object_set_new(record, "stamped",
	    json_string(r && r->by_subject ? "subject" : "runner"));
	json_object_set_new(record, "onsets", onsets_json(c, &tl));
	if (word.t_ns != WIRE_NEVER)
		json_object_set_new(
		    record, "afterwards", afterwards_json(c, &word));
	timeline_free(&tl);
}

static bool
to_be_kept(const struct cell *c, const json_t *record)
{
	const char *result = json_string_value(
	    json_object_get(record, "result"));

	return c->setting->keep == KEEP_ALL ||
	    (c->setting->keep == KEEP_FAILED &&
		strcmp(result, result_name(PASS)) != 0);
}

/* It makes no statement: why, and whose doing that is. */
static void
trouble_into(const struct cell *c, json_t *record)
{
	enum blame blame = BLAME_MACHINE; /* judged, it was too slow */

	if (cell_is_broken(c)) {
		blame = c->broken.blame;
		json_object_set_new(
		    record, "result", json_string(result_name(UNRESOLVED)));
		json_object_set_new(record, "outcome", json_null());
		json_object_set_new(
		    record, "reason", cell_text(c->broken.text));
	}
	if (strcmp(json_string_value(json_object_get(record, "result")),
		result_name(UNRESOLVED)) == 0)
		json_object_set_new(
		    record, "blame", json_string(blame_name(blame)));
	/* for the runner, which takes it out */
	if (c->no_space)
		json_object_set_new(record, "no_space", json_true());
}

/* What it did not do it may have had no more room to do. */
static void
limit_into(const struct cell *c, json_t *record)
{
	const char *reason = json_string_value(
	    json_object_get(record, "reason"));
	char text[JUDGE_REASON];

	if (c->limit[0] == '\0')
		return;
	json_object_set_new(record, "limit", cell_text(c->limit));
	if (!reason || reason[0] == '\0')
		return;
	snprintf(text, sizeof(text), "%s; %s", reason, c->limit);
	json_object_set_new(record, "reason", cell_text(text));
}

static void
allowed_into(const struct cell *c, json_t *record)
{
	json_t *allowed = cell_allowed(c);

	if (json_array_size(allowed) > 0)
		json_object_set(record, "allowed", allowed);
	json_decref(allowed);
}

/*
 * Who sends as fast as it can makes frames be lost, and a close of its peer a
 * reset: what comes of that is its doing.
 */
static void
blame_flood(struct cell *c, bool lost)
{
	char by[CLOCK_TEXT];
	bool may_be = c->broken.blame == BLAME_SCENARIO ||
	    (c->broken.blame == BLAME_MACHINE && lost &&
		!clock_was_set(&c->clock, by));

	if (cell_is_broken(c) && may_be &&
	    c->truth.bytes_out - c->script_sent > FLOOD_BYTES)
		c->broken.blame = BLAME_SUBJECT;
}

json_t *
cell_record(struct cell *c)
{
	json_t *record = spec_record(c->spec, UNRESOLVED, NULL, ""), *wire;
	bool played = c->lab && c->ready;
	long dropped;

	rehearse_record(c, record);
	allowed_into(c, record);
	captures_cut(c);
	cell_judge_clock(c);
	if (!played ||
	    packets_join(&c->packets, &c->trace[0], &c->trace[1],
		lab_mac(c->lab, HOST_SUBJECT)) == -1) {
		cell_broke(c, BLAME_HARNESS, "harness: out of memory");
		trouble_into(c, record);
		limit_into(c, record);
		return record;
	}
	truth_establish(&c->truth, &c->packets, &c->plot);
	c->n_judged = c->again_ns != WIRE_NEVER && c->n_first < c->n_heard ?
	    c->n_first :
	    c->n_heard;
	dropped = captures_lost(c);
	check_truth(c);
	wire = json_pack("{s:i, s:I, s:o}", "packets", (int)c->packets.n,
	    "dropped", (json_int_t)dropped, "checks", checks_json(c));
	if (!cell_is_broken(c))
		judge_into(c, record);
	if (to_be_kept(c, record)) {
		captures_save(c, 0, wire);
		captures_save(c, 1, wire);
	}
	blame_flood(c, dropped > 0);
	trouble_into(c, record);
	limit_into(c, record);
	json_object_set_new(record, "wire", wire);
	if (strcmp(json_string_value(json_object_get(record, "result")),
		result_name(UNRESOLVED)) != 0)
		json_object_set_new(record, "clauses", cell_clauses(c));
	cell_evidence(c, record);
	json_object_set_new(
	    record, "took_ms", json_integer((clock_ns() - c->started_ns) / MS));
	return record;
}
