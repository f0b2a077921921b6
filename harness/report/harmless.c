/* harmless.c - text of others: cleaned on its way in, escaped going out. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/harmless.h"

/* How long the well-formed character of UTF-8 at s is; 0: there is none. */
static size_t
length_of(const unsigned char *s)
{
	/* RFC 3629 4: what may follow the first byte */
	unsigned char low = 0x80, high = 0xbf;
	size_t n, i;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	n = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : low;
	high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : high;
	if (s[1] < low || s[1] > high)
		return 0;
	for (i = 2; i < n; i++)
		if (s[i] < 0x80 || s[i] > 0xbf)
			return 0;
	return n;
}

/*
 * Does the character of n bytes move, hide or turn others?  C0, DEL, C1; the
 * separators and embeddings U+2028 to U+202E, the isolates U+2066 to U+2069.
 */
static bool
commands(const unsigned char *s, size_t n)
{
	if (n == 1)
		return s[0] < ' ' || s[0] == 0x7f;
	if (n == 2)
		return s[0] == 0xc2 && s[1] < 0xa0;
	return n == 3 && s[0] == 0xe2 &&
	    ((s[1] == 0x80 && s[2] >= 0xa8 && s[2] <= 0xae) ||
		(s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

char *
harmless_text(char *text, bool lines)
{
	unsigned char *from = (unsigned char *)text, *to = from;
	size_t n;

	while (*from) {
		n = length_of(from);
		if (*from == '\n' || *from == '\t') {
			*to++ = lines ? *from : ' ';
			from++;
		} else if (n == 0 || commands(from, n)) {
			*to++ = '?';
			from += n ? n : 1;
		} else {
			memmove(to, from, n);
			to += n;
			from += n;
		}
	}
	*to = '\0';
	return text;
}

static char *
cleaned(const char *text, bool lines)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return harmless_text(copy, lines);
}

json_t *
harmless_string(const char *text)
{
	char *copy = cleaned(text, false);
	json_t *string = json_string(copy);

	free(copy);
	return string;
}

/* A line of no more than ASCII, or well-formed: most are. */
static bool
is_clean(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n;

	for (; *s; s += n) {
		n = length_of(s);
		if (n == 0 || commands(s, n))
			return false;
	}
	return true;
}

/* Whose texts may have several lines, as their authors broke them. */
static bool
has_lines(const char *name)
{
	static const char *const names[] = { "why", "title", "text", "relies",
		"untested", "remark" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* A member of that name, "" for what is in a list. */
static void
clean_string(json_t *string, const char *name)
{
	char *copy;

	if (is_clean(json_string_value(string)))
		return;
	copy = cleaned(json_string_value(string), has_lines(name));
	json_string_set(string, copy);
	free(copy);
}

/* A name that is not clean is rare: only then all members are set anew. */
static void
clean_names(json_t *object)
{
	json_t *anew = json_object(), *value;
	const char *name;
	char *copy;

	json_object_foreach (object, name, value) {
		copy = cleaned(name, false);
		json_object_set(anew, copy, value);
		free(copy);
	}
	json_object_clear(object);
	json_object_update(object, anew);
	json_decref(anew);
}

static int
clean_object(json_t *object, unsigned depth)
{
	const char *name;
	json_t *value;
	bool clean = true;
	int result = 0;

	json_object_foreach (object, name, value) {
		clean = clean && is_clean(name);
		if (json_is_string(value))
			clean_string(value, name);
		else if (harmless_json(value, depth) == -1)
			result = -1;
	}
	if (!clean)
		clean_names(object);
	return result;
}

int
harmless_json(json_t *value, unsigned depth)
{
	json_t *inner;
	int result = 0;
	size_t i;

	if (json_is_string(value))
		clean_string(value, "");
	if (!json_is_object(value) && !json_is_array(value))
		return 0;
	if (depth == 0)
		return -1;
	if (json_is_object(value))
		return clean_object(value, depth - 1);
	json_array_foreach (value, i, inner)
		if (harmless_json(inner, depth - 1) == -1)
			result = -1;
	return result;
}

/*
 * RFC 4180: quotes are doubled.  Programs that open such files take a field
 * that begins with one of these for a formula, and may run what it says.
 */
void
harmless_csv(FILE *out, const char *text)
{
	char *copy = cleaned(text, true), *c;

	fputs(text[0] && strchr("=+-@\t\r", text[0]) ? "\"'" : "\"", out);
	for (c = copy; *c; c++) {
		if (*c == '"')
			fputc('"', out);
		fputc(*c, out);
	}
	fputc('"', out);
	free(copy);
}

/* With a backslash before what is one of these. */
static void
put_escaped(FILE *out, const char *text, const char *special)
{
	char *copy = cleaned(text, false), *c;

	for (c = copy; *c; c++) {
		if (strchr(special, *c))
			fputc('\\', out);
		fputc(*c, out);
	}
	free(copy);
}

void
harmless_markdown(FILE *out, const char *text)
{
	put_escaped(out, text, "|`<>\\[]");
}

void
harmless_tap(FILE *out, const char *text)
{
	put_escaped(out, text, "#\\");
}

void
harmless_yaml(FILE *out, const char *text)
{
	char *copy = cleaned(text, true);
	json_t *string = json_string(copy);

	json_dumpf(string, out, JSON_ENCODE_ANY);
	json_decref(string);
	free(copy);
}

/* U+FFFE and U+FFFF it cannot say, not even escaped. */
char *
harmless_xml(const char *text)
{
	char *copy = cleaned(text, true);
	unsigned char *c = (unsigned char *)copy;

	for (; *c; c++)
		if (c[0] == 0xef && c[1] == 0xbf && c[2] >= 0xbe)
			c[0] = c[1] = c[2] = '?';
	return copy;
}

/*
 * Its own escapes: a line end ends it, ',' and ':' end a property.  "##[" it
 * has none for, and that was a command once, anywhere in a line.
 */
void
harmless_annotation(FILE *out, const char *text, bool property)
{
	const char *escaped = property ? "%\r\n,:" : "%\r\n";
	char *copy = cleaned(text, true), *c;

	for (c = copy; *c; c++)
		if (strchr(escaped, *c))
			fprintf(out, "%%%02X", (unsigned char)*c);
		else
			fprintf(out, "%s%c",
			    *c == '[' && c - copy >= 2 && c[-1] == '#' &&
				    c[-2] == '#' ?
				" " :
				"",
			    *c);
	free(copy);
}
