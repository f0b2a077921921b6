/* test_page.c - what is packed comes out again; what a page must not read. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "report/packed.h"
#include "report/page.h"

#define MOST 70000

/* Base64, read by another way than it is written: a digit at a time. */
static size_t
decode(const char *text, unsigned char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, have = 0;
	size_t n = 0;

	for (; *text && *text != '='; text++) {
		const char *digit = strchr(digits, *text);

		assert_non_null(digit);
		bits = bits << 6 | (unsigned)(digit - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[n++] = (unsigned char)(bits >> have);
		}
	}
	return n;
}

static void
comes_back(const unsigned char *bytes, size_t n)
{
	unsigned char *packed = malloc(2 * MOST), *back = malloc(MOST + 1);
	uLongf size = MOST + 1;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(packed);
	assert_non_null(back);
	assert_non_null(out);
	assert_int_equal(put_packed(out, bytes, n), 0);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(length % 4, 0);
	assert_null(strchr(text, '<'));
	assert_int_equal(
	    uncompress(back, &size, packed, decode(text, packed)), Z_OK);
	assert_int_equal(size, n);
	if (n > 0)
		assert_memory_equal(back, bytes, n);
	free(packed);
	free(back);
	free(text);
}

/* Every length of the last group, and more than one piece. */
static void
test_packed(void **state)
{
	static unsigned char bytes[MOST];
	uint32_t x = 1;
	size_t i;

	(void)state;
	for (i = 0; i < MOST; i++) {
		x = x * 1664525 + 1013904223;
		bytes[i] = (unsigned char)(x >> 24);
	}
	for (i = 0; i < 12; i++)
		comes_back(bytes, i);
	comes_back(bytes, MOST);
	memset(bytes, 0, MOST);
	comes_back(bytes, MOST);
}

static void
test_full_device(void **state)
{
	static const unsigned char bytes[MOST];
	FILE *out = fopen("/dev/full", "w");
	int result;

	(void)state;
	assert_non_null(out);
	result = put_packed(out, bytes, MOST);
	assert_true(result == -1 || fclose(out) != 0);
}

/* A name from a file that anybody may have touched stays below its DIR. */
static void
test_captures_stay_below(void **state)
{
	json_t *root = json_loads(
	    "{\"scenarios\":[{\"name\":\"a/b\"}],\"subjects\":[{\"name\":\"c\"}],"
	    "\"cells\":[{\"scenario\":\"a/b\",\"subject\":\"c\",\"family\":4,"
	    "\"run\":1,\"result\":\"PASS\",\"wire\":{"
	    "\"pcap\":\"../../etc/passwd\",\"peer_pcap\":\"/etc/passwd\"}}]}",
	    0, NULL);
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	struct report_lost lost = { 0 };

	(void)state;
	assert_non_null(root);
	assert_int_equal(report_page(root, "/etc/ssl", out, &lost), 0);
	assert_int_equal(fclose(out), 0);
	assert_non_null(strstr(text, "id=\"records-0-0\""));
	assert_null(strstr(text, "id=\"captures-0-0\""));
	assert_non_null(strstr(text, "</html>"));
	assert_int_equal(lost.n, 2);
	assert_string_equal(
	    lost.first, "../../etc/passwd: a name that leads elsewhere");
	free(text);
	json_decref(root);
}

/* All data are packed: nothing in them can end the element they are in. */
static void
test_data_stay_inside(void **state)
{
	static const char evil[] = "</script><script>alert(1)</script><!--";
	struct report_lost lost = { 0 };
	json_t *root = json_pack("{s:s, s:[{s:s, s:s}], s:[{s:s, s:s}], "
				 "s:[{s:s, s:s, s:i, s:i, s:s, s:s}]}",
	    "hangup", evil, "scenarios", "name", "a/b", "title", evil,
	    "subjects", "name", evil, "title", evil, "cells", "scenario", "a/b",
	    "subject", evil, "family", 4, "run", 1, "result", "PASS", "reason",
	    evil);
	const struct page_results sides[] = { { root, evil, "/none" },
		{ root, evil, "/none" } };
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	(void)state;
	assert_non_null(root);
	assert_int_equal(report_page(root, "/none", out, &lost), 0);
	assert_int_equal(report_page_diff(&sides[0], &sides[1], out, &lost), 0);
	assert_int_equal(fclose(out), 0);
	assert_null(strstr(text, "alert(1)"));
	assert_int_equal(lost.n, 0);
	free(text);
	json_decref(root);
}

static size_t
count_known(const json_t *words, const char *list, int (*value)(const char *))
{
	const json_t *word;
	size_t i, n = 0;

	json_array_foreach (json_object_get(words, list), i, word) {
		assert_int_not_equal(value(field(word, "name")), -1);
		assert_string_not_equal(field(word, "text"), "");
		n++;
	}
	return n;
}

/* Every word that results may hold, under its own name. */
static void
test_words(void **state)
{
	json_t *words = page_words();
	const json_t *word;
	char letters[EFFECTS_ROOM] = "";
	size_t i;

	(void)state;
	assert_int_equal(
	    count_known(words, "outcomes", outcome_value), OUTCOMES - 1);
	assert_int_equal(
	    count_known(words, "results", result_value), RESULTS - PASS);
	assert_int_equal(count_known(words, "sights", sight_value), SIGHTS);
	json_array_foreach (json_object_get(words, "effects"), i, word)
		strcat(letters, field(word, "mark"));
	assert_string_equal(letters, "specw");
	json_decref(words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_packed),
		cmocka_unit_test(test_full_device),
		cmocka_unit_test(test_captures_stay_below),
		cmocka_unit_test(test_data_stay_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
