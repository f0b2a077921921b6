/* judge.h - prediction, outcome, result: pure functions. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_H
#define HANGUP_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "strategies/strategy.h"
#include "wire/wire.h"

#define JUDGE_REASON 256

/* What a subject declares of itself. */
struct declaration {
	enum kind kind;
	bool speaks;
	int eats; /* as in struct strategy */
	int patience_ms, beat_ms, misses;
	bool suspends;
	struct seen sees[SIGNS];
};

/* One report of a subject. */
struct report {
	int64_t t_ns;	 /* CLOCK_REALTIME */
	bool by_subject; /* it stamped; else the runner, on receipt */
	struct said said;
	int64_t asked_ns; /* when the "check" it answers was said, or 0 */
	int64_t lag_ns;	  /* from the stamp to its receipt; < 0: after it */
};

/*
 * 1. Prediction: three functions in a row.  Causes: what of the signs of the
 * scenario and of the timeline is an end to this subject, and when.  Noticed:
 * when a subject of its kind looks.  First: which of these it says.
 */
struct due {
	enum verdict verdict;
	int64_t from_ns, to_ns; /* CLOCK_REALTIME; WIRE_NEVER: no bounds */
	enum sign because;	/* SIGNS: of no sign */
};

#define ALSO 4

/*
 * What is due, and what besides is admissible where only the subject can
 * know: a timer that may have run out or not, a race.
 */
struct prediction {
	enum verdict verdict; /* as in struct due */
	int64_t from_ns, to_ns;
	enum sign because;
	struct due also[ALSO];
	size_t n_also;
};

/*
 * The sign as which a subject knows s: itself if it declares it; else a FIN
 * is a FIN and, to who sends nothing, a RST a RST, whoever drew it.
 */
enum sign judge_known_as(const struct declaration *d, enum sign s);

/* signs: bit 1 << enum sign, those that the scenario gives. */
struct prediction judge_predict(
    const struct declaration *d, uint32_t signs, const struct timeline *tl);
/* What these functions did, a line a sign; times since the fault, or ready. */
void judge_explain(const struct declaration *d, uint32_t signs,
    const struct timeline *tl, FILE *out);

/* When a sign that is given reached the socket, or WIRE_NEVER. */
int64_t judge_onset(uint32_t signs, const struct timeline *tl, enum sign s);

/*
 * 2. The word a subject is held to: its first terminal report; without one,
 * its last word; OPEN if it never reported.  index is n if it never did.
 */
struct word {
	enum verdict verdict;
	int64_t t_ns; /* WIRE_NEVER unless terminal */
	size_t index;
	int64_t asked_ns; /* as the report's */
};

struct word judge_word(const struct report *reports, size_t n);

/* 3. Outcome: the word held against the truth. */
enum outcome judge_outcome(const struct truth *truth, const struct word *word);

/*
 * The moment of the truth that was in force at t_ns, or the last for
 * WIRE_NEVER.  A stamp and a capture are of one clock: what was said before a
 * packet came was not said of it.
 */
const struct moment *judge_moment(const struct truth *truth, int64_t t_ns);

/* 4. Result: the word held against the prediction (POSIX 1003.3). */
/*
 * waited_ns: how long the subject was ready to run but had no CPU.  reason gets
 * one line unless PASS.
 */
enum result judge_result(const struct prediction *p, const struct word *word,
    int64_t waited_ns, char reason[JUDGE_REASON]);
/* Late by no more than it waited?  Then reason says so. */
bool judge_too_slow(enum verdict said, int64_t late_ns, int64_t waited_ns,
    char reason[JUDGE_REASON]);

/*
 * 5. Proof: do the packets, and the kernel's own word, show that
 * the scenario took place?
 */
struct witness {
	bool subject_dead;   /* its socket was CLOSED before the proof */
	bool peer_alive;     /* the peer process runs and can be asked */
	bool peer_connected; /* and has its connection, says its record */
	bool peer_told;	     /* it was made to send a byte for the proof */
	/* that it sent since the fault and are no echo, it says; -1: it cannot
	 * be asked, so whatever came is no echo */
	int64_t peer_own;
	bool served;  /* behind it is a real server, no echo */
	bool carried; /* which has all that the peer has read */
};

/*
 * stated: by the scenario; what states nothing is held to proof_of.  True if
 * proven; else reason says what was expected and what the packets show.  The
 * connection's packets include those of the proof.
 */
bool judge_proof(const struct proof *stated, uint32_t signs,
    const struct truth *truth, const struct connection *connection,
    const struct plot *plot, const struct witness *witness,
    char reason[JUDGE_REASON]);

/* What became of the bytes that went one way after the fault. */
struct fate_of {
	unsigned sent; /* segments with payload or FIN, or probes */
	unsigned lost; /* of these: on the sender's leg only */
	unsigned payload, payload_lost; /* those with payload */
	bool acknowledged;
	bool echoed; /* to the peer: it came back */
	bool reset;  /* answered by RST */
	bool shut;   /* a FIN was among them: no more can follow */
};

void judge_fates(const struct connection *c, const struct plot *plot,
    const struct witness *witness, struct fate_of *to_peer,
    struct fate_of *to_subject);

/*
 * 6. Profile: which signs of death a subject sees, from measured cells alone.
 */
/* What one cell says for a profile. */
struct sighting {
	int64_t onset_us[DEATH_SIGNS]; /* WIRE_NEVER: the sign did not come */
	int64_t verdict_us;	       /* WIRE_NEVER: nothing terminal */
	enum outcome outcome;
	bool of_life; /* it took something for an end that came and is none */
	enum sign because; /* what the word is of; SIGNS: that is not known */
};

struct profile {
	enum sight sees[DEATH_SIGNS];
	unsigned cells[DEATH_SIGNS]; /* that spoke of it */
};

/*
 * Of several signs at once a cell says only that one of them was seen; which,
 * follows from the cells in which they stand alone.
 */
void judge_profile(struct profile *p, const struct sighting *cells, size_t n);

/*
 * 7. Contract: what is asked of a subject that declares nothing.
 */
struct demand {
	enum duty duty;
	int within_ms; /* of the sign; 0: while the cell lasts */
	uint32_t
	    accept; /* verdicts that will do besides the right ones: bits */
};

struct contract {
	struct demand of[SIGNS]; /* of life: what is to be dropped */
};

/* What a cell asks: the strictest demand of the signs that came to it. */
struct owed {
	enum duty duty;
	enum sign because; /* SIGNS: of no sign */
	int64_t since_ns;  /* when the sign came, CLOCK_REALTIME */
	int64_t by_ns;	   /* the last moment that is in time */
	uint32_t accept;
};

struct owed judge_owed(
    const struct contract *contract, uint32_t signs, const struct timeline *tl);

enum notice judge_notice(
    const struct owed *owed, const struct word *word, enum outcome outcome);

/*
 * Result by contract: a false alarm fails always, what must be noticed fails
 * when it is not, is late or has a wrong name.  What only should or may be
 * noticed passes, and reason says what was missed.  waited_ns as
 * in judge_result; excused: a deviation is known.
 */
enum result judge_contract(const struct owed *owed, const struct word *word,
    enum notice notice, int64_t waited_ns, bool excused,
    char reason[JUDGE_REASON]);

#endif
