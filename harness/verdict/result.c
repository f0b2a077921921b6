/* result.c - verdict, outcome and result of a cell whose scenario took place. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "verdict/private.h"

#define MS 1000000LL
#define LATE_NS (50 * MS) /* of asking: what every prediction leaves room for */
#define HARDLY_LATE_NS (100 * MS) /* may be the machine: try again */
uint32_t
hearing_signs(const struct hearing *h)
{
	return scenario_signs(h->spec->scenario, h->spec->family);
}

/*
 * What is admissible besides; NULL: nothing.  A cell ends when an end was said:
 * that it could have been said later, after the cell, is no alternative then.
 */
static json_t *
also_json(const struct hearing *h, const struct prediction *p)
{
	bool said = h->word.t_ns != WIRE_NEVER;
	json_t *also = NULL;
	size_t i;

	for (i = 0; i < p->n_also; i++) {
		if (p->also[i].verdict == p->verdict ||
		    (said && !verdict_terminal(p->also[i].verdict)))
			continue;
		also = also ? also : json_array();
		json_array_append_new(
		    also, json_string(verdict_name(p->also[i].verdict)));
	}
	return also;
}

static json_t *
expected_json(const struct hearing *h, const struct prediction *p)
{
	/* from when the word's own time counts, if there is one */
	int64_t at_ns = h->word.t_ns != WIRE_NEVER ? h->word.t_ns : p->from_ns;
	int64_t zero = judge_moment(&h->truth, at_ns)->t_ns;

	if (p->from_ns == WIRE_NEVER)
		return json_pack("{s:s, s:n, s:n, s:n, s:o*}", "verdict",
		    verdict_name(p->verdict), "from_ms", "to_ms", "because",
		    "also", also_json(h, p));
	return json_pack("{s:s, s:f, s:f, s:s, s:o*}", "verdict",
	    verdict_name(p->verdict), "from_ms",
	    (double)(p->from_ns - zero) / 1e6, "to_ms",
	    (double)(p->to_ns - zero) / 1e6, "because", sign_name(p->because),
	    "also", also_json(h, p));
}

/* The right name of the end that was in force at t_ns. */
static enum verdict
right_verdict(const struct hearing *h, int64_t t_ns)
{
	return form_verdict(judge_moment(&h->truth, t_ns)->form);
}

/* A wait for a page from the disk is no wait for a CPU: it may be tried again. */
static void
note_hardly_late(json_t *record, enum result result, int64_t late_ns)
{
	if (result == FAIL && late_ns > 0 && late_ns <= HARDLY_LATE_NS)
		json_object_set_new(record, "hardly_late", json_true());
}

/* What the contract asks, as a prediction; and how it was kept. */
static void
contract_into(
    struct hearing *h, json_t *record, const struct owed *o, enum notice notice)
{
	struct prediction p = { .verdict = OPEN,
		.from_ns = WIRE_NEVER,
		.to_ns = WIRE_NEVER,
		.because = SIGNS };

	if (o->duty != NO_DUTY && notice != CRIED_WOLF)
		p = (struct prediction) {
			.verdict = sign_rows[o->because].of_life ?
			    GONE :
			    right_verdict(h, o->since_ns),
			.from_ns = o->since_ns,
			.to_ns = o->by_ns,
			.because = o->because
		};
	json_object_set_new(record, "expected", expected_json(h, &p));
	json_object_set_new(record, "contract",
	    json_pack("{s:s, s:s?, s:s}", "duty", duty_name(o->duty), "sign",
		o->because < SIGNS ? sign_name(o->because) : NULL, "notice",
		notice_name(notice)));
}

/* Of a subject that declares nothing. */
static enum result
judge_external(struct hearing *h, const struct timeline *tl,
    const struct word *word, int64_t waited, json_t *record, char *reason)
{
	const struct spec *s = h->spec;
	const struct reason *excuse = contract_excuse(
	    h->cases, s->scenario->name, s->subject);
	struct owed owed = judge_owed(
	    &h->cases->contract, hearing_signs(h), tl);
	enum notice notice = judge_notice(
	    &owed, word, judge_outcome(&h->truth, word));
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
	contract_into(h, record, &owed, notice);
	if (notice == NOTICED_LATE)
		note_hardly_late(record, result, word->t_ns - owed.by_ns);
	return result;
}

/* How that came to be predicted, line by line. */
static json_t *
how_json(const struct hearing *h, const struct timeline *tl)
{
	json_t *lines = json_array();
	char *text = NULL, *line, *rest = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	if (!out)
		return lines;
	judge_explain(&h->spec->subject->says, hearing_signs(h), tl, out);
	fclose(out);
	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		json_array_append_new(lines, json_string(line));
	free(text);
	return lines;
}

