/* test_harmless.c - text of others: on its way in, and into each sink. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/harmless.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void
test_text(void **state)
{
	static const struct {
		const char *text, *line, *lines;
	} texts[] = {
		{ "", "", "" },
		{ "recv: 0", "recv: 0", "recv: 0" },
		{ "a\nb\tc", "a b c", "a\nb\tc" },
		{ "a\rb\x7f", "a?b?", "a?b?" },
		{ "\033[2J\033]0;x\a", "?[2J?]0;x?", "?[2J?]0;x?" },
		/* U+009B, as UTF-8 and as a byte */
		{ "\xc2\x9b"
		  "2J\x9b",
		    "?2J?", "?2J?" },
		{ "gr\xc3\xbc\xc3\x9f \xe2\x9c\x93 \xf0\x9f\x98\x80",
		    "gr\xc3\xbc\xc3\x9f \xe2\x9c\x93 \xf0\x9f\x98\x80",
		    "gr\xc3\xbc\xc3\x9f \xe2\x9c\x93 \xf0\x9f\x98\x80" },
		/* what turns a line around, or ends it */
		{ "a\xe2\x80\xae"
		  "b\xe2\x81\xa6"
		  "c\xe2\x80\xa8",
		    "a?b?c?", "a?b?c?" },
		/* cut, overlong, a surrogate, beyond the end */
		{ "\xe2\x9c", "??", "??" },
		{ "\xc0\x9b", "??", "??" },
		{ "\xe0\x82\x9b", "???", "???" },
		{ "\xed\xa0\x80", "???", "???" },
		{ "\xf4\x90\x80\x80", "????", "????" },
	};
	char copy[64];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(texts); i++) {
		strcpy(copy, texts[i].text);
		assert_string_equal(harmless_text(copy, false), texts[i].line);
		strcpy(copy, texts[i].text);
		assert_string_equal(harmless_text(copy, true), texts[i].lines);
	}
}

/* Texts, names of members, however deep; where lines may stay they stay. */
static void
test_json(void **state)
{
	json_t *value = json_pack("{s:s, s:s, s:[s, {s:s}], s:i, s:n}", "why",
		   "a\nb\033", "detail", "a\nb\033", "li\033st", "\x7f", "\na",
		   "x\ry", "n", 7, "null"),
	       *want = json_pack("{s:s, s:s, s:[s, {s:s}], s:i, s:n}", "why",
		   "a\nb?", "detail", "a b?", "li?st", "?", " a", "x?y", "n", 7,
		   "null");

	(void)state;
	assert_non_null(value);
	assert_int_equal(harmless_json(value, 3), 0);
	assert_true(json_equal(value, want));
	assert_int_equal(harmless_json(value, 2), -1);
	json_decref(value);
	json_decref(want);
	value = harmless_string("a\nb\xff\xc3\xbc");
	assert_string_equal(json_string_value(value), "a b?\xc3\xbc");
	json_decref(value);
}

/* What a sink writes of text, to be freed. */
static char *
written(const char *text, void (*put)(FILE *out, const char *text))
{
	char *bytes = NULL;
	size_t n;
	FILE *out = open_memstream(&bytes, &n);

	assert_non_null(out);
	put(out, text);
	fclose(out);
	return bytes;
}

static void
put_title(FILE *out, const char *text)
{
	harmless_annotation(out, text, true);
}

static void
put_message(FILE *out, const char *text)
{
	harmless_annotation(out, text, false);
}

static void
put_xml(FILE *out, const char *text)
{
	char *clean = harmless_xml(text);

	fputs(clean, out);
	free(clean);
}

static void
test_sinks(void **state)
{
	static const struct {
		void (*put)(FILE *out, const char *text);
		const char *text, *want;
	} sinks[] = {
		{ harmless_csv, "a \"b\", c", "\"a \"\"b\"\", c\"" },
		{ harmless_csv, "=cmd|'/C calc'!A0", "\"'=cmd|'/C calc'!A0\"" },
		{ harmless_csv, "+1", "\"'+1\"" },
		{ harmless_csv, "-1", "\"'-1\"" },
		{ harmless_csv, "@x", "\"'@x\"" },
		{ harmless_csv, "\tx", "\"'\tx\"" },
		{ harmless_csv, "\rx", "\"'?x\"" },
		{ harmless_csv, "a=1-2\033", "\"a=1-2?\"" },
		{ harmless_csv, "", "\"\"" },
		{ harmless_markdown, "a|b `c` <img> [x](y) \\",
		    "a\\|b \\`c\\` \\<img\\> \\[x\\](y) \\\\" },
		{ harmless_markdown, "a\n# b\033", "a # b?" },
		{ harmless_tap, "a # SKIP \\\nok 2\033",
		    "a \\# SKIP \\\\ ok 2?" },
		{ harmless_yaml, "a\"\n  ...\n\033", "\"a\\\"\\n  ...\\n?\"" },
		{ harmless_yaml, "cut \xe2\x9c", "\"cut ??\"" },
		{ put_xml, "a\033\x7f\xc2\x85\xef\xbf\xbe\n",
		    "a??"
		    "????\n" },
		{ put_title, "a,b:c%\r\n::error::\033",
		    "a%2Cb%3Ac%25?%0A%3A%3Aerror%3A%3A?" },
		{ put_message, "a,b:c%\n::error::", "a,b:c%25%0A::error::" },
		{ put_message, "##[error]#[x]", "## [error]#[x]" },
	};
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(sinks); i++) {
		got = written(sinks[i].text, sinks[i].put);
		assert_string_equal(got, sinks[i].want);
		free(got);
	}
}

