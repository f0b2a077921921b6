/* advise-verify.c - an advice, played with its real timers and measured. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/advise.h"
#include "pool/pool.h"

#define LEEWAY_MS 1000	 /* behind what is promised */
#define OVERHEAD_MS 4000 /* labs, proofs */

static int
window_ms(const struct wish *w, const struct plan *p)
{
	int outage_ms = 3 * w->survive_ms;

	return LEEWAY_MS +
	    ((int)p->latest_ms > outage_ms ? (int)p->latest_ms : outage_ms);
}

static void
keep(void *data, size_t index, json_t *record)
{
	json_t **cells = data;

	json_decref(cells[index]);
	cells[index] = record;
}

static const char *
text_of(const json_t *cell, const char *name)
{
	const char *text = json_string_value(json_object_get(cell, name));

	return text ? text : "";
}

/* What was promised of it, held against its record. */
static enum status
say_cell(const json_t *cell, enum trial_of t, const struct plan *p)
{
	const json_t *latency = json_object_get(cell, "latency_us");
	bool ended = json_is_integer(latency), kept;
	double ms = (double)json_integer_value(latency) / 1e3;

	printf("  %-28s ", trial_names[t]);
	if (!cell || strcmp(text_of(cell, "result"), "UNRESOLVED") == 0 ||
	    strcmp(text_of(cell, "result"), "UNSUPPORTED") == 0) {
		printf("nothing can be said: %s\n",
		    cell ? report_reason(cell) : "it did not run");
		return STATUS_UNRESOLVED;
	}
	if (ended)
		printf("%s after %.3f s", text_of(cell, "verdict"), ms / 1e3);
	else
		printf("%s, never called dead", text_of(cell, "verdict"));
	if (t >= OUT_IDLE)
		kept = !ended;
	else
		kept = ended && ms <= (double)p->latest_ms;
	if (t < OUT_IDLE)
		printf("; promised: within %.3f s", (double)p->latest_ms / 1e3);
	printf("%s\n", kept ? "" : "  NOT KEPT");
	if (kept && strcmp(text_of(cell, "result"), "FAIL") == 0)
		printf(
		    "    but not as predicted: %s\n", text_of(cell, "reason"));
	return kept && strcmp(text_of(cell, "result"), "FAIL") != 0 ?
	    STATUS_OK :
	    STATUS_FAIL;
}

int
verify_plan(struct cases *cases, const struct wish *w, const struct plan *p)
{
	size_t n = w->survive_ms > 0 ? TRIALS : OUT_IDLE, i;
	struct setting setting = { .window_ms = window_ms(w, p),
		.jobs = (int)n,
		.keep = KEEP_NONE,
		.results = -1,
		.out = "",
		.programs = programs_directory(),
		.cases = cases,
		.sandbox = &sandbox };
	json_t *cells[TRIALS] = { NULL };
	enum status status = STATUS_OK, one;
	struct spec specs[TRIALS];

	for (i = 0; i < n; i++)
		specs[i] = (struct spec) { trial_scenario(
					       cases, (enum trial_of)i),
			p->subject, 4, 1 };
	printf(
	    "\nVerifying %s with these timers: %zu connections at once, about "
	    "%d s.\n",
	    p->subject->name, n, (setting.window_ms + OVERHEAD_MS) / 1000);
	fflush(stdout);
	if (pool_run(specs, n, &setting, keep, cells) != 0)
		status = STATUS_INTERRUPTED;
	for (i = 0; i < n; i++) {
		one = say_cell(cells[i], (enum trial_of)i, p);
		if (one == STATUS_FAIL || status == STATUS_OK)
			status = status == STATUS_INTERRUPTED ? status : one;
		json_decref(cells[i]);
	}
	return status;
}
