/* test_report.c - results.json and the forms that are made from it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/private.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

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

/*
 * Two scenarios, two subjects.
 */
static char fin_name[] = "close/fin", idle_name[] = "alive/idle";
static char title[] = "A title", why[] = "Because";
static char ref1[] = "RFC 9293 3.6", ref2[] = "MUST-12";
static char *refs[] = { ref1, ref2 };
static char peek_name[] = "peek", keep_name[] = "keepalive";
static char summary[] = "recv 1 byte", software[] = "Redis, grpc-go";
static char nobody[] = "";

static const struct scenario idle = { .name = idle_name,
	.title = title,
	.why = why,
	.refs = refs,
	.n_refs = 1,
	.signs = 1u << NOTHING_HEARD };
static const struct scenario fin = { .name = fin_name,
	.title = title,
	.why = why,
	.refs = refs,
	.n_refs = 2,
	.signs = 1u << FIN | 1u << RST_AFTER_FIN_ON_SEND };
static const struct subject peek = { .name = peek_name,
	.title = summary,
	.used_by = nobody,
	.says = { .kind = ASKS,
	    .sees = { [FIN] = { CLOSED, { SINCE_SIGN, 0, 150, TIMER_FIXED } },
		[NOTHING_HEARD] = {
		    QUIET, { SINCE_DATA, 498, 675, TIMER_FIXED } } } } };
static const struct subject keepalive = { .name = keep_name,
	.title = summary,
	.used_by = software,
	.says = { .kind = WAITS, .speaks = true } };

static json_t *
new_root(void)
{
	const struct scenario *rows[] = { &idle, &fin };
	const struct subject *columns[] = { &peek, &keepalive };
	json_t *root = report_new(
	    rows, 2, columns, 2, json_pack("{s:i}", "jobs", 7));

	assert_non_null(root);
	return root;
}

static json_t *
add_cell(json_t *root, const char *scenario, const char *subject,
    const char *result, const char *outcome)
{
	json_t *cell = json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:o}",
	    "scenario", scenario, "subject", subject, "family", 4, "run", 1,
	    "result", result, "reason", "", "outcome",
	    outcome ? json_string(outcome) : json_null());

	assert_non_null(cell);
	json_array_append_new(json_object_get(root, "cells"), cell);
	return cell;
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
expect_text(const json_t *object, const char *name, const char *text)
{
	const json_t *value = json_object_get(object, name);

	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), text);
}

static void
test_new_root(void **state)
{
	json_t *root = new_root(), *host;

	(void)state;
	expect_text(root, "hangup", HANGUP_VERSION);
	assert_int_equal(
	    json_integer_value(json_object_get(root, "format")), 1);
	assert_int_equal(
	    strlen(field(root, "started")), strlen("2026-01-31T12:34:56Z"));
	assert_true(json_is_real(json_object_get(root, "wall_s")));
	assert_true(json_is_false(json_object_get(root, "complete")));
	expect_text(root, "lab", "netns");
	assert_int_equal(json_integer_value(json_object_get(
			     json_object_get(root, "options"), "jobs")),
	    7);
	assert_int_equal(json_array_size(json_object_get(root, "cells")), 0);
	host = json_object_get(root, "host");
	expect_text(host, "os", "Linux");
	assert_true(field(host, "release")[0] && field(host, "arch")[0] &&
	    field(host, "libpcap")[0]);
	assert_true(json_is_object(json_object_get(host, "tcp")));
	json_decref(root);
}

static void
test_new_scenarios(void **state)
{
	json_t *root = new_root(), *list, *s, *signs, *r;

	(void)state;
	list = json_object_get(root, "scenarios");
	assert_int_equal(json_array_size(list), 2);
	s = json_array_get(list, 1);
	expect_text(s, "name", "close/fin");
	expect_text(s, "group", "close");
	expect_text(s, "title", "A title");
	expect_text(s, "why", "Because");
	signs = json_object_get(s, "signs");
	assert_int_equal(json_array_size(signs), 2);
	assert_string_equal(json_string_value(json_array_get(signs, 0)), "fin");
	assert_string_equal(json_string_value(json_array_get(signs, 1)),
	    "rst-after-fin-on-send");
	r = json_object_get(s, "refs");
	assert_int_equal(json_array_size(r), 2);
	assert_string_equal(json_string_value(json_array_get(r, 1)), "MUST-12");
	json_decref(root);
}

