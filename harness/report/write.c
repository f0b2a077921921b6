/* write.c - results.json and the forms made from it: written whole. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/artefact.h"
#include "report/private.h"

static int
failed(char error[REPORT_ERROR], const char *file)
{
	snprintf(error, REPORT_ERROR, "%s: %s", file, strerror(errno));
	return -1;
}

/*
 * Where nothing can be made some file systems say that it is not there: of
 * what is to be made, and beneath a directory that is, that tells nobody why.
 */
static void
name_refusal(const char *path)
{
	char above[4096];
	struct stat st;
	int e = errno;

	snprintf(above, sizeof(above), "%s", path);
	errno = e == ENOENT && path[0] && stat(dirname(above), &st) == 0 ?
	    EPERM :
	    e;
}

static int
make_one(const char *path, char error[REPORT_ERROR])
{
	struct stat st;

	if (mkdir(path, 0777) == 0)
		return 0;
	if (errno == EEXIST && stat(path, &st) == 0) {
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode) ? 0 : failed(error, path);
	}
	name_refusal(path);
	return failed(error, path);
}

static int
make_directory(const char *dir, char error[REPORT_ERROR])
{
	char path[4096], *slash;

	snprintf(path, sizeof(path), "%s", dir);
	for (slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		/* which of them, and why: those below will only be missing */
		if (make_one(path, error) == -1)
			return -1;
		*slash = '/';
	}
	return make_one(path, error);
}

int
report_make_room(const char *dir, char error[REPORT_ERROR])
{
	if (make_directory(dir, error) == -1)
		return -1;
	return faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) == -1 ?
	    failed(error, dir) :
	    0;
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
		/* the program's, for the page: no result of this run */
		if (strcmp(name, "incidents") == 0 ||
		    strcmp(name, "stock") == 0)
			continue;
		if (fputs(gap, out) < 0 || put_member(name, value, out) == -1)
			result = -1;
		gap = ",\n ";
	}
	json_decref(object);
	return fputs("\n}\n", out) < 0 ? -1 : result;
}

/*
 * results.json first: it is what was measured, and stands whole before anything
 * is made from it.  The page last: it takes in files that others may have put
 * there, and the most room.
 */
