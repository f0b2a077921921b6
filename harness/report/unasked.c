/* unasked.c - which cells passed because the contract does not ask. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "report/private.h"

/* So many cells of each sign that was missed, and nobody had to notice. */
static size_t
count(const json_t *root, size_t of[SIGNS])
{
	const json_t *cell, *contract;
	size_t n = 0, i;
	int sign;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		contract = json_object_get(cell, "contract");
		sign = sign_value(field(contract, "sign"));
		if (sign < 0 || cell_result(cell) != PASS ||
		    notice_value(field(contract, "notice")) != NOT_NOTICED)
			continue;
		of[sign]++;
		n++;
	}
	return n;
}

void
report_unasked(const json_t *root, const char *asks, FILE *out)
{
	size_t of[SIGNS] = { 0 }, n = count(root, of);
	const char *separator = "",
		   *contract = field(
		       json_object_get(root, "options"), "contract");
	enum sign s;

	if (n == 0)
		return;
	fprintf(out,
	    "%zu %s passed though the end was not noticed: by the contract %s "
	    "nobody must (",
	    n, n == 1 ? "cell" : "cells", contract[0] ? contract : "default");
	for (s = FIN; s < SIGNS; s++)
		if (of[s] > 0) {
			fprintf(
			    out, "%s%s %zu", separator, sign_name(s), of[s]);
			separator = ", ";
		}
	fputc(')', out);
	if (of[SILENCE] > 0)
		fprintf(out, "; --contract %s asks for silence", asks);
	fputc('\n', out);
}
