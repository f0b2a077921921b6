/* describe.c - a strategy as a declaration of the case language. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "strategies/subject.h"

/* Whether text of len bytes may stand between braces as it is: Tcl(n) [6]. */
static bool
fits_braces(const char *text, size_t len)
{
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\\')
			return false;
		if (text[i] == '{')
			depth++;
		if (text[i] == '}' && --depth < 0)
			return false;
	}
	return depth == 0;
}

static void
put_word(const char *text, size_t len, FILE *out)
{
	if (fits_braces(text, len)) {
		fprintf(out, "{%.*s}", (int)len, text);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		if (strchr("\\{}[]$\"; ", text[i]) != NULL)
			fputc('\\', out);
		fputc(text[i], out);
	}
}

/* "Redis, grpc-go" becomes {{Redis} {grpc-go}}. */
static void
put_list(const char *names, FILE *out)
{
	const char *separator = "";

	fputc('{', out);
	while (*names != '\0') {
		size_t len = strcspn(names, ",");

		fputs(separator, out);
		put_word(names, len, out);
		separator = " ";
		names += len;
		names += strspn(names, ", ");
	}
	fputc('}', out);
}

static void
put_seen(enum sign sign, const struct seen *seen, FILE *out)
{
	fprintf(out, "    sees %s %s %s %d %d\n", sign_name(sign),
	    verdict_name(seen->verdict), since_name(seen->when.since),
	    seen->when.from_ms, seen->when.to_ms);
}

const char *
unsupported(const struct strategy *s)
{
	if (s->unsupported != NULL || s->probe == NULL)
		return s->unsupported;
	return s->probe();
}

void
describe(const struct strategy *s, FILE *out)
{
	const char *why = unsupported(s);

	fprintf(out, "subject %s ", s->name);
	put_word(s->summary, strlen(s->summary), out);
	fprintf(out,
	    " {\n    kind %s\n    speaks %d\n    eats %d\n"
	    "    patience %d\n    beat %d\n    misses %d\n"
	    "    suspends %d\n    used-by ",
	    kind_name(s->kind), s->speaks, s->eats, s->patience_ms, s->beat_ms,
	    s->misses, s->suspends);
	put_list(s->used_by != NULL ? s->used_by : "", out);
	fputc('\n', out);
	for (enum sign i = 0; i < SIGNS; i++)
		if (s->sees[i].verdict != UNSAID)
			put_seen(i, &s->sees[i], out);
	if (why != NULL) {
		fputs("    unsupported ", out);
		put_word(why, strlen(why), out);
		fputc('\n', out);
	}
	fputs("}\n", out);
}
