/* github.c - deviations as annotations of GitHub Actions. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define MOST 10 /* that GitHub shows of a step */

static void
put_error(FILE *out, const char *title, const char *text)
{
	fputs("::error title=", out);
	harmless_annotation(out, title, true);
	fputs("::", out);
	harmless_annotation(out, text, false);
	fputc('\n', out);
}

static void
annotate(const struct deviation *d, FILE *out, const char *dir)
{
	char name[512], title[600], expected[512], got[1536], text[4096];
	const char *pcap = field(json_object_get(d->cell, "wire"), "pcap");

	deviation_name(d, name, sizeof(name));
	snprintf(title, sizeof(title), "%s %s", field(d->cell, "result"), name);
	if (d->cells > 1) {
		put_error(out, title, field(d->cell, "reason"));
		return;
	}
	say_expected(d->cell, expected, sizeof(expected));
	say_got(d->cell, got, sizeof(got));
	snprintf(text, sizeof(text), "expected %s\ngot %s%s%s%s%s", expected,
	    got, pcap[0] ? "\npackets: " : "", pcap[0] ? dir : "",
	    pcap[0] ? "/" : "", pcap);
	put_error(out, title, text);
}

void
report_github(const json_t *root, FILE *out, const char *dir)
{
	struct deviation *all;
	const json_t *left_out;
	char text[4096];
	size_t i, n;

	json_array_foreach (json_object_get(root, "left_out"), i, left_out)
		put_error(out, field(left_out, "name"), field(left_out, "why"));
	all = find_deviations(root, &n);
	/* the last says how many it stands for */
	for (i = 0; i < n && (i < MOST - 1 || n == MOST); i++)
		annotate(&all[i], out, dir);
	if (i < n) {
		snprintf(text, sizeof(text),
		    "%zu more are not as predicted; all are in "
		    "%s/results.json",
		    n - i, dir);
		put_error(out, "Hangup", text);
	}
	free(all);
}

static void
annotate_change(const json_t *change, FILE *out)
{
	char name[512], title[600], *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		abort();
	put_change(change, f);
	fclose(f);
	cell_name(change, name, sizeof(name));
	snprintf(title, sizeof(title), "%s %s", field(change, "change"), name);
	put_error(out, title, text);
	free(text);
}

void
report_github_diff(const json_t *diff, FILE *out, const char *baseline)
{
	size_t worse = report_worse(diff), i, shown = 0;
	const json_t *change;
	char text[4096];

	json_array_foreach (json_object_get(diff, "changes"), i, change)
		if (change_is_worse(change) &&
		    (shown < MOST - 1 || worse == MOST)) {
			annotate_change(change, out);
			shown++;
		}
	if (shown == worse)
		return;
	snprintf(text, sizeof(text), "%zu more are worse than in %s",
	    worse - shown, baseline);
	put_error(out, "Hangup", text);
}
