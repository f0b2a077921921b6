/* bridge.c - frames between two devices, and what is done to them. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A frame that waits is learned from when it comes and again when it leaves:
 * only what was handed over moves RCV.NXT, where forged segments stand.
 */
#include "bridge.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SNAPLEN 2048
#define BUFFER (256 * 1024)
#define BATCH 64  /* frames of one side before the other's turn */
#define ROUNDS 64 /* catching up ends even if frames never do */
#define MS_NS 1000000

int64_t
bridge_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 * MS_NS + ts.tv_nsec;
}

pcap_t *
bridge_open(const char *device, char error[PCAP_ERRBUF_SIZE])
{
	pcap_t *p = pcap_create(device, error);

	if (!p)
		return NULL;
	pcap_set_immediate_mode(p, 1);
	pcap_set_snaplen(p, SNAPLEN);
	pcap_set_buffer_size(p, BUFFER);
	if (pcap_activate(p) >= 0 && pcap_setdirection(p, PCAP_D_IN) == 0 &&
	    pcap_setnonblock(p, 1, error) == 0)
		return p;
	snprintf(error, PCAP_ERRBUF_SIZE, "%s", pcap_geterr(p));
	pcap_close(p);
	return NULL;
}

static enum direction
opposite(enum direction d)
{
	return d == TO_PEER ? TO_SUBJECT : TO_PEER;
}

/* A link that is down, or a full queue, loses frames: so do networks. */
static void
put(struct bridge *b, enum direction d, const uint8_t *bytes, size_t len)
{
	pcap_t *out = b->in[opposite(d)];

	if (pcap_inject(out, bytes, len) == -1 && errno != ENETDOWN &&
	    errno != ENOBUFS)
		warnx("%s: pcap_inject: %s",
		    d == TO_PEER ? "to-peer" : "to-subject", pcap_geterr(out));
}

void
bridge_put_forged(
    struct bridge *b, enum direction d, const uint8_t *bytes, size_t len)
{
	put(b, d, bytes, len);
	b->forged[d]++;
}

static void
hand_over(struct bridge *b, enum direction d, const uint8_t *bytes, size_t len)
{
	put(b, d, bytes, len);
	b->forwarded[d]++;
	forge_learn(&b->flow[d], bytes, len, true);
}

static void
drop(struct bridge *b, enum direction d, const uint8_t *bytes, size_t len)
{
	b->dropped[d]++;
	forge_learn(&b->flow[d], bytes, len, false);
}

/* A frame whose wait is over. */
static void
leave(struct bridge *b, struct waiting *w)
{
	if (w->copy)
		bridge_put_forged(b, w->d, w->bytes, w->len);
	else
		hand_over(b, w->d, w->bytes, w->len);
	free(w);
}

/* One frame has passed: what was kept back for that goes, too. */
static void
passed(struct bridge *b, enum direction d)
{
	struct waiting *kept = queue_take_kept_back(&b->queue, d);

	if (kept)
		leave(b, kept);
}

static void
leave_and_pass(struct bridge *b, struct waiting *w)
{
	enum direction d = w->d;
	bool copy = w->copy;

	leave(b, w);
	if (!copy)
		passed(b, d);
}

static void
pass(struct bridge *b, enum direction d, const uint8_t *bytes, size_t len)
{
	hand_over(b, d, bytes, len);
	passed(b, d);
}

static void
keep(
    struct bridge *b, const struct waiting *w, const uint8_t *bytes, size_t len)
{
	queue_add(&b->queue, w, bytes, len);
	forge_learn(&b->flow[w->d], bytes, len, false);
}

static int64_t
due_in(long ms)
{
	return bridge_now_ns() + (int64_t)ms * MS_NS;
}

static void
add_copies(struct bridge *b, const struct rule *r, enum direction d,
    const uint8_t *bytes, size_t len)
{
	struct waiting w = { .wait = FOR_ITS_TIME, .d = d, .copy = true };
	long i;

	if (r->ms > 0)
		w.due_ns = due_in(r->ms);
	for (i = 0; i < r->copies; i++)
		if (r->ms > 0)
			queue_add(&b->queue, &w, bytes, len);
		else
			bridge_put_forged(b, d, bytes, len);
}

