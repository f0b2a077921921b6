/* subjects.c - what subjects do, rely on, see and are excused from. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

static void
put_cell(const char *text, FILE *out)
{
	fputs(" ", out);
	harmless_markdown(out, text);
	fputs(" |", out);
}

static const json_t *
subject_named(const json_t *root, const char *name)
{
	const json_t *subject;
	size_t i;

	json_array_foreach (json_object_get(root, "subjects"), i, subject)
		if (strcmp(field(subject, "name"), name) == 0)
			return subject;
	return NULL;
}

static void
put_subjects(const json_t *root, const json_t *profiles, FILE *out)
{
	const json_t *profile, *subject;
	size_t i;

	fputs("| subject | what it does | relies on |\n|---|---|---|\n", out);
	json_array_foreach (profiles, i, profile) {
		subject = subject_named(root, field(profile, "subject"));
		fputs("|", out);
		put_cell(field(subject, "name"), out);
		put_cell(field(subject, "title"), out);
		put_cell(field(subject, "relies"), out);
		fputc('\n', out);
	}
}

/* The reason of a cell as the subject's file gives it. */
static const char *
reason_of(const json_t *cell)
{
	static const char before[] = "; excused: ";
	const char *reason = field(cell, "reason"), *found;

	found = strstr(reason, before);
	return found ? found + strlen(before) : reason;
}

static bool
is_set_apart(const json_t *cell)
{
	enum result r = cell_result(cell);

	return r == XFAIL || r == UNSUPPORTED;
}

static bool
alike(const json_t *a, const json_t *b)
{
	return strcmp(field(a, "subject"), field(b, "subject")) == 0 &&
	    cell_result(a) == cell_result(b) &&
	    strcmp(reason_of(a), reason_of(b)) == 0;
}

/* Is one like it, of this scenario if one is given, before it? */
static bool
has_come(const json_t *cells, size_t at, const char *scenario)
{
	const json_t *cell = json_array_get(cells, at), *other;
	size_t i;

	for (i = 0; i < at; i++) {
		other = json_array_get(cells, i);
		if (alike(cell, other) &&
		    (!scenario ||
			strcmp(field(other, "scenario"), scenario) == 0))
			return true;
	}
	return false;
}

/* Of all cells alike, each once: they have runs, and families. */
static void
put_scenarios(const json_t *cells, size_t from, FILE *out)
{
	const json_t *cell = json_array_get(cells, from), *other;
	const char *between = " ", *name;
	size_t i, n = json_array_size(cells);

	for (i = from; i < n; i++) {
		other = json_array_get(cells, i);
		name = field(other, "scenario");
		if (!alike(cell, other) || has_come(cells, i, name))
			continue;
		fputs(between, out);
		harmless_markdown(out, name);
		between = ", ";
	}
	fputs(" |", out);
}

static void
put_deviations(const json_t *root, const char *subject, FILE *out)
{
	const json_t *cells = json_object_get(root, "cells"), *cell;
	size_t i;

	json_array_foreach (cells, i, cell) {
		if (strcmp(field(cell, "subject"), subject) != 0 ||
		    !is_set_apart(cell) || has_come(cells, i, NULL))
			continue;
		fputs("|", out);
		put_cell(subject, out);
		put_cell(result_name(cell_result(cell)), out);
		put_scenarios(cells, i, out);
		put_cell(reason_of(cell), out);
		fputc('\n', out);
	}
}

int
report_subjects_markdown(const json_t *root, const json_t *profiles, FILE *out)
{
	const json_t *host = json_object_get(root, "host"), *profile;
	size_t i;

	fputs("Measured on ", out);
	harmless_markdown(out, field(host, "os"));
	fputs(" ", out);
	harmless_markdown(out, field(host, "release"));
	fputs(", ", out);
	harmless_markdown(out, field(host, "arch"));
	fputs(", by Hangup ", out);
	harmless_markdown(out, field(root, "hangup"));
	fputs(".\n\n", out);
	put_subjects(root, profiles, out);
	fputs("\n## What each sees\n\n", out);
	(void)report_profiles_markdown(profiles, out);
	fputs("\n\u2713 sees it and names it, ~ sees it, cannot name it, "
	      "\u2260 sees it, gives a wrong name, \u25d0 sees it in some "
	      "scenarios, \u00b7 blind.\n\n## Known deviations from the "
	      "contract\n\n| subject | result | scenarios | why |\n"
	      "|---|---|---|---|\n",
	    out);
	json_array_foreach (profiles, i, profile)
		put_deviations(root, field(profile, "subject"), out);
	return ferror(out) ? -1 : 0;
}
