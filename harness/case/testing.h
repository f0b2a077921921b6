/* testing.h - a case tree in a directory of its own; for the tests only. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_TESTING_H
#define HANGUP_CASE_TESTING_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "case/case.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_tree, remove_tree)

/* The tree of one test: cases/scenarios/GROUP/NAME.tcl below it. */
static char tree[] = "/tmp/hangup-test-case-XXXXXX";

static inline int
make_tree(void **state)
{
	(void)state;
	strcpy(tree + strlen(tree) - 6, "XXXXXX");
	return mkdtemp(tree) ? 0 : -1;
}

static inline int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline int
remove_tree(void **state)
{
	(void)state;
	return nftw(tree, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* name is group/name. */
static inline void
put_file(const char *name, const char *text)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/scenarios", tree);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/scenarios/%.*s", tree,
	    (int)strcspn(name, "/"), name);
	(void)mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/scenarios/%s.tcl", tree, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static inline struct cases *
load(const char *subjects)
{
	char error[CASE_ERROR] = "";
	struct cases *cases = cases_load(tree, subjects, error);

	if (!cases)
		fail_msg("%s", error);
	return cases;
}

/* NULL, and what is wrong, if anything is. */
static inline struct cases *
load_strictly(const char *subjects, char error[CASE_ERROR])
{
	struct cases *cases = cases_load(tree, subjects, error);

	if (!cases || cases->n_left_out == 0)
		return cases;
	snprintf(error, CASE_ERROR, "%s", cases->left_out[0].why);
	cases_free(cases);
	return NULL;
}

/* Lines 1 to 6 of a file; what is wrong begins on line 7. */
#define HEAD \
	"# a scenario for tests\n" \
	"scenario close/fin {A title} {\n" \
	"    why {why}\n" \
	"    refs {ref}\n" \
	"    truth closed\n" \
	"    signs {fin}\n"

/* As errors list them. */
#define SCRIPT_WORDS "peer path lab relay subject signal await hold fault"
#define QUALIFIERS \
	"expected arrived, lost, forged, anywhere, before-fault, " \
	"after-fault, before-sending, with-proof, another, noted TEXT, N or N..M, got "

/* "FILE:LINE: message" is what the tree's one mistake is told as. */
static inline void
expect_wrong(const char *text, int line, const char *message)
{
	char error[CASE_ERROR] = "", expected[CASE_ERROR];
	struct cases *cases;

	put_file("close/fin", text);
	cases = load_strictly("", error);
	if (cases) {
		cases_free(cases);
		fail_msg("accepted; expected line %d: %s", line, message);
	}
	snprintf(expected, sizeof(expected),
	    "%s/scenarios/close/fin.tcl:%d: %s", tree, line, message);
	assert_string_equal(error, expected);
}

#endif
