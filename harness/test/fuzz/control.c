/* control.c - fuzzes the control protocol, and the path's commands by it. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: each line has one answer, "ok" or "error"; what rules and forgeries
 * come of it can be held against any frame.  The input: a frame, its length
 * in one byte before it, then lines.
 */
#include <assert.h>
#include <errno.h>

#include "peers/bridge.h"

/* No device of this host: "attach" finds none. */
static int
no_device(const char *name)
{
	(void)name;
	errno = ENODEV;
	return -1;
}

#define bridge_open no_device
/* its commands are its own: NOLINTNEXTLINE(bugprone-suspicious-include) */
#include "peers/path.c"
#undef bridge_open

#include "test/fuzz/fuzz.h"

static void
pass_frame(const uint8_t *frame, size_t n)
{
	enum direction d;

	for (d = TO_PEER; d < DIRECTIONS; d++) {
		forge_learn(&path.flow[d], frame, n, true);
		(void)rules_match(path.rules, d, frame, n, false);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n = size > 0 && data[0] < size ? data[0] : 0;
	uint8_t *frame;

	if (size == 0)
		return 0;
	frame = (uint8_t *)fuzz_text(data + 1, n);
	control_init(
	    path_words, fuzz_file(data + 1 + n, size - 1 - n), fuzz_nowhere());
	bridge_init(&path);
	pass_frame(frame, n);
	while (control_read())
		pass_frame(frame, n);
	bridge_forward_due(&path);
	bridge_close(&path);
	free(frame);
	return 0;
}
