/* notebook.h - all that a cell saw, as plain data: saved, and read back. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_NOTEBOOK_H
#define HANGUP_NOTEBOOK_H

#include <jansson.h>

#include "case/case.h"
#include "judge/judge.h"
#include "wire/wire.h"

#define HOST_WORD 64

/*
 * Who makes a cell UNRESOLVED.  What a subject does stands at once; all else
 * is tried again.
 */
enum blame {
	BLAME_SUBJECT,
	BLAME_SCENARIO, /* it did not take place */
	BLAME_LAB,	/* the network, what it needs of the kernel */
	BLAME_MACHINE,	/* too slow, its clock was set, its disk is full */
	BLAME_HARNESS,	/* our own programs */
	BLAMES
};

const char *blame_name(enum blame blame);
int blame_value(const char *name); /* or -1 */

/* Why no statement can be made; text is "" while all is well. */
struct trouble {
	enum blame blame;
	char text[CASE_ERROR];
};

/* The first trouble stays. */
void trouble_is(struct trouble *t, enum blame blame, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void trouble_is_said(struct trouble *t, enum blame blame, const char *format,
    va_list args) __attribute__((format(printf, 3, 0)));

/* A deed of peer, path, relay, lab, subject, signal, or of the script. */
struct deed {
	int64_t t_ns;
	char *who, *text;
};

/* What a clause asks of the socket, or of the kernel, when all is over. */
struct option_found {
	int level, option; /* getsockopt(2) */
	int value, error;  /* error: errno, and there is no value */
};
struct setting_found {
	char *name; /* below /proc/sys/net/ipv4 */
	unsigned long value;
};

/*
 * Stamps are of CLOCK_REALTIME, as those of the captures; a time that did not
 * come is WIRE_NEVER.  A cell fills it while it plays, and nothing is added
 * when it is judged.
 */
struct notebook {
	/* the wire: of the subject's leg, and of the peer's and what lies
	 * beyond it */
	struct trace leg[2];
	uint8_t subject_mac[6];
	long lost;	      /* frames the kernel had no room for */
	bool flooded;	      /* the traces are cut: their beginning is shown */
	uint16_t lab_port;    /* of a connection that the lab made, or 0 */
	uint32_t script_sent; /* bytes that the script wrote on the socket */
	unsigned path_waits;  /* frames that waited in the path at the end */

	/* the plot: what only the script can say of the packets */
	struct plot plot;
	struct deed *deeds;
	size_t n_deeds;

	/* the subject */
	bool ready;
	enum kind watches; /* as its ready line said */
	struct report *reports;
	size_t n_reports;	    /* all, what the proof brought included */
	size_t n_heard;		    /* received before the proof */
	size_t n_first;		    /* received before it came back */
	int64_t again_ns;	    /* when it did: its next "ready" */
	struct question *questions; /* all */
	size_t n_questions;

	/* its socket before the proof, and the last words of all */
	int state;	   /* tcpi_state, or -1 */
	int left;	   /* bytes unread, or -1 */
	int pending_error; /* SO_ERROR, or -1 */
	struct option_found *options;
	size_t n_options;
	struct setting_found *settings;
	size_t n_settings;
	struct witness witness;
	char peer_word[CASE_ERROR]; /* its status, or how it ended */
	char host_word[HOST_WORD];  /* the subject's host's; or "" */
	bool peer_runs_on; /* the script stopped it, and it is not stopped */

	/* the machine */
	int64_t waited_ns; /* for a CPU, from the fault to the proof */
	int64_t late_ns;   /* by which the script was behind, at most */
	bool clock_was_set;
	int64_t took_ms;

	char limit[CASE_ERROR]; /* a share that the subject used up, or "" */
	json_t *allowed; /* what it might besides, as in the record; or NULL */
	struct trouble trouble;
};

/* Nothing has been seen; the plot is to end so. */
void notebook_open(struct notebook *b, enum form end);
void notebook_close(struct notebook *b);

/* All of these abort(3) without memory. */
void notebook_deed(
    struct notebook *b, int64_t t_ns, const char *who, const char *text);
struct report *notebook_report(struct notebook *b);
struct question *notebook_question(struct notebook *b);
struct option_found *notebook_option(struct notebook *b);
void
notebook_setting(struct notebook *b, const char *name, unsigned long value);

/* What is found there, or NULL. */
const struct option_found *
notebook_find_option(const struct notebook *b, int level, int option);
const struct setting_found *
notebook_find_setting(const struct notebook *b, const char *name);

/* The question that has no answer yet, or NULL. */
struct question *notebook_open_question(const struct notebook *b);
/* What the legs saw so far, to be freed.  0, or -1: no memory. */
int notebook_packets(const struct notebook *b, struct packets *p);
/* t = 0: the fault, or "ready" where there is none. */
int64_t notebook_zero_ns(const struct notebook *b);

/*
 * All but the frames, as a zlib stream (RFC 1950), to be freed; NULL: no
 * memory.
 */
unsigned char *notebook_pack(const struct notebook *b, size_t *n);
/*
 * Reads what was packed into an open notebook; its legs stay as they are.  0,
 * or -1 and what is wrong with it.
 */
int notebook_unpack(struct notebook *b, const unsigned char *bytes, size_t n,
    char error[CASE_ERROR]);

#endif
