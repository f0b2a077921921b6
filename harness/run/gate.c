/* gate.c - the cell's side of its talk with the runner. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/gate.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static void
put(int runner, const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t done;

	while (n > 0) {
		done = write(runner, p, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done <= 0)
			_exit(1);
		p += done;
		n -= (size_t)done;
	}
}

void
gate_enter(int runner, enum gate gate)
{
	ssize_t n;
	char c;

	if (runner == -1)
		return; /* alone: every gate is open */
	put(runner, &GATE_ENTER[gate], 1);
	do
		n = read(runner, &c, 1);
	while (n == -1 && errno == EINTR);
	if (n != 1)
		_exit(1);
}

void
gate_leave(int runner, enum gate gate)
{
	if (runner == -1)
		return;
	put(runner, &GATE_LEAVE[gate], 1);
}

static void
put_number(int runner, char what, size_t number)
{
	uint32_t n = (uint32_t)number;
	char head[1 + sizeof(n)] = { what };

	memcpy(head + 1, &n, sizeof(n));
	put(runner, head, sizeof(head));
}

void
gate_lasts(int runner, int ms)
{
	if (runner != -1)
		put_number(runner, GATE_LASTS, (size_t)ms);
}

void
gate_late(int runner)
{
	if (runner != -1)
		put(runner, &(char) { GATE_LATE }, 1);
}

void
gate_send_record(int runner, const char *text, size_t length)
{
	put_number(runner, GATE_RECORD, length);
	put(runner, text, length);
}
