/* test_quote.c - what is put into a command means the same to a real shell. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "case/testing.h"

#include <fcntl.h>
#include <signal.h>

/* What the shell says to the text, with dir as {dir}. */
static void
expect_said(const char *text, const char *dir, const char *expected)
{
	const struct subject s = { .name = (char[]) { "s" },
		.dir = (char *)(uintptr_t)dir };
	char *command = subject_command(&s, text, "h", "7"), *said;
	const char *argv[] = { "/bin/sh", "-c", command, NULL };
	int status;

	assert_non_null(command);
	said = start_and_read(argv, &status);
	if (status != 0 || !said || strcmp(said, expected) != 0)
		fail_msg("%s\nbecame %s\nsaid %s, expected %s", text, command,
		    said ? said : "nothing", expected);
	free(said);
	free(command);
}

/* {dir} in each place, and what comes of it if it is the same file. */
static const char *const places[] = {
	"printf %s {dir}/x",
	"printf %s '{dir}/x'",
	"printf %s \"{dir}/x\"",
	"printf %s \"a'\"'\"'{dir}/x | cut -c4-",
	"a={dir}/x; printf %s \"$a\"",
	"printf %s \"$(printf %s {dir}/x)\"",
	"printf %s \"$(printf %s \"{dir}/x\")\"",
	"printf %s \"$( (printf %s '{dir}/x') )\"",
	"# it's {dir}\nprintf %s '{dir}/x'",
	"printf %s \\'{dir}/x | cut -c2-",
	"cat <<'E' >/dev/null &&\nit's\nE\nprintf %s {dir}/x",
	"cat <<E\n{dir}/x\nE",
	"cat <<-'E'\n{dir}/x\n\tE\n",
	"cat <<\"E\" && : '{dir}'\n{dir}/x\nE\n: {dir}",
};

static void
test_places(void **state)
{
	static const char *const dirs[] = { "/a", "/a b", "/it's", "/a\"b",
		"/$HOME", "/`id`", "/$(id)", "/a[b]*?", "/a\\b", "/a\\\\b\\",
		"/;touch x", "/'; echo", "/#x", "/ # x", "/a!b", "/~",
		"/{port}", "/\303\251", "/a'\\'b", "/&|<>()" };
	char expected[64];

	(void)state;
	for (size_t i = 0; i < COUNT(dirs); i++)
		for (size_t k = 0; k < COUNT(places); k++) {
			bool whole = strncmp(places[k], "cat", 3) == 0 &&
			    !strstr(places[k], "null");

			/* cut(1) ends its lines */
			snprintf(expected, sizeof(expected), "%s/x%s", dirs[i],
			    whole || strstr(places[k], "cut") ? "\n" : "");
			expect_said(places[k], dirs[i], expected);
		}
}

static void
test_words(void **state)
{
	(void)state;
	expect_said("printf '<%s>' {dir} {host}:{port}", "/a b", "</a b><h:7>");
	expect_said("printf '<%s>' {dir}", "", "<>");
	expect_said("printf '<%s>' `printf %s {dir}`", "/a'b", "</a'b>");
	expect_said("printf %s {dirx}{dir", "/a", "{dirx}{dir");
	expect_said("printf %s $((1 + {port}))", "/a", "8");
	/* where nothing can be quoted, a line's end ends nothing */
	expect_said("# {dir}\nprintf x", "/a\necho y", "x");
	expect_said("cat <<'E'\n{dir}\nE\n", "/a\nE\necho y", "/a E echo y\n");
	expect_said("printf %s {dir}", "/a\nb", "/a\nb");
}

/* The author's own text is a shell's as it was. */
static void
test_text_stays(void **state)
{
	static const char text[] = "a() { echo \"$(x 'y')\" <<< z; }; # it's\n"
				   "`b \\` c`; case x in y) ;; esac";
	const struct subject s = { .dir = NULL };
	char *command = subject_command(&s, text, NULL, NULL);

	(void)state;
	assert_string_equal(command, text);
	free(command);
	command = subject_command(&s, "{dir} {host} {data}", NULL, NULL);
	assert_string_equal(command, "{dir} {host} {data}");
	free(command);
}

static void
test_start(void **state)
{
	const char *const says[] = { "sh", "-c", "cat; echo out; echo err >&2",
		NULL };
	const char *const quiet[] = { "sh", "-c", "cat; echo out", NULL };
	const char *const fails[] = { "sh", "-c", "exit 3", NULL };
	const char *const none[] = { "/nowhere/'; touch x; '", NULL };
	int status, ends[2];
	char *text, said[32];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(start_and_wait(says, ends[1]), 0);
	assert_int_equal(read(ends[0], said, sizeof(said)), 8);
	assert_memory_equal(said, "out\nerr\n", 8);
	assert_int_equal(start_and_wait(fails, -1), 3 << 8);
	/* 127 where vfork(2) is but a fork: valgrind */
	status = start_and_wait(none, -1);
	assert_true(status == -1 || status == 127 << 8);
	assert_null(start_and_read(none, &status));
	assert_true(status == -1 || status == 127 << 8);
	assert_null(start_and_read(fails, &status));
	assert_int_equal(status, 3 << 8);
	text = start_and_read(quiet, &status);
	assert_string_equal(text, "out\n");
	free(text);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_text_stays),
		cmocka_unit_test(test_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
