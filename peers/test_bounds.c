/* test_bounds.c - what waits in the peer and in the path has a bound. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "net.h"
#include "queue.h"

#define CHUNK 65536

/* Reads all that is there; the bytes count up, whoever moved them. */
static size_t
take_all(int fd, unsigned char *next)
{
	static unsigned char bytes[CHUNK];
	size_t all = 0;
	ssize_t n, i;

	while ((n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
		for (i = 0; i < n; i++)
			assert_int_equal(bytes[i], (*next)++);
		all += (size_t)n;
	}
	return all;
}

/* Filled and emptied by pieces of all sizes: nothing is lost or twice. */
static void
test_outbox_keeps_order(void **state)
{
	static unsigned char bytes[CHUNK];
	struct outbox box = { 0 };
	unsigned char in = 0, out = 0;
	size_t added = 0, taken = 0, n, i;
	int pair[2], turn;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	for (turn = 0; turn < 200; turn++) {
		n = (size_t)(turn * 977 % CHUNK);
		for (i = 0; i < n; i++)
			bytes[i] = in++;
		outbox_add(&box, bytes, n);
		added += n;
		assert_true(outbox_flush(&box, pair[0]) >= 0);
		if (turn % 3 == 0)
			taken += take_all(pair[1], &out);
	}
	while (box.len > 0) {
		taken += take_all(pair[1], &out);
		assert_true(outbox_flush(&box, pair[0]) >= 0);
	}
	taken += take_all(pair[1], &out);
	assert_int_equal(taken, added);
	outbox_clear(&box);
	free(box.bytes);
	close(pair[0]);
	close(pair[1]);
}

static void
test_outbox_is_full(void **state)
{
	static unsigned char bytes[CHUNK];
	struct outbox box = { 0 };
	size_t n;

	(void)state;
	for (n = 0; !outbox_is_full(&box); n += CHUNK)
		outbox_add(&box, bytes, CHUNK);
	assert_int_equal(n, OUTBOX_MOST);
	outbox_clear(&box);
	assert_false(outbox_is_full(&box));
	for (n = 0; !outbox_is_full(&box); n += CHUNK)
		outbox_add_later(&box, bytes, CHUNK, 1);
	assert_in_range(n, OUTBOX_MOST - CHUNK, OUTBOX_MOST);
	outbox_clear(&box);
	/* single bytes take as much as what they are kept in */
	for (n = 0; !outbox_is_full(&box); n++)
		outbox_add_later(&box, bytes, 1, 1);
	assert_true(n < OUTBOX_MOST / 16);
	outbox_clear(&box);
	assert_false(outbox_is_full(&box));
	free(box.bytes);
}

static void
test_queue_is_full(void **state)
{
	static const uint8_t frame[64];
	const struct waiting w = { .wait = FOR_ITS_TIME };
	struct queue q = { 0 };
	struct waiting *taken;
	size_t n;

	(void)state;
	for (n = 0; !queue_is_full(&q); n++)
		queue_add(&q, &w, frame, sizeof(frame));
	assert_int_equal(n, QUEUE_MOST);
	assert_int_equal(queue_length(&q), n);
	free(queue_take(&q));
	assert_false(queue_is_full(&q));
	while ((taken = queue_take_due(&q, 0)) != NULL)
		free(taken);
	assert_int_equal(queue_length(&q), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outbox_keeps_order),
		cmocka_unit_test(test_outbox_is_full),
		cmocka_unit_test(test_queue_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
