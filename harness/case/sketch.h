/* sketch.h - two ends and a path, in thought; of the two files that sketch. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_SKETCH_H
#define HANGUP_CASE_SKETCH_H

#include "case/private.h"

#define NO_TIME INT64_MAX

/* What was sent one way and is not acknowledged. */
struct flight {
	uint32_t bytes, beats;
	uint32_t arrived, arrived_beats; /* whose acknowledgement was lost */
	int64_t since_us, next_us;	 /* the next retransmission */
};

enum passes { PASSES_ALL, DROPS_DATA, DROPS_ALL };

struct sketch {
	const struct declaration *d;
	const struct sketching *how;
	struct timeline *tl;
	int64_t now_us; /* since "ready" */
	bool no_memory;
	/* the path */
	enum passes to_peer, to_subject;
	struct flight ours, theirs;
	/* the peer */
	bool deaf, mute; /* it reads nothing; it answers nothing */
	bool unread;	 /* bytes that it did not read */
	bool lingers;	 /* not: its close is a RST */
	bool gone;	 /* whatever comes is answered by a RST */
	bool fin_waits;	 /* its FIN was lost */
	/* the subject */
	bool over; /* its connection is no more */
	uint32_t beats, echoes;
	bool held; /* it is not asked now */
	int64_t beat_us, check_us, answer_us, probe_us; /* or NO_TIME */
};

/* sketch.c: what follows by itself, up to that time. */
void sketch_until(struct sketch *k, int64_t until_us);
/* Who is asked may be asked again. */
void sketch_ask_on(struct sketch *k);
void sketch_mark(struct sketch *k, enum mark_kind kind, uint32_t n);
void sketch_subject_sends(struct sketch *k, uint32_t bytes, uint32_t beats);
void sketch_peer_sends(struct sketch *k, uint32_t bytes, uint32_t beats);
/* A bare segment of the peer. */
void sketch_peer_nudges(struct sketch *k);
/* It closes; half: its sending half only.  NULL, or what cannot be known. */
const char *sketch_peer_closes(struct sketch *k, bool half);
/* The path changes.  NULL, or what cannot be known. */
const char *
sketch_path(struct sketch *k, enum passes to_peer, enum passes to_subject);

#endif
