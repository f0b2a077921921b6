/* test_schema.c - the gate: what comes through is as the tables say. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <sys/stat.h>
#include <unistd.h>

#include "report/schema.h"
#include "report/testing-run.h"

/* Results that have most members: of every kind of table one. */
static const char whole[] =
    "{\"hangup\":\"0.1.0\",\"format\":1,\"complete\":true,\"wall_s\":1.5,"
    "\"host\":{\"os\":\"Linux\"},\"options\":{\"shard\":\"1/2\"},"
    "\"scenarios\":[{\"name\":\"close/fin\",\"title\":\"t\"}],"
    "\"subjects\":[{\"name\":\"peek\",\"kind\":\"external\","
    "\"sees\":{\"fin\":{\"verdict\":\"closed\"}}}],"
    "\"cells\":[{\"scenario\":\"close/fin\",\"subject\":\"peek\","
    "\"family\":4,\"run\":1,\"result\":\"FAIL\",\"outcome\":\"missed\","
    "\"verdict\":\"open\",\"afterwards\":[\"closed\"],"
    "\"latency_us\":null,\"onsets\":{\"fin\":12},"
    "\"contract\":{\"duty\":\"must\",\"sign\":\"fin\",\"notice\":"
    "\"not-noticed\"},\"effects\":{\"probes\":1,\"bytes_sent\":-5},"
    "\"wire\":{\"pcap\":null,\"checks\":[{\"text\":\"FIN\",\"ok\":true,"
    "\"count\":1}]},\"truth\":[{\"form\":\"closed\",\"t_us\":0}],"
    "\"packets\":[{\"t_us\":1,\"flags\":\"FIN\",\"seq\":1}],"
    "\"reports\":[{\"t_us\":3,\"verdict\":\"open\"}],"
    "\"states\":[{\"t_us\":3,\"who\":\"peer\",\"state\":\"CLOSED\"}],"
    "\"events\":[{\"t_us\":3,\"who\":\"peer\",\"text\":\"close\"}],"
    "\"clauses\":[{\"id\":\"MUST-1\",\"ok\":true}],"
    "\"recovery\":{\"spacing_us\":[1],\"to_peer\":{\"sent\":1}}}],"
    "\"clauses\":[{\"id\":\"MUST-1\",\"tests\":[\"close/*\"],"
    "\"evidence\":[{\"cell\":\"a\"}]}],"
    "\"profiles\":[{\"subject\":\"peek\",\"false_alarms\":[\"alive/idle\"],"
    "\"signs\":{\"fin\":{\"sight\":\"blind\",\"cells\":1}}}],"
    "\"repeats\":[{\"runs\":2,\"verdicts\":{\"open\":2}}],"
    "\"verdicts\":[{\"subject\":\"peek\",\"fails\":[\"close/fin\"],"
    "\"fell\":\"x\",\"misses\":[{\"sign\":\"fin\",\"scenarios\":[\"a\"]}]}],"
    "\"totals\":{\"results\":{\"FAIL\":1}},\"new\":{\"member\":[1]}}";

static json_t *
parsed(void)
{
	json_t *root = json_loads(whole, 0, NULL);

	assert_non_null(root);
	return root;
}

static void
test_good(void **state)
{
	char error[REPORT_ERROR] = "";
	json_t *root = parsed();

	(void)state;
	assert_int_equal(schema_check(root, error), 0);
	/* what is not known is kept */
	assert_non_null(json_object_get(root, "new"));
	json_decref(root);
}

