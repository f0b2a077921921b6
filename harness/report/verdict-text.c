/* verdict-text.c - a verdict in words that a person can act on. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define ONLY_ASKING (1u << RST_ON_SEND | 1u << SILENCE | 1u << NO_ANSWER)
#define NAMED 4 /* scenarios of one sign; results.json has them all */

/* Where a verdict goes; brief: what counts, with fewer names. */
struct telling {
	FILE *out;
	bool brief;
	size_t named; /* scenarios of one sign */
};

/* A few by name, of many the number. */
static void
put_names(const json_t *names, const struct telling *t)
{
	size_t i, n = json_array_size(names);

	for (i = 0; i < n && i < t->named; i++)
		fprintf(t->out, "%s%s", i ? ", " : "",
		    json_string_value(json_array_get(names, i)));
	if (n > t->named)
		fprintf(t->out, " and %zu more", n - t->named);
}

/* The entries of one duty: " Misses a FIN (close/fin), silence (...)." */
static void
put_list(const json_t *verdict, const char *list, enum duty duty,
    const char *head, const struct telling *t)
{
	const json_t *entry;
	bool first = true;
	size_t i;
	int s;

	json_array_foreach (json_object_get(verdict, list), i, entry) {
		s = sign_value(field(entry, "sign"));
		if (duty_value(field(entry, "duty")) != (int)duty || s < 0)
			continue;
		fprintf(
		    t->out, "%s%s", first ? head : ", ", sign_rows[s].phrase);
		/* where it is only a name that is missing, no list of cells */
		if (strcmp(list, "vague") != 0) {
			fputs(" (", t->out);
			put_names(json_object_get(entry, "scenarios"), t);
			fputc(')', t->out);
		}
		first = false;
	}
	if (!first)
		fputc('.', t->out);
}

/* "fin, rst and silence" */
static void
put_signs(const json_t *signs, const struct telling *t)
{
	size_t n = json_array_size(signs), k;
	const json_t *sign;

	json_array_foreach (signs, k, sign)
		fprintf(t->out, "%s%s",
		    k == 0	  ? "" :
			k + 1 < n ? ", " :
				    " and ",
		    json_string_value(sign));
}

/* As they were measured: who sees what was missed, and what else it does. */
static void
put_help(const json_t *verdict, const struct telling *t)
{
	const json_t *unhelped = json_object_get(verdict, "unhelped");
	const json_t *help, *alarms;
	size_t i;

	json_array_foreach (json_object_get(verdict, "help"), i, help) {
		fprintf(t->out, "%s%s",
		    i ? "; " : " What would help: ", field(help, "subject"));
		if (!t->brief)
			fprintf(t->out, " (%s)", field(help, "title"));
		fputs(" sees ", t->out);
		put_signs(json_object_get(help, "signs"), t);
		alarms = json_object_get(help, "false_alarms");
		if (json_array_size(alarms) == 0)
			continue;
		fputs(", with false alarms in ", t->out);
		put_names(alarms, t);
	}
	if (i > 0)
		fputc('.', t->out);
	if (json_array_size(unhelped) == 0)
		return;
	fputs(" In all of these cells nothing that was measured and takes no "
	      "bytes of others sees ",
	    t->out);
	put_signs(unhelped, t);
	fputc('.', t->out);
}

static void
put_trouble(const json_t *verdict, const struct telling *t)
{
	const json_t *alarms = json_object_get(verdict, "cries_wolf");
	const json_t *fails = json_object_get(verdict, "fails");
	const json_t *open = json_object_get(verdict, "unresolved");

	if (json_array_size(alarms) > 0) {
		fputs(" False alarms: ", t->out);
		put_names(alarms, t);
		fputc('.', t->out);
	}
	if (json_array_size(fails) > 0) {
		fprintf(t->out, " Fails itself in ");
		put_names(fails, t);
		fprintf(t->out, ": %s.", field(verdict, "fell"));
	}
	if (json_array_size(open) == 0)
		return;
	fprintf(t->out, " No statement in %zu scenario%s (",
	    json_array_size(open), json_array_size(open) == 1 ? "" : "s");
	put_names(open, t);
	fprintf(t->out, "), the first: %s.", field(verdict, "why"));
}

