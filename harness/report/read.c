/* read.c - reading a results.json that anybody may have touched. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <sys/stat.h>

#include "report/private.h"

#define FORMAT 1

/* Why there is no JSON: the commonest reason is a copy that broke off. */
static void
say_unreadable(
    const char *file, const json_error_t *wrong, char error[REPORT_ERROR])
{
	enum json_error_code code = json_error_code(wrong);

	if (code == json_error_cannot_open_file)
		snprintf(error, REPORT_ERROR, "%s", wrong->text);
	else if (code == json_error_premature_end_of_input ||
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
	static const char *const lists[] = { "scenarios", "subjects", "cells" };
	json_int_t format = json_integer_value(json_object_get(root, "format"));
	size_t i;

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
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (!json_is_array(json_object_get(root, lists[i]))) {
			snprintf(error, REPORT_ERROR,
			    "%.200s: results without a list of %s: not as "
			    "hangup run wrote them",
			    file, lists[i]);
			return false;
		}
	return true;
}

/* What is wrong with a cell, or NULL. */
static const char *
fault_of(const json_t *cell)
{
	int family = cell_integer(cell, "family");

	return field(cell, "scenario")[0] == '\0' ? "no scenario" :
	    field(cell, "subject")[0] == '\0'	  ? "no subject" :
	    family != 4 && family != 6		  ? "no family, 4 or 6" :
	    cell_integer(cell, "run") < 1	  ? "no run, 1 or more" :
	    result_value(field(cell, "result")) == -1 ?
					    "no result that is known" :
					    NULL;
}

static bool
check_cells(const json_t *root, const char *file, char error[REPORT_ERROR])
{
	json_t *keys = json_object(), *cell;
	const char *fault = NULL;
	char key[CELL_KEY];
	size_t i;

	json_array_foreach (json_object_get(root, "cells"), i, cell) {
		fault = fault_of(cell);
		if (!fault && json_object_get(keys, cell_key(cell, key)))
			fault = "the name of one before it";
		if (fault)
			break;
		json_object_set(keys, key, cell);
	}
	if (fault)
		snprintf(error, REPORT_ERROR,
		    "%.200s: cell %zu (%.40s/%.40s) has %s: not as hangup run "
		    "wrote it",
		    file, i + 1, field(cell, "scenario"),
		    field(cell, "subject"), fault);
	json_decref(keys);
	return !fault;
}

json_t *
report_read(const char *name, char error[REPORT_ERROR])
{
	char file[4096];
	json_error_t wrong;
	struct stat st;
	json_t *root;

	snprintf(file, sizeof(file), "%s%s", name,
	    stat(name, &st) == 0 && S_ISDIR(st.st_mode) ? "/results.json" : "");
	root = json_load_file(file, 0, &wrong);
	if (!root) {
		say_unreadable(file, &wrong, error);
		return NULL;
	}
	if (check_frame(root, file, error) && check_cells(root, file, error))
		return root;
	json_decref(root);
	return NULL;
}