/* What comes out of a filter when text is written in pieces of n bytes. */
static void
filtered(struct filter filter, const char *text, size_t n, char out[256])
{
	size_t length = strlen(text), i, part;
	int ends[2];
	ssize_t got;
	FILE *f;

	assert_int_equal(pipe(ends), 0);
	filter.fd = ends[1];
	f = harmless_filter(&filter);
	assert_non_null(f);
	for (i = 0; i < length; i += part) {
		part = length - i < n ? length - i : n;
		assert_int_equal(fwrite(text + i, 1, part, f), part);
		fflush(f);
	}
	assert_int_equal(fclose(f), 0);
	close(ends[1]);
	got = read(ends[0], out, 255);
	assert_true(got >= 0);
	out[got] = '\0';
	close(ends[0]);
}

static void
passes_as(struct filter filter, const char *text, const char *want)
{
	char got[256];
	size_t n;

	/* where a piece ends makes no difference */
	for (n = 1; n <= strlen(text); n++) {
		filtered(filter, text, n, got);
		assert_string_equal(got, want);
	}
}

static void
test_filter(void **state)
{
	static const struct filter plain = { 0 }, colours = { .colours = true },
				   bar = { .returns = true };

	(void)state;
	passes_as(plain, "a\tb\n\xe2\x9c\x93 \xf0\x9f\x98\x80\n",
	    "a\tb\n\xe2\x9c\x93 \xf0\x9f\x98\x80\n");
	passes_as(plain, "::x\n##[y]\n", "::x\n##[y]\n");
	passes_as(plain, "\033[31ma\033[0m\r\a\x7f", "?[31ma?[0m???");
	passes_as(plain,
	    "\xc2\x9b"
	    "2J\xe2\x9c\n\xff",
	    "?2J??\n?");
	passes_as(colours, "\033[1;31ma\033[0m\n", "\033[1;31ma\033[0m\n");
	/* others: to hide, to move, to set a title, to ask */
	passes_as(colours, "\033[8ma\033[2J\033[1;1H\033]0;x\a\033[6n",
	    "?[8ma?[2J?[1;1H?]0;x??[6n");
	passes_as(colours, "\033\033[1ma", "?\033[1ma");
	passes_as(bar, "\r[# ] 1/2\033[2J", "\r[# ] 1/2?[2J");
}

/* Would GitHub's runner take a line of it for a command? */
static bool
has_command(const char *text)
{
	const char *line;

	if (strstr(text, "##["))
		return true;
	for (line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, " \t\n\r\xc2\xa0\xe3\x80");
		if (strncmp(line, "::", 2) == 0)
			return true;
	}
	return false;
}

/* Whole it becomes this; in whatever pieces, it is no command. */
static void
breaks_to(const char *text, const char *want)
{
	static const struct filter github = { .github = true };
	char got[256];
	size_t n;

	filtered(github, text, 255, got);
	assert_string_equal(got, want);
	for (n = 1; n <= strlen(text); n++) {
		filtered(github, text, n, got);
		assert_false(has_command(got));
	}
}

/* After blanks of any kind; and anywhere in a line. */
static void
test_commands(void **state)
{
	(void)state;
	assert_true(has_command("a\n ::x"));
	breaks_to("::stop-commands::x\n", ": :stop-commands::x\n");
	breaks_to("a\n \t::error::x\n", "a\n \t: :error::x\n");
	breaks_to("\xc2\xa0\xe3\x80\x80::error::\n",
	    "\xc2\xa0\xe3\x80\x80: :error::\n");
	breaks_to("::::x\n", ": : : :x\n");
	breaks_to("a ##[error]b\n", "a ## [error]b\n");
	breaks_to("###[x]\n", "### [x]\n");
	breaks_to("a#[x] ##x [y]\n", "a#[x] ##x [y]\n");
}

/* Within a line it is no command; a piece may be the begin of a line. */
static void
test_inside(void **state)
{
	static const struct filter github = { .github = true };
	char got[256];

	(void)state;
	filtered(github, "fd00::1 a::b\n", 255, got);
	assert_string_equal(got, "fd00::1 a::b\n");
	filtered(github, "fd00::1\n", 4, got);
	assert_string_equal(got, "fd00: :1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_sinks),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
