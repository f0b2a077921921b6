/* pack.c - a notebook as bytes, and back: one table of members for both. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Each table names the members of a structure, where they stand in it, and
 * what values they may have.  What writes and what reads go through the same
 * table, so nothing can be written that is not read.  A notebook may be
 * anybody's file: a value outside of its range, a member that is missing or of
 * another type, refuses the whole.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notes/deflate.h"
#include "notes/notebook.h"

#define LIST_MOST 1000000

enum type { FLAG, INT, LONG64, SIZE, U16, U32, ULONG, TEXT, STRING };

struct member {
	const char *name;
	enum type type;
	size_t at;
	long long least, most; /* a TEXT's room */
};

#define TIME(s, m) \
	{ \
#m, LONG64, offsetof(struct s, m), INT64_MIN, INT64_MAX \
	}
#define YES(s, m) \
	{ \
#m, FLAG, offsetof(struct s, m), 0, 1 \
	}
#define NUMBER(s, m, least, most) \
	{ \
#m, INT, offsetof(struct s, m), least, most \
	}
#define COUNT(s, m) \
	{ \
#m, SIZE, offsetof(struct s, m), 0, LIST_MOST \
	}
#define END \
	{ \
		NULL, FLAG, 0, 0, 0 \
	}

static const struct member plot_members[] = { TIME(plot, ready_ns),
	TIME(plot, fault_ns), TIME(plot, fault_ended_ns),
	TIME(plot, horizon_ns), NUMBER(plot, end, 0, FORMS - 1),
	TIME(plot, turned_ns), TIME(plot, stopped_ns), TIME(plot, continued_ns),
	END };

static const struct member witness_members[] = { YES(witness, subject_dead),
	YES(witness, peer_alive), YES(witness, peer_connected),
	YES(witness, peer_told), TIME(witness, peer_own), YES(witness, served),
	YES(witness, carried), END };

static const struct member report_members[] = { TIME(report, t_ns),
	YES(report, by_subject), TIME(report, asked_ns), TIME(report, lag_ns),
	{ "verdict", INT, offsetof(struct report, said.verdict), 0,
	    VERDICTS - 1 },
	{ "detail", TEXT, offsetof(struct report, said.detail), 0,
	    sizeof(((struct said *)NULL)->detail) },
	END };

static const struct member question_members[] = { TIME(question, asked_ns),
	TIME(question, late_ns), TIME(question, answered_ns), END };

static const struct member deed_members[] = { TIME(deed, t_ns),
	{ "who", STRING, offsetof(struct deed, who), 0, 64 },
	{ "text", STRING, offsetof(struct deed, text), 0, CASE_ERROR }, END };

static const struct member option_members[] = { NUMBER(option_found, level,
						    INT32_MIN, INT32_MAX),
	NUMBER(option_found, option, INT32_MIN, INT32_MAX),
	NUMBER(option_found, value, INT32_MIN, INT32_MAX),
	NUMBER(option_found, error, 0, 4095), END };

static const struct member setting_members[] = {
	{ "name", STRING, offsetof(struct setting_found, name), 0, 256 },
	{ "value", ULONG, offsetof(struct setting_found, value), 0, INT64_MAX },
	END
};

static const struct member trouble_members[] = { NUMBER(trouble, blame, 0,
						     BLAMES - 1),
	{ "text", TEXT, offsetof(struct trouble, text), 0, CASE_ERROR }, END };

static const struct member own_members[] = {
	{ "lost", LONG64, offsetof(struct notebook, lost), 0, INT32_MAX },
	YES(notebook, flooded),
	{ "lab_port", U16, offsetof(struct notebook, lab_port), 0, UINT16_MAX },
	{ "script_sent", U32, offsetof(struct notebook, script_sent), 0,
	    UINT32_MAX },
	{ "path_waits", U32, offsetof(struct notebook, path_waits), 0,
	    INT32_MAX },
	YES(notebook, ready), NUMBER(notebook, watches, WAITS, EXTERNAL),
	COUNT(notebook, n_heard), COUNT(notebook, n_first),
	TIME(notebook, again_ns), NUMBER(notebook, state, -1, 64),
	NUMBER(notebook, left, -1, INT32_MAX),
	NUMBER(notebook, pending_error, -1, 4095), TIME(notebook, waited_ns),
	YES(notebook, clock_was_set), TIME(notebook, took_ms),
	{ "peer_word", TEXT, offsetof(struct notebook, peer_word), 0,
	    CASE_ERROR },
	{ "host_word", TEXT, offsetof(struct notebook, host_word), 0,
	    HOST_WORD },
	YES(notebook, peer_runs_on),
	{ "limit", TEXT, offsetof(struct notebook, limit), 0, CASE_ERROR }, END
};

static const struct member script_members[] = { TIME(notebook, late_ns), END };

/*
 * Structures in it that have tables of their own; then lists of such.  What
 * older notebooks do not have stays as it is in an open one.
 */