/* Each replaces a value, which is found by the text before it. */
static void
test_mistakes(void **state)
{
	static const struct {
		const char *from, *to, *error;
	} mistakes[] = {
		{ ",\"kind\":\"external\"", "",
		    "subject 1, kind: expected a text" },
		{ "\"external\"", "\"alien\"",
		    "subject 1, kind: expected a word that is known, got "
		    "\"alien\"" },
		{ "[\"close/*\"]", "[1]",
		    "clause 1, tests[1]: expected a text" },
		{ "[\"closed\"]", "[1]",
		    "cell 1, afterwards[1]: expected a text" },
		{ "\"family\":4", "\"family\":5",
		    "cell 1, family: expected 4 or 6" },
		{ "\"run\":1", "\"run\":0",
		    "cell 1, run: expected 1 to 1000000, got 0" },
		{ "\"run\":1", "\"run\":\"x\"",
		    "cell 1, run: expected a whole number" },
		{ "\"FAIL\",", "\"MAYBE\",",
		    "cell 1, result: expected a word that is known, got "
		    "\"MAYBE\"" },
		{ "\"probes\":1", "\"probes\":9007199254740992",
		    "cell 1, effects.probes: expected -1099511627776 to "
		    "1099511627776, got 9.0072e+15" },
		{ "{\"text\":\"FIN\"", "{\"text\":[]",
		    "cell 1, wire.checks[1].text: expected a text" },
		{ "\"pcap\":null", "\"pcap_sha256\":\"12\"",
		    "cell 1, wire.pcap_sha256: expected a text of 64 to 64 "
		    "bytes, got 2" },
		{ "\"seq\":1", "\"seq\":1.5",
		    "cell 1, packets[1].seq: expected a whole number" },
		{ "\"fin\":12", "\"fin\":{}",
		    "cell 1, onsets.fin: expected a whole number" },
		{ "\"complete\":true", "\"complete\":{}",
		    "complete: expected true or false" },
		{ "{\"os\":\"Linux\"}", "7", "host: expected an object" },
		{ "[\"alive/idle\"]", "{}",
		    "profile 1, false_alarms: expected a list" },
		{ "{\"open\":2}", "[2]",
		    "repeat 1, verdicts: expected an object" },
		{ "{\"shard\":\"1/2\"}", "[]", "options: expected an object" },
	};
	char error[REPORT_ERROR], text[sizeof(whole) + 64];
	const char *at;
	json_t *root;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(mistakes); i++) {
		at = strstr(whole, mistakes[i].from);
		assert_non_null(at);
		snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - whole),
		    whole, mistakes[i].to, at + strlen(mistakes[i].from));
		root = json_loads(text, 0, NULL);
		assert_non_null(root);
		assert_int_equal(schema_check(root, error), -1);
		assert_string_equal(error, mistakes[i].error);
		json_decref(root);
	}
}

static json_t *
long_text(size_t n)
{
	char *text = calloc(1, n + 1);
	json_t *string;

	assert_non_null(text);
	memset(text, 'x', n);
	string = json_string(text);
	free(text);
	return string;
}

/* Names fit the buffers that are made for them; texts have an end. */
static void
test_lengths(void **state)
{
	static const struct {
		const char *member;
		size_t good, bad;
	} texts[] = { { "scenario", 200, 201 }, { "scenario", 200, 27000 },
		{ "subject", 200, 201 }, { "reason", 65536, 65537 },
		{ "verdict", 200, 201 } };
	char error[REPORT_ERROR];
	json_t *root = parsed(), *cell;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		cell = json_array_get(json_object_get(root, "cells"), 0);
		json_object_set_new(
		    cell, texts[i].member, long_text(texts[i].good));
		assert_int_equal(schema_check(root, error), 0);
		json_object_set_new(
		    cell, texts[i].member, long_text(texts[i].bad));
		assert_int_equal(schema_check(root, error), -1);
		json_object_set_new(
		    cell, texts[i].member, long_text(texts[i].good));
	}
	json_decref(root);
}

/* A matrix of more places than anybody could print. */
static void
test_places(void **state)
{
	char error[REPORT_ERROR];
	json_t *root = parsed(), *row;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		static const char *const lists[] = { "scenarios", "subjects" };
		json_t *list = json_object_get(root, lists[i % 2]);

		row = json_array_get(list, 0);
		while (json_array_size(list) < (i < 2 ? 2000 : 2001))
			json_array_append(list, row);
		assert_int_equal(schema_check(root, error), i < 2 ? 0 : -1);
	}
	json_decref(root);
}

/*
 * Every value by one of every type: it is refused, or all that reads results
 * can.  Which of them crash is for the sanitizers to find.
 */
