/* tap.c - the cells as TAP, for prove(1) and others that read it. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * TAP 14 as testanything.org has it, but for the first line: prove, at least to
 * Test::Harness 3.44, takes "TAP version 14" for an error.  What is used here
 * is the same in 13.
 */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

static void
put_line(FILE *out, const char *name, const char *text)
{
	if (text[0] == '\0')
		return;
	fprintf(out, "  %s: ", name);
	harmless_yaml(out, text);
	fputc('\n', out);
}

static void
put_why(FILE *out, const json_t *cell)
{
	const json_t *wire = json_object_get(cell, "wire");
	char expected[512], got[1536];

	say_expected(cell, expected, sizeof(expected));
	say_got(cell, got, sizeof(got));
	fputs("  ---\n", out);
	put_line(out, "result", field(cell, "result"));
	put_line(out, "expected", expected);
	put_line(out, "got", got);
	put_line(out, "pcap", field(wire, "pcap"));
	put_line(out, "peer_pcap", field(wire, "peer_pcap"));
	fputs("  ...\n", out);
}

/* XPASS is not ok: an excuse that is no longer needed must go. */
static void
put_cell(FILE *out, const json_t *cell, size_t number)
{
	enum result result = cell_result(cell);
	char name[512];

	cell_name(cell, name, sizeof(name));
	fprintf(out, "%s %zu - ",
	    result == PASS || result == UNSUPPORTED ? "ok" : "not ok", number);
	harmless_tap(out, name);
	if (result == UNSUPPORTED || result == XFAIL) {
		fputs(result == XFAIL ? " # TODO " : " # SKIP ", out);
		harmless_tap(out, field(cell, "reason"));
	}
	fputc('\n', out);
	if (result != PASS && result != UNSUPPORTED)
		put_why(out, cell);
}

/* A file that is broken: what it holds was not tested. */
static void
put_left_out(FILE *out, const json_t *left_out, size_t number)
{
	fprintf(out, "not ok %zu - ", number);
	harmless_tap(out, field(left_out, "name"));
	fputs("\n  ---\n", out);
	put_line(out, "result", "left out");
	put_line(out, "got", field(left_out, "why"));
	fputs("  ...\n", out);
}

int
report_tap(const json_t *root, FILE *out)
{
	const json_t *left_out = json_object_get(root, "left_out");
	const json_t *cells = json_object_get(root, "cells"), *cell;
	size_t i, n = json_array_size(cells);
	size_t all = n + json_array_size(left_out);

	fprintf(out, "TAP version 13\n1..%zu%s\n", all,
	    all ? "" : " # SKIP no cell was chosen");
	json_array_foreach (cells, i, cell)
		put_cell(out, cell, i + 1);
	json_array_foreach (left_out, i, cell)
		put_left_out(out, cell, n + i + 1);
	if (!json_is_true(json_object_get(root, "complete")))
		fputs("Bail out! Incomplete: the run was interrupted, or a "
		      "shard is missing\n",
		    out);
	return ferror(out) ? -1 : 0;
}