static void
test_new_subjects(void **state)
{
	json_t *root = new_root(), *list, *s, *sees, *used_by;

	(void)state;
	list = json_object_get(root, "subjects");
	assert_int_equal(json_array_size(list), 2);
	s = json_array_get(list, 0);
	expect_text(s, "name", "peek");
	expect_text(s, "kind", "asks");
	assert_true(json_is_false(json_object_get(s, "speaks")));
	assert_int_equal(json_array_size(json_object_get(s, "used_by")), 0);
	sees = json_object_get(s, "sees");
	assert_int_equal(json_object_size(sees), 2);
	sees = json_object_get(sees, "quiet");
	expect_text(sees, "verdict", "quiet");
	assert_int_equal(
	    json_integer_value(json_object_get(sees, "from_ms")), 498);
	assert_int_equal(
	    json_integer_value(json_object_get(sees, "to_ms")), 675);
	s = json_array_get(list, 1);
	expect_text(s, "kind", "waits");
	assert_true(json_is_true(json_object_get(s, "speaks")));
	assert_int_equal(json_object_size(json_object_get(s, "sees")), 0);
	used_by = json_object_get(s, "used_by");
	assert_int_equal(json_array_size(used_by), 2);
	assert_string_equal(
	    json_string_value(json_array_get(used_by, 0)), "Redis");
	assert_string_equal(
	    json_string_value(json_array_get(used_by, 1)), "grpc-go");
	json_decref(root);
}

static long long
total(const json_t *root, const char *kind, const char *name)
{
	return json_integer_value(json_object_get(
	    json_object_get(json_object_get(root, "totals"), kind), name));
}

static void
test_finish(void **state)
{
	json_t *root = new_root();

	(void)state;
	add_cell(root, "close/fin", "peek", "PASS", "right");
	add_cell(root, "close/fin", "keepalive", "PASS", "missed");
	add_cell(root, "alive/idle", "peek", "FAIL", "right");
	add_cell(root, "alive/idle", "keepalive", "UNRESOLVED", NULL);
	report_finish(root, 12.5, 0.2, true);
	assert_true(json_real_value(json_object_get(root, "wall_s")) == 12.5);
	assert_true(json_is_true(json_object_get(root, "complete")));
	assert_int_equal(total(root, "results", "PASS"), 2);
	assert_int_equal(total(root, "results", "FAIL"), 1);
	assert_int_equal(total(root, "results", "XFAIL"), 0);
	assert_int_equal(total(root, "results", "UNRESOLVED"), 1);
	assert_int_equal(total(root, "outcomes", "right"), 2);
	assert_int_equal(total(root, "outcomes", "missed"), 1);
	assert_true(
	    json_real_value(json_object_get(
		json_object_get(root, "totals"), "cpu_ms_a_cell")) == 50.0);
	json_decref(root);
	root = new_root(); /* no cell, no division */
	report_finish(root, 1, 1, false);
	assert_true(json_is_false(json_object_get(root, "complete")));
	json_decref(root);
}

