/* fuzz.h - what the fuzzers share: input as a file, output to nowhere. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_FUZZ_H
#define HANGUP_FUZZ_H

#include <err.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* libFuzzer's doors. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* The bytes as a text that ends; the caller's. */
static inline char *
fuzz_text(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		err(1, "malloc");
	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

/* The bytes as a file that is read from its beginning; one, used again. */
static inline int
fuzz_file(const uint8_t *data, size_t size)
{
	static int fd = -1;

	if (fd == -1)
		fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd == -1 || ftruncate(fd, 0) == -1 ||
	    pwrite(fd, data, size, 0) != (ssize_t)size ||
	    lseek(fd, 0, SEEK_SET) == -1)
		err(1, "memfd");
	return fd;
}

static inline FILE *
fuzz_nowhere(void)
{
	static FILE *f;

	if (!f)
		f = fopen("/dev/null", "w");
	if (!f)
		err(1, "/dev/null");
	return f;
}

#endif
