/* lost.c - files of results that were not taken in. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/private.h"

/* Nothing is wrong with what is not there: then the error is "". */
void
count_lost(struct report_lost *lost, const char *error)
{
	if (!lost || error[0] == '\0')
		return;
	if (lost->n++ == 0)
		snprintf(lost->first, sizeof(lost->first), "%s", error);
}

void
report_tell_lost(const struct report_lost *lost, const char *into, FILE *out)
{
	if (lost->n > 0)
		fprintf(out, "hangup: %zu capture%s left out of %s; %s%s\n",
		    lost->n, lost->n == 1 ? " is" : "s are", into,
		    lost->n == 1 ? "" : "the first: ", lost->first);
}
