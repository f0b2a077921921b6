/* clauses.c - RFC 9293, clause by clause: what the cells of a run uphold. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "report/private.h"

#define EVIDENCE 3 /* pieces kept of each clause */

static json_t *
patterns_json(const struct clause *c)
{
	json_t *list = json_array();
	size_t i, k;

	for (i = 0; i < c->n_trials; i++)
		for (k = 0; k < c->trials[i].n_patterns; k++)
			json_array_append_new(
			    list, json_string(c->trials[i].patterns[k]));
	return list;
}

void
report_clauses(json_t *root, const struct clause *clauses, size_t n)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "id",
			clauses[i].id, "ref", clauses[i].ref, "text",
			clauses[i].text, "untested",
			clauses[i].untested ? clauses[i].untested : "",
			"remark", clauses[i].remark ? clauses[i].remark : "",
			"tests", patterns_json(&clauses[i])));
	json_object_set_new(root, "clauses", list);
}

/* Does another piece show the same: this check, or this packet? */
static bool
is_shown(const json_t *evidence, const json_t *piece)
{
	const json_t *other;
	size_t i;

	json_array_foreach (evidence, i, other)
		if (strcmp(field(other, "check"), field(piece, "check")) == 0 ||
		    (strcmp(field(other, "pcap"), field(piece, "pcap")) == 0 &&
			json_equal(json_object_get(other, "packet"),
			    json_object_get(piece, "packet"))))
			return true;
	return false;
}

static json_t *
piece_json(const json_t *cell, const json_t *entry)
{
	const json_t *wire = json_object_get(cell, "wire");
	const char *pcap = strcmp(field(entry, "leg"), "peer") == 0 ?
	    "peer_pcap" :
	    "pcap";
	json_t *piece = json_pack("{s:s+++, s:O?, s:O?, s:O?, s:O?, s:O?, "
				  "s:O?, s:O?}",
	    "cell", field(cell, "scenario"), "/", field(cell, "subject"), "",
	    "family", json_object_get(cell, "family"), "run",
	    json_object_get(cell, "run"), "packet",
	    json_object_get(entry, "packet"), "frame",
	    json_object_get(entry, "frame"), "pcap",
	    json_object_get(wire, pcap), "check",
	    json_object_get(entry, "check"), "got",
	    json_object_get(entry, "got"));

	json_object_set(piece, "ok", json_object_get(entry, "ok"));
	return piece;
}

static void
add_one(json_t *clause, const char *name)
{
	json_object_set_new(clause, name,
	    json_integer(
		1 + json_integer_value(json_object_get(clause, name))));
}

/* Heaps of evidence, the best first; a heap holds no two of a kind. */
static const char *const heaps[] = { "violating", "upholding", "without" };
#define HEAPS (sizeof(heaps) / sizeof(heaps[0]))

/* What a cell found, laid to its clause. */
static void
lay(json_t *clause, const json_t *cell, const json_t *entry)
{
	bool ok = json_is_true(json_object_get(entry, "ok"));
	bool packet = json_is_integer(json_object_get(entry, "packet"));
	json_t *heap = json_object_get(clause, heaps[!ok ? 0 : packet ? 1 : 2]);
	json_t *piece;

	add_one(clause, "checks");
	if (!ok)
		add_one(clause, "violations");
	if (json_array_size(heap) == EVIDENCE)
		return;
	piece = piece_json(cell, entry);
	if (!is_shown(heap, piece))
		json_array_append(heap, piece);
	json_decref(piece);
}

/* The heaps become one list. */
static void
choose_evidence(json_t *clause)
{
	json_t *evidence = json_array(), *piece;
	size_t i, k;

	for (i = 0; i < HEAPS; i++) {
		json_array_foreach (json_object_get(clause, heaps[i]), k, piece)
			if (json_array_size(evidence) < EVIDENCE)
				json_array_append(evidence, piece);
		json_object_del(clause, heaps[i]);
	}
	json_object_set_new(clause, "evidence", evidence);
}

