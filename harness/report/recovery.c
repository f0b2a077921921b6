/* recovery.c - who came back, how soon and at what cost. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

#define GROUP "recover/"

static double
ms(const json_t *recovery, const char *name)
{
	return (double)json_integer_value(json_object_get(recovery, name)) /
	    1000;
}

static int
number(const json_t *recovery, const char *name)
{
	return (int)json_integer_value(json_object_get(recovery, name));
}

/* The longest wait from one attempt to the next, in ms; 0: there was one. */
static double
longest_wait(const json_t *recovery)
{
	const json_t *list = json_object_get(recovery, "spacing_us"), *value;
	json_int_t most = 0;
	size_t i;

	json_array_foreach (list, i, value)
		if (json_integer_value(value) > most)
			most = json_integer_value(value);
	return (double)most / 1000;
}

static void
line(const json_t *cell, const json_t *recovery, FILE *out)
{
	const json_t *to_peer = json_object_get(recovery, "to_peer"),
		     *to_subject = json_object_get(recovery, "to_subject");

	fputs(cell_integer(cell, "family") == 6 ? " over IPv6" : "", out);
	fprintf(out, ": next SYN after %.0f ms, ", ms(recovery, "syn_us"));
	if (json_is_null(json_object_get(recovery, "established_us")))
		fprintf(out, "never connected");
	else
		fprintf(out, "connected after %.0f ms",
		    ms(recovery, "established_us"));
	fprintf(out, "; %d attempt%s", number(recovery, "attempts"),
	    number(recovery, "attempts") == 1 ? "" : "s");
	if (number(recovery, "attempts") > 1)
		fprintf(out, ", at most %d a second, longest wait %.0f ms",
		    number(recovery, "most_a_second"), longest_wait(recovery));
	if (json_is_true(json_object_get(recovery, "storm")))
		fprintf(out, ", A STORM");
	if (number(to_peer, "sent") > 0)
		fprintf(out, "; of its %d messages %d lost, %d repeated",
		    number(to_peer, "sent"), number(to_peer, "lost"),
		    number(to_peer, "repeated"));
	if (number(to_subject, "sent") > 0)
		fprintf(out, "; of the peer's %d %d lost, %d repeated",
		    number(to_subject, "sent"), number(to_subject, "lost"),
		    number(to_subject, "repeated"));
	fputc('\n', out);
}

/* Of a cell that is told here: its recovery, else NULL. */
static const json_t *
told(const json_t *cell)
{
	const json_t *recovery = json_object_get(cell, "recovery");

	/* elsewhere a cell ends with the verdict */
	if (strncmp(field(cell, "scenario"), GROUP, sizeof(GROUP) - 1) != 0 &&
	    !json_is_true(json_object_get(recovery, "storm")))
		return NULL;
	return recovery;
}

void
report_recovered(const json_t *root, FILE *out, const char *where)
{
	const json_t *cell;
	size_t i, n = 0, storms = 0;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		n += told(cell) != NULL;
		storms += json_is_true(json_object_get(told(cell), "storm"));
	}
	if (n == 0)
		return;
	fprintf(out, "%zu cell%s connected again", n, n == 1 ? "" : "s");
	if (storms > 0)
		fprintf(out, ", %zu IN A STORM", storms);
	fprintf(out, ": hangup recoveries%s\n", where);
}

size_t
report_recovery(const json_t *root, const char *title, const char *gap,
    void (*put)(FILE *out, const char *text), FILE *out)
{
	const json_t *cell;
	size_t i, n = 0;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		if (!told(cell))
			continue;
		fputs(n++ == 0 ? title : "", out);
		fputs(gap, out);
		put(out, field(cell, "scenario"));
		fputc('/', out);
		put(out, field(cell, "subject"));
		line(cell, told(cell), out);
	}
	return n;
}
