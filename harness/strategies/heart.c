/* heart.c - heartbeats that must be answered. */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Theory of operation: the peer echoes in order, so the n-th 0x00 that
 * arrives answers the n-th beat that was sent; bytes that are not 0x00 are
 * messages.  A beat is judged when it is answered or as old as patience,
 * whichever comes first; two misses in a row are death, 1500 ms after the
 * first of them left.
 */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "strategies/heart.h"

enum { ROOM = 2048 }; /* more than are ever unjudged at once */

struct heart {
	unsigned sent, answered, judged; /* beats, since the start */
	int misses;			 /* in a row, up to judged */
	int64_t next_ms;		 /* when to send again */
	int64_t sent_ms[ROOM];		 /* beat n's at n % ROOM */
	struct messages *messages;	 /* NULL: none */
};

/*
 * The beat, and behind it in the same segment what waits to be sent: as send(2).
 * What finds no room goes with the next.
 */
static long
send_beat(struct messages *m, int fd)
{
	unsigned char bytes[1 + MESSAGES_WAITING] = { 0 };
	unsigned n = 1, i;
	long sent;

	if (m == NULL)
		return socket_beat(fd, MSG_DONTWAIT);
	if (m->waiting < MESSAGES_WAITING)
		m->waiting++; /* one more with each beat */
	for (i = m->sent; i < m->waiting; i++)
		bytes[n++] = MESSAGE_FIRST | ((m->first + i) & MESSAGE_MASK);
	sent = socket_send(fd, bytes, n, MSG_DONTWAIT);
	if (sent > 1)
		m->sent += (unsigned)sent - 1;
	return sent;
}

/* The echo of the oldest that waits; echoes come in order. */
static void
hear_message(struct messages *m, unsigned char number)
{
	if (m->sent == 0 ||
	    number != (MESSAGE_FIRST | (m->first & MESSAGE_MASK)))
		return;
	m->first++;
	m->waiting--;
	m->sent--;
}

/* No room to send (EAGAIN) is a beat that will not be answered. */
static struct said
beat(struct heart *h, int fd, int64_t now_ms)
{
	if (now_ms < h->next_ms)
		return says(OPEN, "not yet");
	if (send_beat(h->messages, fd) < 0 && errno != EAGAIN)
		return says_errno("send", errno);
	h->sent_ms[h->sent++ % ROOM] = now_ms;
	h->next_ms = now_ms + timer_setting(HEARTBEAT_INTERVAL);
	return says(OPEN, "beat");
}

static struct said
judge(struct heart *h, int64_t now_ms)
{
	while (h->judged < h->sent) {
		int64_t age_ms = now_ms - h->sent_ms[h->judged % ROOM];

		if (h->judged < h->answered)
			h->misses = 0;
		else if (age_ms >= timer_setting(HEARTBEAT_PATIENCE))
			h->misses++;
		else
			break;
		h->judged++;
	}
	if (h->misses >= timer_setting(HEARTBEAT_MISSES))
		return says(TIMEOUT, "no echo, %d beats", h->misses);
	return says(OPEN, "misses %d", h->misses);
}

/* Until the next beat is due or the oldest unjudged one is too old. */
static int
wait_ms(const struct heart *h, int64_t now_ms)
{
	int64_t until_ms = h->next_ms;

	if (h->judged < h->sent) {
		int64_t due_ms = h->sent_ms[h->judged % ROOM] +
		    timer_setting(HEARTBEAT_PATIENCE);

		if (due_ms < until_ms)
			until_ms = due_ms;
	}
	return until_ms > now_ms ? (int)(until_ms - now_ms) : 0;
}

static struct said
listen_for_echo(struct heart *h, int fd, int timeout_ms)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	unsigned char buf[4096];
	ssize_t n;

	if (poll(&pollfd, 1, timeout_ms) == 0)
		return says(OPEN, "poll 0");
	n = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
	if (n < 0 && errno == EAGAIN)
		return says(OPEN, "recv EAGAIN");
	for (ssize_t i = 0; i < n; i++)
		if (buf[i] == 0 && h->answered < h->sent)
			h->answered++;
		else if (buf[i] >= MESSAGE_FIRST && h->messages != NULL)
			hear_message(h->messages, buf[i]);
	return says_recv(n, errno);
}

/* Listens before it judges: after a pause the echo may well be here. */
struct said
heart_watch(int fd, struct messages *messages)
{
	struct heart heart = { .next_ms = monotonic_ms(),
		.messages = messages };
	struct said said;

	if (messages != NULL)
		messages->sent = 0; /* what was not answered goes again */
	for (;;) {
		said = beat(&heart, fd, monotonic_ms());
		if (verdict_terminal(said.verdict))
			return said;
		said = listen_for_echo(
		    &heart, fd, wait_ms(&heart, monotonic_ms()));
		if (verdict_terminal(said.verdict))
			return said;
		said = judge(&heart, monotonic_ms());
		if (verdict_terminal(said.verdict))
			return said;
	}
}
