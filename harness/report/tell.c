/* tell.c - a cell, told: its story, what it proves, its verdict and why. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

/* How a text is put: where, and how deep. */
struct page {
	FILE *out;
	bool colour, utf8;
};

static void
put_text(const struct page *p, const char *label, const char *text)
{
	report_paragraph(p->out, p->colour, label, text);
}

static const json_t *
named(const json_t *root, const char *list, const char *name)
{
	const json_t *entry;
	size_t i;

	json_array_foreach (json_object_get(root, list), i, entry)
		if (strcmp(field(entry, "name"), name) == 0)
			return entry;
	return NULL;
}

/* Kinds of rows, in the order in which they stand at one time. */
enum row_kind { EVENT, PACKET, STATE, REPORT, KINDS };

struct row {
	const json_t *row;
	enum row_kind kind;
	int64_t t_us;
	size_t order;
};

static int
by_time(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;

	if (a->t_us != b->t_us)
		return a->t_us < b->t_us ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static struct row *
gather(const json_t *cell, size_t *n)
{
	static const char *const lists[KINDS] = { "events", "packets", "states",
		"reports" };
	const json_t *row;
	struct row *rows;
	size_t room = 1, i;
	enum row_kind kind;

	for (kind = EVENT; kind < KINDS; kind++)
		room += json_array_size(json_object_get(cell, lists[kind]));
	rows = calloc(room, sizeof(*rows));
	if (!rows)
		abort();
	*n = 0;
	for (kind = EVENT; kind < KINDS; kind++)
		json_array_foreach (
		    json_object_get(cell, lists[kind]), i, row) {
			rows[*n] = (struct row) { row, kind, story_time(row),
				*n };
			(*n)++;
		}
	qsort(rows, *n, sizeof(*rows), by_time);
	return rows;
}

void
story_rows(struct story *s, const json_t *cell)
{
	static void (*const put[KINDS])(struct story *, const json_t *) = {
		[EVENT] = story_event,
		[PACKET] = story_packet,
		[STATE] = story_state,
		[REPORT] = story_report,
	};
	struct row *rows;
	size_t n, i;

	rows = gather(cell, &n);
	for (i = 0; i < n; i++)
		put[rows[i].kind](s, rows[i].row);
	free(rows);
}

static void
put_story(const struct page *p, const json_t *cell)
{
	struct story *story;

	if (json_array_size(json_object_get(cell, "packets")) == 0) {
		fprintf(p->out, "No packet of it is in the results.\n");
		return;
	}
	story = story_begin(p->out, p->colour, p->utf8);
	story_rows(story, cell);
	story_end(story);
}

static void
put_checks(const struct page *p, const json_t *cell)
{
	const json_t *checks = json_object_get(
	    json_object_get(cell, "wire"), "checks");
	const json_t *check;
	char label[16], text[512];
	const char *sign;
	size_t i;

	if (json_array_size(checks) == 0)
		return;
	fprintf(p->out, "\nWhat the scenario demands of the packets:\n");
	json_array_foreach (checks, i, check) {
		sign = json_is_true(json_object_get(check, "ok")) ?
		    p->utf8 ? "\u2713" : "ok" :
		    p->utf8 ? "\u2717" :
			      "NO";
		snprintf(label, sizeof(label), "  %s ", sign);
		snprintf(text, sizeof(text), "%s (%d)", field(check, "text"),
		    cell_integer(check, "count"));
		report_paragraph(p->out, false, label, text);
	}
}

static void
put_truth(const struct page *p, const json_t *cell)
{
	const json_t *moment;
	char text[512] = "";
	size_t i, used = 0;

	json_array_foreach (json_object_get(cell, "truth"), i, moment) {
		if (used >= sizeof(text))
			break;
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s from %.1f ms", i ? ", " : "", field(moment, "form"),
		    (double)cell_integer(moment, "t_us") / 1e3);
		if (cell_integer(moment, "packet") > 0 && used < sizeof(text))
			used += (size_t)snprintf(text + used,
			    sizeof(text) - used, " (packet %d)",
			    cell_integer(moment, "packet"));
	}
	if (i > 0)
		put_text(p, "Truth       ", text);
}

static void
put_effects(const struct page *p, const json_t *cell)
{
	unsigned effects = effects_of(cell);
	char text[512] = "";
	size_t i;

	for (i = 0; effect_rows[i].letter; i++)
		if (effects >> i & 1)
			snprintf(text + strlen(text),
			    sizeof(text) - strlen(text), "%s%s",
			    text[0] ? "; " : "", effect_rows[i].whole);
	put_text(p, "Effects     ", text[0] ? text : "none");
}

/* A clause that several trials look at is upheld if all of them say so. */
static void
put_clauses(const struct page *p, const json_t *cell)
{
	json_t *upheld = json_object(), *ok;
	const json_t *clause;
	char text[1024] = "";
	const char *id;
	size_t i;

	json_array_foreach (json_object_get(cell, "clauses"), i, clause) {
		ok = json_object_get(clause, "ok");
		if (!json_is_false(
			json_object_get(upheld, field(clause, "id"))))
			json_object_set(upheld, field(clause, "id"), ok);
	}
	json_object_foreach (upheld, id, ok)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    "%s%s %s", text[0] ? ", " : "", id,
		    json_is_false(ok) ? "violated" : "upheld");
	if (text[0] != '\0')
		put_text(p, "Clauses     ", text);
	json_decref(upheld);
}

static void
put_verdict(const struct page *p, const json_t *cell)
{
	char expected[256], got[1024];

	say_expected(cell, expected, sizeof(expected));
	say_got(cell, got, sizeof(got));
	put_text(p, "Predicted   ", expected);
	put_text(p, "Said        ", got);
	put_effects(p, cell);
	put_clauses(p, cell);
}

void
report_story(
    const json_t *root, const json_t *cell, FILE *out, bool colour, bool utf8)
{
	const struct page p = { out, colour, utf8 };
	const json_t *scenario = named(
	    root, "scenarios", field(cell, "scenario"));
	const json_t *subject = named(root, "subjects", field(cell, "subject"));
	const char *outcome = field(cell, "outcome");
	char name[300];

	cell_name(cell, name, sizeof(name));
	fprintf(out, "%s%s%s: %s%s%s\n", colour ? "\033[1m" : "", name,
	    colour ? "\033[0m" : "", outcome, outcome[0] ? ", " : "",
	    field(cell, "result"));
	put_text(&p, "Scenario    ", field(scenario, "title"));
	put_text(&p, "Subject     ", field(subject, "title"));
	fputc('\n', out);
	put_story(&p, cell);
	put_checks(&p, cell);
	fputc('\n', out);
	put_truth(&p, cell);
	put_verdict(&p, cell);
	put_text(&p, "Why         ", field(scenario, "why"));
}
