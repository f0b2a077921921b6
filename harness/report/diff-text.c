/* diff-text.c - what changed, in lines for a person. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

const char *const change_names[CHANGES] = { "worse", "gone", "new", "otherwise",
	"better" };

/*
 * Worse is what a person must look at.  First the result: as it should be; not
 * tested any more; not as it should be, or not known.
 */
int
diff_rank(const json_t *cell)
{
	static const int ranks[RESULTS] = { [PASS] = 0,
		[XFAIL] = 0,
		[UNSUPPORTED] = 1,
		[FAIL] = 2,
		[XPASS] = 2,
		[UNRESOLVED] = 2 };

	return ranks[cell_result(cell)];
}

/* What is new has nothing to be worse than: it must be right. */
bool
change_is_worse(const json_t *change)
{
	return strcmp(field(change, "change"), change_names[IS_WORSE]) == 0 ||
	    (strcmp(field(change, "change"), change_names[IS_NEW]) == 0 &&
		diff_rank(json_object_get(change, "new")) > 1);
}

size_t
report_worse(const json_t *diff)
{
	const json_t *change;
	size_t i, n = 0;

	json_array_foreach (json_object_get(diff, "changes"), i, change)
		n += change_is_worse(change);
	return n;
}

/* "PASS right closed after 0.1 ms" */
static void
put_side(const json_t *side, FILE *out)
{
	const json_t *latency = json_object_get(side, "latency_us");
	static const char *const names[] = { "result", "outcome", "verdict" };
	const char *gap = "";
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (field(side, names[i])[0] == '\0')
			continue;
		fprintf(out, "%s%s", gap, field(side, names[i]));
		gap = " ";
	}
	if (json_is_integer(latency))
		fprintf(out, " after %.1f ms",
		    (double)json_integer_value(latency) / 1e3);
}

void
put_change(const json_t *change, FILE *out)
{
	const json_t *old = json_object_get(change, "old");
	const json_t *new = json_object_get(change, "new");

	if (old)
		put_side(old, out);
	if (old && new)
		fputs(" -> ", out);
	if (new)
		put_side(new, out);
}

static void
print_change(const json_t *change, FILE *out)
{
	char name[512];

	cell_name(change, name, sizeof(name));
	fprintf(out, "  %s: ", name);
	put_change(change, out);
	fputc('\n', out);
}

const char *
diff_family(const json_t *cell)
{
	return cell_integer(cell, "family") == 6 ? "IPv6" : "IPv4";
}

const char *
diff_subject(const json_t *cell)
{
	return field(cell, "subject");
}

/* Is it told with all of its family or subject?  Not what must be looked at. */
static bool
is_apart(const json_t *diff, const json_t *change)
{
	const json_t *apart = json_object_get(
	    json_object_get(diff, "apart"), field(change, "change"));
	json_int_t family = json_integer_value(json_object_get(
	    json_object_get(apart, "families"), diff_family(change)));
	json_int_t subject = json_integer_value(json_object_get(
	    json_object_get(apart, "subjects"), diff_subject(change)));

	return (family > 1 || subject > 1) && !change_is_worse(change);
}

/* A line each: what is only in one of the results.  How many lines. */
static void
print_apart(const json_t *diff, const char *group, FILE *out)
{
	json_t *apart = json_object_get(json_object_get(diff, "apart"), group);
	const char *side = strcmp(group, change_names[IS_GONE]) == 0 ?
	    "not run any more" :
	    "not run before";
	const char *name;
	json_t *n;

	json_object_foreach (json_object_get(apart, "families"), name, n)
		if (json_integer_value(n) > 1)
			fprintf(out, "  %s, %s: %lld cells\n", name, side,
			    (long long)json_integer_value(n));
	json_object_foreach (json_object_get(apart, "subjects"), name, n)
		if (json_integer_value(n) > 1)
			fprintf(out, "  %s, %s: %lld cells\n", name, side,
			    (long long)json_integer_value(n));
}

static void
print_totals(const json_t *diff, FILE *out)
{
	const json_t *totals = json_object_get(diff, "totals");
	const char *gap = ": ";
	enum change c;

	fprintf(out, "%d cells compared", cell_integer(diff, "compared"));
	for (c = IS_WORSE; c < CHANGES; c++)
		if (cell_integer(totals, change_names[c]) > 0) {
			fprintf(out, "%s%d %s", gap,
			    cell_integer(totals, change_names[c]),
			    change_names[c]);
			gap = ", ";
		}
	fputs(gap[0] == ':' ? ": no difference\n" : "\n", out);
}

/* Those of one kind that are told one by one, at most so many. */
static void
print_group(const json_t *diff, const char *group, FILE *out, size_t most)
{
	const json_t *change;
	size_t i, n = 0;

	json_array_foreach (json_object_get(diff, "changes"), i, change)
		if (strcmp(field(change, "change"), group) == 0 &&
		    !is_apart(diff, change) && n++ < most)
			print_change(change, out);
	if (n > most)
		fprintf(out, "  ... and %zu more\n", n - most);
}

void
report_print_diff(const json_t *diff, FILE *out, size_t most)
{
	const json_t *totals = json_object_get(diff, "totals");
	enum change c;

	for (c = IS_WORSE; c < CHANGES; c++) {
		if (cell_integer(totals, change_names[c]) == 0)
			continue;
		fprintf(out, "%s (%d)\n", change_names[c],
		    cell_integer(totals, change_names[c]));
		print_apart(diff, change_names[c], out);
		print_group(diff, change_names[c], out, most);
	}
	print_totals(diff, out);
}
