/* progress.c - a run as it goes: the bar, and the records until the end. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/run.h"
#include "report/schema.h"

void
progress_draw(const struct progress *p)
{
	char bar[41];
	size_t full = p->n ? p->done * 40 / p->n : 40;

	if (!p->terminal)
		return;
	memset(bar, ' ', 40);
	memset(bar, '#', full);
	bar[40] = '\0';
	fprintf(
	    stderr, "\r[%s] %zu/%zu%s", bar, p->done, p->n, p->bad ? "" : " ");
	if (p->bad)
		fprintf(stderr, ", %zu not as predicted ", p->bad);
}

static void
keep(struct progress *p, size_t index, json_t *record)
{
	long end;

	if (fseek(p->spool, 0, SEEK_END) == 0 && (end = ftell(p->spool)) >= 0 &&
	    json_dumpf(record, p->spool, JSON_COMPACT) == 0 &&
	    fflush(p->spool) == 0)
		p->offset[index] = end;
	else {
		__fpurge(p->spool); /* else what did not fit is tried again */
		p->kept[index] = json_incref(record);
	}
}

void
progress_cell(void *data, size_t index, json_t *record)
{
	struct progress *p = data;
	const char *result = json_string_value(
	    json_object_get(record, "result"));

	keep(p, index, record);
	p->done++;
	p->bad += result && strcmp(result, "PASS") != 0 &&
	    strcmp(result, "XFAIL") != 0 && strcmp(result, "UNSUPPORTED") != 0;
	json_decref(record);
	progress_draw(p);
}

void
progress_collect(struct progress *p, json_t *cells)
{
	json_t *record;
	size_t i;

	for (i = 0; i < p->n; i++) {
		record = p->kept[i];
		if (p->offset[i] != -1 &&
		    fseek(p->spool, p->offset[i], SEEK_SET) == 0)
			record = json_loadf(
			    p->spool, JSON_DISABLE_EOF_CHECK, NULL);
		if (!record)
			continue;
		/* what a subject said, and a case's file, stands in it */
		(void)harmless_json(record, SCHEMA_DEPTH);
		json_array_append_new(cells, record);
	}
}

bool
progress_open(struct progress *p, const char *dir)
{
	char error[ARTEFACT_ERROR] = "";
	int below = artefact_directory(dir), fd;
	size_t i;

	fd = artefact_create(below, ".records", error);
	p->spool = fd == -1 ? NULL : fdopen(fd, "w+");
	if (!p->spool) {
		warnx("%s/%s", dir, error);
		return false;
	}
	(void)unlinkat(below, ".records", 0); /* nobody else's business */
	close(below);
	p->offset = calloc(p->n + 1, sizeof(*p->offset));
	p->kept = calloc(p->n + 1, sizeof(*p->kept));
	if (!p->offset || !p->kept)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < p->n; i++)
		p->offset[i] = -1;
	return true;
}

void
progress_close(struct progress *p)
{
	fclose(p->spool);
	free(p->offset);
	free(p->kept);
}