static const struct output {
	const char *name;
	int (*put)(const json_t *root, FILE *out);
	/* instead, for what takes in what stands beside it */
	int (*put_beside)(const json_t *root, const char *dir, FILE *out,
	    struct report_lost *lost);
} outputs[] = {
	{ "results.json", put_json, NULL },
	{ "matrix.md", report_markdown, NULL },
	{ "matrix.csv", report_csv, NULL },
	{ "junit.xml", report_junit, NULL },
	{ "results.tap", report_tap, NULL },
	{ "index.html", NULL, report_page },
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

/* The cells whole, for what is told of them; their captures stay behind. */
static int
put_published_markdown(const json_t *root, FILE *out)
{
	json_t *same = json_pack("O", root), *alone = json_copy(same);
	int result;

	json_decref(same);
	if (json_object_get(root, "clauses"))
		json_object_set_new(alone, "clauses", clauses_alone(root));
	result = report_markdown(alone, out);
	json_decref(alone);
	return result;
}

/* Small enough to be shown on the web: without ladders. */
static int
put_compact_page(
    const json_t *root, const char *dir, FILE *out, struct report_lost *lost)
{
	json_t *compact = report_compact(root);
	int result = report_page(compact, dir, out, lost);

	json_decref(compact);
	return result;
}

static const struct output published[] = {
	{ "results.json", put_compact, NULL },
	{ "matrix.md", put_published_markdown, NULL },
	{ "index.html", NULL, put_compact_page },
};
#define PUBLISHED (sizeof(published) / sizeof(published[0]))

int
report_lock(const char *dir, bool alone, char error[REPORT_ERROR])
{
	int fd;

	if (alone && report_make_room(dir, error) == -1)
		return -1;
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return failed(error, dir);
	/* where a file system has no locks, nobody is kept out */
	if (flock(fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 ||
	    errno != EWOULDBLOCK)
		return fd;
	close(fd);
	snprintf(error, REPORT_ERROR,
	    "%.300s: another run writes its results there; give one of them "
	    "another --out",
	    dir);
	return -1;
}

static int
remove_below(
    int dir, const char *name, const char *end, char error[REPORT_ERROR])
{
	char whole[64], why[ARTEFACT_ERROR];

	snprintf(whole, sizeof(whole), "%s%s", name, end);
	if (artefact_remove(dir, whole, why) == 0)
		return 0;
	snprintf(error, REPORT_ERROR, "%s", why);
	return -1;
}

/* All that a run makes; a part is what one leaves that was killed meanwhile. */
static int
remove_ours(int dir, char error[REPORT_ERROR])
{
	static const char *const others[] = { "cells", "peer-leg", "notes",
		".records",
		/* what compares with results that are no more */
		"changes.html" };
	char part[64];
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (remove_below(dir, others[i], "", error) == -1)
			return -1;
	for (i = 0; i < OUTPUTS; i++) {
		snprintf(part, sizeof(part), ".%s", outputs[i].name);
		if (remove_below(dir, outputs[i].name, "", error) == -1 ||
		    remove_below(dir, part, ".part", error) == -1)
			return -1;
	}
	return 0;
}

int
report_clear(const char *dir, char error[REPORT_ERROR])
{
	char why[REPORT_ERROR];
	int fd, result;

	if (make_directory(dir, error) == -1)
		return -1;
	fd = artefact_directory(dir);
	if (fd == -1)
		return failed(error, dir);
	result = remove_ours(fd, why);
	if (result == -1)
		snprintf(error, REPORT_ERROR, "%.200s/%.300s", dir, why);
	else if (faccessat(fd, ".", W_OK, 0) == -1)
		result = failed(error, dir);
	close(fd);
	return result;
}

/* Into a part, of which an error says no more than the file's name. */
static int
put_part(const json_t *root, const char *from, int fd,
    const struct output *output, struct report_lost *lost)
{
	FILE *out = fd == -1 ? NULL : fdopen(fd, "w");
	int result;

	if (!out)
		return -1;
	result = output->put ? output->put(root, out) :
			       output->put_beside(root, from, out, lost);
	return fclose(out) != 0 ? -1 : result;
}

/*
 * Under another name first: a file that is there is whole.  The captures lie
 * in from.
 */
static int
write_output(const json_t *root, const char *from, const char *dir,
    const struct output *output, struct report_lost *lost,
    char error[REPORT_ERROR])
{
	char path[4096], part[64], why[ARTEFACT_ERROR];
	int below = artefact_directory(dir), fd, result = 0;

	snprintf(path, sizeof(path), "%s/%s", dir, output->name);
	if (below == -1)
		return failed(error, path);
	snprintf(part, sizeof(part), ".%s.part", output->name);
	fd = artefact_create(below, part, why);
	if (put_part(root, from, fd, output, lost) == -1 ||
	    renameat(below, part, below, output->name) == -1) {
		result = failed(error, path);
		(void)unlinkat(below, part, 0);
	}
	close(below);
	return result;
}

int
report_write(const json_t *root, const char *dir, struct report_lost *lost,
    char error[REPORT_ERROR])
{
	size_t i;

	for (i = 0; i < OUTPUTS; i++)
		if (write_output(root, dir, dir, &outputs[i], lost, error) ==
		    -1)
			return -1;
	return 0;
}

int
report_publish(const json_t *root, const char *from, const char *dir,
    struct report_lost *lost, char error[REPORT_ERROR])
{
	size_t i;

	if (make_directory(dir, error) == -1)
		return -1;
	for (i = 0; i < PUBLISHED; i++)
		if (write_output(root, from, dir, &published[i], lost, error) ==
		    -1)
			return -1;
	return 0;
}
