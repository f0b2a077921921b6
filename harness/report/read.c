/* read.c - the gate: results that anybody may have touched come in here. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <unistd.h>

#include "report/artefact.h"
#include "report/harmless.h"
#include "report/private.h"
#include "report/schema.h"

#define FORMAT 1

/* Why there is no JSON: the commonest reason is a copy that broke off. */
static void
say_unreadable(
    const char *file, const json_error_t *wrong, char error[REPORT_ERROR])
{
	enum json_error_code code = json_error_code(wrong);

	if (code == json_error_premature_end_of_input ||
	    strstr(wrong->text, "near end of file"))
		snprintf(error, REPORT_ERROR,
		    "%.200s: it ends in line %d, in the middle: truncated; "
		    "copy it again",
		    file, wrong->line);
	else
		snprintf(error, REPORT_ERROR,
		    "%.200s: line %d: %.200s: no JSON, so no results of "
		    "hangup run",
		    file, wrong->line, wrong->text);
}

/* The frame: whose file it is, and of which format. */
static bool
check_frame(const json_t *root, const char *file, char error[REPORT_ERROR])
{
	json_int_t format = json_integer_value(json_object_get(root, "format"));

	if (field(root, "hangup")[0] == '\0' ||
	    !json_is_integer(json_object_get(root, "format"))) {
		snprintf(error, REPORT_ERROR,
		    "%.200s: these are no results of hangup run", file);
		return false;
	}
	if (format != FORMAT) {
		snprintf(error, REPORT_ERROR,
		    "%.200s: results of format %lld, written by hangup %.40s; "
		    "this is hangup " HANGUP_VERSION
		    ", which reads format %d: use that one",
		    file, (long long)format, field(root, "hangup"), FORMAT);
		return false;
	}
	return true;
}

/* A cell has a name of its own: by it all else finds it. */
static bool
check_names(const json_t *root, const char *file, char error[REPORT_ERROR])
{
	json_t *keys = json_object(), *cell;
	char key[CELL_KEY];
	bool good = true;
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		good = !json_object_get(keys, cell_key(cell, key));
		if (!good)
			break;
		json_object_set(keys, key, cell);
	}
	if (!good)
		snprintf(error, REPORT_ERROR,
		    "%.200s: cell %zu, %.200s: expected a cell of its own, got "
		    "one that was there before",
		    file, i + 1, key);
	json_decref(keys);
	return good;
}

/* From here on it is as the schema says, and its texts are harmless. */
static bool
check(json_t *root, const char *file, char error[REPORT_ERROR])
{
	char why[REPORT_ERROR];

	if (harmless_json(root, SCHEMA_DEPTH) == -1) {
		snprintf(error, REPORT_ERROR,
		    "%.200s: nested deeper than %d: not as hangup run wrote it",
		    file, SCHEMA_DEPTH);
		return false;
	}
	if (!check_frame(root, file, error))
		return false;
	if (schema_check(root, why) == -1) {
		snprintf(error, REPORT_ERROR,
		    "%.200s: %.250s: not as hangup run wrote it", file, why);
		return false;
	}
	return check_names(root, file, error);
}

/*
 * What a person named may be a link; in a directory that they named it may
 * not: who made the directory would choose what is read.
 */
static FILE *
open_results(const char *name, char file[4096], char error[REPORT_ERROR])
{
	int dir = artefact_directory(name), fd;
	char why[ARTEFACT_ERROR];
	size_t size;

	snprintf(file, 4096, "%s%s", name, dir == -1 ? "" : "/results.json");
	fd = dir == -1 ?
	    artefact_open_named(name, ARTEFACT_RESULTS, &size, why) :
	    artefact_open(dir, "results.json", ARTEFACT_RESULTS, &size, why);
	if (dir != -1)
		close(dir);
	if (fd != -1)
		return fdopen(fd, "r");
	snprintf(error, REPORT_ERROR, "unable to open %.300s: %.150s", file,
	    strrchr(why, ':') + 2);
	return NULL;
}

/* Character by character, as jansson would by itself, it takes longer. */
static size_t
feed(void *buffer, size_t n, void *in)
{
	return fread(buffer, 1, n, in);
}

json_t *
report_read(const char *name, char error[REPORT_ERROR])
{
	char file[4096];
	json_error_t wrong;
	FILE *in = open_results(name, file, error);
	json_t *root;

	if (!in)
		return NULL;
	root = json_load_callback(feed, in, 0, &wrong);
	fclose(in);
	if (!root) {
		say_unreadable(file, &wrong, error);
		harmless_text(error, false);
		return NULL;
	}
	if (check(root, file, error))
		return root;
	json_decref(root);
	return NULL;
}