/* Of one that says what it will do. */
static enum result
judge_declared(struct hearing *h, const struct timeline *tl,
    const struct word *word, int64_t waited, json_t *record, char *reason)
{
	struct prediction p = judge_predict(
	    &h->spec->subject->says, hearing_signs(h), tl);
	enum result result = judge_result(&p, word, waited, reason);
	json_t *expected = expected_json(h, &p);

	json_object_set_new(expected, "how", how_json(h, tl));
	json_object_set_new(record, "expected", expected);
	if (p.verdict == word->verdict && p.to_ns != WIRE_NEVER)
		note_hardly_late(record, result, word->t_ns - p.to_ns);
	return result;
}

/* When each sign of death that the scenario gives reached the socket. */
static json_t *
onsets_json(const struct hearing *h, const struct timeline *tl)
{
	json_t *all = json_object();
	int64_t t_ns;
	enum sign s;

	for (s = FIN; s < DEATH_SIGNS; s++) {
		t_ns = judge_onset(hearing_signs(h), tl, s);
		if (t_ns != WIRE_NEVER)
			json_object_set_new(
			    all, sign_name(s), hearing_since_zero(h, t_ns));
	}
	return all;
}

/* What it said when it was asked again after the end. */
static json_t *
afterwards_json(const struct hearing *h, const struct word *word)
{
	json_t *list = json_array();
	size_t i;

	for (i = word->index + 1; i < h->n_judged && i <= word->index + 2; i++)
		json_array_append_new(list,
		    json_string(
			verdict_name(h->book->reports[i].said.verdict)));
	return list;
}

/* Was it asked when the fault was done, and had not said its last word? */
static bool
counts(const struct hearing *h, const struct question *q)
{
	return h->book->plot.fault_ended_ns != WIRE_NEVER &&
	    q->asked_ns >= h->book->plot.fault_ended_ns &&
	    (h->word.t_ns == WIRE_NEVER || q->asked_ns <= h->word.t_ns);
}

/* The most that the machine was late to ask one of those questions. */
static int64_t
latest(const struct hearing *h)
{
	int64_t most = 0;
	size_t i;

	for (i = 0; i < h->book->n_questions; i++)
		if (counts(h, &h->book->questions[i]) &&
		    h->book->questions[i].late_ns > most)
			most = h->book->questions[i].late_ns;
	return most;
}

/* Verdict, outcome and result, for a cell whose scenario took place. */
void
hearing_judge(struct hearing *h, json_t *record)
{
	const struct word word = h->word;
	const struct notebook *b = h->book;
	struct timeline tl;
	const struct report *r = word.index < h->n_judged ?
	    &b->reports[word.index] :
	    NULL;
	int64_t late_ns = latest(h);
	char reason[JUDGE_REASON];
	enum result result;
	enum outcome outcome = judge_outcome(&h->truth, &word);

	if (timeline_make(&tl, h->packets.connections.watched, &h->truth,
		&b->plot, b->questions, b->n_questions) == -1) {
		trouble_is(
		    &h->trouble, BLAME_HARNESS, "harness: out of memory");
		return;
	}
	result = (h->spec->subject->says.kind == EXTERNAL ?
		judge_external :
		judge_declared)(h, &tl, &word, b->waited_ns, record, reason);
	if (result == FAIL && outcome != FALSE_ALARM && b->watches == ASKS &&
	    late_ns > LATE_NS) {
		/* what it would have said in time nobody knows */
		snprintf(reason, sizeof(reason),
		    "the machine was too slow: it was asked %lld ms late; "
		    "fewer at once (--jobs) may help",
		    (long long)(late_ns / MS));
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
	    record, "detail", harmless_string(r ? r->said.detail : ""));
	json_object_set_new(record, "latency_us",
	    word.t_ns == WIRE_NEVER ?
		json_null() :
		json_integer(
		    (word.t_ns - judge_moment(&h->truth, word.t_ns)->t_ns) /
		    1000));
	json_object_set_new(
	    record, "watches", json_string(kind_name(h->book->watches)));
	json_object_set_new(record, "stamped",
	    json_string(r && r->by_subject ? "subject" : "runner"));
	json_object_set_new(record, "onsets", onsets_json(h, &tl));
	if (word.t_ns != WIRE_NEVER)
		json_object_set_new(
		    record, "afterwards", afterwards_json(h, &word));
	timeline_free(&tl);
}