/* Clause by its id. */
static json_t *
index_of(json_t *clauses)
{
	json_t *index = json_object(), *clause;
	size_t i, k;

	json_array_foreach (clauses, i, clause) {
		json_object_set(index, field(clause, "id"), clause);
		json_object_set_new(clause, "checks", json_integer(0));
		json_object_set_new(clause, "violations", json_integer(0));
		for (k = 0; k < HEAPS; k++)
			json_object_set_new(clause, heaps[k], json_array());
	}
	return index;
}

/* How many cells of the run the clause's patterns choose. */
static size_t
chosen_cells(const json_t *root, const json_t *clause)
{
	const json_t *cell, *pattern;
	size_t i, k, n = 0;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		json_array_foreach (
		    json_object_get(clause, "tests"), k, pattern)
			if (pattern_matches(json_string_value(pattern),
				field(cell, "scenario"),
				field(cell, "subject"))) {
				n++;
				break;
			}
	return n;
}

/* The words of the result, and why. */
static void
conclude(const json_t *root, json_t *clause)
{
	bool tested = json_integer_value(json_object_get(clause, "checks")) > 0;
	bool violated = json_integer_value(
			    json_object_get(clause, "violations")) > 0;
	const char *why = field(clause, "remark");
	char text[128] = "no cell of this run tests it";
	size_t n;

	if (!tested) {
		n = chosen_cells(root, clause);
		if (n > 0)
			snprintf(text, sizeof(text),
			    "none of its %zu cells came to where it could be "
			    "seen",
			    n);
		why = field(clause, "untested");
		why = why[0] ? why : text;
	}
	json_object_set_new(clause, "result",
	    json_string(!tested ? "not tested" :
		    violated	? "violated" :
				  "upheld"));
	json_object_set_new(clause, "why", json_string(why));
	choose_evidence(clause);
}

void
judge_clauses(json_t *root)
{
	json_t *clauses = json_object_get(root, "clauses"), *clause;
	json_t *index = index_of(clauses);
	const json_t *cell, *entry;
	size_t i, k;

	json_array_foreach (json_object_get(root, "cells"), i, cell)
		json_array_foreach (
		    json_object_get(cell, "clauses"), k, entry) {
			clause = json_object_get(index, field(entry, "id"));
			if (clause)
				lay(clause, cell, entry);
		}
	json_array_foreach (clauses, i, clause)
		conclude(root, clause);
	json_decref(index);
}

static size_t
count_result(const json_t *clauses, const char *result)
{
	const json_t *clause;
	size_t i, n = 0;

	json_array_foreach (clauses, i, clause)
		n += strcmp(field(clause, "result"), result) == 0;
	return n;
}

static void
put_plain(FILE *out, const char *text)
{
	fputs(text, out);
}

