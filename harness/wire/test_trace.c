/* test_trace.c - pcap files: nanoseconds, and files that are broken. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/testing.h"

#include <unistd.h>

static char file[64];

static int
make_file(void **state)
{
	int fd;

	(void)state;
	snprintf(file, sizeof(file), "/tmp/hangup-test-trace-XXXXXX");
	fd = mkstemp(file);
	if (fd < 0)
		return -1;
	return close(fd);
}

static int
remove_file(void **state)
{
	(void)state;
	return unlink(file);
}

static void
fill_file(const char *hex)
{
	uint8_t bytes[256];
	size_t n = unhex(bytes, hex);
	FILE *f = fopen(file, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void
save(const struct trace *t)
{
	size_t n;
	unsigned char *bytes = trace_pcap(t, &n);
	FILE *f = fopen(file, "we");

	assert_non_null(bytes);
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(bytes);
}

static void
test_round_trip(void **state)
{
	static const int64_t times[] = { 0, 999999999, 1767225600123456789LL,
		1767225600123456790LL };
	struct trace out = { 0 }, in = { 0 };
	char error[WIRE_ERROR] = "";
	uint8_t bytes[4];

	(void)state;
	for (size_t i = 0; i < 200; i++) { /* room for it grows */
		memset(bytes, (int)i, sizeof(bytes));
		assert_int_equal(
		    trace_add(&out, times[i % 4], bytes, (uint32_t)(i % 5), 60),
		    0);
	}
	save(&out);
	assert_int_equal(trace_read(&in, fopen(file, "r"), file, error), 0);
	assert_int_equal(in.n, 200);
	for (size_t i = 0; i < 200; i++) {
		assert_true(in.v[i].t_ns == times[i % 4]);
		assert_int_equal(in.v[i].caplen, i % 5);
		assert_int_equal(in.v[i].len, 60);
		assert_memory_equal(in.v[i].bytes, out.v[i].bytes, i % 5);
	}
	trace_free(&out);
	trace_free(&in);
	assert_int_equal(in.n, 0);
	trace_free(&in);
}

static void
test_empty(void **state)
{
	struct trace t = { 0 };
	char error[WIRE_ERROR] = "";

	(void)state;
	save(&t);
	assert_int_equal(trace_read(&t, fopen(file, "r"), file, error), 0);
	assert_int_equal(t.n, 0);
	trace_free(&t);
}

/* Little-endian: magic, version 2.4, snaplen, link type; one frame. */
#define HEADER(magic, link) \
	magic "02 00 04 00  00 00 00 00 00 00 00 00  ff ff 00 00 " link
#define MICROSECONDS "d4 c3 b2 a1 "
#define ETHERNET "01 00 00 00 "
#define RAW_IP "65 00 00 00 "
#define FRAME "05 00 00 00  07 00 00 00  02 00 00 00  3c 00 00 00 "

static void
test_microseconds(void **state)
{
	struct trace t = { 0 };
	char error[WIRE_ERROR] = "";

	(void)state;
	fill_file(HEADER(MICROSECONDS, ETHERNET) FRAME "aa bb ");
	assert_int_equal(trace_read(&t, fopen(file, "r"), file, error), 0);
	assert_int_equal(t.n, 1);
	assert_true(t.v[0].t_ns == 5000007000LL);
	assert_int_equal(t.v[0].caplen, 2);
	assert_int_equal(t.v[0].len, 60);
	assert_int_equal(t.v[0].bytes[1], 0xbb);
	trace_free(&t);
}

static void
refused(const char *hex, const char *what)
{
	struct trace t = { 0 };
	char error[WIRE_ERROR] = "";

	fill_file(hex);
	assert_int_equal(trace_read(&t, fopen(file, "r"), file, error), -1);
	if (strstr(error, what) == NULL)
		fail_msg("\"%s\" lacks \"%s\"", error, what);
	trace_free(&t);
}

static void
test_broken(void **state)
{
	struct trace t = { 0 };
	char error[WIRE_ERROR] = "";

	(void)state;
	refused(HEADER(MICROSECONDS, RAW_IP), "Ethernet was expected");
	refused(HEADER(MICROSECONDS, ETHERNET) FRAME "aa ", "frame 1");
	refused("00 01 02 03 04 05", "");
	assert_int_equal(trace_read(&t, NULL, "x.pcap", error), -1);
	assert_non_null(strstr(error, "x.pcap"));
}

/* As large as a capture may make it; and of a flood only the beginning. */
static void
test_bounds(void **state)
{
	static const uint8_t bytes[WIRE_SNAPLEN];
	struct trace t = { 0 };

	(void)state;
	while (!trace_is_full(&t))
		assert_int_equal(trace_add(&t, 1, bytes, 14, 14), 0);
	assert_int_equal(t.n, TRACE_FRAMES);
	trace_cut(&t, 10);
	assert_int_equal(t.n, 10);
	assert_int_equal(t.bytes, 140);
	trace_cut(&t, 20);
	assert_int_equal(t.n, 10);
	while (!trace_is_full(&t))
		assert_int_equal(
		    trace_add(&t, 1, bytes, WIRE_SNAPLEN, WIRE_SNAPLEN), 0);
	assert_in_range(t.bytes, TRACE_BYTES, TRACE_BYTES + WIRE_SNAPLEN);
	assert_true(t.n < TRACE_FRAMES);
	trace_free(&t);
	assert_int_equal(t.bytes, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_microseconds),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests_name(
	    "wire/trace", tests, make_file, remove_file);
}