static const struct part {
	const char *name;
	const struct member *members;
	size_t at;
	bool is_later;
} parts[] = {
	{ "plot", plot_members, offsetof(struct notebook, plot), false },
	{ "witness", witness_members, offsetof(struct notebook, witness),
	    false },
	{ "trouble", trouble_members, offsetof(struct notebook, trouble),
	    false },
	{ "script", script_members, 0, true },
};
#define PARTS (sizeof(parts) / sizeof(parts[0]))

static const struct list {
	const char *name;
	const struct member *members;
	size_t size, at, n_at;
} lists[] = {
	{ "reports", report_members, sizeof(struct report),
	    offsetof(struct notebook, reports),
	    offsetof(struct notebook, n_reports) },
	{ "questions", question_members, sizeof(struct question),
	    offsetof(struct notebook, questions),
	    offsetof(struct notebook, n_questions) },
	{ "deeds", deed_members, sizeof(struct deed),
	    offsetof(struct notebook, deeds),
	    offsetof(struct notebook, n_deeds) },
	{ "options", option_members, sizeof(struct option_found),
	    offsetof(struct notebook, options),
	    offsetof(struct notebook, n_options) },
	{ "settings", setting_members, sizeof(struct setting_found),
	    offsetof(struct notebook, settings),
	    offsetof(struct notebook, n_settings) },
};
#define LISTS (sizeof(lists) / sizeof(lists[0]))

static json_t *
put_member(const struct member *m, const char *from)
{
	const char *p = from + m->at, *text = p;
	char *string;
	json_t *value;

	switch (m->type) {
	case FLAG:
		return json_boolean(*(const bool *)p);
	case INT:
		return json_integer(*(const int *)(const void *)p);
	case LONG64:
		return json_integer(*(const int64_t *)(const void *)p);
	case SIZE:
		return json_integer(
		    (json_int_t) * (const size_t *)(const void *)p);
	case U16:
		return json_integer(*(const uint16_t *)(const void *)p);
	case U32:
		return json_integer(*(const uint32_t *)(const void *)p);
	case ULONG:
		return json_integer(
		    (json_int_t) * (const unsigned long *)(const void *)p);
	case STRING:
		memcpy(&string, p, sizeof(string));
		text = string;
		break;
	case TEXT:
		break;
	}
	/* what is not UTF-8 is said in bytes: a subject may say anything */
	value = json_string(text);
	return value ? value : json_string("?");
}

/* As a list in the order of the table: names would be most of it. */
static json_t *
put_members(const struct member *m, const void *from)
{
	json_t *all = json_array();

	for (; m->name; m++)
		json_array_append_new(all, put_member(m, from));
	return all;
}

static json_t *
put_list(const struct list *l, const struct notebook *b)
{
	const char *base = (const char *)b, *items;
	json_t *all = json_array();
	size_t n, i;

	memcpy(&items, base + l->at, sizeof(items));
	memcpy(&n, base + l->n_at, sizeof(n));
	for (i = 0; i < n; i++)
		json_array_append_new(
		    all, put_members(l->members, items + i * l->size));
	return all;
}

static json_t *
mac_json(const struct notebook *b)
{
	json_t *all = json_array();
	size_t i;

	for (i = 0; i < sizeof(b->subject_mac); i++)
		json_array_append_new(all, json_integer(b->subject_mac[i]));
	return all;
}

static json_t *
notebook_json(const struct notebook *b)
{
	json_t *root = json_pack("{s:o, s:o, s:o?}", "subject_mac", mac_json(b),
	    "own", put_members(own_members, b), "allowed",
	    b->allowed ? json_incref(b->allowed) : NULL);
	size_t i;

	for (i = 0; i < PARTS; i++)
		json_object_set_new(root, parts[i].name,
		    put_members(
			parts[i].members, (const char *)b + parts[i].at));
	for (i = 0; i < LISTS; i++)
		json_object_set_new(
		    root, lists[i].name, put_list(&lists[i], b));
	return root;
}

unsigned char *
notebook_pack(const struct notebook *b, size_t *n)
{
	json_t *root = notebook_json(b);
	char *text = root ? json_dumps(root, JSON_COMPACT) : NULL;
	unsigned char *packed = text ? notes_deflate(text, strlen(text), n) :
				       NULL;

	free(text);
	json_decref(root);
	return packed;
}

static bool
get_integer(const struct member *m, json_int_t v, char *p)
{
	if (v < m->least || v > m->most)
		return false;
	switch (m->type) {
	case INT:
		memcpy(p, &(int) { (int)v }, sizeof(int));
		return true;
	case LONG64:
		memcpy(p, &(int64_t) { v }, sizeof(int64_t));
		return true;
	case SIZE:
		memcpy(p, &(size_t) { (size_t)v }, sizeof(size_t));
		return true;
	case U16:
		memcpy(p, &(uint16_t) { (uint16_t)v }, sizeof(uint16_t));
		return true;
	case U32:
		memcpy(p, &(uint32_t) { (uint32_t)v }, sizeof(uint32_t));
		return true;
	case ULONG:
		memcpy(p, &(unsigned long) { (unsigned long)v },
		    sizeof(unsigned long));
		return true;
	case FLAG:
	case TEXT:
	case STRING:
		break;
	}
	return false;
}