/* True if there was something to tell. */
static bool
put_findings(const json_t *verdict, const struct telling *t)
{
	long before;

	fflush(t->out);
	before = ftell(t->out);
	put_list(verdict, "misses", MUST, " Misses ", t);
	put_list(verdict, "late", MUST, " Late for ", t);
	put_list(verdict, "misnames", MUST, " Gives a wrong name to ", t);
	put_trouble(verdict, t);
	put_list(verdict, "misses", SHOULD, " Should notice, too: ", t);
	if (verdict_missed(verdict, SHOULD) & ONLY_ASKING && !t->brief)
		fputs(" No look at a socket can see these: only who asks the "
		      "other end finds out.",
		    t->out);
	put_list(verdict, "late", SHOULD, " Should be sooner for ", t);
	put_list(verdict, "misnames", SHOULD, " Should name rightly ", t);
	if (!t->brief) {
		put_list(
		    verdict, "vague", MUST, " Notices, but cannot name: ", t);
		put_list(verdict, "misses", MAY,
		    " Need not notice, and does not: ", t);
	}
	fflush(t->out);
	return ftell(t->out) > before;
}

/*
 * How many cells keep the contract.  An excuse makes a deviation known, not a
 * promise kept; of cells that came to nothing nothing is said.
 */
static void
put_contract(const json_t *verdict, const struct telling *t)
{
	int n = cell_integer(verdict, "cells");
	int failed = cell_integer(verdict, "failed");
	int excused = cell_integer(verdict, "excused");
	bool whole = json_array_size(json_object_get(verdict, "unresolved")) ==
		0 &&
	    json_array_size(json_object_get(verdict, "fails")) == 0;

	if (failed > 0 && excused > 0)
		fprintf(t->out,
		    " breaks the contract in %d of %d cells; in %d more that "
		    "is excused.",
		    failed, n, excused);
	else if (failed > 0)
		fprintf(t->out, " breaks the contract in %d of %d cells.",
		    failed, n);
	else if (excused == n)
		fprintf(t->out,
		    " breaks the contract in all of %d cells, and is excused.",
		    n);
	else if (whole && excused > 0)
		fprintf(t->out,
		    " keeps the contract in %d of %d cells; in %d it is "
		    "excused.",
		    n - excused, n, excused);
	else if (whole)
		fprintf(t->out, " keeps the contract in all of %d cells.", n);
	else if (excused > 0)
		fprintf(t->out, " is excused in %d of %d cells.", excused, n);
}

static void
put_unneeded(const json_t *verdict, const struct telling *t)
{
	const json_t *names = json_object_get(verdict, "unneeded");

	if (json_array_size(names) == 0)
		return;
	fputs(" Its excuse is no longer needed in ", t->out);
	put_names(names, t);
	fputc('.', t->out);
}

static void
put_verdict(const json_t *verdict, const struct telling *t)
{
	fprintf(t->out, "%s:", field(verdict, "subject"));
	if (cell_integer(verdict, "cells") == 0) {
		fprintf(
		    t->out, " was not run: it %s.", field(verdict, "lacks"));
		return;
	}
	put_contract(verdict, t);
	put_unneeded(verdict, t);
	if (put_findings(verdict, t))
		put_help(verdict, t);
}

char *
verdict_text(const json_t *verdict, bool brief)
{
	struct telling t = { .brief = brief, .named = brief ? 1 : NAMED };
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		abort();
	t.out = f;
	put_verdict(verdict, &t);
	fclose(f);
	return text;
}

void
report_print_verdicts(const json_t *root, size_t width, FILE *out)
{
	const json_t *verdict;
	char *text;
	size_t i;

	json_array_foreach (json_object_get(root, "verdicts"), i, verdict) {
		text = verdict_text(verdict, false);
		fputc('\n', out);
		(void)report_fold(out, width, 0, 4, text);
		fputc('\n', out);
		free(text);
	}
}
