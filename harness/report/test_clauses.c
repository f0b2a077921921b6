/* test_clauses.c - from what cells found to what a clause is called. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/private.h"

static char pattern[] = "close/fin/*", id_a[] = "MUST-1", id_b[] = "MUST-2";
static char ref[] = "3.6", text[] = "A | B", why[] = "needs two hours";
static char remark[] = "of one kind";
static char *patterns[] = { pattern };
static struct trial trial = { .patterns = patterns, .n_patterns = 1 };
static const struct clause clauses[] = {
	{ .id = id_a,
	    .ref = ref,
	    .text = text,
	    .remark = remark,
	    .trials = &trial,
	    .n_trials = 1 },
	{ .id = id_b, .ref = ref, .text = text, .untested = why },
};

static json_t *
new_root(void)
{
	json_t *root = json_pack("{s:[]}", "cells");

	report_clauses(root, clauses, 2);
	return root;
}

/* A cell of close/fin with findings on MUST-1: "+check" or "-check". */
static json_t *
add_cell(
    json_t *root, const char *subject, const char *const *found, int packet)
{
	json_t *cell = json_pack("{s:s, s:s, s:i, s:i, s:{s:s, s:s}, s:[]}",
	    "scenario", "close/fin", "subject", subject, "family", 4, "run", 1,
	    "wire", "pcap", "cells/x.pcap", "peer_pcap", "peer-leg/x.pcap",
	    "clauses");
	json_t *entry;

	json_array_append_new(json_object_get(root, "cells"), cell);
	for (; found && *found; found++) {
		entry = json_pack("{s:s, s:b, s:s, s:s, s:n}", "id", id_a, "ok",
		    (*found)[0] == '+', "check", *found + 1, "got", "that",
		    "packet");
		if (packet > 0)
			json_object_update_new(entry,
			    json_pack("{s:i, s:i, s:s}", "packet", packet,
				"frame", packet - 1, "leg", "subject"));
		json_array_append_new(json_object_get(cell, "clauses"), entry);
	}
	return cell;
}

static const json_t *
clause(const json_t *root, size_t i)
{
	return json_array_get(json_object_get(root, "clauses"), i);
}

static const json_t *
evidence(const json_t *root, size_t i)
{
	return json_array_get(json_object_get(clause(root, 0), "evidence"), i);
}

static void
expect(const json_t *root, const char *result, const char *because)
{
	assert_string_equal(field(clause(root, 0), "result"), result);
	assert_string_equal(field(clause(root, 0), "why"), because);
}

static void
test_nothing_ran(void **state)
{
	json_t *root = new_root();

	(void)state;
	judge_clauses(root);
	expect(root, "not tested", "no cell of this run tests it");
	assert_string_equal(field(clause(root, 1), "result"), "not tested");
	assert_string_equal(field(clause(root, 1), "why"), why);
	json_decref(root);
}

static void
test_nothing_resolved(void **state)
{
	json_t *root = new_root();

	(void)state;
	add_cell(root, "peek", NULL, 0);
	judge_clauses(root);
	expect(root, "not tested",
	    "none of its 1 cells came to where it could be seen");
	json_decref(root);
}

static void
test_upheld(void **state)
{
	static const char *const found[] = { "+bare", NULL };
	static const char *const more[] = { "+shown", "+as well", NULL };
	json_t *root = new_root();

	(void)state;
	add_cell(root, "peek", found, 0);
	add_cell(root, "poll", more, 7);
	judge_clauses(root);
	expect(root, "upheld", remark);
	/* what a packet shows comes first, the same packet once */
	assert_string_equal(field(evidence(root, 0), "check"), "shown");
	assert_string_equal(field(evidence(root, 0), "cell"), "close/fin/poll");
	assert_string_equal(field(evidence(root, 0), "pcap"), "cells/x.pcap");
	assert_int_equal(
	    json_integer_value(json_object_get(evidence(root, 0), "frame")), 6);
	assert_string_equal(field(evidence(root, 1), "check"), "bare");
	assert_null(evidence(root, 2));
	json_decref(root);
}

static void
test_violated(void **state)
{
	static const char *const good[] = { "+one", NULL };
	static const char *const bad[] = { "+one", "-two", NULL };
	json_t *root = new_root();

	(void)state;
	add_cell(root, "peek", good, 3);
	add_cell(root, "poll", bad, 4);
	judge_clauses(root);
	expect(root, "violated", remark);
	assert_string_equal(field(evidence(root, 0), "cell"), "close/fin/poll");
	assert_string_equal(field(evidence(root, 0), "check"), "two");
	assert_true(json_is_false(json_object_get(evidence(root, 0), "ok")));
	assert_string_equal(field(evidence(root, 1), "cell"), "close/fin/peek");
	json_decref(root);
}