static bool
get_text(const struct member *m, const json_t *value, char *p)
{
	const char *text = json_string_value(value);
	char *string;

	if (!text || strlen(text) >= (size_t)m->most)
		return false;
	if (m->type == TEXT) {
		memcpy(p, text, strlen(text) + 1); /* most is the room */
		return true;
	}
	string = strdup(text);
	memcpy(p, &string, sizeof(string));
	return string != NULL;
}

static bool
get_member(const struct member *m, const json_t *value, char *into)
{
	char *p = into + m->at;

	if (m->type == FLAG) {
		if (!json_is_boolean(value))
			return false;
		*(bool *)p = json_is_true(value);
		return true;
	}
	if (m->type == TEXT || m->type == STRING)
		return get_text(m, value, p);
	return json_is_integer(value) &&
	    get_integer(m, json_integer_value(value), p);
}

static int
get_members(const char *what, const struct member *m, const json_t *values,
    void *into, char error[CASE_ERROR])
{
	size_t i;

	for (i = 0; m[i].name; i++)
		if (!get_member(&m[i], json_array_get(values, i), into)) {
			snprintf(error, CASE_ERROR,
			    "%s.%s: missing, or no value that it can have",
			    what, m[i].name);
			return -1;
		}
	if (json_array_size(values) == i)
		return 0;
	snprintf(error, CASE_ERROR, "%s: of another hangup", what);
	return -1;
}

static int
get_list(const struct list *l, const json_t *values, struct notebook *b,
    char error[CASE_ERROR])
{
	size_t n = json_array_size(values), i;
	char *items = calloc(n + 1, l->size);

	if (!items || n > LIST_MOST) {
		free(items);
		snprintf(error, CASE_ERROR, "%s: too many", l->name);
		return -1;
	}
	memcpy((char *)b + l->at, &items, sizeof(items));
	for (i = 0; i < n; i++) {
		/* what is half read is freed with the rest */
		memcpy((char *)b + l->n_at, &(size_t) { i + 1 }, sizeof(n));
		if (get_members(l->name, l->members, json_array_get(values, i),
			items + i * l->size, error) == -1)
			return -1;
	}
	return 0;
}

static int
get_mac(struct notebook *b, const json_t *values, char error[CASE_ERROR])
{
	json_int_t v;
	size_t i;

	for (i = 0; i < sizeof(b->subject_mac); i++) {
		v = json_integer_value(json_array_get(values, i));
		if (v < 0 || v > 255 ||
		    !json_is_integer(json_array_get(values, i))) {
			snprintf(error, CASE_ERROR,
			    "subject_mac: expected six bytes");
			return -1;
		}
		b->subject_mac[i] = (uint8_t)v;
	}
	return 0;
}

/* What the members say of each other. */
static int
check_whole(const struct notebook *b, char error[CASE_ERROR])
{
	if (b->n_heard <= b->n_reports && b->n_first <= b->n_reports)
		return 0;
	snprintf(error, CASE_ERROR, "more reports are counted than are there");
	return -1;
}

static int
get_notebook(struct notebook *b, const json_t *root, char error[CASE_ERROR])
{
	const json_t *values;
	size_t i;

	if (get_mac(b, json_object_get(root, "subject_mac"), error) == -1 ||
	    get_members("own", own_members, json_object_get(root, "own"), b,
		error) == -1)
		return -1;
	for (i = 0; i < PARTS; i++) {
		values = json_object_get(root, parts[i].name);
		if (!(parts[i].is_later && !values) &&
		    get_members(parts[i].name, parts[i].members, values,
			(char *)b + parts[i].at, error) == -1)
			return -1;
	}
	for (i = 0; i < LISTS; i++)
		if (get_list(&lists[i], json_object_get(root, lists[i].name), b,
			error) == -1)
			return -1;
	b->allowed = json_incref(json_object_get(root, "allowed"));
	return check_whole(b, error);
}

int
notebook_unpack(struct notebook *b, const unsigned char *bytes, size_t n,
    char error[CASE_ERROR])
{
	size_t size;
	char *text = notes_inflate(bytes, n, &size);
	json_error_t wrong;
	json_t *root;
	int result;

	if (!text) {
		snprintf(error, CASE_ERROR, "no zlib stream, or not all of it");
		return -1;
	}
	root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &wrong);
	free(text);
	if (!root) {
		snprintf(error, CASE_ERROR, "%.200s", wrong.text);
		return -1;
	}
	result = get_notebook(b, root, error);
	json_decref(root);
	return result;
}
