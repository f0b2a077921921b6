/* explain.c - what the steps of a prediction did, in sentences. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>

#include "judge/clock.h"

static double
ms_since(int64_t zero_ns, int64_t t_ns)
{
	return (double)(t_ns - zero_ns) / 1e6;
}

static void
put_due(const struct due *d, int64_t zero_ns, FILE *out)
{
	fputs(verdict_name(d->verdict), out);
	if (d->from_ns != WIRE_NEVER)
		fprintf(out, ", %.1f to %.1f ms", ms_since(zero_ns, d->from_ns),
		    ms_since(zero_ns, d->to_ns));
}

/* Nothing to see: why not. */
static void
put_none(const struct seen *seen, const struct timeline *tl, FILE *out)
{
	enum since since = seen->when.since;
	bool flies = tl->n > 0 && !tl->v[tl->n - 1].is_clear;

	if (since == SINCE_SIGN || since == SINCE_CHECK)
		fputs("it did not come, or nobody looked\n", out);
	else
		fprintf(out, "its clock, %d ms after %s, did not run out%s\n",
		    seen->when.from_ms, since_event(since),
		    since == SINCE_SEGMENT && flies ?
			": it rests while data is in flight" :
			"");
}

/* Causes and notice: a line each of what came of the sign. */
static void
explain_sign(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, enum sign s, FILE *out)
{
	const struct seen *seen = &d->sees[judge_known_as(d, s)];
	struct candidate all[CANDIDATES_OF_SIGN];
	size_t n = causes_of(d, signs, tl, s, all), i;
	int64_t zero_ns = timeline_zero(tl);
	bool given = signs >> s & 1;

	if (n == 0 && given)
		fprintf(out, "%s: ", sign_name(s));
	if (n == 0 && given && seen->verdict == UNSAID)
		fputs("it is blind to it\n", out);
	else if (n == 0 && given && !verdict_terminal(seen->verdict))
		fprintf(out, "it says %s, which is not the end\n",
		    verdict_name(seen->verdict));
	else if (n == 0 && given)
		put_none(seen, tl, out);
	for (i = 0; i < n; i++) {
		fprintf(out, "%s: counted from %.1f ms; ", sign_name(s),
		    ms_since(zero_ns, all[i].start_ns));
		put_due(&all[i].due, zero_ns, out);
		fputs(all[i].sure_ns == FOREVER ?
			", or not: by so little only the subject can know\n" :
			"\n",
		    out);
	}
}

void
judge_explain(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, FILE *out)
{
	struct prediction p = judge_predict(d, signs, tl);
	struct due due = { p.verdict, p.from_ns, p.to_ns, p.because };
	enum sign s;
	size_t i;

	for (s = FIN; s < SIGNS; s++)
		explain_sign(d, signs, tl, s, out);
	fputs("predicted: ", out);
	put_due(&due, timeline_zero(tl), out);
	if (p.because < SIGNS)
		fprintf(out, ", because of %s", sign_name(p.because));
	for (i = 0; i < p.n_also; i++) {
		fputs("; or ", out);
		put_due(&p.also[i], timeline_zero(tl), out);
	}
	fputc('\n', out);
}
