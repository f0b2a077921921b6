/* bridge.c - frames between two devices, and what is done to them. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A frame that waits is learned from when it comes and again when it leaves:
 * only what was handed over moves RCV.NXT, where forged segments stand.
 */
#include "bridge.h"

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FRAME 2048	    /* the labs' MTU is 1500 */
#define BUFFER (208 * 1024) /* an ordinary user may have as much, socket(7) */
#define BATCH 64	    /* frames of one side before the other's turn */
#define ROUNDS 64	    /* catching up ends even if frames never do */
#define MS_NS 1000000

int64_t
bridge_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 * MS_NS + ts.tv_nsec;
}

/*
 * Plain packet(7) sockets and no captures: what comes is sent on at once and
 * needs neither a time nor a ring, which cost more to make than all frames.
 */
int
bridge_open(const char *device)
{
	const int yes = 1, room = BUFFER;
	struct sockaddr_ll where = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(device) };
	int fd, saved;

	if (where.sll_ifindex == 0)
		return -1;
	/* deaf until it is bound: protocol 0 */
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	if (setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes,
		sizeof(yes)) == 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room)) == 0 &&
	    bind(fd, (struct sockaddr *)&where, sizeof(where)) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

/* Its length, or 0 if there is none. */
static size_t
take(int fd, uint8_t frame[FRAME])
{
	ssize_t n = recv(fd, frame, FRAME, 0);

	return n > 0 ? (size_t)n : 0;
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
	if (send(b->in[opposite(d)], bytes, len, 0) == -1 &&
	    errno != ENETDOWN && errno != ENOBUFS)
		warn("%s: send", d == TO_PEER ? "to-peer" : "to-subject");
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
	if (queue_is_full(&b->queue)) {
		drop(b, w->d, bytes, len);
		return;
	}
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
		if (r->ms > 0 && !queue_is_full(&b->queue))
			queue_add(&b->queue, &w, bytes, len);
		else if (r->ms == 0)
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
	uint8_t frame[FRAME];
	size_t len;
	int i;

	for (i = 0; i < BATCH; i++) {
		len = take(b->in[d], frame);
		if (len == 0)
			break;
		r = rules_match(
		    b->rules, d, frame, len, queue_keeps_back(&b->queue, d));
		if (r)
			act(b, r, d, frame, len);
		else
			pass(b, d, frame, len);
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
bridge_init(struct bridge *b)
{
	*b = (struct bridge) { .in = { -1, -1 }, .attached = -1 };
}

void
bridge_close(struct bridge *b)
{
	enum direction d;

	bridge_reset(b, true);
	for (d = TO_PEER; d < DIRECTIONS; d++)
		if (b->in[d] != -1)
			close(b->in[d]);
	if (b->attached != -1)
		close(b->attached);
	bridge_init(b);
}

/* What came from the attached device while it was ignored stays ignored. */
void
bridge_switch(struct bridge *b)
{
	int old = b->in[TO_SUBJECT];
	uint8_t frame[FRAME];

	while (take(b->attached, frame) > 0)
		;
	b->in[TO_SUBJECT] = b->attached;
	b->attached = old;
}