static void
use(json_t *root)
{
	char error[REPORT_ERROR];
	json_t *const roots[] = { root };
	const char *const names[] = { "x" };
	json_t *all = report_merge(roots, names, 1, error), *diff;
	FILE *out = fopen("/dev/null", "w");
	const struct screen screen = { out, 80, 24, 80, true, true, true };
	const json_t *cell;
	size_t i;

	assert_non_null(out);
	assert_non_null(all);
	report_matrix(all, &screen);
	report_summary(all, &screen, "d");
	report_deviations(all, out, "d", 9);
	report_repeats(root, out);
	report_print_verdicts(root, PROSE, out);
	report_print_best(json_object_get(root, "profiles"), out);
	report_print_profiles(
	    json_object_get(root, "profiles"), out, false, true);
	report_subjects_markdown(root, json_object_get(root, "profiles"), out);
	report_clauses_found(root, out, "d");
	report_github(root, out, "d");
	report_totals(root, out);
	report_markdown(root, out);
	report_csv(root, out);
	report_tap(root, out);
	report_page(root, "/none", out, NULL);
	diff = report_diff(root, all, -1, true);
	report_print_diff(diff, out, 9);
	json_array_foreach (json_object_get(root, "cells"), i, cell)
		report_story(root, cell, out, false, true);
	fclose(out);
	json_decref(diff);
	json_decref(all);
}

/* In the k-th value of the text, counted by what can begin one. */
static bool
replace(char *text, size_t size, size_t k, const char *value)
{
	const char *at = whole, *end;

	for (;; at++) {
		if (*at == '\0')
			return false;
		if ((*at == ':' || *at == '[') && at[1] != ']' && k-- == 0)
			break;
	}
	at++;
	end = at + 1;
	if (*at == '"')
		end = strchr(at + 1, '"') + 1;
	else if (*at != '{' && *at != '[')
		end = at + strcspn(at, ",]}");
	/* of an object or a list only the first of it: a nested one more */
	snprintf(text, size, "%.*s%s%s%s", (int)(at - whole), whole, value,
	    *at == '{' || *at == '[' ? "," : "",
	    *at == '{' || *at == '[' ? at : end);
	return true;
}

static void
test_every_value(void **state)
{
	static const char *const values[] = { "null", "true", "-1", "0",
		"9223372036854775807", "1e300", "\"\"", "\"x\"", "[]", "{}",
		"[1]", "{\"a\":1}", "[[[]]]" };
	char error[REPORT_ERROR], text[sizeof(whole) + 64];
	size_t k, v, refused = 0, used = 0;
	json_t *root;

	(void)state;
	for (k = 0; replace(text, sizeof(text), k, "1"); k++)
		for (v = 0; v < COUNT(values); v++) {
			(void)replace(text, sizeof(text), k, values[v]);
			root = json_loads(text, 0, NULL);
			if (!root)
				continue;
			if (schema_check(root, error) == -1)
				refused++;
			else {
				use(root);
				used++;
			}
			json_decref(root);
		}
	/* neither is all there is */
	assert_true(refused > 400);
	assert_true(used > 100);
}

/* A text of many brackets is no reason to run out of stack. */
static void
test_depth(void **state)
{
	char name[] = "/tmp/hangup-test-schema-XXXXXX", error[REPORT_ERROR];
	int fd = mkstemp(name), i;
	FILE *f = fdopen(fd, "w");

	(void)state;
	assert_non_null(f);
	fprintf(f, "{\"hangup\":\"0.1.0\",\"format\":1,\"new\":");
	for (i = 0; i < 200; i++)
		fputc('[', f);
	for (i = 0; i < 200; i++)
		fputc(']', f);
	fprintf(f, "}");
	assert_int_equal(fclose(f), 0);
	assert_null(report_read(name, error));
	assert_non_null(strstr(error, ": nested deeper than 32"));
	unlink(name);
}

/* What comes in holds nothing that a terminal would obey. */
static void
test_harmless(void **state)
{
	char name[] = "/tmp/hangup-test-schema-XXXXXX", error[REPORT_ERROR];
	int fd = mkstemp(name);
	json_t *root = parsed(), *read;
	FILE *f = fdopen(fd, "w");

	(void)state;
	assert_non_null(f);
	json_object_set_new(json_array_get(json_object_get(root, "cells"), 0),
	    "reason", json_string("a\033[2Jb\nc"));
	json_object_set_new(
	    json_array_get(json_object_get(root, "scenarios"), 0), "why",
	    json_string("a\033b\nc"));
	json_dumpf(root, f, 0);
	assert_int_equal(fclose(f), 0);
	read = report_read(name, error);
	assert_non_null(read);
	assert_string_equal(
	    field(json_array_get(json_object_get(read, "cells"), 0), "reason"),
	    "a?[2Jb c");
	assert_string_equal(
	    field(json_array_get(json_object_get(read, "scenarios"), 0), "why"),
	    "a?b\nc");
	unlink(name);
	json_decref(read);
	json_decref(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_every_value),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
