/* test_read.c - a results.json that is broken, of another, not ours. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/private.h"

#define FRAME \
	"{\"hangup\": \"0.1.0\", \"format\": 1, \"scenarios\": [], " \
	"\"subjects\": [], \"cells\": ["
#define CELL \
	"{\"scenario\": \"close/fin\", \"subject\": \"peek\", \"family\": 4, " \
	"\"run\": 1, \"result\": \"PASS\"}"

/* Reads this text; the root, or NULL and its error without the file's name. */
static json_t *
read_text(const char *text, char error[REPORT_ERROR])
{
	char name[] = "/tmp/hangup-test-read-XXXXXX";
	int fd = mkstemp(name);
	json_t *root;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	root = report_read(name, error);
	unlink(name);
	if (!root) {
		assert_int_equal(strncmp(error, name, strlen(name)), 0);
		memmove(error, error + strlen(name),
		    strlen(error + strlen(name)) + 1);
	}
	return root;
}

static void
test_good(void **state)
{
	char error[REPORT_ERROR];
	json_t *root = read_text(FRAME CELL "]}", error);

	(void)state;
	assert_non_null(root);
	json_decref(root);
}

/* Wherever a copy broke off, that is what is said. */
static void
test_truncated(void **state)
{
	const char *text = FRAME CELL "]}";
	char part[512], error[REPORT_ERROR];
	size_t n;

	(void)state;
	for (n = 0; n < strlen(text); n++) {
		snprintf(part, sizeof(part), "%.*s", (int)n, text);
		assert_null(read_text(part, error));
		assert_non_null(strstr(error, "truncated; copy it again"));
	}
}

static void
test_mistakes(void **state)
{
	static const struct {
		const char *text, *error;
	} mistakes[] = {
		{ "hello",
		    ": line 1: '[' or '{' expected near 'hello': no "
		    "JSON, so no results of hangup run" },
		{ "{}", ": these are no results of hangup run" },
		{ "[]", ": these are no results of hangup run" },
		{ "{\"format\": 1}", ": these are no results of hangup run" },
		{ "{\"hangup\": \"9.9\", \"format\": 2}",
		    ": results of format 2, written by hangup 9.9; this is "
		    "hangup " HANGUP_VERSION
		    ", which reads format 1: use that one" },
		{ "{\"hangup\": \"0.1.0\", \"format\": 1, \"scenarios\": []}",
		    ": subjects: expected a list: not as hangup run wrote it" },
		{ FRAME "7]}",
		    ": cell 1: expected an object: not as hangup run wrote "
		    "it" },
		{ FRAME CELL ", " CELL "]}",
		    ": cell 2, close/fin/peek/4/1: expected a cell of its own, "
		    "got one that was there before" },
		{ FRAME "{\"scenario\": \"a/b\", \"subject\": \"c\"}]}",
		    ": cell 1, family: expected 4 or 6: not as hangup run "
		    "wrote it" },
	};
	char error[REPORT_ERROR];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		assert_null(read_text(mistakes[i].text, error));
		assert_string_equal(error, mistakes[i].error);
	}
}

static void
test_no_file(void **state)
{
	char error[REPORT_ERROR];

	(void)state;
	assert_null(report_read("/none/x.json", error));
	assert_string_equal(
	    error, "unable to open /none/x.json: No such file or directory");
	/* a directory stands for the results in it */
	assert_null(report_read("/proc/self", error));
	assert_string_equal(error,
	    "unable to open /proc/self/results.json: No such file or "
	    "directory");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
