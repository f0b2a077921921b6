/* write.c - results.json and the forms made from it: written whole. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/private.h"

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static int
failed(char error[REPORT_ERROR], const char *file)
{
	snprintf(error, REPORT_ERROR, "%s: %s", file, strerror(errno));
	return -1;
}

static int
make_directory(const char *dir, char error[REPORT_ERROR])
{
	char path[4096], *slash;

	snprintf(path, sizeof(path), "%s", dir);
	for (slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		(void)mkdir(path, 0777);
		*slash = '/';
	}
	if (mkdir(path, 0777) == -1 && errno != EEXIST)
		return failed(error, dir);
	return 0;
}

/* a time in ms to the microsecond, not to the last bit of a double */
#define FLAGS (JSON_ENCODE_ANY | JSON_REAL_PRECISION(9))

/* What jansson begins at the margin, one space deeper. */
static int
put_deeper(const char *text, size_t size, void *data)
{
	const char *end = text + size, *line;
	FILE *out = data;

	for (; text < end; text = line) {
		line = memchr(text, '\n', (size_t)(end - text));
		line = line ? line + 1 : end;
		if (fwrite(text, 1, (size_t)(line - text), out) !=
			(size_t)(line - text) ||
		    (line[-1] == '\n' && fputc(' ', out) == EOF))
			return -1;
	}
	return 0;
}

/* A list has a line an entry: short, and what differs stands out. */
static int
put_list(const json_t *list, FILE *out)
{
	const json_t *entry;
	size_t i;

	if (json_array_size(list) == 0)
		return fputs("[]", out) < 0 ? -1 : 0;
	json_array_foreach (list, i, entry)
		if (fputs(i ? ",\n  " : "[\n  ", out) < 0 ||
		    json_dumpf(entry, out, FLAGS | JSON_COMPACT) == -1)
			return -1;
	return fputs("\n ]", out) < 0 ? -1 : 0;
}

static int
put_member(const char *name, const json_t *value, FILE *out)
{
	json_t *key = json_string(name);
	int result = json_dumpf(key, out, JSON_ENCODE_ANY);

	json_decref(key);
	if (result == -1 || fputs(": ", out) < 0)
		return -1;
	return json_is_array(value) ?
	    put_list(value, out) :
	    json_dump_callback(value, put_deeper, out, FLAGS | JSON_INDENT(1));
}

static int
put_json(const json_t *root, FILE *out)
{
	/* the same object: to iterate takes one that is not const */
	json_t *object = json_pack("O", root), *value;
	const char *name, *gap = "{\n ";
	int result = 0;

	json_object_foreach (object, name, value) {
		if (fputs(gap, out) < 0 || put_member(name, value, out) == -1)
			result = -1;
		gap = ",\n ";
	}
	json_decref(object);
	return fputs("\n}\n", out) < 0 ? -1 : result;
}

/* results.json last: where it stands, all of it stands. */
static const struct output {
	const char *name;
	int (*put)(const json_t *root, FILE *out);
	/* instead, for what takes in what stands beside it */
	int (*put_beside)(const json_t *root, const char *dir, FILE *out);
} outputs[] = {
	{ "matrix.md", report_markdown, NULL },
	{ "matrix.csv", report_csv, NULL },
	{ "junit.xml", report_junit, NULL },
	{ "results.tap", report_tap, NULL },
	{ "index.html", NULL, report_page },
	{ "results.json", put_json, NULL },
};
#define OUTPUTS (sizeof(outputs) / sizeof(outputs[0]))

/* What is kept of a matrix for good: without the packets, for a tenth. */
static int
put_compact(const json_t *root, FILE *out)
{
	json_t *compact = report_compact(root);
	int result = put_json(compact, out);

	json_decref(compact);
	return result;
}

static const struct output published[] = {
	{ "matrix.md", report_markdown, NULL },
	{ "index.html", NULL, report_page },
	{ "results.json", put_compact, NULL },
};
#define PUBLISHED (sizeof(published) / sizeof(published[0]))

static int
remove_file(const char *dir, const char *before, const char *name,
    const char *after, char error[REPORT_ERROR])
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s%s%s", dir, before, name, after);
	return unlink(path) == -1 && errno != ENOENT ? failed(error, path) : 0;
}

int
report_clear(const char *dir, char error[REPORT_ERROR])
{
	static const char *const trees[] = { "cells", "peer-leg" };
	char path[4096];
	size_t i;

	if (make_directory(dir, error) == -1)
		return -1;
	/* what compares with results that are no more */
	if (remove_file(dir, "", "changes.html", "", error) == -1)
		return -1;
	/* a part is what a run leaves that was killed while it wrote */
	for (i = 0; i < OUTPUTS; i++)
		if (remove_file(dir, "", outputs[i].name, "", error) == -1 ||
		    remove_file(dir, ".", outputs[i].name, ".part", error) ==
			-1)
			return -1;
	for (i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, trees[i]);
		if (nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == -1 &&
		    errno != ENOENT)
			return failed(error, path);
	}
	if (access(dir, W_OK) == -1)
		return failed(error, dir);
	return 0;
}

/*
 * Under another name first: a file that is there is whole.  The captures lie
 * in from.
 */
static int
write_output(const json_t *root, const char *from, const char *dir,
    const struct output *output, char error[REPORT_ERROR])
{
	char path[4096], part[4096];
	FILE *out;
	int result;

	snprintf(path, sizeof(path), "%s/%s", dir, output->name);
	snprintf(part, sizeof(part), "%s/.%s.part", dir, output->name);
	out = fopen(part, "we");
	if (!out)
		return failed(error, part);
	result = output->put ? output->put(root, out) :
			       output->put_beside(root, from, out);
	if (fclose(out) != 0 || result == -1 || rename(part, path) == -1) {
		failed(error, path);
		(void)unlink(part);
		return -1;
	}
	return 0;
}

int
report_write(const json_t *root, const char *dir, char error[REPORT_ERROR])
{
	size_t i;

	for (i = 0; i < OUTPUTS; i++)
		if (write_output(root, dir, dir, &outputs[i], error) == -1)
			return -1;
	return 0;
}

int
report_publish(const json_t *root, const char *from, const char *dir,
    char error[REPORT_ERROR])
{
	size_t i;

	if (make_directory(dir, error) == -1)
		return -1;
	for (i = 0; i < PUBLISHED; i++)
		if (write_output(root, from, dir, &published[i], error) == -1)
			return -1;
	return 0;
}

const char *
report_forms(void)
{
	static char names[128];
	size_t i, used = 0;

	for (i = OUTPUTS; i-- > 0;)
		used += (size_t)snprintf(names + used, sizeof(names) - used,
		    "%s%s", used ? ", " : "", outputs[i].name);
	return names;
}
