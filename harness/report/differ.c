/* differ.c - two records of one cell: where they differ first, in words. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

#define CLOSE_ENOUGH 1e-8 /* reals are stored with nine digits */

static bool
same_value(const json_t *old, const json_t *new, char *where, size_t room);

static bool
same_number(const json_t *old, const json_t *new)
{
	double a = json_number_value(old), b = json_number_value(new);

	return json_is_integer(old) && json_is_integer(new) ?
	    json_integer_value(old) == json_integer_value(new) :
	    (a - b) * (a - b) <= CLOSE_ENOUGH * CLOSE_ENOUGH * (a * a + b * b);
}

/* The first member that differs is appended to where. */
static bool
same_object(const json_t *old, const json_t *new, char *where, size_t room)
{
	json_t *members = json_object(), *value;
	size_t n = strlen(where);
	const char *name;
	bool same = true;

	json_object_update(members, (json_t *)(uintptr_t)old);
	json_object_update_missing(members, (json_t *)(uintptr_t) new);
	json_object_foreach (members, name, value) {
		snprintf(where + n, room - n, "%s%s", n ? "." : "", name);
		same = same_value(json_object_get(old, name),
		    json_object_get(new, name), where, room);
		if (!same)
			break;
		where[n] = '\0';
	}
	json_decref(members);
	return same;
}

static bool
same_array(const json_t *old, const json_t *new, char *where, size_t room)
{
	size_t i, n = strlen(where);

	for (i = 0; i < json_array_size(old) && i < json_array_size(new); i++) {
		snprintf(where + n, room - n, "[%zu]", i);
		if (!same_value(json_array_get(old, i), json_array_get(new, i),
			where, room))
			return false;
	}
	where[n] = '\0';
	return json_array_size(old) == json_array_size(new);
}

/* null is as good as a member that is not there. */
static bool
same_value(const json_t *old, const json_t *new, char *where, size_t room)
{
	if (!old || !new || json_is_null(old) || json_is_null(new))
		return (!old || json_is_null(old)) ==
		    (!new || json_is_null(new));
	if (json_is_number(old) && json_is_number(new))
		return same_number(old, new);
	if (json_typeof(old) != json_typeof(new))
		return false;
	if (json_is_object(old))
		return same_object(old, new, where, room);
	if (json_is_array(old))
		return same_array(old, new, where, room);
	return json_equal(old, new);
}

/* "member was 1 and is now 2". */
static void
tell_member(const json_t *old, const json_t *new, const char *member,
    char *text, size_t size)
{
	const size_t how = JSON_ENCODE_ANY | JSON_COMPACT |
	    JSON_REAL_PRECISION(9);
	char *was = json_dumps(json_object_get(old, member), how);
	char *is = json_dumps(json_object_get(new, member), how);

	snprintf(text, size, "%s was %.300s and is now %.300s", member,
	    was ? was : "not there", is ? is : "not there");
	free(was);
	free(is);
}

bool
report_differs(const json_t *old, const json_t *new, char *text, size_t size)
{
	/* what people look at first is said first */
	static const char *const first[] = { "result", "verdict", "outcome",
		"expected", "reason" };
	char where[256] = "", inside[256];
	size_t i;

	text[0] = '\0';
	if (same_value(old, new, where, sizeof(where)))
		return false;
	for (i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
		inside[0] = '\0';
		if (!same_value(json_object_get(old, first[i]),
			json_object_get(new, first[i]), inside, sizeof(inside)))
			break;
	}
	if (i < sizeof(first) / sizeof(first[0]))
		tell_member(old, new, first[i], text, size);
	else
		snprintf(text, size, "%s", where);
	return true;
}
