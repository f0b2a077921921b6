/* record.c - a cell, judged, as an object of results.json. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "verdict/private.h"

#define MS 1000000LL

#define CHECKED_SHOWN 20
#define FLOOD_BYTES 14600 /* RFC 6928: what is sent before any answer */
#define LATE_NS (50 * MS) /* of asking: what every prediction leaves room for */
#define HARDLY_LATE_NS (100 * MS) /* may be the machine: try again */

json_t *
verdict_without(const struct spec *spec, enum result result, const char *blame,
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
checks_json(struct hearing *h)
{
	const struct scenario *s = h->spec->scenario;
	json_t *list = json_array();
	size_t *which = calloc(h->packets.n + 1, sizeof(*which)), i;
	char error[WIRE_ERROR];
	long count;
	bool ok;

	for (i = 0; i < s->n_checks; i++) {
		count = check_find(&s->checks[i], &h->packets, &h->book->plot,
		    h->spec->family, which, error);
		ok = count >= 0 && check_holds(&s->checks[i], count);
		json_array_append_new(list,
		    json_pack("{s:s, s:b, s:I, s:o}", "text", s->checks[i].text,
			"ok", ok, "count", (json_int_t)count, "packets",
			numbers_json(which, which ? count : 0)));
		if (!ok && count < 0)
			trouble_is(&h->trouble, BLAME_SCENARIO,
			    "wire check: %s", error);
		else if (!ok)
			trouble_is(&h->trouble, BLAME_SCENARIO,
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
check_truth(struct hearing *h)
{
	const struct scenario *s = h->spec->scenario;
	size_t i, n = s->n_truth + (s->truth[0] != FORM_OPEN), used = 0;
	/* silent until we send, open until we read: not everybody does */
	size_t least = s->truth[0] == FORM_OPEN ? 1 :
	    s->truth[0] == FORM_SILENT		? 2 :
						  n;
	bool holds = h->truth.n >= least && h->truth.n <= n;
	char got[128] = "", want[128] = "";

	for (i = 0; i < h->truth.n; i++) {
		holds = holds && is_form(s, i, h->truth.moments[i].form);
		used += (size_t)snprintf(got + used, sizeof(got) - used, "%s ",
		    form_name(h->truth.moments[i].form));
	}
	if (holds)
		return;
	for (used = 0, i = 0; i < s->n_truth; i++)
		used += (size_t)snprintf(want + used, sizeof(want) - used,
		    "%s%s%s ", form_name(s->truth[i]),
		    s->or [i] == FORMS ? "" : " or ",
		    s->or [i] == FORMS ? "" : form_name(s->or [i]));
	trouble_is(&h->trouble, BLAME_SCENARIO,
	    "not proven: the packets say %s- expected %s", got, want);
}

static uint32_t
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
		p = (struct prediction) { .verdict = right_verdict(
					      h, o->since_ns),
			.from_ns = o->since_ns,
			.to_ns = o->by_ns,
			.because = o->because };
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
	/* a wait for a page from the disk is no wait for a CPU */
	if (result == FAIL && p.verdict == word->verdict &&
	    p.to_ns != WIRE_NEVER && word->t_ns > p.to_ns &&
	    word->t_ns - p.to_ns <= HARDLY_LATE_NS)
		json_object_set_new(record, "hardly_late", json_true());
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

static bool
is_unresolved(const json_t *record)
{
	return strcmp(json_string_value(json_object_get(record, "result")),
		   result_name(UNRESOLVED)) == 0;
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
static void
judge_into(struct hearing *h, json_t *record)
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

	if (timeline_make(&tl, &h->packets, &h->truth, &b->plot, b->questions,
		b->n_questions) == -1) {
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

/* It makes no statement: why, and whose doing that is. */
static void
trouble_into(const struct hearing *h, json_t *record)
{
	enum blame blame = BLAME_MACHINE; /* judged, it was too slow */

	if (h->trouble.text[0] != '\0') {
		blame = h->trouble.blame;
		json_object_set_new(
		    record, "result", json_string(result_name(UNRESOLVED)));
		json_object_set_new(record, "outcome", json_null());
		json_object_set_new(
		    record, "reason", harmless_string(h->trouble.text));
	}
	if (is_unresolved(record))
		json_object_set_new(
		    record, "blame", json_string(blame_name(blame)));
}

/* What it did not do it may have had no more room to do. */
static void
limit_into(const struct hearing *h, json_t *record)
{
	const char *reason = json_string_value(
	    json_object_get(record, "reason"));
	char text[JUDGE_REASON];

	if (h->book->limit[0] == '\0')
		return;
	json_object_set_new(record, "limit", harmless_string(h->book->limit));
	if (!reason || reason[0] == '\0')
		return;
	snprintf(text, sizeof(text), "%s; %s", reason, h->book->limit);
	json_object_set_new(record, "reason", harmless_string(text));
}

/*
 * Who sends as fast as it can makes frames be lost, and a close of its peer a
 * reset: what comes of that is its doing.
 */
static void
blame_flood(struct hearing *h)
{
	const struct notebook *b = h->book;
	char text[CASE_ERROR];
	bool may_be = h->trouble.blame == BLAME_SCENARIO ||
	    (h->trouble.blame == BLAME_MACHINE && b->lost > 0 &&
		!b->clock_was_set);

	if (h->trouble.text[0] != '\0' && may_be &&
	    h->truth.bytes_out - b->script_sent > FLOOD_BYTES) {
		snprintf(text, sizeof(text), "%s", h->trouble.text);
		snprintf(h->trouble.text, sizeof(h->trouble.text),
		    "subject: it floods: %.900s", text);
		h->trouble.blame = BLAME_SUBJECT;
	}
}

/* What its packets show, and which of its reports count. */
static bool
hear(struct hearing *h)
{
	const struct notebook *b = h->book;

	if (!b->ready)
		return false;
	if (packets_join(&h->packets, &b->leg[0], &b->leg[1], b->subject_mac) ==
	    -1) {
		trouble_is(
		    &h->trouble, BLAME_HARNESS, "harness: out of memory");
		return false;
	}
	truth_establish(&h->truth, &h->packets, &b->plot);
	h->n_judged = b->again_ns != WIRE_NEVER && b->n_first < b->n_heard ?
	    b->n_first :
	    b->n_heard;
	h->word = judge_word(b->reports, h->n_judged);
	return true;
}

static void
expect_word(
    struct hearing *h, const char *whose, const char *text, const char *glob)
{
	if (glob && fnmatch(glob, text, 0) != 0)
		trouble_is(&h->trouble, BLAME_SCENARIO,
		    "not proven: %s is \"%s\", expected \"%s\"", whose, text,
		    glob);
}

/* Did the scenario take place?  The words of those who were asked, the wire. */
static void
check_proof(struct hearing *h)
{
	const struct scenario *s = h->spec->scenario;
	const struct notebook *b = h->book;
	char reason[JUDGE_REASON];

	expect_word(h, "the peer's record", b->peer_word, s->record);
	expect_word(h, "the subject's host's word", b->host_word, s->host);
	if (!judge_proof(&s->proof, hearing_signs(h), &h->truth, &h->packets,
		&b->plot, &b->witness, reason))
		trouble_is(&h->trouble, BLAME_SCENARIO, "%s", reason);
	if (b->peer_runs_on)
		trouble_is(&h->trouble, BLAME_SCENARIO,
		    "not proven: /proc says that the peer is not stopped");
}

static void
wire_into(struct hearing *h, json_t *record)
{
	json_t *checks;

	if (h->trouble.text[0] == '\0')
		check_proof(h);
	check_truth(h);
	checks = checks_json(h);
	json_object_set_new(record, "wire",
	    json_pack("{s:i, s:I, s:o}", "packets", (int)h->packets.n,
		"dropped", (json_int_t)h->book->lost, "checks", checks));
}

json_t *
verdict_record(const struct notebook *book, const struct spec *spec,
    const struct cases *cases)
{
	json_t *record = verdict_without(spec, UNRESOLVED, NULL, "");
	struct hearing h = { book, spec, cases, .trouble = book->trouble };
	bool played = hear(&h);

	if (json_array_size(book->allowed) > 0)
		json_object_set(record, "allowed", book->allowed);
	if (played) {
		wire_into(&h, record);
		if (h.trouble.text[0] == '\0')
			judge_into(&h, record);
		blame_flood(&h);
	}
	trouble_into(&h, record);
	limit_into(&h, record);
	if (!played)
		return record;
	if (!is_unresolved(record))
		json_object_set_new(record, "clauses", hearing_clauses(&h));
	hearing_evidence(&h, record);
	json_object_set_new(record, "took_ms", json_integer(book->took_ms));
	packets_free(&h.packets);
	return record;
}
