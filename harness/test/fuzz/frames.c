/* frames.c - fuzzes what is made of frames: packets, truth, states, notes. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: any frames, on either leg, at any time, are packets of which a truth
 * is made for each connection, states, a recovery, counts; the truth's moments
 * follow each other; and each packet is of one connection or of none.  The input: frames, each behind
 *
 *	legs	1 and 2: which; 4: a TCP segment is built around the bytes;
 *		8: to the subject; 16: long after the one before
 *	length	of its bytes
 *
 * A built one takes flags, SEQ and ACK from its first four bytes: what only
 * chance would make whole is made whole, so that its meaning is fuzzed.
 */
#include <assert.h>

#include "judge/judge.h"
#include "test/fuzz/fuzz.h"
#include "wire/wire.h"

#define MOST_FRAMES 48
#define STEP_NS 7000000
#define LONG_NS 1200000000

static const uint8_t mac[2][6] = { { 2, 0, 0, 0, 0, 1 }, { 2, 0, 0, 0, 0, 2 } };

/* Ethernet, IPv4, TCP, and what is left of the bytes. */
static size_t
build(uint8_t *out, bool in, const uint8_t *bytes, size_t n)
{
	size_t data = n > 5 ? n - 5 : 0;
	uint8_t *ip = out + 14, *tcp = ip + 20;

	memset(out, 0, 54);
	memcpy(out, mac[!in], 6);
	memcpy(out + 6, mac[in], 6);
	out[12] = 0x08;
	ip[0] = 0x45;
	ip[2] = (uint8_t)((40 + data) >> 8);
	ip[3] = (uint8_t)(40 + data);
	ip[8] = 64;
	ip[9] = 6;
	ip[12] = ip[16] = 10;
	ip[15] = in ? 2 : 1;
	ip[19] = in ? 1 : 2;
	tcp[in ? 1 : 3] = 9;
	tcp[in ? 2 : 0] = 0x9c;
	tcp[12] = 0x50;
	if (n > 0)
		tcp[13] = bytes[0];
	if (n > 2) {
		/* around where numbers wrap */
		tcp[4] = tcp[5] = tcp[6] = bytes[1] & 0x80 ? 0xff : 0;
		tcp[7] = bytes[1];
		tcp[8] = tcp[9] = tcp[10] = bytes[2] & 0x80 ? 0xff : 0;
		tcp[11] = bytes[2];
	}
	if (n > 3)
		tcp[14] = bytes[3];
	memcpy(tcp + 20, bytes + n - data, data);
	return 54 + data;
}

static void
add_frame(struct trace legs[2], int64_t t_ns, unsigned how,
    const uint8_t *bytes, size_t n)
{
	uint8_t frame[54 + 256];
	int leg;

	if (how & 4)
		n = build(frame, (how & 8) != 0, bytes, n);
	else
		memcpy(frame, bytes, n);
	for (leg = 0; leg < 2; leg++)
		if (how & (1u << leg) &&
		    trace_add(&legs[leg], t_ns + leg, frame, (uint32_t)n,
			(uint32_t)n) == -1)
			abort();
}

static int64_t
read_frames(struct trace legs[2], const uint8_t *data, size_t size)
{
	const uint8_t *end = data + size;
	int64_t t_ns = 1000000000;
	int i;
	size_t n;

	for (i = 0; i < MOST_FRAMES && end - data >= 2; i++) {
		n = data[1];
		if (n > (size_t)(end - data - 2))
			n = (size_t)(end - data - 2);
		t_ns += data[0] & 16 ? LONG_NS : STEP_NS;
		add_frame(legs, t_ns, data[0], data + 2, n);
		data += 2 + n;
	}
	return t_ns;
}

static void
hold_moments(const struct truth *t)
{
	size_t i;

	assert(t->n >= 1 && t->n <= sizeof(t->moments) / sizeof(t->moments[0]));
	for (i = 1; i < t->n; i++)
		assert(t->moments[i].t_ns >= t->moments[i - 1].t_ns);
}

/* Those of a connection stand in their order, and each says whose it is. */
static size_t
hold_connection(const struct connection *c)
{
	size_t i;

	assert(c->n > 0);
	for (i = 0; i < c->n; i++) {
		assert(c->v[i]->connection == c);
		assert(i == 0 || c->v[i]->number > c->v[i - 1]->number);
	}
	return c->n;
}

static void
hold_connections(const struct packets *p)
{
	const struct connections *all = &p->connections;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++)
		n += hold_connection(&all->v[i]);
	for (i = 0; i < p->n; i++)
		n -= p->v[i].connection != NULL;
	assert(n == 0);
	assert(all->watched->is_watched);
}

static void
look(struct packets *p, const struct plot *plot)
{
	char filter[] = "DATA or FIN";
	const struct check check = { .filter = filter,
		.seen = true,
		.legs = BOTH_LEGS,
		.min = 1,
		.when = BEFORE_SENDING };
	char error[WIRE_ERROR];
	struct recovery recovery;
	struct states states;
	struct truth truth;
	size_t i;

	hold_connections(p);
	for (i = 0; i < p->connections.n; i++) {
		truth_establish(&truth, &p->connections.v[i], plot);
		hold_moments(&truth);
		(void)states_find(&states, &p->connections.v[i]);
		assert(states.n <= sizeof(states.v) / sizeof(states.v[0]));
	}
	packets_note_proof(p, plot);
	recovery_establish(&recovery, &p->connections, plot, plot->ready_ns, 0);
	(void)check_count(&check, p, plot, 4, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trace legs[2] = { { 0 }, { 0 } };
	struct plot plot;
	struct packets p;
	int64_t end_ns;

	if (size < 1)
		return 0;
	plot = PLOT((enum form)(data[0] % FORMS));
	end_ns = read_frames(legs, data + 1, size - 1);
	plot.ready_ns = 1000000000 + 3 * STEP_NS;
	if (data[0] & 0x40)
		plot.fault_ns = plot.ready_ns + STEP_NS;
	if (data[0] & 0x80)
		plot.horizon_ns = end_ns - STEP_NS;
	if (packets_join(&p, &legs[0], &legs[1], mac[0]) == -1)
		abort();
	look(&p, &plot);
	packets_free(&p);
	trace_free(&legs[0]);
	trace_free(&legs[1]);
	return 0;
}
