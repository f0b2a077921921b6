/* test_write.c - the files of a run: whole or not at all; CSV, Markdown. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/testing-run.h"

static char dir[] = "/tmp/hangup-test-report-XXXXXX";

static int
make_dir(void **state)
{
	(void)state;
	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static int
remove_dir(void **state)
{
	(void)state;
	return nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *
in_dir(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static void
put_file(const char *name, const char *text)
{
	FILE *f = fopen(in_dir(name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static bool
there(const char *name)
{
	struct stat st;

	return lstat(in_dir(name), &st) == 0;
}

/* The text of a file, to be freed. */
static char *
get_file(const char *name)
{
	FILE *f = fopen(in_dir(name), "r");
	char *text = NULL;
	size_t size = 0;

	assert_non_null(f);
	if (getdelim(&text, &size, '\0', f) == -1)
		text[0] = '\0';
	fclose(f);
	return text;
}

/* What put writes of root, to be freed. */
static char *
written(const json_t *root, int (*put)(const json_t *, FILE *))
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	assert_int_equal(put(root, f), 0);
	fclose(f);
	return text;
}

static void
test_write(void **state)
{
	char error[REPORT_ERROR] = "", *text, *csv;
	json_t *root = new_root(), *read;

	(void)state;
	add_cell(root, "close/fin", "peek", "PASS", "right");
	report_finish(root, 1, 1, true);
	assert_int_equal(report_clear(dir, error), 0);
	assert_int_equal(report_write(root, dir, NULL, error), 0);
	read = json_load_file(in_dir("results.json"), 0, NULL);
	assert_non_null(read);
	assert_true(json_equal(read, root));
	json_decref(read);
	text = get_file("matrix.csv");
	csv = written(root, report_csv);
	assert_string_equal(text, csv);
	free(text);
	free(csv);
	text = get_file("matrix.md");
	assert_non_null(strstr(text, "| close/fin | \u2713 |   |\n"));
	free(text);
	/* nothing half made is left */
	assert_false(there(".results.json.part"));
	assert_false(there(".matrix.md.part"));
	assert_false(there(".matrix.csv.part"));
	json_decref(root);
}

