/* text.c - the matrix as Markdown and as comma-separated values. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

static const char *
name_at(const json_t *root, const char *list, size_t i)
{
	return field(json_array_get(json_object_get(root, list), i), "name");
}

/* A text of the results, between what is ours. */
static void
put_field(FILE *out, const char *before, const char *text, const char *after)
{
	fputs(before, out);
	harmless_markdown(out, text);
	fputs(after, out);
}

static void
put_host(const json_t *root, FILE *out)
{
	const json_t *host = json_object_get(root, "host");

	put_field(
	    out, "# What each strategy reports\n\n", field(host, "os"), " ");
	put_field(out, "", field(host, "release"), ", ");
	put_field(out, "", field(host, "arch"), "; ");
	put_field(out, "", field(root, "started"), "; Hangup ");
	put_field(out, "", field(root, "hangup"), ".  ");
}

static void
markdown_matrix(const json_t *root, FILE *out)
{
	size_t n_scenarios, n_subjects, i, j;
	const json_t **cells = grid(root, &n_scenarios, &n_subjects);
	char letters[EFFECTS_ROOM];

	fprintf(out, "| scenario |");
	for (j = 0; j < n_subjects; j++)
		put_field(out, " ", name_at(root, "subjects", j), " |");
	fprintf(out, "\n|---|");
	for (j = 0; j < n_subjects; j++)
		fprintf(out, ":-:|");
	fputc('\n', out);
	for (i = 0; i < n_scenarios; i++) {
		put_field(out, "| ", name_at(root, "scenarios", i), " |");
		for (j = 0; j < n_subjects; j++) {
			const json_t *cell = cells[i * n_subjects + j];

			effects_letters(effects_of(cell), letters);
			fprintf(out, " %s%s%s%s%s%s |", symbol(cell, true),
			    letters[0] ? " " : "", letters,
			    mark(cell)[0] == ' ' ? "" : " **",
			    mark(cell)[0] == ' ' ? "" : field(cell, "result"),
			    mark(cell)[0] == ' ' ? "" : "**");
		}
		fputc('\n', out);
	}
	free(cells);
}

int
report_markdown(const json_t *root, FILE *out)
{
	const json_t *entry;
	size_t i;

	put_host(root, out);
	fprintf(out,
	    "Every cell is a connection of its own, proven on the "
	    "wire.\n\n");
	json_array_foreach (json_object_get(root, "left_out"), i, entry)
		put_field(out, "**Left out:** ", field(entry, "why"), "\n\n");
	markdown_matrix(root, out);
	fprintf(out,
	    "\n\u2713 right, ~ vague, \u2260 misnamed, \u2717 missed, "
	    "? inconclusive, ! false alarm, U unresolved, - unsupported.  A "
	    "word in bold: not as predicted.  Side effects: %s.\n\n"
	    "## What each sees\n\n",
	    effects_legend());
	(void)report_profiles_markdown(json_object_get(root, "profiles"), out);
	(void)report_recovery(
	    root, "\n## Who connected again\n\n", "- ", harmless_markdown, out);
	fprintf(out, "\n## Scenarios\n\n");
	json_array_foreach (json_object_get(root, "scenarios"), i, entry) {
		put_field(out, "- **", field(entry, "name"), "**: ");
		put_field(out, "", field(entry, "title"), ". ");
		put_field(out, "", field(entry, "why"), "\n");
	}
	fprintf(out, "\n## Strategies\n\n");
	json_array_foreach (json_object_get(root, "subjects"), i, entry) {
		put_field(out, "- **", field(entry, "name"), "** (");
		put_field(out, "", field(entry, "kind"), "): ");
		put_field(out, "", field(entry, "title"), "\n");
	}
	markdown_clauses(root, out);
	return ferror(out) ? -1 : 0;
}

int
report_csv(const json_t *root, FILE *out)
{
	static const char *const names[] = { "scenario", "subject", "result",
		"outcome", "verdict", "detail", "reason" };
	const json_t *cell, *latency;
	size_t i, j;

	fprintf(out,
	    "family,run,took_ms,latency_us,scenario,subject,result,outcome,"
	    "verdict,detail,reason\r\n");
	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		latency = json_object_get(cell, "latency_us");
		fprintf(out, "%d,%d,%d,", cell_integer(cell, "family"),
		    cell_integer(cell, "run"), cell_integer(cell, "took_ms"));
		if (json_is_integer(latency))
			fprintf(out, "%lld",
			    (long long)json_integer_value(latency));
		for (j = 0; j < sizeof(names) / sizeof(names[0]); j++) {
			fputc(',', out);
			harmless_csv(out, field(cell, names[j]));
		}
		fputs("\r\n", out);
	}
	return ferror(out) ? -1 : 0;
}
