/* schema.c - are results as the tables say?  Else what is where. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <string.h>

#include "report/private.h"
#include "report/schema.h"

#define TEXT_MOST (64 << 10)
#define PLACES 4000000 /* of the matrix that the rows and columns span */

/* Where something stands: what it is within, its name or its number. */
struct place {
	const struct place *in;
	const char *name; /* or NULL */
	size_t number;
};

/* "cell 3, wire.checks[2].text" */
static size_t
say_place(const struct place *p, char *text, size_t size)
{
	const struct place *list = p->in;
	size_t n;

	/* of the lists of the whole: a cell, a subject */
	if (!p->name && list && list->name && !list->in)
		return (size_t)snprintf(text, size, "%.*s %zu",
		    (int)strlen(list->name) - 1, list->name, p->number);
	n = list ? say_place(list, text, size) : 0;
	if (n >= size)
		return n;
	if (!p->name)
		return n +
		    (size_t)snprintf(text + n, size - n, "[%zu]", p->number);
	return n +
	    (size_t)snprintf(text + n, size - n, "%s%.60s",
		n == 0						? "" :
		    list->in && list->in->name && !list->in->in ? ", " :
								  ".",
		p->name);
}

static bool wrong(const struct place *p, char error[REPORT_ERROR],
    const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool
wrong(const struct place *p, char error[REPORT_ERROR], const char *format, ...)
{
	va_list args;
	size_t n;

	n = say_place(p, error, REPORT_ERROR);
	if (n + 1 < REPORT_ERROR) {
		snprintf(error + n, REPORT_ERROR - n, ": expected ");
		n = strlen(error);
		va_start(args, format);
		vsnprintf(error + n, REPORT_ERROR - n, format, args);
		va_end(args);
	}
	return false;
}

static bool
check_text(const json_t *value, const struct member *m, const struct place *p,
    char error[REPORT_ERROR])
{
	long long most = m->most ? m->most : TEXT_MOST;
	long long n = (long long)json_string_length(value);

	if (m->type == WORD && json_is_string(value))
		return m->value(json_string_value(value)) != -1 ||
		    wrong(p, error, "a word that is known, got \"%.40s\"",
			json_string_value(value));
	if (!json_is_string(value))
		return wrong(p, error, "a text");
	if (n >= m->least && n <= most)
		return true;
	return wrong(p, error, "a text of %lld to %lld bytes, got %lld",
	    m->least, most, n);
}

static bool
check_number(const json_t *value, const struct member *m, const struct place *p,
    char error[REPORT_ERROR])
{
	double n = json_number_value(value);

	if (m->type == FAMILY)
		return (json_is_integer(value) && (n == 4 || n == 6)) ||
		    wrong(p, error, "4 or 6");
	if (m->type == INTEGER ? !json_is_integer(value) :
				 !json_is_number(value))
		return wrong(p, error,
		    m->type == INTEGER ? "a whole number" : "a number");
	return (n >= (double)m->least && n <= (double)m->most) ||
	    wrong(p, error, "%lld to %lld, got %g", m->least, m->most, n);
}

static bool check_value(json_t *value, const struct member *m,
    const struct place *p, char error[REPORT_ERROR]);

/*
 * The entry of that name, looked for from where the last one was found: most
 * objects have their members in the order of the table.
 */
static const struct member *
find(const struct member *members, const struct member *last, const char *name)
{
	const struct member *m = last;

	do {
		m = m->name && (m + 1)->name ? m + 1 : members;
		if (m->name && strcmp(m->name, name) == 0)
			return m;
	} while (m != last);
	return NULL;
}

/* What must be there and is not. */
static bool
check_musts(const json_t *value, const struct member *members,
    const struct place *p, char error[REPORT_ERROR])
{
	const struct member *m;

	for (m = members; m->name; m++) {
		struct place inner = { p, m->name, 0 };

		if (m->must && !json_object_get(value, m->name))
			return check_value(NULL, m, &inner, error);
	}
	return true;
}

static bool
check_object(json_t *value, const struct member *members, const struct place *p,
    char error[REPORT_ERROR])
{
	const struct member *last = members, *m;
	const char *name;
	json_t *member;

	if (!json_is_object(value))
		return wrong(p, error, "an object");
	json_object_foreach (value, name, member) {
		struct place inner = { p, name, 0 };

		m = find(members, last, name);
		if (!m)
			continue;
		last = m;
		if ((m->must || !json_is_null(member)) &&
		    !check_value(member, m, &inner, error))
			return false;
	}
	return check_musts(value, members, p, error);
}

/* A list, or an object whose members are all of a kind. */
static bool
check_entries(json_t *value, const struct member *m, const struct place *p,
    char error[REPORT_ERROR])
{
	size_t n = m->type == LIST ? json_array_size(value) :
				     json_object_size(value),
	       i;
	json_t *entry;
	const char *name;
	bool good = true;

	if (m->type == LIST ? !json_is_array(value) : !json_is_object(value))
		return wrong(
		    p, error, m->type == LIST ? "a list" : "an object");
	if (n > (size_t)m->most)
		return wrong(
		    p, error, "at most %lld entries, got %zu", m->most, n);
	json_array_foreach (value, i, entry) {
		struct place inner = { p, NULL, i + 1 };

		if (!check_value(entry, m->of, &inner, error))
			return false;
	}
	if (m->type == LIST)
		return true;
	json_object_foreach (value, name, entry) {
		struct place inner = { p, name, 0 };

		good = good &&
		    (json_is_null(entry) ||
			check_value(entry, m->of, &inner, error));
	}
	return good;
}

static bool
check_value(json_t *value, const struct member *m, const struct place *p,
    char error[REPORT_ERROR])
{
	switch (m->type) {
	case TEXT:
	case WORD:
		return check_text(value, m, p, error);
	case FAMILY:
	case INTEGER:
	case NUMBER:
		return check_number(value, m, p, error);
	case FLAG:
		return json_is_boolean(value) ||
		    wrong(p, error, "true or false");
	case OBJECT:
		return check_object(value, m->of, p, error);
	case LIST:
	case MAP:
		return check_entries(value, m, p, error);
	}
	return false;
}

int
schema_check(json_t *results, char error[REPORT_ERROR])
{
	size_t places;

	if (!check_object(results, schema_root, NULL, error))
		return -1;
	places = json_array_size(json_object_get(results, "scenarios")) *
	    json_array_size(json_object_get(results, "subjects"));
	if (places <= PLACES)
		return 0;
	snprintf(error, REPORT_ERROR,
	    "scenarios, subjects: expected at most %d places of a matrix, got "
	    "%zu",
	    PLACES, places);
	return -1;
}