/* DESIGN 8: a FAIL or XPASS is told before an UNRESOLVED. */
static void
test_status(void **state)
{
	static const struct {
		const char *results[3];
		int status;
	} table[] = {
		{ { NULL }, 0 },
		{ { "PASS" }, 0 },
		{ { "XFAIL" }, 0 },
		{ { "UNSUPPORTED" }, 0 },
		{ { "PASS", "XFAIL", "UNSUPPORTED" }, 0 },
		{ { "FAIL" }, 1 },
		{ { "XPASS" }, 1 },
		{ { "UNRESOLVED" }, 3 },
		{ { "PASS", "UNRESOLVED", "PASS" }, 3 },
		{ { "UNRESOLVED", "FAIL" }, 1 },
		{ { "UNRESOLVED", "PASS", "XPASS" }, 1 },
		{ { "no such word" }, 3 },
	};
	json_t *root;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		root = new_root();
		for (int j = 0; j < 3 && table[i].results[j]; j++)
			add_cell(root, "close/fin", "peek", table[i].results[j],
			    NULL);
		assert_int_equal(report_status(root), table[i].status);
		json_decref(root);
	}
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
	assert_int_equal(report_write(root, dir, error), 0);
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

/* A disk that is full: which file, why, and no results.json. */
static void
test_full_disk(void **state)
{
	static const char *const names[] = { "matrix.md", "matrix.csv",
		"results.json" };
	char error[REPORT_ERROR], expected[REPORT_ERROR], part[64];
	json_t *root = new_root();

	(void)state;
	report_finish(root, 1, 1, true);
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(part, sizeof(part), ".%s.part", names[i]);
		assert_int_equal(symlink("/dev/full", in_dir(part)), 0);
		assert_int_equal(report_write(root, dir, error), -1);
		snprintf(expected, sizeof(expected),
		    "%s: No space left on "
		    "device",
		    in_dir(names[i]));
		assert_string_equal(error, expected);
		assert_false(there("results.json"));
		assert_false(there(part));
	}
	assert_int_equal(report_write(root, dir, error), 0);
	json_decref(root);
}