/* Of results that were published the captures are not there. */
static bool
is_there(const char *dir, const char *pcap)
{
	char path[2 * PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", dir, pcap);
	return pcap[0] && access(path, R_OK) == 0;
}

/* "alive/icmp-hard/so-error, packet 6"; the captures beside it, if any. */
static void
put_piece(
    FILE *out, const json_t *piece, void (*put)(FILE *out, const char *text))
{
	bool ipv6 = json_integer_value(json_object_get(piece, "family")) == 6;

	put(out, field(piece, "cell"));
	fputs(ipv6 ? " (IPv6)" : "", out);
	if (!json_is_integer(json_object_get(piece, "packet")))
		return;
	fprintf(out, ", packet %lld",
	    (long long)json_integer_value(json_object_get(piece, "packet")));
}

static void
put_frame(FILE *out, const json_t *piece, const char *dir,
    void (*put)(FILE *out, const char *text))
{
	fprintf(out, ": frame %lld of %s",
	    (long long)json_integer_value(json_object_get(piece, "frame")),
	    dir);
	put(out, field(piece, "pcap"));
}

/* Where its packet is to be seen: in a capture, or what makes one. */
static void
put_evidence(FILE *out, const json_t *piece, const char *dir)
{
	bool ipv6 = json_integer_value(json_object_get(piece, "family")) == 6;
	char beside[PATH_MAX];

	fputs("  ", out);
	put_piece(out, piece, put_plain);
	snprintf(beside, sizeof(beside), "%s/", dir);
	if (is_there(dir, field(piece, "pcap")))
		put_frame(out, piece, beside, put_plain);
	else if (json_is_integer(json_object_get(piece, "packet")))
		fprintf(out, "; \"hangup run %s%s\" makes the capture",
		    field(piece, "cell"), ipv6 ? " --family 6" : "");
	fputc('\n', out);
}

/* "violated ID: TEXT", with the evidence of it; or why there is none. */
static void
put_clause(const json_t *clause, FILE *out, const char *dir)
{
	const json_t *piece = json_array_get(
	    json_object_get(clause, "evidence"), 0);

	fprintf(out, "%s %s: %s\n", field(clause, "result"),
	    field(clause, "id"), field(clause, "text"));
	if (piece)
		put_evidence(out, piece, dir);
	if (strcmp(field(clause, "result"), "violated") == 0)
		fprintf(out, "  expected \"%s\", got %s\n",
		    field(piece, "check"), field(piece, "got"));
	else if (!piece && field(clause, "why")[0])
		fprintf(out, "  %s\n", field(clause, "why"));
}

void
report_clauses_found(const json_t *root, FILE *out, const char *dir)
{
	static const char *const order[] = { "violated", "not tested",
		"upheld" };
	const json_t *clauses = json_object_get(root, "clauses"), *clause;
	size_t i, k;

	for (k = 0; k < sizeof(order) / sizeof(order[0]); k++)
		json_array_foreach (clauses, i, clause)
			if (strcmp(field(clause, "result"), order[k]) == 0)
				put_clause(clause, out, dir);
}

void
report_clauses_counted(const json_t *root, FILE *out, const char *where)
{
	const json_t *clauses = json_object_get(root, "clauses");
	size_t upheld = count_result(clauses, "upheld");
	size_t violated = count_result(clauses, "violated");

	if (upheld + violated > 0)
		fprintf(out,
		    "RFC 9293: %zu upheld, %zu violated, %zu not tested: "
		    "hangup clauses%s\n",
		    upheld, violated, count_result(clauses, "not tested"),
		    where);
}

json_t *
clauses_alone(const json_t *root)
{
	json_t *list = json_deep_copy(json_object_get(root, "clauses")),
	       *clause, *piece;
	size_t i, k;

	json_array_foreach (list, i, clause)
		json_array_foreach (
		    json_object_get(clause, "evidence"), k, piece) {
			json_object_del(piece, "pcap");
			json_object_del(piece, "frame");
		}
	return list;
}

void
markdown_clauses(const json_t *root, FILE *out)
{
	const json_t *clauses = json_object_get(root, "clauses"), *clause;
	const json_t *evidence, *first;
	const char *bold;
	size_t i;

	if (json_array_size(clauses) == 0)
		return;
	fprintf(out,
	    "\n## RFC 9293, clause by clause\n\n%zu upheld, %zu violated, %zu "
	    "not tested.\n\n| clause | section | what it asks | result | "
	    "evidence |\n|---|---|---|---|---|\n",
	    count_result(clauses, "upheld"), count_result(clauses, "violated"),
	    count_result(clauses, "not tested"));
	json_array_foreach (clauses, i, clause) {
		evidence = json_object_get(clause, "evidence");
		bold = strcmp(field(clause, "result"), "violated") == 0 ? "**" :
									  "";
		fputs("| ", out);
		harmless_markdown(out, field(clause, "id"));
		fputs(" | ", out);
		harmless_markdown(out, field(clause, "ref"));
		fputs(" | ", out);
		harmless_markdown(out, field(clause, "text"));
		fprintf(out, " | %s", bold);
		harmless_markdown(out, field(clause, "result"));
		fprintf(out, "%s | ", bold);
		first = json_array_get(evidence, 0);
		if (first)
			put_piece(out, first, harmless_markdown);
		if (field(first, "pcap")[0])
			put_frame(out, first, "", harmless_markdown);
		if (json_array_size(evidence) > 0 && field(clause, "why")[0])
			fputs(". ", out);
		harmless_markdown(out, field(clause, "why"));
		fputs(" |\n", out);
	}
}
