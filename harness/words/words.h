/* words.h - the vocabulary: each word in one row, names made from the rows. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_WORDS_H
#define HANGUP_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* Proof: what becomes of the bytes that each end sends after the fault. */
enum proof_fate {
	PROOF_ANY,	    /* is not looked at */
	PROOF_ECHOED,	    /* came back */
	PROOF_ACKNOWLEDGED, /* acknowledged, not echoed */
	PROOF_ARRIVED,	    /* at the other leg; no matter what then */
	PROOF_RESET,	    /* answered by RST */
	PROOF_LOST,	    /* all on the sender's leg only */
	PROOF_PAYLOAD_LOST, /* all that has payload, and only that, is lost */
	PROOF_UNSENT,	    /* no frame left the host */
	PROOF_FATES
};

const char *proof_fate_name(enum proof_fate f);
/* As one would say it of a byte. */
const char *proof_fate_phrase(enum proof_fate f);
int proof_fate_value(const char *name); /* or -1 */

/* What must become of our byte, and of the peer's. */
struct proof {
	bool said; /* else: nothing is stated */
	enum proof_fate ours, theirs;
};

/*
 * 1. Signs: kinds of evidence that reach a socket, of death first, then of
 *    life.  What each means stands in its row: signs.c.
 */
enum sign {
	FIN,
	FIN_BEHIND_DATA,
	FIN_BOTH,
	RST,
	RST_BEHIND_DATA,
	RST_AFTER_FIN,
	RST_AFTER_FIN_ON_SEND,
	RST_ON_SEND,
	SILENCE,
	NO_ANSWER,
	ZERO_WINDOW,
	NO_ROUTE,
	NO_WAY_OUT,
	LINK_LOST,
	LOCAL_ABORT,
	NOTHING_HEARD,
	DATA,
	URGENT,
	SOFT_ERROR,
	LATE,
	UNACKED,
	OUR_FIN,
	SIGNS
};

#define DEATH_SIGNS (LOCAL_ABORT + 1) /* FIN to LOCAL_ABORT */

struct sign_row {
	const char *name;
	const char *phrase;  /* "silence": as one would say it in a sentence */
	const char *meaning; /* what it is, in one line */
	const char *declare; /* when a scenario declares it; "": never */
	bool of_life;	     /* it ends nothing: to say so is a false alarm */
	/* does a scenario give it, or do packets alone show it? */
	enum { GIVEN, SHOWN } source;
	/* drawn: only what our side sends brings it, or lets it be seen */
	enum { BY_ITSELF, DRAWN } comes;
	bool behind_data; /* unread bytes stand before it */
	/*
	 * What a subject that does not declare it takes it for: itself, or a
	 * commoner sign; and one that sends nothing, so that it was another
	 * who drew it.
	 */
	enum sign known_as, known_as_if_mute;
	enum sign common; /* the kind it is seen with, for profiles */
	/* of two that come at one moment the one of the higher rank is told */
	int rank;
	struct proof proof; /* what it takes, unless the scenario states it */
};

extern const struct sign_row sign_rows[SIGNS];

const char *sign_name(enum sign s); /* NULL if out of range */
int sign_value(const char *name);   /* or -1 */

/*
 * 2. Verdicts: what a subject may say.  UNSAID is "nothing predicted or said".
 */
enum verdict {
	UNSAID,
	OPEN,
	CLOSED,
	HALF_CLOSED,
	RESET,
	TIMEOUT,
	UNREACHABLE,
	GONE,
	QUIET,
	ERROR,
	VERDICTS
};

const char *verdict_name(enum verdict v); /* UNSAID: "-" */
int verdict_value(const char *name);	  /* or -1 */
/* All but OPEN and QUIET (and UNSAID) say that the connection is dead. */
bool verdict_terminal(enum verdict v);

/*
 * 3. Subjects: how one watches, and from when its latencies count.
 */
enum kind {
	WAITS,	 /* blocks for news, begins at "ready" */
	ASKS,	 /* answers each "check" with one report */
	ONCE,	 /* acts at the first "check", then only waits */
	EXTERNAL /* not ours: declares nothing */
};

const char *kind_name(enum kind k); /* NULL if out of range */
int kind_value(const char *name);   /* or -1 */

