/* follow.h - one connection, followed segment by segment; wire's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_WIRE_FOLLOW_H
#define HANGUP_WIRE_FOLLOW_H

#include "wire/wire.h"

/*
 * Theory of operation
 *
 * Sequence numbers become positions, 64 bits wide, that never wrap: the one
 * nearest to a position already known (seq_near).  After that all comparing
 * is plain arithmetic.
 *
 * A sender is what one end has sent, whether it arrived or not.  There are
 * two, and they make the notes ("retransmission", "keep-alive"), in a pass of
 * their own: manners.c.  A receiver
 * is what TCP makes of what arrives.  There is one, the subject's, and it
 * makes the truth.
 */
int64_t seq_near(int64_t near, uint32_t seq);

/*
 * A set of positions.  Holes are as many as segments lost at one time; a
 * range that finds no room is forgotten, as a receiver short of memory would.
 */
#define RANGES 256

struct ranges {
	struct range {
		int64_t from, to;
	} v[RANGES]; /* ordered, apart */
	size_t n;
};

void ranges_add(struct ranges *r, int64_t from, int64_t to);
/* The end of the range that holds pos, or pos itself. */
int64_t ranges_end(const struct ranges *r, int64_t pos);
/* Forgets all before pos. */
void ranges_drop(struct ranges *r, int64_t pos);

/*
 * The sending side of one end.
 */
struct sender {
	bool known;  /* its SYN was seen */
	int64_t nxt; /* SND.NXT */
	int64_t una; /* SND.UNA, by what reached it */
	int64_t fin; /* where its FIN stands, if has_fin */
	bool has_fin;
	struct ranges sent;
	uint32_t ack; /* of its last segment */
	uint16_t window;
	bool kept_alive; /* its last segment was a keep-alive */
};

/* What a segment is among those of its sender: bits. */
enum manner {
	RETRANSMISSION = 1 << 0,
	KEEP_ALIVE = 1 << 1,
	WINDOW_PROBE = 1 << 2,
	KEEP_ALIVE_ACK = 1 << 3,
	DUPLICATE_ACK = 1 << 4,
	NO_WINDOW = 1 << 5,
	WINDOW_UPDATE = 1 << 6
};

/*
 * What is in it, and what it does to me; heard is what I know of the other
 * end: known, window, kept_alive.  NULL: no manner is asked for, 0.
 */
unsigned sender_step(
    struct sender *me, const struct sender *heard, const struct segment *s);
/* A FIN that was sent before the FIN of other was seen? */
bool sender_crosses(const struct sender *other, const struct segment *s);
/* A segment reached me: what does it acknowledge? */
void sender_hear(struct sender *me, const struct segment *s);
/* Payload of s at nxt or beyond: what was not sent before. */
uint32_t payload_beyond(int64_t nxt, const struct segment *s);

/*
 * The receiving side of the subject.
 */
struct receiver {
	bool synced;	       /* the SYN-ACK came */
	bool ended;	       /* the FIN came, in order */
	int64_t nxt;	       /* RCV.NXT */
	int64_t edge;	       /* RCV.NXT + RCV.WND: what it advertised */
	uint16_t first_window; /* of its SYN, which is never scaled */
	int scale;	       /* of its SYN, or -1 */
	int64_t fin;	       /* where a FIN stands, if has_fin */
	bool has_fin;
	bool sacking; /* its last segment had SACK blocks */
	int64_t sack_to;
	struct ranges ahead; /* what came before its turn */
};

/* What a receiver makes of a segment. */
enum taken {
	TAKEN_BARE,	 /* in order, carries nothing */
	TAKEN_SYN,	 /* the SYN-ACK that opened it */
	TAKEN_NEW,	 /* RCV.NXT moved */
	TAKEN_AHEAD,	 /* kept for later: a gap stands before it */
	TAKEN_AGAIN,	 /* nothing in it is new */
	TAKEN_OUTSIDE,	 /* outside the window */
	TAKEN_CHALLENGE, /* RFC 5961: a challenge ACK is the answer */
	TAKEN_RESET,	 /* an acceptable RST */
	TAKEN_NOT	 /* dropped without a word */
};

/* A segment reached the subject, whose sending side is me. */
enum taken receiver_take(
    struct receiver *r, const struct sender *me, const struct segment *s);
/* The subject sent a segment: its window, what it acknowledges. */
void receiver_tell(struct receiver *r, const struct segment *s);

/*
 * What the two ends did, by time: each segment of the connection is sent on the
 * leg of its sender, and arrives, if it does, on the other.  To be freed; NULL
 * without memory.
 */
struct event {
	int64_t t_ns;
	struct packet *packet;
	bool arrival;
};

struct event *events_list(const struct connection *c, size_t *n);

/* Both: 0, or -1 without memory. */
int connections_find(struct packets *p);
/* Finds the manner of each of its segments. */
int manners_find(const struct connection *c);
void connections_free(struct connections *c);

/* Writes the packet's note. */
void note_packet(
    struct packet *p, enum taken taken, bool crossing, bool challenge_ack);
/* And before it that it came after the horizon. */
void note_proof(struct packet *p);

#endif