/* A disk that fills in the middle of a file of many buffers. */
static void
test_disk_fills(void **state)
{
	struct rlimit limit = { 200000, 200000 };
	char error[REPORT_ERROR] = "", expected[REPORT_ERROR], *reason;
	json_t *root = new_root(), *cell;
	int status;
	pid_t pid;

	(void)state;
	cell = add_cell(root, "close/fin", "peek", "PASS", "right");
	reason = calloc(1, 300001);
	assert_non_null(reason);
	memset(reason, 'x', 300000);
	json_object_set_new(cell, "packets", json_string(reason));
	free(reason);
	pid = fork(); /* the limit cannot be lifted again */
	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		snprintf(expected, sizeof(expected), "%s: File too large",
		    in_dir("results.json"));
		_exit(report_write(root, dir, error) == -1 &&
			    strcmp(error, expected) == 0 ?
			0 :
			1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(there("matrix.csv"));
	assert_false(there("results.json"));
	assert_false(there(".results.json.part"));
	json_decref(root);
}

static void
test_no_directory(void **state)
{
	char error[REPORT_ERROR], expected[REPORT_ERROR];
	json_t *root = new_root();

	(void)state;
	report_finish(root, 1, 1, true);
	assert_int_equal(report_write(root, in_dir("none"), error), -1);
	snprintf(expected, sizeof(expected),
	    "%s/.matrix.md.part: No such "
	    "file or directory",
	    in_dir("none"));
	assert_string_equal(error, expected);
	put_file("file", "");
	assert_int_equal(report_clear(in_dir("file/below"), error), -1);
	snprintf(expected, sizeof(expected), "%s: Not a directory",
	    in_dir("file/below"));
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

/* The matrix as it appears, to be freed. */
static char *
matrix(const json_t *root, int width, bool colour, bool utf8)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	report_matrix(root, f, width, colour, utf8);
	fclose(f);
	return text;
}

#define EFFECTS \
	"at the end of a row: s sends bytes   p sends probes   e eats " \
	"unread bytes   c consumes the error   w asked again, says " \
	"otherwise\n"

/* One cell of each kind that is painted differently. */
static json_t *
four_cells(void)
{
	json_t *root = new_root();

	add_cell(root, "alive/idle", "peek", "PASS", "right");
	add_cell(root, "alive/idle", "keepalive", "FAIL", "false-alarm");
	add_cell(root, "close/fin", "peek", "XPASS", "missed");
	add_cell(root, "close/fin", "keepalive", "UNRESOLVED", NULL);
	return root;
}

static void
test_matrix_plain(void **state)
{
	json_t *root = four_cells();
	char *text = matrix(root, 80, false, false);

	(void)state;
	assert_string_equal(text,
	    "\n"
	    "          alive/idle\n"
	    "          | close/fin\n"
	    "peek      +Po\n"
	    "keepaliveF! U\n"
	    "\n"
	    "+ right   ~ vague   x misnamed   o missed   ? inconclusive   "
	    "! false-alarm   U unresolved   - unsupported   F, P before: not "
	    "as predicted\n" EFFECTS);
	free(text);
	json_decref(root);
}

static void
test_matrix_coloured(void **state)
{
	json_t *root = four_cells();
	char *text = matrix(root, 80, true, true);

	(void)state;
	assert_string_equal(text,
	    "\n"
	    "          alive/idle\n"
	    "          \u2502 close/fin\n"
	    "peek      \033[32m\u2713\033[0m \033[1;41;37m\u2717\033[0m\n"
	    "keepalive \033[1;41;37m!\033[0m \033[35mU\033[0m\n"
	    "\n"
	    "\033[32m\u2713\033[0m right   \033[36m~\033[0m vague   "
	    "\033[33m\u2260\033[0m misnamed   \033[31m\u2717\033[0m missed   "
	    "\033[34m?\033[0m inconclusive   \033[1;31m!\033[0m false-alarm   "
	    "U unresolved   - unsupported   \033[1;41;37m \033[0m not as "
	    "predicted\n" EFFECTS);
	free(text);
	json_decref(root);
}

/* Too narrow for all columns: one below the other, none is lost. */
static void
test_matrix_narrow(void **state)
{
	json_t *root = four_cells();
	char *text;

	(void)state;
	for (int width = 0; width < 24; width += 3) {
		text = matrix(root, width, false, false);
		assert_non_null(strstr(text,
		    "          alive/idle\n"
		    "peek      +\nkeepaliveF!\n"));
		assert_non_null(strstr(text,
		    "          close/fin\n"
		    "peek     Po\nkeepalive U\n"));
		free(text);
	}
	json_decref(root);
}

/* Nothing bad hides behind something good: the worst of family and run. */
static void
test_worst_is_shown(void **state)
{
	static const char *const order[] = { "UNSUPPORTED", "PASS", "XFAIL",
		"UNRESOLVED", "XPASS", "FAIL" };
	size_t rows, columns;
	const json_t **cells;
	json_t *root;

	(void)state;
	for (size_t good = 0; good < COUNT(order); good++)
		for (size_t bad = good + 1; bad < COUNT(order); bad++)
			for (int swapped = 0; swapped < 2; swapped++) {
				root = new_root();
				add_cell(root, "close/fin", "peek",
				    order[swapped ? bad : good], NULL);
				add_cell(root, "close/fin", "peek",
				    order[swapped ? good : bad], NULL);
				cells = grid(root, &rows, &columns);
				assert_int_equal(rows, 2);
				assert_int_equal(columns, 2);
				assert_null(cells[0]);
				assert_string_equal(
				    field(cells[2], "result"), order[bad]);
				free(cells);
				json_decref(root);
			}
}

static void
test_symbols(void **state)
{
	static const char *const outcomes[] = { "right", "vague", "misnamed",
		"missed", "inconclusive", "false-alarm" };
	static const char *const symbols[] = { "+", "~", "x", "o", "?", "!" };
	static const struct {
		const char *result, *mark;
	} marks[] = {
		{ "PASS", " " },
		{ "FAIL", "F" },
		{ "XPASS", "P" },
		{ "XFAIL", "x" },
		{ "UNRESOLVED", " " },
		{ "UNSUPPORTED", " " },
	};
	json_t *root = new_root(), *cell;

	(void)state;
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		cell = add_cell(root, "close/fin", "peek", "PASS", outcomes[i]);
		assert_string_equal(symbol(cell, false), symbols[i]);
	}
	for (size_t i = 0; i < COUNT(marks); i++) {
		cell = add_cell(
		    root, "close/fin", "peek", marks[i].result, NULL);
		assert_string_equal(mark(cell), marks[i].mark);
		assert_string_equal(symbol(cell, false),
		    strcmp(marks[i].result, "UNSUPPORTED") ? "U" : "-");
	}
	assert_string_equal(symbol(NULL, true), " ");
	assert_string_equal(mark(NULL), " ");
	json_decref(root);
}