static void
test_evidence_is_bounded(void **state)
{
	static const char *const checks[] = { "-a", "-b", "-c", "-d", "-e" };
	json_t *root = new_root();

	(void)state;
	for (int i = 0; i < 5; i++) {
		const char *found[] = { checks[i], NULL };

		add_cell(root, "peek", found, i + 2);
	}
	judge_clauses(root);
	assert_int_equal(
	    json_integer_value(json_object_get(clause(root, 0), "violations")),
	    5);
	assert_non_null(evidence(root, 2));
	assert_null(evidence(root, 3));
	json_decref(root);
}

/* Judged again, of more cells: nothing is counted twice. */
static void
test_again(void **state)
{
	static const char *const good[] = { "+one", NULL };
	json_t *root = new_root();

	(void)state;
	add_cell(root, "peek", good, 3);
	judge_clauses(root);
	judge_clauses(root);
	assert_int_equal(
	    json_integer_value(json_object_get(clause(root, 0), "checks")), 1);
	assert_non_null(evidence(root, 0));
	assert_null(evidence(root, 1));
	json_decref(root);
}

static char *
printed(const json_t *root, bool markdown)
{
	char *out = NULL;
	size_t size;
	FILE *f = open_memstream(&out, &size);

	assert_non_null(f);
	if (markdown)
		markdown_clauses(root, f);
	else {
		report_clauses_found(root, f, "dir");
		report_clauses_counted(root, f, "");
	}
	assert_int_equal(fclose(f), 0);
	return out;
}

static void
test_forms(void **state)
{
	static const char *const bad[] = { "-two", NULL };
	json_t *root = new_root();
	char *out;

	(void)state;
	judge_clauses(root);
	out = printed(root, false);
	assert_null(strstr(out, "violated"));
	free(out);
	add_cell(root, "poll", bad, 4);
	judge_clauses(root);
	out = printed(root, false);
	assert_string_equal(out,
	    "violated MUST-1: A | B\n"
	    "  close/fin/poll, packet 4; \"hangup run close/fin/poll\" makes "
	    "the capture\n"
	    "  expected \"two\", got that\n"
	    "not tested MUST-2: A | B\n  needs two hours\n"
	    "RFC 9293: 0 upheld, 1 violated, 1 not tested: hangup clauses\n");
	free(out);
	out = printed(root, true);
	assert_non_null(strstr(out,
	    "| MUST-1 | 3.6 | A \\| B | **violated** | close/fin/poll, packet "
	    "4: frame 3 of cells/x.pcap. of one kind |\n"));
	assert_non_null(strstr(out,
	    "| MUST-2 | 3.6 | A \\| B | not tested | needs two hours |\n"));
	free(out);
	json_decref(root);
}

/* A capture is named where it is; of what is published none is. */
static void
test_capture(void **state)
{
	static const char *const bad[] = { "-two", NULL };
	char dir[] = "/tmp/hangup-test-clauses-XXXXXX", path[64], cells[64],
	     *told = NULL;
	json_t *root = new_root(), *alone;
	size_t size;
	FILE *out = open_memstream(&told, &size);

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(cells, sizeof(cells), "%s/cells", dir);
	snprintf(path, sizeof(path), "%s/x.pcap", cells);
	assert_int_equal(mkdir(cells, 0700), 0);
	assert_int_equal(close(creat(path, 0600)), 0);
	add_cell(root, "poll", bad, 4);
	judge_clauses(root);
	report_clauses_found(root, out, dir);
	fclose(out);
	assert_non_null(strstr(told, "packet 4: frame 3 of /tmp/hangup-"));
	assert_non_null(strstr(told, "/cells/x.pcap\n"));
	unlink(path);
	rmdir(cells);
	rmdir(dir);
	free(told);
	alone = clauses_alone(root);
	json_object_set_new(root, "clauses", alone);
	told = printed(root, true);
	assert_non_null(strstr(told, "close/fin/poll, packet 4. of one kind"));
	assert_null(strstr(told, "pcap"));
	free(told);
	json_decref(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_ran),
		cmocka_unit_test(test_nothing_resolved),
		cmocka_unit_test(test_upheld),
		cmocka_unit_test(test_violated),
		cmocka_unit_test(test_evidence_is_bounded),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_capture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
