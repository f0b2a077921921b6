/* stored.c - a cell as it was kept: its captures, and its notebook. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>

#include "notes/stored.h"
#include "report/artefact.h"

/* The file of the cell that member names; NULL and an error. */
static unsigned char *
read_file(int dir, const json_t *cell, const char *member, size_t *n,
    char error[CASE_ERROR])
{
	char why[ARTEFACT_ERROR] = "";
	unsigned char *bytes = artefact_capture(dir, cell, member, n, why);

	if (!bytes)
		snprintf(error, CASE_ERROR, "%s",
		    why[0] ? why : "its captures are not there");
	return bytes;
}

static int
read_leg(int dir, const json_t *cell, const char *member, struct trace *t,
    char error[CASE_ERROR])
{
	char why[WIRE_ERROR] = "";
	size_t n;
	unsigned char *bytes = read_file(dir, cell, member, &n, error);
	int result;

	if (!bytes)
		return -1;
	result = trace_read(t, fmemopen(bytes, n, "r"), member, why);
	if (result == -1)
		snprintf(error, CASE_ERROR, "%s", why);
	free(bytes);
	return result;
}

int
stored_read(
    int dir, const json_t *cell, struct notebook *book, char error[CASE_ERROR])
{
	size_t n;
	unsigned char *bytes = read_file(dir, cell, "notes", &n, error);
	int result;

	if (!bytes)
		return -1;
	result = notebook_unpack(book, bytes, n, error);
	free(bytes);
	if (result == -1 ||
	    read_leg(dir, cell, "pcap", &book->leg[0], error) == -1 ||
	    read_leg(dir, cell, "peer_pcap", &book->leg[1], error) == -1)
		return -1;
	return 0;
}
