/* say.c - fuzzes the report protocol: a line that a subject says. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: whatever it says, it is a line of one of three kinds, and what is
 * told of it is text that ends within its room.
 */
#include <assert.h>

#include "run/protocol.h"
#include "test/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct line line;

	protocol_parse(&line, text);
	assert(line.kind == LINE_READY || line.kind == LINE_REPORT ||
	    line.kind == LINE_WRONG);
	assert(memchr(line.error, '\0', sizeof(line.error)));
	assert(memchr(line.said.detail, '\0', sizeof(line.said.detail)));
	assert((line.kind == LINE_WRONG) == (line.error[0] != '\0'));
	assert(line.kind != LINE_REPORT || line.said.verdict > UNSAID);
	free(text);
	return 0;
}
