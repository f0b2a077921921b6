/* test_lines.c - what talkers write, however it comes through the pipe. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "run/cell.h"

static const struct setting setting;
static struct cell *c;
static int out, err; /* where the subject, or a talker of ours, writes */

static int
listen_to(struct talker *t)
{
	int pipes[2][2];

	assert_int_equal(pipe2(pipes[0], O_NONBLOCK | O_CLOEXEC), 0);
	assert_int_equal(pipe2(pipes[1], O_NONBLOCK | O_CLOEXEC), 0);
	t->out = pipes[0][0];
	t->err = pipes[1][0];
	out = pipes[0][1];
	err = pipes[1][1];
	return 0;
}

static int
open_cell(void **state)
{
	(void)state;
	c = calloc(1, sizeof(*c));
	assert_non_null(c);
	c->setting = &setting;
	c->runner = -1;
	notebook_open(&c->book, FORM_OPEN);
	return listen_to(&c->subject.talker);
}

static int
close_cell(void **state)
{
	(void)state;
	close(c->subject.talker.out);
	close(c->subject.talker.err);
	close(out);
	close(err);
	notebook_close(&c->book);
	free(c);
	return 0;
}

static void
write_to(int fd, const void *bytes, size_t n)
{
	assert_int_equal(write(fd, bytes, n), n);
}

static void
hear(const char *text)
{
	write_to(out, text, strlen(text));
	read_lines(c, &c->subject);
}

/* Several in a read, one in several; with the end of a line of Windows. */
static void
test_pieces(void **state)
{
	(void)state;
	hear("rea");
	assert_false(c->book.ready);
	hear("dy\nreport op");
	assert_true(c->book.ready);
	hear("en\nreport open\r\nreport closed end of file\r\n");
	assert_int_equal(c->book.n_reports, 3);
	assert_int_equal(c->book.reports[1].said.verdict, OPEN);
	assert_string_equal(c->book.reports[1].said.detail, "");
	assert_string_equal(c->book.reports[2].said.detail, "end of file");
	assert_false(cell_is_broken(c));
}

/* The last line may lack its end; nothing is made of an empty one. */
static void
test_end(void **state)
{
	(void)state;
	hear("ready\nreport closed");
	assert_int_equal(c->book.n_reports, 0);
	close(out);
	read_lines(c, &c->subject);
	assert_true(c->subject.reader.ended);
	assert_int_equal(c->book.n_reports, 1);
	read_lines(c, &c->subject);
	assert_int_equal(c->book.n_reports, 1);
	out = -1;
}

/* Of a line with a NUL no part may count for the whole. */
static void
test_nul(void **state)
{
	static const char text[] = "ready\nreport closed\0 it is not\n";

	(void)state;
	write_to(out, text, sizeof(text) - 1);
	read_lines(c, &c->subject);
	assert_true(c->book.ready);
	assert_int_equal(c->book.n_reports, 0);
	assert_int_equal(c->book.trouble.blame, BLAME_SUBJECT);
	assert_non_null(strstr(c->book.trouble.text, "closed?"));
}

/* As long as it may be, and a byte more. */
static void
test_long(void **state)
{
	char line[PROTOCOL_LINE + 1];

	(void)state;
	hear("ready\n");
	memset(line, 'x', sizeof(line));
	memcpy(line, "report open ", 12);
	line[PROTOCOL_LINE - 1] = '\n';
	write_to(out, line, PROTOCOL_LINE);
	read_lines(c, &c->subject);
	assert_int_equal(c->book.n_reports, 1);
	assert_false(cell_is_broken(c));
	line[PROTOCOL_LINE - 1] = 'x';
	write_to(out, line, PROTOCOL_LINE);
	read_lines(c, &c->subject);
	assert_int_equal(c->book.n_reports, 1);
	assert_int_equal(c->book.trouble.blame, BLAME_SUBJECT);
	assert_string_equal(
	    c->book.trouble.text, "subject: a line is longer than 4096 bytes");
}

/* A talker of ours: only "ok" and "error" are answers. */
static void
test_answers(void **state)
{
	static const char text[] = "  a line of help\nok 1 2\n";
	struct partner *peer = &c->peer;
	int pipes[2];

	(void)state;
	assert_int_equal(pipe2(pipes, O_NONBLOCK | O_CLOEXEC), 0);
	peer->talker.out = pipes[0];
	write_to(pipes[1], text, 17);
	read_lines(c, peer);
	assert_false(peer->answered);
	write_to(pipes[1], text + 17, sizeof(text) - 18);
	read_lines(c, peer);
	assert_true(peer->answered);
	assert_string_equal(peer->answer, "ok 1 2");
	assert_int_equal(c->book.n_reports, 0);
	close(pipes[0]);
	close(pipes[1]);
}

/* The beginning of stderr is kept; more than a megabyte is a flood. */
static void
test_errors(void **state)
{
	char text[4096];
	int i;

	(void)state;
	memset(text, 'e', sizeof(text));
	text[0] = '>';
	for (i = 0; i < 256; i++) {
		write_to(err, text, sizeof(text));
		read_errors(c);
	}
	assert_false(cell_is_broken(c));
	assert_int_equal(c->speech.errors.n, STDERR_KEPT - 1);
	assert_int_equal(c->speech.errors.text[0], '>');
	assert_int_equal(c->speech.errors.text[STDERR_KEPT - 1], '\0');
	write_to(err, text, 1);
	read_errors(c);
	assert_int_equal(c->book.trouble.blame, BLAME_SUBJECT);
	close(err);
	read_errors(c);
	assert_int_equal(c->subject.talker.err, -1);
	err = -1;
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, open_cell, close_cell)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pieces),
		TEST(end),
		TEST(nul),
		TEST(long),
		TEST(answers),
		TEST(errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
