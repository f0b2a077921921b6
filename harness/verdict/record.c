/* record.c - a cell, judged, as an object of results.json. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"
#include "verdict/private.h"

#define CHECKED_SHOWN 20
#define FLOOD_BYTES 14600 /* RFC 6928: what is sent before any answer */

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

static bool
is_unresolved(const json_t *record)
{
	return strcmp(json_string_value(json_object_get(record, "result")),
		   result_name(UNRESOLVED)) == 0;
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
	    hearing_sent(h) > FLOOD_BYTES) {
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
	if (notebook_packets(b, &h->packets) == -1) {
		trouble_is(
		    &h->trouble, BLAME_HARNESS, "harness: out of memory");
		return false;
	}
	truth_establish(&h->truth, h->packets.connections.watched, &b->plot);
	packets_note_proof(&h->packets, &b->plot);
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
	if (!judge_proof(&s->proof, hearing_signs(h), &h->truth,
		h->packets.connections.watched, &b->plot, &b->witness, reason))
		trouble_is(&h->trouble, BLAME_SCENARIO, "%s", reason);
	if (b->peer_runs_on)
		trouble_is(&h->trouble, BLAME_SCENARIO,
		    "not proven: the peer's kernel says that it is not stopped");
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

/*
 * A script that far behind itself played another scenario than it says: half
 * the time between two questions.  It is the machine's doing, not the subject's.
 */
#define BEHIND_NS (50 * 1000000LL)

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
			hearing_judge(&h, record);
		blame_flood(&h);
	}
	trouble_into(&h, record);
	limit_into(&h, record);
	if (!played)
		return record;
	if (!is_unresolved(record))
		json_object_set_new(record, "clauses", hearing_clauses(&h));
	hearing_evidence(&h, record);
	hearing_recovery(&h, record);
	json_object_set_new(record, "took_ms", json_integer(book->took_ms));
	if (book->late_ns >= BEHIND_NS)
		json_object_set_new(
		    record, "late_ms", json_integer(book->late_ns / 1000000));
	packets_free(&h.packets);
	return record;
}
