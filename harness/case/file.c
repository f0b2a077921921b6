/* file.c - the files of the case tree: which there are, and their text. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * A tree may be anybody's.  A FIFO or a device must not hold us up, nor a
 * file fill our memory; and what stands in it must be text, for names and
 * titles go to terminals.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "case/private.h"

#define LARGEST (1 << 20)

/* How many bytes of UTF-8 the first character has; 0: it is none. */
static size_t
character(const unsigned char *p, size_t n)
{
	size_t length = *p < 0x80 ? 1 :
	    *p < 0xc2		  ? 0 :
	    *p < 0xe0		  ? 2 :
	    *p < 0xf0		  ? 3 :
	    *p < 0xf5		  ? 4 :
				    0;
	size_t i;

	if (length > n)
		return 0;
	for (i = 1; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	/* overlong, surrogates, beyond Unicode */
	if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) ||
	    (*p == 0xf0 && p[1] < 0x90) || (*p == 0xf4 && p[1] > 0x8f))
		return 0;
	return length;
}

size_t
case_text_fault(const char *text, size_t n, char what[CASE_FAULT])
{
	const unsigned char *p = (const unsigned char *)text, *end = p + n;
	size_t length;

	for (; p < end; p += length) {
		length = character(p, (size_t)(end - p));
		if (length == 0)
			snprintf(what, CASE_FAULT,
			    "expected text in UTF-8, got the byte 0x%02x", *p);
		else if ((*p < ' ' && *p != '\n' && *p != '\t') || *p == 0x7f)
			snprintf(what, CASE_FAULT,
			    "expected text, got the control character 0x%02x",
			    *p);
		else if (*p == 0xc2 && p[1] < 0xa0)
			snprintf(what, CASE_FAULT,
			    "expected text, got the control character 0x%02x",
			    p[1]);
		else
			continue;
		return (size_t)(p - (const unsigned char *)text);
	}
	return NO_FAULT;
}

static size_t
read_all(int fd, char *text, size_t room)
{
	size_t n = 0;
	ssize_t got;

	while (n < room && (got = read(fd, text + n, room - n)) != 0)
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			break;
	return n;
}

/* Lines that end in CR LF, as those of an editor elsewhere, end in LF. */
static size_t
without_cr(char *text, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (text[i] != '\r' || i + 1 == n || text[i + 1] != '\n')
			text[kept++] = text[i];
	return kept;
}

/* Some editors begin a file with U+FEFF, which is no part of its text. */
static size_t
without_mark(char *text, size_t n)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t length = sizeof(mark) - 1;

	if (n < length || memcmp(text, mark, length) != 0)
		return n;
	memmove(text, text + length, n - length);
	return n - length;
}

static bool
is_utf16(const char *text, size_t n)
{
	return n >= 2 &&
	    (memcmp(text, "\xff\xfe", 2) == 0 ||
		memcmp(text, "\xfe\xff", 2) == 0);
}

static int
check_text(const char *file, const char *text, size_t n, char *error)
{
	char what[CASE_FAULT];
	size_t at = case_text_fault(text, n, what), i;
	int line = 1;

	if (is_utf16(text, n))
		snprintf(
		    what, sizeof(what), "expected text in UTF-8, got UTF-16");
	else if (at == NO_FAULT)
		return 0;
	for (i = 0; i < at; i++)
		line += text[i] == '\n';
	snprintf(error, CASE_ERROR, "%s:%d: %s%s", file, line, what,
	    strstr(what, "UTF-8") ? ": save it as UTF-8" : "");
	return -1;
}

/*
 * Joins the lines that end in a backslash, as Tcl would, but leaves as many
 * empty ones behind them: the lines that follow keep their numbers.
 */
static void
unfold(char *text)
{
	char *out = text;
	size_t folds = 0;

	while (*text) {
		if (text[0] == '\\' && text[1] == '\n') {
			folds++;
			text += 2;
			text += strspn(text, " \t");
			*out++ = ' ';
			continue;
		}
		if (text[0] == '\\' && text[1] != '\0')
			*out++ = *text++;
		for (; *text == '\n' && folds > 0; folds--)
			*out++ = '\n';
		if (*text)
			*out++ = *text++;
	}
	*out = '\0';
}

/* O_NONBLOCK: to open a FIFO would wait for who writes it. */
static int
open_regular(const char *file, char *error)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd == -1 || fstat(fd, &st) == -1)
		snprintf(error, CASE_ERROR, "%s: %s", file, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		snprintf(error, CASE_ERROR,
		    "%s:1: expected a file of text; this is a directory, a "
		    "device or a FIFO",
		    file);
	else if (st.st_size > LARGEST)
		snprintf(error, CASE_ERROR,
		    "%s:1: a case file has at most 1 MiB, this one has %lld",
		    file, (long long)st.st_size);
	else
		return fd;
	if (fd != -1)
		(void)close(fd);
	return -1;
}

char *
case_read_file(const char *file, char error[CASE_ERROR])
{
	int fd = open_regular(file, error);
	char *text;
	size_t n;

	if (fd == -1)
		return NULL;
	text = malloc(LARGEST + 1);
	if (!text) {
		snprintf(error, CASE_ERROR, "%s: out of memory", file);
		(void)close(fd);
		return NULL;
	}
	n = without_mark(text, read_all(fd, text, LARGEST));
	n = without_cr(text, n);
	(void)close(fd);
	if (check_text(file, text, n, error) == -1) {
		free(text);
		return NULL;
	}
	text[n] = '\0';
	unfold(text);
	return text;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static bool
add_name(struct case_files *to, const char *dir, const char *name)
{
	char **grown = realloc(to->v, (to->n + 1) * sizeof(*grown));

	if (!grown)
		return false;
	to->v = grown;
	if (asprintf(&grown[to->n], "%s/%s", dir, name) == -1)
		return false;
	to->n++;
	return true;
}

/* glob(3) would take what the directory is called for a pattern. */
int
case_list_files(const char *dir, const char *end, struct case_files *found)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	bool good = true;

	*found = (struct case_files) { NULL, 0 };
	if (!d)
		return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
	while (good && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.' && ends_in(e->d_name, end))
			good = add_name(found, dir, e->d_name);
	closedir(d);
	if (!good) {
		case_free_files(found);
		errno = ENOMEM;
		return -1;
	}
	if (found->n > 0)
		qsort(found->v, found->n, sizeof(*found->v), by_name);
	return 0;
}

void
case_free_files(struct case_files *found)
{
	size_t i;

	for (i = 0; i < found->n; i++)
		free(found->v[i]);
	free(found->v);
	*found = (struct case_files) { NULL, 0 };
}

char **
case_names(const char *dir, size_t *n)
{
	struct case_files found;
	char *base;
	size_t i;

	*n = 0;
	if (case_list_files(dir, ".tcl", &found) == -1)
		return NULL;
	for (i = 0; i < found.n; i++) {
		base = strrchr(found.v[i], '/') + 1;
		memmove(found.v[i], base, strlen(base) + 1);
		found.v[i][strlen(found.v[i]) - strlen(".tcl")] = '\0';
	}
	*n = found.n;
	return found.v;
}

void
case_free_names(char **names, size_t n)
{
	struct case_files found = { names, n };

	case_free_files(&found);
}