static void
answer(struct bridge *b, const struct rule *r, enum direction d,
    const uint8_t *bytes, size_t len)
{
	uint8_t out[FORGE_ROOM];
	size_t n = r->action == ANSWER_RST ?
	    forge_reset(bytes, len, out) :
	    forge_icmp(&r->icmp, bytes, len, out);

	if (n > 0)
		bridge_put_forged(b, opposite(d), out, n);
}

static void
act(struct bridge *b, const struct rule *r, enum direction d,
    const uint8_t *bytes, size_t len)
{
	struct waiting w = { .d = d };

	switch (r->action) {
	case DROP:
	case LOSE:
		drop(b, d, bytes, len);
		break;
	case ANSWER_ICMP:
	case ANSWER_RST:
		drop(b, d, bytes, len);
		answer(b, r, d, bytes, len);
		break;
	case DELAY:
		w.wait = FOR_ITS_TIME;
		w.due_ns = due_in(r->ms);
		keep(b, &w, bytes, len);
		break;
	case REORDER:
		w.wait = FOR_THE_NEXT;
		keep(b, &w, bytes, len);
		break;
	case HOLD:
		w.wait = FOR_RELEASE;
		keep(b, &w, bytes, len);
		break;
	case DUPLICATE:
		pass(b, d, bytes, len);
		add_copies(b, r, d, bytes, len);
		break;
	}
}

/* How many frames were there. */
int
bridge_forward(struct bridge *b, enum direction d)
{
	const struct rule *r;
	struct pcap_pkthdr *h;
	const u_char *bytes;
	int i;

	for (i = 0; i < BATCH; i++) {
		if (pcap_next_ex(b->in[d], &h, &bytes) != 1)
			break;
		r = rules_match(b->rules, d, bytes, h->caplen,
		    queue_keeps_back(&b->queue, d));
		if (r)
			act(b, r, d, bytes, h->caplen);
		else
			pass(b, d, bytes, h->caplen);
	}
	return i;
}

int64_t
bridge_due_ns(const struct bridge *b)
{
	return queue_next_ns(&b->queue);
}

void
bridge_forward_due(struct bridge *b)
{
	struct waiting *w;

	while (b->queue.first &&
	    (w = queue_take_due(&b->queue, bridge_now_ns())) != NULL)
		leave_and_pass(b, w);
}

void
bridge_catch_up(struct bridge *b)
{
	int rounds = ROUNDS;

	while (bridge_forward(b, TO_PEER) + bridge_forward(b, TO_SUBJECT) > 0 &&
	    --rounds > 0)
		;
	bridge_forward_due(b);
}

void
bridge_release(struct bridge *b)
{
	struct waiting *w;

	rules_forget_action(&b->rules, HOLD);
	while ((w = queue_take_held(&b->queue)) != NULL)
		leave_and_pass(b, w);
}

void
bridge_reset(struct bridge *b, bool lose)
{
	struct waiting *w;

	rules_forget(&b->rules);
	while ((w = queue_take(&b->queue)) != NULL)
		if (lose) {
			b->dropped[w->d] += !w->copy;
			free(w);
		} else
			leave(b, w);
}

void
bridge_close(struct bridge *b)
{
	enum direction d;

	bridge_reset(b, true);
	for (d = TO_PEER; d < DIRECTIONS; d++)
		if (b->in[d])
			pcap_close(b->in[d]);
	if (b->attached)
		pcap_close(b->attached);
	*b = (struct bridge) { 0 };
}

/* What came from the attached device while it was ignored stays ignored. */
void
bridge_switch(struct bridge *b)
{
	pcap_t *old = b->in[TO_SUBJECT];
	struct pcap_pkthdr *h;
	const u_char *bytes;

	while (pcap_next_ex(b->attached, &h, &bytes) == 1)
		;
	b->in[TO_SUBJECT] = b->attached;
	b->attached = old;
}
