/* lessons.c - all lessons, in the order in which they build on each other. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"

/* One that is broken stops no other. */
static void
load_one(struct lessons *lessons, struct cases *cases, const char *file)
{
	char error[CASE_ERROR];
	const char *base = strrchr(file, '/') + 1;
	char *text = case_read_file(file, error);
	struct lesson *l = &lessons->v[lessons->n];

	if (text) {
		l->name = strndup(base, strlen(base) - strlen(".tcl"));
		l->file = strdup(file);
	}
	if (text && lesson_read(l, cases, file, text, error) == 0)
		lessons->n++;
	else {
		lesson_free(l);
		case_leave_out(cases, FILE_LESSON, file, error);
	}
	free(text);
}

/* Moves the lesson to behind the first n. */
static void
place(struct lessons *lessons, size_t from, size_t n)
{
	struct lesson moved = lessons->v[from];

	memmove(&lessons->v[n + 1], &lessons->v[n],
	    (from - n) * sizeof(*lessons->v));
	lessons->v[n] = moved;
}

static bool
is_placed(const struct lessons *lessons, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(lessons->v[i].name, name) == 0)
			return true;
	return false;
}

/*
 * As they build on each other: first what goes on from the lesson before, else
 * what builds on nothing, else - it was left out, or there is a circle - any.
 */
static void
put_in_order(struct lessons *lessons)
{
	const struct lesson *l;
	size_t n, i, free_one, going_on;

	for (n = 0; n < lessons->n; n++) {
		free_one = going_on = lessons->n;
		for (i = lessons->n; i-- > n;) {
			l = &lessons->v[i];
			if (!l->after || is_placed(lessons, n, l->after))
				free_one = i;
			if (n > 0 && l->after &&
			    strcmp(l->after, lessons->v[n - 1].name) == 0)
				going_on = i;
		}
		place(lessons,
		    going_on < lessons->n     ? going_on :
			free_one < lessons->n ? free_one :
						n,
		    n);
	}
}

int
lessons_load(struct lessons *lessons, struct cases *cases, const char *dir,
    char error[CASE_ERROR])
{
	struct case_files found;
	char path[PATH_MAX];
	size_t i;

	*lessons = (struct lessons) { NULL, 0 };
	snprintf(path, sizeof(path), "%s/lessons", dir);
	if (case_list_files(path, ".tcl", &found) == -1 || found.n == 0) {
		snprintf(error, CASE_ERROR, "%s/*.tcl: no lesson found", path);
		return -1;
	}
	lessons->v = calloc(found.n, sizeof(*lessons->v));
	if (!lessons->v)
		abort();
	case_limit_memory(true);
	for (i = 0; i < found.n; i++)
		load_one(lessons, cases, found.v[i]);
	case_limit_memory(false);
	case_free_files(&found);
	put_in_order(lessons);
	return 0;
}

void
lessons_free(struct lessons *lessons)
{
	size_t i;

	for (i = 0; i < lessons->n; i++)
		lesson_free(&lessons->v[i]);
	free(lessons->v);
	*lessons = (struct lessons) { NULL, 0 };
}
