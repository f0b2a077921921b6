/* results.c - fuzzes results: a results.json of anybody, and all its readers. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: bytes are refused with a message, or they are results which every
 * reader takes: the matrix, the page, the diff, the forms.  Almost no change
 * of a byte leaves JSON, so values are changed, by one tree and another.
 */
#include <assert.h>
#include <fcntl.h>

#include "report/report.h"
#include "test/fuzz/fuzz.h"

/* Results of a real run, cut short. */
#define WHOLE "harness/test/fuzz/results.json"

static const json_t *
whole(void)
{
	static json_t *root;
	char error[REPORT_ERROR];

	if (!root)
		root = report_read(WHOLE, error);
	/* else nothing behind the door would be fuzzed */
	if (!root)
		errx(1, "%s", error);
	return root;
}

static void
put_plain(FILE *out, const char *text)
{
	fputs(text, out);
}

/* Everything that takes a root; a page, which packs much, of some. */
static void
read_everything(json_t *root, json_t *other, const char *name, bool with_page)
{
	FILE *out = fuzz_nowhere();
	const struct screen screen = { out, 80, 24, 80, true, true, true };
	json_t *profiles, *diff, *cell, *kept;
	size_t i;

	report_matrix(root, &screen);
	report_summary(root, &screen, "dir");
	report_clauses_found(root, out, "dir");
	report_deviations(root, out, "dir", 20);
	report_print_verdicts(root, report_prose(), out);
	(void)report_recovery(root, "title", "  ", put_plain, out);
	report_repeats(root, out);
	report_totals(root, out);
	report_github(root, out, "dir");
	(void)report_status(root);
	(void)report_markdown(root, out);
	(void)report_csv(root, out);
	(void)report_junit(root, out);
	(void)report_tap(root, out);
	if (with_page)
		(void)report_page(root, "/nowhere", out, NULL);
	profiles = report_profiles(root);
	report_print_profiles(profiles, out, true, false);
	report_print_best(profiles, out);
	(void)report_subjects_markdown(root, profiles, out);
	json_decref(profiles);
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		report_story(root, cell, out, false, true);
	diff = report_diff(root, other, -1, true);
	report_print_diff(diff, out, 20);
	report_github_diff(diff, out, name);
	(void)report_worse(diff);
	json_decref(diff);
	if (with_page)
		(void)report_page_diff(
		    &(struct page_results) { root, name, "/nowhere" },
		    &(struct page_results) { other, name, "/nowhere" }, out,
		    NULL);
	kept = report_compact(root);
	json_decref(kept);
	kept = report_baseline(root);
	json_decref(kept);
}

/* A file with a name of its own: no link is followed when one is read. */
static char file[] = "/dev/shm/hangup-fuzz-XXXXXX";

static void
remove_file(void)
{
	(void)unlink(file);
}

static json_t *
read_bytes(const uint8_t *data, size_t size)
{
	static int fd = -1;
	char error[REPORT_ERROR] = "";
	json_t *root;

	if (fd == -1) {
		fd = mkstemp(file);
		(void)atexit(remove_file);
	}
	if (fd == -1 || ftruncate(fd, 0) == -1 ||
	    pwrite(fd, data, size, 0) != (ssize_t)size)
		err(1, "%s", file);
	root = report_read(file, error);
	assert(root || error[0] != '\0');
	return root;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *names[2] = { "one", "two" };
	json_t *roots[2], *merged, *root = read_bytes(data, size);
	const json_t *ours = whole();
	char error[REPORT_ERROR];

	if (!root)
		return 0;
	roots[0] = json_deep_copy(ours);
	read_everything(root, roots[0], names[1], size % 16 == 0);
	roots[1] = root;
	merged = report_merge(roots, names, 2, error);
	if (merged)
		read_everything(merged, merged, names[0], false);
	json_decref(merged);
	json_decref(roots[0]);
	json_decref(roots[1]);
	return 0;
}

/* What stands elsewhere than it should. */
static json_t *
another_value(void)
{
	static const char *const values[] = { "{}", "[]", "[1]", "[[]]", "[{}]",
		"null", "true", "\"\"", "\"close/fin\"", "\"\\u001b[0m::x::\"",
		"\"=1+1\"", "\"|<script>\\n\"", "0", "-1", "1e300",
		"2147483648", "-9223372036854775808", "9223372036854775807",
		"0.5", "4", "6", "\"FAIL\"", "\"XPASS\"", "\"UNRESOLVED\"",
		"\"right\"", "\"external\"", "\"waits\"", "\"violated\"",
		"\"upheld\"" };
	size_t n = sizeof(values) / sizeof(values[0]);
	size_t which = (size_t)rand() % (n + 1);
	char text[600];

	if (which < n)
		return json_loads(values[which], JSON_DECODE_ANY, NULL);
	memset(text, 'x', sizeof(text));
	return json_stringn(text, sizeof(text));
}

/* One value somewhere below becomes another, goes, or is there twice. */
static void
change(json_t *at, int depth)
{
	size_t n = json_is_array(at) ? json_array_size(at) :
				       json_object_size(at);
	size_t which = n ? (size_t)rand() % n : 0, i = 0;
	json_t *child = json_array_get(at, which);
	void *it = json_object_iter(at);

	for (; it && i < which; i++)
		it = json_object_iter_next(at, it);
	if (it)
		child = json_object_iter_value(it);
	if (!child)
		return;
	if (depth > 0 && rand() % 6 &&
	    (json_is_array(child) || json_is_object(child)))
		change(child, depth - 1);
	else if (rand() % 4 == 0 && it)
		json_object_del(at, json_object_iter_key(it));
	else if (rand() % 4 == 0 && json_is_array(at))
		json_array_append_new(at, json_deep_copy(child));
	else if (it)
		json_object_iter_set_new(at, it, another_value());
	else
		json_array_set_new(at, which, another_value());
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	json_t *root = json_loadb((const char *)data, size, 0, NULL);
	size_t n;

	srand(seed);
	if (rand() % 50 == 0) {
		json_decref(root);
		return LLVMFuzzerMutate(data, size, most);
	}
	if (!root)
		root = json_deep_copy(whole());
	do
		change(root, 6);
	while (rand() % 3);
	n = json_dumpb(root, (char *)data, most, JSON_COMPACT);
	json_decref(root);
	return n <= most ? n : size;
}