/* In a process of its own: such a limit cannot be lifted again. */
static bool
fails_at(rlim_t most, const char *name, const json_t *root)
{
	struct rlimit limit = { most, most };
	char error[REPORT_ERROR] = "", expected[REPORT_ERROR];
	int status;
	pid_t pid;

	snprintf(
	    expected, sizeof(expected), "%s: File too large", in_dir(name));
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(report_write(root, dir, NULL, error) == -1 &&
			    strcmp(error, expected) == 0 ?
			0 :
			1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status == 0;
}

/* A disk that is full from the start: which file, why, and nothing is left. */
static void
test_full_disk(void **state)
{
	json_t *root = new_root();

	(void)state;
	report_finish(root, 1, 1, true);
	assert_true(fails_at(10, "results.json", root));
	assert_false(there("results.json"));
	assert_false(there(".results.json.part"));
	assert_false(there("matrix.csv"));
	json_decref(root);
}

/* One that fills later: what was measured stands, whole. */
static void
test_disk_fills(void **state)
{
	json_t *root = new_root(), *read;

	(void)state;
	add_cell(root, "close/fin", "peek", "PASS", "right");
	report_finish(root, 1, 1, true);
	assert_true(fails_at(50000, "index.html", root));
	assert_false(there("index.html"));
	assert_false(there(".index.html.part"));
	assert_true(there("matrix.csv"));
	read = json_load_file(in_dir("results.json"), 0, NULL);
	assert_non_null(read);
	assert_true(json_equal(read, root));
	json_decref(read);
	json_decref(root);
}

/* A disk that fills in the middle of a file of many buffers. */
static void
test_results_cut(void **state)
{
	json_t *root = new_root(), *cell;
	char *reason = calloc(1, 300001);

	(void)state;
	cell = add_cell(root, "close/fin", "peek", "PASS", "right");
	assert_non_null(reason);
	memset(reason, 'x', 300000);
	json_object_set_new(cell, "packets", json_string(reason));
	free(reason);
	assert_true(fails_at(200000, "results.json", root));
	assert_false(there("results.json"));
	assert_false(there(".results.json.part"));
	json_decref(root);
}

/* A part that somebody made a link is none of ours to follow. */
static void
test_planted_part(void **state)
{
	char error[REPORT_ERROR], *text;
	json_t *root = new_root();

	(void)state;
	put_file("victim", "mine");
	report_finish(root, 1, 1, true);
	assert_int_equal(symlink("victim", in_dir(".results.json.part")), 0);
	assert_int_equal(symlink("victim", in_dir("matrix.csv")), 0);
	assert_int_equal(report_write(root, dir, NULL, error), 0);
	text = get_file("victim");
	assert_string_equal(text, "mine");
	free(text);
	json_decref(root);
}

/* Who writes alone keeps out who comes; until the descriptor is closed. */
static void
test_lock(void **state)
{
	char error[REPORT_ERROR], expected[REPORT_ERROR];
	int fd, other;

	(void)state;
	fd = report_lock(in_dir("new/results"), true, error);
	assert_true(fd >= 0);
	assert_int_equal(report_lock(in_dir("new/results"), true, error), -1);
	snprintf(expected, sizeof(expected),
	    "%s: another run writes its results there; give one of them "
	    "another --out",
	    in_dir("new/results"));
	assert_string_equal(error, expected);
	assert_int_equal(report_lock(in_dir("new/results"), false, error), -1);
	close(fd);
	fd = report_lock(in_dir("new/results"), false, error);
	other = report_lock(in_dir("new/results"), false, error);
	assert_true(fd >= 0 && other >= 0);
	close(fd);
	assert_int_equal(report_lock(in_dir("new/results"), true, error), -1);
	close(other);
}

static void
test_no_directory(void **state)
{
	char error[REPORT_ERROR], expected[REPORT_ERROR];
	json_t *root = new_root();

	(void)state;
	report_finish(root, 1, 1, true);
	assert_int_equal(report_write(root, in_dir("none"), NULL, error), -1);
	snprintf(expected, sizeof(expected),
	    "%s/results.json: No such "
	    "file or directory",
	    in_dir("none"));
	assert_string_equal(error, expected);
	put_file("file", "");
	assert_int_equal(report_clear(in_dir("file/below"), error), -1);
	/* which of them is none */
	snprintf(
	    expected, sizeof(expected), "%s: Not a directory", in_dir("file"));
	assert_string_equal(error, expected);
	json_decref(root);
}

/* What is ours goes, what is not stays; a link is not followed. */
static void
test_clear(void **state)
{
	static const char *const ours[] = { "results.json", "matrix.md",
		"matrix.csv", ".results.json.part", "cells/close/fin/x.pcap",
		"peer-leg/close/x.pcap" };
	char error[REPORT_ERROR] = "", target[4096];

	(void)state;
	assert_int_equal(mkdir(in_dir("cells"), 0777), 0);
	assert_int_equal(mkdir(in_dir("cells/close"), 0777), 0);
	assert_int_equal(mkdir(in_dir("cells/close/fin"), 0777), 0);
	assert_int_equal(mkdir(in_dir("peer-leg"), 0777), 0);
	assert_int_equal(mkdir(in_dir("peer-leg/close"), 0777), 0);
	assert_int_equal(mkdir(in_dir("mine"), 0777), 0);
	for (size_t i = 0; i < COUNT(ours); i++)
		put_file(ours[i], "old");
	put_file("notes.txt", "mine");
	put_file("mine/kept.pcap", "mine");
	snprintf(target, sizeof(target), "%s/mine", dir);
	assert_int_equal(symlink(target, in_dir("cells/link")), 0);

	assert_int_equal(report_clear(dir, error), 0);
	for (size_t i = 0; i < COUNT(ours); i++)
		assert_false(there(ours[i]));
	assert_false(there("cells"));
	assert_false(there("peer-leg"));
	assert_true(there("notes.txt"));
	assert_true(there("mine/kept.pcap"));
	/* again, with nothing there; and where there is no directory yet */
	assert_int_equal(report_clear(dir, error), 0);
	assert_int_equal(report_clear(in_dir("a/b/c"), error), 0);
	assert_true(there("a/b/c"));
}

static void
test_csv(void **state)
{
	json_t *root = new_root(), *cell;
	char *text;

	(void)state;
	cell = add_cell(root, "close/fin", "peek", "FAIL", "misnamed");
	json_object_set_new(cell, "verdict", json_string("reset"));
	json_object_set_new(
	    cell, "detail", json_string("say \"hi\", then\nquit"));
	json_object_set_new(cell, "reason", json_string("said reset"));
	json_object_set_new(cell, "latency_us", json_integer(-12));
	json_object_set_new(cell, "took_ms", json_integer(34));
	cell = add_cell(root, "alive/idle", "peek", "UNRESOLVED", NULL);
	json_object_set_new(cell, "family", json_integer(6));
	json_object_set_new(cell, "run", json_integer(2));
	json_object_set_new(cell, "latency_us", json_null());
	text = written(root, report_csv);
	assert_string_equal(text,
	    "family,run,took_ms,latency_us,scenario,subject,result,outcome,"
	    "verdict,detail,reason\r\n"
	    "4,1,34,-12,\"close/fin\",\"peek\",\"FAIL\",\"misnamed\","
	    "\"reset\",\"say \"\"hi\"\", then\nquit\",\"said reset\"\r\n"
	    "6,2,0,,\"alive/idle\",\"peek\",\"UNRESOLVED\",\"\",\"\",\"\","
	    "\"\"\r\n");
	free(text);
	json_decref(root);
}

static void
test_markdown(void **state)
{
	json_t *root = new_root();
	char *text;

	(void)state;
	add_cell(root, "alive/idle", "peek", "PASS", "right");
	add_cell(root, "alive/idle", "keepalive", "UNSUPPORTED", NULL);
	add_cell(root, "close/fin", "peek", "FAIL", "missed");
	add_cell(root, "close/fin", "keepalive", "XFAIL", "vague");
	text = written(root, report_markdown);
	assert_non_null(strstr(text,
	    "| scenario | peek | keepalive |\n"
	    "|---|:-:|:-:|\n"
	    "| alive/idle | \u2713 | - |\n"
	    "| close/fin | \u2717 **FAIL** | ~ **XFAIL** |\n"));
	assert_non_null(strstr(text, "- **close/fin**: A title. Because\n"));
	assert_non_null(strstr(text, "- **peek** (asks): recv 1 byte\n"));
	free(text);
	json_decref(root);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_write),
		TEST(test_full_disk),
		TEST(test_disk_fills),
		TEST(test_results_cut),
		TEST(test_planted_part),
		TEST(test_lock),
		TEST(test_no_directory),
		TEST(test_clear),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_markdown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