/*
 * All but SINCE_SIGN are for timers of the strategy or of the kernel, which
 * started before the fault did.
 */
enum since {
	SINCE_SIGN,	/* the sign reached the socket */
	SINCE_DATA,	/* the last payload arrived here (or "ready") */
	SINCE_SEGMENT,	/* the last segment of any kind arrived here */
	SINCE_TRAFFIC,	/* the last payload went either way (or "ready") */
	SINCE_SENT,	/* the strategy's first payload that was never
			* answered left; a scenario's own is not 0x00 */
	SINCE_NO_ROOM,	/* the peer's window shut, and stayed so */
	SINCE_UNACKED,	/* payload left, anybody's, and no acknowledgement
			* moved while the timer ran */
	SINCE_REPEATED, /* likewise; the kernel's repetitions are counted,
			 * whose pauses have a round trip in them */
	SINCE_CHECK,	/* the first "check" after the fault was asked, or the
			* sign if that came later */
	SINCES
};

const char *since_name(enum since s); /* NULL if out of range */
int since_value(const char *name);    /* or -1 */
/* "the sign came", "it was asked": the event itself. */
const char *since_event(enum since s);

/*
 * 4. Truth: the form that the packets show a connection to have.
 */
enum form {
	FORM_OPEN,
	FORM_CLOSED,
	FORM_HALF_CLOSED,
	FORM_RESET,
	FORM_SILENT,
	FORMS
};

const char *form_name(enum form f);
int form_value(const char *name); /* or -1 */
/* The verdict that names it rightly. */
enum verdict form_verdict(enum form f);

/*
 * 5. Outcomes: what came of a cell.
 */
enum outcome { /* the word held against the truth */
	NO_OUTCOME,
	RIGHT,
	VAGUE,
	MISNAMED,
	MISSED,
	INCONCLUSIVE,
	FALSE_ALARM,
	OUTCOMES
};

const char *outcome_name(enum outcome o); /* NULL for NO_OUTCOME */
int outcome_value(const char *name);	  /* or -1 */

/* The word held against the prediction (POSIX 1003.3). */
enum result { PASS, FAIL, XFAIL, XPASS, UNRESOLVED, UNSUPPORTED, RESULTS };

const char *result_name(enum result r);
int result_value(const char *name); /* or -1 */

/* What proves an end of that form; a sign that has a proof comes first. */
struct proof proof_of(uint32_t signs, enum form end);

/* What a contract asks, and how it was kept. */
enum duty { NO_DUTY, MAY, SHOULD, MUST, DUTIES };

const char *duty_name(enum duty d); /* "none" for NO_DUTY */
int duty_value(const char *name);   /* of the three others, or -1 */

enum notice {
	NOTHING_TO_NOTICE,
	NOTICED,
	NOTICED_VAGUELY, /* dead, without a name */
	NOTICED_BADLY,	 /* by a name that is wrong */
	NOTICED_LATE,
	NOT_NOTICED,
	CRIED_WOLF,
	NOTICES
};

const char *notice_name(enum notice n);
int notice_value(const char *name); /* or -1 */

/* How well all cells together show a subject to see a sign: worst first. */
enum sight {
	NOT_TESTED,
	BLIND,	    /* no terminal verdict, or only for a later sign */
	PARTLY,	    /* seen in some cells, not in others */
	SEEN_BADLY, /* noticed, and given a wrong name */
	SEEN_VAGUE, /* noticed, without a name */
	SEEN_RIGHT, /* noticed and named rightly */
	SIGHTS
};

const char *sight_name(enum sight s);
int sight_value(const char *name); /* or -1 */

/*
 * 6. States: of RFC 9293 3.3.2, by Linux's numbers (tcpi_state).
 */
enum tcp_state {
	STATE_ESTABLISHED = 1,
	STATE_SYN_SENT,
	STATE_SYN_RECEIVED,
	STATE_FIN_WAIT_1,
	STATE_FIN_WAIT_2,
	STATE_TIME_WAIT,
	STATE_CLOSED,
	STATE_CLOSE_WAIT,
	STATE_LAST_ACK,
	STATE_LISTEN,
	STATE_CLOSING,
	TCP_STATES
};

/* As the RFC writes it: "FIN-WAIT-1"; NULL if it is none. */
const char *state_name(int state);
int state_value(const char *name); /* or -1 */

#endif
