/* test_artefact.c - files of results: no link, no FIFO, nothing too large. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "report/artefact.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static char place[64];
static int dir;

static int
make_dir(void **state)
{
	(void)state;
	strcpy(place, "/tmp/hangup-test-artefact-XXXXXX");
	if (!mkdtemp(place))
		return -1;
	dir = artefact_directory(place);
	return dir == -1 ? -1 : 0;
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
	close(dir);
	return nftw(place, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void
put_file(const char *name, const char *text)
{
	char error[ARTEFACT_ERROR];
	int fd = artefact_create(dir, name, error);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* What others could have put there in the place of a capture. */
static void
plant(void)
{
	put_file("cells/a/good", "bytes");
	put_file("elsewhere/secret", "secret");
	assert_int_equal(mkfifoat(dir, "cells/fifo", 0666), 0);
	assert_int_equal(symlinkat("/dev/zero", dir, "cells/zero"), 0);
	assert_int_equal(symlinkat("/etc/passwd", dir, "cells/passwd"), 0);
	assert_int_equal(symlinkat("a/good", dir, "cells/near"), 0);
	assert_int_equal(symlinkat("../elsewhere", dir, "cells/b"), 0);
	assert_int_equal(mkdirat(dir, "cells/folder", 0777), 0);
}

static const struct {
	const char *name, *error;
} refused[] = {
	{ "cells/fifo", "cells/fifo: no regular file" },
	{ "cells/zero", "cells/zero: a link, which is not followed" },
	{ "cells/passwd", "cells/passwd: a link, which is not followed" },
	{ "cells/near", "cells/near: a link, which is not followed" },
	{ "cells/b/secret", "cells/b/secret: a link, which is not followed" },
	{ "cells/folder", "cells/folder: no regular file" },
	{ "cells/none", "cells/none: No such file or directory" },
	{ "cells/a/good/x", "cells/a/good/x: Not a directory" },
	{ "../x", "../x: a name that leads elsewhere" },
	{ "cells/../../x", "cells/../../x: a name that leads elsewhere" },
	{ "/etc/passwd", "/etc/passwd: a name that leads elsewhere" },
	{ "", ": a name that leads elsewhere" },
	{ "cells//x", "cells//x: a name that leads elsewhere" },
	{ "cells/./x", "cells/./x: a name that leads elsewhere" },
	{ "cells/a\033", "cells/a?: No such file or directory" },
};

/* Is all of it as it should be?  In a child no assertion may be made. */
static bool
reads_only_good(void)
{
	char error[ARTEFACT_ERROR];
	unsigned char *bytes;
	size_t i, n = 0;

	bytes = artefact_read(dir, "cells/a/good", 5, &n, error);
	if (!bytes || n != 5 || memcmp(bytes, "bytes", 5) != 0)
		return false;
	free(bytes);
	for (i = 0; i < COUNT(refused); i++) {
		bytes = artefact_read(dir, refused[i].name, 99, &n, error);
		if (bytes || strcmp(error, refused[i].error) != 0) {
			fprintf(stderr, "%s: %s\n", refused[i].name, error);
			return false;
		}
	}
	return true;
}

static void
test_read(void **state)
{
	char error[ARTEFACT_ERROR];
	size_t n;

	(void)state;
	plant();
	/* a FIFO would wait for a writer for good */
	alarm(20);
	assert_true(reads_only_good());
	alarm(0);
	assert_null(artefact_read(dir, "cells/a/good", 4, &n, error));
	assert_string_equal(
	    error, "cells/a/good: 5 bytes, more than the 4 that are read");
}

/* A kernel, or a filter, that knows no openat2: the same part by part. */
static void
test_without_openat2(void **state)
{
	static const int answers[] = { ENOSYS, EPERM };
	size_t i;

	(void)state;
	plant();
	for (i = 0; i < COUNT(answers); i++) {
		struct sock_filter code[] = { BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						  offsetof(
						      struct seccomp_data, nr)),
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
			BPF_STMT(BPF_RET | BPF_K,
			    SECCOMP_RET_ERRNO | (unsigned)answers[i]),
			BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
		struct sock_fprog filter = { COUNT(code), code };
		int status;
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0) {
			alarm(20);
			if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
			    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
				&filter) == -1)
				_exit(2);
			_exit(reads_only_good() ? 0 : 1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
}

