/* verdict-text.c - a verdict in words that a person can act on. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define ONLY_ASKING (1u << RST_ON_SEND | 1u << SILENCE | 1u << NO_ANSWER)
#define NAMED 4 /* scenarios of one sign; results.json has them all */

/* A few by name, of many the number. */
static void
put_names(const json_t *names, FILE *out)
{
	size_t i, n = json_array_size(names);

	for (i = 0; i < n && i < NAMED; i++)
		fprintf(out, "%s%s", i ? ", " : "",
		    json_string_value(json_array_get(names, i)));
	if (n > NAMED)
		fprintf(out, " and %zu more", n - NAMED);
}

/* The entries of one duty: " Misses a FIN (close/fin), silence (...)." */
static void
put_list(const json_t *verdict, const char *list, enum duty duty,
    const char *head, FILE *out)
{
	const json_t *entry;
	bool first = true;
	size_t i;
	int s;

	json_array_foreach (json_object_get(verdict, list), i, entry) {
		s = sign_value(field(entry, "sign"));
		if (duty_value(field(entry, "duty")) != (int)duty || s < 0 ||
		    s >= DEATH_SIGNS)
			continue;
		fprintf(out, "%s%s", first ? head : ", ", sign_rows[s].phrase);
		/* where it is only a name that is missing, no list of cells */
		if (strcmp(list, "vague") != 0) {
			fputs(" (", out);
			put_names(json_object_get(entry, "scenarios"), out);
			fputc(')', out);
		}
		first = false;
	}
	if (!first)
		fputc('.', out);
}

/* "fin, rst and silence" */
static void
put_signs(const json_t *signs, FILE *out)
{
	size_t n = json_array_size(signs), k;
	const json_t *sign;

	json_array_foreach (signs, k, sign)
		fprintf(out, "%s%s",
		    k == 0	  ? "" :
			k + 1 < n ? ", " :
				    " and ",
		    json_string_value(sign));
}

/* As they were measured: who sees what was missed, and what else it does. */
static void
put_help(const json_t *verdict, FILE *out)
{
	const json_t *unhelped = json_object_get(verdict, "unhelped");
	const json_t *help, *alarms;
	size_t i;

	json_array_foreach (json_object_get(verdict, "help"), i, help) {
		fprintf(out, "%s%s (%s) sees ",
		    i ? "; " : " What would help: ", field(help, "subject"),
		    field(help, "title"));
		put_signs(json_object_get(help, "signs"), out);
		alarms = json_object_get(help, "false_alarms");
		if (json_array_size(alarms) == 0)
			continue;
		fputs(", and calls healthy connections dead: ", out);
		put_names(alarms, out);
	}
	if (i > 0)
		fputc('.', out);
	if (json_array_size(unhelped) == 0)
		return;
	fputs(" In all of these cells nothing that was measured and takes no "
	      "bytes of others sees ",
	    out);
	put_signs(unhelped, out);
	fputc('.', out);
}

static void
put_trouble(const json_t *verdict, FILE *out)
{
	const json_t *alarms = json_object_get(verdict, "cries_wolf");
	const json_t *fails = json_object_get(verdict, "fails");
	const json_t *open = json_object_get(verdict, "unresolved");

	if (json_array_size(alarms) > 0) {
		fputs(" False alarms: ", out);
		put_names(alarms, out);
		fputc('.', out);
	}
	if (json_array_size(fails) > 0) {
		fprintf(out, " Fails itself in ");
		put_names(fails, out);
		fprintf(out, ": %s.", field(verdict, "fell"));
	}
	if (json_array_size(open) == 0)
		return;
	fprintf(out, " No statement in %zu scenario%s (", json_array_size(open),
	    json_array_size(open) == 1 ? "" : "s");
	put_names(open, out);
	fprintf(out, "), the first: %s.", field(verdict, "why"));
}

/* True if there was something to tell. */
static bool
put_findings(const json_t *verdict, FILE *out)
{
	long before;

	fflush(out);
	before = ftell(out);
	put_list(verdict, "misses", MUST, " Misses ", out);
	put_list(verdict, "late", MUST, " Late for ", out);
	put_list(verdict, "misnames", MUST, " Gives a wrong name to ", out);
	put_trouble(verdict, out);
	put_list(verdict, "misses", SHOULD, " Should notice, too: ", out);
	if (verdict_missed(verdict, SHOULD) & ONLY_ASKING)
		fputs(" No look at a socket can see these: only who asks the "
		      "other end finds out.",
		    out);
	put_list(verdict, "late", SHOULD, " Should be sooner for ", out);
	put_list(verdict, "misnames", SHOULD, " Should name rightly ", out);
	put_list(verdict, "vague", MUST, " Notices, but cannot name: ", out);
	put_list(
	    verdict, "misses", MAY, " Need not notice, and does not: ", out);
	fflush(out);
	return ftell(out) > before;
}

/*
 * How many cells keep the contract.  An excuse makes a deviation known, not a
 * promise kept; of cells that came to nothing nothing is said.
 */
static void
put_contract(const json_t *verdict, FILE *out)
{
	int n = cell_integer(verdict, "cells");
	int failed = cell_integer(verdict, "failed");
	int excused = cell_integer(verdict, "excused");
	bool whole = json_array_size(json_object_get(verdict, "unresolved")) ==
		0 &&
	    json_array_size(json_object_get(verdict, "fails")) == 0;

	if (failed > 0 && excused > 0)
		fprintf(out,
		    " breaks the contract in %d of %d cells; in %d more that "
		    "is excused.",
		    failed, n, excused);
	else if (failed > 0)
		fprintf(
		    out, " breaks the contract in %d of %d cells.", failed, n);
	else if (excused == n)
		fprintf(out,
		    " breaks the contract in all of %d cells, and is excused.",
		    n);
	else if (whole && excused > 0)
		fprintf(out,
		    " keeps the contract in %d of %d cells; in %d it is "
		    "excused.",
		    n - excused, n, excused);
	else if (whole)
		fprintf(out, " keeps the contract in all of %d cells.", n);
	else if (excused > 0)
		fprintf(out, " is excused in %d of %d cells.", excused, n);
}

static void
put_unneeded(const json_t *verdict, FILE *out)
{
	const json_t *names = json_object_get(verdict, "unneeded");

	if (json_array_size(names) == 0)
		return;
	fputs(" Its excuse is no longer needed in ", out);
	put_names(names, out);
	fputc('.', out);
}

static void
put_verdict(const json_t *verdict, FILE *out)
{
	fprintf(out, "%s:", field(verdict, "subject"));
	if (cell_integer(verdict, "cells") == 0) {
		fprintf(out, " was not run: it %s.", field(verdict, "lacks"));
		return;
	}
	put_contract(verdict, out);
	put_unneeded(verdict, out);
	if (put_findings(verdict, out))
		put_help(verdict, out);
}

char *
verdict_text(const json_t *verdict)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		abort();
	put_verdict(verdict, f);
	fclose(f);
	return text;
}

void
report_print_verdicts(const json_t *root, FILE *out)
{
	const json_t *verdict;
	char *text;
	size_t i;

	json_array_foreach (json_object_get(root, "verdicts"), i, verdict) {
		text = verdict_text(verdict);
		fputc('\n', out);
		(void)report_fold(out, PROSE, 0, 4, text);
		fputc('\n', out);
		free(text);
	}
}
