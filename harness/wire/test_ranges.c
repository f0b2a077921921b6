/* test_ranges.c - sets of positions, and sequence numbers as positions. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"
#include "wire/testing.h"

static void
expect(const struct ranges *r, size_t n, const int64_t bounds[])
{
	assert_int_equal(r->n, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(r->v[i].from, bounds[2 * i]);
		assert_int_equal(r->v[i].to, bounds[2 * i + 1]);
	}
}

#define EXPECT(r, n, ...) expect((r), (n), (const int64_t[]) { __VA_ARGS__ })

static void
test_add(void **state)
{
	struct ranges r = { .n = 0 };

	(void)state;
	ranges_add(&r, 10, 20);
	ranges_add(&r, 50, 60);
	ranges_add(&r, 30, 40);
	ranges_add(&r, 5, 5); /* nothing */
	EXPECT(&r, 3, 10, 20, 30, 40, 50, 60);
	ranges_add(&r, 32, 38); /* within */
	EXPECT(&r, 3, 10, 20, 30, 40, 50, 60);
	ranges_add(&r, 40, 45); /* touches the one before */
	EXPECT(&r, 3, 10, 20, 30, 45, 50, 60);
	ranges_add(&r, 48, 50); /* touches the one behind */
	EXPECT(&r, 3, 10, 20, 30, 45, 48, 60);
	ranges_add(&r, 1, 3);
	EXPECT(&r, 4, 1, 3, 10, 20, 30, 45, 48, 60);
	ranges_add(&r, 15, 47); /* joins two */
	EXPECT(&r, 3, 1, 3, 10, 47, 48, 60);
	ranges_add(&r, 0, 100);
	EXPECT(&r, 1, 0, 100);
}

static void
test_end(void **state)
{
	struct ranges r = { .n = 0 };

	(void)state;
	ranges_add(&r, 10, 20);
	ranges_add(&r, 30, 40);
	assert_int_equal(ranges_end(&r, 9), 9);
	assert_int_equal(ranges_end(&r, 10), 20);
	assert_int_equal(ranges_end(&r, 19), 20);
	assert_int_equal(ranges_end(&r, 20), 20);
	assert_int_equal(ranges_end(&r, 39), 40);
}

static void
test_drop(void **state)
{
	struct ranges r = { .n = 0 };

	(void)state;
	ranges_add(&r, 10, 20);
	ranges_add(&r, 30, 40);
	ranges_add(&r, 50, 60);
	ranges_drop(&r, 5);
	EXPECT(&r, 3, 10, 20, 30, 40, 50, 60);
	ranges_drop(&r, 20);
	EXPECT(&r, 2, 30, 40, 50, 60);
	ranges_drop(&r, 35);
	EXPECT(&r, 2, 35, 40, 50, 60);
	ranges_drop(&r, 99);
	EXPECT(&r, 0, 0);
}

/* What finds no room is forgotten, what only grows a range is not. */
static void
test_full(void **state)
{
	struct ranges r = { .n = 0 };

	(void)state;
	for (int i = 0; i < RANGES; i++)
		ranges_add(&r, 10 * i, 10 * i + 5);
	assert_int_equal(r.n, RANGES);
	ranges_add(&r, 10 * RANGES, 10 * RANGES + 5);
	ranges_add(&r, -5, -2);
	assert_int_equal(r.n, RANGES);
	assert_int_equal(r.v[0].from, 0);
	assert_int_equal(ranges_end(&r, 10 * RANGES), 10 * RANGES);
	ranges_add(&r, 5, 7);
	assert_int_equal(ranges_end(&r, 0), 7);
	ranges_add(&r, 7, 10);
	assert_int_equal(r.n, RANGES - 1);
	assert_int_equal(ranges_end(&r, 0), 15);
}

static void
test_seq_near(void **state)
{
	const int64_t wrap = 1LL << 32;

	(void)state;
	assert_int_equal(seq_near(5, 7), 7);
	assert_int_equal(seq_near(5, 0xffffffff), -1);
	assert_int_equal(seq_near(wrap - 1, 3), wrap + 3);
	assert_int_equal(seq_near(wrap + 3, 0xfffffffe), wrap - 2);
	assert_int_equal(seq_near(5 * wrap, 0x7fffffff), 5 * wrap + 0x7fffffff);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_drop),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_seq_near),
	};

	return cmocka_run_group_tests_name("wire/ranges", tests, NULL, NULL);
}