/* The directory is a person's choice, and may be a link. */
static void
test_directory(void **state)
{
	char link[80], error[ARTEFACT_ERROR];
	unsigned char *bytes;
	size_t n;
	int fd;

	(void)state;
	put_file("results/x", "bytes");
	assert_int_equal(symlinkat("results", dir, "latest"), 0);
	snprintf(link, sizeof(link), "%s/latest", place);
	fd = artefact_directory(link);
	assert_true(fd >= 0);
	bytes = artefact_read(fd, "x", 99, &n, error);
	assert_non_null(bytes);
	free(bytes);
	close(fd);
	assert_int_equal(artefact_directory("/dev/null"), -1);
}

/* What is made is new: what was there by that name is not written to. */
static void
test_create(void **state)
{
	char error[ARTEFACT_ERROR];
	unsigned char *bytes;
	size_t n;

	(void)state;
	plant();
	alarm(20);
	put_file("cells/fifo", "new");
	put_file("cells/near", "new");
	put_file("cells/new/deep/x", "new");
	alarm(0);
	bytes = artefact_read(dir, "cells/a/good", 99, &n, error);
	assert_non_null(bytes);
	assert_memory_equal(bytes, "bytes", 5);
	free(bytes);
	assert_int_equal(artefact_create(dir, "cells/b/x", error), -1);
	assert_string_equal(error, "cells/b/x: a link, which is not followed");
	assert_int_equal(faccessat(dir, "elsewhere/x", F_OK, 0), -1);
	assert_int_equal(artefact_create(dir, "cells/folder", error), -1);
	assert_string_equal(error, "cells/folder: Is a directory");
	assert_int_equal(artefact_create(dir, "../x", error), -1);
}

static void
test_remove(void **state)
{
	char error[ARTEFACT_ERROR];

	(void)state;
	plant();
	assert_int_equal(artefact_remove(dir, "cells", error), 0);
	assert_int_equal(faccessat(dir, "cells", F_OK, 0), -1);
	/* where its links led to */
	assert_int_equal(faccessat(dir, "elsewhere/secret", F_OK, 0), 0);
	assert_int_equal(artefact_remove(dir, "cells", error), 0);
	assert_int_equal(symlinkat("elsewhere", dir, "cells"), 0);
	assert_int_equal(artefact_remove(dir, "cells", error), 0);
	assert_int_equal(faccessat(dir, "elsewhere/secret", F_OK, 0), 0);
}

/* FIPS 180-2, appendix B. */
static void
test_sha256(void **state)
{
	char hex[ARTEFACT_HASH];

	(void)state;
	assert_string_equal(artefact_sha256("abc", 3, hex),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* The capture that was judged, and no other in its place. */
static void
test_capture(void **state)
{
	static const char hash[] =
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	char error[ARTEFACT_ERROR];
	json_t *cell = json_pack("{s:{s:s, s:s, s:s}}", "wire", "pcap",
	    "cells/x", "pcap_sha256", hash, "peer_pcap", "cells/y");
	unsigned char *bytes;
	size_t n = 0;

	(void)state;
	put_file("cells/x", "abc");
	bytes = artefact_capture(dir, cell, "pcap", &n, error);
	assert_non_null(bytes);
	assert_int_equal(n, 3);
	free(bytes);
	put_file("cells/x", "abd");
	assert_null(artefact_capture(dir, cell, "pcap", &n, error));
	assert_string_equal(error,
	    "cells/x: not the capture that was judged: its SHA-256 is another "
	    "than results.json has");
	/* none is there; and one without a hash */
	assert_null(artefact_capture(dir, cell, "peer_pcap", &n, error));
	assert_string_equal(error, "");
	put_file("cells/y", "abd");
	bytes = artefact_capture(dir, cell, "peer_pcap", &n, error);
	assert_non_null(bytes);
	free(bytes);
	json_decref(cell);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read),
		TEST(test_without_openat2),
		TEST(test_directory),
		TEST(test_create),
		TEST(test_remove),
		TEST(test_sha256),
		TEST(test_capture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