static char *
deviations(const json_t *root, size_t most)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	report_deviations(root, f, "OUT", most);
	fclose(f);
	return text;
}

static void
test_deviations(void **state)
{
	json_t *root = new_root(), *cell;
	char *text;

	(void)state;
	add_cell(root, "alive/idle", "peek", "PASS", "right");
	text = deviations(root, 9);
	assert_string_equal(text, "");
	free(text);
	cell = add_cell(root, "close/fin", "peek", "FAIL", "misnamed");
	json_object_set_new(cell, "verdict", json_string("reset"));
	json_object_set_new(cell, "detail", json_string("recv ECONNRESET"));
	json_object_set_new(cell, "reason", json_string("said reset"));
	json_object_set_new(cell, "latency_us", json_integer(1234));
	json_object_set_new(cell, "expected",
	    json_pack("{s:s, s:f, s:f, s:s}", "verdict", "closed", "from_ms",
		0.0, "to_ms", 50.0, "because", "fin"));
	json_object_set_new(
	    cell, "wire", json_pack("{s:s}", "pcap", "cells/x.pcap"));
	cell = add_cell(root, "close/fin", "keepalive", "UNRESOLVED", NULL);
	json_object_set_new(cell, "family", json_integer(6));
	json_object_set_new(cell, "run", json_integer(3));
	json_object_set_new(cell, "reason", json_string("path: it died"));
	text = deviations(root, 9);
	assert_string_equal(text,
	    "\n"
	    "FAIL close/fin/peek   OUT/cells/x.pcap\n"
	    "  ! expected closed 0.0 to 50.0 ms after the truth changed (sign "
	    "fin)\n"
	    "  ! got      reset after 1.2 ms (recv ECONNRESET); said reset\n"
	    "UNRESOLVED close/fin/keepalive (IPv6) (run 3)\n"
	    "  ! expected a scenario that took place, proven on the wire\n"
	    "  ! got      path: it died\n");
	free(text);
	text = deviations(root, 1);
	assert_non_null(strstr(text,
	    "\n... and 1 more; all are in "
	    "OUT/results.json\n"));
	assert_null(strstr(text, "keepalive"));
	free(text);
	json_decref(root);
}

static void
test_totals(void **state)
{
	json_t *root = four_cells();
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	(void)state;
	report_finish(root, 12.34, 0.1, false);
	report_totals(root, f);
	fclose(f);
	assert_string_equal(text,
	    "\n4 cells: 1 PASS, 1 FAIL, 1 XPASS, "
	    "1 UNRESOLVED | 1 right, 1 false-alarm, 1 missed | 12.3 s, "
	    "25.0 ms CPU a cell | incomplete: interrupted\n");
	free(text);
	json_decref(root);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_root),
		cmocka_unit_test(test_new_scenarios),
		cmocka_unit_test(test_new_subjects),
		cmocka_unit_test(test_finish),
		cmocka_unit_test(test_status),
		TEST(test_write),
		TEST(test_full_disk),
		TEST(test_disk_fills),
		TEST(test_no_directory),
		TEST(test_clear),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_matrix_plain),
		cmocka_unit_test(test_matrix_coloured),
		cmocka_unit_test(test_matrix_narrow),
		cmocka_unit_test(test_worst_is_shown),
		cmocka_unit_test(test_symbols),
		cmocka_unit_test(test_deviations),
		cmocka_unit_test(test_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
